"""Joint care (mappa.md 9, N5): a sexual offender in custody has two managers, or stands on the exceptions list.

The rules find who lacks a prison or a community offender manager (``rules.custody``). Whoever answers for the service
may except a case for a while: with a reason, with whoever does the work meanwhile, and to a day. The finding then waits
for that day, and comes back by itself on the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_managed, is_not_past, raised
from agencies.coordination.process.rules import Days, due
from agencies.coordination.rule_vocabulary import ExceptionStatus, FindingKind, JointManager
from agencies.coordination.rules.custody import LACKING
from agencies.coordination.vocabulary import CaseStatus, RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Writable, in_words
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCareException:
    """Why a person is without a manager for a while."""

    manager: Annotated[JointManager, "Whom the person is without: PRISON or COMMUNITY."]
    reason: Annotated[str, "Why there is none for now."]
    meanwhile: Annotated[str, "Who does the work meanwhile: name and office."]
    ends_on: Annotated[date, "The last day of the exception."]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCareException:
    """Why the case comes off the list before its day."""

    reason: Annotated[str, "Why: a manager was named, or the reason no longer holds."]


@dataclass(frozen=True, slots=True)
class Standing:
    """An exception of the case that was not taken off the list."""

    manager: JointManager
    ends_on: date


@dataclass(frozen=True, slots=True)
class ListKnown:
    """What an exception rests on."""

    status: CaseStatus
    found: tuple[FindingKind, ...]  # what the rules find now, or will within some months
    listed: tuple[Standing, ...]
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class EndKnown:
    """What taking a case off the list rests on."""

    ends_on: date


Listing = Situation[ListCareException, ListKnown]


def _case_is_managed(situation: Listing) -> Iterator[Problem]:
    yield from is_managed(situation.known.status, "it needs no exception.")


def _is_without_one(situation: Listing) -> Iterator[Problem]:
    manager = situation.given.manager
    if LACKING[manager] not in situation.known.found:
        message = (
            f"The rules do not find that a {in_words(manager)} offender manager is missing: it needs no exception. "
            "It is found of those convicted of a sexual offence who are in custody and have none."
        )
        yield Problem("manager", message, ProblemCode.NOT_NOW, DataClass.SUPERVISION)


def _is_not_listed(situation: Listing) -> Iterator[Problem]:
    for each in situation.known.listed:
        if each.manager is situation.given.manager and each.ends_on >= situation.today:
            message = f"It is on the list until {each.ends_on:%-d %B %Y}: end that one first."
            yield Problem("manager", message, ProblemCode.NOT_NOW, DataClass.SUPERVISION)


def _ends_in_time(situation: Listing) -> Iterator[Problem]:
    ends_on, today = situation.given.ends_on, situation.today
    for problem in is_not_past(ends_on, today):
        yield Problem("ends_on", problem.message, problem.code)
    last = due(situation.known.rules, RuleKind.CARE_EXCEPTION_LASTS, today)
    if ends_on > last:
        message = f"An exception lasts until {last:%-d %B %Y} at the latest: choose a day before, and look again then."
        yield Problem("ends_on", message, ProblemCode.INVALID)


def _still_stands(situation: Situation[EndCareException, EndKnown]) -> Iterator[Problem]:
    ends_on = situation.known.ends_on
    if ends_on < situation.today:
        message = f"It ended on {ends_on:%-d %B %Y} by itself: there is nothing to take off the list."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _listed(situation: Listing) -> Effects:
    given = situation.given
    row = {
        "case_id": situation.place.case,
        "manager": given.manager,
        "reason": given.reason,
        "meanwhile": given.meanwhile,
        "ends_on": given.ends_on,
        "listed_on": situation.today,
        "listed_by_agency": situation.actor.owner,
        **situation.by("listed_by"),
    }
    return Effects(row, (raised(situation.place.case),))


def _ended(situation: Situation[EndCareException, Any]) -> Effects:
    values = {"ended_on": situation.today, "ended_because": situation.given.reason}
    return Effects({**values, **situation.by("ended_by")})


MACHINE = Machine(
    "joint care exception",
    t.joint_care_exception,
    ExceptionStatus,
    DataClass.SUPERVISION,
    (
        Transition(
            Act.LIST_CARE_EXCEPTION,
            (),
            ExceptionStatus.LISTED,
            _listed,
            (
                Guard("the case is identified or active", _case_is_managed),
                Guard("the rules find that this manager is missing", _is_without_one),
                Guard("it is not on the list for this manager", _is_not_listed),
                Guard("its last day is to come, and within the time that the rule gives", _ends_in_time),
            ),
        ),
        Transition(
            Act.END_CARE_EXCEPTION,
            (ExceptionStatus.LISTED,),
            ExceptionStatus.ENDED,
            _ended,
            (Guard("its last day has not passed", _still_stands),),
        ),
    ),
    writes=(
        Writable(
            t.joint_care_exception,
            adds=True,
            changes=frozenset({"status", "ended_on", "ended_because", "ended_by_id", "ended_by_name"}),
        ),
        Writable(t.case),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, (ExceptionStatus.LISTED,), ExceptionStatus.ENDED),),
)
