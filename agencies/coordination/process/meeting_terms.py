"""The terms of a MAPP meeting: what is given for its acts, and what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus, MeetingRuleKind, Seniority
from agencies.coordination.process.rules import Days
from agencies.coordination.process.timetable import Engagement, Slot
from agencies.coordination.vocabulary import Level
from policies.vocabulary import Role

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleMeeting:
    """A meeting that is planned."""

    level: Annotated[Level, "The level it manages: LEVEL_2 or LEVEL_3."]
    held_on: Annotated[date, "The day."]
    starts_at: Annotated[str, "When it starts, by the clock in the United Kingdom: 14:30."]
    lasts_minutes: Annotated[int, "How many minutes it is to last."]
    chair: Annotated[str, "The reference of whoever chairs it, as practitioners gives it."]
    chair_grade: Annotated[str, "Their rank or grade, as their own service calls it."]
    chair_seniority: Annotated[Seniority, "What that rank or grade is equivalent to."]
    remote: Annotated[bool, "Whether it is held remotely, or can be joined so."]
    place: Annotated[str | None, "Where it is held; left out where it is held remotely."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RescheduleMeeting:
    """Another day, and whatever else changes with it; what is left out stays as it was."""

    reason: Annotated[str, "Why it is moved."]
    held_on: Annotated[date, "The day it is moved to."]
    starts_at: Annotated[str, "When it starts, by the clock in the United Kingdom: 14:30."]
    lasts_minutes: Annotated[int | None, "How many minutes it is to last."] = None
    chair: Annotated[str | None, "The reference of whoever chairs it instead, as practitioners gives it."] = None
    chair_grade: Annotated[str | None, "The rank or grade of the new chair."] = None
    chair_seniority: Annotated[Seniority | None, "What the new chair's rank or grade is equivalent to."] = None
    place: Annotated[str | None, "Where it is held."] = None
    remote: Annotated[bool | None, "Whether it is held remotely, or can be joined so."] = None
    despite: Annotated[
        str | None, "Where somebody who is asked is elsewhere at the time: why it goes ahead all the same."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithReason:
    """Why it is done."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItem:
    """An item that changes its place on the agenda."""

    place: Annotated[int, "The position of the item that is moved."]
    to: Annotated[int, "The position it is to have. What stands there, and after it, moves down by one."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting:
    """The end of a meeting."""

    quorum_not_met_because: Annotated[
        str | None, "Where a responsible authority was not there for a case: why it went ahead without it."
    ] = None
    without_report_because: Annotated[
        str | None, "Where an agency was asked, did not come and sent no report: why it went ahead without."
    ] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in the area, in a role. Whoever has several roles is here once for each."""

    id: UUID
    reference: str
    name: str
    agency: str
    role: Role


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """What a meeting at a level needs, in force on the day: an area's own, or for all areas."""

    kind: MeetingRuleKind
    level: Level
    area_id: int | None
    requires: str


def required(rules: Iterable[MeetingRule], kind: MeetingRuleKind, level: Level) -> tuple[str, ...]:
    """What the rules in force require; an area's own go instead of those for all areas."""
    fitting = [each for each in rules if each.kind is kind and each.level is level]
    own = [each for each in fitting if each.area_id is not None]
    return tuple(sorted({each.requires for each in own or fitting}))


@dataclass(frozen=True, slots=True)
class ScheduleKnown:
    """What a new meeting rests on."""

    meetings_so_far: int  # that were planned in the area with a reference of this form
    people: tuple[Colleague, ...]
    engagements: tuple[Engagement, ...]
    rules: tuple[MeetingRule, ...]


@dataclass(frozen=True, slots=True)
class MeetingAsItIs:
    """The meeting that is acted on."""

    level: Level
    held_on: date
    starts_at: datetime | None
    lasts_minutes: int | None
    chair_id: UUID | None
    chair_seniority: Seniority | None
    place: str | None
    remote: bool

    @property
    def slot(self) -> Slot:
        """When it is held."""
        return Slot(self.starts_at, self.lasts_minutes)


@dataclass(frozen=True, slots=True)
class Item:
    """A case on the agenda."""

    id: UUID
    case_id: UUID
    position: int
    status: ItemStatus


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that was not withdrawn."""

    id: UUID
    principal_id: UUID | None
    agency: str
    for_case_id: UUID | None
    response: InvitationResponse
    circulated_at: datetime | None
    valid_until: datetime | None

    def waits(self, now: datetime) -> bool:
        """Whether it is still to be sent, for the first time or once more after the meeting was put off."""
        return self.circulated_at is None or (self.valid_until is not None and self.valid_until <= now)


@dataclass(frozen=True, slots=True)
class MeetingKnown:
    """What an act on a planned meeting rests on."""

    meeting: MeetingAsItIs
    items: tuple[Item, ...]
    asked: tuple[Asked, ...]
    people: tuple[Colleague, ...]
    engagements: tuple[Engagement, ...]
    rules: tuple[MeetingRule, ...]
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class OpenKnown:
    """What opening a meeting rests on."""

    meeting: MeetingAsItIs


@dataclass(frozen=True, slots=True)
class AgendaKnown:
    """What the order of an agenda rests on."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ItemAtClose:
    """A case on the agenda, and which of what the guidance asks for is recorded of it."""

    case_id: UUID
    reference: str
    status: ItemStatus
    disclosure_decided: bool
    level_decided: bool
    next_review_set: bool
    offender_informed: bool


@dataclass(frozen=True, slots=True)
class Came:
    """An agency that was there, for the whole agenda or for one case."""

    agency: str
    for_case_id: UUID | None


@dataclass(frozen=True, slots=True)
class StayedAway:
    """Somebody of an agency who was asked and did not come, and whether a report came instead."""

    agency: str
    for_case_id: UUID | None
    report_received: bool


@dataclass(frozen=True, slots=True)
class CloseKnown:
    """What closing a meeting rests on."""

    meeting: MeetingAsItIs
    items: tuple[ItemAtClose, ...]
    came: tuple[Came, ...]
    away: tuple[StayedAway, ...]
    unrecorded: tuple[Came, ...]  # who was asked, and of whom nobody recorded whether they came
    rules: tuple[MeetingRule, ...]
