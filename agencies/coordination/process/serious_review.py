"""Serious further offence and serious case review (MAPPA guidance, chapter 20; mappa.md 4.6).

Whoever has a part in the case notifies; the co-ordination unit acknowledges, and records what the Strategic Management
Board decides and what the review found. A case that has left may be notified of too: it asks how it was managed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import SeriousReviewStatus as Status
from agencies.coordination.process.common import raised
from agencies.coordination.process.rules import Days, due
from agencies.coordination.vocabulary import CaseStatus, Category, Level, RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, When, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySeriousOffence:
    """A serious further offence of which the person is suspected, charged or convicted."""

    offence: Annotated[str, "The offence."]
    occurred_on: Annotated[date, "The day on which it was committed, or is thought to have been."]
    charged_on: Annotated[date | None, "The day of the charge, where there is one."] = None
    circumstances: Annotated[str, "What is known, in brief; no names of victims."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReview:
    """What the Strategic Management Board decided."""

    review: Annotated[bool, "Whether a serious case review is held."]
    decided_by: Annotated[str, "Who decided it for the board: name and office."]
    reason: Annotated[str, "Why it is held, or is not."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeReview:
    """What the review found."""

    summary: Annotated[str, "The findings, so that they are understood by somebody who was not there."]
    learning: Annotated[str, "What is to be done otherwise, and what was done well."]


@dataclass(frozen=True, slots=True)
class Case:
    """The case as it stands."""

    status: CaseStatus
    category: Category
    level: Level


@dataclass(frozen=True, slots=True)
class NotifyKnown:
    """What a notification rests on."""

    case: Case
    rules: tuple[Days, ...]


def _was_a_case(situation: Situation[NotifySeriousOffence, NotifyKnown]) -> Iterator[Problem]:
    if situation.known.case.status is CaseStatus.ENTERED_IN_ERROR:
        message = "The case was entered in error: there was nothing to manage."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _days_are_past(situation: Situation[NotifySeriousOffence, NotifyKnown]) -> Iterator[Problem]:
    given, today = situation.given, situation.today
    for name in ("occurred_on", "charged_on"):
        day = getattr(given, name)
        if day is not None and day > today:
            yield Problem(name, "This day is still to come.", ProblemCode.INVALID)
    if given.charged_on is not None and given.charged_on < given.occurred_on:
        yield Problem("charged_on", "The charge is before the offence: correct one of the days.", ProblemCode.INVALID)


def _notified(situation: Situation[NotifySeriousOffence, NotifyKnown]) -> Effects:
    given, known, today = situation.given, situation.known, situation.today
    row = {
        "case_id": situation.place.case,
        "offence": given.offence,
        "occurred_on": given.occurred_on,
        "charged_on": given.charged_on,
        "circumstances": given.circumstances,
        "category": known.case.category,
        "level": known.case.level,
        "notified_on": today,
        "notified_by_agency": situation.actor.owner,
        "acknowledge_by": due(known.rules, RuleKind.SERIOUS_OFFENCE_ACKNOWLEDGED, today),
        **situation.by("notified_by"),
    }
    return Effects(row, (raised(situation.place.case),))


def _acknowledged(situation: Situation[Any, Any]) -> Effects:
    return Effects({"acknowledged_on": situation.today, **situation.by("acknowledged_by")})


def _decided(situation: Situation[DecideReview, Any]) -> Effects:
    given = situation.given
    values = {"decided_on": situation.today, "decided_by_board": given.decided_by, "decision": given.reason}
    return Effects(values)


def _concluded(situation: Situation[ConcludeReview, Any]) -> Effects:
    given = situation.given
    return Effects({"concluded_on": situation.today, "summary": given.summary, "learning": given.learning})


def _held(given: DecideReview) -> bool:
    return given.review


MACHINE = Machine(
    "serious case review",
    t.serious_case_review,
    Status,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.NOTIFY_SERIOUS_OFFENCE,
            (),
            Status.NOTIFIED,
            _notified,
            (
                Guard("the case was not entered in error", _was_a_case),
                Guard("its days are past, and in order", _days_are_past),
            ),
        ),
        Transition(Act.ACKNOWLEDGE_SERIOUS_OFFENCE, (Status.NOTIFIED,), Status.ACKNOWLEDGED, _acknowledged),
        Transition(
            Act.DECIDE_SERIOUS_CASE_REVIEW,
            (Status.ACKNOWLEDGED,),
            Status.REVIEW_DECIDED,
            _decided,
            when=When("a review is held", _held),
        ),
        Transition(
            Act.DECIDE_SERIOUS_CASE_REVIEW,
            (Status.ACKNOWLEDGED,),
            Status.NO_REVIEW,
            _decided,
            when=When("none is held"),
        ),
        Transition(Act.CONCLUDE_SERIOUS_CASE_REVIEW, (Status.REVIEW_DECIDED,), Status.CONCLUDED, _concluded),
    ),
    writes=(
        Writable(
            t.serious_case_review,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "acknowledged_on",
                    "acknowledged_by_id",
                    "acknowledged_by_name",
                    "decided_on",
                    "decided_by_board",
                    "decision",
                    "concluded_on",
                    "summary",
                    "learning",
                }
            ),
        ),
        Writable(t.case),
    ),
)
