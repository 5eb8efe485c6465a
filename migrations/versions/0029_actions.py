"""Actions from their setting to their verification, how they were before each change, and what was taken further."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0029"
down_revision: str | Sequence[str] | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STATUSES = ("OPEN", "ACCEPTED", "COMPLETED", "NOT_POSSIBLE", "CLOSED", "WITHDRAWN")
FINDINGS = (
    "CATEGORY_DISAGREES CATEGORY_NOT_KNOWN EXIT_DUE CATEGORY_REVIEW_DUE REVIEW_NOT_BOOKED REVIEW_MISSED "
    "RELEASE_WITHOUT_LEVEL RELEASE_PART_MISSING RELEASE_PART_LATE NO_PRISON_MANAGER NO_COMMUNITY_MANAGER "
    "MEASURE_REVIEW_LATE MEASURE_ENDS_UNREVIEWED PROGRAMME_NOT_OFFERED ACTION_OVERDUE SAFEGUARDING_UNANSWERED"
).split()
CLASSES = ", ".join(
    f"'{word}'"
    for word in (
        "reference aggregate existence identity address management decision conviction custody public_protection "
        "supervision licence orders risk_level risk_narrative risk_plan victim victim_address third_party intelligence "
        "health meeting minutes action disclosure contribution practitioner access_limit access_record"
    ).split()
)
CHANGED = (
    "status, due_on, owner, assigned_to_id, assigned_to_name, accepted_on, accepted_by_id, accepted_by_name, "
    "completed_on, completed_by_id, completed_by_name, completion_note, evidence, not_possible_because, closed_on, "
    "closed_by_id, closed_by_name, closed_because, escalated, last_escalated_on, version"
)
GRANTS = (
    f"insert, update ({CHANGED}) on coordination.action",
    "insert on coordination.action_change",
    "insert on coordination.escalation",
)


def upgrade() -> None:
    _action()
    _action_change()
    _escalation()
    _words("finding", "kind", FINDINGS)
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _action() -> None:
    for column in (
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("accepted_by_id", sa.Uuid(), nullable=True),
        sa.Column("accepted_by_name", sa.Text(), nullable=True),
        sa.Column("completed_by_id", sa.Uuid(), nullable=True),
        sa.Column("completed_by_name", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("not_possible_because", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_by_name", sa.Text(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.Column("escalated", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("last_escalated_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("action", column, schema="coordination")
    op.drop_constraint(op.f("action_status_check"), "action", schema="coordination")
    # One that was carried forward is still to be done; one that was completed before there was a second look is closed.
    op.execute("update coordination.action set status = 'OPEN' where status = 'CARRIED_FORWARD'")
    op.execute("update coordination.action set status = 'CLOSED', closed_on = completed_on where status = 'COMPLETED'")
    _checked("action", "status", STATUSES)


def _words(table: str, column: str, words: Sequence[str]) -> None:
    op.drop_constraint(op.f(f"{table}_{column}_check"), table, schema="coordination")
    _checked(table, column, words)


def _checked(table: str, column: str, words: Sequence[str]) -> None:
    name = op.f(f"{table}_{column}_check")
    op.create_check_constraint(name, table, sa.column(column).in_(words), schema="coordination")


def _action_change() -> None:
    op.create_table(
        "action_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        word("kind", "EXTENDED REASSIGNED NOT_POSSIBLE RETURNED"),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on_before", sa.Date(), nullable=True),
        sa.Column("owner_before", sa.Text(), nullable=False),
        sa.Column("assigned_to_before", sa.Text(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("action_change_case_id_fkey")),
        sa.ForeignKeyConstraint(["action_id"], ["coordination.action.id"], name=op.f("action_change_action_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("action_change_pkey")),
        schema="coordination",
    )
    for column in ("case_id", "action_id"):
        op.create_index(f"action_change_{column}_idx", "action_change", [column], schema="coordination")


def _escalation() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("to_agency", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("escalated_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("rule_code", sa.Text(), nullable=False),
        sa.Column("rule_source", sa.Text(), nullable=False),
        sa.Column("data_class", sa.Text(), server_default="management", nullable=False),
        *recorded(),
        sa.CheckConstraint(f"data_class IN ({CLASSES})", name=op.f("escalation_data_class_check")),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("escalation_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("escalation_pkey")),
        schema="coordination",
    )
    for column in ("case_id", "record_id"):
        op.create_index(f"escalation_{column}_idx", "escalation", [column], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
