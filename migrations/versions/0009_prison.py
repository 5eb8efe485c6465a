"""What the prison service owns."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, provenance, word

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _alert()
    _custody_status()
    _key_date()
    _movement()
    _offender_manager()
    _protection_measure()
    _security_report()


def _alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("implied_category", sa.SmallInteger(), nullable=True),
        sa.Column("implied_level", sa.SmallInteger(), nullable=True),
        sa.Column("level_to_be_confirmed", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("alert_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("alert_pkey")),
        schema="prison",
    )
    op.create_index("alert_code_idx", "alert", ["code"], schema="prison")
    op.create_index("alert_person_id_idx", "alert", ["person_id"], schema="prison")


def _custody_status() -> None:
    op.create_table(
        "custody_status",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("place", "IN_CUSTODY IN_COMMUNITY IN_HOSPITAL ON_TEMPORARY_RELEASE UNLAWFULLY_AT_LARGE UNKNOWN"),
        sa.Column("establishment_code", sa.Text(), nullable=True),
        sa.Column("establishment_name", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        word(
            "legal_status",
            "REMAND CONVICTED_UNSENTENCED SENTENCED INDETERMINATE_SENTENCE RECALL "
            "IMMIGRATION_DETAINEE CIVIL_PRISONER NOT_HELD UNKNOWN",
        ),
        sa.Column("security_category", sa.Text(), nullable=True),
        sa.Column("expected_release_on", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("custody_status_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("custody_status_pkey")),
        schema="prison",
    )
    op.create_index("custody_status_establishment_code_idx", "custody_status", ["establishment_code"], schema="prison")
    op.create_index("custody_status_person_id_idx", "custody_status", ["person_id"], schema="prison")


def _key_date() -> None:
    op.create_table(
        "key_date",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word(
            "kind",
            "AUTOMATIC_RELEASE CONDITIONAL_RELEASE NON_PAROLE_RELEASE CONFIRMED_RELEASE "
            "HOME_DETENTION_CURFEW_ELIGIBILITY HOME_DETENTION_CURFEW_ACTUAL HOME_DETENTION_CURFEW_END "
            "PAROLE_ELIGIBILITY ACTUAL_PAROLE TARIFF_EXPIRY TARIFF_EXPIRED_REMOVAL "
            "EARLY_REMOVAL_ELIGIBILITY RELEASE_ON_TEMPORARY_LICENCE POST_RECALL_RELEASE EARLY_TERM "
            "MID_TERM LATE_TERM LICENCE_EXPIRY SENTENCE_EXPIRY TOP_UP_SUPERVISION_START "
            "TOP_UP_SUPERVISION_EXPIRY UNRECOGNISED",
        ),
        sa.Column("kind_raw", sa.Text(), nullable=True),
        sa.Column("falls_on", sa.Date(), nullable=False),
        sa.Column("calculated_on", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("key_date_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("key_date_pkey")),
        schema="prison",
    )
    op.create_index("key_date_person_id_idx", "key_date", ["person_id"], schema="prison")


def _movement() -> None:
    op.create_table(
        "movement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word(
            "kind",
            "RECEPTION TRANSFER COURT HOSPITAL TEMPORARY_RELEASE RETURN RECALL RELEASE ESCAPE_OR_ABSCOND UNRECOGNISED",
        ),
        sa.Column("kind_raw", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("from_establishment", sa.Text(), nullable=True),
        sa.Column("to_establishment", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("movement_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("movement_pkey")),
        schema="prison",
    )
    op.create_index("movement_person_id_idx", "movement", ["person_id"], schema="prison")


def _offender_manager() -> None:
    op.create_table(
        "offender_manager",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("offender_manager_id", sa.Uuid(), nullable=True),
        sa.Column("offender_manager_name", sa.Text(), nullable=False),
        sa.Column("establishment_code", sa.Text(), nullable=True),
        sa.Column("establishment_name", sa.Text(), nullable=True),
        *lasting(),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("offender_manager_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("offender_manager_pkey")),
        schema="prison",
    )
    op.create_index(
        "offender_manager_offender_manager_id_idx", "offender_manager", ["offender_manager_id"], schema="prison"
    )
    op.create_index("offender_manager_person_id_idx", "offender_manager", ["person_id"], schema="prison")


def _protection_measure() -> None:
    op.create_table(
        "protection_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word(
            "kind",
            "MAIL_MONITORING PHONE_MONITORING CHILD_CONTACT NO_CONTACT PERSON_POSING_RISK_TO_CHILDREN "
            "POTENTIAL_RISK_TO_CHILDREN HARASSMENT_OR_COURT_ORDER ENHANCED_BEHAVIOUR_MONITORING "
            "TEMPORARY_RELEASE_RESTRICTED",
        ),
        word(
            "child_contact_level",
            "LEVEL_1_NO_CONTACT LEVEL_2_WRITTEN_ONLY LEVEL_3_MONITORED_WRITTEN_AND_PHONE "
            "LEVEL_4_NAMED_CHILD_UNRESTRICTED",
            nullable=True,
        ),
        sa.Column("establishment_name", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("last_reviewed_on", sa.Date(), nullable=True),
        sa.Column("next_review_due", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("named_person", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("protection_measure_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("protection_measure_pkey")),
        schema="prison",
    )
    op.create_index("protection_measure_person_id_idx", "protection_measure", ["person_id"], schema="prison")


def _security_report() -> None:
    op.create_table(
        "security_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("establishment_name", sa.Text(), nullable=True),
        sa.Column("grading", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sanitised_summary", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("security_report_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("security_report_pkey")),
        sa.UniqueConstraint("reference", name=op.f("security_report_reference_key")),
        schema="prison",
    )
    op.create_index("security_report_person_id_idx", "security_report", ["person_id"], schema="prison")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
