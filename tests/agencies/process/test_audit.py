"""Case and meeting audits without a database: chance draws, nobody chooses, and every question is answered."""

# ruff: noqa: ANN401 - facts of every kind are changed
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as hypothetical
from hypothesis import settings
from hypothesis import strategies as st

from agencies.coordination.audit_vocabulary import AuditScale, AuditStatus, AuditSubject, SampleStatus
from agencies.coordination.process import audit, audit_terms
from agencies.coordination.process.sampling import drawn
from agencies.coordination.vocabulary import Level
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, Update, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import COORDINATION, situation
from tests.agencies.process.test_level import met

FRAME = tuple(UUID(int=number) for number in range(1, 21))
GIVEN = audit_terms.DrawSample(kind=AuditSubject.CASES, from_on=date(2026, 1, 1), until_on=date(2026, 3, 31), size=5)
KNOWN = audit_terms.DrawKnown(FRAME, (), UUID(int=0xE))
QUESTIONS = (
    audit_terms.Question(1, "TIMELY", "Was it in time?", True, AuditScale.TIMELINESS),
    audit_terms.Question(2, "COMPLETE", "Was it complete?", True, AuditScale.YES_NO),
    audit_terms.Question(3, "REPORTS", "Were there reports?", False, AuditScale.YES_NO),
)
ANSWERS = (audit_terms.Answered(question="TIMELY", score=4), audit_terms.Answered(question="COMPLETE", score=1))
members = st.lists(st.uuids(), max_size=30)


@hypothetical(st.text(max_size=20), members, st.integers(1, 40))
@settings(max_examples=60)
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_frame(seed: str, frame: list[UUID], size: int) -> None:
    first = drawn(seed, frame, size)
    assert first == drawn(seed, reversed(frame), size)
    assert len(first) == min(size, len(set(frame)))
    assert set(first) <= set(frame)


@hypothetical(st.text(max_size=20), members, st.uuids(), st.integers(1, 40))
@settings(max_examples=60)
def test_one_more_in_the_frame_displaces_one_at_most(seed: str, frame: list[UUID], more: UUID, size: int) -> None:
    assert len(set(drawn(seed, frame, size)) - set(drawn(seed, [*frame, more], size))) <= 1


def test_each_of_the_frame_is_as_likely_as_every_other() -> None:
    counts = Counter(each for seed in range(2_000) for each in drawn(str(seed), FRAME, 5))
    assert counts.keys() == set(FRAME)
    assert all(400 < count < 600 for count in counts.values()), counts  # 500 expected, over five deviations allowed


def draw(given: Any = GIVEN, known: Any = KNOWN) -> Done | Refused:
    return decide(audit.SAMPLE, Act.DRAW_AUDIT_SAMPLE, situation(given, known, actor=COORDINATION))


def test_a_draw_keeps_its_seed_and_makes_the_audits_that_the_seed_draws() -> None:
    done = draw()
    assert isinstance(done, Done)
    sample, *audits = done.writes
    row = sample.values
    assert (row["area_id"], row["frame"], row["drawn_by_name"]) == (7, 20, "Farida Lindqvist")
    assert tuple(each.values["case_id"] for each in audits) == drawn(row["seed"], FRAME, 5)
    assert {each.values["status"] for each in audits} == {AuditStatus.DRAWN}


def test_meetings_are_drawn_with_their_area_and_a_small_frame_is_not_told() -> None:
    done = draw(replace(GIVEN, kind=AuditSubject.MEETINGS), replace(KNOWN, frame=FRAME[:3]))
    assert isinstance(done, Done)
    sample, *audits = done.writes
    assert sample.values["frame"] is None
    assert {each.values["meeting_id"] for each in audits} == set(FRAME[:3])
    assert {(each.table.name, each.values["area_id"]) for each in audits} == {("meeting_audit", 7)}


