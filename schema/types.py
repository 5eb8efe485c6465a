"""From declarations to GraphQL types: strawberry declares and validates, and never resolves a read.

Every value is nullable, because it may be withheld; every list is not, because a hidden row is simply not there.
"""

import inspect
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
import strawberry
from sqlalchemy.dialects.postgresql import JSONB
from strawberry.directive import DirectiveLocation, DirectiveValue
from strawberry.schema.config import StrawberryConfig
from strawberry.schema_directive import Location

from policies.vocabulary import Act, Agency, DataClass, Purpose, Role
from schema import offers
from schema.declare import ColumnField, EmbeddedField, Field, RecordType, RelationField, TimelineField, camel
from schema.mutation_types import MutationBuilder
from schema.plan import EXPORT
from schema.registry import Registry
from schema.roots import (
    ComputedRoot,
    ConditionArgument,
    GuessArgument,
    IdentifierArgument,
    NameArgument,
    Operator,
    Root,
)
from schema.scalars import SCALARS

VOCABULARY = {
    DataClass: "A kind of information. The law decides, for each, who sees it and where.",
    Agency: "Who a principal works for.",
    Role: "What a principal does.",
    Purpose: "Why a principal asks. Every request states one.",
    Act: "What can be done. Consulting is an act as well, and all others are mutations.",
}
for _words, _description in VOCABULARY.items():
    strawberry.enum(_words, description=_description)


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="dataClass",
    description="The kind of information this field holds. Where the law withholds that kind, the value is null.",
)
class DataClassDirective:
    """Puts the data class of a field into the SDL."""

    name: DataClass


@strawberry.directive(
    locations=[DirectiveLocation.QUERY],
    name=EXPORT,
    description="Its answer is taken out of the platform, as a file. Shown is what the law lets you export, which is "
    "no more than you are shown; the access record calls it an export, and a disclosure.",
)
def export(value: DirectiveValue[Any]) -> Any:
    """Never applied to a value: the gateway reads it of the operation."""
    return value  # pragma: no cover - strawberry validates, and does not resolve


@strawberry.enum(description="Which way a list runs.")
class SortDirection(StrEnum):
    """Ascending or descending."""

    ASC = "ASC"
    DESC = "DESC"


@strawberry.interface(description="Anything that can be fetched by its id.")
class Node:
    """The Relay node interface."""

    id: strawberry.ID = strawberry.field(description="An opaque id, valid for callers of your kind.")


@strawberry.input(description="A guess at what a variable of a recorded operation held.")
class VariableGuess:
    """Of the variable only a keyed hash is kept, so it can be found right or not, and nothing more."""

    variable: str = strawberry.field(description="The name of the variable, as an entry's variables has it.")
    value: str = strawberry.field(
        description="What it may have held: the text; or JSON for what is no text, such as 7, true or a filter."
    )


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """The Relay page info."""

    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether rows come before this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row of the page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row of the page.")


TIMELINE_DESCRIPTION = "One event in the life of a case, from whichever agency holds it."

_SCALARS: tuple[tuple[type, Any], ...] = (
    (sa.Boolean, bool),
    (sa.Integer, int),
    (sa.Float, float),
    (sa.Numeric, float),
    (sa.DateTime, datetime),
    (sa.Date, date),
    (sa.String, str),
    (JSONB, strawberry.scalars.JSON),
)
_SCALAR_NAMES = {str: "String", int: "Int", bool: "Boolean", float: "Float", date: "Date", datetime: "DateTime"}
_COMPARISONS: Mapping[Any, tuple[Operator, ...]] = {
    str: (Operator.EQUALS, Operator.ANY_OF, Operator.STARTS_WITH, Operator.CONTAINS),
    int: (Operator.EQUALS, Operator.ANY_OF, Operator.AT_MOST, Operator.AT_LEAST),
    float: (Operator.AT_MOST, Operator.AT_LEAST),
    bool: (Operator.EQUALS,),
    date: (Operator.EQUALS, Operator.BEFORE, Operator.ON_OR_AFTER),
    datetime: (Operator.BEFORE, Operator.ON_OR_AFTER),
}


