"""Marks by which the rules are asked anew about a case of which an act changed the facts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | Sequence[str] | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "changed_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("changed_case_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("changed_case_pkey")),
        schema="coordination",
    )
    op.create_index("changed_case_case_id_idx", "changed_case", ["case_id"], schema="coordination")
    op.execute("grant insert on coordination.changed_case to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
