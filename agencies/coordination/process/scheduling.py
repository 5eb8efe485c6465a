"""When the next review of a case is due, by the rule that names it most closely, and how it takes the place of others.

Whoever sets a level or holds a review schedules the next one in the same transaction: there is no moment at which a
case is managed and nobody is to look at it again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process.limits import Day
from agencies.coordination.rules.reviews import ReviewRule, due_on, rule_for
from agencies.coordination.rules.rows import RuleMissingError
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Category, Level, ReviewBasis, ScheduleStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Insert, Situation, Update, Write
from policies.vocabulary import DataClass

CHANGED = frozenset({"status"})  # of the schedules that another takes the place of
NO_LEVEL = "The case has no level yet, which says when it is to be reviewed: have its level decided first."


@dataclass(frozen=True, slots=True)
class Due:
    """A review that is still to be held."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Scheduling:
    """What the next review of a case rests on."""

    rules: tuple[ReviewRule, ...]
    days: tuple[Day, ...]
    level: Level
    category: Category

    def rule(self, area: int | None, on: date) -> ReviewRule:
        """The rule for a review counted from a day. Raises ``RuleMissingError``."""
        return rule_for(self.rules, area or 0, self.level, self.category, on)

    def due(self, area: int | None, counted_from: date) -> date:
        """The last working day within its interval."""
        calendar = Calendar.of((each.day, each.worked) for each in self.days)
        return due_on(self.rule(area, counted_from), counted_from, calendar)

    def uncovered(self, area: int | None, on: date) -> Iterator[Problem]:
        """That no rule covers such a case: it is not a case without reviews."""
        try:
            self.rule(area, on)
        except RuleMissingError as missing:
            says = NO_LEVEL if self.level is Level.TO_BE_DETERMINED else str(missing)
            yield Problem("id", says, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def next_review(
    situation: Situation[Any, Any],
    scheduling: Scheduling,
    counted_from: tuple[ReviewBasis, date],
    instead_of: Sequence[Due] = (),
    by: date | None = None,
) -> tuple[date, tuple[Write, ...]]:
    """By when the next review is due, and the writes that schedule it ``instead_of`` those that were still to be held.

    ``by``: an earlier day that was set by hand.
    """
    basis, since = counted_from
    area = situation.place.area
    day = by or scheduling.due(area, since)
    row = {
        "case_id": situation.place.case,
        "rule_id": None if by else scheduling.rule(area, since).id,
        "level": scheduling.level,
        "due_on": day,
        "basis": basis,
        "counted_from": since,
        "status": ScheduleStatus.DUE,
        **situation.recorded(),
    }
    replaced = (Update(t.review_schedule, each.id, {"status": ScheduleStatus.REPLACED}) for each in instead_of)
    return day, (*replaced, Insert(t.review_schedule, row))
