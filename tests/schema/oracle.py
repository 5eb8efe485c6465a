"""The slow oracle: what an answer must be, worked out row by row and field by field in plain Python.

It shares nothing with the compiled path but the declarations and the permit. All rows are loaded; graphql-core executes
the operation over the printed schema with one generic resolver; whether a row exists and whether a value is shown is
looked up in the permit's cells, one row at a time.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from graphql import GraphQLSchema, build_schema, execute_sync, parse
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.visitors import replacement_traverse

from agencies.person.identifiers import candidates
from policies.permit import Cell, Permit
from policies.principal import Standings
from policies.vocabulary import DataClass, Handling, ItemHandling, Ownership, Standing
from schema.declare import (
    Argument,
    ByArea,
    ByCase,
    ByMeeting,
    ByPerson,
    ColumnField,
    EmbeddedField,
    IdentifierArgument,
    ItselfCase,
    Order,
    RecordType,
    RelationField,
    Root,
    TimelineField,
    camel,
)
from schema.registry import Registry
from schema.seals import Seals

PAGE = 20  # of a list that says nothing else
SHORT_LIST = 50
HANDLINGS, ITEMS, STANDINGS = tuple(Handling), tuple(ItemHandling), tuple(Standing)
LIMITED = (Handling.LIMITED_ACCESS, Handling.TERRORISM_LIMITED_ACCESS)


class Cursor(str):
    """A cursor as the oracle names it: the sort value and the key that it must open to."""

    value: Any
    key: str


@dataclass(frozen=True, slots=True)
class Place:
    """The case's part of a cell, and the case it comes from, where there is one."""

    standing: Standing
    handling: Handling
    case: UUID | None = None

    @property
    def label(self) -> str:
        return f"{STANDINGS.index(self.standing)}/{HANDLINGS.index(self.handling)}"


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as it is stored, with every declared value worked out, nothing withheld."""

    record: RecordType
    columns: Mapping[str, Any]
    values: Mapping[str, Any]

    @property
    def id(self) -> Any:
        return self.columns["id"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row in the place in which it is seen."""

    stored: Stored
    place: Place


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object made of a row's own columns."""

    shown: Shown
    field: EmbeddedField


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list."""

    every: Sequence[Shown]
    page: Sequence[Shown]
    cursor: Callable[[Shown], Cursor]
    has_next: bool
    has_previous: bool


class Holdings:
    """Every row of every record, by record and by key."""

    def __init__(self, connection: sa.Connection, registry: Registry, today: date) -> None:
        self.registry = registry
        self.today = today
        self.rows = {name: self._load(connection, record) for name, record in registry.records.items()}
        self.case_by_id = {row.id: row for row in self.rows["Case"]}
        self.case_by_person = {row.columns["person_id"]: row for row in self.rows["Case"]}

    def _load(self, connection: sa.Connection, record: RecordType) -> list[Stored]:
        wanted: list[sa.ColumnElement[Any]] = [c.label(f"column {c.name}") for c in record.table.c]
        wanted += [expression.label(name) for name, expression in self._expressions(record)]
        query = sa.select(*wanted).select_from(record.table)
        dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
        text = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        found = connection.exec_driver_sql(text.replace(":today", f"'{self.today}'::date")).mappings()
        return [Stored(record, {c.name: row[f"column {c.name}"] for c in record.table.c}, dict(row)) for row in found]

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


def _moved(expression: sa.ColumnElement[Any], table: sa.FromClause) -> sa.ColumnElement[Any]:
    """An embedded object's expression over the columns of the record that embeds it."""
    if isinstance(expression, sa.Column):
        return table.c[expression.name]
    return replacement_traverse(
        expression, {}, lambda each, **_: table.c[each.name] if isinstance(each, sa.Column) else None
    )


