"""What rules over the access record found, for somebody to look into. A finding is a question, and no sanction."""

from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Interval,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from agencies.coordination.columns import practitioner, recorded, versioned
from agencies.holdings import key, lasting, metadata, vocabulary


class DetectionStatus(StrEnum):
    """How far somebody has looked into it."""

    NEW = "NEW"
    TAKEN_UP = "TAKEN_UP"
    CLOSED = "CLOSED"


class DetectionOutcome(StrEnum):
    """What came of looking into it. A log serves monitoring, with internal disciplinary proceedings (DPA 2018 s.62)."""

    JUSTIFIED = "JUSTIFIED"  # the access was needed for the purpose that was stated
    TRAINING = "TRAINING"  # it was not, in good faith
    REFERRED = "REFERRED"  # to those who decide on conduct, or to the police
    FALSE_POSITIVE = "FALSE_POSITIVE"  # the rule found what it does not mean


# Found by the rule of ``gateway.detection.book`` with this name and version. Names are as they stood in the entries.
detection = Table(
    "detection",
    metadata,
    key(),
    Column("rule", Text, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("says", Text, nullable=False),  # the words of the rule
    Column("principal_id", Uuid, nullable=False),
    Column("principal_name", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("subject_id", Uuid),  # the case or person looked at; NULL: nobody in particular
    Column("found_on", Date, nullable=False),  # the day on which the accesses began
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("accesses", Integer, nullable=False),
    Column("entries", ARRAY(Uuid), nullable=False),  # the first of them
    vocabulary("status", DetectionStatus),
    vocabulary("outcome", DetectionOutcome, nullable=True),
    Column("reason", Text),
    Column("taken_up_at", DateTime(timezone=True)),
    *practitioner("taken_up_by"),
    Column("closed_at", DateTime(timezone=True)),
    *practitioner("closed_by"),
    *recorded(),
    versioned(),
    UniqueConstraint(
        "rule",
        "rule_version",
        "principal_id",
        "subject_id",
        "found_on",
        name="detection_once_key",
        postgresql_nulls_not_distinct=True,
    ),
    schema="coordination",
)
Index(None, detection.c.status, detection.c.first_at, detection.c.id)

# What is much, and for whom, by rule: dated, with its source. ``gateway.detection.rules.Numbers`` says what each is.
detection_number = Table(
    "detection_number",
    metadata,
    key(),
    Column("rule", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("span", Interval, nullable=False),
    Column("least", Integer, nullable=False),
    Column("spared", ARRAY(Text), nullable=False),
    Column("ahead", Interval),
    Column("day_from", SmallInteger),
    Column("day_until", SmallInteger),
    *lasting(),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    UniqueConstraint("rule", "version"),
    schema="coordination",
)

# Kept apart from the tables' metadata: a view is made by its migration and holds nothing of its own.
views = MetaData()

# How each rule fares, by its versions: how much of what it found was nothing.
detection_tally = Table(
    "detection_tally",
    views,
    Column("id", Uuid, primary_key=True),
    Column("rule", Text),
    Column("rule_version", Integer),
    Column("found", Integer),
    Column("waiting", Integer),
    Column("closed", Integer),
    Column("false_positives", Integer),
    Column("false_positive_percent", Integer),  # NULL: none is closed yet
    schema="coordination",
)
