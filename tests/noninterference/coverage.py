"""What was tried: each data class, by how it was changed where it was hidden, and by how it was asked for meanwhile."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    value_from_ast_untyped,
    visit,
)

from policies.permit import Cell
from policies.vocabulary import Agency, DataClass, ItemHandling, Role, Standing
from schema.declare import ColumnField, EmbeddedField, TimelineField, camel
from schema.registry import Registry
from schema.roots import Argument, Root
from tests.noninterference import law
from tests.noninterference.changes import Change, Kind
from tests.noninterference.questions import Question
from tests.policies.laws import AGENCIES, kind_of


class View(StrEnum):
    """How a kind of information is asked for."""

    LIST = "list"
    NESTED = "nested"
    NODE = "node"
    CASE = "case"
    FILTER = "filter"
    ARGUMENT = "argument"
    SORT = "sort"
    COUNT = "count"
    FORWARDS = "after"
    BACKWARDS = "before"
    TIMELINE = "timeline"


Use = tuple[DataClass, View]
# Many entries share one reading, which no change here edits; tests/gateway/test_audit_scope.py holds what it hides. How
# often the law decided so is made of entries, and grows with every question; tests/gateway/web/test_law_pages.py holds
# who is shown it, and what it tells.
ELSEWHERE = frozenset({DataClass.ACCESS_WITHHELD, DataClass.ACCESS_COUNT})
ROOTS = {"node": View.NODE, "case": View.CASE}


class _Uses(Visitor):
    """Gathers the uses of one document."""

    def __init__(self, registry: Registry, info: TypeInfo, variables: Mapping[str, Any]) -> None:
        super().__init__()
        self.registry = registry
        self.info = info
        self.variables = variables
        self.found: set[Use] = set()
        self.path: list[str] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        parent = self.info.get_parent_type()
        name = node.name.value
        if parent is not None:
            self._field(parent.name, name, node)
        self.path.append(name)

    def leave_field(self, *_: Any) -> None:
        self.path.pop()

    def _view(self) -> View:
        if not self.path:  # in a fragment, wherever it is spread
            return View.NESTED
        deep = sum(1 for name in self.path if name not in ("nodes", "edges", "node", "pageInfo"))
        return ROOTS.get(self.path[0], View.LIST) if deep <= 1 else View.NESTED

    def _field(self, on: str, name: str, node: FieldNode) -> None:
        record = self.registry.records.get(on)
        if record is not None:
            declared = next((each for each in record.fields.values() if camel(each.name) == name), None)
            if isinstance(declared, ColumnField):
                self.found.add((record.class_of(declared), self._view()))
            elif isinstance(declared, EmbeddedField):
                inner = self.registry.embedded[declared.target].fields.values()
                classes = {each.data_class for each in inner if isinstance(each, ColumnField)}
                self.found |= {(each or record.exists, self._view()) for each in classes}
            elif isinstance(declared, TimelineField):
                for event in self.registry.events:
                    assert event.timeline is not None
                    self.found |= {
                        (event.exists, View.TIMELINE),
                        (event.timeline.data_class or event.exists, View.TIMELINE),
                    }
            self.found.add((record.exists, self._view()))
        leads = get_named_type(self.info.get_type()) if self.info.get_type() else None
        if isinstance(leads, GraphQLObjectType):
            self._page(leads.name.removesuffix("Connection"), node, self._arguments(node))
        if name == "totalCount" and on.removesuffix("Connection") in self.registry.records:
            self.found.add((self.registry.records[on.removesuffix("Connection")].exists, View.COUNT))

    def _arguments(self, node: FieldNode) -> dict[str, Any]:
        return {each.name.value: self._value(each) for each in node.arguments or ()}

    def _value(self, argument: ArgumentNode) -> Any:
        return value_from_ast_untyped(argument.value, dict(self.variables))

    def _page(self, record_name: str, node: FieldNode, given: Mapping[str, Any]) -> None:
        record = self.registry.records.get(record_name)
        if record is None:
            return
        fields = {camel(each.name): each for each in record.fields.values() if isinstance(each, ColumnField)}
        for name in given.get("filter") or {}:
            if name in fields:
                self.found.add((record.class_of(fields[name]), View.FILTER))
        sort = given.get("sort") or {}
        sorted_by = record.fields.get(str(sort.get("by") or record.order.field).lower())
        if isinstance(sorted_by, ColumnField):
            data_class = record.class_of(sorted_by)
            self.found |= {(data_class, View.SORT)}
            self.found |= {(data_class, View.FORWARDS)} if given.get("after") else set()
            self.found |= {(data_class, View.BACKWARDS)} if given.get("before") else set()
        root = self.registry.roots.get(node.name.value) if not self.path else None
        self.found |= set(self._of_root(root, given)) if isinstance(root, Root) else set()

    def _of_root(self, root: Root, given: Mapping[str, Any]) -> Iterator[Use]:
        for each in root.arguments:
            if given.get(camel(each.name)) is None:
                continue
            if not isinstance(each, Argument):
                yield DataClass.IDENTITY if root.target == "Case" else DataClass.ACCESS_RECORD, View.ARGUMENT
                continue
            on, _, name = each.path.rpartition(".")
            record = self.registry.records["Case" if on else root.target]
            declared = record.fields[name]
            assert isinstance(declared, ColumnField)
            yield record.class_of(declared), View.ARGUMENT


def uses(registry: Registry, schema: GraphQLSchema, question: Question) -> frozenset[Use]:
    """The kinds of information that a question asks for, and how."""
    info = TypeInfo(schema)
    visitor = _Uses(registry, info, question.variables)
    visit(parse(question.text), TypeInfoVisitor(info, visitor))
    return frozenset(visitor.found)


def unhideable() -> frozenset[DataClass]:
    """The kinds of information that every role is shown everywhere, for every purpose open to it: nothing to hide."""
    kinds = [kind_of({role}, AGENCIES.get(role, Agency.OVERSIGHT)) for role in Role]
    permits = [law.permit(kind, purpose) for kind in kinds for purpose in law.purposes(kind)]
    hiding = {each for permit in permits for each in DataClass if not _everywhere(permit.shown(each))}
    return frozenset(DataClass) - hiding


def _everywhere(shown: frozenset[Cell]) -> bool:
    """Whether what is about no case is shown: it sits in no case's cell, and its rows mark no handling."""
    return any(cell.standing is Standing.NONE and cell.item is ItemHandling.OPEN for cell in shown)


