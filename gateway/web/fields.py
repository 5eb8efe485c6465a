"""What an act asks for, as the fields of a form: each follows from the act's own input in the schema.

A field's name is its path in the input, as the problems of the act name it: ``criteria.0.howMet``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from graphql import InputValueDefinitionNode, NonNullTypeNode

from gateway.web.printed import codes, described, inputs, is_list, named

ADDRESSED: Final = frozenset({"id", "expectedVersion", "idempotencyKey", "area"})  # filled in by the page itself
MOST_ROWS: Final = 30  # of a list in a form


class Kind(StrEnum):
    """How a field is asked."""

    TEXT = "text"
    NUMBER = "number"
    YES_OR_NO = "yes-or-no"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    GROUP = "group"
    ROWS = "rows"


KINDS: Final[Mapping[str, Kind]] = {
    "Int": Kind.NUMBER,
    "Float": Kind.NUMBER,
    "Boolean": Kind.YES_OR_NO,
    "Date": Kind.DAY,
    "DateTime": Kind.MOMENT,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the input, how it is asked, what the schema says of it, what may be chosen, its parts."""

    name: str
    kind: Kind
    hint: str
    required: bool
    codes: tuple[str, ...] = ()
    parts: tuple["Field", ...] = ()

    @property
    def label(self) -> str:
        """What it is called, unless the page says better: ``notKnownBecause`` -> ``Not known because``."""
        words = "".join(f" {each.lower()}" if each.isupper() else each for each in self.name)
        return words[:1].upper() + words[1:]

    @property
    def whole(self) -> bool:
        """Whether it is one text or number of a list, rather than an object with parts."""
        return self.kind is Kind.ROWS and not self.parts


@cache
def fields_of(name: str) -> tuple[Field, ...]:
    """The fields of an input object of the schema, in its order, without those that say what is acted on."""
    return tuple(_field(each) for each in inputs(name) if each.name.value not in ADDRESSED)


def _field(node: InputValueDefinitionNode) -> Field:
    of, required = named(node.type), isinstance(node.type, NonNullTypeNode)
    offered, parts = codes(of), fields_of(of)
    return Field(node.name.value, _kind(node, offered, parts), described(node), required, offered, parts)


def _kind(node: InputValueDefinitionNode, offered: tuple[str, ...], parts: tuple[Field, ...]) -> Kind:
    if is_list(node.type):
        return Kind.CHOICES if offered else Kind.ROWS
    if offered:
        return Kind.CHOICE
    return Kind.GROUP if parts else KINDS.get(named(node.type), Kind.TEXT)
