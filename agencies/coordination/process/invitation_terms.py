"""The terms of an invitation and of who came: what is given for its acts, and what they rest on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus, MeetingStatus, Reply
from agencies.coordination.process.meeting_terms import Asked, Colleague
from agencies.coordination.process.timetable import Engagement, Slot

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """Who is asked: somebody of the directory, or somebody without an account by their name and agency."""

    who: Annotated[str | None, "The reference of the person, as practitioners gives it."] = None
    name: Annotated[str | None, "The name of somebody who is not among practitioners."] = None
    agency: Annotated[str | None, "Their agency or body: police, prison, probation, or one of bodies."] = None
    need: Annotated[
        str | None, "What they are needed for. A body under the duty to co-operate is asked by need, and it is said."
    ] = None
    despite: Annotated[str | None, "Where they are at another meeting then: why they are asked all the same."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToInvitation:
    """The answer of whoever is invited."""

    reply: Annotated[Reply, "Whether they come, and if not, how the agency takes part instead."]
    deputy: Annotated[str | None, "The name of the deputy, where one is sent."] = None
    note: Annotated[str | None, "Anything the meeting should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttendance:
    """Whether somebody who was asked came."""

    attended: Annotated[bool, "Whether they came, or their deputy did."]
    statement_accepted: Annotated[
        bool | None, "Whether they accepted the Confidentiality and Diversity Statement: nobody attends without."
    ] = None
    name: Annotated[str | None, "Who came, where it was somebody else than was asked."] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """The meeting that somebody is asked to."""

    id: UUID
    area_id: int
    status: MeetingStatus
    starts_at: datetime | None
    lasts_minutes: int | None

    @property
    def slot(self) -> Slot:
        """When it is held."""
        return Slot(self.starts_at, self.lasts_minutes)


@dataclass(frozen=True, slots=True)
class InviteKnown:
    """What an invitation rests on."""

    meeting: InvitedTo
    people: tuple[Colleague, ...]
    bodies: tuple[str, ...]
    asked: tuple[Asked, ...]
    engagements: tuple[Engagement, ...]


@dataclass(frozen=True, slots=True)
class InviteToItemKnown(InviteKnown):
    """What an invitation for one case rests on."""

    item: ItemStatus


@dataclass(frozen=True, slots=True)
class Invitation:
    """The invitation that is acted on, and the meeting it is to."""

    meeting_id: UUID
    meeting_status: MeetingStatus
    chair_id: UUID | None
    principal_id: UUID | None
    agency: str
    body_code: str | None
    name: str
    deputy_name: str | None
    response: InvitationResponse
    circulated_at: datetime | None
    report_received_on: date | None


@dataclass(frozen=True, slots=True)
class InvitationKnown:
    """What an act on an invitation rests on."""

    invitation: Invitation


@dataclass(frozen=True, slots=True)
class Recorded:
    """Attendance that is recorded already."""

    id: UUID


@dataclass(frozen=True, slots=True)
class AttendanceKnown:
    """What recording attendance rests on."""

    invitation: Invitation
    before: tuple[Recorded, ...]
