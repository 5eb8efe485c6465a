"""Rows of a record as SQL: which of them exist for the caller, in which order, and which page of them is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from policies.permit import Permit
from policies.processing import ROWS_OWNER
from policies.vocabulary import DataClass, ItemHandling, Ownership
from schema.declare import ColumnField, RecordType, camel
from schema.masks import RowFacts, Shows, Sight, sharing, shown
from schema.scopes import (
    ByAccess,
    ByAddressee,
    ByArea,
    ByCase,
    ByCaseAsked,
    ByCaseInArea,
    ByCaseShared,
    ByMeeting,
    ByPerson,
    ItselfCase,
)
from schema.sight import Accesses, Anchor, Seen, Viewpoint
from schema.sql import Condition, Parameters, all_of, any_of, masked, qualified, template, written

CASE = '"coordination"."case"'
SUBJECTS = (".case", ".person")  # what an outer query calls the ids of whom its rows are about


@dataclass(slots=True)
class Alias:
    """A name for rows in SQL, which remembers the columns it was asked for."""

    name: str
    used: dict[str, None] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """A column of these rows."""
        self.used[name] = None
        return f'{self.name}."{name}"'


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a record in SQL: its alias, its sight, and the item's own facts."""

    record: RecordType
    alias: Alias
    sight: Sight
    facts: RowFacts


class Columns:
    """Writes the masked column: the one way in which a value of a row is named."""

    def __init__(self, permit: Permit, today: Callable[[], str], parameters: Parameters) -> None:
        self.permit = permit
        self.today = today
        self.touched: dict[DataClass, set[str]] = {}
        self.held: dict[DataClass, set[str]] = {}  # by whom, as owner codes
        self._shows = Shows(permit.decision, sharing(permit, lambda codes: _bound(codes, parameters)))
        self._known: dict[tuple[int, frozenset[str] | None, Sight, RowFacts], Condition] = {}

    def value(self, row: Row, declared: ColumnField) -> str:
        """The masked value, for showing and sorting."""
        condition = self.condition(row, declared)
        if condition is False:
            return "null"  # and the column is not even read
        return masked(condition, self.bare(row.alias, declared.expression))

    def compared(self, row: Row, declared: ColumnField, comparison: Callable[[str], str]) -> Condition:
        """A comparison of the masked value: false wherever the value is hidden."""
        condition = self.condition(row, declared)
        if condition is False:
            return False
        return all_of((condition, comparison(self.bare(row.alias, declared.expression))))

    def condition(self, row: Row, declared: ColumnField) -> Condition:
        """Where the value is shown, in rows that exist; naming it here is what the access record will say."""
        data_class = row.record.class_of(declared)
        self.touch(row.record, data_class, declared.name)
        return self.shown(row, data_class)

    def touch(self, record: RecordType, data_class: DataClass, name: str) -> None:
        """Remember that a field is named, and whose it is: the access record will say so."""
        self.touched.setdefault(data_class, set()).add(f"{record.name}.{camel(name)}")
        self.held.setdefault(data_class, set()).add(record.owner if isinstance(record.owner, str) else ROWS_OWNER)

    def shown(self, row: Row, data_class: DataClass) -> Condition:
        """Where the class is shown, in rows that exist: what made a row exist need not be asked again."""
        condition = self._shown(row, data_class)
        implied = condition is not False and condition == self._shown(row, row.record.exists)
        return True if implied else condition

    def existing(self, row: Row) -> Condition:
        """Where the row exists: its class is shown, and the class it names for itself, where it names one."""
        condition = self._shown(row, row.record.exists)
        classed = row.record.row_class
        return condition if classed is None else all_of((condition, self._classed(row, classed)))

    def _shown(self, row: Row, data_class: DataClass) -> Condition:
        """What is decided and shared alike is written once; the permit keeps its decisions, so each has its own id."""
        permit = self.permit
        key = (id(permit.decision(data_class)), permit.sharers(data_class), row.sight, row.facts)
        if key not in self._known:
            self._known[key] = shown(self._shows, data_class, row.sight, row.facts)
        return self._known[key]

    def _classed(self, row: Row, column: sa.Column[Any]) -> Condition:
        """The row names its own data class: shown where that class is; a class nobody knows is shown nowhere."""
        groups: dict[Condition, list[str]] = {}
        for data_class in DataClass:
            groups.setdefault(self._shown(row, data_class), []).append(data_class.value)
        named = row.alias.column(column.name)
        return any_of(
            all_of((f"{named} in ({', '.join(repr(each) for each in classes)})", condition))
            for condition, classes in groups.items()
        )

    def bare(self, alias: Alias, expression: sa.ColumnElement[Any]) -> str:
        """An unmasked expression, for joins and masks; what shows or compares goes through ``condition``."""
        text, columns = _template(expression)
        for name in columns:
            alias.column(name)
        text = text.replace("\x01", alias.name)
        return text.replace(":today", self.today()) if ":today" in text else text


