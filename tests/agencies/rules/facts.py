"""Facts for the rules to read: sentences, notification and decisions that a test changes as it needs."""

from dataclasses import replace
from datetime import date
from typing import Any

from agencies.coordination.rule_vocabulary import Ending
from agencies.coordination.rules.book import DELIVERED
from agencies.coordination.rules.facts import Decided, LevelHeld, Notification, PersonFacts, Sentence
from agencies.coordination.rules.rows import Listing, RuleBook
from agencies.coordination.rules.spans import Span
from agencies.coordination.vocabulary import Category, Level, QualifyingReason

VIOLENT, SEXUAL, TERRORIST = "CJA 2003, Sch. 15 Part 1", "Sexual Offences Act 2003, Sch. 3", "CJA 2003, Sch. 19ZA"
COERCIVE = "CJA 2003, s.327(4A): controlling or coercive behaviour"
SENTENCED = date(2023, 5, 10)


def listing(code: str, offence: str, schedule: str | None, since: date = date(2004, 4, 5)) -> Listing:
    """An offence in a schedule, or in none."""
    row = {"offence_code": code, "offence": offence, "schedule": schedule, "source": "a test"}
    return Listing(code=f"{code}-{schedule}", valid_from=since, **row)  # type: ignore[arg-type]  # all of them text


BOOK: RuleBook = replace(
    DELIVERED,
    listings=(
        listing("CC", "Coercive control", COERCIVE, date(2025, 2, 3)),
        listing("TH", "Theft", None),
        listing("RA", "Rape", SEXUAL),
        listing("RA", "Rape", "CJA 2003, Sch. 15 Part 2"),
    ),
)


def sentence(**changes: Any) -> Sentence:  # noqa: ANN401 - of every field's type
    """Twelve months for robbery, running until the day before a year has passed."""
    robbery = Sentence(
        offence="Robbery",
        offence_code=None,
        schedule=VIOLENT,
        convicted_on=date(2023, 4, 1),
        sentenced_on=SENTENCED,
        kind="IMPRISONMENT",
        length=Span(12),
        ending=Ending.ON_DATE,
        last_day=date(2024, 5, 9),
    )
    return replace(robbery, **changes)


def registered(**changes: Any) -> Notification:  # noqa: ANN401 - of every field's type
    """Ten years of notification, of which the police recorded no end."""
    return replace(Notification("CUSTODY_6_TO_30_MONTHS", date(2020, 3, 1)), **changes)


def dangerous(on: date, until: date | None = None) -> Decided:
    """A decision that puts a person in category 3."""
    return Decided(Category.CATEGORY_3, QualifyingReason.CAPABLE_OF_SERIOUS_HARM, on, until)


def held(level: Level, since: date, until: date | None = None) -> LevelHeld:
    """A level for some time."""
    return LevelHeld(level, since, until)


def person(*facts: Sentence | Notification | Decided | LevelHeld) -> PersonFacts:
    """A person of whom just these facts are held."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(each for each in facts if isinstance(each, kind))

    return PersonFacts(of(Sentence), of(Notification), of(Decided), of(LevelHeld))
