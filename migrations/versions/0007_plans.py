"""The joint record: actions, disclosures, risk management plans and disagreements."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _disagreement()
    _action()
    _disclosure_decision()
    _offender_informed()
    _risk_management_plan()


def _disagreement() -> None:
    op.create_table(
        "disagreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word("topic", "IDENTITY ADDRESS CATEGORY LEVEL RISK_LEVEL CUSTODY KEY_DATE ORDER LICENCE VICTIM OTHER"),
        sa.Column("data_class", sa.Text(), server_default="management", nullable=False),
        sa.Column("source_a", sa.Text(), nullable=False),
        sa.Column("says_a", sa.Text(), nullable=False),
        sa.Column("source_b", sa.Text(), nullable=False),
        sa.Column("says_b", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        word("status", "OPEN RESOLVED ACCEPTED"),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        *recorded(),
        sa.CheckConstraint(
            "data_class IN ('reference', 'aggregate', 'existence', 'identity', 'address', "
            "'management', 'decision', 'conviction', 'custody', 'public_protection', 'supervision', "
            "'licence', 'orders', 'risk_level', 'risk_narrative', 'risk_plan', 'victim', "
            "'victim_address', 'third_party', 'intelligence', 'health', 'meeting', 'minutes', "
            "'action', 'disclosure', 'contribution', 'practitioner', 'access_limit', 'access_record')",
            name=op.f("disagreement_data_class_check"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("disagreement_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("disagreement_pkey")),
        schema="coordination",
    )
    op.create_index("disagreement_case_id_idx", "disagreement", ["case_id"], schema="coordination")


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("assigned_to_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_to_name", sa.Text(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        word("status", "OPEN COMPLETED CARRIED_FORWARD WITHDRAWN"),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("completion_note", sa.Text(), nullable=True),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("action_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"], ["coordination.meeting_case.id"], name=op.f("action_meeting_case_id_fkey")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["coordination.meeting.id"], name=op.f("action_meeting_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("action_pkey")),
        sa.UniqueConstraint("reference", name=op.f("action_reference_key")),
        schema="coordination",
    )
    op.create_index("action_case_id_idx", "action", ["case_id"], schema="coordination")
    op.create_index("action_due_on_id_idx", "action", ["due_on", "id"], schema="coordination")
    op.create_index("action_meeting_case_id_idx", "action", ["meeting_case_id"], schema="coordination")
    op.create_index("action_meeting_id_idx", "action", ["meeting_id"], schema="coordination")
    op.create_index("action_owner_due_on_id_idx", "action", ["owner", "due_on", "id"], schema="coordination")


def _disclosure_decision() -> None:
    op.create_table(
        "disclosure_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=True),
        word("outcome", "DISCLOSED TO_BE_DISCLOSED NOT_DISCLOSED SELF_DISCLOSURE"),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("told_whom", sa.Text(), nullable=True),
        sa.Column("told_by_agency", sa.Text(), nullable=True),
        sa.Column("told_by_id", sa.Uuid(), nullable=True),
        sa.Column("told_by_name", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("what_was_told", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("disclosure_decision_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"], ["coordination.meeting_case.id"], name=op.f("disclosure_decision_meeting_case_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("disclosure_decision_pkey")),
        schema="coordination",
    )
    op.create_index("disclosure_decision_case_id_idx", "disclosure_decision", ["case_id"], schema="coordination")
    op.create_index(
        "disclosure_decision_meeting_case_id_idx", "disclosure_decision", ["meeting_case_id"], schema="coordination"
    )


def _offender_informed() -> None:
    op.create_table(
        "offender_informed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=True),
        word("outcome", "TOLD TO_BE_TOLD WITHHELD"),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("informed_by_id", sa.Uuid(), nullable=True),
        sa.Column("informed_by_name", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("what_was_said", sa.Text(), nullable=True),
        sa.Column("reason_withheld", sa.Text(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("offender_informed_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"], ["coordination.meeting_case.id"], name=op.f("offender_informed_meeting_case_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("offender_informed_pkey")),
        schema="coordination",
    )
    op.create_index("offender_informed_case_id_idx", "offender_informed", ["case_id"], schema="coordination")
    op.create_index(
        "offender_informed_meeting_case_id_idx", "offender_informed", ["meeting_case_id"], schema="coordination"
    )


def _risk_management_plan() -> None:
    op.create_table(
        "risk_management_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        word("status", "DRAFT AGREED REPLACED"),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_by_name", sa.Text(), nullable=True),
        sa.Column("supervision", sa.Text(), nullable=True),
        sa.Column("monitoring_and_control", sa.Text(), nullable=True),
        sa.Column("interventions_and_treatment", sa.Text(), nullable=True),
        sa.Column("victim_safety_planning", sa.Text(), nullable=True),
        sa.Column("contingency", sa.Text(), nullable=True),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("risk_management_plan_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"],
            ["coordination.meeting_case.id"],
            name=op.f("risk_management_plan_meeting_case_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("risk_management_plan_pkey")),
        sa.UniqueConstraint("case_id", "version", name=op.f("risk_management_plan_case_id_version_key")),
        schema="coordination",
    )
    op.create_index("risk_management_plan_case_id_idx", "risk_management_plan", ["case_id"], schema="coordination")
    op.create_index(
        "risk_management_plan_meeting_case_id_idx", "risk_management_plan", ["meeting_case_id"], schema="coordination"
    )


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
