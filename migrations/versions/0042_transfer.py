"""Transfer between areas, and how long its answer may take."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import another_rule, recorded, word

revision: str = "0042"
down_revision: str | Sequence[str] | None = "0041"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "transfer"
KINDS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS IDENTIFICATION_ANSWERED TRANSFER_ANSWERED"
)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."
CATEGORIES = "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"
LEVELS = "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"
LEADS = "POLICE PROBATION MENTAL_HEALTH YOUTH_OFFENDING TO_BE_DETERMINED"
CHANGED = "status, chased, last_chased_on, answered_on, answered_by_id, answered_by_name, answer, version"


def upgrade() -> None:
    another_rule(KINDS, "TRANSFER_ANSWERED", 10, NO_NUMBER)
    _transfer()
    op.execute(f"grant insert, update ({CHANGED}) on coordination.{NAME} to mappa_gateway")


def _transfer() -> None:
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("from_area_id", sa.SmallInteger(), nullable=False),
        sa.Column("to_area_id", sa.SmallInteger(), nullable=False),
        word("category", CATEGORIES),
        word("level", LEVELS),
        word("lead_agency", LEADS),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("handover", sa.Text(), nullable=False),
        sa.Column("moves_on", sa.Date(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by_name", sa.Text(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        word("status", "PROPOSED ACCEPTED WITHDRAWN REFUSED"),
        sa.Column("chased", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_chased_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{NAME}_case_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f(f"{NAME}_person_id_fkey")),
        sa.ForeignKeyConstraint(["from_area_id"], ["coordination.area.id"], name=op.f(f"{NAME}_from_area_id_fkey")),
        sa.ForeignKeyConstraint(["to_area_id"], ["coordination.area.id"], name=op.f(f"{NAME}_to_area_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["person_id"], ["from_area_id", "answer_by", "id"], ["to_area_id", "answer_by", "id"]):
        op.create_index(f"{NAME}_{'_'.join(columns)}_idx", NAME, columns, schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
