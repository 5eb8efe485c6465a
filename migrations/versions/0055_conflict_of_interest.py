"""Conflicts of interest: whoever declares one is kept out of the case from their next request, until it is lifted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0055"
down_revision: str | Sequence[str] | None = "0054"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "directory.conflict_of_interest"
CHANGED = "status, lifted_at, lifted_by_id, lifted_by_name, lifted_because, version"
EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))


def upgrade() -> None:
    op.create_table(
        "conflict_of_interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("principal_name", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Uuid(), nullable=True),
        sa.Column("lifted_by_name", sa.Text(), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("status IN ('DECLARED', 'LIFTED')", name=op.f("conflict_of_interest_status_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("conflict_of_interest_pkey")),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["directory.principal.id"], name=op.f("conflict_of_interest_principal_id_fkey")
        ),
        schema="directory",
    )
    for column in ("principal_id", "case_id"):
        index = f"conflict_of_interest_{column}_idx"
        op.create_index(index, "conflict_of_interest", [column], schema="directory")
    _touching()
    op.execute(f"grant insert, update ({CHANGED}) on {TABLE} to mappa_gateway")


def _touching() -> None:
    """A conflict that is declared or lifted raises the version of whose it is."""
    for event, side in EVENTS:
        op.execute(
            f"create trigger touch_{event}_{side} after {event} on {TABLE} referencing {side} table as changed"
            " for each statement execute function directory.touch('principal_id')"
        )


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
