"""The printed schema: everything described, every column with its data class, nothing that could not be withheld."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from graphql import (
    EnumValueNode,
    FieldDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    ObjectTypeDefinitionNode,
    parse,
)
from sqlalchemy.dialects.postgresql import JSONB

from gateway.wiring import graphql_schema, registry
from schema.declare import ColumnField, camel
from schema.types import value_type

SCHEMA = graphql_schema()._schema
PRINTED = {
    each.name.value: {field.name.value: field for field in each.fields or ()}
    for each in parse(graphql_schema().as_str()).definitions
    if isinstance(each, ObjectTypeDefinitionNode)
}
OURS = [kind for name, kind in SCHEMA.type_map.items() if not name.startswith("__")]


class Colour(StrEnum):
    """A vocabulary."""

    RED = "RED"


def data_class(field: FieldDefinitionNode) -> str | None:
    """What the field's directive names."""
    named = [each for each in field.directives or () if each.name.value == "dataClass"]
    values = [argument.value for each in named for argument in each.arguments or ()]
    return next((value.value for value in values if isinstance(value, EnumValueNode)), None)


def test_every_type_field_argument_and_word_is_described() -> None:
    bare: list[str] = []
    for kind in OURS:
        bare += [kind.name] if not kind.description else []
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                bare += [f"{kind.name}.{name}"] if not field.description else []
                bare += [f"{kind.name}.{name}({a})" for a, given in field.args.items() if not given.description]
        elif isinstance(kind, GraphQLInputObjectType):
            bare += [f"{kind.name}.{name}" for name, field in kind.fields.items() if not field.description]
    assert bare == []


def test_every_column_carries_its_data_class_and_can_be_null() -> None:
    for record in registry().records.values():
        for declared in record.fields.values():
            if isinstance(declared, ColumnField):
                assert data_class(PRINTED[record.name][camel(declared.name)]) == record.class_of(declared).name
                kind = SCHEMA.type_map[record.name]
                assert isinstance(kind, GraphQLObjectType)
                assert not isinstance(kind.fields[camel(declared.name)].type, GraphQLNonNull)


def test_no_field_shows_a_key() -> None:
    for record in registry().records.values():
        for declared in record.fields.values():
            if isinstance(declared, ColumnField):
                assert not isinstance(declared.expression.type, sa.Uuid)


def test_a_word_is_stored_under_its_graphql_name() -> None:
    for record in registry().records.values():
        for declared in record.fields.values():
            kind = declared.expression.type if isinstance(declared, ColumnField) else None
            if isinstance(kind, sa.Enum) and kind.enum_class is not None:
                printed = SCHEMA.type_map[kind.enum_class.__name__]
                assert isinstance(printed, GraphQLEnumType)
                assert set(printed.values) == set(kind.enums)


def test_every_node_has_an_id_and_nothing_else_has() -> None:
    for record in registry().records.values():
        kind = SCHEMA.type_map[record.name]
        assert isinstance(kind, GraphQLObjectType)
        assert ("id" in kind.fields) is record.is_node
        assert [each.name for each in kind.interfaces] == (["Node"] if record.is_node else [])


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (sa.Text(), str),
        (sa.SmallInteger(), int),
        (sa.Boolean(), bool),
        (sa.Date(), date),
        (sa.DateTime(timezone=True), datetime),
        (sa.Numeric(), float),
        (sa.ARRAY(sa.Text()), list[str]),
        (sa.Enum(Colour, native_enum=False), Colour),
    ],
)
def test_a_column_is_shown_as_its_own_kind(kind: sa.types.TypeEngine[Any], shown: Any) -> None:
    assert value_type(sa.column("c", kind)) == shown


@pytest.mark.parametrize("kind", [sa.Uuid(), sa.LargeBinary(), sa.Interval()])
def test_a_key_or_a_kind_without_a_graphql_form_is_refused(kind: sa.types.TypeEngine[Any]) -> None:
    with pytest.raises(TypeError, match="has no GraphQL form: show a relation or another column"):
        value_type(sa.column("c", kind))


def test_a_structure_is_shown_as_json() -> None:
    assert value_type(sa.column("c", JSONB())) is not str


def test_nothing_is_suggested_to_whoever_guesses_a_name() -> None:
    result = graphql_schema().execute_sync("{ case { referense } }")
    assert result.errors
    assert "Did you mean" not in str(result.errors)


def test_instants_are_printed_with_their_zone() -> None:
    moment = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
    assert SCHEMA.type_map["DateTime"].serialize(moment) == "2026-06-15T09:30:00+00:00"  # type: ignore[attr-defined]
