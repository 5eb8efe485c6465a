"""The published margins, exact for any size, without loading anything."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination.rules.book_of_areas import AREAS
from agencies.coordination.vocabulary import Category, Level
from gateway.demonstration.caseload.areas import POPULATION
from gateway.demonstration.caseload.margins import (
    CATEGORY_1,
    DEMONSTRATION_KINDS,
    FEWEST,
    MOST,
    NATIONAL,
    SHARES,
    allot,
    area_totals,
    kind_totals,
    largest_remainder,
)
from gateway.demonstration.personas import AREA


def test_the_national_caseload_has_the_published_margins() -> None:
    kinds = kind_totals(NATIONAL)
    assert sum(kinds.values()) == 91_040
    assert sum(count for kind, count in kinds.items() if kind.category is Category.CATEGORY_1) == CATEGORY_1 == 68_357
    raised = sum(count for kind, count in kinds.items() if kind.level in (Level.LEVEL_2, Level.LEVEL_3))
    assert 0.017 < raised / NATIONAL < 0.02


def test_the_shares_are_those_of_the_national_caseload_itself() -> None:
    stated = {(category, level): count for category, levels in SHARES.items() for level, count in levels.items()}
    assert stated == dict(kind_totals(NATIONAL))


def test_every_category_3_case_is_at_level_2_or_3() -> None:
    assert set(SHARES[Category.CATEGORY_3]) == {Level.LEVEL_2, Level.LEVEL_3}


def test_there_are_42_areas_with_numbers_codes_and_names_of_their_own() -> None:
    assert [area.id for area in AREAS] == list(range(1, 43))
    assert len({area.code for area in AREAS}) == len({area.name for area in AREAS}) == 42


def test_areas_share_the_national_caseload_by_population() -> None:
    totals, people = area_totals(NATIONAL), sum(POPULATION.values())
    assert sum(totals) == NATIONAL
    assert all(
        abs(total - NATIONAL * POPULATION[area.code] / people) < 1 for area, total in zip(AREAS, totals, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(FEWEST, MOST))
def test_rows_and_columns_add_up_for_every_size(cases: int) -> None:
    allotment, totals = allot(cases), area_totals(cases)
    kinds = Counter(DEMONSTRATION_KINDS)
    for area, total in zip(AREAS, totals, strict=True):
        own = len(DEMONSTRATION_KINDS) if area.id == AREA else 0
        assert sum(allotment[area.id].values()) + own == total
        kinds.update(allotment[area.id])
    assert +kinds == +Counter(kind_totals(cases))
    assert sum(totals) == cases
    assert all(count >= 0 for shares in allotment.values() for count in shares.values())


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [(10, [1, 1, 1], [4, 3, 3]), (3, [5, 3, 2], [1, 1, 1]), (0, [1, 2], [0, 0]), (7, [1, 0], [7, 0])],
)
def test_the_largest_remainder_takes_the_last_one(total: int, weights: list[int], shares: list[int]) -> None:
    assert largest_remainder(total, weights) == shares
