"""Serious further offence and serious case review, and how long an acknowledgement may take."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import another_rule, recorded, word

revision: str = "0043"
down_revision: str | Sequence[str] | None = "0042"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "serious_case_review"
KINDS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS IDENTIFICATION_ANSWERED TRANSFER_ANSWERED SERIOUS_OFFENCE_ACKNOWLEDGED"
)
SOURCE = "After MAPPA O (2012): a notification goes to the board's chair and the co-ordinator within 5 days."
CATEGORIES = "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"
LEVELS = "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"
CHANGED = (
    "status, acknowledged_on, acknowledged_by_id, acknowledged_by_name, decided_on, decided_by_board, decision, "
    "concluded_on, summary, learning, version"
)


def upgrade() -> None:
    another_rule(KINDS, "SERIOUS_OFFENCE_ACKNOWLEDGED", 5, SOURCE)
    _review()
    op.execute(f"grant insert, update ({CHANGED}) on coordination.{NAME} to mappa_gateway")


def _review() -> None:
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("charged_on", sa.Date(), nullable=True),
        sa.Column("circumstances", sa.Text(), nullable=False),
        word("category", CATEGORIES),
        word("level", LEVELS),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("notified_by_agency", sa.Text(), nullable=False),
        sa.Column("notified_by_id", sa.Uuid(), nullable=True),
        sa.Column("notified_by_name", sa.Text(), nullable=True),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        word("status", "NOTIFIED ACKNOWLEDGED REVIEW_DECIDED NO_REVIEW CONCLUDED"),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_by_name", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_board", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("learning", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{NAME}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["acknowledge_by", "id"]):
        op.create_index(f"{NAME}_{'_'.join(columns)}_idx", NAME, columns, schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
