"""A mask holds exactly in the cells of the permit: every place, item and owner, evaluated by a database."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from policies.agreement import NOT_SHARED, Shared
from policies.permit import Cell, Decision, Permit, Place, every_cell
from policies.vocabulary import Basis, DataClass, Handling, ItemHandling, Ownership, Standing
from schema.masks import STANDINGS, RowFacts, Shows, Sight, sharing, shown, within
from schema.sql import Condition, written
from tests.schema.askers import invented

EVERYWHERE = frozenset(product(Standing, Handling))
SIGHT = Sight("standing", "handling", EVERYWHERE)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    """Every cell as a row."""
    made = sqlite3.connect(":memory:")
    made.execute("create table cell (standing int, handling int, item int, own bool)")
    rows = [
        (STANDINGS[s], h.stored, i.stored, o is Ownership.OWN)
        for s, h, i, o in product(Standing, Handling, ItemHandling, Ownership)
    ]
    made.executemany("insert into cell values (?, ?, ?, ?)", rows)
    yield made
    made.close()


def holding(database: sqlite3.Connection, condition: Condition) -> set[Cell]:
    """The cells in which a condition holds."""
    found = database.execute(f"select standing, handling, item, own from cell where {written(condition)}")  # noqa: S608
    words = (tuple(Standing), tuple(Handling), tuple(ItemHandling))
    return {
        Cell(words[0][s], words[1][h], words[2][i], Ownership.OWN if own else Ownership.OTHER) for s, h, i, own in found
    }


def of_all(_data_class: DataClass, _row: RowFacts) -> Condition:
    """Everybody shares everything."""
    return True


def permits() -> Iterator[Permit]:
    return (invented(Random(seed)) for seed in range(12))


def test_a_mask_holds_exactly_in_the_cells_of_the_permit(database: sqlite3.Connection) -> None:
    facts = RowFacts("item", "own", "owner")
    for permit in permits():
        for data_class in DataClass:
            assert holding(database, shown(Shows(permit.decision, of_all), data_class, SIGHT, facts)) == permit.shown(
                data_class
            )


@pytest.mark.parametrize("own", [True, False])
def test_an_owner_known_beforehand_is_not_asked_of_the_row(database: sqlite3.Connection, own: bool) -> None:
    ownership = Ownership.OWN if own else Ownership.OTHER
    for permit in permits():
        for data_class in DataClass:
            condition = shown(Shows(permit.decision, of_all), data_class, SIGHT, RowFacts("item", own, "police"))
            assert "own" not in written(condition)
            expected = {cell for cell in permit.shown(data_class) if cell.ownership is ownership}
            assert {cell for cell in holding(database, condition) if cell.ownership is ownership} == expected


def test_rows_without_marks_are_open(database: sqlite3.Connection) -> None:
    for permit in permits():
        condition = shown(Shows(permit.decision, of_all), DataClass.RISK_PLAN, SIGHT, RowFacts(None, "own", "owner"))
        assert "item" not in written(condition)
        opened = {cell for cell in permit.shown(DataClass.RISK_PLAN) if cell.item is ItemHandling.OPEN}
        assert {cell for cell in holding(database, condition) if cell.item is ItemHandling.OPEN} == opened


def test_an_owner_that_is_unknown_is_another(database: sqlite3.Connection) -> None:
    cells = [Cell(Standing.AREA, Handling.ORDINARY, ItemHandling.OPEN, Ownership.OWN)]
    permit = next(permits())
    permit.decisions[DataClass.HEALTH].granted_by.clear()  # type: ignore[attr-defined]  # a dict in these tests
    permit.decisions[DataClass.HEALTH].granted_by.update(dict.fromkeys(cells, frozenset()))  # type: ignore[attr-defined]
    condition = written(shown(Shows(permit.decision, of_all), DataClass.HEALTH, SIGHT, RowFacts(None, "own", "owner")))
    found = database.execute(f"select count(*) from (select 5 standing, 0 handling, null own) where {condition}")  # noqa: S608
    assert found.fetchone() == (0,)


def test_only_what_differs_among_the_places_is_written() -> None:
    one: frozenset[Place] = frozenset({(Standing.AREA, Handling.ORDINARY), (Standing.AREA, Handling.TERRORISM)})
    sight = Sight("standing", "handling", one)
    assert within(one | {(Standing.NONE, Handling.ORDINARY)}, sight) is True
    assert within(frozenset({(Standing.AREA, Handling.ORDINARY)}), sight) == "handling = 0"
    assert within(frozenset(), sight) is False


def test_what_others_own_is_shown_where_they_share_it() -> None:
    open_to_all = next(permits())
    everywhere = Decision(dict.fromkeys(every_cell(), frozenset({"all"})), {})
    shared = Shared(frozenset({"police", "prison"}), frozenset({("ISA-1", Basis.RESPONSIBLE_AUTHORITY)}))
    for shares, constant, expected in (
        (None, "housing", True),
        (NOT_SHARED, "housing", False),
        (shared, "police", True),
        (shared, "housing", False),
    ):
        permit = replace(open_to_all, decisions={DataClass.HEALTH: everywhere}, sharing={DataClass.HEALTH: shares})
        shows = Shows(permit.decision, sharing(permit, lambda codes: f"array{sorted(codes)}"))
        assert shown(shows, DataClass.HEALTH, SIGHT, RowFacts(None, False, constant)) is expected
        assert shown(shows, DataClass.HEALTH, SIGHT, RowFacts(None, True, constant)) is True
    asked = written(shown(shows, DataClass.HEALTH, SIGHT, RowFacts(None, "own", "b.owner")))
    assert asked == "((own) or (b.owner = any(array['police', 'prison'])))"
