"""Every row of the world as it is stored, every declared value worked out, nothing withheld."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.visitors import replacement_traverse

from agencies.coordination.summary import views
from schema.declare import ColumnField, EmbeddedField, RecordType, RelationField
from schema.registry import Registry


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as it is stored, with every declared value worked out, nothing withheld."""

    record: RecordType
    columns: Mapping[str, Any]
    values: Mapping[str, Any]

    @property
    def id(self) -> Any:
        return self.columns["id"]


EVERY: Mapping[str, str] = {}  # no condition on any record
_queries: dict[str, str] = {}  # by the name of the record: worlds are read again and again


class Holdings:
    """Every row of every record, by record and by key; of a record named in ``only``, those that meet a condition."""

    def __init__(
        self, connection: sa.Connection, registry: Registry, today: date, only: Mapping[str, str] = EVERY
    ) -> None:
        self.registry = registry
        self.today = today
        self.only = only
        self.rows = {name: self._load(connection, record) for name, record in registry.records.items()}
        self.case_by_id = {row.id: row for row in self.rows["Case"]}
        self.case_by_person = {row.columns["person_id"]: row for row in self.rows["Case"]}

    def _load(self, connection: sa.Connection, record: RecordType) -> list[Stored]:
        if record.name not in _queries:
            _queries[record.name] = self._query(record)
        query = _queries[record.name].replace(":today", f"'{self.today}'::date")
        if record.name in self.only:
            query = f"{query} WHERE {self.only[record.name]}"
        found = connection.exec_driver_sql(query).mappings()
        names = [(c.name, f"column {c.name}") for c in record.table.c]
        return [Stored(record, {name: row[label] for name, label in names}, dict(row)) for row in found]

    def _query(self, record: RecordType) -> str:
        wanted: list[sa.ColumnElement[Any]] = [c.label(f"column {c.name}") for c in record.table.c]
        wanted += [expression.label(name) for name, expression in self._expressions(record)]
        query = sa.select(*wanted).select_from(record.table)
        by_time = str(record.table) in views.tables or "as_at" in record.table.c  # numbers of every month or day
        if by_time and record.where is not None:
            query = query.where(record.where)
        dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
        return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))

    def _expressions(self, record: RecordType) -> Iterable[tuple[str, sa.ColumnElement[Any]]]:
        for declared in record.fields.values():
            if isinstance(declared, ColumnField):
                yield declared.name, declared.expression
            elif isinstance(declared, EmbeddedField):
                for inner in self.registry.embedded[declared.target].fields.values():
                    assert isinstance(inner, ColumnField)
                    yield f"{declared.name}.{inner.name}", _moved(inner.expression, record.table)
        if record.timeline:
            yield "timeline on", record.timeline.on
            yield "timeline title", record.timeline.title
        if record.where is not None:
            yield "where", record.where
        yield from self._leading(record)

    def _leading(self, record: RecordType) -> Iterable[tuple[str, sa.ColumnElement[Any]]]:
        for leading in self.registry.records.values():
            for declared in leading.fields.values():
                if not isinstance(declared, RelationField) or declared.target != record.name:
                    continue
                if declared.where is not None:
                    yield led_by(leading, declared), declared.where

    def theirs(self, record: str, column: str, value: Any) -> list[Stored]:
        """The rows whose column has the value."""
        return self._index(record, column).get(value, []) if value is not None else []

    def _index(self, record: str, column: str) -> dict[Any, list[Stored]]:
        key = (record, column)
        if key not in self._indexes:
            index: dict[Any, list[Stored]] = {}
            for row in self.rows[record]:
                index.setdefault(row.columns[column], []).append(row)
            self._indexes[key] = index
        return self._indexes[key]

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[Any, list[Stored]]]:
        return {}


def led_by(leading: RecordType, declared: RelationField) -> str:
    """Under which name a row says whether it meets the fixed condition of a relation that leads to it."""
    return f"led by {leading.name}.{declared.name}"


def _moved(expression: sa.ColumnElement[Any], table: sa.FromClause) -> sa.ColumnElement[Any]:
    """An embedded object's expression over the columns of the record that embeds it."""
    if isinstance(expression, sa.Column):
        return table.c[expression.name]

    def moved(each: Any, **_: Any) -> Any:
        return table.c[each.name] if isinstance(each, sa.Column) else None

    found: Any = replacement_traverse(expression, {}, moved)  # type: ignore[call-overload]  # as its author uses it
    return cast("sa.ColumnElement[Any]", found)
