"""What a writer of rows has before them: chance, the book, today, the staff of the area and the rules."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from agencies.coordination.rules.book import DELIVERED
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.vocabulary import Level
from agencies.holdings import Assertion, Reliability, SubjectCategory
from gateway.demonstration.caseload.book import Book
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.reference import Rule, calendar_of, rule_for
from gateway.demonstration.caseload.staff import Practitioner, Staff
from policies.vocabulary import ItemHandling

POLICE_SYSTEM: Final = "Police public protection record"
PRISON_SYSTEM: Final = "Prison offender record"
PROBATION_SYSTEM: Final = "Probation case record"
OASYS: Final = "OASys"
COURT_SYSTEM: Final = "Court register"


@dataclass(frozen=True, slots=True)
class Desk:
    """One part of the caseload is written at one desk. ``counted`` numbers what has a reference of its own."""

    book: Book
    chance: Chance
    staff: Staff
    seed: int
    counted: dict[str, int] = field(default_factory=dict)

    def ruling(self, life: Life) -> Ruling:
        """The delivered rules on the day, with the working days of the area."""
        return Ruling(DELIVERED, calendar_of(life.area.id, self.today), self.today)

    def review_due(self, life: Life, level: Level, counted_from: date) -> date:
        """The last working day within the interval of the rule for a level."""
        due = counted_from + timedelta(days=self.rule(life, level).days)
        return calendar_of(life.area.id, self.today).worked_on_or_before(due)

    @property
    def today(self) -> date:
        """The day on which everything is so."""
        return self.chance.today

    def add(self, table: str, **values: object) -> str:
        """A row with a key of its own, which is returned."""
        key = self.chance.key()
        values["id"] = key
        self.book.add(table, values)
        return key

    def next(self, what: str) -> int:
        """1, 2, 3 for each ``what``."""
        self.counted[what] = self.counted.get(what, 0) + 1
        return self.counted[what]

    def rule(self, life: Life, level: Level) -> Rule:
        """The review rule that holds for a case at a level."""
        return rule_for(self.seed, self.today, life.area.id, level)


def at(day: date, clock: str = "10:00") -> str:
    """An instant of a day, in UTC."""
    return f"{day} {clock}:00+00"


def source(system: str, as_of: date, **changes: object) -> dict[str, Any]:
    """Where a fact came from: an extract of the early morning; a verified fact about the convicted person."""
    return {
        "source_system": system,
        "as_of": f"{as_of} 05:00:00+00",
        "received_at": f"{as_of} 05:30:00+00",
        "assertion": Assertion.FACT,
        "subject_category": SubjectCategory.CONVICTED,
        "reliability": Reliability.VERIFIED,
        "item_handling": ItemHandling.OPEN.stored,
    } | changes


def recorded(day: date, by: Practitioner) -> dict[str, Any]:
    """When and by whom a row of the joint record was written."""
    return {"recorded_at": f"{day} 07:45:00+00", "recorded_by_id": by.id, "recorded_by_name": by.name}


def named(role: str, who: Practitioner) -> dict[str, str]:
    """The two columns that name a practitioner."""
    return {f"{role}_id": who.id, f"{role}_name": who.name}