@dataclass(slots=True)
class Tried:
    """Counts what was tried."""

    cells: Counter[tuple[DataClass, Kind, View]] = field(default_factory=Counter)
    operations: int = 0
    replays: int = 0
    in_force: int = 0  # of which under the law in force
    refused: int = 0
    over_http: int = 0
    worlds: set[int] = field(default_factory=set)
    hidden_rows: Counter[DataClass] = field(default_factory=Counter)
    seen_rows: Counter[DataClass] = field(default_factory=Counter)
    principals: set[tuple[Any, ...]] = field(default_factory=set)
    changes: Counter[Kind] = field(default_factory=Counter)
    without: Counter[Kind] = field(default_factory=Counter)  # proposals of which nothing was hidden

    def note(self, change: Change, asked: Iterable[frozenset[Use]]) -> None:
        """One change, and all that was asked while it held."""
        self.changes[change.kind] += 1
        self.hidden_rows.update(change.in_hidden_rows)
        self.seen_rows.update(change.in_seen_rows)
        for each in asked:
            for data_class, view in each:
                if data_class in change.classes:
                    self.cells[data_class, change.kind, view] += 1

    def classes(self) -> frozenset[DataClass]:
        return frozenset(data_class for data_class, _, _ in self.cells)

    def table(self) -> str:
        """Three tables: by kind of change, by view, and by whether the row itself was hidden."""
        kinds = [str(each) for each in Kind]
        views = [str(each) for each in View]
        by_kind = Counter[tuple[str, str]]()
        by_view = Counter[tuple[str, str]]()
        for (data_class, kind, view), count in self.cells.items():
            by_kind[str(data_class), str(kind)] += count
            by_view[str(data_class), str(view)] += count
        rows = ("hidden row", "seen row")
        by_row = Counter({(str(each), rows[0]): count for each, count in self.hidden_rows.items()})
        by_row.update({(str(each), rows[1]): count for each, count in self.seen_rows.items()})
        return "\n\n".join(
            (
                f"replays, by kind of change\n{_rendered(kinds, by_kind)}",
                f"replays, by the way of asking\n{_rendered(views, by_view)}",
                f"changes, of a row that is hidden and in a row that is seen\n{_rendered(list(rows), by_row)}",
            )
        )

    def summary(self) -> str:
        """What was tried, in one line."""
        return (
            f"{self.operations} operations ({self.refused} refused, alike), {self.over_http} of them over HTTP; "
            f"{self.replays} replays ({self.in_force} under the law in force), "
            f"{sum(self.changes.values())} hidden changes, "
            f"{len(self.principals)} principals and purposes, {len(self.worlds)} worlds"
        )


def _rendered(columns: list[str], counts: Counter[tuple[str, str]]) -> str:
    width = max(len(each) for each in DataClass)
    wide = [max(len(each), 7) for each in columns]
    head = " " * width + "".join(f" {name:>{size}}" for name, size in zip(columns, wide, strict=True))
    lines = [
        f"{data_class:<{width}}"
        + "".join(f" {counts[str(data_class), name] or '-':>{size}}" for name, size in zip(columns, wide, strict=True))
        for data_class in DataClass
    ]
    return "\n".join([head, *lines])
