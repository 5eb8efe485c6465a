"""Cases opened to somebody who has no part in them: for one purpose, to a day; and how long that may be."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import another_rule, recorded, word

revision: str = "0058"
down_revision: str | Sequence[str] | None = "0057"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS IDENTIFICATION_ANSWERED TRANSFER_ANSWERED SERIOUS_OFFENCE_ACKNOWLEDGED CORRECTION_ACKNOWLEDGED "
    "CARE_EXCEPTION_LASTS CASE_OPENING_LASTS"
)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."
CLOSED = "status, closed_because, closed_by_id, closed_by_name, version"
NAME = "case_opening"
EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))


def upgrade() -> None:
    another_rule(KINDS, "CASE_OPENING_LASTS", 28, NO_NUMBER)
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("principal_name", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        word("status", "OPEN CLOSED"),
        sa.Column("opened_by_agency", sa.Text(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        sa.Column("opened_by_name", sa.Text(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_by_name", sa.Text(), nullable=True),
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
    op.execute(f"grant insert, update ({CLOSED}) on coordination.{NAME} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
