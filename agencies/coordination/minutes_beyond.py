"""Minutes beyond the meeting: corrections, summaries, onward sharing, and what was told off the system."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Table, Text, Uuid, false

from agencies.coordination.columns import data_class, item_handling, of_case, practitioner, recorded, versioned
from agencies.coordination.meeting_vocabulary import (
    MinutesCorrectionStatus,
    SharingStatus,
    SummaryStatus,
    ToldHow,
    ToldStatus,
)
from agencies.holdings import key, metadata, vocabulary
from policies.vocabulary import DataClass


def of_minutes() -> Column[object]:
    """The minutes a row is about."""
    return Column("minutes_id", Uuid, ForeignKey("coordination.minutes.id"), nullable=False, index=True)


# What an agency that was there says is wrong in a section. It is read by whoever reads the section.
minutes_correction = Table(
    "minutes_correction",
    metadata,
    key(),
    of_case(),
    of_minutes(),
    Column("section_id", Uuid, ForeignKey("coordination.minutes_section.id"), nullable=False, index=True),
    *data_class(DataClass.MINUTES),
    item_handling(),
    Column("owner", Text, nullable=False),  # of the section
    vocabulary("status", MinutesCorrectionStatus),
    Column("asked_by_agency", Text, nullable=False),
    *practitioner("asked_by"),
    Column("asked_on", Date, nullable=False),
    Column("what", Text, nullable=False),
    Column("should_say", Text),
    Column("answered_on", Date),
    *practitioner("answered_by"),
    Column("answer", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)

# A summary for the person, what it was searched for, and who agreed it. One that was written anew is superseded.
executive_summary = Table(
    "executive_summary",
    metadata,
    key(),
    of_case(),
    of_minutes(),
    vocabulary("status", SummaryStatus),
    Column("body", Text, nullable=False),
    *practitioner("written_by"),
    *(
        Column(f"holds_no_{what}", Boolean)  # NULL: not checked yet
        for what in ("victim", "third_party", "intelligence", "restricted_section", "withheld_disclosure")
    ),
    Column("check_note", Text),
    Column("checked_on", Date),
    *practitioner("checked_by"),
    Column("agreed_on", Date),
    *practitioner("agreed_by"),
    *recorded(),
    Column("superseded_by", Uuid),
    versioned(),
    schema="coordination",
)

# What somebody asked to share of minutes outside the meeting, what the chair decided (MAPPA D), and what was shared.
onward_sharing = Table(
    "onward_sharing",
    metadata,
    key(),
    of_case(),
    of_minutes(),
    vocabulary("status", SharingStatus),
    Column("asked_by_agency", Text, nullable=False),
    *practitioner("asked_by"),
    Column("asked_on", Date, nullable=False),
    Column("with_whom", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_on", Date),
    *practitioner("decided_by"),
    Column("reason", Text),
    Column("share_by", Date),  # what is agreed is to be shared by then; NULL where none was set
    Column("withdrawn_because", Text),
    vocabulary("shared_how", ToldHow, nullable=True),
    Column("shared_with", Text),
    Column("shared_what", Text),
    Column("shared_on", Date),
    *practitioner("shared_by"),
    *recorded(),
    versioned(),
    schema="coordination",
)

Index(None, onward_sharing.c.share_by, onward_sharing.c.id)

# Something of a case that was said, shown, printed or sent off the system (DPA 2018 s.62: disclosure is logged).
off_system_disclosure = Table(
    "off_system_disclosure",
    metadata,
    key(),
    of_case(),
    Column("owner", Text, nullable=False),  # the code of the agency or body that told it
    vocabulary("status", ToldStatus),
    vocabulary("how", ToldHow),
    Column("to_whom", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("told_on", Date, nullable=False),
    Column("of_minutes", Boolean, nullable=False, server_default=false()),
    Column("without_agreement_because", Text),  # of minutes, where the chair had not agreed that they are shared
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, off_system_disclosure.c.told_on, off_system_disclosure.c.id)
