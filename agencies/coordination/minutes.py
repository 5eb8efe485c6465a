"""Minutes of one case at one meeting, edition by edition, and their sections in the order of the agenda."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from agencies.coordination.columns import data_class, item_handling, of_case, practitioner, recorded, versioned
from agencies.coordination.meeting_vocabulary import MinutesStatus, SectionHeading, SectionState
from agencies.holdings import Assertion, key, metadata, vocabulary
from policies.vocabulary import DataClass

# One edition of the minutes of a case at a meeting (MAPPA C). What is agreed never changes: an amendment is a further
# edition, which says what changed and why. ``version`` counts the acts on it, as with every record.
minutes = Table(
    "minutes",
    metadata,
    key(),
    Column("meeting_case_id", Uuid, ForeignKey("coordination.meeting_case.id"), nullable=False),
    of_case(),
    Column("meeting_id", Uuid, ForeignKey("coordination.meeting.id"), nullable=False, index=True),
    Column("held_on", Date, nullable=False),  # the meeting's date
    Column("edition", SmallInteger, nullable=False),
    vocabulary("status", MinutesStatus),
    Column(
        "form_id", Uuid, ForeignKey("coordination.form.id"), index=True
    ),  # NULL: begun elsewhere; the form in force serves
    *practitioner("taken_by"),
    Column("circulate_by", Date),
    Column("circulated_at", DateTime(timezone=True)),
    Column("agree_by", Date),
    Column("agreed_on", Date),
    *practitioner("agreed_by"),
    Column("amendment", Text),  # what changes against the edition before
    Column("amended_because", Text),
    item_handling(),
    *recorded(),
    versioned(),
    UniqueConstraint("meeting_case_id", "edition"),
    schema="coordination",
)
Index(None, minutes.c.held_on, minutes.c.id)

# A section as it now stands: whose contribution it is, what kind of information it holds, and how its owner wants it
# handled. ``position`` is the place of its heading on the agenda; those under one heading stand in the order in which
# they were begun, so that no gap in a numbering tells of one that is hidden.
minutes_section = Table(
    "minutes_section",
    metadata,
    key(),
    of_case(),
    Column("minutes_id", Uuid, ForeignKey("coordination.minutes.id"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    vocabulary("heading", SectionHeading),
    vocabulary("state", SectionState),
    *data_class(DataClass.MINUTES),
    item_handling(),
    Column("owner", Text, nullable=False),  # the code of the agency or body whose contribution it is
    vocabulary("assertion", Assertion, nullable=True),  # NULL with the body: still to be written
    Column("body", Text),
    Column("written_by_agency", Text),
    Column("released_because", Text),  # why the chair released what had waited for it
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, minutes_section.c.minutes_id, minutes_section.c.position)

# Every text that a section has had, the present one too, with the section's version at which it was written. Added to
# and never changed, but for the handling: what is held back later is held back in the earlier texts as well.
minutes_section_version = Table(
    "minutes_section_version",
    metadata,
    key(),
    of_case(),
    Column("section_id", Uuid, ForeignKey("coordination.minutes_section.id"), nullable=False),
    Column("section_version", Integer, nullable=False),
    *data_class(DataClass.MINUTES),
    item_handling(),
    Column("owner", Text, nullable=False),
    vocabulary("assertion", Assertion),
    Column("body", Text, nullable=False),
    Column("written_by_agency", Text, nullable=False),
    *recorded(),
    UniqueConstraint("section_id", "section_version"),
    schema="coordination",
)
