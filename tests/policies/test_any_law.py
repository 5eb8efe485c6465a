"""What must hold of any version of the law, and that a second reading of it agrees with the engine everywhere."""

from itertools import product

import pytest

from policies.engine import Law
from policies.lint import check
from policies.permit import Cell, every_cell
from policies.reading import Reading, id_of
from policies.sources import DIRECTORY, read
from policies.vocabulary import (
    DataClass,
    Handling,
    Ownership,
    Purpose,
)
from tests.policies.laws import CASE_CLASSES, cell, kinds, law


@pytest.fixture(scope="module")
def reading() -> Reading:
    return check(read(DIRECTORY))


def test_whatever_is_shown_of_a_case_its_existence_is_shown() -> None:
    """But to whoever was shown it once and is told that it was wrong: their notice stands by itself."""
    for who in kinds():
        for purpose in law().purposes(who):
            permit = law().permit(who, purpose)
            existing = permit.shown(DataClass.EXISTENCE)
            for data_class in CASE_CLASSES - {DataClass.CORRECTION}:
                for place in permit.shown(data_class):
                    for ownership in Ownership:
                        assert cell(place.standing, place.handling, ownership=ownership) in existing


def test_every_grant_shows_something() -> None:
    reached: set[str] = set()
    for who in kinds():
        for purpose in law().purposes(who):
            for decision in law().permit(who, purpose).decisions.values():
                reached |= {rule for place in decision.shown for rule in decision.granted_by[place]}
    assert reached == {id_of(rule) for rule in check(read(DIRECTORY)).named("grant")}


def test_the_engine_and_a_second_reading_of_the_law_agree_everywhere(reading: Reading) -> None:
    fresh = Law.load()
    granted = _granted(reading)
    withheld = _withheld(reading)
    for who, purpose in product(kinds(), Purpose):
        (role,) = who.roles
        permit = fresh.permit(who, purpose)
        for data_class in DataClass:
            expected = granted.get((role, who.agency, purpose, data_class), set())
            denied = withheld.get((role, who.clearance, data_class), set())
            assert permit.shown(data_class) == expected - denied


def _granted(reading: Reading) -> dict[tuple[str, ...], set[Cell]]:
    cells: dict[tuple[str, ...], set[Cell]] = {}
    for _, roles, agencies, purposes, classes, standings, items, ownerships in reading.boxes("shown"):
        places = _cells(standings, frozenset(Handling), items, ownerships)
        for key in product(roles, agencies, purposes, classes):
            cells.setdefault(key, set()).update(places)
    return cells


def _withheld(reading: Reading) -> dict[tuple[str, ...], set[Cell]]:
    cells: dict[tuple[str, ...], set[Cell]] = {}
    for _, roles, clearances, classes, standings, handlings, items, ownerships in reading.boxes("withheld"):
        places = _cells(standings, handlings, items, ownerships)
        for key in product(roles, clearances, classes):
            cells.setdefault(key, set()).update(places)
    return cells


def _cells(
    standings: frozenset[str], handlings: frozenset[str], items: frozenset[str], ownerships: frozenset[str]
) -> set[Cell]:
    return {
        place
        for place in every_cell()
        if place.standing in standings
        and place.handling in handlings
        and place.item in items
        and place.ownership in ownerships
    }
