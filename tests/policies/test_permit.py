from datetime import UTC, datetime

from policies.permit import Cell, Decision, Permit, every_cell
from policies.principal import Standings
from policies.vocabulary import DataClass, Handling, ItemHandling, Ownership, Purpose, Role, Standing
from tests.policies.laws import cell, kind


def test_every_cell_is_there_once() -> None:
    cells = list(every_cell())
    assert len(cells) == len(set(cells)) == len(Standing) * len(Handling) * len(ItemHandling) * len(Ownership)


def test_a_cell_is_shown_when_a_rule_grants_it_and_none_withholds_it() -> None:
    one, two, three = cell(Standing.ASSIGNED), cell(Standing.CONVENED), cell(Standing.NONE)
    decision = Decision(
        {one: frozenset({"a.b"}), two: frozenset({"a.b"})}, {d: frozenset({"c.d"}) for d in (two, three)}
    )
    assert decision.shown == {one}


def test_a_data_class_that_the_law_does_not_know_is_shown_nowhere() -> None:
    permit = Permit(kind(Role.CHAIR), Purpose.MANAGE_RISK, "", {}, {})
    assert permit.shown(DataClass.IDENTITY) == frozenset()


def test_an_unmarked_item_is_open_and_somebody_elses() -> None:
    assert Cell(Standing.NONE, Handling.ORDINARY) == cell(Standing.NONE)


def test_vocabularies_that_are_stored_are_stored_by_their_place() -> None:
    assert [handling.stored for handling in Handling] == [0, 1, 2, 3]
    assert [item.stored for item in ItemHandling] == [0, 1, 2, 3]


def test_lists_are_empty_unless_filled() -> None:
    standings = Standings(1, datetime(2026, 1, 1, tzinfo=UTC))
    assert standings.assigned == standings.excluded == ()
