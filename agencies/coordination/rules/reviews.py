"""When a case is to be reviewed, by which rule, and what follows where no meeting is booked or the day has passed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.escalation import Late
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.rows import RuleMissingError
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Category, LeadAgency, Level
from policies.vocabulary import DataClass

_DAY = timedelta(days=1)

# The code under which the agency that leads a case is known elsewhere; co-ordination sees to it while none does.
LEADS: Final = {
    LeadAgency.POLICE: "police",
    LeadAgency.PROBATION: "probation",
    LeadAgency.MENTAL_HEALTH: "health",
    LeadAgency.YOUTH_OFFENDING: "youth_offending",
    LeadAgency.TO_BE_DETERMINED: "coordination",
}


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """A row of ``coordination.review_rule``; without area, level or category it is for all of them."""

    id: UUID | str
    area: int | None
    level: Level | None
    category: Category | None
    interval_days: int
    valid_from: date
    valid_until: date | None = None

    def fits(self, area: int, level: Level, category: Category, on: date) -> bool:
        """Whether it is for such a case, and in force on the day."""
        named = ((self.area, area), (self.level, level), (self.category, category))
        in_force = self.valid_from <= on and (self.valid_until is None or on < self.valid_until)
        return in_force and all(mine in (None, theirs) for mine, theirs in named)

    @property
    def nearness(self) -> tuple[bool, bool, bool, date]:
        """How closely it names what it is for: the area first, then the category, then the level, then the later."""
        return self.area is not None, self.category is not None, self.level is not None, self.valid_from


def rule_for(rules: Iterable[ReviewRule], area: int, level: Level, category: Category, on: date) -> ReviewRule:
    """The rule for a review counted from a day: of those that fit, the one that names the case most closely.

    Raises ``RuleMissingError``: a case that no rule covers is not a case without reviews.
    """
    fitting = [rule for rule in rules if rule.fits(area, level, category, on)]
    if not fitting:
        case = f"{level} and {category} in area".lower().replace("_", " ") + f" {area}"
        asked = "ask whoever keeps the review rules to add one"
        raise RuleMissingError(f"No review rule covers {case} on {on:%-d %B %Y}: {asked}.")
    return max(fitting, key=lambda rule: rule.nearness)


def due_on(rule: ReviewRule, counted_from: date, calendar: Calendar) -> date:
    """The last working day within the interval: a review is not put off for a holiday."""
    return calendar.worked_on_or_before(counted_from + timedelta(days=rule.interval_days))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A review that is to be held: ``booked_on`` is the first meeting to come that has the case on its agenda."""

    due_on: date
    level: Level
    lead_agency: str
    booked_on: date | None = None


def of_review(scheduled: Scheduled, ruling: Ruling) -> Iterator[Finding]:
    """What is amiss with a review, now or in time: no meeting, and then each step of the escalation."""
    if scheduled.level in (Level.LEVEL_2, Level.LEVEL_3):
        yield from _unbooked(scheduled, ruling)
    says = f"The review due on {scheduled.due_on:%-d %B %Y} was not held."
    late = Late(FindingKind.REVIEW_MISSED, DataClass.MANAGEMENT, says, scheduled.lead_agency, scheduled.due_on)
    yield from late.found(times.REVIEW_MISSED, ruling)


def _unbooked(scheduled: Scheduled, ruling: Ruling) -> Iterator[Finding]:
    booked = scheduled.booked_on
    if booked is not None and booked <= scheduled.due_on:
        return
    limit = ruling.timing(times.REVIEW_BOOKED)
    says = f"The review is due on {scheduled.due_on:%-d %B %Y}, and no meeting is booked for it."
    if booked is not None:
        says = f"The review is due on {scheduled.due_on:%-d %B %Y}, and its meeting is on {booked:%-d %B %Y}, later."
    since = ruling.due(times.REVIEW_BOOKED, scheduled.due_on)
    yield Finding(
        kind=FindingKind.REVIEW_NOT_BOOKED,
        data_class=DataClass.MANAGEMENT,
        says=says,
        owner=limit.owner,
        holds_from=since,
        holds_until=scheduled.due_on + _DAY,
        settle_by=since,
        rule_code=limit.code,
        rule_source=limit.source,
    )
