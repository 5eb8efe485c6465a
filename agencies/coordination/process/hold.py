"""A legal hold on entries of the access record: placed by one, and lifted by two.

To hold shows nobody anything, so it takes one person and holds at once. To lift lets a retention rule erase for good:
one person asks, and another lifts (our own caution; no source says how many it takes).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.holds import HoldStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """What is to be kept, for whom, and why."""

    asked_by: Annotated[str, "Who wants it kept: a court, a coroner, the Information Commissioner."]
    reason: Annotated[str, "What for."]
    subject: Annotated[str | None, "All about this case or person: its key, as it stands in an entry's subjects."] = (
        None
    )
    principal: Annotated[str | None, "All that this user asked: their key, as it stands in an entry."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToLift:
    """Why it need not be kept any longer."""

    reason: Annotated[str, "Why it need not be kept any longer, and who says so."]


@dataclass(frozen=True, slots=True)
class PlaceKnown:
    """Whether whoever places it is appointed to the whole of the access record today."""

    appointed: UUID | None


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold as it stands."""

    principal_id: UUID | None
    lift_asked_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class HoldKnown:
    """What lifting it rests on."""

    hold: Hold


def _key(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None


def _names_one(situation: Situation[PlaceHold, PlaceKnown]) -> Iterator[Problem]:
    given = situation.given
    if (given.subject is None) == (given.principal is None):
        message = "Give either the case or person that entries are about, or the user who made them."
        yield Problem("subject", message, ProblemCode.INVALID)
        return
    name = "principal" if given.subject is None else "subject"
    if _key(getattr(given, name)) is None:
        yield Problem(name, "This is no key: copy the one that stands in an entry.", ProblemCode.INVALID)


def _appointed(situation: Situation[PlaceHold, PlaceKnown]) -> Iterator[Problem]:
    if situation.known.appointed is None:
        message = "A hold reaches over the whole record: somebody who is appointed to all of it places it."
        yield Problem("subject", message, ProblemCode.NOT_BY_YOU)


def _of_somebody_else(situation: Situation[Any, HoldKnown]) -> Iterator[Problem]:
    if situation.known.hold.principal_id == situation.actor.id:
        yield Problem("id", "It keeps your own accesses: colleagues lift it.", ProblemCode.NOT_BY_YOU)


def _by_a_second_person(situation: Situation[Any, HoldKnown]) -> Iterator[Problem]:
    if situation.known.hold.lift_asked_by_id == situation.actor.id:
        yield Problem("id", "You asked to lift it: a second person lifts it.", ProblemCode.NOT_BY_YOU)


def _placed(situation: Situation[PlaceHold, PlaceKnown]) -> Effects:
    given = situation.given
    whom = {"subject_id": _key(given.subject), "principal_id": _key(given.principal)}
    return Effects({**whom, "asked_by": given.asked_by, "reason": given.reason, **situation.recorded()})


def _lift_asked(situation: Situation[AskToLift, HoldKnown]) -> Effects:
    told = {"lift_reason": situation.given.reason, "lift_asked_at": situation.now}
    return Effects({**told, **situation.by("lift_asked_by")})


def _lifted(situation: Situation[Any, HoldKnown]) -> Effects:
    return Effects({"lifted_at": situation.now, **situation.by("lifted_by")})


NOT_OF_ONESELF = Guard("it keeps somebody else's accesses", _of_somebody_else)

MACHINE = Machine(
    "record-hold",
    t.record_hold,
    HoldStatus,
    DataClass.ACCESS_RECORD,
    (
        Transition(
            Act.PLACE_RECORD_HOLD,
            (),
            HoldStatus.HELD,
            _placed,
            (
                Guard("it names a case, a person or a user, by a key", _names_one),
                Guard("whoever places it is appointed to the whole record", _appointed),
            ),
        ),
        Transition(
            Act.ASK_TO_LIFT_RECORD_HOLD,
            (HoldStatus.HELD, HoldStatus.LIFT_ASKED),
            HoldStatus.LIFT_ASKED,
            _lift_asked,
            (NOT_OF_ONESELF,),
        ),
        Transition(
            Act.LIFT_RECORD_HOLD,
            (HoldStatus.LIFT_ASKED,),
            HoldStatus.LIFTED,
            _lifted,
            (NOT_OF_ONESELF, Guard("somebody else asked for it", _by_a_second_person)),
        ),
    ),
    writes=(
        Writable(
            t.record_hold,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "lift_reason",
                    "lift_asked_at",
                    "lift_asked_by_id",
                    "lift_asked_by_name",
                    "lifted_at",
                    "lifted_by_id",
                    "lifted_by_name",
                }
            ),
        ),
    ),
)
