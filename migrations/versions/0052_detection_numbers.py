"""The numbers of the rules over the access record as rows: dated, each with its source and whether that was checked.

Until `mappa rules load` adds the delivered ones, or a board its own, no rule is applied.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting

revision: str = "0052"
down_revision: str | Sequence[str] | None = "0051"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "detection_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("span", sa.Interval(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("spared", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("ahead", sa.Interval(), nullable=True),
        sa.Column("day_from", sa.SmallInteger(), nullable=True),
        sa.Column("day_until", sa.SmallInteger(), nullable=True),
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("detection_number_pkey")),
        sa.UniqueConstraint("rule", "version", name=op.f("detection_number_rule_version_key")),
        schema="coordination",
    )
    op.execute("grant select on coordination.detection_number to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
