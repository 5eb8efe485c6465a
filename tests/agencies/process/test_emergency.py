"""Emergency access: taken with a reason, for hours that a rule gives, kept from whoever is kept out, and reviewed."""
# ruff: noqa: ANN401 - whatever was decided

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.directory.emergency import (
    LIMITED,
    MACHINE,
    NO_CASE,
    TERRORISM,
    Named,
    ReviewEmergencyAccess,
    TakeEmergencyAccess,
    TakeKnown,
    Taken,
    TakenKnown,
)
from agencies.directory.tables import EmergencyOutcome, EmergencyStatus
from agencies.problems import ProblemCode
from agencies.transitions import Done, Insert, Refused, Update, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import COORDINATION, NOW, PROBATION, RECORD, situation

GIVEN = TakeEmergencyAccess(
    reference="MAPPA-07-000002", reason="He is at the school gate now, and no manager answers the telephone."
)
ORDINARY = Named(UUID(int=0xC2), 0, excluded=False, permitted=False, cleared=False, on_the_case=False)
KNOWN = TakeKnown(ORDINARY, None, 12)
TAKEN = TakenKnown(Taken(PROBATION.id, NOW + timedelta(hours=8)))


def taking(known: TakeKnown, given: TakeEmergencyAccess = GIVEN) -> Any:
    return decide(MACHINE, Act.TAKE_EMERGENCY_ACCESS, situation(given, known))


def refused(found: Any) -> tuple[str, ProblemCode]:
    assert isinstance(found, Refused)
    (problem,) = found.problems
    return problem.field, problem.code


def test_access_is_to_the_one_case_for_the_hours_that_the_rule_gives() -> None:
    found = taking(KNOWN)
    assert isinstance(found, Done)
    (made,) = found.writes
    assert isinstance(made, Insert)
    assert (made.values["case_id"], made.values["principal_id"]) == (ORDINARY.id, PROBATION.id)
    assert (made.values["granted_at"], made.values["ends_at"]) == (NOW, NOW + timedelta(hours=12))
    assert (made.values["status"], made.values["reason"]) == (EmergencyStatus.TAKEN, GIVEN.reason)


KEPT_OUT = {
    "excluded by name": replace(ORDINARY, excluded=True, cleared=True, permitted=True),
    **{f"not named in {handling}": replace(ORDINARY, handling=handling, cleared=True) for handling in LIMITED},
    **{
        f"without clearance in {handling}": replace(ORDINARY, handling=handling, permitted=True)
        for handling in TERRORISM
    },
}


@pytest.mark.parametrize("how", KEPT_OUT)
def test_whoever_is_kept_out_of_a_case_is_told_what_they_are_told_of_one_that_is_not(how: str) -> None:
    for case in (KEPT_OUT[how], None):
        found = taking(replace(KNOWN, case=case))
        assert refused(found) == ("reference", ProblemCode.NOT_FOUND)
        assert found.problems[0].message == NO_CASE


def test_whoever_is_named_or_cleared_may_take_it() -> None:
    for handling in (*LIMITED, *TERRORISM):
        assert isinstance(
            taking(replace(KNOWN, case=replace(ORDINARY, handling=handling, permitted=True, cleared=True))), Done
        )


def test_it_is_not_taken_twice_nor_by_those_on_the_case_nor_without_a_rule_or_a_reason() -> None:
    assert refused(taking(replace(KNOWN, until=NOW + timedelta(hours=1)))) == ("reference", ProblemCode.NOT_NOW)
    assert isinstance(taking(replace(KNOWN, until=NOW)), Done)
    assert refused(taking(replace(KNOWN, case=replace(ORDINARY, on_the_case=True)))) == (
        "reference",
        ProblemCode.NOT_NOW,
    )
    assert refused(taking(replace(KNOWN, hours=None))) == ("reference", ProblemCode.NOT_YET)
    assert refused(taking(KNOWN, replace(GIVEN, reason="urgent"))) == ("reason", ProblemCode.INVALID)


@pytest.mark.parametrize("act", [Act.ACKNOWLEDGE_EMERGENCY_ACCESS, Act.REVIEW_EMERGENCY_ACCESS])
def test_somebody_else_acknowledges_and_reviews_it(act: Act) -> None:
    given = ReviewEmergencyAccess(outcome=EmergencyOutcome.JUSTIFIED, note="The log bears it out.")
    own = decide(MACHINE, act, situation(given, TAKEN, EmergencyStatus.TAKEN))
    assert refused(own) == ("id", ProblemCode.NOT_BY_YOU)
    assert isinstance(decide(MACHINE, act, situation(given, TAKEN, EmergencyStatus.TAKEN, actor=COORDINATION)), Done)


def test_one_that_was_not_justified_ends_at_once_and_another_when_it_would() -> None:
    for outcome, ends_at in (
        (EmergencyOutcome.NOT_JUSTIFIED, NOW),
        (EmergencyOutcome.JUSTIFIED, NOW + timedelta(hours=8)),
        (EmergencyOutcome.REFERRED, NOW + timedelta(hours=8)),
    ):
        given = ReviewEmergencyAccess(outcome=outcome, note="What the log says.")
        found = decide(
            MACHINE,
            Act.REVIEW_EMERGENCY_ACCESS,
            situation(given, TAKEN, EmergencyStatus.ACKNOWLEDGED, actor=COORDINATION),
        )
        assert isinstance(found, Done)
        (changed,) = found.writes
        assert isinstance(changed, Update)
        assert (changed.key, changed.values["ends_at"], changed.values["outcome"]) == (RECORD, ends_at, outcome)
