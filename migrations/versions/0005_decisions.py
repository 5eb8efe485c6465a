"""The joint record: referrals, screenings and decisions on the level."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, recorded, word

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _referral()
    _screening()
    _level_decision()
    _decision_criterion()
    _decision_evidence()
    _level_history()


def _referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        word("level_sought", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        word(
            "reason",
            "RISK_OF_SERIOUS_HARM ACTIVE_INVOLVEMENT_NEEDED SENIOR_REPRESENTATION_NEEDED "
            "RELEASE_PLANNING CHANGE_OF_RISK CATEGORY_3_CONSIDERATION TRANSFER_BETWEEN_AREAS",
        ),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("information_due_on", sa.Date(), nullable=True),
        sa.Column("referred_by_id", sa.Uuid(), nullable=True),
        sa.Column("referred_by_name", sa.Text(), nullable=True),
        sa.Column("referring_agency", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("referral_area_id_fkey")),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("referral_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("referral_pkey")),
        sa.UniqueConstraint("reference", name=op.f("referral_reference_key")),
        schema="coordination",
    )
    op.create_index(
        "referral_area_id_referred_on_id_idx", "referral", ["area_id", "referred_on", "id"], schema="coordination"
    )
    op.create_index("referral_case_id_idx", "referral", ["case_id"], schema="coordination")
    op.create_index("referral_referred_on_id_idx", "referral", ["referred_on", "id"], schema="coordination")


def _screening() -> None:
    op.create_table(
        "screening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        word("outcome", "ACCEPTED_LEVEL_2 ACCEPTED_LEVEL_3 PENDING_INFORMATION REMAIN_AT_LEVEL_1 NOT_MAPPA_MANAGED"),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("information_needed", sa.Text(), nullable=True),
        sa.Column("screened_by_id", sa.Uuid(), nullable=True),
        sa.Column("screened_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("screening_case_id_fkey")),
        sa.ForeignKeyConstraint(["referral_id"], ["coordination.referral.id"], name=op.f("screening_referral_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("screening_pkey")),
        schema="coordination",
    )
    op.create_index("screening_case_id_idx", "screening", ["case_id"], schema="coordination")
    op.create_index("screening_referral_id_idx", "screening", ["referral_id"], schema="coordination")


def _level_decision() -> None:
    op.create_table(
        "level_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        word("previous_level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        word("stage", "PROPOSED ENDORSED DECIDED"),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by_name", sa.Text(), nullable=True),
        sa.Column("proposing_agency", sa.Text(), nullable=False),
        sa.Column("endorsed_on", sa.Date(), nullable=True),
        sa.Column("endorsed_by_id", sa.Uuid(), nullable=True),
        sa.Column("endorsed_by_name", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=True),
        sa.Column("screening_id", sa.Uuid(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("dissent", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("level_decision_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"], ["coordination.meeting_case.id"], name=op.f("level_decision_meeting_case_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["coordination.screening.id"], name=op.f("level_decision_screening_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["coordination.level_decision.id"], name=op.f("level_decision_supersedes_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("level_decision_pkey")),
        schema="coordination",
    )
    op.create_index("level_decision_case_id_idx", "level_decision", ["case_id"], schema="coordination")
    op.create_index(
        "level_decision_effective_from_id_idx", "level_decision", ["effective_from", "id"], schema="coordination"
    )
    op.create_index("level_decision_meeting_case_id_idx", "level_decision", ["meeting_case_id"], schema="coordination")
    op.create_index("level_decision_screening_id_idx", "level_decision", ["screening_id"], schema="coordination")
    op.create_index("level_decision_supersedes_idx", "level_decision", ["supersedes"], schema="coordination")


def _decision_criterion() -> None:
    op.create_table(
        "decision_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        word(
            "criterion",
            "LEAD_AGENCY_CAN_MANAGE PLAN_IS_ROBUST MEETINGS_ADD_VALUE HIGH_OR_VERY_HIGH_RISK "
            "ACTIVE_INVOLVEMENT_NEEDED PREVIOUSLY_LEVEL_3 SENIOR_REPRESENTATION_NEEDED "
            "RESOURCES_AT_SHORT_NOTICE PUBLIC_INTEREST",
        ),
        sa.Column("how_met", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("decision_criterion_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["coordination.level_decision.id"], name=op.f("decision_criterion_decision_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("decision_criterion_pkey")),
        schema="coordination",
    )
    op.create_index("decision_criterion_case_id_idx", "decision_criterion", ["case_id"], schema="coordination")
    op.create_index("decision_criterion_decision_id_idx", "decision_criterion", ["decision_id"], schema="coordination")


def _decision_evidence() -> None:
    op.create_table(
        "decision_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("data_class", sa.Text(), server_default="decision", nullable=False),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "data_class IN ('reference', 'aggregate', 'existence', 'identity', 'address', "
            "'management', 'decision', 'conviction', 'custody', 'public_protection', 'supervision', "
            "'licence', 'orders', 'risk_level', 'risk_narrative', 'risk_plan', 'victim', "
            "'victim_address', 'third_party', 'intelligence', 'health', 'meeting', 'minutes', "
            "'action', 'disclosure', 'contribution', 'practitioner', 'access_limit', 'access_record')",
            name=op.f("decision_evidence_data_class_check"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("decision_evidence_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["coordination.level_decision.id"], name=op.f("decision_evidence_decision_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("decision_evidence_pkey")),
        schema="coordination",
    )
    op.create_index("decision_evidence_case_id_idx", "decision_evidence", ["case_id"], schema="coordination")
    op.create_index("decision_evidence_decision_id_idx", "decision_evidence", ["decision_id"], schema="coordination")


def _level_history() -> None:
    op.create_table(
        "level_history",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("level_raw", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        *lasting(),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("level_history_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["coordination.level_decision.id"], name=op.f("level_history_decision_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("level_history_pkey")),
        schema="coordination",
    )
    op.create_index("level_history_case_id_idx", "level_history", ["case_id"], schema="coordination")
    op.create_index("level_history_decision_id_idx", "level_history", ["decision_id"], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
