"""A case is opened to one practitioner, for work and to a day; never to oneself, nor by whoever was let in."""
# ruff: noqa: ANN401 - whatever was decided

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from agencies.coordination.openings import OpeningStatus
from agencies.coordination.process.opening import MACHINE, CloseCase, OpenCase, OpenKnown, Somebody
from agencies.coordination.process.rules import Days
from agencies.coordination.vocabulary import RuleKind
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, Update, decide
from policies.vocabulary import Act, Purpose
from tests.agencies.process.situations import CASE, NOW, POLICE, PROBATION, RECORD, situation

TODAY, LASTS = NOW.date(), 28
GIVEN = OpenCase(
    who=str(POLICE.id), purpose=Purpose.MANAGE_RISK, ends_on=TODAY + timedelta(days=LASTS), reason="A joint visit."
)
KNOWN = OpenKnown(Somebody(POLICE.id, POLICE.name, "police"), (), (Days(RuleKind.CASE_OPENING_LASTS, None, LASTS),))


def opening(known: OpenKnown = KNOWN, **changes: Any) -> Any:
    return decide(MACHINE, Act.OPEN_CASE, situation(replace(GIVEN, **changes), known))


def met(found: Any) -> list[tuple[str, ProblemCode]]:
    assert isinstance(found, Refused)
    return [(problem.field, problem.code) for problem in found.problems]


def test_it_is_opened_to_them_for_the_purpose_and_to_the_day() -> None:
    found = opening()
    assert isinstance(found, Done)
    (made,) = found.writes
    told = [made.values[name] for name in ("case_id", "principal_id", "purpose", "ends_on", "opened_by_id", "status")]
    assert told == [CASE, POLICE.id, "manage_risk", GIVEN.ends_on, PROBATION.id, OpeningStatus.OPEN]


def test_it_is_opened_to_another_practitioner_once_and_not_by_whoever_was_let_in() -> None:
    assert met(opening(replace(KNOWN, who=None))) == [("who", ProblemCode.INVALID)]
    oneself = Somebody(PROBATION.id, PROBATION.name, "probation")
    assert met(opening(replace(KNOWN, who=oneself))) == [("who", ProblemCode.NOT_BY_YOU)]
    assert met(opening(replace(KNOWN, let_in=(POLICE.id,)))) == [("who", ProblemCode.NOT_NOW)]
    assert met(opening(replace(KNOWN, let_in=(PROBATION.id, UUID(int=9))))) == [("id", ProblemCode.NOT_BY_YOU)]


def test_it_is_opened_for_work_and_within_the_time_that_the_rule_gives() -> None:
    assert met(opening(purpose=Purpose.MONITOR_PERFORMANCE)) == [("purpose", ProblemCode.INVALID)]
    assert met(opening(ends_on=TODAY - timedelta(days=1))) == [("ends_on", ProblemCode.INVALID)]
    assert met(opening(ends_on=TODAY + timedelta(days=LASTS + 1))) == [("ends_on", ProblemCode.INVALID)]


def test_it_is_closed_with_a_reason() -> None:
    given = CloseCase(reason="The visit was made.")
    found = decide(MACHINE, Act.CLOSE_CASE, situation(given, None, OpeningStatus.OPEN))
    assert isinstance(found, Done)
    (changed,) = found.writes
    assert isinstance(changed, Update)
    assert (changed.key, changed.values["status"]) == (RECORD, OpeningStatus.CLOSED)
