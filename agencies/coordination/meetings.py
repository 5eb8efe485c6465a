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

from agencies.coordination.columns import of_case, practitioner, recorded
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemPurpose, ItemStatus, MeetingStatus
from agencies.coordination.vocabulary import Level
from agencies.holdings import key, metadata, vocabulary


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
    *practitioner("chair"),
    Column("chair_agency", Text),
    Column("chair_grade", Text),  # seniority matters: of superintendent rank where the risk is highest (mappa.md 4.9)
    Column("place", Text),
    Column("remote", Boolean, nullable=False, server_default=false()),
    vocabulary("status", MeetingStatus),
    Column("circulated_at", DateTime(timezone=True)),
    *recorded(),
    schema="coordination",
)
Index(None, meeting.c.held_on, meeting.c.id)
Index(None, meeting.c.area_id, meeting.c.held_on, meeting.c.id)

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
    *recorded(),
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
    *recorded(),
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
    schema="coordination",
)
