"""Hidden changes: what is proposed of each kind, and which of it the principal truly may not know of.

A proposal is only that. It is made, and kept only if by the oracle the principal may know exactly what they might know
before it: the judge is ``Knowledge``, never the proposer and never the compiled SQL.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, cached_property
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from policies.vocabulary import DataClass
from tests.noninterference.ground import ENTRY, TABLES, Edit, Ground, Row
from tests.noninterference.knowledge import Knowledge
from tests.noninterference.people import DIRECTORY, GRANTS, INVITATIONS, ITEMS, LIMITS, NOW, OPENINGS, Person
from tests.schema.world import DAYS, OWNERS, TODAY, WORDS


class Kind(StrEnum):
    """How something hidden is changed."""

    LOWEST = "lowest"  # every hidden value to the first in any order
    HIGHEST = "highest"  # and to the last
    MATCHING = "matching"  # to a value that others have, and that filters ask for
    NOTHING = "nothing"  # to NULL
    UNICODE = "unicode"  # to text that is awkward to compare, to encode and to show
    DELETED = "deleted"  # hidden rows go
    INSERTED = "inserted"  # hidden rows come: items, cases with all that belongs to them, entries
    MOVED = "moved"  # hidden rows change case, owner, handling, class, or what supersedes them
    RESTRICTED = "restricted"  # exclusions, restrictions, grants and clearances that change nothing for this principal
    CONVENED = "convened"  # hidden meetings, agendas and invitations
    REORDERED = "reordered"  # rows change their place on disk, and nothing else
    VERSIONED = "versioned"  # hidden rows were written again, later, at another version


AWKWARD = ("\u202egnp", "e\u0301", "\u00e9", "\U0001f9ff\u200d", "\uffff", "ß", "İ", "\U0010ffff", "'; --", "%_\\")
LOWEST: Mapping[type, Any] = {
    str: "",
    int: -32768,
    bool: False,
    date: date(1, 1, 1),
    datetime: datetime(1, 1, 2, tzinfo=UTC),
}
HIGHEST: Mapping[type, Any] = {
    str: "\U0010ffff" * 3,
    int: 32767,
    bool: True,
    date: date(9999, 12, 31),
    datetime: datetime(9999, 12, 30, tzinfo=UTC),
}
MATCHING: Mapping[type, Sequence[Any]] = {
    str: WORDS,
    int: (1, 2, 3, 12),
    bool: (True, False),
    date: DAYS,
    datetime: (NOW,),
}
STRUCTURE = ("handling", "item_handling", "owner", "superseded_by", "data_class", "body_code")
FACT_TABLES = (LIMITS, INVITATIONS, GRANTS)
CASES = "coordination.case"
YESTERDAY = TODAY - timedelta(days=1)
MOST = 60  # rows that are inserted or moved at once


@cache
def python_type(column: sa.Column[Any]) -> type | None:
    """What Python makes of a column's values; None for lists, objects and keys."""
    kinds: tuple[tuple[type, type], ...] = (
        (sa.Uuid, type(None)),
        (sa.Boolean, bool),
        (sa.Integer, int),
        (sa.DateTime, datetime),
        (sa.Date, date),
        (sa.Text, str),
        (sa.String, str),
    )
    found = next((ours for theirs, ours in kinds if isinstance(column.type, theirs)), None)
    return None if found is type(None) else found


@cache
def is_structure(column: sa.Column[Any]) -> bool:
    """Whether a column says where a row belongs rather than what is so."""
    return bool(column.foreign_keys) or column.name in STRUCTURE or isinstance(column.type, sa.Uuid)


@cache
def is_unique(column: sa.Column[Any]) -> bool:
    """Whether two rows may not have one value in it."""
    table = column.table
    assert isinstance(table, sa.Table)
    keys = [each for each in table.constraints if isinstance(each, sa.UniqueConstraint | sa.PrimaryKeyConstraint)]
    return bool(column.unique) or any(column.name in each.columns for each in keys)


