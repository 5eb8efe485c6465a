"""Single items shared with an associate, to a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0069"
down_revision: str | Sequence[str] | None = "0068"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "shared_item"
CHANGED = "status, withdrawn_because, withdrawn_by_id, withdrawn_by_name, version"
EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("principal_name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("case_reference", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        word("status", "SHARED WITHDRAWN"),
        sa.Column("shared_by_agency", sa.Text(), nullable=False),
        sa.Column("shared_by_id", sa.Uuid(), nullable=True),
        sa.Column("shared_by_name", sa.Text(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{NAME}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="coordination",
    )
    for column in ("case_id", "principal_id"):
        op.create_index(f"{NAME}_{column}_idx", NAME, [column], schema="coordination")
    for event, side in EVENTS:
        op.execute(
            f"create trigger touch_{event}_{side} after {event} on coordination.{NAME}"
            f" referencing {side} table as changed for each statement execute function directory.touch('principal_id')"
        )
    op.execute(f"grant insert, update ({CHANGED}) on coordination.{NAME} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
