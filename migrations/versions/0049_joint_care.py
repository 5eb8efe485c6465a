"""The exceptions list of joint care, and how long an exception may last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import another_rule, recorded, word

revision: str = "0049"
down_revision: str | Sequence[str] | None = "0048"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS IDENTIFICATION_ANSWERED TRANSFER_ANSWERED SERIOUS_OFFENCE_ACKNOWLEDGED CORRECTION_ACKNOWLEDGED "
    "CARE_EXCEPTION_LASTS"
)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."
ENDED = "status, ended_on, ended_because, ended_by_id, ended_by_name, version"
NAME = "joint_care_exception"


def upgrade() -> None:
    another_rule(KINDS, "CARE_EXCEPTION_LASTS", 90, NO_NUMBER)
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word("manager", "PRISON COMMUNITY"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("meanwhile", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        word("status", "LISTED ENDED"),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("listed_by_agency", sa.Text(), nullable=False),
        sa.Column("listed_by_id", sa.Uuid(), nullable=True),
        sa.Column("listed_by_name", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{NAME}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["ends_on", "id"]):
        op.create_index(f"{NAME}_{'_'.join(columns)}_idx", NAME, columns, schema="coordination")
    op.execute(f"grant insert, update ({ENDED}) on coordination.{NAME} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
