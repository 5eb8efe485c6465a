"""The places in which the law decides, each a bit, so that a set of places is one number.

A place is a cell with the clearance of whoever asks. A thousand laws that differ in one word are compared by their
numbers in the time in which Polar answers for one.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple

from policies.boxes import Box, boxes
from policies.permit import Cell
from policies.vocabulary import Clearance, Handling, ItemHandling, Ownership, Standing


class Place(NamedTuple):
    """A clearance, and the facts of a cell."""

    clearance: Clearance
    standing: Standing
    handling: Handling
    item: ItemHandling
    ownership: Ownership

    @property
    def cell(self) -> Cell:
        """The place without the clearance."""
        return Cell(self.standing, self.handling, self.item, self.ownership)


DIMENSIONS: Final[tuple[type[StrEnum], ...]] = (Clearance, Standing, Handling, ItemHandling, Ownership)
PLACES: Final = tuple(Place(*facts) for facts in product(Clearance, Standing, Handling, ItemHandling, Ownership))
EVERYWHERE: Final = (1 << len(PLACES)) - 1


def where(word: StrEnum) -> int:
    """The places of which this word is one of the facts."""
    return _where()[type(word), word]


@cache
def _where() -> dict[tuple[type[StrEnum], StrEnum], int]:
    """By vocabulary and word: a clearance and a standing are both called none, and equal as strings."""
    found: dict[tuple[type[StrEnum], StrEnum], int] = {}
    for bit, place in enumerate(PLACES):
        for fact in place:
            found[type(fact), fact] = found.get((type(fact), fact), 0) | 1 << bit
    return found


def among(words: Iterable[StrEnum]) -> int:
    """The places of any of these words, all of one vocabulary."""
    found = 0
    for word in words:
        found |= where(word)
    return found


@cache
def within(vocabulary: type[StrEnum], words: frozenset[str]) -> int:
    """The same for plain words; one that is not in the vocabulary is in no place."""
    return among(word for word in vocabulary if word in words)


def places(held: int) -> Iterator[Place]:
    """The places of a set, in a fixed order."""
    return (place for bit, place in enumerate(PLACES) if held >> bit & 1)


def folded(held: int) -> Iterator[tuple[Standing, tuple[Handling, Clearance], tuple[ItemHandling, Ownership]]]:
    """The places of a set as they are said: a standing, a handling with its clearance, an item with its ownership."""
    return (
        (place.standing, (place.handling, place.clearance), (place.item, place.ownership)) for place in places(held)
    )


@lru_cache(maxsize=4096)  # few sets are distinct, and each is said of many roles, agencies and purposes
def boxed(held: int) -> tuple[Box, ...]:
    """The places of a set as few boxes: each some words of every dimension."""
    return tuple(boxes(places(held)))


@lru_cache(maxsize=4096)
def folds(held: int) -> tuple[Box, ...]:
    """The places of a set as few boxes of what is said: standings, handlings with clearance, items with ownership."""
    return tuple(boxes(folded(held)))


def bit_of(clearance: Clearance, cell: Cell) -> int:
    """The set of one place."""
    return 1 << _bits()[Place(clearance, cell.standing, cell.handling, cell.item, cell.ownership)]


@cache
def _bits() -> dict[Place, int]:
    return {place: bit for bit, place in enumerate(PLACES)}
