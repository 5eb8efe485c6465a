"""Random valid operations over the schema, with everything the specification lets a reader write."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any, Protocol

import sqlalchemy as sa
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from schema.declare import ColumnField, camel
from schema.offers import FIELD as OFFERED  # the oracle plays no acts: tests/gateway/test_offers.py tries them
from schema.registry import Registry
from schema.roots import Argument, ConditionArgument, GuessArgument, IdentifierArgument, NameArgument, Root
from tests.schema.holdings import Holdings, Stored
from tests.schema.world import IDENTIFIER_TEXTS, WORDS

ALIASES = (
    "o",
    "p1",
    "b1",
    "r1",
    "q",
    "k1",
    "s",
    "g",
    "nodes",
    "edges",
    "id",
    "case",
    "select",
    "_",
    "node",
    "key",
    "n",
)
NOT_HERE = ("viewer", "why")  # answered without a table


class Subject(Protocol):
    """What operations are written about."""

    @property
    def schema(self) -> GraphQLSchema: ...

    @property
    def registry(self) -> Registry: ...

    @property
    def holdings(self) -> Holdings: ...


@dataclass(slots=True)
class Operation:
    """A document and its variables. ``ids`` and ``cursors`` name variables whose tokens depend on who asks.

    An id: the row it is to open. A cursor: the key under which the list itself answers cursors, and which of them.
    """

    text: str
    variables: dict[str, Any]
    ids: dict[str, Stored]
    cursors: dict[str, tuple[str, int]]


@dataclass(slots=True)
class Writer:
    """Writes one operation. All choices are the random's, so that hypothesis can make them smaller."""

    world: Subject
    random: Random
    variables: dict[str, Any] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Stored] = field(default_factory=dict)
    cursors: dict[str, tuple[str, int]] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    spreads: dict[str, list[str]] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=lambda: list(ALIASES))
    count: int = 0

    def operation(self) -> Operation:
        """One operation, whole."""
        self.random.shuffle(self.aliases)
        query = self.world.schema.query_type
        assert query is not None
        names = [name for name in query.fields if name not in NOT_HERE] + ["cases"] * 8 + ["meetings", "node"] * 2
        chosen = [self.random.choice(names) for _ in range(self.random.choice((1, 1, 2)))]
        body = " ".join(self.field(query, name, query.fields[name], 4, always=True) for name in chosen)
        if self.random.random() < 0.1:
            body += " __typename"
        declared = ", ".join(f"${name}: {kind}" for name, kind in self.types.items())
        head = f"query Q({declared})" if declared else "query Q"
        return Operation(" ".join([f"{head} {{ {body} }}", *self.fragments]), self.variables, self.ids, self.cursors)

    # -- what is selected

    def selection(self, on: GraphQLObjectType, depth: int) -> str:
        """What stands between the brackets of an object."""
        fields = {name: each for name, each in on.fields.items() if name != OFFERED}
        names = [name for name, each in fields.items() if depth > 0 or is_leaf_type(get_named_type(each.type))]
        chosen = [self.random.choice(names) for _ in range(self.random.randint(1, 4))] if names else []
        parts = [self.field(on, name, on.fields[name], depth - 1) for name in chosen]
        if self.random.random() < 0.15 or not parts:
            parts.append(self.random.choice(("__typename", f"{self.fresh()}: __typename")))
        parts = [self.wrapped(on, part) for part in parts]
        if self.random.random() < 0.15 and self.spreads.get(on.name):
            parts.append(f"...{self.random.choice(self.spreads[on.name])}")
        return " ".join(parts)

    def wrapped(self, on: GraphQLObjectType, part: str) -> str:
        """Some parts stand in fragments."""
        shape = self.random.randint(0, 11)
        if shape == 0:
            return f"... on {on.name} {{ {part} }}"
        if shape == 1:
            return f"... {self.directive()} {{ {part} }}"
        if shape == 2:
            return f"...{self.fragment(on, part)} {self.directive()}"
        if shape == 3 and on.interfaces:
            return f"{part} ... on Node {{ id {self.fresh()}: id __typename }}"
        return part

    def fragment(self, on: GraphQLObjectType, part: str) -> str:
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {on.name} {{ {part} }}")
        self.spreads.setdefault(on.name, []).append(name)
        return name

    def fresh(self) -> str:
        """An alias nobody has used: an awkward one while there are any."""
        self.count += 1
        awkward = self.aliases and self.random.random() < 0.3
        return f"{self.aliases.pop()}" if awkward else f"a{self.count}"

    def directive(self) -> str:
        kept = self.random.random() < 0.8
        name, value = ("include", kept) if self.random.random() < 0.5 else ("skip", not kept)
        given = json.dumps(value) if self.random.random() < 0.5 else self.variable("Boolean!", value)
        return f"@{name}(if: {given})"

    def variable(self, kind: str, value: Any) -> str:
        name = f"v{len(self.types)}"
        self.types[name] = kind
        self.variables[name] = value
        return f"${name}"

    def field(
        self, on: GraphQLObjectType, name: str, declared: GraphQLField, depth: int, *, always: bool = False
    ) -> str:
        """One field with its arguments and its selection."""
        leads_to = get_named_type(declared.type)
        arguments, harvest = self.arguments(on, name, declared)
        alias = f"{self.fresh()}: " if declared.args or self.random.random() < 0.15 else ""
        directive = f" {self.directive()}" if not always and self.random.random() < 0.1 else ""
        if is_leaf_type(leads_to):
            return f"{alias}{name}{arguments}{directive}"
        inner = self.of_node(depth) if isinstance(leads_to, GraphQLInterfaceType) else self.inner(leads_to, depth)
        return f"{alias}{name}{arguments}{directive} {{ {harvest} {inner} }}"

    def inner(self, leads_to: Any, depth: int) -> str:
        return self.selection(leads_to, depth if not leads_to.name.endswith(("Edge", "Connection")) else max(depth, 1))

    def of_node(self, depth: int) -> str:
        """What is asked of a node: of its own type and of another."""
        row = next(reversed(self.ids.values()))
        on = self.world.schema.get_type(row.record.name)
        other = self.world.schema.get_type(self.random.choice(self.world.registry.nodes).name)
        assert isinstance(on, GraphQLObjectType)
        assert isinstance(other, GraphQLObjectType)
        parts = [f"... on {on.name} {{ {self.selection(on, depth)} }}", "id __typename"]
        if other is not on:
            parts.append(f"... on {other.name} {{ {self.selection(other, 0)} }}")
        self.random.shuffle(parts)
        return " ".join(parts)

    # -- arguments

    def arguments(self, on: GraphQLObjectType, name: str, declared: GraphQLField) -> tuple[str, str]:
        """The arguments as text, and the selection that answers cursors for the variables that need some."""
        given: list[str] = []
        harvest = ""
        leads_to = get_named_type(declared.type).name
        if name == "node" and on.name == "Query":
            given.append(f"id: {self.id()}")
        root = self.world.registry.roots.get(name) if on.name == "Query" else None
        if isinstance(root, Root):
            given += self.of_root(root)
        if leads_to.endswith("Connection"):
            record = leads_to.removesuffix("Connection")
            more, harvest = self.of_page(record, declared)
            given += more
        elif "first" in declared.args and self.random.random() < 0.5:
            given.append(f"first: {self.random.choice((0, 1, 3, 50))}")
        self.random.shuffle(given)
        return (f"({', '.join(given)})" if given else ""), harvest

    def id(self) -> str:
        filled = [each.name for each in self.world.registry.nodes if self.world.holdings.rows[each.name]]
        record = self.random.choice((self.random.choice(filled), "Case", "Meeting"))
        rows = self.world.holdings.rows[record]
        name = f"v{len(self.types)}"
        self.types[name] = "ID!"
        self.ids[name] = self.random.choice(rows)
        return f"${name}"

    def of_root(self, root: Root) -> list[str]:
        known = [a for a in root.arguments if not isinstance(a, ConditionArgument | NameArgument | GuessArgument)]
        chosen = [self.random.choice(known)] if root.one else [a for a in known if self.random.random() < 0.3]
        return [f"{camel(a.name)}: {self.of_argument(root, a)}" for a in chosen]

    def of_argument(self, root: Root, argument: Argument | IdentifierArgument) -> str:
        if isinstance(argument, IdentifierArgument):
            return self.plain("String", self.random.choice(IDENTIFIER_TEXTS))
        on, _, name = argument.path.rpartition(".")
        record = "Case" if on else root.target
        query = self.world.schema.query_type
        assert query is not None
        kind = query.fields[camel(root.name)].args[camel(argument.name)].type
        return self.plain(str(get_named_type(kind)), self.one_of(record, name))

    def of_page(self, record: str, declared: GraphQLField) -> tuple[list[str], str]:
        given, harvest = [], ""
        size = self.random.choice((0, 1, 2, 3, 5, 50))
        way = self.random.choice(("first", "first", "last"))
        if self.random.random() < 0.9:
            given.append(f"{way}: {self.plain('Int', size)}")
        for name in ("after", "before"):
            if self.random.random() < 0.2:
                variable = f"v{len(self.types)}"
                self.types[variable] = "String"
                self.cursors[variable] = (f"z{self.count}_{variable}", self.random.randint(0, 3))
                harvest += f" {self.cursors[variable][0]}: edges {{ cursor }}"
                given.append(f"{name}: ${variable}")
        if "filter" in declared.args and self.random.random() < 0.35:
            given.append(f"filter: {self.filter(record, declared.args['filter'].type)}")
        if "sort" in declared.args and self.random.random() < 0.5:
            given.append(f"sort: {self.sort(declared.args['sort'].type)}")
        return given, harvest

    def filter(self, record: str, kind: Any) -> str:
        conditions = {}
        fields = self.random.sample(sorted(kind.fields), min(len(kind.fields), self.random.choice((0, 1, 1, 2))))
        for name in fields:
            comparisons = kind.fields[name].type.fields
            operators = self.random.sample(sorted(comparisons), 1)
            conditions[name] = {op: self.comparand(record, name, comparisons[op].type) for op in operators}
        if self.random.random() < 0.3:
            return self.variable(kind.name, {k: {o: v for o, (_, v) in c.items()} for k, c in conditions.items()})
        inner = ", ".join(
            f"{k}: {{ {', '.join(f'{o}: {self.plain(t, v)}' for o, (t, v) in c.items())} }}"
            for k, c in conditions.items()
        )
        return f"{{ {inner} }}"

    def comparand(self, record: str, name: str, kind: Any) -> tuple[str, Any]:
        """A value of another row, or of this one, or none at all."""
        named = self.world.registry.records[record].fields
        declared = next(each for each in named.values() if camel(each.name) == name)
        if self.random.random() < 0.05:
            return str(kind), None
        if isinstance(kind, GraphQLList):
            return f"[{kind.of_type}]", [self.one_of(record, declared.name) for _ in range(self.random.randint(0, 3))]
        value = self.one_of(record, declared.name)
        if isinstance(value, str) and str(kind) == "String" and self.random.random() < 0.5:
            value = value[: self.random.randint(0, len(value))].upper()
        return str(kind), value

    def one_of(self, record: str, name: str) -> Any:
        """A value that some row has, as JSON spells it."""
        values = [row.values[name] for row in self.world.holdings.rows[record] if row.values[name] is not None]
        value = self.random.choice(values or self.fitting(record, name))
        return value.isoformat() if isinstance(value, date | datetime) else value

    def fitting(self, record: str, name: str) -> Sequence[Any]:
        """Values that a field could have of which no row has one."""
        declared = self.world.registry.records[record].fields[name]
        kind = declared.expression.type if isinstance(declared, ColumnField) else None
        if isinstance(kind, sa.Enum):
            return kind.enums
        known: tuple[tuple[type, Sequence[Any]], ...] = (
            (sa.Integer, (1, 2)),
            (sa.Boolean, (True, False)),
            (sa.Date, (date(2026, 6, 14),)),
            (sa.DateTime, (datetime(2026, 6, 14, tzinfo=UTC),)),
        )
        return next((values for type_, values in known if isinstance(kind, type_)), WORDS)

    def sort(self, kind: Any) -> str:
        bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        by = self.random.choice(sorted(get_named_type(bare.fields["by"].type).values))
        way = self.random.choice(("ASC", "DESC"))
        if self.random.random() < 0.3:
            return self.variable(bare.name, {"by": by, "direction": way})
        direction = f", direction: {way}" if self.random.random() < 0.6 else ""
        return f"{{ by: {by}{direction} }}"

    def plain(self, kind: str, value: Any) -> str:
        """A value as a literal or as a variable."""
        if self.random.random() < 0.4:
            return self.variable(self.nullable(kind), value)
        return self.literal(kind, value)

    @staticmethod
    def nullable(kind: str) -> str:
        return f"[{kind.strip('[]!')}!]" if kind.startswith("[") else kind.rstrip("!")

    def literal(self, kind: str, value: Any) -> str:
        if value is None:
            return "null"
        if isinstance(value, list):
            return f"[{', '.join(self.literal(kind.strip('[]!'), each) for each in value)}]"
        named = self.world.schema.get_type(kind.strip("[]!"))
        return str(value) if isinstance(named, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)


def operations(world: Subject) -> st.SearchStrategy[Operation]:
    """Valid operations over the world's schema."""
    return st.randoms(use_true_random=False).map(lambda random: Writer(world, random).operation())
