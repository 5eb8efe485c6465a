"""Identification: an agency's notice that somebody comes under MAPPA, and what the gateway may write to answer it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import another_rule, recorded, word

revision: str = "0040"
down_revision: str | Sequence[str] | None = "0039"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "identification_notice"
CATEGORIES = "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"
LEADS = "POLICE PROBATION MENTAL_HEALTH YOUTH_OFFENDING TO_BE_DETERMINED"
KINDS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS IDENTIFICATION_ANSWERED"
)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."

ANSWERED = (
    "status, answered_on, answered_by_id, answered_by_name, answer, otherwise_because, found_verdict, found, "
    "found_rule, case_id, exited_before_on, version"
)
OPENED = (
    "area_id, handling, category, level, level_set_on, status, lead_agency, entered_on, exited_on, qualifying_reason, "
    "qualified_on"
)
GRANTS = (
    f"insert, update ({ANSWERED}) on coordination.{NAME}",
    f'insert, update ({OPENED}) on coordination."case"',
    "insert, update (valid_until) on coordination.category_history",
    "update (superseded_by) on coordination.identified_person",
)


def upgrade() -> None:
    another_rule(KINDS, "IDENTIFICATION_ANSWERED", 5, NO_NUMBER)
    _notice()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _notice() -> None:
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        word("category", CATEGORIES),
        word("lead_agency", LEADS),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("notified_by_agency", sa.Text(), nullable=False),
        sa.Column("notified_by_id", sa.Uuid(), nullable=True),
        sa.Column("notified_by_name", sa.Text(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        word("status", "NOTIFIED CONFIRMED REFUSED WITHDRAWN"),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("otherwise_because", sa.Text(), nullable=True),
        word("found_verdict", "QUALIFIES DOES_NOT_QUALIFY NOT_KNOWN", nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("found_rule", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("exited_before_on", sa.Date(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f(f"{NAME}_area_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f(f"{NAME}_person_id_fkey")),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{NAME}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="coordination",
    )
    for column in ("area_id", "person_id", "case_id"):
        op.create_index(f"{NAME}_{column}_idx", NAME, [column], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
