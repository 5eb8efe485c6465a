"""The rule book in the database: loads the delivered rows, and reads all of them, an area's own among them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from agencies.coordination import tables as t
from agencies.coordination.detections import detection_number
from agencies.coordination.rule_vocabulary import Direction, Reach, Unit
from agencies.coordination.rules import rows
from agencies.coordination.rules.book import DELIVERED
from agencies.coordination.rules.book_of_areas import AREAS, Area
from agencies.coordination.rules.book_of_reviews import REVIEW_RULES, SOURCE
from agencies.coordination.rules.rows import Row, RuleBook
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Category, Level, QualifyingReason
from agencies.partners.book import body_rows
from gateway.audit.book import DELIVERED as KEPT
from gateway.audit.tables import retention_rule
from gateway.detection.book import DELIVERED as NUMBERS
from gateway.detection.rules import Numbers

# Where each kind of rule is in the book, its class, and its table.
KINDS: Final = (
    ("schedules", rows.Schedule, t.offence_schedule),
    ("listings", rows.Listing, t.offence_listing),
    ("sentences", rows.QualifyingSentence, t.qualifying_sentence),
    ("notifications", rows.NotificationLength, t.notification_length),
    ("precedence", rows.Precedence, t.category_precedence),
    ("conditions", rows.LevelCondition, t.level_condition),
    ("timings", rows.Timing, t.timing),
)
_WORDS: Final[Mapping[str, Any]] = {
    "category": Category,
    "level": Level,
    "limb": QualifyingReason,
    "reach": Reach,
    "unit": Unit,
    "direction": Direction,
}


def rows_of(book: RuleBook) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of a book as (``schema.table``, its columns)."""
    for name, kind, table in KINDS:
        for rule in getattr(book, name):
            yield table.fullname, {"id": rule.key} | {each.name: getattr(rule, each.name) for each in fields(kind)}


def area_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """The MAPPA areas, as (``schema.table``, their columns)."""
    for area in AREAS:
        yield t.area.fullname, {each.name: getattr(area, each.name) for each in fields(Area)}


def review_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """How often cases are reviewed, as (``schema.table``, its columns)."""
    for rule in REVIEW_RULES:
        row = {"id": rule.id, "area_id": rule.area, "level": rule.level, "category": rule.category}
        since = {"interval_days": rule.interval_days, "valid_from": rule.valid_from, "valid_until": rule.valid_until}
        yield t.review_rule.fullname, row | since | {"source": SOURCE, "verified": False}


def detection_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """The numbers of the rules over the access record, as (``schema.table``, its columns)."""
    for numbers in NUMBERS:
        row = {each.name: getattr(numbers, each.name) for each in fields(Numbers)}
        yield detection_number.fullname, {"id": numbers.key} | row | {"spared": list(numbers.spared)}


def retention_rows() -> Iterator[tuple[str, Mapping[str, object]]]:
    """For how long entries of the access record are kept, as (``schema.table``, its columns)."""
    for row in KEPT:
        yield retention_rule.fullname, row


def load_delivered(connection: psycopg.Connection) -> int:
    """Add the delivered rows that are not there yet; a row that stands is left as it is. Returns how many came."""
    return add(connection, _delivered())


def _delivered() -> Iterator[tuple[str, Mapping[str, object]]]:
    """All that is delivered; areas first, which other rows name."""
    yield from area_rows()
    yield from body_rows()
    yield from rows_of(DELIVERED)
    yield from review_rows()
    yield from detection_rows()
    yield from retention_rows()


def add(connection: psycopg.Connection, found: Iterable[tuple[str, Mapping[str, object]]]) -> int:
    """Add rows that are not there yet, each as (``schema.table``, its columns). Returns how many came."""
    added = 0
    for table, row in found:
        schema, name = table.split(".")
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
            sql.Identifier(schema, name),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(map(sql.Placeholder, row)),
        )
        added += connection.execute(statement, row).rowcount
    return added


def read(connection: psycopg.Connection) -> RuleBook:
    """The book as the database has it."""
    found = {name: _rules(connection, kind, table.fullname) for name, kind, table in KINDS}
    return RuleBook(**found)


def _rules(connection: psycopg.Connection, kind: type[Row], table: str) -> tuple[Any, ...]:
    names = [each.name for each in fields(kind)]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("SELECT {} FROM {} ORDER BY code, valid_from").format(
        columns, sql.Identifier(*table.split("."))
    )
    with connection.cursor(row_factory=dict_row) as cursor:
        return tuple(kind(**_typed(row)) for row in cursor.execute(statement))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _WORDS[name](value) if name in _WORDS and value else value for name, value in row.items()}


def calendar_of(connection: psycopg.Connection, area: int | None = None) -> Calendar:
    """The working days of an area: the rows for all areas, and its own before them."""
    statement = (
        "SELECT day, worked FROM coordination.calendar_day WHERE area_id IS NULL OR area_id = %s"
        " ORDER BY area_id NULLS FIRST"
    )
    return Calendar.of(connection.execute(statement, [area]).fetchall())
