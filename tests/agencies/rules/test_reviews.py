"""When a review falls due, by which rule, and what is found where no meeting is booked or its day has passed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.reviews import ReviewRule, Scheduled, due_on, of_review, rule_for
from agencies.coordination.rules.rows import RuleMissingError
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Category, Level
from tests.agencies.rules.facts import BOOK

CALENDAR = Calendar()
RULING = Ruling(BOOK, CALENDAR, date(2026, 3, 31))
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
SINCE = date(2004, 4, 5)
CHANGE = date(2025, 1, 1)
RULES = (
    ReviewRule("all", None, Level.LEVEL_2, None, 84, SINCE, CHANGE),
    ReviewRule("all since", None, Level.LEVEL_2, None, 56, CHANGE),
    ReviewRule("area", 7, Level.LEVEL_2, None, 70, SINCE),
    ReviewRule("terrorism", None, Level.LEVEL_2, Category.CATEGORY_4, 42, SINCE),
)


def rule(area: int, category: Category, on: date) -> str:
    return str(rule_for(RULES, area, Level.LEVEL_2, category, on).id)


def test_the_rule_that_names_the_case_most_closely_goes_first() -> None:
    assert rule(1, Category.CATEGORY_1, date(2024, 6, 1)) == "all"
    assert rule(7, Category.CATEGORY_1, date(2024, 6, 1)) == "area"
    assert rule(1, Category.CATEGORY_4, date(2024, 6, 1)) == "terrorism"
    assert rule(7, Category.CATEGORY_4, date(2024, 6, 1)) == "area"


@given(st.integers(-3, 3))
def test_a_change_of_a_rule_counts_from_its_day_on(days: int) -> None:
    on = CHANGE + timedelta(days=days)
    assert rule(1, Category.CATEGORY_1, on) == ("all since" if days >= 0 else "all")


def test_a_case_that_no_rule_covers_is_refused_by_name() -> None:
    with pytest.raises(RuleMissingError, match="No review rule covers level 3 and category 1 in area 1"):
        rule_for(RULES, 1, Level.LEVEL_3, Category.CATEGORY_1, CHANGE)


@given(DAYS, st.sampled_from(RULES))
def test_a_review_is_due_on_the_last_working_day_within_the_interval(day: date, applied: ReviewRule) -> None:
    due, last = due_on(applied, day, CALENDAR), day + timedelta(days=applied.interval_days)
    assert due <= last
    assert CALENDAR.is_worked(due)
    assert not any(CALENDAR.is_worked(due + timedelta(days=n)) for n in range(1, (last - due).days + 1))


@given(DAYS, DAYS, st.sampled_from(RULES))
def test_who_was_reviewed_earlier_is_due_no_later(one: date, other: date, applied: ReviewRule) -> None:
    assert due_on(applied, min(one, other), CALENDAR) <= due_on(applied, max(one, other), CALENDAR)


# -- what is found -------------------------------------------------------------------------------------------------

DUE = date(2026, 4, 30)


def found(scheduled: Scheduled, kind: FindingKind) -> list[Finding]:
    return [each for each in of_review(scheduled, RULING) if each.kind is kind]


def test_a_review_at_level_2_without_a_meeting_is_found_four_working_weeks_before() -> None:
    (finding,) = found(Scheduled(DUE, Level.LEVEL_2, "probation"), FindingKind.REVIEW_NOT_BOOKED)
    assert (finding.holds_from, finding.holds_until) == (date(2026, 3, 31), date(2026, 5, 1))
    assert finding.says == "The review is due on 30 April 2026, and no meeting is booked for it."


def test_a_meeting_on_the_day_is_in_time_and_one_after_it_is_not() -> None:
    booked = Scheduled(DUE, Level.LEVEL_3, "police", DUE)
    assert found(booked, FindingKind.REVIEW_NOT_BOOKED) == []
    later = Scheduled(DUE, Level.LEVEL_3, "police", DUE + timedelta(days=1))
    assert found(later, FindingKind.REVIEW_NOT_BOOKED)[0].says.endswith("its meeting is on 1 May 2026, later.")


def test_a_review_at_level_1_needs_no_meeting() -> None:
    assert found(Scheduled(DUE, Level.LEVEL_1, "probation"), FindingKind.REVIEW_NOT_BOOKED) == []


@given(DAYS)
def test_a_missed_review_goes_up_step_by_step_without_a_gap_and_never_before_its_day(day: date) -> None:
    steps = found(Scheduled(day, Level.LEVEL_1, "police"), FindingKind.REVIEW_MISSED)
    assert [(each.step, each.owner) for each in steps] == [(1, "police"), (2, "coordination"), (3, "oversight")]
    assert steps[0].holds_from > day
    assert steps[-1].holds_until is None
    for one, following in pairwise(steps):
        assert one.holds_until == following.holds_from == one.settle_by
        assert one.holds_from < following.holds_from
