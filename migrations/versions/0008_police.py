"""What the police own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, provenance, word

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _intelligence_item()
    _managed_person()
    _notification_period()
    _order()
    _warning_marker()


def _intelligence_item() -> None:
    op.create_table(
        "intelligence_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        word("source_evaluation", "RELIABLE UNTESTED NOT_RELIABLE"),
        word(
            "intelligence_assessment",
            "KNOWN_DIRECTLY KNOWN_INDIRECTLY_CORROBORATED KNOWN_INDIRECTLY NOT_KNOWN SUSPECTED_FALSE",
        ),
        word("handling_code", "SHARING_PERMITTED SHARING_WITH_CONDITIONS"),
        sa.Column("handling_conditions", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sanitised_summary", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("intelligence_item_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("intelligence_item_pkey")),
        sa.UniqueConstraint("reference", name=op.f("intelligence_item_reference_key")),
        schema="police",
    )
    op.create_index("intelligence_item_person_id_idx", "intelligence_item", ["person_id"], schema="police")


def _managed_person() -> None:
    op.create_table(
        "managed_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("visor_reference", sa.Text(), nullable=True),
        sa.Column("offender_manager_id", sa.Uuid(), nullable=True),
        sa.Column("offender_manager_name", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        *lasting(),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("managed_person_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("managed_person_pkey")),
        schema="police",
    )
    op.create_index(
        "managed_person_offender_manager_id_idx", "managed_person", ["offender_manager_id"], schema="police"
    )
    op.create_index("managed_person_person_id_idx", "managed_person", ["person_id"], schema="police")


def _notification_period() -> None:
    op.create_table(
        "notification_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("status", "INITIAL_DUE CURRENT OVERDUE SUSPENDED_IN_CUSTODY ENDED UNKNOWN"),
        word(
            "basis",
            "CUSTODY_OVER_30_MONTHS CUSTODY_6_TO_30_MONTHS CUSTODY_UNDER_6_MONTHS "
            "HOSPITAL_WITH_RESTRICTION HOSPITAL_WITHOUT_RESTRICTION CAUTION OTHER_DISPOSAL "
            "CIVIL_ORDER TERRORISM_OFFENCE UNKNOWN",
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("indefinite", sa.Boolean(), nullable=False),
        sa.Column("last_notified_on", sa.Date(), nullable=True),
        sa.Column("next_notification_due", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("notification_period_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("notification_period_pkey")),
        schema="police",
    )
    op.create_index("notification_period_person_id_idx", "notification_period", ["person_id"], schema="police")


def _order() -> None:
    op.create_table(
        "order_",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word(
            "kind",
            "SHPO SRO SOPO RSHO FOREIGN_TRAVEL_ORDER NOTIFICATION_ORDER DVPO DAPO "
            "STALKING_PROTECTION_ORDER RESTRAINING_ORDER NON_MOLESTATION_ORDER VIOLENT_OFFENDER_ORDER "
            "CRIMINAL_BEHAVIOUR_ORDER SERIOUS_CRIME_PREVENTION_ORDER UNRECOGNISED",
        ),
        sa.Column("kind_raw", sa.Text(), nullable=True),
        word("status", "INTERIM IN_FORCE VARIED EXPIRED DISCHARGED UNKNOWN"),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("court", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("prohibitions", sa.Text(), nullable=True),
        sa.Column("positive_requirements", sa.Text(), nullable=True),
        sa.Column("electronic_monitoring_until", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("order__person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("order__pkey")),
        schema="police",
    )
    op.create_index("order__person_id_idx", "order_", ["person_id"], schema="police")


def _warning_marker() -> None:
    op.create_table(
        "warning_marker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("warning_marker_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("warning_marker_pkey")),
        schema="police",
    )
    op.create_index("warning_marker_person_id_idx", "warning_marker", ["person_id"], schema="police")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
