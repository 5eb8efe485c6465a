"""The exceptions list of joint care without a database: who may stand on it, and for how long."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from agencies.coordination.process import joint_care
from agencies.coordination.process.rules import Days
from agencies.coordination.rule_vocabulary import ExceptionStatus, FindingKind, JointManager
from agencies.coordination.vocabulary import CaseStatus, RuleKind
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import COORDINATION, NOW, situation
from tests.agencies.process.test_level import met

TODAY = NOW.date()
GIVEN = joint_care.ListCareException(
    manager=JointManager.PRISON,
    reason="Between two prisons.",
    meanwhile="The head of the unit",
    ends_on=TODAY + timedelta(days=30),
)
KNOWN = joint_care.ListKnown(
    CaseStatus.ACTIVE,
    (FindingKind.NO_PRISON_MANAGER,),
    (),
    (Days(RuleKind.CARE_EXCEPTION_LASTS, None, 90),),
)


def listed(given: Any = GIVEN, known: Any = KNOWN) -> Done | Refused:
    return decide(joint_care.MACHINE, Act.LIST_CARE_EXCEPTION, situation(given, known, actor=COORDINATION))


def test_a_case_is_put_on_the_list_with_a_reason_and_a_last_day() -> None:
    done = listed()
    assert isinstance(done, Done)
    row = done.writes[0].values
    assert (done.target, row["ends_on"], row["listed_on"]) == (ExceptionStatus.LISTED, GIVEN.ends_on, TODAY)
    assert (row["listed_by_agency"], row["listed_by_name"]) == ("coordination", "Farida Lindqvist")


@pytest.mark.parametrize(
    ("given", "known", "problem"),
    [
        ({}, {"status": CaseStatus.EXITED}, ("id", ProblemCode.NOT_NOW)),
        ({"manager": JointManager.COMMUNITY}, {}, ("manager", ProblemCode.NOT_NOW)),
        ({}, {"found": (FindingKind.MEASURE_REVIEW_LATE,)}, ("manager", ProblemCode.NOT_NOW)),
        ({}, {"listed": (joint_care.Standing(JointManager.PRISON, TODAY),)}, ("manager", ProblemCode.NOT_NOW)),
        ({"ends_on": TODAY - timedelta(days=1)}, {}, ("ends_on", ProblemCode.INVALID)),
        ({"ends_on": TODAY + timedelta(days=91)}, {}, ("ends_on", ProblemCode.INVALID)),
    ],
    ids=["left MAPPA", "has that manager", "nothing is missing", "is on the list", "is past", "lasts too long"],
)
def test_it_needs_an_exception_that_it_does_not_have_and_that_ends(given: Any, known: Any, problem: Any) -> None:
    assert met(listed(replace(GIVEN, **given), replace(KNOWN, **known))) == [problem]


@pytest.mark.parametrize(
    "standing",
    [
        joint_care.Standing(JointManager.COMMUNITY, TODAY),
        joint_care.Standing(JointManager.PRISON, TODAY - timedelta(days=1)),
    ],
    ids=["for the other manager", "whose day has passed"],
)
def test_another_exception_is_in_nobodys_way(standing: joint_care.Standing) -> None:
    given = replace(GIVEN, ends_on=TODAY + timedelta(days=90))
    assert isinstance(listed(given, replace(KNOWN, listed=(standing,))), Done)


@pytest.mark.parametrize(("ends_on", "ends"), [(TODAY, True), (TODAY - timedelta(days=1), False)])
def test_it_is_ended_with_a_reason_while_it_stands(ends_on: date, ends: bool) -> None:
    given = joint_care.EndCareException(reason="A manager was named.")
    at = situation(given, joint_care.EndKnown(ends_on), ExceptionStatus.LISTED, actor=COORDINATION)
    done = decide(joint_care.MACHINE, Act.END_CARE_EXCEPTION, at)
    assert isinstance(done, Done) is ends
    if isinstance(done, Done):
        assert done.writes[0].values["ended_because"] == "A manager was named."
