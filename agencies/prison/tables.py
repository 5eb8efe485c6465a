"""What the prison service owns: custody and key dates, public protection measures, alerts, and security reports.

The prison number is an identifier of the person and lives in ``person.identifier``.
"""

from uuid import UUID

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, SmallInteger, Table, Text, Uuid

from agencies.holdings import key, lasting, metadata, provenance, vocabulary
from agencies.prison.vocabulary import (
    ChildContactLevel,
    ContactMeans,
    CustodyPlace,
    KeyDateKind,
    LegalStatus,
    ListingStatus,
    MeasureStatus,
    MovementKind,
    NoContactSource,
    ProtectionMeasureKind,
)

SCHEMA = "prison"


def _person() -> Column[UUID]:
    return Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True)


# Where the person is now; the row in force is the one that nothing has superseded.
custody_status = Table(
    "custody_status",
    metadata,
    key(),
    _person(),
    vocabulary("place", CustodyPlace),
    Column("establishment_code", Text, index=True),
    Column("establishment_name", Text),
    Column("since", Date, nullable=False),
    vocabulary("legal_status", LegalStatus),
    Column("security_category", Text),
    Column("expected_release_on", Date),
    *provenance(),
    schema=SCHEMA,
)

# A movement into, between or out of establishments.
movement = Table(
    "movement",
    metadata,
    key(),
    _person(),
    vocabulary("kind", MovementKind),
    Column("kind_raw", Text),
    Column("moved_on", Date, nullable=False),
    Column("from_establishment", Text),
    Column("to_establishment", Text),
    Column("reason", Text),
    *provenance(),
    schema=SCHEMA,
)

# A release-related date of the sentence as the prison service has calculated it.
key_date = Table(
    "key_date",
    metadata,
    key(),
    _person(),
    vocabulary("kind", KeyDateKind),
    Column("kind_raw", Text),
    Column("falls_on", Date, nullable=False),
    Column("calculated_on", Date),
    *provenance(),
    schema=SCHEMA,
)

# A public protection measure in custody, with its end and its review (Public Protection Manual).
protection_measure = Table(
    "protection_measure",
    metadata,
    key(),
    _person(),
    vocabulary("kind", ProtectionMeasureKind),
    vocabulary("child_contact_level", ChildContactLevel, nullable=True),
    Column("establishment_name", Text),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("last_reviewed_on", Date),
    Column("next_review_due", Date),
    Column("reason", Text),
    Column("named_person", Text),  # whom the person may or may not contact: somebody else
    vocabulary("status", MeasureStatus, begins=MeasureStatus.SET),
    Column("ended_because", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    *provenance(),
    schema=SCHEMA,
)

# A review of a measure: what it found, and the days as they were before. Added to, and never changed.
measure_review = Table(
    "measure_review",
    metadata,
    key(),
    _person(),
    Column("measure_id", Uuid, ForeignKey("prison.protection_measure.id"), nullable=False, index=True),
    Column("reviewed_on", Date, nullable=False),
    Column("found", Text, nullable=False),
    Column("review_due_before", Date),
    Column("ends_on_before", Date),
    *provenance(),
    schema=SCHEMA,
)

# Somebody whom the person in custody may not contact: who asked for it, by which means, until when.
no_contact = Table(
    "no_contact",
    metadata,
    key(),
    _person(),
    Column("named_person", Text, nullable=False),  # somebody else
    Column("relationship", Text),
    Column("is_child", Boolean),  # NULL: not recorded
    vocabulary("means", ContactMeans),
    vocabulary("asked_by", NoContactSource),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("next_review_due", Date),
    vocabulary("status", ListingStatus, begins=ListingStatus.LISTED),
    Column("removed_because", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    *provenance(),
    schema=SCHEMA,
)

# An alert by its NOMIS code as reported; what a MAPPA code implies may disagree with the joint record, and both stand.
alert = Table(
    "alert",
    metadata,
    key(),
    _person(),
    Column("code", Text, nullable=False, index=True),
    Column("description", Text, nullable=False),
    Column("implied_category", SmallInteger),
    Column("implied_level", SmallInteger),
    Column("level_to_be_confirmed", Boolean, nullable=False, server_default="false"),
    Column("active_from", Date, nullable=False),
    Column("active_until", Date),
    Column("active", Boolean, nullable=False),
    Column("comment", Text),
    *provenance(),
    schema=SCHEMA,
)

# The prison offender manager (POM) of the person, over time.
offender_manager = Table(
    "offender_manager",
    metadata,
    key(),
    _person(),
    Column("offender_manager_id", Uuid, index=True),
    Column("offender_manager_name", Text, nullable=False),
    Column("establishment_code", Text),
    Column("establishment_name", Text),
    *lasting(),
    *provenance(),
    schema=SCHEMA,
)

# A report of the security department: intelligence that the prison service owns.
security_report = Table(
    "security_report",
    metadata,
    key(),
    _person(),
    Column("reference", Text, nullable=False, unique=True),
    Column("reported_on", Date, nullable=False),
    Column("establishment_name", Text),
    Column("grading", Text),
    Column("text", Text, nullable=False),
    Column("sanitised_summary", Text),
    *provenance(),
    schema=SCHEMA,
)