def _bound(codes: frozenset[str], parameters: Parameters) -> str:
    return parameters.bind(("codes", codes), "text[]", lambda _: sorted(codes), asker=True)


_templates: dict[int, tuple[sa.ColumnElement[Any], str, tuple[str, ...]]] = {}


def _template(expression: sa.ColumnElement[Any]) -> tuple[str, tuple[str, ...]]:
    """The text of an expression, made once: expressions belong to declarations and live as long as the program."""
    if id(expression) not in _templates:
        names = tuple(each.name for each in sa.sql.visitors.iterate(expression) if isinstance(each, sa.Column))
        _templates[id(expression)] = (expression, template(expression), names)
    _, text, columns = _templates[id(expression)]
    return text, columns


@dataclass(slots=True)
class Source:
    """FROM and WHERE of the rows of a record that exist for the caller."""

    row: Row
    tables: str
    conditions: list[Condition]
    places: Sequence[tuple[str, str]]  # what an outer query needs to know the cell: name there -> expression
    outer: Callable[[Alias], Row]  # the same rows under the alias of an outer query
    case: str | None = None  # the alias of the case's own row, where it is among the tables

    def where(self, *more: Condition) -> str:
        """The FROM and WHERE text with further conditions."""
        condition = all_of((*self.conditions, *more))
        return f"from {self.tables}" + ("" if condition is True else f" where {written(condition)}")


