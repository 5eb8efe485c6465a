"""Many points as few boxes, so that a thousand decisions are said in a line."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import cast

Point = tuple[object, ...]
"""Words, tuples of words or numbers, one for each dimension."""
Box = tuple[tuple[object, ...], ...]
"""For each dimension some of its words."""


def boxes(points: Iterable[Point]) -> list[Box]:
    """The points as few boxes: values of which every combination is a point. Together they hold each point once."""
    rests: dict[object, set[Point]] = {}
    for first, *rest in points:
        rests.setdefault(first, set()).add(tuple(rest))
    alike: dict[frozenset[Point], list[object]] = {}
    for first in sorted(rests, key=rank):
        alike.setdefault(frozenset(rests[first]), []).append(first)
    found: list[Box] = []
    for common, firsts in alike.items():
        found += [(tuple(firsts), *box) for box in (boxes(common) if any(common) else [()])]
    return found


def rank(value: object) -> tuple[int, ...]:
    """A word's place in its vocabulary; for several words, their places; for a number, itself."""
    if isinstance(value, int):
        return (value,)
    if isinstance(value, tuple):
        return tuple(place for word in value for place in rank(word))
    return (_order(cast("type[StrEnum]", type(value)))[value],)


@cache
def _order(vocabulary: type[StrEnum]) -> dict[object, int]:
    return {word: place for place, word in enumerate(vocabulary)}
