"""From cells to SQL: the condition under which a value of a row is shown, for this principal and this statement.

The permit says in which cells a data class is shown; the row's sight says which of them its rows can be in, and where
SQL finds the facts. Only what differs among those cells is written: a class shown in all of them is left bare, one
shown in none is never selected, the rest is one boolean (``research`` measured 3-9 % of a statement for this form).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from policies.permit import Decision, Permit, Place
from policies.vocabulary import Act, DataClass, Handling, ItemHandling, Ownership, Standing
from schema.sql import Condition, all_of, any_of, one_of

STANDINGS = {standing: number for number, standing in enumerate(Standing)}
NO_CASE: Place = (Standing.NONE, Handling.ORDINARY)  # where rows that are about no case sit
OF_THE_RECORD: Place = (Standing.ASSIGNED, Handling.ORDINARY)  # and those of the access record, for its auditors
PLACES = {place: number for number, place in enumerate(product(Standing, Handling))}  # as a byte of the access record
Codes = Callable[[frozenset[str]], str]
"""Binds owner codes, and gives the SQL that stands for their array."""
EVERY_ITEM = frozenset(ItemHandling)


@dataclass(frozen=True, slots=True)
class Sight:
    """Where the case's part of the cell is found in SQL, and which places rows here can be in."""

    standing: str
    handling: str
    places: frozenset[Place]
    subjects: tuple[str, ...] = ()  # the ids of the case and of its person, where the rows are about a case


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The item's part of the cell: constants, or where SQL finds them."""

    item: str | None  # a smallint expression; None: every row is open
    own: Condition  # whether the principal's agency owns the row
    owner: str  # the owner's code where ``own`` is a constant; else where SQL finds it


def byte_of(place: Place) -> str:
    """A place as one byte of SQL: its number in ``PLACES``."""
    return f"'\\x{PLACES[place]:02x}'::bytea"


def place_sql(sight: Sight) -> str:
    """The row's place as one byte: its number in ``PLACES``."""
    if sight.standing.isdigit() and sight.handling.isdigit():
        return f"'\\x{int(sight.standing) * len(Handling) + int(sight.handling):02x}'::bytea"
    return f"set_byte('\\x00'::bytea, 0, {sight.standing} * {len(Handling)} + {sight.handling})"


def within(shown: frozenset[Place], sight: Sight) -> Condition:
    """Whether the row's place is among ``shown``, given the places it can be in."""
    inside = shown & sight.places
    if inside == sight.places:
        return bool(inside)  # where no row can be, nothing is shown
    groups: dict[frozenset[Handling], list[Standing]] = {}
    for standing in _standings(inside):
        groups.setdefault(_handlings(inside, standing), []).append(standing)
    return any_of(_group(sight, handlings, standings) for handlings, standings in groups.items())


def _group(sight: Sight, handlings: frozenset[Handling], standings: list[Standing]) -> Condition:
    """Rows of these standings whose handling is one of these."""
    every_standing = set(standings) == set(_standings(sight.places))
    every_handling = all(_handlings(sight.places, standing) == handlings for standing in standings)
    return all_of(
        (
            every_standing or one_of(sight.standing, (STANDINGS[s] for s in standings)),
            every_handling or one_of(sight.handling, (h.stored for h in handlings)),
        )
    )


def _standings(places: Iterable[Place]) -> list[Standing]:
    return sorted({standing for standing, _ in places}, key=STANDINGS.__getitem__)


def _handlings(places: Iterable[Place], standing: Standing) -> frozenset[Handling]:
    return frozenset(handling for at, handling in places if at is standing)


Word = TypeVar("Word", DataClass, Act)


@dataclass(frozen=True, slots=True)
class Shows(Generic[Word]):
    """Where a permit shows each class, or a mandate has each act done, and whether the owner of a row shares it.

    A row that is acted on has been found already, and with it that it is shared.
    """

    decided: Callable[[Word], Decision]  # ``Permit.decision`` or ``Mandate.decision``
    shared: Callable[[Word, RowFacts], Condition]


def found_already(_word: Act, _row: RowFacts) -> Condition:
    """What is acted on was found, which the owner's sharing it decided."""
    return True


def sharing(permit: Permit, codes: Codes) -> Callable[[DataClass, RowFacts], Condition]:
    """Whether the owner of a row, not being the principal's agency, shares a class with it; ``codes`` binds codes."""

    def shared(data_class: DataClass, row: RowFacts) -> Condition:
        sharers = permit.sharers(data_class)
        if sharers is None:
            return True
        if isinstance(row.own, bool):
            return row.owner in sharers
        return f"{row.owner} = any({codes(sharers)})" if sharers else False

    return shared


def shown(shows: Shows[Word], word: Word, sight: Sight, row: RowFacts) -> Condition:
    """The condition under which a value of this class is shown in a row, or this act is done to it."""
    if isinstance(row.own, bool):
        found = _for_owner(shows, word, sight, row, Ownership.OWN if row.own else Ownership.OTHER)
        return found if row.own else all_of((shows.shared(word, row), found))
    own = _for_owner(shows, word, sight, row, Ownership.OWN)
    other = _for_owner(shows, word, sight, row, Ownership.OTHER)
    shared = shows.shared(word, row)
    if own == other:
        return all_of((any_of((row.own, shared)), own))
    return any_of((all_of((row.own, own)), all_of((f"({row.own}) is not true", shared, other))))


def _for_owner(shows: Shows[Word], word: Word, sight: Sight, row: RowFacts, ownership: Ownership) -> Condition:
    items: dict[Condition, list[ItemHandling]] = {}
    for places, handled in shows.decided(word).places[ownership].items():
        if row.item or ItemHandling.OPEN in handled:
            items.setdefault(within(places, sight), []).extend(handled)
    return any_of(_for_items(row, condition, handled) for condition, handled in items.items())


def _for_items(row: RowFacts, condition: Condition, items: list[ItemHandling]) -> Condition:
    if row.item is None or frozenset(items) == EVERY_ITEM:
        return condition
    return all_of((one_of(row.item, (item.stored for item in items)), condition))
