"""Lengths of time as courts and statutes give them: in calendar months and days, counted from a day.

A month is a calendar month (Interpretation Act 1978, Schedule 1), and a period of months ends on the corresponding
date, or on the last day of a month that has none. So twelve months are neither 365 days nor 52 weeks. A sentence of 52
weeks, 364 days, never reaches twelve months; one of 365 days reaches them unless a 29 February lies within; one of
twelve months always does, in every year.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


def months_after(start: date, months: int) -> date:
    """The corresponding date, ``months`` (or minus so many) calendar months later."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """So many calendar months, and so many days besides."""

    months: int = 0
    days: int = 0

    def after(self, start: date) -> date:
        """The first day after a span that begins on ``start``."""
        return months_after(start, self.months) + timedelta(days=self.days)

    def reaches(self, months: int, start: date) -> bool:
        """Whether a span that begins on ``start`` is not less than so many months: exactly as long is enough."""
        return self.after(start) >= months_after(start, months)
