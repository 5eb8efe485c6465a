"""Days that a page shows together: a list of some weeks, a week, or a month as a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from gateway.web.lists import given_day
from gateway.web.visit import NotFound, Visit

LIST_DAYS: Final = 42


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` up to ``end``, exclusive, shown in a view; the days on which its neighbours stand."""

    view: str
    start: date
    end: date
    before: date
    after: date

    def days(self) -> list[date]:
        """Each of its days."""
        return [self.start + timedelta(days=number) for number in range((self.end - self.start).days)]

    def weeks(self) -> list[list[date]]:
        """Its days by week."""
        days = self.days()
        return [days[first : first + 7] for first in range(0, len(days), 7)]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar shows on one day."""

    day: date
    outside: bool  # of the month that is looked at
    found: Sequence[Mapping[str, Any]]


def week_of(on: date) -> Span:
    """Monday to Sunday."""
    monday = on - timedelta(days=on.weekday())
    return Span("week", monday, monday + timedelta(days=7), monday - timedelta(days=7), monday + timedelta(days=7))


def month_of(on: date) -> Span:
    """Whole weeks around a month."""
    first = on.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    start, last = first - timedelta(days=first.weekday()), following - timedelta(days=1)
    return Span("month", start, last + timedelta(days=7 - last.weekday()), first - timedelta(days=1), following)


def list_of(on: date) -> Span:
    """Six weeks from a day."""
    return Span(
        "list", on, on + timedelta(days=LIST_DAYS), on - timedelta(days=LIST_DAYS), on + timedelta(days=LIST_DAYS)
    )


SPANS: Final = {"list": list_of, "week": week_of, "month": month_of}


def looked_at(visit: Visit) -> date:
    """The day that is looked at: the one in the address, or today. Raises ``NotFound`` for one of another century."""
    on = given_day(visit.query, "on") or visit.today
    if not visit.today.year - 80 < on.year < visit.today.year + 80:
        raise NotFound
    return on


def calendar_of(span: Span, on: date, found: Sequence[Mapping[str, Any]], field: str) -> list[list[Shown]]:
    """What was found, each on the day that its ``field`` names, week by week."""

    def shown(day: date) -> Shown:
        outside = span.view == "month" and day.month != on.month
        return Shown(day, outside, [each for each in found if each[field] == day.isoformat()])

    return [[shown(day) for day in week] for week in span.weeks()]
