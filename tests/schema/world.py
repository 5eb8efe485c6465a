"""A small world of invented rows in a real PostgreSQL: every table filled, every mark used, every gap left open.

Nothing here is plausible; everything is awkward: ties in every sort, NULL wherever a column allows it, superseded rows,
items of every handling and several owners, cases of every handling in three areas, and a few rows that refer to another
case, as a faulty source might. The same seed gives the same world.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from agencies.coordination.cases import area, case
from agencies.coordination.corrections import correction_notice
from agencies.coordination.holds import record_hold
from agencies.coordination.meetings import meeting, meeting_case
from agencies.holdings import metadata
from agencies.partners.tables import body
from agencies.person.tables import person
from gateway.audit.tables import entry
from migrations.tables import everything
from policies.vocabulary import DataClass

TODAY = date(2026, 6, 15)
SOMEBODY = UUID(int=1)  # who asks, unless it is said who
AREAS = (1, 2, 3)
CASES = 30
MEETINGS = 8
OWNING = ("body_code", "referring_agency", "proposing_agency", "asked_of", "to_agency", "agency")  # whose a row is
# No row names one as its own.
OF_NO_ROW = (
    DataClass.NOTICE,
    DataClass.ADMINISTRATION,
    DataClass.CORRECTION,
    DataClass.ACCESS_WITHHELD,
    DataClass.CASE_ACCESS,
    DataClass.ACCESS_COUNT,
)
OWNERS = ("police", "prison", "probation", "coordination", "housing", "health")
WORDS = (
    "alpha",
    "Beta",
    "béta",
    "Gamma's",
    'quo"ted',
    "back\\slash",
    "two\nlines",
    "100%",
    "under_score",
    "Ŵyn",
    "zed",
)
CRNS = ("X123456", "X234567", "X345678", "Y456789")  # few, so that one number names several people
IDENTIFIER_TEXTS = (*CRNS, "x123456", "Z999999", "no such number")
DAYS = tuple(TODAY + timedelta(days=days) for days in (-900, -400, -30, -1, 0, 1, 45, 400))
MOMENTS = tuple(
    datetime(2026, 6, 14, hour, 30, second, micro, tzinfo=UTC)
    for hour, second, micro in ((0, 0, 0), (9, 1, 120_000), (12, 59, 123_456), (23, 30, 1))
)

Rows = dict[str, list[dict[str, Any]]]
SHARED = ("case_id", "person_id", "meeting_id")  # what a row has in common with the row it is part of


@dataclass(slots=True)
class Maker:
    """Makes rows, table by table, parents first."""

    random: Random
    rows: Rows = field(default_factory=dict)
    count: int = 0

    def key(self) -> UUID:
        """A key like those of the platform, in no order."""
        return UUID(int=self.random.getrandbits(128) & ~(0xF << 76) | 0x7 << 76)

    def fill(self, table: sa.Table) -> None:
        """As many rows as the kind of table asks for."""
        made = self.rows.setdefault(str(table), [])
        for number in range(_amount(table)):
            row = self.row(table, number)
            if not _repeats(table, row, made):
                made.append(row)

    def row(self, table: sa.Table, number: int) -> dict[str, Any]:
        """One row: what it shares with its parent first, then a value for every other column."""
        self.count += 1
        alone = {"person_id": self.rows[str(person)][number]["id"]} if table is case else {}  # one case for each
        row = self.related(table, alone)
        for column in table.c:
            if column.name not in row:
                row[column.name] = self.value(column, number)
        return row

    def related(self, table: sa.Table, found: dict[str, Any]) -> dict[str, Any]:
        """The references of a row. What it must have comes first, and its case or person follows from it."""
        for column in sorted((c for c in table.c if c.foreign_keys), key=lambda c: (c.nullable, c.name in SHARED)):
            if column.name not in found:
                self.refer(column, found)
        return found

    def refer(self, column: sa.Column[Any], found: dict[str, Any]) -> None:
        """Name a row of the table referred to, and take over what is shared with it."""
        parents = self.rows.get(str(column.table if _own(column) else _target(column).table), [])
        if column.nullable:
            alike = [each for each in parents if all(each.get(n, v) == v for n, v in found.items() if n in SHARED)]
            parents = parents if self.random.random() < 0.04 else alike
            if not parents or self.random.random() < 0.2:
                found[column.name] = None
                return
        parent = self.random.choice(parents)
        found[column.name] = parent[_target(column).name]
        if not column.nullable:
            shared = [n for n in (*SHARED, "area_id") if n in parent and n in column.table.c]
            found.update({name: parent[name] for name in shared if name not in found or name == "area_id"})

    def value(self, column: sa.Column[Any], number: int) -> Any:
        """A value: by the column's name where it means something to the law, else by its type."""
        named = self.meaningful(column)
        if named is not None:
            return named
        if column.nullable and self.random.random() < 0.25:
            return None
        if column.unique:
            return f"{column.table.name}-{self.random.choice('xyz')}-{number:03}"
        return self.typed(column)

    def meaningful(self, column: sa.Column[Any]) -> Any:
        choose = self.random.choice
        pools: Mapping[str, Any] = {
            "id": self.key,
            "handling": lambda: choose((0, 0, 0, 0, 1, 2, 3)),
            "item_handling": lambda: choose((0, 0, 0, 1, 2, 3)),
            "owner": lambda: choose(OWNERS),
            "data_class": lambda: choose(
                [each.value for each in DataClass if each not in OF_NO_ROW] + [DataClass.MINUTES.value] * 9
            ),
            "version": lambda: self.count,
            "edition": lambda: self.count,
            "position": lambda: self.count,
            "canonical": lambda: choose(CRNS),
        }
        if isinstance(column.type, sa.Text) and not isinstance(column.type, sa.Enum):
            pools = {**pools, **dict.fromkeys(OWNING, lambda: choose(OWNERS))}
        made = pools.get(column.name)
        return made() if made and not (column.nullable and self.random.random() < 0.2) else None

    def typed(self, column: sa.Column[Any]) -> Any:
        kind, choose = column.type, self.random.choice
        if isinstance(kind, sa.Enum):
            return choose(list(kind.enums)[:4])
        pools: tuple[tuple[type, Any], ...] = (
            (sa.Uuid, self.key),
            (sa.Boolean, lambda: choose((True, False))),
            (sa.Integer, lambda: choose((1, 2, 3, 12))),
            (sa.DateTime, lambda: choose(MOMENTS)),
            (sa.Date, lambda: choose(DAYS)),
            (sa.Text, lambda: choose(WORDS)),
            (sa.LargeBinary, lambda: b"content"),
            (sa.Interval, lambda: choose((timedelta(hours=1), timedelta(days=1)))),
            (sa.ARRAY, list),
        )
        return next(make() for type_, make in pools if isinstance(kind, type_))


