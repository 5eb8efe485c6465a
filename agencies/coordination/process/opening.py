"""A case opened to somebody with no part in it (mappa.md 5.2, "only if chair or owner grants"), for a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.openings import OpeningStatus
from agencies.coordination.process.common import is_not_past
from agencies.coordination.process.rules import Days, due
from agencies.coordination.vocabulary import RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass, Purpose

# What somebody may be let into a case for: not to count, to audit, to administer, nor to exchange records.
WORK: Final = (
    Purpose.MANAGE_RISK,
    Purpose.PLAN_RELEASE,
    Purpose.PREPARE_MEETING,
    Purpose.SAFEGUARD_CHILDREN,
    Purpose.CONTACT_VICTIM,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """To whom a case is opened, what for and until when."""

    who: Annotated[str, "The reference of the person, as practitioners gives it."]
    purpose: Annotated[Purpose, "For which one purpose. Under any other the case is not there for them."]
    ends_on: Annotated[date, "The last day."]
    reason: Annotated[str, "Why they need to see it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    """Why it is closed to them before its day."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A practitioner."""

    principal_id: UUID
    name: str
    agency: str


@dataclass(frozen=True, slots=True)
class OpenKnown:
    """What opening a case rests on. ``let_in``: those to whom it is opened today."""

    who: Somebody | None
    let_in: tuple[UUID, ...]
    rules: tuple[Days, ...]


Opening = Situation[OpenCase, OpenKnown]


def _is_for_somebody(situation: Opening) -> Iterator[Problem]:
    who, let_in = situation.known.who, situation.known.let_in
    if who is None:
        message = "There is no practitioner with this reference: choose one of practitioners."
        yield Problem("who", message, ProblemCode.INVALID)
    elif who.principal_id == situation.actor.id:
        yield Problem("who", "Nobody opens a case to themselves: name somebody else.", ProblemCode.NOT_BY_YOU)
    elif who.principal_id in let_in:
        yield Problem("who", "The case is opened to them already: close that first.", ProblemCode.NOT_NOW)


def _is_not_let_in_oneself(situation: Opening) -> Iterator[Problem]:
    if situation.actor.id in situation.known.let_in:
        message = "The case was opened to you yourself: ask whoever did that to open it to others."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _is_for_work(situation: Opening) -> Iterator[Problem]:
    if situation.given.purpose not in WORK:
        words = ", ".join(each.name for each in WORK)
        yield Problem("purpose", f"A case is not opened for this. Use one of: {words}.", ProblemCode.INVALID)


def _ends_in_time(situation: Opening) -> Iterator[Problem]:
    ends_on, today = situation.given.ends_on, situation.today
    for problem in is_not_past(ends_on, today):
        yield Problem("ends_on", problem.message, problem.code)
    last = due(situation.known.rules, RuleKind.CASE_OPENING_LASTS, today)
    if ends_on > last:
        message = f"A case is opened until {last:%-d %B %Y} at the latest: choose a day before, and look again then."
        yield Problem("ends_on", message, ProblemCode.INVALID)


def _opened(situation: Opening) -> Effects:
    given, who = situation.given, situation.known.who
    if who is None:
        raise LookupError("A case was opened to nobody: its guard is missing.")
    whose = {"principal_id": who.principal_id, "principal_name": who.name, "agency": who.agency}
    what = {"purpose": given.purpose.value, "reason": given.reason, "ends_on": given.ends_on}
    by = {"opened_by_agency": situation.actor.owner, **situation.by("opened_by")}
    return Effects({"case_id": situation.place.case, **whose, **what, **by})


def _closed(situation: Situation[CloseCase, Any]) -> Effects:
    return Effects({"closed_because": situation.given.reason, **situation.by("closed_by")})


MACHINE = Machine(
    "case opening",
    t.case_opening,
    OpeningStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.OPEN_CASE,
            (),
            OpeningStatus.OPEN,
            _opened,
            (
                Guard("it is for another practitioner, who is not let in already", _is_for_somebody),
                Guard("whoever opens it was not let in themselves", _is_not_let_in_oneself),
                Guard("it is for work on the case", _is_for_work),
                Guard("its last day is to come, and within the time that the rule gives", _ends_in_time),
            ),
        ),
        Transition(Act.CLOSE_CASE, (OpeningStatus.OPEN,), OpeningStatus.CLOSED, _closed),
    ),
    writes=(
        Writable(
            t.case_opening,
            adds=True,
            changes=frozenset({"status", "closed_because", "closed_by_id", "closed_by_name"}),
        ),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, (OpeningStatus.OPEN,), OpeningStatus.CLOSED),),
)
