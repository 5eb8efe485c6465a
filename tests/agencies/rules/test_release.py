"""A release: the level that is to be set, the parts of the plan, and what of them is missing or late."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from agencies.coordination.rule_vocabulary import FindingKind, PartStatus, ReleasePart
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.release import Planned, Release, due_dates, of_release
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.spans import months_after
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Level
from tests.agencies.rules.facts import BOOK

RULING = Ruling(BOOK, Calendar(), date(2026, 3, 31))
RELEASED = date(2026, 8, 31)
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))


def every_part(status: PartStatus, release_on: date = RELEASED) -> dict[ReleasePart, Planned]:
    return {part: Planned(due, owner, status) for part, (due, owner) in due_dates(release_on, RULING).items()}


def found(level: Level, parts: dict[ReleasePart, Planned], release_on: date = RELEASED) -> list[Finding]:
    return list(of_release(Release(release_on, level, parts), RULING))


def test_six_months_before_the_last_of_august_is_the_last_of_february_or_the_working_day_before() -> None:
    (finding,) = found(Level.TO_BE_DETERMINED, every_part(PartStatus.DONE))
    assert finding.kind is FindingKind.RELEASE_WITHOUT_LEVEL
    assert (finding.holds_from, finding.holds_until) == (date(2026, 2, 27), None)  # 28 February is a Saturday
    assert finding.says.startswith("To be released on 31 August 2026, and no level is set.")


@given(DAYS)
@example(date(2024, 8, 29))
@example(date(2024, 8, 30))
@example(date(2025, 8, 31))
def test_the_level_is_asked_for_no_later_than_six_calendar_months_before(day: date) -> None:
    finding = found(Level.UNRECOGNISED, every_part(PartStatus.DONE, day), day)[0]
    assert months_after(day, -6) - timedelta(days=6) < finding.holds_from <= months_after(day, -6)


def test_a_level_that_is_set_and_a_plan_that_is_done_find_nothing() -> None:
    for level in (Level.LEVEL_1, Level.LEVEL_2, Level.LEVEL_3):
        assert found(level, every_part(PartStatus.DONE)) == []
        assert found(level, every_part(PartStatus.NOT_NEEDED)) == []


@given(DAYS)
def test_every_part_has_an_owner_and_a_working_day_before_the_release(day: date) -> None:
    parts = due_dates(day, RULING)
    assert set(parts) == set(ReleasePart)
    assert {owner for _, owner in parts.values()} == {"prison", "probation"}
    assert all(due < day and RULING.calendar.is_worked(due) for due, _ in parts.values())


def test_a_part_that_nobody_planned_is_found_from_when_planning_begins_at_the_latest() -> None:
    missing = found(Level.LEVEL_2, {})
    assert {each.kind for each in missing} == {FindingKind.RELEASE_PART_MISSING}
    assert len(missing) == len(ReleasePart)
    assert all(each.holds_from <= date(2026, 2, 27) for each in missing)
    handover = next(each for each in missing if each.says.startswith("Handover"))
    assert (handover.owner, handover.holds_from) == ("prison", date(2026, 1, 30))


def test_a_part_that_is_not_done_is_late_from_the_day_after_its_day() -> None:
    late = found(Level.LEVEL_2, every_part(PartStatus.IN_HAND))
    assert {each.kind for each in late} == {FindingKind.RELEASE_PART_LATE}
    accommodation = next(each for each in late if each.says.startswith("Accommodation"))
    assert (accommodation.settle_by, accommodation.holds_from) == (date(2026, 5, 29), date(2026, 5, 30))
