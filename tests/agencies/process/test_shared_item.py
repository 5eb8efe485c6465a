"""A single item is shared with somebody who is an associate, within the time that the rule gives, and withdrawn."""
# ruff: noqa: ANN401 - whatever was decided

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from agencies.coordination.process.rules import Days
from agencies.coordination.process.shared_item import MACHINE, Associate, ShareItem, ShareKnown, WithdrawItem
from agencies.coordination.shared_items import SharedItemStatus
from agencies.coordination.vocabulary import RuleKind
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import CASE, NOW, PROBATION, situation

TODAY, LASTS = NOW.date(), 28
WHO = Associate(UUID(int=0x55), "Ines Bray", "housing")
GIVEN = ShareItem(
    who="persona:ines", about="A tenancy", content="He may not live there.", basis="Runs the hostel.", ends_on=TODAY
)
KNOWN = ShareKnown("MAPPA-07-000001", WHO, (Days(RuleKind.CASE_OPENING_LASTS, None, LASTS),))


def sharing(known: ShareKnown = KNOWN, **changes: Any) -> Any:
    return decide(MACHINE, Act.SHARE_ITEM, situation(replace(GIVEN, **changes), known))


def met(found: Any) -> list[tuple[str, ProblemCode]]:
    assert isinstance(found, Refused)
    return [(problem.field, problem.code) for problem in found.problems]


def test_it_is_shared_with_the_associate_on_the_basis_and_to_the_day() -> None:
    found = sharing()
    assert isinstance(found, Done)
    (made,) = found.writes
    told = [made.values[name] for name in ("case_id", "principal_id", "body", "basis", "ends_on", "shared_by_id")]
    assert told == [CASE, WHO.id, "housing", "Runs the hostel.", TODAY, PROBATION.id]


def test_it_is_shared_with_an_associate_alone_and_for_no_longer_than_the_rule_gives() -> None:
    assert met(sharing(replace(KNOWN, who=None))) == [("who", ProblemCode.INVALID)]
    assert met(sharing(ends_on=TODAY - timedelta(days=1))) == [("ends_on", ProblemCode.INVALID)]
    assert met(sharing(ends_on=TODAY + timedelta(days=LASTS + 1))) == [("ends_on", ProblemCode.INVALID)]


def test_it_is_withdrawn_with_a_reason() -> None:
    given = WithdrawItem(reason="It is done.")
    found = decide(MACHINE, Act.WITHDRAW_ITEM, situation(given, None, SharedItemStatus.SHARED))
    assert isinstance(found, Done)
    assert found.writes[0].values["withdrawn_because"] == "It is done."
