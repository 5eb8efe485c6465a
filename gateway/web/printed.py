"""The schema as it was printed for this version: what pages say of its types, and the fields that an act asks for.

It is about nobody, so it is read from the package and not through the door.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from graphql import (
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeDefinitionNode,
    TypeNode,
    parse,
    print_ast,
)

SCHEMA: Final = Path(__file__).parents[2] / "schema" / "schema.graphql"
KINDS: Final[Mapping[type[TypeDefinitionNode], str]] = {
    ObjectTypeDefinitionNode: "type",
    InterfaceTypeDefinitionNode: "interface",
    InputObjectTypeDefinitionNode: "input",
    EnumTypeDefinitionNode: "enum",
}


@cache
def definitions() -> Mapping[str, TypeDefinitionNode]:
    """Each type, by its name."""
    found = parse(SCHEMA.read_text("utf-8")).definitions
    return {each.name.value: each for each in found if isinstance(each, TypeDefinitionNode) and type(each) in KINDS}


def codes(name: str) -> tuple[str, ...]:
    """The codes of an enum; none where the type is not one."""
    found = definitions().get(name)
    return tuple(each.name.value for each in found.values or ()) if isinstance(found, EnumTypeDefinitionNode) else ()


def inputs(name: str) -> tuple[InputValueDefinitionNode, ...]:
    """The fields of an input object; none where the type is not one."""
    found = definitions().get(name)
    return tuple(found.fields or ()) if isinstance(found, InputObjectTypeDefinitionNode) else ()


def described(node: TypeDefinitionNode | InputValueDefinitionNode | FieldDefinitionNode) -> str:
    """What it is, in a sentence."""
    return " ".join(node.description.value.split()) if node.description else ""


def bare(kind: TypeNode) -> TypeNode:
    """The type without its exclamation mark."""
    return kind.type if isinstance(kind, NonNullTypeNode) else kind


def is_list(kind: TypeNode) -> bool:
    """Whether it is a list."""
    return isinstance(bare(kind), ListTypeNode)


def named(kind: TypeNode) -> str:
    """The name of the type at its heart."""
    return print_ast(kind).strip("[]!")
