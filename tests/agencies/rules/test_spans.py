"""Months are calendar months: twelve of them are neither 365 days nor 52 weeks."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agencies.coordination.rules.spans import Span, months_after

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
MONTHS = st.integers(-600, 600)


@given(DAYS, MONTHS)
def test_a_month_later_is_the_corresponding_date_or_the_last_of_a_month_that_has_none(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(DAYS, DAYS, st.integers(0, 240))
def test_who_began_earlier_ends_no_later(one: date, other: date, months: int) -> None:
    assert (months_after(min(one, other), months)) <= months_after(max(one, other), months)


@given(DAYS, st.integers(0, 36))
@example(date(2024, 2, 29), 12)
@example(date(2023, 1, 31), 1)
def test_so_many_months_reach_twelve_exactly_from_twelve_on_whenever_they_begin(day: date, months: int) -> None:
    assert Span(months).reaches(12, day) == (months >= 12)


@given(DAYS)
def test_fifty_two_weeks_never_reach_twelve_months(day: date) -> None:
    assert not Span(days=52 * 7).reaches(12, day)


@given(DAYS)
@example(date(2023, 3, 1))
@example(date(2024, 2, 29))
def test_365_days_reach_twelve_months_unless_a_leap_day_lies_within(day: date) -> None:
    after = [day + timedelta(days=n) for n in range(1, 366)]
    assert Span(days=365).reaches(12, day) == all((each.month, each.day) != (2, 29) for each in after)


@given(DAYS)
def test_366_days_always_reach_twelve_months(day: date) -> None:
    assert Span(days=366).reaches(12, day)


@pytest.mark.parametrize(
    ("start", "months", "ends"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -6, date(2025, 9, 30)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_examples(start: date, months: int, ends: date) -> None:
    assert months_after(start, months) == ends
