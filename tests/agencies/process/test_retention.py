"""How long entries of the access record are kept: proposed by whoever is appointed, agreed by a colleague."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process.retention import (
    MACHINE,
    Proposed,
    ProposeRule,
    RefuseRule,
    RuleAppointed,
    RuleKnown,
)
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Actor, Done, Refused, decide
from policies.vocabulary import Act, Outcome, Purpose
from tests.agencies.process.situations import NOW, situation

AUDITOR, COLLEAGUE = (Actor(UUID(int=0xE200 + place), f"Auditor {place}", "oversight") for place in range(2))
APPOINTED = RuleAppointed(UUID(int=1))
GIVEN = ProposeRule(
    rule="entries",
    keep_months=84,
    valid_from=NOW.date(),
    decided_by="The board",
    source="Its minutes",
    reason="Complaints.",
)


def proposed(known: RuleAppointed = APPOINTED, **changes: Any) -> Done | Refused:  # noqa: ANN401 - whatever is given
    given = replace(GIVEN, **changes)
    return decide(MACHINE, Act.PROPOSE_RETENTION_RULE, situation(given, known, actor=AUDITOR))


def done_to(act: Act, by: Actor, state: str, *, taken_over: bool = False) -> Any:  # noqa: ANN401 - done or refused
    given = RefuseRule(reason="Too long.") if act is Act.REFUSE_RETENTION_RULE else NothingGiven()
    known = RuleKnown(Proposed(AUDITOR.id, NOW if taken_over else None))
    return decide(MACHINE, act, situation(given, known, state, actor=by))


def test_it_is_kept_as_it_was_decided_and_by_whom() -> None:
    found = proposed(outcome=Outcome.GRANTED, purpose=Purpose.MANAGE_RISK)
    assert isinstance(found, Done)
    (only,) = found.writes
    assert only.table is t.retention_proposal
    told = {"status": "PROPOSED", "rule": "entries", "keep_months": 84, "outcome": "GRANTED", "purpose": "MANAGE_RISK"}
    assert {**told, "recorded_by_id": AUDITOR.id}.items() <= dict(only.values).items()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"keep_months": 0}, "keepMonths"),
        ({"keep_months": 1201}, "keepMonths"),
        ({"valid_from": date(2026, 6, 14)}, "validFrom"),
    ],
    ids=["no-time", "a-slip", "yesterday"],
)
def test_what_no_board_decides_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    found = proposed(**changes)
    assert isinstance(found, Refused)
    assert [(each.field, each.code) for each in found.problems] == [(field, ProblemCode.INVALID)]


def test_nobody_proposes_one_who_is_not_appointed_to_the_whole_record() -> None:
    found = proposed(RuleAppointed(None))
    assert isinstance(found, Refused)
    assert found.problems[0].code is ProblemCode.NOT_BY_YOU


def test_another_agrees_than_who_proposed_it_and_once() -> None:
    assert done_to(Act.AGREE_RETENTION_RULE, AUDITOR, "PROPOSED").problems[0].code is ProblemCode.NOT_BY_YOU
    agreed = done_to(Act.AGREE_RETENTION_RULE, COLLEAGUE, "PROPOSED")
    assert agreed.writes[0].values["agreed_by_id"] == COLLEAGUE.id
    for state in ("AGREED", "REFUSED"):
        assert isinstance(done_to(Act.AGREE_RETENTION_RULE, COLLEAGUE, state), Refused)


def test_whoever_proposed_it_may_refuse_it_too_until_it_is_taken_over() -> None:
    for state in ("PROPOSED", "AGREED"):
        refused = done_to(Act.REFUSE_RETENTION_RULE, AUDITOR, state)
        assert refused.writes[0].values["refused_because"] == "Too long."
    late = done_to(Act.REFUSE_RETENTION_RULE, COLLEAGUE, "AGREED", taken_over=True)
    assert late.problems[0].code is ProblemCode.NOT_NOW
