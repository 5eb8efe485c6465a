"""Convictions, supervision, licences with their conditions, and accredited programmes."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, SmallInteger, Table, Text, Uuid

from agencies.holdings import key, lasting, metadata, provenance, vocabulary
from agencies.probation.keys import SCHEMA, person
from agencies.probation.vocabulary import (
    ConditionCategory,
    LicenceStatus,
    LicenceType,
    ProgrammeStatus,
    SentenceKind,
    SupervisionEvent,
)

# A conviction with its sentence; ``schedule`` is the list by which it qualifies (CJA 2003 Sch.15, SOA 2003 Sch.3).
conviction = Table(
    "conviction",
    metadata,
    key(),
    person(),
    Column("offence_code", Text),
    Column("offence", Text, nullable=False),
    Column("schedule", Text),
    Column("court", Text),
    Column("convicted_on", Date, nullable=False),
    Column("sentenced_on", Date),
    vocabulary("sentence_kind", SentenceKind),
    Column("sentence_kind_raw", Text),
    Column("length_months", SmallInteger),  # NULL where the sentence has no fixed length
    Column("length_days", SmallInteger),  # days beside the months, or a length given in days or weeks alone
    Column("ends_on", Date),  # the last day of the sentence, order or licence, where one was reported
    Column("main_offence", Boolean, nullable=False),
    *provenance(),
    schema=SCHEMA,
)

# Which team supervises and who is the community offender manager (COM), over time.
supervision = Table(
    "supervision",
    metadata,
    key(),
    person(),
    vocabulary("event_kind", SupervisionEvent),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), index=True),  # the MAPPA area it lies in
    Column("region", Text),
    Column("pdu", Text),  # probation delivery unit
    Column("team_code", Text),
    Column("team", Text),
    Column("offender_manager_id", Uuid, index=True),
    Column("offender_manager_name", Text),
    *lasting(),
    *provenance(),
    schema=SCHEMA,
)

# A licence on which the person is, or is to be, released.
licence = Table(
    "licence",
    metadata,
    key(),
    person(),
    vocabulary("type", LicenceType),
    vocabulary("status", LicenceStatus),
    Column("starts_on", Date),
    Column("expires_on", Date),
    *provenance(),
    schema=SCHEMA,
)

# One condition of a licence.
licence_condition = Table(
    "licence_condition",
    metadata,
    key(),
    Column("licence_id", Uuid, ForeignKey("probation.licence.id"), nullable=False, index=True),
    person(),
    Column("code", Text),
    vocabulary("category", ConditionCategory),
    Column("text", Text, nullable=False),
    Column("victim_related", Boolean, nullable=False, server_default="false"),
    *provenance(),
    schema=SCHEMA,
)

# An accredited programme: whether the person may take it, did take it, and why not.
programme = Table(
    "programme",
    metadata,
    key(),
    person(),
    Column("name", Text, nullable=False),
    vocabulary("status", ProgrammeStatus),
    Column("eligible", Boolean),
    Column("offered_on", Date),
    Column("started_on", Date),
    Column("completed_on", Date),
    Column("why_not", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    *provenance(),
    schema=SCHEMA,
)
