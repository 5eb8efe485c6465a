"""How many cases of each category and level each area has: the published margins, exact for any size.

Published: 91,040 people on 31 March 2023, of whom 68,357 in category 1; levels 2 and 3 together under two per cent.
How the rest divides was not published and is UNSOURCED. Category 3 is at level 2 or 3 by definition. The largest
remainder decides who gets the last person, so that every margin adds up.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from agencies.coordination.rules.book_of_areas import AREAS
from agencies.coordination.vocabulary import Category, Level
from gateway.demonstration.caseload.areas import POPULATION
from gateway.demonstration.personas import AREA

NATIONAL: Final = 91_040
CATEGORY_1: Final = 68_357


class Kind(NamedTuple):
    """A category and a level: what the margins count."""

    category: Category
    level: Level


# Of the national 91,040, by category: the first two sums are the published ones.
SHARES: Final[Mapping[Category, Mapping[Level, int]]] = {
    Category.CATEGORY_1: {
        Level.LEVEL_1: 65_762,
        Level.LEVEL_2: 610,
        Level.LEVEL_3: 45,
        Level.TO_BE_DETERMINED: 1_900,
        Level.UNRECOGNISED: 40,
    },
    Category.CATEGORY_2: {
        Level.LEVEL_1: 20_358,
        Level.LEVEL_2: 480,
        Level.LEVEL_3: 45,
        Level.TO_BE_DETERMINED: 900,
        Level.UNRECOGNISED: 20,
    },
    Category.CATEGORY_3: {Level.LEVEL_2: 295, Level.LEVEL_3: 35},
    Category.CATEGORY_4: {Level.LEVEL_1: 180, Level.LEVEL_2: 110, Level.LEVEL_3: 25, Level.TO_BE_DETERMINED: 15},
    Category.TO_BE_DETERMINED: {Level.TO_BE_DETERMINED: 180},
    Category.UNRECOGNISED: {Level.LEVEL_1: 20, Level.TO_BE_DETERMINED: 20},
}

# The cases of the demonstration, in order; they are counted within the margins of their area.
DEMONSTRATION_KINDS: Final = (
    Kind(Category.CATEGORY_1, Level.LEVEL_2),
    Kind(Category.CATEGORY_2, Level.LEVEL_1),
    Kind(Category.CATEGORY_1, Level.LEVEL_1),
    Kind(Category.CATEGORY_4, Level.LEVEL_1),
    Kind(Category.CATEGORY_2, Level.LEVEL_2),
    Kind(Category.CATEGORY_1, Level.TO_BE_DETERMINED),
)

FEWEST: Final = 200  # below it there is no room for the cases of the demonstration
MOST: Final = 150_000  # above it London's numbers run into those of the next area

Allotment = dict[int, dict[Kind, int]]  # by area; the demonstration's own cases not among them


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` divided in proportion to ``weights``, in whole numbers that add up to it."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def area_totals(cases: int) -> list[int]:
    """How many cases each area has, in proportion to its population; the demonstration's area has room for its own."""
    totals = largest_remainder(cases, [POPULATION[area.code] for area in AREAS])
    missing = max(0, len(DEMONSTRATION_KINDS) - totals[AREA - 1])
    totals[AREA - 1] += missing
    totals[totals.index(max(totals))] -= missing
    return totals


def kind_totals(cases: int) -> dict[Kind, int]:
    """How many cases of each category and level there are in all: first by category, then by level within it."""
    by_category = largest_remainder(cases, [sum(levels.values()) for levels in SHARES.values()])
    return {
        Kind(category, level): count
        for (category, levels), total in zip(SHARES.items(), by_category, strict=True)
        for level, count in zip(levels, largest_remainder(total, list(levels.values())), strict=True)
    }


def allot(cases: int) -> Allotment:
    """The cases of each area beyond those of the demonstration. Rows and columns add up to the totals above."""
    room = area_totals(cases)
    kinds = kind_totals(cases)
    room[AREA - 1] -= len(DEMONSTRATION_KINDS)
    for kind in DEMONSTRATION_KINDS:
        kinds[kind] -= 1
    allotment: Allotment = {area.id: {} for area in AREAS}
    for kind, count in sorted(kinds.items(), key=lambda item: item[1]):  # the rarest first, the rest fits exactly
        for area, share in zip(AREAS, largest_remainder(count, room) if count else [0] * len(AREAS), strict=True):
            allotment[area.id][kind] = share
            room[area.id - 1] -= share
    return allotment
