"""Terrorism handling is lifted by two, after category 4 alone, and comes back with category 4."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agencies.coordination import tables as t
from agencies.coordination.handling_releases import HandlingReleaseStatus
from agencies.coordination.process.found import Found
from agencies.coordination.process.handling_release import (
    MACHINE,
    HandledCase,
    Proposed,
    ProposeHandlingRelease,
    ProposeKnown,
    RefuseHandlingRelease,
    RefuseKnown,
    ReleaseKnown,
)
from agencies.coordination.rule_vocabulary import Verdict
from agencies.coordination.vocabulary import CaseStatus, Category
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act, Handling
from tests.agencies.process.situations import CASE, COORDINATION, PROBATION, situation

LEFT = HandledCase(CaseStatus.ACTIVE, Category.CATEGORY_2, Handling.TERRORISM.stored)
KNOWN = ProposeKnown(LEFT, 0, None, 0)
FOUND = Found(Verdict.QUALIFIES, Category.CATEGORY_4, None, "By decision.", None, None, date(2026, 1, 1))
GIVEN = ProposeHandlingRelease(reason="The decision was not renewed.")
ALL_THE_SAME = replace(GIVEN, otherwise_because="The court quashed it.")


def propose(known: ProposeKnown = KNOWN, given: ProposeHandlingRelease = GIVEN) -> Any:
    return decide(MACHINE, Act.PROPOSE_HANDLING_RELEASE, situation(given, known))


def release(by: Any = COORDINATION, because: str | None = None, **changes: Any) -> Any:
    known = replace(ReleaseKnown(Proposed(because, PROBATION.id), LEFT, 0, None), **changes)
    at = situation(None, known, HandlingReleaseStatus.PROPOSED, actor=by)
    return decide(MACHINE, Act.RELEASE_HANDLING, at)


def met(found: Any) -> list[tuple[str, ProblemCode]]:
    assert isinstance(found, Refused), found
    return [(problem.field, problem.code) for problem in found.problems]


def handling_after(found: Any) -> Handling:
    assert isinstance(found, Done), found
    (opened,) = (each for each in found.writes if each.table is t.case)
    assert opened.values.keys() == {"handling"}
    return tuple(Handling)[int(opened.values["handling"])]


def test_what_is_proposed_opens_nothing() -> None:
    found = propose()
    assert isinstance(found, Done)
    (made,) = found.writes
    assert (made.table, made.values["case_id"], made.values["reason"]) == (t.handling_release, CASE, GIVEN.reason)


WRONG: dict[str, tuple[dict[str, Any], ProblemCode]] = {
    "it has left": ({"case": replace(LEFT, status=CaseStatus.EXITED)}, ProblemCode.NOT_NOW),
    "it is handled otherwise": ({"case": replace(LEFT, handling=Handling.LIMITED_ACCESS.stored)}, ProblemCode.NOT_NOW),
    "it is in category 4": ({"case": replace(LEFT, category=Category.CATEGORY_4)}, ProblemCode.NOT_YET),
    "a period of it is open": ({"in_category_4": 1}, ProblemCode.NOT_YET),
}


@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_it_is_neither_proposed_nor_released_while(wrong: str) -> None:
    changes, code = WRONG[wrong]
    assert met(propose(replace(KNOWN, **changes))) == [("id", code)]
    assert met(release(**changes)) == [("id", code)]


def test_one_proposal_of_a_case_waits_at_a_time() -> None:
    assert met(propose(replace(KNOWN, waiting=1))) == [("id", ProblemCode.NOT_NOW)]


def test_where_the_rules_find_category_4_it_is_said_why_it_is_lifted_all_the_same() -> None:
    assert met(propose(replace(KNOWN, found=FOUND))) == [("otherwise_because", ProblemCode.MISSING)]
    assert isinstance(propose(replace(KNOWN, found=FOUND), ALL_THE_SAME), Done)
    assert met(release(found=FOUND)) == [("id", ProblemCode.NOT_NOW)]
    assert isinstance(release(because=ALL_THE_SAME.otherwise_because, found=FOUND), Done)
    elsewhere = replace(FOUND, category=Category.CATEGORY_2)
    assert isinstance(propose(replace(KNOWN, found=elsewhere)), Done)


def test_whoever_proposed_it_neither_releases_nor_refuses_it() -> None:
    assert met(release(by=PROBATION)) == [("id", ProblemCode.NOT_BY_YOU)]
    known = RefuseKnown(Proposed(None, PROBATION.id))
    at = situation(RefuseHandlingRelease(reason="Not yet."), known, HandlingReleaseStatus.PROPOSED)
    assert met(decide(MACHINE, Act.REFUSE_HANDLING_RELEASE, at)) == [("id", ProblemCode.NOT_BY_YOU)]
    second = replace(at, actor=COORDINATION)
    assert isinstance(decide(MACHINE, Act.REFUSE_HANDLING_RELEASE, second), Done)


def test_a_limit_on_who_may_open_the_case_stands() -> None:
    assert handling_after(release()) is Handling.ORDINARY
    both = replace(LEFT, handling=Handling.TERRORISM_LIMITED_ACCESS.stored)
    assert handling_after(release(case=both)) is Handling.LIMITED_ACCESS
