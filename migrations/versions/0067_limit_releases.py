"""Limited access opened again: proposed by one person, released by a second."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import word

revision: str = "0067"
down_revision: str | Sequence[str] | None = "0066"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "limit_release"
DECIDED = "status, decided_on, decided_by_id, decided_by_name, refused_because, version"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("kind", "LIFT_EXCLUSION LET_IN LIFT_RESTRICTION"),
        sa.Column("principal_id", sa.Uuid(), nullable=True),
        sa.Column("principal_name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        word("status", "PROPOSED RELEASED REFUSED"),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by_name", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("refused_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f(f"{NAME}_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="probation",
    )
    op.create_index(f"{NAME}_person_id_idx", NAME, ["person_id"], schema="probation")
    op.execute(f"grant insert, update ({DECIDED}) on probation.{NAME} to mappa_gateway")
    op.execute("grant insert, update (valid_until) on probation.access_limit to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