class Sources:
    """Makes sources: rows under a parent, in whose cell they sit, or rows with a cell of their own."""

    def __init__(self, view: Viewpoint, columns: Columns, name: Callable[[str], str]) -> None:
        self.view = view
        self.columns = columns
        self.name = name

    def within(self, record: RecordType, parent: Sight) -> Source:
        """Rows that sit in the cell of their parent."""
        alias = Alias(self.name("b"))

        def outer(outside: Alias) -> Row:
            return Row(record, outside, parent, self._facts(record, outside))

        row = outer(alias)
        return Source(row, f"{qualified(record.table)} {alias.name}", self._existing(row), (), outer)

    def apart(self, record: RecordType) -> Source:
        """Rows whose cell is found from themselves."""
        alias = Alias(self.name("b"))
        anchor, tables, case = self._anchor(record, alias)
        seen = self._seen(record, anchor)
        sight = seen.sight
        row = Row(record, alias, sight, self._facts(record, alias))

        def outer(outside: Alias) -> Row:
            standing = sight.standing if sight.standing.isdigit() else f'{outside.name}.".standing"'
            subjects = tuple(f'{outside.name}."{name}"' for name, _ in zip(SUBJECTS, sight.subjects, strict=False))
            moved = Sight(standing, f'{outside.name}.".handling"', sight.places, subjects)
            return Row(record, outside, moved, self._facts(record, outside))

        places = [(".standing", sight.standing), (".handling", sight.handling)]
        places += zip(SUBJECTS, sight.subjects, strict=False)
        return Source(row, tables, [seen.test, *self._existing(row)], places, outer, case)

    def joined(self, record: RecordType, alias: str, sight: Sight) -> Row:
        """A row that is joined already, under this alias and in this sight."""
        named = Alias(alias)
        return Row(record, named, sight, self._facts(record, named))

    def _seen(self, record: RecordType, anchor: Anchor) -> Seen:
        """Rows of a case are seen where the case exists; others, and those addressed to one, wherever they may be."""
        if not anchor.case or anchor.addressee:
            return self.view.see(anchor, {(c.standing, c.handling) for c in self.columns.permit.shown(record.exists)})
        permit, joint = self.columns.permit, "coordination"  # whose the record that there is a case is
        cell = Ownership.OWN if self.view.owner == joint else Ownership.OTHER
        cells = permit.shown(DataClass.EXISTENCE) if permit.shares(DataClass.EXISTENCE, joint) else ()
        return self.view.see(
            anchor, {(c.standing, c.handling) for c in cells if c.item is ItemHandling.OPEN and c.ownership is cell}
        )

    def _existing(self, row: Row) -> list[Condition]:
        """Where the row is shown; of what leaves the platform, where it may leave it at all."""
        record = row.record
        fixed = (record.where, record.let_out if self.columns.permit.exported else None)
        met = [self.columns.bare(row.alias, each) for each in fixed if each is not None]
        return [self.columns.existing(row), *met]

    def _facts(self, record: RecordType, alias: Alias) -> RowFacts:
        item = alias.column("item_handling") if record.item_handling else None
        owner = record.owner if isinstance(record.owner, str) else alias.column(record.owner.name)
        return RowFacts(item, self._own(record, alias), owner)

    def _own(self, record: RecordType, alias: Alias) -> Condition:
        if isinstance(record.owner, str):
            return record.owner == self.view.owner
        owner = self.view.owner
        bound = self.view.parameters.bind(("owner",), "text", lambda _: owner, asker=True)
        return f"{alias.column(record.owner.name)} = {bound}"

    def _anchor(self, record: RecordType, alias: Alias) -> tuple[Anchor, str, str | None]:
        table, scope = f"{qualified(record.table)} {alias.name}", record.scope
        if isinstance(scope, ItselfCase):
            return _case_anchor(alias.name), table, alias.name
        if isinstance(scope, ByCase | ByPerson):
            case = self.name("k")
            theirs = "id" if isinstance(scope, ByCase) else "person_id"
            joined = f'{table} join {CASE} {case} on {case}."{theirs}" = {alias.column(scope.column.name)}'
            return _of_its_own(_case_anchor(case), scope, alias), joined, case
        if isinstance(scope, ByMeeting):
            return Anchor(meeting=alias.column(scope.meeting.name), area=alias.column(scope.area.name)), table, None
        if isinstance(scope, ByArea):
            return _area_anchor(alias, scope), table, None
        if isinstance(scope, ByAccess):
            return _access_anchor(alias, scope), table, None
        return Anchor(), table, None


def _area_anchor(alias: Alias, scope: ByArea) -> Anchor:
    def named(column: sa.Column[Any] | None) -> str | None:
        return None if column is None else alias.column(column.name)

    return Anchor(area=named(scope.area), person=named(scope.person), handling=named(scope.handling))


def _access_anchor(alias: Alias, scope: ByAccess) -> Anchor:
    agency = None if scope.agency is None else alias.column(scope.agency.name)
    of_areas = None if scope.of_areas is None else scope.of_areas.replace("{row}", alias.name)
    return Anchor(accesses=Accesses(agency, of_areas))


def _of_its_own(anchor: Anchor, scope: ByCase | ByPerson, alias: Alias) -> Anchor:
    """The anchor of a row of a case, with what the row itself says of who stands how towards it."""
    if isinstance(scope, ByCaseInArea):
        return replace(anchor, area=alias.column(scope.area.name))
    if isinstance(scope, ByCaseShared):
        return replace(anchor, shared=alias.column("id"))
    if isinstance(scope, ByCaseAsked):
        return replace(anchor, asked=alias.column(scope.asked.name))
    if isinstance(scope, ByAddressee):
        return replace(anchor, addressee=alias.column(scope.addressee.name))
    return anchor


def _case_anchor(alias: str) -> Anchor:
    return Anchor(
        case=f'{alias}."id"', person=f'{alias}."person_id"', area=f'{alias}."area_id"', handling=f'{alias}."handling"'
    )
