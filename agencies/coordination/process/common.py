"""What the journeys of a case have in common: which cases are managed, and guards that say the same wherever it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.vocabulary import CaseStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Update
from policies.vocabulary import DataClass

MANAGED = (CaseStatus.IDENTIFIED, CaseStatus.ACTIVE)


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """The case on the agenda of a meeting, by its ``meeting_case``."""

    id: UUID
    reference: str  # of the meeting
    held_on: date


At = TypeVar("At", bound=OnAgenda)


def raised(case: UUID | None) -> Update:
    """The case has changed with what was added to it: whoever acts on it next must have seen that."""
    if case is None:
        raise TypeError("Only an act on a case raises its version.")
    return Update(t.case, case, {})


def is_managed(status: CaseStatus, otherwise: str) -> Iterator[Problem]:
    """``otherwise`` says what that leaves open for a case that has left."""
    if status not in MANAGED:
        message = f"The case has left MAPPA, or was entered in error: {otherwise}"
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def at_meeting(meetings: Iterable[At], reference: str | None) -> At | None:
    """The case on the agenda of the meeting of this reference."""
    return next((each for each in meetings if each.reference == reference), None)


def was_on_the_agenda(field: str, found: OnAgenda | None, today: date) -> Iterator[Problem]:
    """Of a meeting that was opened, whose reference was given in ``field``."""
    if found is None:
        message = "No meeting of this reference was opened with the case on its agenda: give that of one, or open it."
        yield Problem(field, message, ProblemCode.INVALID)
    elif found.held_on > today:
        yield Problem(field, "This meeting is still to be held.", ProblemCode.NOT_YET)


def is_not_past(due_on: date, today: date) -> Iterator[Problem]:
    """A day by which something is to be done."""
    if due_on < today:
        yield Problem("due_on", "This day has passed: choose today or a later one.", ProblemCode.INVALID)


def is_overdue(due_on: date, today: date, to_be: str) -> Iterator[Problem]:
    """What is chased is late; ``to_be`` says what was to be done with it by its day."""
    if today <= due_on:
        message = f"It is not overdue: it is to be {to_be} by {due_on:%-d %B %Y}."
        yield Problem("id", message, ProblemCode.NOT_YET)
