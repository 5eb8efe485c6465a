"""The parts of the plan for a release: planned by rule from its day, taken up, done with evidence, or not needed.

MAPPA guidance, chapter 15: planning begins well before, with an owner for each part. Inspections found it "too little,
too late": what has no owner, or is late, is a finding, and a list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_managed, raised
from agencies.coordination.process.limits import Day, ruling
from agencies.coordination.rule_vocabulary import PartStatus, ReleasePart
from agencies.coordination.rules.release import due_dates
from agencies.coordination.rules.rows import RuleMissingError, Timing
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.vocabulary import CaseStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Writable, Write
from policies.vocabulary import Act, DataClass

OPEN = (PartStatus.NOT_BEGUN, PartStatus.IN_HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginPlan:
    """A release that is to be planned for."""

    release_on: Annotated[date, "The day of the release, as the prison expects it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp:
    """A part that somebody takes up."""

    detail: Annotated[str | None, "What is planned, as far as it is known."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How a part has come on."""

    detail: Annotated[str, "What is planned now, and what is still open."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDone:
    """A part that is done."""

    detail: Annotated[str, "What was arranged."]
    evidence: Annotated[str, "What shows it: a report, a reference, who can confirm it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNeeded:
    """A part that this release does not need."""

    reason: Annotated[str, "Why it is not needed."]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part of a plan that stands."""

    part: ReleasePart
    release_on: date


@dataclass(frozen=True, slots=True)
class PlanKnown:
    """What planning a release rests on."""

    status: CaseStatus
    parts: tuple[PlannedPart, ...]
    timings: tuple[Timing, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class ReopenKnown:
    """What taking a part up again rests on."""

    status: CaseStatus


Planning = Situation[BeginPlan, PlanKnown]


def _ruling(situation: Planning) -> Ruling:
    return ruling(situation.known.timings, situation.known.days, situation.today)


def _missing(situation: Planning) -> list[ReleasePart]:
    """The parts that are not planned yet for this day."""
    there = {each.part for each in situation.known.parts if each.release_on == situation.given.release_on}
    return [part for part in ReleasePart if part not in there]


def _case_is_managed(situation: Situation[Any, PlanKnown | ReopenKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.status, "its release is planned outside MAPPA.")


def _is_to_come(situation: Planning) -> Iterator[Problem]:
    if situation.given.release_on < situation.today:
        yield Problem("release_on", "This day has passed: give the day of the release.", ProblemCode.INVALID)


def _is_not_planned(situation: Planning) -> Iterator[Problem]:
    if not _missing(situation):
        yield Problem("release_on", "Every part is planned for this day.", ProblemCode.NOT_NOW, DataClass.CUSTODY)


def _has_rules(situation: Planning) -> Iterator[Problem]:
    try:
        due_dates(situation.given.release_on, _ruling(situation))
    except RuleMissingError as missing:
        yield Problem("id", str(missing), ProblemCode.NOT_NOW)


def _planned(situation: Planning) -> Effects:
    """The first part is the record that is made, the others stand beside it."""
    first, *others = _missing(situation)
    beside: tuple[Write, ...] = tuple(
        Insert(t.release_plan_part, {**_part(situation, part), "status": PartStatus.NOT_BEGUN}) for part in others
    )
    return Effects(_part(situation, first), (*beside, raised(situation.place.case)))


def _part(situation: Planning, part: ReleasePart) -> dict[str, Any]:
    release_on = situation.given.release_on
    due_on, owner = due_dates(release_on, _ruling(situation))[part]
    return {
        "case_id": situation.place.case,
        "part": part,
        "release_on": release_on,
        "owner": owner,
        "due_on": due_on,
        **situation.recorded(),
    }


def _taken_up(situation: Situation[TakeUp, Any]) -> Effects:
    detail = {"detail": situation.given.detail} if situation.given.detail else {}
    return Effects({**detail, **situation.by("assigned_to")})


def _progressed(situation: Situation[Progress, Any]) -> Effects:
    return Effects({"detail": situation.given.detail}, (_note(situation, situation.given.detail),))


def _note(situation: Situation[Any, Any], says: str) -> Insert:
    """What was said of a part, beside what was said before."""
    row = {
        "case_id": situation.place.case,
        "part_id": situation.place.key,
        "says": says,
        "said_on": situation.today,
        "said_by_agency": situation.actor.owner,
        **situation.recorded(),
    }
    return Insert(t.release_note, row)


def _done(situation: Situation[PartDone, Any]) -> Effects:
    given = situation.given
    done = {"done_on": situation.today, "detail": given.detail, "evidence": given.evidence}
    return Effects({**done, **situation.by("done_by")}, (_note(situation, given.detail),))


def _not_needed(situation: Situation[NotNeeded, Any]) -> Effects:
    return Effects({"not_needed_because": situation.given.reason, **situation.by("done_by")})


_MANAGED = Guard("the case is identified or active", _case_is_managed)

MACHINE = Machine(
    "part of a release plan",
    t.release_plan_part,
    PartStatus,
    DataClass.CUSTODY,
    (
        Transition(
            Act.BEGIN_RELEASE_PLAN,
            (),
            PartStatus.NOT_BEGUN,
            _planned,
            (
                _MANAGED,
                Guard("the release is to come", _is_to_come),
                Guard("a part is still to be planned for its day", _is_not_planned),
                Guard("rules say whose each part is, and by when", _has_rules),
            ),
        ),
        Transition(Act.TAKE_UP_RELEASE_PART, OPEN, PartStatus.IN_HAND, _taken_up),
        Transition(Act.REPORT_ON_RELEASE_PART, (PartStatus.IN_HAND,), None, _progressed),
        Transition(Act.COMPLETE_RELEASE_PART, OPEN, PartStatus.DONE, _done),
        Transition(Act.DISPENSE_WITH_RELEASE_PART, OPEN, PartStatus.NOT_NEEDED, _not_needed),
        Transition(
            Act.REOPEN_RELEASE_PART,
            (PartStatus.DONE, PartStatus.NOT_NEEDED),
            PartStatus.IN_HAND,
            _progressed,
            (_MANAGED,),
        ),
    ),
    writes=(
        Writable(
            t.release_plan_part,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "detail",
                    "evidence",
                    "done_on",
                    "done_by_id",
                    "done_by_name",
                    "not_needed_because",
                    "assigned_to_id",
                    "assigned_to_name",
                }
            ),
        ),
        Writable(t.release_note, adds=True),
        Writable(t.case),
    ),
    begins=PartStatus.NOT_BEGUN,  # of the parts beside the first
    moved=(Moved(Act.CONFIRM_EXIT, OPEN, PartStatus.NOT_NEEDED),),
)
