"""What the oracle passes about: rows in the places where they are seen, pages of them, and how values compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from policies.vocabulary import Handling, Standing
from schema.declare import EmbeddedField
from tests.schema.holdings import Stored
from tests.schema.tokens import Cursor

HANDLINGS, STANDINGS = tuple(Handling), tuple(Standing)


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
