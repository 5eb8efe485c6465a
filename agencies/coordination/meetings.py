"""MAPP meetings: when, who chairs, which cases are on the agenda, who is invited and who comes."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
)

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.meeting_vocabulary import (
    InvitationResponse,
    ItemPurpose,
    ItemStatus,
    MeetingChangeKind,
    MeetingRuleKind,
    MeetingStatus,
    Seniority,
)
from agencies.coordination.vocabulary import Level
from agencies.holdings import key, lasting, metadata, vocabulary


def of_meeting() -> list[Column[object]]:
    """The meeting a row belongs to, and its area, so that every row is one step from its cell."""
    return [
        Column("meeting_id", Uuid, ForeignKey("coordination.meeting.id"), nullable=False, index=True),
        Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False),
    ]


# A MAPP meeting at level 2 or 3, usually on several cases (MAPPA guidance, chapter 13a).
meeting = Table(
    "meeting",
    metadata,
    key(),
    Column("reference", Text, nullable=False, unique=True),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False),
    vocabulary("level", Level),
    Column("held_on", Date, nullable=False),  # or is to be held
    Column("starts_at", DateTime(timezone=True)),
    Column("lasts_minutes", SmallInteger),
    *practitioner("chair"),
    Column("chair_agency", Text),
    Column("chair_grade", Text),  # seniority matters: of superintendent rank where the risk is highest (mappa.md 4.9)
    vocabulary("chair_seniority", Seniority, nullable=True),
    Column("place", Text),
    Column("remote", Boolean, nullable=False, server_default=false()),
    vocabulary("status", MeetingStatus),
    Column("circulated_at", DateTime(timezone=True)),
    Column("opened_at", DateTime(timezone=True)),
    Column("closed_at", DateTime(timezone=True)),
    Column("quorum_not_met_because", Text),  # why it went ahead without one of those who must be there
    Column("without_report_because", Text),  # why it went ahead without the report of an agency that did not come
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, meeting.c.held_on, meeting.c.id)
Index(None, meeting.c.area_id, meeting.c.held_on, meeting.c.id)

# A meeting that was given another day, or none: why, and from when to when. Each stands beside those before.
meeting_change = Table(
    "meeting_change",
    metadata,
    key(),
    *of_meeting(),
    vocabulary("kind", MeetingChangeKind),
    Column("was_held_on", Date, nullable=False),
    Column("was_starts_at", DateTime(timezone=True)),
    Column("held_on", Date),  # NULL: no other day was set
    Column("reason", Text, nullable=False),
    Column("despite", Text),  # why it goes ahead although somebody who is asked is elsewhere then
    *recorded(),
    schema="coordination",
)

# What a meeting at a level needs: who may chair it, who is always asked, who must be there. Data with a source.
meeting_rule = Table(
    "meeting_rule",
    metadata,
    key(),
    vocabulary("kind", MeetingRuleKind),
    vocabulary("level", Level),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id")),  # NULL: all areas that have none of their own
    Column("requires", Text, nullable=False),  # a seniority, or the code of an agency
    *lasting(),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False, server_default=false()),
    schema="coordination",
)

# A case on the agenda of a meeting.
meeting_case = Table(
    "meeting_case",
    metadata,
    key(),
    Column("meeting_id", Uuid, ForeignKey("coordination.meeting.id"), nullable=False),
    of_case(),
    Column("position", SmallInteger, nullable=False),
    Column("held_on", Date, nullable=False),  # the meeting's date, so that a case's meetings sort by it
    vocabulary("purpose", ItemPurpose),
    vocabulary("status", ItemStatus),
    Column("despite", Text),  # why it is listed although something was shown to speak against it
    Column("closed_because", Text),  # why it was taken off, or put off
    Column("level_unchanged_because", Text),  # noted where the meeting considered the level and left it
    Column("next_review_on", Date),  # as the meeting set it
    Column("minutes_begun_on", Date),  # NULL: nobody has begun minutes of it
    *recorded(),
    versioned(),
    UniqueConstraint("meeting_id", "case_id"),
    schema="coordination",
)

# Who is asked to come. From circulation until valid_until the invitation makes its holder convened.
invitation = Table(
    "invitation",
    metadata,
    key(),
    *of_meeting(),
    Column("principal_id", Uuid),
    Column("name", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("body_code", Text),  # of a duty-to-co-operate body
    Column("for_case_id", Uuid, ForeignKey("coordination.case.id")),  # NULL: invited for the whole agenda
    Column("circulated_at", DateTime(timezone=True)),
    Column("valid_until", DateTime(timezone=True)),
    vocabulary("response", InvitationResponse),
    Column("need", Text),  # what they are needed for: bodies under the duty to co-operate are asked by need
    Column("despite", Text),
    Column("deputy_name", Text),
    Column("reply_note", Text),
    Column("report_received_on", Date),  # of an agency that does not come
    Column("withdrawn_because", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, invitation.c.principal_id, invitation.c.valid_until)

# Who came, who sent apologies, and whether an absent agency sent its report (mappa.md 4.4).
attendance = Table(
    "attendance",
    metadata,
    key(),
    *of_meeting(),
    Column("invitation_id", Uuid, ForeignKey("coordination.invitation.id"), index=True),
    Column("agency", Text, nullable=False),
    Column("body_code", Text),
    Column("name", Text),
    Column("attended", Boolean, nullable=False),
    Column("apologies", Boolean, nullable=False),
    Column("report_received", Boolean),  # NULL: not known
    Column("statement_accepted", Boolean),  # the Confidentiality and Diversity Statement (MAPPA D)
    *recorded(),
    Column("superseded_by", Uuid),
    schema="coordination",
)
