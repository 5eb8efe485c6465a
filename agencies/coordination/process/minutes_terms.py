"""The terms of minutes: what is given for their acts, and what they rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from agencies.coordination.meeting_vocabulary import ItemStatus, MeetingStatus, MinutesStatus
from agencies.coordination.process.rules import Days
from agencies.coordination.process.section_terms import Section

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginMinutes:
    """Minutes as they begin: of which meeting."""

    meeting: Annotated[str, "The reference of the meeting that has the case on its agenda."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendMinutes:
    """An amendment of agreed minutes: a further edition beside them."""

    what: Annotated[str, "What is to change."]
    reason: Annotated[str, "Why."]


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """The case on the agenda of a meeting."""

    id: UUID
    meeting_id: UUID
    reference: str
    held_on: date
    status: ItemStatus
    meeting_status: MeetingStatus
    begun: bool  # whether there are minutes of it


@dataclass(frozen=True, slots=True)
class Heading:
    """A head of the agenda, as the form of the minutes in force has it."""

    form_id: UUID
    position: int
    code: str
    label: str
    required: bool
    holds: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An agency or body that is asked to a meeting which has the case on its agenda."""

    meeting_id: UUID
    agency: str


@dataclass(frozen=True, slots=True)
class BeginKnown:
    """What beginning minutes rests on."""

    items: tuple[Item, ...]
    form: tuple[Heading, ...]
    invited: tuple[Invited, ...]
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A head of the agenda, and whether anything is written under it."""

    label: str
    code: str
    required: bool
    holds: str
    written: bool


@dataclass(frozen=True, slots=True)
class CirculateKnown:
    """What circulating minutes rests on."""

    held_on: date
    opened: int  # 1 where their meeting was opened
    headings: tuple[Written, ...]
    disclosures: int  # decisions on telling others, at this meeting
    informed: int  # decisions on telling the offender
    review_set: bool  # whether the meeting set the day of the case's next review
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class AgreeKnown:
    """What agreeing minutes rests on."""

    edition: int
    chair_id: UUID | None
    corrections: int  # that wait for their answer, and that the chair may see
    plan: UUID | None  # that the meeting made
    plans_before: tuple[UUID, ...]  # that stand as agreed


@dataclass(frozen=True, slots=True)
class Edition:
    """The minutes that are amended."""

    id: UUID
    meeting_case_id: UUID
    meeting_id: UUID
    held_on: date
    edition: int
    status: MinutesStatus
    form_id: UUID | None


@dataclass(frozen=True, slots=True)
class AmendKnown:
    """What amending minutes rests on."""

    minutes: Edition
    editions: int  # of the same item
    sections: tuple[Section, ...]
    rules: tuple[Days, ...]