@dataclass(slots=True)
class Oracle:
    """One principal with one purpose, answered slowly."""

    holdings: Holdings
    permit: Permit
    standings: Standings
    seals: Seals
    subjects: dict[str, set[str]] = field(default_factory=dict)

    # -- the law, row by row

    def standing(self, case: Stored) -> Standing:
        """The first rung that applies, from the top."""
        mine, key, area = self.standings, case.id, case.columns["area_id"]
        limited = HANDLINGS[case.columns["handling"]] in LIMITED
        rungs = (
            (Standing.EXCLUDED, key in mine.excluded or (limited and key not in mine.permitted)),
            (Standing.EMERGENCY, key in mine.emergency),
            (Standing.ASSIGNED, key in mine.assigned),
            (Standing.CONVENED, key in mine.convened),
            (Standing.COORDINATING, area in mine.coordinated_areas),
            (Standing.AREA, area in mine.areas),
        )
        return next((standing for standing, holds in rungs if holds), Standing.NONE)

    def standing_in_area(self, area: Any, meeting: Any = None) -> Standing:
        if meeting in self.standings.meetings:
            return Standing.CONVENED
        if area in self.standings.coordinated_areas:
            return Standing.COORDINATING
        return Standing.AREA if area in self.standings.areas else Standing.NONE

    def place(self, row: Stored) -> Place | None:
        """Where a row sits of itself; None where it belongs to a case that is not."""
        scope = row.record.scope
        if isinstance(scope, ItselfCase | ByCase | ByPerson):
            case = self.case_of(row)
            return case and Place(self.standing(case), HANDLINGS[case.columns["handling"]], case.id)
        if isinstance(scope, ByMeeting):
            meeting, area = row.columns[scope.meeting.name], row.columns[scope.area.name]
            return Place(self.standing_in_area(area, meeting), Handling.ORDINARY)
        area = row.columns[scope.area.name] if isinstance(scope, ByArea) else None
        return Place(self.standing_in_area(area), Handling.ORDINARY)

    def case_of(self, row: Stored) -> Stored | None:
        scope = row.record.scope
        if isinstance(scope, ByPerson):
            return self.holdings.case_by_person.get(row.columns[scope.column.name])
        key = row.columns[scope.column.name] if isinstance(scope, ByCase) else row.id
        return self.holdings.case_by_id.get(key)

    def owns(self, row: Stored) -> Ownership:
        owner = row.record.owner
        code = owner if isinstance(owner, str) else row.columns[owner.name]
        return Ownership.OWN if code == self.permit.kind.owner else Ownership.OTHER

    def cell(self, row: Stored, place: Place) -> Cell:
        item = ITEMS[row.columns["item_handling"]] if "item_handling" in row.columns else ItemHandling.OPEN
        return Cell(place.standing, place.handling, item, self.owns(row))

    def is_shown(self, row: Stored, place: Place, data_class: DataClass) -> bool:
        return self.cell(row, place) in self.permit.shown(data_class)

    def exists_in(self, row: Stored, place: Place) -> bool:
        """Whether the row is there, given where it is seen."""
        if not self.is_shown(row, place, row.record.exists) or row.values.get("where") is False:
            return False
        classed = row.record.row_class
        return classed is None or self.is_shown(row, place, DataClass(row.columns[classed.name]))

    def found(self, row: Stored) -> Shown | None:
        """The row where it sits of itself, if it is there: nothing of a case is there unless the case is."""
        place = self.place(row)
        if place is None or not self.exists_in(row, place):
            return None
        if place.case is not None:
            case = self.holdings.case_by_id[place.case]
            if not self.is_shown(case, place, DataClass.EXISTENCE):
                return None
        return Shown(row, place)

    def all_found(self, record: str) -> list[Shown]:
        return [shown for shown in map(self.found, self.holdings.rows[record]) if shown]

    def value(self, shown: Shown, declared: ColumnField) -> Any:
        """The value where its class is shown, else None."""
        data_class = declared.data_class or shown.stored.record.exists
        return shown.stored.values[declared.name] if self.is_shown(shown.stored, shown.place, data_class) else None

    # -- what is asked

    def execute(self, schema: GraphQLSchema, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the answer; an error is a fault of the oracle."""
        result = execute_sync(
            schema,
            parse(text),
            variable_values=dict(variables),
            field_resolver=self._resolve,
            type_resolver=lambda shown, *_: shown.stored.record.name,
        )
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    def _resolve(self, source: Any, info: Any, **arguments: Any) -> Any:
        name = info.field_name
        given = {key: value for key, value in arguments.items() if value is not None}
        if source is None:
            return self._root(name, given)
        if isinstance(source, Shown):
            return self._member(source, name, given)
        if isinstance(source, Embedded):
            inner = self._declared(self.holdings.registry.embedded[source.field.target].fields, name)
            assert isinstance(inner, ColumnField)
            stored, place = source.shown.stored, source.shown.place
            data_class = inner.data_class or stored.record.exists
            shown = self.is_shown(stored, place, data_class)
            return stored.values[f"{source.field.name}.{inner.name}"] if shown else None
        return self._of_list(source, name) if isinstance(source, Listed) else source[name]

    @staticmethod
    def _declared(fields: Mapping[str, Any], name: str) -> Any:
        return next(each for each in fields.values() if camel(each.name) == name)

    def _tell(self, shown: Shown) -> Shown:
        """Note whom an answer is about."""
        if shown.place.case is not None:
            self._note(shown.place, shown.place.case)
        subject = shown.stored.record.subject
        if subject is not None and shown.stored.columns[subject.name] is not None:
            self._note(shown.place, shown.stored.columns[subject.name])
        return shown

    def _note(self, place: Place, key: UUID) -> None:
        self.subjects.setdefault(place.label, set()).add(str(key))

    # -- roots

    def _root(self, name: str, given: dict[str, Any]) -> Any:
        if name == "node":
            return self._node(given["id"])
        root = self.holdings.registry.roots[name]
        assert isinstance(root, Root)
        rows = [row for row in self.all_found(root.target) if all(self._meets(row, a, given) for a in root.arguments)]
        if root.one:
            record = self.holdings.registry.records[root.target]
            return self._first(rows, record.order)
        return self._list(self.holdings.registry.records[root.target], rows, given, None)

    def _node(self, token: str) -> Shown | None:
        opened = open_id(self.seals, token)
        if opened is None:
            return None
        for record in self.holdings.registry.nodes:
            if hashlib.sha256(record.name.encode()).digest()[:4] == opened[0]:
                found = [row for row in self.all_found(record.name) if row.stored.id == opened[1]]
                return self._tell(found[0]) if found else None
        return None

    def _meets(self, row: Shown, argument: Argument | IdentifierArgument, given: Mapping[str, Any]) -> bool:
        if argument.name not in given:
            return True
        if isinstance(argument, IdentifierArgument):
            return self._identified(row, given[argument.name])
        on, _, name = argument.path.rpartition(".")
        case = self.case_of(row.stored)
        holder = Shown(case, row.place) if on and case else row
        declared = holder.stored.record.fields[name]
        assert isinstance(declared, ColumnField)
        return compares(argument.operator.value, self.value(holder, declared), given[argument.name])

    def _identified(self, row: Shown, text: str) -> bool:
        wanted = {each.canonical for each in candidates(text, self.holdings.today)}
        case = self.case_of(row.stored)
        assert case is not None
        for number in self.holdings.theirs("Identifier", "person_id", case.columns["person_id"]):
            declared = number.record.fields["value"]
            assert isinstance(declared, ColumnField)
            if self.exists_in(number, row.place) and self.value(Shown(number, row.place), declared) in wanted:
                return True
        return False

    # -- members

    def _member(self, shown: Shown, name: str, given: dict[str, Any]) -> Any:
        record = shown.stored.record
        if name == "id":
            return sealed_id(self.seals, record.name, shown.stored.id)
        declared = self._declared(record.fields, name)
        if isinstance(declared, ColumnField):
            return self.value(shown, declared)
        if isinstance(declared, EmbeddedField):
            return Embedded(shown, declared)
        if isinstance(declared, TimelineField):
            return self._timeline(shown, given)
        return self._relation(shown, declared, given)

    def related(self, shown: Shown, declared: RelationField) -> list[Shown]:
        """The rows that a relation leads to, and that are there."""
        assert declared.where is None
        ours = shown.stored.columns[declared.ours.name]
        rows = self.holdings.theirs(declared.target, declared.theirs.name, ours)
        if not declared.same_case:
            return [found for found in map(self.found, rows) if found]
        kept = [row for row in rows if self._same_case(shown.stored, row)]
        return [Shown(row, shown.place) for row in kept if self.exists_in(row, shown.place)]

    def _same_case(self, one: Stored, other: Stored) -> bool:
        """Rows that belong to cases belong to the same one."""
        cases = ItselfCase | ByCase | ByPerson
        if not (isinstance(one.record.scope, cases) and isinstance(other.record.scope, cases)):
            return True
        return self.case_of(one) is self.case_of(other)

    def _relation(self, shown: Shown, declared: RelationField, given: dict[str, Any]) -> Any:
        rows, record = self.related(shown, declared), self.holdings.registry.records[declared.target]
        if declared.one:
            return self._first(rows, declared.order or record.order)
        if declared.paged:
            return self._list(record, rows, given, declared.order)
        return [self._tell(row) for row in self._sorted(record, rows, declared.order or record.order)[:SHORT_LIST]]

    def _first(self, rows: Sequence[Shown], order: Order) -> Shown | None:
        return self._tell(self._sorted(rows[0].stored.record, rows, order)[0]) if rows else None

    def _timeline(self, shown: Shown, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        events = [event for record in self.holdings.registry.events for event in self._events(shown, record)]
        with_day = sorted((e for e in events if e["on"]), key=lambda e: e["id"].int)
        with_day.sort(key=lambda e: e["on"], reverse=True)
        without = sorted((e for e in events if not e["on"]), key=lambda e: e["id"].int)
        return [*with_day, *without][: given.get("first", PAGE)]

    def _events(self, shown: Shown, record: RecordType) -> Iterable[dict[str, Any]]:
        assert record.timeline is not None
        if not isinstance(record.scope, ByCase | ByPerson):
            return
        for row in self.holdings.rows[record.name]:
            if self.case_of(row) is shown.stored and self.exists_in(row, shown.place):
                data_class = record.timeline.data_class or record.exists
                title = row.values["timeline title"] if self.is_shown(row, shown.place, data_class) else None
                yield {"on": row.values["timeline on"], "kind": record.timeline.kind, "title": title, "id": row.id}

    # -- lists

    def _list(self, record: RecordType, rows: Iterable[Shown], given: dict[str, Any], order: Order | None) -> Listed:
        asked = given.get("sort")
        if asked:
            order = Order(asked["by"].lower(), asked.get("direction") == "DESC")
        order = order or record.order
        every = self._sorted(record, [row for row in rows if self._passes(row, given.get("filter"))], order)
        between = [row for row in every if self._between(row, order, given)]
        size = given.get("first", given.get("last", PAGE))
        backward = "last" in given
        page = (between[-size:] if size else []) if backward else between[:size]
        more = len(between) > size
        return Listed(
            every,
            page,
            lambda row: self._cursor(row, order),
            "before" in given if backward else more,
            more if backward else "after" in given,
        )

    def _passes(self, row: Shown, conditions: Mapping[str, Any] | None) -> bool:
        for name, comparisons in (conditions or {}).items():
            declared = self._declared(row.stored.record.fields, name)
            for operator, given in (comparisons or {}).items():
                if given is not None and not compares(operator, self.value(row, declared), given):
                    return False
        return True

    def _key(self, row: Shown, order: Order) -> tuple[Any, Any]:
        declared = row.stored.record.fields[order.field]
        assert isinstance(declared, ColumnField)
        key = row.stored.id
        return self.value(row, declared), key.int if isinstance(key, UUID) else key

    def _sorted(self, record: RecordType, rows: Sequence[Shown], order: Order) -> list[Shown]:
        """By value, then by key, both in one direction; what has no value last."""
        assert all(row.stored.record is record for row in rows)
        keys = [(self._key(row, order), row) for row in rows]
        valued = sorted((k for k in keys if k[0][0] is not None), key=lambda k: k[0], reverse=order.descending)
        empty = sorted((k for k in keys if k[0][0] is None), key=lambda k: k[0][1], reverse=order.descending)
        return [row for _, row in (*valued, *empty)]

    def _between(self, row: Shown, order: Order, given: Mapping[str, Any]) -> bool:
        """Whether the row lies after the one cursor and before the other."""
        value, key = self._key(row, order)
        here = (value is None, value if value is not None else 0, key)
        for name in ("after", "before"):
            if name in given:
                text, token_key = open_cursor(given[name])
                theirs = UUID(token_key).int if len(token_key) == 36 else int(token_key)
                at_value = None if is_nothing(text) else as_typed(text, row.stored.record, order)
                at = (at_value is None, at_value if at_value is not None else 0, theirs)
                later = follows(here, at, order.descending)
                if here == at or later is not (name == "after"):
                    return False
        return True

    def _cursor(self, row: Shown, order: Order) -> Cursor:
        declared = row.stored.record.fields[order.field]
        assert isinstance(declared, ColumnField)
        made = Cursor("cursor")
        made.value, made.key = self.value(row, declared), str(row.stored.id)
        return made

    def _of_list(self, listed: Listed, name: str) -> Any:
        if name == "totalCount":
            return len(listed.every)
        for row in listed.page:
            self._tell(row)
        if name == "nodes":
            return listed.page
        if name == "edges":
            return [{"cursor": listed.cursor(row), "node": row} for row in listed.page]
        return {
            "hasNextPage": listed.has_next,
            "hasPreviousPage": listed.has_previous,
            "startCursor": listed.cursor(listed.page[0]) if listed.page else None,
            "endCursor": listed.cursor(listed.page[-1]) if listed.page else None,
        }


def follows(here: tuple[bool, Any, Any], at: tuple[bool, Any, Any], descending: bool) -> bool:
    """Whether one place comes after another in a list: what has no value last, whichever way the list runs."""
    if here[0] is not at[0]:
        return here[0]
    return here[1:] < at[1:] if descending else here[1:] > at[1:]


COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "equals": lambda value, given: bool(value == given),
    "in": lambda value, given: value in given,
    "startsWith": lambda value, given: value.lower().startswith(given.lower()),
    "contains": lambda value, given: given.lower() in value.lower(),
    "before": lambda value, given: bool(value < given),
    "onOrAfter": lambda value, given: bool(value >= given),
    "atMost": lambda value, given: bool(value <= given),
    "atLeast": lambda value, given: bool(value >= given),
}


def compares(operator: str, value: Any, given: Any) -> bool:
    """A comparison with a shown value; what is hidden or empty meets none."""
    if value is None:
        return False
    if isinstance(value, datetime):
        moment = datetime.fromisoformat(given)
        given = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    elif isinstance(value, date):
        given = date.fromisoformat(given)
    return COMPARE[operator](value, given)


# -- tokens, opened and sealed anew ---------------------------------------------------------------------------------


def _mac(seals: Seals, message: bytes) -> bytes:
    key = bytes(byte ^ 0x36 for byte in seals.inner)
    return hmac.digest(key, message, "sha256")


def sealed_id(seals: Seals, record: str, key: UUID) -> str:
    """The id of a row."""
    payload = hashlib.sha256(record.encode()).digest()[:4] + key.bytes
    return base64.urlsafe_b64encode(payload + _mac(seals, b"id" + payload)[:12]).decode().rstrip("=")


def _raw(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


def open_id(seals: Seals, token: str) -> tuple[bytes, UUID] | None:
    """The type code and key of an id that is one of ours."""
    try:
        raw = _raw(token)
    except ValueError:
        return None
    payload, mac = raw[:20], raw[20:]
    return (payload[:4], UUID(bytes=payload[4:])) if _mac(seals, b"id" + payload)[:12] == mac else None


def open_cursor(token: str) -> tuple[str, str]:
    """The sort value and key in a cursor, whoever sealed it."""
    value, key = _raw(token)[:-16].decode().rsplit("\x1f", 1)
    return value, key


def is_nothing(text: str) -> bool:
    """Whether a cursor's sort value stands for none."""
    return text in ("infinity", "-infinity", chr(1114111), "")


def as_typed(text: str, record: RecordType, order: Order) -> Any:
    declared = record.fields[order.field]
    assert isinstance(declared, ColumnField)
    kind = declared.expression.type
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(text)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(text)
    return int(text) if isinstance(kind, sa.Integer) else text


def same(expected: Any, actual: Any) -> bool:
    """Whether the compiled answer says what the oracle says: instants as instants, cursors by what they open to."""
    if isinstance(expected, dict):
        keys = isinstance(actual, dict) and list(expected) == list(actual)
        return keys and all(same(expected[key], actual[key]) for key in expected)
    if isinstance(expected, list | tuple):
        alike = isinstance(actual, list) and len(expected) == len(actual)
        return alike and all(map(same, expected, actual))
    if isinstance(expected, Cursor):
        text, key = open_cursor(actual)
        value = is_nothing(text) if expected.value is None else text == _spelled(expected.value)
        return value and key == expected.key
    if isinstance(expected, datetime):
        return isinstance(actual, str) and "T" in actual and datetime.fromisoformat(actual) == expected
    if isinstance(expected, date):
        return bool(actual == expected.isoformat())
    return type(expected) is type(actual) and bool(expected == actual)


def _spelled(value: Any) -> str:
    return str(value).removesuffix(":00") if isinstance(value, datetime) else str(value)


def plain_schema(text: str) -> GraphQLSchema:
    """The printed schema without resolvers: enums are their names, dates are whatever the resolver gives."""
    return build_schema(text)
