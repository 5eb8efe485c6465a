"""The plan for a release: each part with its owner and day by rule, taken up, done with evidence, or not needed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from agencies.coordination import tables as t
from agencies.coordination.process import release
from agencies.coordination.rule_vocabulary import PartStatus, ReleasePart
from agencies.coordination.rules.book_of_times import TIMINGS
from agencies.coordination.vocabulary import CaseStatus
from agencies.transitions import Done, Insert, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import NOW, fields, situation

RELEASE_ON = date(2026, 12, 18)
BEGIN = release.BeginPlan(release_on=RELEASE_ON)


def known(*planned: release.PlannedPart, timings: Any = TIMINGS) -> release.PlanKnown:  # noqa: ANN401 - or none
    return release.PlanKnown(CaseStatus.ACTIVE, planned, timings, ())


def begun(*planned: release.PlannedPart) -> list[dict[str, Any]]:
    done = decide(release.MACHINE, Act.BEGIN_RELEASE_PLAN, situation(BEGIN, known(*planned)))
    assert isinstance(done, Done)
    parts = [each for each in done.writes if isinstance(each, Insert) and each.table is t.release_plan_part]
    return [dict(each.values) for each in parts]


def test_every_part_is_planned_with_its_owner_and_a_working_day_before_the_release() -> None:
    parts = begun()
    assert {each["part"] for each in parts} == set(ReleasePart)
    assert {each["status"] for each in parts} == {PartStatus.NOT_BEGUN}
    owners = {each["part"]: each["owner"] for each in parts}
    assert (owners[ReleasePart.HANDOVER], owners[ReleasePart.ACCOMMODATION]) == ("prison", "probation")
    assert all(each["due_on"] < RELEASE_ON and each["due_on"].isoweekday() < 6 for each in parts)


def test_a_part_that_is_planned_for_the_day_is_not_planned_twice() -> None:
    there = release.PlannedPart(ReleasePart.HANDOVER, RELEASE_ON)
    assert {each["part"] for each in begun(there)} == set(ReleasePart) - {ReleasePart.HANDOVER}
    of_another_day = release.PlannedPart(ReleasePart.HANDOVER, RELEASE_ON + timedelta(days=7))
    assert len(begun(of_another_day)) == len(ReleasePart)
    everything = [release.PlannedPart(part, RELEASE_ON) for part in ReleasePart]
    refused = decide(release.MACHINE, Act.BEGIN_RELEASE_PLAN, situation(BEGIN, known(*everything)))
    assert isinstance(refused, Refused)
    assert fields(refused) == ["release_on"]


def test_a_release_that_is_past_or_that_no_rule_plans_is_not_planned() -> None:
    past = release.BeginPlan(release_on=NOW.date() - timedelta(days=1))
    for given, facts, field in ((past, known(), "release_on"), (BEGIN, known(timings=()), "id")):
        refused = decide(release.MACHINE, Act.BEGIN_RELEASE_PLAN, situation(given, facts))
        assert isinstance(refused, Refused)
        assert fields(refused) == [field]


def test_what_is_done_says_what_shows_it_and_what_is_not_needed_why() -> None:
    done = release.PartDone(detail="A room is held.", evidence="The provider's letter.")
    made = decide(release.MACHINE, Act.COMPLETE_RELEASE_PART, situation(done, None, "IN_HAND"))
    assert isinstance(made, Done)
    own, note = made.writes
    assert own.values["evidence"] == "The provider's letter."
    assert note.values["says"] == "A room is held."
    reason = release.NotNeeded(reason="There are no children.")
    made = decide(release.MACHINE, Act.DISPENSE_WITH_RELEASE_PART, situation(reason, None, "NOT_BEGUN"))
    assert isinstance(made, Done)
    assert made.writes[0].values["not_needed_because"] == "There are no children."
    again = release.Progress(detail="The provider has withdrawn.")
    managed = release.ReopenKnown(CaseStatus.ACTIVE)
    made = decide(release.MACHINE, Act.REOPEN_RELEASE_PART, situation(again, managed, "DONE"))
    assert isinstance(made, Done)
    assert made.target == "IN_HAND"


def test_the_release_of_somebody_who_has_left_is_planned_outside_mappa() -> None:
    again, left = release.Progress(detail="The provider has withdrawn."), CaseStatus.EXITED
    for act, given, facts, state in (
        (Act.BEGIN_RELEASE_PLAN, BEGIN, replace(known(), status=left), None),
        (Act.REOPEN_RELEASE_PART, again, release.ReopenKnown(left), "DONE"),
    ):
        refused = decide(release.MACHINE, act, situation(given, facts, state))
        assert isinstance(refused, Refused)
        assert fields(refused) == ["id"]