BEFORE = audit_terms.Drawn(AuditSubject.CASES, None, date(2026, 3, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("given", "known", "problem"),
    [
        ({"level": Level.LEVEL_1}, {}, ("level", ProblemCode.INVALID)),
        ({"from_on": date(2026, 4, 1)}, {}, ("until_on", ProblemCode.INVALID)),
        ({"from_on": date(2025, 3, 30)}, {}, ("from_on", ProblemCode.INVALID)),
        ({"until_on": date(2026, 6, 15)}, {}, ("until_on", ProblemCode.INVALID)),
        ({"size": 0}, {}, ("size", ProblemCode.INVALID)),
        ({"size": 101}, {}, ("size", ProblemCode.INVALID)),
        ({}, {"drawn": (BEFORE,)}, ("from_on", ProblemCode.NOT_NOW)),
        ({"level": Level.LEVEL_2}, {"drawn": (BEFORE,)}, ("from_on", ProblemCode.NOT_NOW)),
        ({}, {"frame": ()}, ("from_on", ProblemCode.NOT_NOW)),
        ({}, {"form": None}, ("kind", ProblemCode.NOT_YET)),
    ],
    ids=[
        "level 1",
        "backwards",
        "too long",
        "not past",
        "none",
        "too many",
        "drawn before",
        "of both",
        "empty",
        "form",
    ],
)
def test_nobody_draws_until_it_suits_them(given: Any, known: Any, problem: Any) -> None:
    assert met(draw(replace(GIVEN, **given), replace(KNOWN, **known))) == [problem]


@pytest.mark.parametrize(
    "before",
    [
        replace(BEFORE, subject=AuditSubject.MEETINGS),
        replace(BEFORE, level=Level.LEVEL_3),
        replace(BEFORE, from_on=date(2026, 4, 1)),
    ],
    ids=["of meetings", "of the other level", "of a later time"],
)
def test_another_sample_is_in_nobodys_way(before: Any) -> None:
    assert isinstance(draw(replace(GIVEN, level=Level.LEVEL_2), replace(KNOWN, drawn=(before,))), Done)


def record(answers: Any = ANSWERS, part: int = 0) -> Done | Refused:
    given = audit_terms.RecordAudit(answers=tuple(answers), summary="Well managed.")
    known = audit_terms.RecordKnown(QUESTIONS, part)
    at = situation(given, known, AuditStatus.DRAWN, actor=COORDINATION)
    return decide(audit.CASE_AUDIT, Act.RECORD_CASE_AUDIT, at)


def test_an_audit_keeps_each_answer_with_its_question_and_who_looked() -> None:
    done = record()
    assert isinstance(done, Done)
    own, *answers = done.writes
    assert (own.values["status"], own.values["auditor_name"]) == (AuditStatus.RECORDED, "Farida Lindqvist")
    told = [(each.values["position"], each.values["label"], each.values["score"]) for each in answers]
    assert told == [(1, "Was it in time?", 4), (2, "Was it complete?", 1)]


@pytest.mark.parametrize(
    ("answers", "part", "problem"),
    [
        (ANSWERS, 1, ("id", ProblemCode.NOT_BY_YOU)),
        (ANSWERS[:1], 0, ("answers", ProblemCode.MISSING)),
        ((*ANSWERS, ANSWERS[0]), 0, ("answers.2.question", ProblemCode.INVALID)),
        ((*ANSWERS, replace(ANSWERS[0], question="OTHER")), 0, ("answers.2.question", ProblemCode.INVALID)),
        ((replace(ANSWERS[0], score=5), ANSWERS[1]), 0, ("answers.0.score", ProblemCode.INVALID)),
        ((replace(ANSWERS[0], score=0), ANSWERS[1]), 0, ("answers.0.score", ProblemCode.INVALID)),
        ((ANSWERS[0], replace(ANSWERS[1], score=2)), 0, ("answers.1.score", ProblemCode.INVALID)),
        ((replace(ANSWERS[0], score=2), ANSWERS[1]), 0, ("answers.0.comment", ProblemCode.MISSING)),
        ((ANSWERS[0], replace(ANSWERS[1], score=0)), 0, ("answers.1.comment", ProblemCode.MISSING)),
    ],
    ids=["own", "left out", "twice", "not asked", "above", "below", "not yes or no", "low", "no"],
)
def test_an_audit_is_by_somebody_else_and_answers_the_form(answers: Any, part: int, problem: Any) -> None:
    assert met(record(answers, part)) == [problem]


def close(because: str | None, known: audit_terms.CloseKnown) -> Done | Refused:
    given = audit_terms.CloseSample(findings="Plans were late.", learning="Ask earlier.", unfinished_because=because)
    return decide(audit.SAMPLE, Act.CLOSE_AUDIT_SAMPLE, situation(given, known, SampleStatus.DRAWN, actor=COORDINATION))


def test_a_sample_is_closed_with_what_it_came_to_and_says_why_audits_are_left() -> None:
    left, met_at = UUID(int=0xD1), UUID(int=0xD2)
    assert isinstance(close(None, audit_terms.CloseKnown((), ())), Done)
    known = audit_terms.CloseKnown((left,), (met_at,))
    assert met(close(None, known)) == [("unfinished_because", ProblemCode.MISSING)]
    done = close("The auditor left.", known)
    assert isinstance(done, Done)
    moved = [(each.table.name, each.key, each.values) for each in done.writes[1:] if isinstance(each, Update)]
    not_done = {"status": AuditStatus.NOT_DONE}
    assert moved == [("case_audit", left, not_done), ("meeting_audit", met_at, not_done)]
