"""Time limits and working days as an act knows them, and the steps by which what is overdue is taken further.

The limits are rows of ``coordination.timing``: dated, each with its source. What an area may set for itself in days is
``agencies.coordination.process.rules``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.coordination import tables as t
from agencies.coordination.rules.escalation import Step, steps
from agencies.coordination.rules.rows import RuleBook, RuleMissingError, Timing
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.working_days import Calendar
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Insert, Situation
from policies.vocabulary import DataClass


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is worked, or not, otherwise than the calendar of bank holidays says."""

    day: date
    worked: bool


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something with a day that passes: whose it is, and how many steps were taken since."""

    due_on: date
    owner: str
    taken: int


def ruling(timings: Sequence[Timing], days: Iterable[Day], today: date) -> Ruling:
    """The limits in force, with the working days of the area."""
    return Ruling(RuleBook(timings=tuple(timings)), Calendar.of((each.day, each.worked) for each in days), today)


def months(timings: Iterable[Timing], code: str, today: date) -> int:
    """How many calendar months a limit in force gives. Raises ``RuleMissingError``."""
    return RuleBook(timings=tuple(timings)).timing(code, today).amount


def unruled(timings: Iterable[Timing], code: str, today: date) -> Iterator[Problem]:
    """That no limit of this code is in force: nothing then says by when."""
    try:
        months(timings, code, today)
    except RuleMissingError as missing:
        yield Problem("id", str(missing), ProblemCode.NOT_NOW)


@dataclass(frozen=True, slots=True)
class Escalation:
    """How one kind of record is escalated: what a practitioner calls it, whose eyes it is for, and by which rules."""

    record: str
    data_class: DataClass
    codes: Sequence[str]

    def not_yet(self, overdue: Overdue, by: Ruling) -> Iterator[Problem]:
        """What keeps the next step from being taken."""
        step = next(self._left(overdue, by), None)
        if step is None:
            yield Problem("id", "Every step that the rules know has been taken.", ProblemCode.NOT_NOW)
        elif by.on < step.begins:
            message = f"The next step is due from {step.begins:%-d %B %Y} on: {step.limit.statement}"
            yield Problem("id", message, ProblemCode.NOT_YET)

    def taken(self, situation: Situation[Any, Any], overdue: Overdue, by: Ruling) -> tuple[Insert, int]:
        """The row that says the latest step due was taken, and its number: what was passed over is not made up."""
        step = [each for each in self._left(overdue, by) if each.begins <= by.on][-1]
        row = {
            "case_id": situation.place.case,
            "record": self.record,
            "record_id": situation.place.key,
            "step": step.number,
            "to_agency": step.to(overdue.owner),
            "due_on": overdue.due_on,
            "escalated_on": by.on,
            "note": situation.given.note,
            "rule_code": step.limit.code,
            "rule_source": step.limit.source,
            "data_class": self.data_class.value,
            **situation.recorded(),
        }
        return Insert(t.escalation, row), step.number

    def _left(self, overdue: Overdue, by: Ruling) -> Iterator[Step]:
        return (each for each in steps(self.codes, overdue.due_on, by) if each.number > overdue.taken)