def _own(column: sa.Column[Any]) -> bool:
    return _target(column).table.name == column.table.name


def _target(column: sa.Column[Any]) -> sa.Column[Any]:
    return next(iter(column.foreign_keys)).column


def _amount(table: sa.Table) -> int:
    fixed = {person: CASES, case: CASES, meeting: MEETINGS, body: 4, meeting_case: 60}
    if table in fixed:
        return fixed[table]
    return 2 * CASES if {"case_id", "person_id", "meeting_id"} & set(table.c.keys()) else 6


def _repeats(table: sa.Table, row: Mapping[str, Any], made: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a row of the same key stands already."""
    keys = [tuple(c.columns.keys()) for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    return any(all(row[n] == other[n] for n in names) for names in keys for other in made)


def _stands_alone(table: sa.Table) -> bool:
    """About no case: filled last, so that the draws for the cases stay as they were."""
    return table.name in ("detection", "detection_number", "record_hold", "retention_proposal")


def made(seed: int = 7) -> Rows:
    """Every row of the world, by table."""
    everything()  # imports every owner's tables
    maker = Maker(Random(seed))
    for table in sorted(metadata.sorted_tables, key=_stands_alone):
        if table is area:
            maker.rows[str(area)] = [
                {"id": n, "code": f"area-{n}", "name": f"Area {n}", "region": "North"} for n in AREAS
            ]
        elif table.schema != "directory":
            maker.fill(table)
    for number, code in enumerate(("housing", "health", "education", "employment")):
        maker.rows[str(body)][number]["code"] = code
    maker.rows[str(entry)] = list(_entries(maker))
    return _consistent(maker.rows)


def _consistent(rows: Rows) -> Rows:
    """Bodies got their codes late: what names a body by its code names one that stands."""
    codes = [row["code"] for row in rows[str(body)]]
    for table in metadata.tables.values():
        for column in table.c:
            if any(key.column is body.c.code for key in column.foreign_keys):
                for number, row in enumerate(rows[str(table)]):
                    row[column.name] = codes[number % len(codes)]
    for number, row in enumerate(rows[str(record_hold)]):  # of a subject, or of a user
        named, other = ("subject_id", "principal_id")[:: -1 if number % 2 else 1]
        row[named], row[other] = row[named] or row["id"], None
    for number, row in enumerate(rows[str(correction_notice)]):  # some are addressed to whoever asks
        row["to_id"] = SOMEBODY if number % 2 else row["to_id"]
        row["to_agency"] = OWNERS[number % 3] if number % 2 else row["to_agency"]
    return rows


def _entries(maker: Maker) -> Iterator[dict[str, Any]]:
    for number in range(6):
        yield {
            "id": maker.key(),
            "recorded_at": datetime.now(UTC).replace(hour=0, minute=0, second=number // 2, microsecond=120_000),
            "request_id": maker.key(),
            "act": "CONSULT",
            "outcome": maker.random.choice(("GRANTED", "REFUSED")),
            "reason": None,
            "principal_id": None,
            "principal_name": maker.random.choice((None, "Rowan Tarrant")),
            "agency": ("police", "prison", None)[number % 3],
            "roles": ["CHAIR"],
            "client": "client",
            "acting": [],
            "human": True,
            "purpose": "MANAGE_RISK",
            "operation_name": None,
            "document_hash": None,
            "variables": {},
            "subject_set": None,
            "reading": None,
            "policy_version": "1",
            "row_count": number,
            "duration_us": 5,
        }


def load(connection: sa.Connection, rows: Rows) -> None:
    """Put the rows into a migrated database."""
    for table in (*metadata.sorted_tables, entry):
        if rows.get(str(table)):
            connection.execute(table.insert(), rows[str(table)])
