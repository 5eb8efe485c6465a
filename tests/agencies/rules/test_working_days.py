"""Working days: weekends, bank holidays and the rows that say otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.coordination.rule_vocabulary import Direction, Unit
from agencies.coordination.rules.rows import Timing
from agencies.coordination.rules.spans import months_after
from agencies.coordination.rules.working_days import Calendar

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
AMOUNTS = st.integers(0, 60)
CALENDAR = Calendar()


def limit(amount: int, unit: Unit, direction: Direction = Direction.AFTER) -> Timing:
    return Timing(
        code="x",
        amount=amount,
        unit=unit,
        direction=direction,
        counted_from="a day",
        owner="coordination",
        statement="Something is done.",
        valid_from=date(2000, 1, 1),
        source="a test",
    )


@given(DAYS, AMOUNTS)
def test_so_many_working_days_lie_between(day: date, amount: int) -> None:
    due = CALENDAR.working_days_from(day, amount)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(CALENDAR.is_worked(each) for each in between) == amount
    assert amount == 0 or CALENDAR.is_worked(due)


@given(DAYS, AMOUNTS)
def test_there_and_back_is_no_further_than_the_last_working_day(day: date, amount: int) -> None:
    there = CALENDAR.working_days_from(day, amount)
    back = CALENDAR.working_days_from(there, -amount)
    assert back == (CALENDAR.worked_on_or_before(day) if amount else day)


@given(DAYS, st.integers(0, 24), st.sampled_from([Unit.DAYS, Unit.MONTHS]), st.sampled_from(list(Direction)))
def test_a_limit_is_never_stretched_and_ends_on_a_day_that_is_worked(
    day: date, amount: int, unit: Unit, direction: Direction
) -> None:
    signed = amount if direction is Direction.AFTER else -amount
    exact = months_after(day, signed) if unit is Unit.MONTHS else day + timedelta(days=signed)
    due = CALENDAR.due(limit(amount, unit, direction), day)
    assert due <= exact
    assert CALENDAR.is_worked(due)
    assert not any(CALENDAR.is_worked(due + timedelta(days=n)) for n in range(1, (exact - due).days + 1))


def test_christmas_and_the_days_after_it_in_a_row() -> None:
    """In 2027 Christmas Day and Boxing Day fall on a weekend: the Monday and the Tuesday are not worked either."""
    assert CALENDAR.working_days_from(date(2027, 12, 24), 1) == date(2027, 12, 29)
    assert CALENDAR.worked_on_or_before(date(2027, 12, 28)) == date(2027, 12, 24)


def test_easter_takes_friday_and_monday() -> None:
    assert CALENDAR.working_days_from(date(2026, 4, 2), 1) == date(2026, 4, 7)


@pytest.mark.parametrize("day", [date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)])
def test_a_holiday_that_was_proclaimed_once_is_not_worked(day: date) -> None:
    assert not CALENDAR.is_worked(day)


def test_a_row_of_our_own_goes_before_the_calendar() -> None:
    closed, opened = date(2026, 7, 1), date(2026, 12, 28)
    local = Calendar(closed=frozenset({closed}), opened=frozenset({opened}))
    assert CALENDAR.is_worked(closed)
    assert not local.is_worked(closed)
    assert not CALENDAR.is_worked(opened)
    assert local.is_worked(opened)
    assert local.working_days_from(date(2026, 6, 30), 1) == date(2026, 7, 2)
