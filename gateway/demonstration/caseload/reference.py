"""Reference data: areas, bodies under the duty to co-operate, and the rules by which reviews fall due.

Nothing of it is verified against the current edition of the guidance, and each row says so and where it is from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from agencies.coordination.rules.book import DELIVERED
from agencies.coordination.rules.book_of_reviews import REVIEW_RULES
from agencies.coordination.rules.rows import Listing
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Level
from agencies.partners.book import body_rows
from gateway.assessment.rulebook import area_rows, detection_rows, review_rows, rows_of
from gateway.demonstration.caseload.book import Book
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.offences import LISTED
from gateway.demonstration.personas import AREA

_LOCAL: Final = "Local practice of the area, for demonstration"
_SINCE: Final = date(2004, 4, 5)  # when the sections on arrangements came into force


@dataclass(frozen=True, slots=True)
class Rule:
    """A review rule. ``area`` None holds everywhere; ``days`` is the interval."""

    id: str
    area: int | None
    level: Level
    days: int


_OWN: Final = ((AREA, Level.LEVEL_1, 182),)  # an area's own, before the delivered ones


def calendar_of(area: int, today: date) -> Calendar:
    """The working days of an area; the demonstration's own unit closes on a day between the holidays."""
    return Calendar(closed=frozenset({_closed(today)})) if area == AREA else Calendar()


def _closed(today: date) -> date:
    return date(today.year, 12, 29)


@cache
def rules(seed: int, today: date) -> tuple[Rule, ...]:
    """Every review rule, with its key."""
    chance = Chance(f"{seed}/rules", today)
    delivered = (Rule(str(rule.id), None, Level(rule.level or ""), rule.interval_days) for rule in REVIEW_RULES)
    return (*delivered, *(Rule(chance.key(), area, level, days) for area, level, days in _OWN))


@cache
def rule_for(seed: int, today: date, area: int, level: Level) -> Rule:
    """The rule for a level in an area: the area's own before the national one."""
    fitting = [rule for rule in rules(seed, today) if rule.level is level and rule.area in (area, None)]
    return max(fitting, key=lambda rule: rule.area is not None)


def write_reference(book: Book, seed: int, today: date) -> None:
    """The rows that everything else refers to."""
    for table, row in (*area_rows(), *body_rows()):
        book.add(table, row)
    for rule in rules(seed, today):
        if rule.area is not None:
            row = {"id": rule.id, "area_id": rule.area, "level": rule.level, "interval_days": rule.days}
            described = {"valid_from": date(2024, 4, 1), "source": _LOCAL, "verified": False}
            book.add("coordination.review_rule", row | described)
    closed = {"day": _closed(today), "worked": False, "reason": "The unit is closed between the holidays"}
    told = {"area_id": AREA, "source": _LOCAL, "verified": False}
    book.add("coordination.calendar_day", {"id": Chance(f"{seed}/calendar", today).key()} | closed | told)
    for table, rule_row in (*rows_of(replace(DELIVERED, listings=tuple(_listings()))), *review_rows()):
        book.add(table, rule_row)
    for table, row in detection_rows():
        book.add(table, {name: _as_copied(value) for name, value in row.items()})


def _as_copied(value: object) -> object:
    """As COPY reads it: a length of time, a list of words."""
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.0f} seconds"
    return f"{{{','.join(value)}}}" if isinstance(value, list) else value


def _listings() -> Iterator[Listing]:
    """The codes of the demonstration, in their schedules."""
    for offence, schedule, since in LISTED:
        part = (schedule or "none").lower().replace(" ", "-").replace(",", "").replace(".", "")
        yield Listing(
            code=f"{offence.code.lower()}-{part}",
            offence_code=offence.code,
            offence=offence.name,
            schedule=schedule,
            valid_from=since or _SINCE,
            source="Codes of the demonstration, which are invented",
        )
