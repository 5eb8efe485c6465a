"""The SQL of a change: the locks, the facts that are read under them, and the rows that are written.

Values are bound, names come from table definitions. Nothing here decides anything.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from agencies.holdings import version_of
from agencies.keys import uuid7
from agencies.transitions import Insert, Place, Write
from schema.sql import qualified

_DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]

LOCK_CASE = 'select from "coordination"."case" where "id" = $1 for no key update'
LOCK_NAME = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
REPEATED = """
select s.act, s.content, s.record_id, s.version from "coordination"."step" s
where s.done_by_id = $1 and s.idempotency_key = $2
"""

LAST_STEP = '(select max(s.version) from "coordination"."step" s where s.record_id = r."id") as "version"'


@dataclasses.dataclass(frozen=True, slots=True)
class Sent:
    """A statement and its values."""

    sql: str
    values: tuple[Any, ...]


# -- locks -------------------------------------------------------------------------------------------------------


def locks(table: sa.FromClause | None, place: Place) -> list[Sent]:
    """What is locked, always in this order: the case, then the record; what is of no case, by the name of its area."""
    found = [Sent(LOCK_CASE, (place.case,))] if place.case else [Sent(LOCK_NAME, (f"area {place.area}",))]
    if place.key is not None and table is not None and "version" in table.c and place.key != place.case:
        found.append(Sent(f'select from {qualified(table)} where "id" = $1 for no key update', (place.key,)))
    return found


def as_it_stands(table: sa.Table, key: UUID) -> Sent:
    """A row under the locks, as it is before it is written; where it has no version, that of its last step."""
    version = "" if "version" in table.c else f", {LAST_STEP}"
    return Sent(f'select r.*{version} from {qualified(table)} r where r."id" = $1 for no key update of r', (key,))


# -- facts -------------------------------------------------------------------------------------------------------


def fact(select: sa.Select[Any], bound: Mapping[str, Any]) -> Sent:
    """A statement of facts with what it asks to be bound."""
    sql, names, literals = _compiled(select)
    return Sent(sql, tuple(bound[name] if name in bound else literals[name] for name in names))


@lru_cache(maxsize=1024)  # statements belong to declarations, and are few
def _compiled(select: sa.Select[Any]) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
    compiled = select.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return str(compiled), tuple(compiled.positiontup or ()), compiled.params


def known(kind: type, rows: Mapping[str, Sequence[Mapping[str, Any]]], facts: Mapping[str, sa.Select[Any]]) -> Any:
    """What is known, from the rows of each fact; ``None`` where a fact that may be missing has no row."""
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], _worded(found, facts[name])) for name, found in rows.items()})


def _read(hint: Any, rows: Sequence[Mapping[str, Any]]) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_one(get_args(hint)[0], row) for row in rows)
    wanted = next((each for each in get_args(hint) if each is not type(None)), hint)
    if not rows and type(None) in get_args(hint):
        return None
    return _one(wanted, rows[0])


def _one(hint: Any, row: Mapping[str, Any]) -> Any:
    return hint(**row) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else next(iter(row.values()))


def _worded(rows: Sequence[Mapping[str, Any]], select: sa.Select[Any]) -> list[dict[str, Any]]:
    """The rows with the words of vocabularies as their members."""
    words = {
        each.name: each.type.enum_class
        for each in select.selected_columns
        if isinstance(each.type, sa.Enum) and each.type.enum_class is not None
    }
    return [{name: _word(words.get(name), value) for name, value in row.items()} for row in rows]


def _word(words: Any, value: Any) -> Any:
    return words[value] if words is not None and value is not None else value  # stored by name


# -- writes ------------------------------------------------------------------------------------------------------


def write(change: Write) -> Sent:
    """One row added or changed."""
    return _insert(change.table, change.values) if isinstance(change, Insert) else _update(change)


def _insert(table: sa.Table, values: Mapping[str, Any]) -> Sent:
    row = {"id": uuid7(), **values}
    columns = ", ".join(f'"{name}"' for name in row)
    bound = ", ".join(_bound(table, name, place) for place, name in enumerate(row, start=1))
    return Sent(f"insert into {qualified(table)} ({columns}) values ({bound})", _values(row.values()))


def _update(change: Any) -> Sent:
    table, values = change.table, change.values
    pairs = [f'"{name}" = {_bound(table, name, place)}' for place, name in enumerate(values, start=2)]
    version = version_of(table)
    raised = [f'"{version}" = "{version}" + 1'] if version else []
    sql = f'update {qualified(table)} set {", ".join([*pairs, *raised])} where "id" = $1'
    return Sent(sql, (change.key, *_values(values.values())))


def _bound(table: sa.Table, name: str, place: int) -> str:
    return f"${place}::{table.c[name].type.compile(dialect=_DIALECT)}"


def _values(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(str(value) if isinstance(value, StrEnum) else value for value in values)