@dataclass(frozen=True, slots=True)
class Change:
    """Edits that were accepted as hidden, and what they are of."""

    kind: Kind
    edits: Sequence[Edit]
    in_hidden_rows: frozenset[DataClass]
    in_seen_rows: frozenset[DataClass]  # of which these values are hidden

    @property
    def classes(self) -> frozenset[DataClass]:
        return self.in_hidden_rows | self.in_seen_rows


@dataclass
class Proposer:
    """Proposes changes hidden from one principal."""

    ground: Ground
    knowledge: Knowledge
    who: Person
    random: Random

    def edits(self, kind: Kind) -> list[Edit]:
        """A proposal."""
        ways: Mapping[Kind, Callable[[], Iterator[Edit]]] = {
            Kind.DELETED: self._deleted,
            Kind.INSERTED: self._inserted,
            Kind.MOVED: self._moved,
            Kind.RESTRICTED: self._restricted,
            Kind.CONVENED: self._convened,
            Kind.REORDERED: self._reordered,
            Kind.VERSIONED: self._versioned,
        }
        found = list(ways[kind]()) if kind in ways else list(self._revalued(kind))
        return list({(each.table, each.id): each for each in found}.values())  # the last word on a row holds

    # -- what is hidden

    @cached_property
    def records(self) -> Mapping[str, list[str]]:
        """The records over each table that holds rows."""
        over = self.ground.over.items()
        return {table: [each.name for each in records] for table, records in over if table in TABLES}

    def is_seen(self, table: str, key: Any) -> bool:
        return any((record, key) in self.knowledge.columns for record in self.records.get(table, ()))

    @cached_property
    def hidden(self) -> Mapping[str, list[Row]]:
        """The rows of each record's table that the principal sees nowhere, but for those by which they are known."""
        return {t: [row for row in self.ground.rows[t] if not self._is_told_by(t, row)] for t in self.records}

    def _is_told_by(self, table: str, row: Row) -> bool:
        """Whether a row is seen, or says in the directory who the principal is: without it nobody would be answered."""
        return self.is_seen(table, row["id"]) or (table in DIRECTORY and self.who.id in row.values())

    def hidden_columns(self, table: str, row: Row) -> list[sa.Column[Any]]:
        """The columns of a row from which nothing is shown; not those that say where it, or this principal, belongs."""
        if self.who.id in row.values():
            return []
        shown: set[str] = set()
        for record in self.records[table]:
            shown |= self.knowledge.columns.get((record, row["id"]), frozenset())
        shown |= {"reference"} if table == CASES and self.knowledge.releases_references else set()
        columns = [TABLES[table].c[name] for name in row if name not in shown and name in TABLES[table].c]
        return [each for each in columns if not is_structure(each)]

    # -- values

    def _revalued(self, kind: Kind) -> Iterator[Edit]:
        for table in self.records:
            for row in self.ground.rows[table]:
                new = {c.name: self._value(kind, c, row[c.name]) for c in self.hidden_columns(table, row)}
                if any(row[name] != value for name, value in new.items()):
                    yield Edit(table, row["id"], {**row, **new})

    def _value(self, kind: Kind, column: sa.Column[Any], present: Any) -> Any:
        sort = python_type(column)
        if kind is Kind.NOTHING:
            return None if column.nullable else present
        unique = is_unique(column)
        if sort is None or (unique and sort is not str):
            return present
        if isinstance(column.type, sa.Enum):
            return self._word(kind, list(column.type.enums))
        pools: Mapping[Kind, Any] = {
            Kind.LOWEST: LOWEST.get(sort),
            Kind.HIGHEST: HIGHEST.get(sort),
            Kind.UNICODE: self.random.choice(AWKWARD) if sort is str else present,
        }
        value = self._matching(column, sort) if kind is Kind.MATCHING else pools[kind]
        return f"{value}{self.random.getrandbits(48):x}" if unique else value

    def _word(self, kind: Kind, words: list[str]) -> str:
        ends = {Kind.LOWEST: min(words), Kind.HIGHEST: max(words)}
        return ends.get(kind) or self.random.choice(words)

    def _matching(self, column: sa.Column[Any], sort: type) -> Any:
        """A value that some other row has, seen or not."""
        others = self.ground.values(column)
        return self.random.choice(others) if others else self.random.choice(list(MATCHING[sort]))

    # -- rows

    def _deleted(self) -> Iterator[Edit]:
        """Hidden rows, but for those that what stays refers to: a case that has moved stands behind its transfer."""
        going = {(table, row["id"]) for table, rows in self.hidden.items() for row in rows}
        rows = [(table, row) for table, rows in self.ground.rows.items() for row in rows]
        while kept := going & {
            at for table, row in rows if (table, row.get("id")) not in going for at in _refers(table, row)
        }:
            going -= kept
        yield from (Edit(table, key, None) for table, key in sorted(going, key=str))

    def _inserted(self) -> Iterator[Edit]:
        yield from self._cases()
        for table, rows in self.hidden.items():
            for row in self.random.sample(rows, min(len(rows), 4)):
                yield self._copy(table, row, {})

    def _copy(self, table: str, row: Row, changes: Row) -> Edit:
        """A row like another, with a key of its own."""
        key = UUID(int=self.random.getrandbits(128)) if isinstance(row["id"], UUID) else row["id"]
        fresh = {
            c.name: f"{row[c.name]}-{key}"
            for c in TABLES[table].c
            if is_unique(c) and python_type(c) is str and not c.foreign_keys and not isinstance(c.type, sa.Enum)
        }
        return Edit(table, key, {**row, **fresh, "id": key, **changes})

    def _cases(self) -> Iterator[Edit]:
        """A few more cases that are hidden as some case is, each with everything that belongs to one."""
        for case in self.random.sample(self.hidden[CASES], min(2, len(self.hidden[CASES]))):
            old = next(row for row in self.ground.rows["person.person"] if row["id"] == case["person_id"])
            person = self._copy("person.person", old, {})
            copied = self._copy(CASES, case, {"person_id": person.id})
            yield from (person, copied)
            for table, rows in self.ground.rows.items():
                for row in rows:
                    moves = {
                        name: new.id
                        for name, there, new in (("case_id", case, copied), ("person_id", old, person))
                        if row.get(name) == there["id"]
                    }
                    if moves and table != CASES:
                        yield self._copy(table, row, moves)

    def _moved(self) -> Iterator[Edit]:
        rows = [(table, row) for table, rows in self.hidden.items() for row in rows if table != ENTRY]
        for table, row in self.random.sample(rows, min(len(rows), 4 * MOST)):
            movable = [c for c in TABLES[table].c if is_structure(c) and c.name != "id" and not is_unique(c)]
            chosen = self.random.sample(movable, min(len(movable), 2))
            yield Edit(table, row["id"], {**row, **{c.name: self._place(c, row[c.name]) for c in chosen}})

    def _place(self, column: sa.Column[Any], present: Any) -> Any:
        choose = self.random.choice
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            table = str(target.table)
            rows = choose((self.hidden.get(table, ()), self.ground.rows[table])) or self.ground.rows[table]
            return choose(rows)[target.name]
        pools: Mapping[str, Sequence[Any]] = {
            "handling": (0, 1, 2, 3),
            "item_handling": (0, 1, 2, 3),
            "owner": OWNERS,
            "data_class": [
                each.value
                for each in DataClass
                if each not in (DataClass.NOTICE, DataClass.ADMINISTRATION, DataClass.ACCESS_COUNT)
            ],
            "superseded_by": (None, UUID(int=self.random.getrandbits(128))),
        }
        return choose(pools.get(column.name, (present,)))

    # -- who stands where

    def _restricted(self) -> Iterator[Edit]:
        """Limits on hidden cases that name this principal and others, and grants that are others' or are over."""
        cases = self.hidden[CASES]
        for limit in self.random.sample(self.ground.rows[LIMITS], 12):
            for case in self.random.sample(cases, min(len(cases), 2)):
                named = self.random.choice((self.who, *self.ground.everybody)).id
                kind = self.random.choice(("EXCLUSION", "RESTRICTION"))
                lasts = {"valid_from": self.random.choice(DAYS), "valid_until": None}
                changes = {"person_id": case["person_id"], "principal_id": named, "kind": kind, **lasts}
                yield self._copy(LIMITS, limit, changes)
        for case in self.random.sample(cases, min(len(cases), 6)):
            yield Edit(CASES, case["id"], {**case, "handling": case["handling"] | 1})
        for grant in self.ground.rows[GRANTS][:6]:
            over = {"principal_id": self.who.id, "ends_at": NOW} if self.random.random() < 0.5 else {}
            yield self._copy(GRANTS, grant, over)
        for table, rows in ((OPENINGS, self.ground.rows[OPENINGS]), (ITEMS, self.ground.rows[ITEMS])):
            for row in self.random.sample(rows, 6):  # another's, or one of their own that is over
                over = {"principal_id": self.who.id, "ends_on": YESTERDAY} if self.random.random() < 0.5 else {}
                yield self._copy(table, row, {"case_id": self.random.choice(cases or [row])["id"], **over})

    def _convened(self) -> Iterator[Edit]:
        """Meetings nobody told the principal of, hidden cases on the agendas of meetings they know, and guests."""
        meetings, cases = self.ground.rows["coordination.meeting"], self.ground.rows[CASES]
        concealed = self.hidden["coordination.meeting"]
        for meeting in self.random.sample(concealed, min(len(concealed), 3)):
            copied = self._copy("coordination.meeting", meeting, {})
            yield copied
            for table in (INVITATIONS, "coordination.attendance"):
                for row in self.random.sample(self.ground.rows[table], 3):
                    yield self._copy(table, row, {"meeting_id": copied.id, "area_id": meeting["area_id"]})
        for item in self.random.sample(self.ground.rows["coordination.meeting_case"], 12):
            case = self.random.choice(self.hidden[CASES] or cases)
            meeting = self.random.choice(meetings)
            yield self._copy("coordination.meeting_case", item, {"case_id": case["id"], "meeting_id": meeting["id"]})
        for row in self.random.sample(self.ground.rows[INVITATIONS], 6):
            waits = self.random.choice(({"circulated_at": None}, {"valid_until": NOW}))
            meeting = self.random.choice(concealed or meetings)
            where = {"meeting_id": meeting["id"], "area_id": meeting["area_id"]}
            yield self._copy(INVITATIONS, row, {"principal_id": self.who.id, **where, **waits})

    # -- what nobody could see

    def _reordered(self) -> Iterator[Edit]:
        tables = list(self.ground.rows)
        for table in self.random.sample(tables, len(tables) // 2):
            rows = list(self.ground.rows[table])
            self.random.shuffle(rows)
            yield from (Edit(table, row["id"], row) for row in rows)

    def _versioned(self) -> Iterator[Edit]:
        for table in self.records:
            for row in self.ground.rows[table]:
                names = {"version", "position", "recorded_at", "received_at", "as_of"}
                columns = [c for c in self.hidden_columns(table, row) if c.name in names]
                new = {c.name: self._later(row[c.name]) for c in columns}
                if new:
                    yield Edit(table, row["id"], {**row, **new})

    def _later(self, present: Any) -> Any:
        if isinstance(present, datetime):
            return NOW
        return present + self.random.randint(1000, 9000) if isinstance(present, int) else present


def _refers(table: str, row: Row) -> Iterator[tuple[str, Any]]:
    """The rows that a row refers to."""
    for column in TABLES[table].c:
        yield from ((each.column.table.fullname, row.get(column.name)) for each in column.foreign_keys)
