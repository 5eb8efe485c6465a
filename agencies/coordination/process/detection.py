"""What a rule over the access record found: somebody takes it up, looks into it, and says what came of it.

Nothing follows from a finding by itself, nor from its closing: who decides on conduct decides elsewhere, from what is
recorded here (DPA 2018 s.62: the record serves monitoring, with internal disciplinary proceedings; ss.49 to 50D).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.detections import DetectionOutcome, DetectionStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDetection:
    """What came of looking into it."""

    outcome: Annotated[DetectionOutcome, "What it was."]
    reason: Annotated[str, "What was looked at, and what that showed."]


@dataclass(frozen=True, slots=True)
class DetectionKnown:
    """Whose accesses were found, and who has taken it up."""

    about: UUID
    taken_up_by: UUID | None


def _not_of_oneself(situation: Situation[Any, DetectionKnown]) -> Iterator[Problem]:
    if situation.known.about == situation.actor.id:
        yield Problem("id", "This is about your own accesses: a colleague looks into it.", ProblemCode.NOT_BY_YOU)


def _by_whoever_took_it_up(situation: Situation[CloseDetection, DetectionKnown]) -> Iterator[Problem]:
    if situation.known.taken_up_by not in (None, situation.actor.id):
        message = "A colleague has taken this up: they close it, or you take it up yourself first."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _taken_up(situation: Situation[Any, DetectionKnown]) -> Effects:
    return Effects({"taken_up_at": situation.now, **situation.by("taken_up_by")})


def _closed(situation: Situation[CloseDetection, DetectionKnown]) -> Effects:
    given = situation.given
    told = {"outcome": given.outcome, "reason": given.reason, "closed_at": situation.now}
    return Effects({**told, **situation.by("closed_by")})


NOT_OF_ONESELF = Guard("it is about somebody else", _not_of_oneself)

MACHINE = Machine(
    "detection",
    t.detection,
    DetectionStatus,
    DataClass.ACCESS_RECORD,
    (
        Transition(
            Act.TAKE_UP_DETECTION,
            (DetectionStatus.NEW, DetectionStatus.TAKEN_UP),
            DetectionStatus.TAKEN_UP,
            _taken_up,
            (NOT_OF_ONESELF,),
        ),
        Transition(
            Act.CLOSE_DETECTION,
            (DetectionStatus.TAKEN_UP,),
            DetectionStatus.CLOSED,
            _closed,
            (NOT_OF_ONESELF, Guard("whoever took it up does it", _by_whoever_took_it_up)),
        ),
    ),
    writes=(
        Writable(
            t.detection,
            adds=True,  # by the rules: ``gateway.detection``
            changes=frozenset(
                {
                    "status",
                    "outcome",
                    "reason",
                    "taken_up_at",
                    "taken_up_by_id",
                    "taken_up_by_name",
                    "closed_at",
                    "closed_by_id",
                    "closed_by_name",
                }
            ),
        ),
    ),
    begins=DetectionStatus.NEW,
)
