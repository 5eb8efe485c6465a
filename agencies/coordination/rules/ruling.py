"""By which rules, which calendar and on which day something is looked at."""

from dataclasses import dataclass
from datetime import date

from agencies.coordination.rules.rows import RuleBook, Timing
from agencies.coordination.rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules, the working days of an area, and the day."""

    book: RuleBook
    calendar: Calendar
    on: date

    def timing(self, code: str) -> Timing:
        """The time limit in force on the day."""
        return self.book.timing(code, self.on)

    def due(self, code: str, counted_from: date) -> date:
        """The last day of a time limit counted from a day."""
        return self.calendar.due(self.timing(code), counted_from)
