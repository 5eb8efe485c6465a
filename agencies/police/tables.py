"""What the police own: who manages the person, notification, orders, intelligence and warning markers.

PNC and CRO numbers are identifiers of the person and live in ``person.identifier``.
"""

from uuid import UUID

from sqlalchemy import Boolean, Column, Date, ForeignKey, SmallInteger, Table, Text, Uuid

from agencies.holdings import key, lasting, metadata, provenance, vocabulary
from agencies.police.vocabulary import (
    HandlingCode,
    IntelligenceAssessment,
    NotificationBasis,
    NotificationStatus,
    OrderKind,
    OrderStatus,
    SourceEvaluation,
)

SCHEMA = "police"


def _person() -> Column[UUID]:
    return Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True)


# The person as the police manage them: the ViSOR record and the offender manager of the public protection unit.
managed_person = Table(
    "managed_person",
    metadata,
    key(),
    _person(),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), index=True),  # the MAPPA area of the force
    Column("visor_reference", Text),  # its format is not published: free text
    Column("offender_manager_id", Uuid, index=True),
    Column("offender_manager_name", Text),
    Column("team", Text),
    *lasting(),
    *provenance(),
    schema=SCHEMA,
)

# A period under notification requirements (Sexual Offences Act 2003 Part 2; Counter-Terrorism Act 2008 Part 4).
notification_period = Table(
    "notification_period",
    metadata,
    key(),
    _person(),
    vocabulary("status", NotificationStatus),
    vocabulary("basis", NotificationBasis),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("indefinite", Boolean, nullable=False),
    Column("last_notified_on", Date),
    Column("next_notification_due", Date),
    *provenance(),
    schema=SCHEMA,
)

# A court's order; positive requirements and monitoring since the Police, Crime, Sentencing and Courts Act 2022 s.178.
order_ = Table(
    "order_",
    metadata,
    key(),
    _person(),
    vocabulary("kind", OrderKind),
    Column("kind_raw", Text),
    vocabulary("status", OrderStatus),
    Column("made_on", Date, nullable=False),
    Column("court", Text),
    Column("expires_on", Date),
    Column("prohibitions", Text),
    Column("positive_requirements", Text),
    Column("electronic_monitoring_until", Date),
    *provenance(),
    schema=SCHEMA,
)

# An item of graded intelligence (College of Policing, intelligence report 3x5x2).
intelligence_item = Table(
    "intelligence_item",
    metadata,
    key(),
    _person(),
    Column("reference", Text, nullable=False, unique=True),
    Column("reported_on", Date, nullable=False),
    vocabulary("source_evaluation", SourceEvaluation),
    vocabulary("intelligence_assessment", IntelligenceAssessment),
    vocabulary("handling_code", HandlingCode),
    Column("handling_conditions", Text),
    Column("text", Text, nullable=False),
    Column("sanitised_summary", Text),
    *provenance(),
    schema=SCHEMA,
)

# A warning to officers who meet the person, by the source's own code.
warning_marker = Table(
    "warning_marker",
    metadata,
    key(),
    _person(),
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("text", Text),
    Column("set_on", Date, nullable=False),
    Column("removed_on", Date),
    *provenance(),
    schema=SCHEMA,
)
