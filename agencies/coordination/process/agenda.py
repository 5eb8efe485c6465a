"""A case on the agenda of a meeting: listed, taken off, put off, or discussed with what the meeting set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ItemPurpose, ItemStatus, MeetingStatus
from agencies.coordination.process.common import is_managed
from agencies.coordination.process.meeting import MOST_PLACES, TO_COME
from agencies.coordination.process.meeting_terms import WithReason
from agencies.coordination.vocabulary import CaseStatus
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCase:
    """A case that comes to a meeting."""

    meeting: Annotated[str, "The reference of the meeting, which is held in the area of the case."]
    purpose: Annotated[ItemPurpose, "Whether it comes for the first time at this level, or for review."]
    despite: Annotated[str | None, "Where it is on another meeting of the same day: why it is on both."] = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting of the area that is still to come, and the last place on its agenda."""

    id: UUID
    reference: str
    held_on: date
    last: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting that the case is or was on the agenda of."""

    meeting_id: UUID
    held_on: date
    status: ItemStatus


@dataclass(frozen=True, slots=True)
class ListKnown:
    """What listing a case rests on."""

    status: CaseStatus
    coming: tuple[Coming, ...]
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class ItemKnown:
    """What changing an item rests on."""

    meeting: MeetingStatus


@dataclass(frozen=True, slots=True)
class ReturnKnown:
    """What returning a case to an agenda rests on."""

    meeting: MeetingStatus
    status: CaseStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeItem:
    """What the meeting set for a case. What is left out stays as it was noted before."""

    next_review_on: Annotated[date | None, "The day of its next review."] = None
    level_unchanged_because: Annotated[
        str | None, "Where the level was considered and left as it is: why. A change is a level decision of its own."
    ] = None


Listing = Situation[ListCase, ListKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _meeting(situation: Listing) -> Coming | None:
    return next((each for each in situation.known.coming if each.reference == situation.given.meeting), None)


def _case_is_managed(situation: Situation[Any, ListKnown | ReturnKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.status, "it comes to no meeting.")


def _meeting_is_to_come(situation: Listing) -> Iterator[Problem]:
    found = _meeting(situation)
    if found is None:
        message = "No meeting that is to come in the area of the case has this reference."
        yield Problem("meeting", message, ProblemCode.INVALID)
    elif found.last >= MOST_PLACES:
        yield Problem("meeting", "This agenda is full: list the case on another meeting.", ProblemCode.INVALID)


def _is_not_on_it(situation: Listing) -> Iterator[Problem]:
    found = _meeting(situation)
    for each in situation.known.listed:
        if found is not None and each.meeting_id == found.id:
            message = "The case is on this agenda already."
            if each.status is ItemStatus.WITHDRAWN:
                message = "The case was taken off this agenda: return it instead."
            yield Problem("meeting", message, ProblemCode.NOT_NOW, DataClass.MEETING)


def _has_the_day_to_itself(situation: Listing) -> Iterator[Problem]:
    found = _meeting(situation)
    if found is None or situation.given.despite is not None:
        return
    others = (each for each in situation.known.listed if each.meeting_id != found.id)
    if any(each.held_on == found.held_on and each.status is ItemStatus.LISTED for each in others):
        message = "The case is on another meeting of the same day: choose one of them, or say why it is on both."
        yield Problem("despite", message, ProblemCode.MISSING, DataClass.MEETING)


def _before_the_meeting(situation: Situation[Any, ItemKnown | ReturnKnown]) -> Iterator[Problem]:
    if situation.known.meeting not in TO_COME:
        message = "This is done before the meeting: during it a case is put off, and afterwards nothing is changed."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _during_the_meeting(situation: Situation[Any, ItemKnown]) -> Iterator[Problem]:
    if situation.known.meeting is not MeetingStatus.UNDER_WAY:
        message = "This is done while the meeting is under way: its chair opens it."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _review_is_to_come(situation: Situation[ConcludeItem, ItemKnown]) -> Iterator[Problem]:
    on = situation.given.next_review_on
    if on is not None and on <= situation.today:
        yield Problem("next_review_on", "Choose a day after today for the next review.", ProblemCode.INVALID)


# -- effects -----------------------------------------------------------------------------------------------------


def _listed(situation: Listing) -> Effects:
    found = _meeting(situation)
    if found is None:
        raise TypeError("A case is listed on a meeting: the guards see to that.")
    row = {
        "meeting_id": found.id,
        "case_id": situation.place.case,
        "position": found.last + 1,
        "held_on": found.held_on,
        "purpose": situation.given.purpose,
        "despite": situation.given.despite,
    }
    return Effects(row)


def _closed(situation: Situation[WithReason, ItemKnown]) -> Effects:
    return Effects({"closed_because": situation.given.reason})


def _concluded(situation: Situation[ConcludeItem, ItemKnown]) -> Effects:
    given = situation.given
    noted = {"next_review_on": given.next_review_on, "level_unchanged_because": given.level_unchanged_because}
    return Effects({name: value for name, value in noted.items() if value is not None})


def _returned(_: Situation[NothingGiven, ItemKnown]) -> Effects:
    return Effects({"closed_because": None})


# -- the table ---------------------------------------------------------------------------------------------------

_MANAGED = Guard("the case is identified or active", _case_is_managed)
_BEFORE = Guard("the meeting is to come", _before_the_meeting)
_DURING = Guard("the meeting is under way", _during_the_meeting)

MACHINE = Machine(
    "agenda item",
    t.meeting_case,
    ItemStatus,
    DataClass.MEETING,
    (
        Transition(
            Act.LIST_CASE,
            (),
            ItemStatus.LISTED,
            _listed,
            (
                _MANAGED,
                Guard("the meeting is to come, in the area of the case", _meeting_is_to_come),
                Guard("the case is not on it already", _is_not_on_it),
                Guard("it is on no other meeting of the day, or it is said why", _has_the_day_to_itself),
            ),
        ),
        Transition(Act.TAKE_OFF_AGENDA, (ItemStatus.LISTED,), ItemStatus.WITHDRAWN, _closed, (_BEFORE,)),
        Transition(Act.RETURN_TO_AGENDA, (ItemStatus.WITHDRAWN,), ItemStatus.LISTED, _returned, (_MANAGED, _BEFORE)),
        Transition(
            Act.CONCLUDE_ITEM,
            (ItemStatus.LISTED, ItemStatus.DISCUSSED),
            ItemStatus.DISCUSSED,
            _concluded,
            (_DURING, Guard("its next review is to come", _review_is_to_come)),
        ),
        Transition(Act.DEFER_ITEM, (ItemStatus.LISTED,), ItemStatus.DEFERRED, _closed, (_DURING,)),
    ),
    writes=(
        Writable(
            t.meeting_case,
            adds=True,
            changes=frozenset({"status", "closed_because", "next_review_on", "level_unchanged_because"}),
        ),
    ),
    moved=(
        Moved(Act.CANCEL_MEETING, (ItemStatus.LISTED,), ItemStatus.DEFERRED),
        Moved(Act.CONFIRM_EXIT, (ItemStatus.LISTED,), ItemStatus.WITHDRAWN),
        Moved(Act.ACCEPT_TRANSFER, (ItemStatus.LISTED,), ItemStatus.WITHDRAWN),
    ),
)
