"""Minutes of one case at one meeting, version by version, and their sections in the order of the agenda."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, SmallInteger, Table, Text, UniqueConstraint, Uuid

from agencies.coordination.columns import data_class, item_handling, of_case, practitioner, recorded
from agencies.coordination.meeting_vocabulary import MinutesStatus, SectionHeading
from agencies.holdings import Assertion, key, metadata, vocabulary
from policies.vocabulary import DataClass

# One version of the minutes of a case at a meeting (MAPPA C). A correction is a further version.
minutes = Table(
    "minutes",
    metadata,
    key(),
    Column("meeting_case_id", Uuid, ForeignKey("coordination.meeting_case.id"), nullable=False),
    of_case(),
    Column("meeting_id", Uuid, ForeignKey("coordination.meeting.id"), nullable=False, index=True),
    Column("held_on", Date, nullable=False),  # the meeting's date
    Column("version", SmallInteger, nullable=False),
    vocabulary("status", MinutesStatus),
    *practitioner("taken_by"),
    Column("circulated_at", DateTime(timezone=True)),
    Column("agreed_on", Date),
    *practitioner("agreed_by"),
    Column("amendment", Text),  # what changed since the version before
    item_handling(),
    *recorded(),
    UniqueConstraint("meeting_case_id", "version"),
    schema="coordination",
)
Index(None, minutes.c.held_on, minutes.c.id)

# A section: who contributed it, what kind of information it holds, and how its owner wants it handled.
minutes_section = Table(
    "minutes_section",
    metadata,
    key(),
    of_case(),
    Column("minutes_id", Uuid, ForeignKey("coordination.minutes.id"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    vocabulary("heading", SectionHeading),
    *data_class(DataClass.MINUTES),
    item_handling(),
    Column("owner", Text, nullable=False),  # the code of the agency or body that contributed it
    vocabulary("assertion", Assertion),
    Column("body", Text, nullable=False),
    UniqueConstraint("minutes_id", "position"),
    schema="coordination",
)
