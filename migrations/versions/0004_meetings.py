"""The joint record: meetings, who was invited, and the minutes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _meeting()
    _invitation()
    _meeting_case()
    _attendance()
    _minutes()
    _minutes_section()


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chair_id", sa.Uuid(), nullable=True),
        sa.Column("chair_name", sa.Text(), nullable=True),
        sa.Column("chair_agency", sa.Text(), nullable=True),
        sa.Column("chair_grade", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("remote", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        word("status", "PLANNED CIRCULATED HELD POSTPONED CANCELLED"),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("meeting_area_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("meeting_pkey")),
        sa.UniqueConstraint("reference", name=op.f("meeting_reference_key")),
        schema="coordination",
    )
    op.create_index("meeting_area_id_held_on_id_idx", "meeting", ["area_id", "held_on", "id"], schema="coordination")
    op.create_index("meeting_held_on_id_idx", "meeting", ["held_on", "id"], schema="coordination")


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("body_code", sa.Text(), nullable=True),
        sa.Column("for_case_id", sa.Uuid(), nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        word("response", "AWAITED ACCEPTED APOLOGIES DEPUTY_SENT"),
        *recorded(),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("invitation_area_id_fkey")),
        sa.ForeignKeyConstraint(["for_case_id"], ["coordination.case.id"], name=op.f("invitation_for_case_id_fkey")),
        sa.ForeignKeyConstraint(["meeting_id"], ["coordination.meeting.id"], name=op.f("invitation_meeting_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("invitation_pkey")),
        schema="coordination",
    )
    op.create_index("invitation_meeting_id_idx", "invitation", ["meeting_id"], schema="coordination")
    op.create_index(
        "invitation_principal_id_valid_until_idx", "invitation", ["principal_id", "valid_until"], schema="coordination"
    )


def _meeting_case() -> None:
    op.create_table(
        "meeting_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        word("purpose", "INITIAL REVIEW"),
        word("status", "LISTED DISCUSSED DEFERRED WITHDRAWN"),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("meeting_case_case_id_fkey")),
        sa.ForeignKeyConstraint(["meeting_id"], ["coordination.meeting.id"], name=op.f("meeting_case_meeting_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("meeting_case_pkey")),
        sa.UniqueConstraint("meeting_id", "case_id", name=op.f("meeting_case_meeting_id_case_id_key")),
        schema="coordination",
    )
    op.create_index("meeting_case_case_id_idx", "meeting_case", ["case_id"], schema="coordination")


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("body_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("apologies", sa.Boolean(), nullable=False),
        sa.Column("report_received", sa.Boolean(), nullable=True),
        sa.Column("statement_accepted", sa.Boolean(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("attendance_area_id_fkey")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["coordination.invitation.id"], name=op.f("attendance_invitation_id_fkey")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["coordination.meeting.id"], name=op.f("attendance_meeting_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("attendance_pkey")),
        schema="coordination",
    )
    op.create_index("attendance_invitation_id_idx", "attendance", ["invitation_id"], schema="coordination")
    op.create_index("attendance_meeting_id_idx", "attendance", ["meeting_id"], schema="coordination")


def _minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        word("status", "DRAFT CIRCULATED AGREED AMENDED"),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_by_name", sa.Text(), nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_by_name", sa.Text(), nullable=True),
        sa.Column("amendment", sa.Text(), nullable=True),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("minutes_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"], ["coordination.meeting_case.id"], name=op.f("minutes_meeting_case_id_fkey")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["coordination.meeting.id"], name=op.f("minutes_meeting_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("minutes_pkey")),
        sa.UniqueConstraint("meeting_case_id", "version", name=op.f("minutes_meeting_case_id_version_key")),
        schema="coordination",
    )
    op.create_index("minutes_case_id_idx", "minutes", ["case_id"], schema="coordination")
    op.create_index("minutes_held_on_id_idx", "minutes", ["held_on", "id"], schema="coordination")
    op.create_index("minutes_meeting_id_idx", "minutes", ["meeting_id"], schema="coordination")


def _minutes_section() -> None:
    op.create_table(
        "minutes_section",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        word(
            "heading",
            "ATTENDANCE CONFIDENTIALITY_AND_DIVERSITY PURPOSE PREVIOUS_ACTIONS INFORMATION_SHARING "
            "RISK_ASSESSMENT VICTIM_CONCERNS RISK_MANAGEMENT_PLAN ACTIONS LEVEL_DECISION "
            "DISCLOSURE_DECISION REVIEW_DATE RECORD_UPDATE OFFENDER_INFORMED",
        ),
        sa.Column("data_class", sa.Text(), server_default="minutes", nullable=False),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        word("assertion", "FACT ASSESSMENT INTELLIGENCE"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "data_class IN ('reference', 'aggregate', 'existence', 'identity', 'address', "
            "'management', 'decision', 'conviction', 'custody', 'public_protection', 'supervision', "
            "'licence', 'orders', 'risk_level', 'risk_narrative', 'risk_plan', 'victim', "
            "'victim_address', 'third_party', 'intelligence', 'health', 'meeting', 'minutes', "
            "'action', 'disclosure', 'contribution', 'practitioner', 'access_limit', 'access_record')",
            name=op.f("minutes_section_data_class_check"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("minutes_section_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["coordination.minutes.id"], name=op.f("minutes_section_minutes_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("minutes_section_pkey")),
        sa.UniqueConstraint("minutes_id", "position", name=op.f("minutes_section_minutes_id_position_key")),
        schema="coordination",
    )
    op.create_index("minutes_section_case_id_idx", "minutes_section", ["case_id"], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
