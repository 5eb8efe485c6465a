"""The few pieces of SQL text that everything is built from: conditions, parameters, JSON objects, casts.

Names come from table definitions and from GraphQL names (letters, digits and underscores); every value is a bound
parameter. ``"."`` is used as an alias because no GraphQL name can collide with it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.visitors import replacement_traverse

Condition = str | bool
"""SQL text of a boolean, or already known."""

Reader = Callable[[Any], Any]
"""Takes the value of a parameter from an ``Execution``."""


def all_of(conditions: Iterable[Condition]) -> Condition:
    """AND, simplified."""
    kept = list(dict.fromkeys(c for c in conditions if c is not True))
    if False in kept:
        return False
    return " and ".join(str(c) for c in kept) if kept else True


def any_of(conditions: Iterable[Condition]) -> Condition:
    """OR, simplified; in brackets."""
    kept = list(dict.fromkeys(c for c in conditions if c is not False))
    if True in kept:
        return True
    if len(kept) == 1:
        return kept[0]
    return "(" + " or ".join(f"({c})" for c in kept) + ")" if kept else False


def negated(condition: Condition) -> Condition:
    """NOT, simplified."""
    return not condition if isinstance(condition, bool) else f"not ({condition})"


def written(condition: Condition) -> str:
    """The condition as SQL text."""
    return str(condition).lower() if isinstance(condition, bool) else condition


def masked(condition: Condition, expression: str) -> str:
    """The masked column: the value where the condition holds, NULL elsewhere. Never selected where it never holds."""
    if condition is True:
        return expression
    return "null" if condition is False else f"case when {condition} then {expression} end"


def one_of(expression: str, numbers: Iterable[int]) -> Condition:
    """``expression in (...)``."""
    listed = sorted(set(numbers))
    if not listed:
        return False
    return f"{expression} = {listed[0]}" if len(listed) == 1 else f"{expression} in ({', '.join(map(str, listed))})"


_MARK = re.compile("\x03(\\d+)\x03")  # stands where a placeholder will: no text of ours holds this character


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a statement is given: its type in SQL, how it is read, and whether it is the asker's or the ask's.

    What is the asker's (lists, keys, the day) is alike for all that one principal asks at one time.
    """

    cast: str
    reader: Reader
    asker: bool


@dataclass(frozen=True, slots=True)
class Text:
    """SQL in which parameters stand as marks, and the parameters that stand in it, in the order of their first mark.

    What was bound for a condition that turned out never to hold is not in the text, and so not among them.
    """

    marked: str
    parameters: tuple[tuple[str, Parameter], ...]  # by mark

    def written(self, names: Mapping[str, str]) -> str:
        """The text with a name for each mark: ``$1``, or a column that holds the value."""
        return _MARK.sub(lambda found: names[found[1]], self.marked)

    def numbered(self) -> str:
        """The text with its parameters as ``$1``, ``$2`` and so on."""
        return self.written({mark: f"${place}" for place, (mark, _) in enumerate(self.parameters, start=1)})


@dataclass(slots=True)
class Parameters:
    """The parameters of one statement: each distinct value once, with how to read it for a request."""

    bound: list[Parameter] = field(default_factory=list)
    places: dict[tuple[Any, str], str] = field(default_factory=dict)

    def bind(self, key: Any, cast: str, reader: Reader, *, asker: bool = False) -> str:
        """The placeholder of a value; the same key and cast give the same placeholder."""
        if (key, cast) not in self.places:
            self.bound.append(Parameter(cast, reader, asker))
            self.places[key, cast] = f"\x03{len(self.bound) - 1}\x03::{cast}"
        return self.places[key, cast]

    def text(self, sql: str) -> Text:
        """The text with those of its parameters that stand in it."""
        marks = dict.fromkeys(_MARK.findall(sql))
        return Text(sql, tuple((mark, self.bound[int(mark)]) for mark in marks))


def json_object(pairs: Sequence[tuple[str, str]], source: str = "") -> str:
    """A scalar subquery that gives one row as a JSON object, its keys in order; NULL when ``source`` has no row."""
    columns = ", ".join(f'{expression} as "{key}"' for key, expression in pairs)
    return f'(select row_to_json(".") from (select {columns} {source}) ".")'


def json_list(pairs: Sequence[tuple[str, str]], source: str) -> str:
    """A scalar subquery that gives the rows of ``source`` as a JSON array of objects, in its order."""
    columns = ", ".join(f'{expression} as "{key}"' for key, expression in pairs)
    return f'(select coalesce(json_agg(row_to_json(".")), \'[]\'::json) from (select {columns} {source}) ".")'


_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
_ALIAS = "\x01"


def template(expression: sa.ColumnElement[Any]) -> str:
    """An expression over one table's columns as text, with a control character where the alias goes."""
    if isinstance(expression, sa.Column):
        return f'{_ALIAS}."{expression.name}"'

    def placed(element: Any, **_: Any) -> Any:
        return sa.literal_column(f'{_ALIAS}."{element.name}"') if isinstance(element, sa.Column) else None

    replaced = replacement_traverse(expression, {}, placed)
    return "(" + str(replaced.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})) + ")"


def columns_of(expression: sa.ColumnElement[Any]) -> list[str]:
    """The names of the columns an expression uses."""
    if isinstance(expression, sa.Column):
        return [expression.name]
    return [each.name for each in sa.sql.visitors.iterate(expression) if isinstance(each, sa.Column)]


_CASTS: tuple[tuple[type, str], ...] = (
    (sa.Boolean, "boolean"),
    (sa.SmallInteger, "integer"),  # a larger number than it holds is compared, not refused by the driver
    (sa.BigInteger, "bigint"),
    (sa.Integer, "integer"),
    (sa.Float, "double precision"),
    (sa.Numeric, "numeric"),
    (sa.DateTime, "timestamptz"),
    (sa.Date, "date"),
    (sa.Uuid, "uuid"),
    (sa.String, "text"),
)


def cast_of(expression: sa.ColumnElement[Any]) -> str:
    """The PostgreSQL type to which a value compared with the expression is cast."""
    for kind, cast in _CASTS:
        if isinstance(expression.type, kind):
            return cast
    raise TypeError(f"{expression} cannot be compared: take it out of filters and sorts.")


def comparand_of(expression: sa.ColumnElement[Any]) -> str:
    """The type of what a reader gives to compare with the expression: any whole number, also one too large to occur."""
    cast = cast_of(expression)
    return "bigint" if cast in ("smallint", "integer") else cast


def qualified(table: sa.FromClause) -> str:
    """``"schema"."table"``."""
    if not isinstance(table, sa.Table):
        raise TypeError(f"{table} is no table: declare records over tables and views.")
    return f'"{table.schema}"."{table.name}"'
