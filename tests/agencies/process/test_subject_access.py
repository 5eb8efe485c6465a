"""Access by the person without a database: the statutory clock, and that nothing is withheld without its ground."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import AccessDecision, SubjectAccessStatus, WithheldGround
from agencies.coordination.process import subject_access
from agencies.coordination.rules.book_of_times import TIMINGS
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import COORDINATION, NOW, situation
from tests.agencies.process.test_level import met

LOGGED = SubjectAccessStatus.LOGGED


def log(received_on: date, held: tuple[str, ...] = ("management", "victim")) -> Done | Refused:
    given = subject_access.LogSubjectAccess(made_by="The person, known", scope="All", received_on=received_on)
    at = situation(given, subject_access.LogKnown(held, TIMINGS), actor=COORDINATION)
    return decide(subject_access.MACHINE, Act.LOG_SUBJECT_ACCESS, at)


@pytest.mark.parametrize(
    ("received", "respond_by"),
    [
        (date(2026, 6, 1), date(2026, 7, 1)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2025, 12, 31), date(2026, 1, 31)),
    ],
)
def test_the_month_begins_on_receipt_and_ends_on_the_corresponding_day_or_the_last(
    received: date, respond_by: date
) -> None:
    done = log(received)
    assert isinstance(done, Done)
    assert done.writes[0].values["respond_by"] == respond_by


def test_every_kind_of_information_that_is_held_waits_for_a_decision() -> None:
    done = log(NOW.date())
    assert isinstance(done, Done)
    parts = [each.values for each in done.writes if each.table is t.subject_access_part]
    assert [(each["kind"], each["decision"]) for each in parts] == [
        ("management", AccessDecision.UNDECIDED),
        ("victim", AccessDecision.UNDECIDED),
    ]
    assert met(log(date(2026, 7, 1))) == [("received_on", ProblemCode.INVALID)]


@pytest.mark.parametrize(
    ("give", "ground", "result"),
    [
        (True, None, AccessDecision.GIVEN),
        (False, WithheldGround.RIGHTS_OF_OTHERS, AccessDecision.WITHHELD),
        (False, None, ProblemCode.MISSING),
        (True, WithheldGround.INQUIRY, ProblemCode.INVALID),
    ],
    ids=["given", "withheld", "without a ground", "given with a ground"],
)
def test_nothing_is_withheld_without_a_ground(give: bool, ground: WithheldGround | None, result: Any) -> None:
    given = subject_access.DecideSubjectAccess(give=give, ground=ground, reason="As agreed with its owner.")
    at = situation(given, subject_access.PartKnown(LOGGED), AccessDecision.UNDECIDED)
    done = decide(subject_access.PART, Act.DECIDE_SUBJECT_ACCESS, at)
    assert (done.target if isinstance(done, Done) else done.problems[0].code) == result
    answered = replace(at, known=subject_access.PartKnown(SubjectAccessStatus.ANSWERED))
    assert isinstance(decide(subject_access.PART, Act.DECIDE_SUBJECT_ACCESS, answered), Refused)


def test_it_is_answered_when_everything_is_decided_and_not_before() -> None:
    given = subject_access.AnswerSubjectAccess(answer="Sent by post.")
    for undecided, problems in ((("victim",), [("parts.victim", ProblemCode.NOT_YET)]), ((), None)):
        at = situation(given, subject_access.AnswerKnown(undecided), LOGGED)
        done = decide(subject_access.MACHINE, Act.ANSWER_SUBJECT_ACCESS, at)
        assert (met(done) if problems else isinstance(done, Done)) == (problems or True)


@pytest.mark.parametrize(
    ("received", "because", "respond_by"),
    [
        (date(2026, 6, 1), None, date(2026, 9, 1)),
        (date(2026, 5, 1), None, None),
        (date(2026, 6, 1), "It was complex.", None),
    ],
    ids=["within the month", "after it", "twice"],
)
def test_it_is_extended_once_and_within_the_month(received: date, because: str | None, respond_by: date | None) -> None:
    given = subject_access.ExtendSubjectAccess(reason="Six agencies hold information.")
    at = situation(given, subject_access.RequestKnown(subject_access.Request(received, because), TIMINGS), LOGGED)
    done = decide(subject_access.MACHINE, Act.EXTEND_SUBJECT_ACCESS, at)
    assert (done.writes[0].values["respond_by"] if isinstance(done, Done) else None) == respond_by
