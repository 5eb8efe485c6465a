"""A finding of a rule over the access record: taken up by one, closed by the same, and never by whom it is about."""

from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.detections import DetectionOutcome
from agencies.coordination.process.detection import MACHINE, CloseDetection, DetectionKnown
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Actor, Done, Insert, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import NOW, fields, situation

AUDITOR, COLLEAGUE, READER = (
    Actor(UUID(int=0xE100 + place), name, "oversight")
    for place, name in enumerate(("Marguerite Osei", "Ines Calloway", "Rowan Tarrant"))
)
CLOSING = CloseDetection(outcome=DetectionOutcome.TRAINING, reason="The purpose was a wrong one.")


def taken_up(by: Actor, state: str, before: Actor | None = None) -> Done | Refused:
    known = DetectionKnown(READER.id, before.id if before else None)
    return decide(MACHINE, Act.TAKE_UP_DETECTION, situation(NothingGiven(), known, state, actor=by))


def closed(by: Actor, state: str, before: Actor | None, given: CloseDetection = CLOSING) -> Done | Refused:
    known = DetectionKnown(READER.id, before.id if before else None)
    return decide(MACHINE, Act.CLOSE_DETECTION, situation(given, known, state, actor=by))


def values(done: Done | Refused) -> Any:  # noqa: ANN401 - values of every column
    """What is written to the finding itself, which is all that is written."""
    assert isinstance(done, Done)
    (only,) = done.writes
    assert only.table is t.detection
    assert not isinstance(only, Insert)
    return only.values


def refusal(found: Done | Refused) -> list[ProblemCode]:
    assert isinstance(found, Refused)
    assert fields(found) == ["id"] * len(found.problems)
    return [problem.code for problem in found.problems]


def test_whoever_takes_it_up_is_named_with_the_time_and_takes_it_from_a_colleague_too() -> None:
    for done in (taken_up(AUDITOR, "NEW"), taken_up(AUDITOR, "TAKEN_UP", COLLEAGUE)):
        told = {"status": "TAKEN_UP", "taken_up_at": NOW, "taken_up_by_id": AUDITOR.id}
        assert values(done) == {**told, "taken_up_by_name": "Marguerite Osei"}


def test_it_is_closed_with_what_it_was_and_why_and_nothing_else_follows() -> None:
    told = values(closed(AUDITOR, "TAKEN_UP", AUDITOR))
    assert (told["status"], told["outcome"], told["reason"]) == ("CLOSED", DetectionOutcome.TRAINING, CLOSING.reason)
    assert (told["closed_at"], told["closed_by_name"]) == (NOW, "Marguerite Osei")


def test_a_colleague_takes_it_up_first() -> None:
    assert refusal(closed(AUDITOR, "TAKEN_UP", COLLEAGUE)) == [ProblemCode.NOT_BY_YOU]


def test_nobody_looks_into_their_own_accesses() -> None:
    assert refusal(taken_up(READER, "NEW")) == [ProblemCode.NOT_BY_YOU]
    assert refusal(closed(READER, "TAKEN_UP", READER)) == [ProblemCode.NOT_BY_YOU]


def test_what_is_new_or_closed_is_not_closed() -> None:
    assert refusal(closed(AUDITOR, "NEW", None)) == [ProblemCode.NOT_NOW]
    assert refusal(closed(AUDITOR, "CLOSED", AUDITOR)) == [ProblemCode.NOT_NOW]
    assert refusal(taken_up(AUDITOR, "CLOSED", AUDITOR)) == [ProblemCode.NOT_NOW]


def test_a_reason_that_is_blank_is_none() -> None:
    blank = CloseDetection(outcome=DetectionOutcome.JUSTIFIED, reason=" ")
    found = closed(AUDITOR, "TAKEN_UP", AUDITOR, blank)
    assert isinstance(found, Refused)
    assert fields(found) == ["reason"]
