"""What one schema offers otherwise than another, in sentences for whoever wrote a program against the former.

What may break such a program comes first and says so. What every list brings with it (its connection, filter, sort) is
not told by itself, nor are the input and the payload of an act: its mutation is.
"""

from collections.abc import Iterator
from typing import Final

from graphql import ObjectTypeDefinitionNode, build_schema, parse, print_ast
from graphql.utilities import BreakingChange, DangerousChange, SafeChangeType, SchemaChange, find_schema_changes

BROUGHT: Final = ("Connection", "Edge", "Filter", "Sort", "SortField", "Input", "Payload")
CLASS: Final = "dataClass"


def changes(before: str, after: str) -> tuple[str, ...]:
    """The differences between two schemas in SDL."""
    found = find_schema_changes(*(build_schema(text, assume_valid_sdl=True) for text in (before, after)))
    told = [_sentence(each) for each in sorted(found, key=_weight) if not _is_brought(each)]
    return tuple(dict.fromkeys([*told, *_of_classes(before, after)]))


def _weight(change: SchemaChange) -> int:
    return 0 if isinstance(change, BreakingChange) else 1 if isinstance(change, DangerousChange) else 2


def _is_brought(change: SchemaChange) -> bool:
    """Whether it is one of the types that a list or an act brings with it; or nothing but words."""
    if change.type is SafeChangeType.DESCRIPTION_CHANGED:
        return True
    return change.type is SafeChangeType.TYPE_ADDED and change.description.split()[0].endswith(BROUGHT)


def _sentence(change: SchemaChange) -> str:
    begins = ("Breaking: ", "May break: ", "")[_weight(change)]
    return f"{begins}{change.description}"


def _of_classes(before: str, after: str) -> Iterator[str]:
    """Fields that hold another kind of information than before: the law decides otherwise of them."""
    old, new = dict(_classes(before)), dict(_classes(after))
    for field in sorted(old.keys() & new.keys()):
        if old[field] != new[field]:
            yield f"{field} is {new[field] or 'of no class'} now, and was {old[field] or 'of no class'}."


def _classes(text: str) -> Iterator[tuple[str, str]]:
    """Each field with the data class that it holds; empty where it holds none."""
    for kind in parse(text).definitions:
        if isinstance(kind, ObjectTypeDefinitionNode):
            for field in kind.fields or ():
                held = [each for each in field.directives or () if each.name.value == CLASS]
                named = [print_ast(argument.value) for each in held for argument in each.arguments or ()]
                yield f"{kind.name.value}.{field.name.value}", "".join(named)
