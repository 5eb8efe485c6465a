"""Days and instants, as GraphQL takes them: whoever writes one otherwise is told where, and how it is written.

The library's own say what Python made of the text, and of a literal not where it stands.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

import strawberry
from graphql import GraphQLError, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)  # Python takes a week of the year for a day, too
_Read = Callable[[str], date]
"""Raises ``ValueError`` where the text is none."""


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def _instant(text: str) -> datetime:
    """Without an offset as it was written: ``schema/arguments.py`` takes it as UTC."""
    if not _DAY.match(text):
        raise ValueError
    return datetime.fromisoformat(text)


def _scalar(name: str, written: str, read: _Read) -> ScalarDefinition:
    def taken(value: object, node: ValueNode | None = None) -> date:
        try:
            return read(value if isinstance(value, str) else "")
        except ValueError:
            raise GraphQLError(f"This is no {name}: write {written}.", node) from None

    def literal(node: ValueNode, _variables: Mapping[str, Any] | None = None) -> date:
        return taken(node.value if isinstance(node, StringValueNode) else None, node)

    return strawberry.scalar(
        name=name,
        description=f"Holds {written}.",
        serialize=lambda value: value.isoformat(),
        parse_value=taken,
        parse_literal=literal,
    )


SCALARS: Final[Mapping[object, ScalarDefinition]] = {
    date: _scalar("Date", 'a day as "2026-12-31"', _day),
    datetime: _scalar("DateTime", 'an instant as "2026-12-31T09:30:00Z"; without an offset it is UTC', _instant),
}
