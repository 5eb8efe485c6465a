"""Corrections: facts that were reported to be wrong, and the notices to those who were shown them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shapes import another_rule, recorded, word

revision: str = "0044"
down_revision: str | Sequence[str] | None = "0043"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS IDENTIFICATION_ANSWERED TRANSFER_ANSWERED SERIOUS_OFFENCE_ACKNOWLEDGED CORRECTION_ACKNOWLEDGED"
)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."
CLASSES = (
    "reference aggregate existence identity address management decision conviction custody public_protection "
    "supervision licence orders risk_level risk_narrative risk_plan victim victim_address third_party intelligence "
    "health meeting minutes action disclosure contribution practitioner access_limit access_record"
)
ANSWERED = "status, answered_on, answered_by_id, answered_by_name, answer, version"
TOLD = "status, acknowledged_on, note, chased, last_chased_on, version"
GRANTS = (
    f"insert, update ({ANSWERED}) on coordination.correction",
    f"insert, update ({TOLD}) on coordination.correction_notice",
)


def upgrade() -> None:
    another_rule(KINDS, "CORRECTION_ACKNOWLEDGED", 5, NO_NUMBER)
    _correction()
    _notice()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _held(table: str) -> list[Any]:
    """The kind of information that the row holds."""
    words = ", ".join(f"'{each}'" for each in CLASSES.split())
    return [
        sa.Column("data_class", sa.Text(), server_default="management", nullable=False),
        sa.CheckConstraint(f"data_class IN ({words})", name=op.f(f"{table}_data_class_check")),
    ]


def _correction() -> None:
    name = "correction"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("how_known", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        *_held(name),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("reported_by_agency", sa.Text(), nullable=False),
        sa.Column("reported_by_id", sa.Uuid(), nullable=True),
        sa.Column("reported_by_name", sa.Text(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        word("status", "REPORTED CORRECTED REFUSED"),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["answer_by", "id"]):
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def _notice() -> None:
    name = "correction_notice"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=True),
        sa.Column("to_agency", sa.Text(), nullable=False),
        sa.Column("last_shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        word("status", "AWAITED ACKNOWLEDGED"),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("chased", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_chased_on", sa.Date(), nullable=True),
        *_held(name),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["coordination.correction.id"], name=op.f(f"{name}_correction_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["correction_id"], ["due_on", "id"]):
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