def value_type(expression: sa.ColumnElement[Any]) -> Any:
    """The Python type whose GraphQL form shows a SQL value; a key is refused: it is internal."""
    kind = expression.type
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class
    if isinstance(kind, sa.ARRAY):
        return list[value_type(sa.literal(None, kind.item_type))]  # type: ignore[misc]  # built at run time
    for sql, python in _SCALARS:
        if isinstance(kind, sql):
            return python
    raise TypeError(f"{expression} is a {kind}, which has no GraphQL form: show a relation or another column.")


class TypeBuilder:
    """Builds the strawberry types of a registry. Bare classes come first, so that types may refer to each other."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.objects = {name: type(name, (Node,) if r.is_node else (), {}) for name, r in registry.records.items()}
        self.embedded = {name: type(name, (), {}) for name in registry.embedded}
        self.connections = {name: type(f"{name}Connection", (), {}) for name in registry.records}
        self.timeline_entry = type("TimelineEntry", (), {})
        self.comparisons: dict[Any, Any] = {}

    def schema(self) -> strawberry.Schema:
        """The whole schema."""
        for record in self.registry.records.values():
            self._record(record)
        for embedded in self.registry.embedded.values():
            self._object(
                self.embedded[embedded.name],
                embedded.description,
                {f.name: self._field(f, DataClass.REFERENCE, tagged=False) for f in embedded.fields.values()},
            )
        self._timeline()
        roots = {root.name: self._root(root) for root in self.registry.roots.values()}
        query = self._object(type("Query", (), {}), "Everything that may be asked.", {**roots, "node": self._node()})
        shown = [self.objects[record.name] for record in self.registry.nodes]
        config = StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS)
        return strawberry.Schema(
            query=query, mutation=self._mutation(), types=shown, directives=[export], config=config
        )

    def _mutation(self) -> Any:
        """Every act that may be done; None where there is none."""
        builder = MutationBuilder(self.objects, self._named)
        fields = {}
        for name, mutation in self.registry.mutations.items():
            payload, arguments, description = builder.field(mutation)
            fields[name] = (payload, strawberry.field(description=description, resolver=_signature(arguments)))
        described = "Everything that may be done, one change for each request: who may do it, the law says."
        return self._object(type("Mutation", (), {}), described, fields) if fields else None

    def _object(self, bare: type, description: str, fields: Mapping[str, tuple[Any, Any]]) -> type:
        bare.__annotations__ = {name: kind for name, (kind, _) in fields.items()}
        for name, (_, value) in fields.items():
            setattr(bare, name, value)
        return strawberry.type(bare, description=description)

    def _record(self, record: RecordType) -> None:
        fields = {field.name: self._field(field, record.exists) for field in record.fields.values()}
        if record.name in self.registry.offers:
            fields[offers.FIELD] = (list[Act], strawberry.field(description=offers.DESCRIPTION))
        self._object(self.objects[record.name], record.description, fields)
        self._connection(record)

    def _connection(self, record: RecordType) -> None:
        node = self.objects[record.name]
        edge = self._object(
            type(f"{record.name}Edge", (), {}),
            f"A {record.name} and its place in a list.",
            {
                "cursor": (str, strawberry.field(description="Where this row stands in the list.")),
                "node": (node, strawberry.field(description="The row.")),
            },
        )
        self._object(
            self.connections[record.name],
            f"A page of {record.name} rows that you may see.",
            {
                "edges": (list[edge], strawberry.field(description="The rows with their cursors.")),  # type: ignore[valid-type]
                "nodes": (list[node], strawberry.field(description="The rows.")),  # type: ignore[valid-type]
                "page_info": (PageInfo, strawberry.field(description="Where the page stands in the list.")),
                "total_count": (
                    int,
                    strawberry.field(description="How many rows you may see in all; counted only when asked for."),
                ),
            },
        )

    def _field(self, field: Field, exists: DataClass, *, tagged: bool = True) -> tuple[Any, Any]:
        if isinstance(field, ColumnField):
            tags = [DataClassDirective(name=field.data_class or exists)] if tagged or field.data_class else []
            kind = self._named(value_type(field.expression))
            return kind | None, strawberry.field(description=field.description, directives=tags)
        if isinstance(field, EmbeddedField):
            return self.embedded[field.target] | None, strawberry.field(description=field.description)
        if isinstance(field, TimelineField):
            return list[self.timeline_entry], strawberry.field(  # type: ignore[name-defined]
                description=field.description,
                resolver=_signature({"first": (int | None, strawberry.UNSET, "How many events, latest first.")}),
            )
        return self._relation(field)

    def _named(self, kind: Any) -> Any:
        if isinstance(kind, type) and issubclass(kind, Enum) and not hasattr(kind, "__strawberry_definition__"):
            strawberry.enum(kind, description=" ".join((kind.__doc__ or "").split()))
        return kind

    def _relation(self, field: RelationField) -> tuple[Any, Any]:
        node = self.objects[field.target]
        if field.one:
            return node | None, strawberry.field(description=field.description)
        if not field.paged:
            return list[node], strawberry.field(description=field.description)  # type: ignore[valid-type]
        arguments = self._page_arguments(self.registry.records[field.target])
        return self.connections[field.target], strawberry.field(
            description=field.description, resolver=_signature(arguments)
        )

    def _page_arguments(self, record: RecordType) -> dict[str, tuple[Any, Any, str]]:
        arguments: dict[str, tuple[Any, Any, str]] = {
            "first": (int | None, strawberry.UNSET, "How many rows from the start."),
            "after": (str | None, strawberry.UNSET, "Only rows after this cursor."),
            "last": (int | None, strawberry.UNSET, "How many rows from the end."),
            "before": (str | None, strawberry.UNSET, "Only rows before this cursor."),
        }
        if filtered := self._filter(record):
            arguments["filter"] = (filtered | None, strawberry.UNSET, "Only rows that meet all of these.")
        if sorted_by := self._sort(record):
            arguments["sort"] = (sorted_by | None, strawberry.UNSET, "The order of the rows.")
        return arguments

    def _filter(self, record: RecordType) -> Any:
        fields = [f for f in record.fields.values() if isinstance(f, ColumnField) and f.filters]
        return fields and self._once(f"{record.name}Filter", lambda name: self._input(name, fields))

    def _sort(self, record: RecordType) -> Any:
        fields = [f for f in record.fields.values() if isinstance(f, ColumnField) and f.sorts]
        return fields and self._once(f"{record.name}Sort", lambda name: self._sort_input(name, record, fields))

    def _once(self, name: str, make: Any) -> Any:
        if name not in self.comparisons:
            self.comparisons[name] = make(name)
        return self.comparisons[name]

    def _input(self, name: str, fields: list[ColumnField]) -> Any:
        kinds = {f.name: self._comparison(value_type(f.expression)) for f in fields}
        return _input_type(name, "Conditions on rows; all must hold.", kinds, {f.name: f.description for f in fields})

    def _comparison(self, kind: Any) -> Any:
        named: Any = self._named(kind)
        operators = _COMPARISONS.get(kind, (Operator.EQUALS, Operator.ANY_OF))
        kinds: dict[str, Any] = {o.value: list[named] if o is Operator.ANY_OF else named for o in operators}
        name = f"{_SCALAR_NAMES.get(kind) or kind.__name__}Filter"
        described = {o.value: _OPERATOR_WORDS[o] for o in operators}
        return self._once(name, lambda n: _input_type(n, "A condition on one value.", kinds, described))

    def _sort_input(self, name: str, record: RecordType, fields: list[ColumnField]) -> Any:
        described = f"What {record.name} rows may be sorted by. Rows without a value come last."
        keys = _enum(f"{record.name}SortField", (f.name.upper() for f in fields), described)
        way = strawberry.field(default=SortDirection.ASC, description="Which way.")
        bare = type(name, (), {"by": strawberry.field(description="By which field."), "direction": way})
        bare.__annotations__ = {"by": keys, "direction": SortDirection}
        return strawberry.input(bare, description=f"The order of {record.name} rows.")

    def _root(self, root: Root | ComputedRoot) -> tuple[Any, Any]:
        if isinstance(root, ComputedRoot):
            return root.type | None, strawberry.field(description=root.description, resolver=root.resolver)
        record = self.registry.records[root.target]
        arguments = {} if root.one else self._page_arguments(record)
        for argument in root.arguments:
            arguments[argument.name] = (
                self._argument_type(record, argument) | None,
                strawberry.UNSET,
                argument.description,
            )
        shape = self.objects[root.target] | None if root.one else self.connections[root.target]
        return shape, strawberry.field(description=root.description, resolver=_signature(arguments))

    def _argument_type(self, record: RecordType, argument: Any) -> Any:
        if isinstance(argument, IdentifierArgument | NameArgument | ConditionArgument):
            return str
        if isinstance(argument, GuessArgument):
            return VariableGuess
        on, _, name = argument.path.rpartition(".")
        field = (self.registry.records["Case"] if on else record).fields[name]
        if not isinstance(field, ColumnField):
            raise TypeError(f"The argument {argument.name} must name a column of {record.name} or of its case.")
        kind: Any = self._named(value_type(field.expression))
        return list[kind] if argument.operator is Operator.ANY_OF else kind

    def _node(self) -> tuple[Any, Any]:
        arguments = {"id": (strawberry.ID, inspect.Parameter.empty, "The id.")}
        return Node | None, strawberry.field(
            description="Anything by its id; null when it is not there for you.", resolver=_signature(arguments)
        )

    def _timeline(self) -> None:
        kinds = sorted({record.timeline.kind for record in self.registry.events if record.timeline})
        kind = _enum("TimelineKind", kinds, "What kind of event it is.")
        fields = {
            "on": (date | None, strawberry.field(description="When it happened.")),
            "kind": (kind | None, strawberry.field(description="What kind of event it is.")),
            "title": (str | None, strawberry.field(description="What happened, in a line.")),
        }
        self._object(self.timeline_entry, TIMELINE_DESCRIPTION, fields)


_OPERATOR_WORDS = {
    Operator.EQUALS: "Exactly this value.",
    Operator.ANY_OF: "Any of these values.",
    Operator.STARTS_WITH: "Begins with this text, in whichever case.",
    Operator.CONTAINS: "Contains this text, in whichever case.",
    Operator.BEFORE: "Before this moment.",
    Operator.ON_OR_AFTER: "At this moment or later.",
    Operator.AT_MOST: "This much or less.",
    Operator.AT_LEAST: "This much or more.",
}


def _enum(name: str, words: Iterable[str], description: str) -> Any:
    """A GraphQL enum made at run time."""
    made: Any = StrEnum(name, {word: word for word in words})  # type: ignore[misc]  # the members are not literals
    return strawberry.enum(made, description=description)


def _input_type(name: str, description: str, kinds: Mapping[str, Any], described: Mapping[str, str]) -> Any:
    """An input object; Python words that are keywords (``in``) are spelled with an underscore and renamed."""
    bare = type(name, (), {})
    bare.__annotations__ = {f"{key}_": kind | None for key, kind in kinds.items()}
    for key in kinds:
        value = strawberry.field(name=camel(key), description=described[key], default=strawberry.UNSET)
        setattr(bare, f"{key}_", value)
    return strawberry.input(bare, description=description)


def _signature(arguments: Mapping[str, tuple[Any, Any, str]]) -> Any:
    """A function whose signature declares a field's arguments. It is never called: reads are compiled."""

    def never_called() -> None:
        raise AssertionError("reads are compiled to SQL, not resolved")

    never_called.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name + "_",
                inspect.Parameter.KEYWORD_ONLY,
                default=default,
                annotation=Annotated[kind, strawberry.argument(description=description, name=camel(name))],
            )
            for name, (kind, default, description) in arguments.items()
        ]
    )
    return never_called
