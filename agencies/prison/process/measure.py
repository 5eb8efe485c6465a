"""Measures in custody: set and why, until when and when reviewed; reviewed, ended; the child-contact level decided.

Monitoring and contact restrictions need a reason, an end and regular review (Public Protection Manual; mappa.md 7.4:
lists out of date let a prisoner reach somebody at risk).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.holdings import Assertion, entered
from agencies.prison import tables as t
from agencies.prison.vocabulary import ChildContactLevel, MeasureStatus, ProtectionMeasureKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass

_REVIEW = "The day by which it is to be reviewed."


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMeasure:
    """A measure that begins today."""

    kind: Annotated[ProtectionMeasureKind, "What kind of measure it is; of child contact the level is decided instead."]
    reason: Annotated[str, "Why it is needed."]
    next_review_due: Annotated[date, _REVIEW]
    ends_on: Annotated[date | None, "Its last day, where one is set."] = None
    establishment: Annotated[str | None, "The establishment that carries it out."] = None
    named_person: Annotated[str | None, "Whom it is about, where it is about somebody."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideContact:
    """How a person in custody may be in contact with children."""

    level: Annotated[ChildContactLevel, "The level that is decided."]
    reason: Annotated[str, "What the assessment found, and whom it was made with."]
    next_review_due: Annotated[date, _REVIEW]
    named_child: Annotated[str | None, "With LEVEL_4_NAMED_CHILD_UNRESTRICTED: which child."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMeasure:
    """A review by which a measure goes on."""

    found: Annotated[str, "What it found, and why the measure goes on."]
    next_review_due: Annotated[date, _REVIEW]
    ends_on: Annotated[date | None, "Its last day, where one is set; left out, it stays as it is."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMeasure:
    """A measure that ends today."""

    reason: Annotated[str, "Why it is no longer needed."]


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure that stands today."""

    id: UUID
    kind: ProtectionMeasureKind


@dataclass(frozen=True, slots=True)
class StandingKnown:
    """What setting a measure rests on."""

    standing: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a measure as they are."""

    next_review_due: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ReviewKnown:
    """What reviewing a measure rests on."""

    days: Days


def _is_no_contact_level(situation: Situation[SetMeasure, StandingKnown]) -> Iterator[Problem]:
    if situation.given.kind is ProtectionMeasureKind.CHILD_CONTACT:
        yield Problem("kind", "Of contact with children the level is decided: decide that.", ProblemCode.INVALID)


def _is_not_set(situation: Situation[SetMeasure, StandingKnown]) -> Iterator[Problem]:
    if any(each.kind is situation.given.kind for each in situation.known.standing):
        message = "Such a measure stands: review it, or end it first."
        yield Problem("kind", message, ProblemCode.NOT_NOW, DataClass.PUBLIC_PROTECTION)


def _is_reviewed_in_time(situation: Situation[SetMeasure | ReviewMeasure | DecideContact, Any]) -> Iterator[Problem]:
    given, today = situation.given, situation.today
    ends_on = None if isinstance(given, DecideContact) else given.ends_on
    if given.next_review_due <= today:
        yield Problem("next_review_due", "Choose a day after today.", ProblemCode.INVALID)
    if ends_on is not None and ends_on < today:
        yield Problem("ends_on", "This day has passed: end the measure instead.", ProblemCode.INVALID)
    elif ends_on is not None and given.next_review_due > ends_on:
        yield Problem("next_review_due", "Choose a day by the last of the measure.", ProblemCode.INVALID)


def _names_the_child(situation: Situation[DecideContact, StandingKnown]) -> Iterator[Problem]:
    given = situation.given
    if given.level is ChildContactLevel.LEVEL_4_NAMED_CHILD_UNRESTRICTED and given.named_child is None:
        yield Problem("named_child", "Level 4 is for a named child: say which.", ProblemCode.MISSING)


def _set(situation: Situation[SetMeasure, StandingKnown]) -> Effects:
    given = situation.given
    return Effects(
        {
            **_begun(situation),
            "kind": given.kind,
            "ends_on": given.ends_on,
            "establishment_name": given.establishment,
            "named_person": given.named_person,
        }
    )


def _begun(situation: Situation[Any, StandingKnown]) -> dict[str, Any]:
    return {
        "person_id": situation.place.person,
        "starts_on": situation.today,
        "next_review_due": situation.given.next_review_due,
        "reason": situation.given.reason,
        **entered(situation.now, Assertion.ASSESSMENT),
    }


def _contact_decided(situation: Situation[DecideContact, StandingKnown]) -> Effects:
    """The level before it ends today; both stand on record."""
    given, kind = situation.given, ProtectionMeasureKind.CHILD_CONTACT
    ended = {"status": MeasureStatus.ENDED, "ends_on": situation.today, "ended_because": given.reason}
    before = tuple(
        Update(t.protection_measure, each.id, ended) for each in situation.known.standing if each.kind is kind
    )
    row = {**_begun(situation), "kind": kind, "child_contact_level": given.level, "named_person": given.named_child}
    return Effects(row, before)


def _reviewed(situation: Situation[ReviewMeasure, ReviewKnown]) -> Effects:
    given, days = situation.given, situation.known.days
    row = {
        "person_id": situation.place.person,
        "measure_id": situation.place.key,
        "reviewed_on": situation.today,
        "found": given.found,
        "review_due_before": days.next_review_due,
        "ends_on_before": days.ends_on,
        **entered(situation.now, Assertion.ASSESSMENT),
    }
    values = {"last_reviewed_on": situation.today, "next_review_due": given.next_review_due}
    return Effects({**values, "ends_on": given.ends_on or days.ends_on}, (Insert(t.measure_review, row),))


def _ended(situation: Situation[EndMeasure, Any]) -> Effects:
    return Effects({"ends_on": situation.today, "ended_because": situation.given.reason})


_IN_TIME = Guard("it is to be reviewed, after today and by its last day", _is_reviewed_in_time)

MACHINE = Machine(
    "protection measure",
    t.protection_measure,
    MeasureStatus,
    DataClass.PUBLIC_PROTECTION,
    (
        Transition(
            Act.SET_PROTECTION_MEASURE,
            (),
            MeasureStatus.SET,
            _set,
            (
                Guard("it is no child-contact level", _is_no_contact_level),
                Guard("no such measure stands", _is_not_set),
                _IN_TIME,
            ),
        ),
        Transition(
            Act.DECIDE_CHILD_CONTACT,
            (),
            MeasureStatus.SET,
            _contact_decided,
            (Guard("at level 4 it names the child", _names_the_child), _IN_TIME),
        ),
        Transition(Act.REVIEW_PROTECTION_MEASURE, (MeasureStatus.SET,), None, _reviewed, (_IN_TIME,)),
        Transition(Act.END_PROTECTION_MEASURE, (MeasureStatus.SET,), MeasureStatus.ENDED, _ended),
    ),
    writes=(
        Writable(
            t.protection_measure,
            adds=True,
            changes=frozenset({"status", "ends_on", "ended_because", "last_reviewed_on", "next_review_due"}),
        ),
        Writable(t.measure_review, adds=True),
    ),
    moved=(Moved(Act.DECIDE_CHILD_CONTACT, (MeasureStatus.SET,), MeasureStatus.ENDED),),
)
