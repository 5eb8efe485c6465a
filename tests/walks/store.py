"""The tables of the joint record in memory, in SQLite, where the statements that read facts for the acts run too."""

# ruff: noqa: ANN401 - values of every column pass through
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from agencies.coordination.practitioners import practitioner
from agencies.holdings import metadata
from agencies.transitions import Insert, Update

Row = dict[str, Any]
_DIALECT = sqlite.dialect(paramstyle="named")


def _split_part(text: str, at: str, place: int) -> str:
    return text.split(at)[place - 1]


class Store:
    """A database in memory. ``aside`` takes back what was written within it."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.create_function("split_part", 3, _split_part)
        self.connection.create_function("lpad", 3, lambda text, width, fill: str(text).rjust(width, fill))
        for schema in sorted({str(table.schema) for table in metadata.tables.values()}):
            self.connection.execute(f"attach ':memory:' as {schema}")
        for table in (*metadata.tables.values(), practitioner):
            self.connection.execute(_create(table))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is written within is taken back."""
        self.connection.execute("savepoint aside")
        try:
            yield
        finally:
            self.connection.execute("rollback to aside")
            self.connection.execute("release aside")

    def ask(self, select: sa.Select[Any], bound: Mapping[str, Any]) -> list[Row]:
        """The rows that a statement finds, the words of vocabularies by name, as the gateway reads them."""
        asked = _asked(select)
        values = {name: _stored(bound.get(name, literal)) for name, literal in asked.binds.items()}
        found = self.connection.execute(asked.sql, values)
        return [{name: read(value) for (name, read), value in zip(asked.columns, row, strict=True)} for row in found]

    def insert(self, change: Insert) -> None:
        """A row is added."""
        names = ", ".join(f'"{name}"' for name in change.values)
        bound = ", ".join(f":{name}" for name in change.values)
        sql = f"insert into {_name(change.table)} ({names}) values ({bound})"  # noqa: S608 - names of tables
        self._write(sql, change.values)

    def update(self, change: Update) -> None:
        """Columns of a row are set, and its version is raised."""
        pairs = [f'"{name}" = :{name}' for name in change.values]
        raised = ["version = version + 1"] if "version" in change.table.c else []
        if sets := ", ".join([*pairs, *raised]):
            sql = f"update {_name(change.table)} set {sets} where id = :key_of_it"  # noqa: S608 - names of tables
            self._write(sql, {**change.values, "key_of_it": change.key})

    def _write(self, sql: str, values: Mapping[str, Any]) -> None:
        self.connection.execute(sql, {name: _stored(value) for name, value in values.items()})


# -- statements --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement as SQLite has it, with what it binds, and how each of its columns is read."""

    sql: str
    binds: Mapping[str, Any]
    columns: tuple[tuple[str, Any], ...]


@cache  # statements belong to declarations, and are few
def _asked(select: sa.Select[Any]) -> _Asked:
    compiled = select.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    columns = tuple((str(getattr(column, "name", "it")), _reader(column.type)) for column in select.selected_columns)
    return _Asked(str(compiled), dict(compiled.params), columns)


def _reader(kind: sa.types.TypeEngine[Any]) -> Any:
    read = next((reader for each, reader in _READERS if isinstance(kind, each)), _as_it_is)
    return lambda value: None if value is None else read(value)


def _as_it_is(value: Any) -> Any:
    return value


_READERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (sa.Uuid, UUID),
    (sa.Date, date.fromisoformat),
    (sa.DateTime, datetime.fromisoformat),
    (sa.Boolean, bool),
)


def _stored(value: Any) -> Any:
    """As SQLite holds it: text that sorts as the value does."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value


# -- tables ------------------------------------------------------------------------------------------------------


def _create(table: sa.Table) -> str:
    """Columns with what must be in them, and what may be there once only."""
    once = [
        f"unique ({', '.join(_quoted(column.name) for column in constraint.columns)})"
        for constraint in table.constraints
        if isinstance(constraint, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    ]
    return f"create table {_name(table)} ({', '.join([*map(_column, table.c), *once])})"


def _column(column: sa.Column[Any]) -> str:
    default: Any = getattr(column.server_default, "arg", None)
    needed = "" if column.nullable else " not null"
    return f"{_quoted(column.name)}{needed}{'' if default is None else f' default {_default(default)}'}"


def _default(default: Any) -> str:
    if not isinstance(default, str):
        return str(default)  # true, false
    return default if default.isdigit() or default == "false" else f"'{default}'"


def _name(table: sa.Table) -> str:
    return f"{table.schema}.{_quoted(table.name)}"


def _quoted(name: str) -> str:
    return f'"{name}"'
