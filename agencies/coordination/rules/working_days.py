"""Working days in England and Wales: Monday to Friday, less bank holidays, less what a row of our own changes.

Bank holidays come from the library ``holidays``; a local row adds a day, or makes a working day of a holiday that was
moved, for all areas or for one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays

from agencies.coordination.rule_vocabulary import Direction, Unit
from agencies.coordination.rules.rows import Timing
from agencies.coordination.rules.spans import months_after

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. ``closed`` and ``open`` go before what the library says."""

    closed: Collection[date] = field(default=frozenset())
    opened: Collection[date] = field(default=frozenset())

    @classmethod
    def of(cls, days: Iterable[tuple[date, bool]]) -> "Calendar":
        """From single days and whether each is worked; of two that say it of one day, the later stands."""
        said = dict(days)
        return cls(
            closed=frozenset(day for day, worked in said.items() if not worked),
            opened=frozenset(day for day, worked in said.items() if worked),
        )

    def is_worked(self, day: date) -> bool:
        """Whether it is a working day."""
        if day in self.closed or day in self.opened:
            return day in self.opened
        return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year)

    def worked_on_or_before(self, day: date) -> date:
        """The day itself, or the working day before it."""
        while not self.is_worked(day):
            day -= timedelta(days=1)
        return day

    def working_days_from(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after (before, where negative) a day, which itself is not counted."""
        step = timedelta(days=1 if amount >= 0 else -1)
        left = abs(amount)
        while left:
            day += step
            left -= self.is_worked(day)
        return day

    def due(self, timing: Timing, counted_from: date) -> date:
        """The last day of a time limit.

        One that ends on a day nobody works is kept by the working day before: a limit is never stretched.
        """
        amount = timing.amount if timing.direction is Direction.AFTER else -timing.amount
        if timing.unit is Unit.WORKING_DAYS:
            return self.working_days_from(counted_from, amount)
        by_date = timing.unit is Unit.MONTHS
        day = months_after(counted_from, amount) if by_date else counted_from + timedelta(days=amount)
        return self.worked_on_or_before(day)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
