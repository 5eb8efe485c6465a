"""Keeps what the rules found: what still stands is left, what is new is added, what holds no longer is superseded.

Nothing is deleted. A crash leaves either what was there or all that is new: the caller's transaction decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from sqlalchemy import Table

_KEYS = UUID("0d1f4c52-6f0a-5a7e-8d55-5b7f2f6f8c11")  # the namespace of what is worked out
_OWN = ("id", "assessed_on", "superseded_by")  # what a row says of itself, and not of what was found

Found = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table of what was found, and the column that says about whom."""

    table: Table
    about: str

    @property
    def columns(self) -> list[str]:
        """What is found, in order."""
        return [column.name for column in self.table.columns if column.name not in _OWN]

    def keep(self, connection: psycopg.Connection, whom: Sequence[UUID], rows: Iterable[Found], on: date) -> int:
        """Make the standing rows about these be exactly ``rows``; returns how many are new."""
        wanted = {self._content(row): row for row in rows}
        standing = self._standing(connection, whom)
        gone = [(key, whose) for content, (key, whose) in standing.items() if content not in wanted]
        new = {self._key(content, on): row for content, row in wanted.items() if content not in standing}
        instead = {row[self.about]: key for key, row in new.items()}
        self._supersede(connection, [(key, instead.get(whose, key)) for key, whose in gone])
        self._add(connection, new, on)
        return len(new)

    def _content(self, row: Found) -> tuple[str, ...]:
        return tuple("" if row.get(name) is None else str(row[name]) for name in self.columns)

    def _key(self, content: tuple[str, ...], on: date) -> UUID:
        return uuid5(_KEYS, "/".join((self.table.fullname, str(on), *content)))

    def _standing(
        self, connection: psycopg.Connection, whom: Sequence[UUID]
    ) -> dict[tuple[str, ...], tuple[UUID, UUID]]:
        """The key of each standing row, and about whom it is, by what it says."""
        statement = sql.SQL("SELECT * FROM {} WHERE {} = ANY(%s) AND superseded_by IS NULL").format(
            sql.Identifier(self.table.schema or "", self.table.name), sql.Identifier(self.about)
        )
        with connection.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(statement, [list(whom)])
            return {self._content(row): (row["id"], row[self.about]) for row in rows}

    def _supersede(self, connection: psycopg.Connection, gone: list[tuple[UUID, UUID]]) -> None:
        """What took its place is a new row about the same person or case, or, where there is none, the row itself."""
        if not gone:
            return
        statement = sql.SQL(
            "UPDATE {} AS s SET superseded_by = g.by"
            " FROM unnest(%s::uuid[], %s::uuid[]) AS g (id, by) WHERE s.id = g.id"
        ).format(sql.Identifier(self.table.schema or "", self.table.name))
        connection.execute(statement, [[key for key, _ in gone], [by for _, by in gone]])

    def _add(self, connection: psycopg.Connection, new: dict[UUID, Found], on: date) -> None:
        """One that was superseded on this very day, and holds again, stands again."""
        name = sql.Identifier(self.table.schema or "", self.table.name)
        again = sql.SQL("UPDATE {} SET superseded_by = NULL WHERE id = ANY(%s) RETURNING id").format(name)
        back = {row[0] for row in connection.execute(again, [list(new)])} if new else set()
        columns = sql.SQL(", ").join(map(sql.Identifier, ["id", *self.columns, "assessed_on"]))
        with connection.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns)) as copy:
            for key, row in new.items():
                if key not in back:
                    copy.write_row([key, *(row.get(column) for column in self.columns), on])
