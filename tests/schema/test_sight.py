"""Where a principal stands is worked out by the database as the ladder says, and asked only where it matters."""

from dataclasses import replace
from random import Random

import pytest

from policies.permit import Decision, Permit, every_cell
from policies.principal import PrincipalClass, Standings
from policies.vocabulary import Agency, DataClass, Handling, Purpose, Role, Standing
from schema.masks import STANDINGS
from schema.sight import Anchor, Profile, Viewpoint, profile_of
from schema.sql import Parameters
from tests.schema.askers import busy, standings
from tests.schema.asking import UNTIL, Asker, World

KIND = PrincipalClass(frozenset({Role.CHAIR}), Agency.POLICE, "police")
CASE = Anchor(case="c.id", area="c.area_id", handling="c.handling")
NOBODY = Profile(False, False, False, False, False, False, 0, 0)
ORDINARY = {(standing, Handling.ORDINARY) for standing in Standing}


def everything() -> Permit:
    """A permit that shows everything everywhere, so that each case tells where it stands."""
    shown = Decision({cell: frozenset({"all"}) for cell in every_cell()}, {})
    return Permit(KIND, Purpose.MANAGE_RISK, "everything", dict.fromkeys(DataClass, shown), dict.fromkeys(DataClass))


def seen(profile: Profile, places: set[tuple[Standing, Handling]]) -> tuple[str, str]:
    """The standing and the test of rows, as text."""
    found = Viewpoint(everything(), profile, "police", Parameters()).see(CASE, places)
    return found.sight.standing, str(found.test)


@pytest.mark.parametrize("seed", range(8))
def test_every_case_stands_where_the_ladder_says(world: World, seed: int) -> None:
    random = Random(seed)
    asker = Asker(everything(), (busy, standings)[seed % 2](world, random))
    answered = world.ask(asker, "{ cases(first: 500) { nodes { reference } } }")
    oracle = world.oracle(asker)
    expected: dict[str, list[str]] = {}
    for case in world.holdings.rows["Case"]:
        place = oracle.place(case)
        assert place is not None
        expected.setdefault(place.label, []).extend((str(case.id), str(case.columns["person_id"])))
    assert answered.subjects == {label: sorted(keys) for label, keys in expected.items()}


def test_whoever_is_excluded_is_excluded_whatever_else_they_are(world: World) -> None:
    case = next(row for row in world.holdings.rows["Case"] if row.columns["handling"] == 0)
    lists = Standings(1, UNTIL, excluded=(case.id,), emergency=(case.id,), assigned=(case.id,), convened=(case.id,))
    answered = world.ask(Asker(everything(), lists), "{ cases(first: 500) { nodes { id } } }")
    assert str(case.id) in answered.subjects[f"{STANDINGS[Standing.EXCLUDED]}/0"]


def test_a_limited_case_opens_to_those_it_names_and_an_emergency_does_not_name_them(world: World) -> None:
    case = next(row for row in world.holdings.rows["Case"] if row.columns["handling"] == 1)
    text = "{ cases(first: 500) { nodes { id } } }"
    lists = Standings(1, UNTIL, emergency=(case.id,))
    assert str(case.id) in world.ask(Asker(everything(), lists), text).subjects[f"{STANDINGS[Standing.EXCLUDED]}/1"]
    lists = replace(lists, permitted=(case.id,))
    assert str(case.id) in world.ask(Asker(everything(), lists), text).subjects[f"{STANDINGS[Standing.EMERGENCY]}/1"]


def test_lists_are_known_by_whether_they_hold_anything() -> None:
    lists = Standings(1, UNTIL)
    assert profile_of(lists) == NOBODY
    assert profile_of(replace(lists, areas=(1,), coordinated_areas=(1, 2, 3))) == replace(
        NOBODY, areas=1, coordinated=2
    )


def test_whoever_stands_nowhere_sees_no_row() -> None:
    assert seen(NOBODY, {(Standing.ASSIGNED, Handling.ORDINARY)})[1] == "False"


def test_one_area_is_compared_by_equality_and_several_by_a_list() -> None:
    area = {(Standing.AREA, handling) for handling in Handling}
    assert "c.area_id = \x03" in seen(replace(NOBODY, areas=1), area)[1]
    assert "c.area_id = any(" in seen(replace(NOBODY, areas=2), area)[1]


def test_a_standing_that_can_only_be_one_is_a_constant() -> None:
    standing, _ = seen(replace(NOBODY, areas=1), {(Standing.AREA, Handling.ORDINARY)})
    assert standing == str(STANDINGS[Standing.AREA])


def test_a_rung_is_not_looked_for_where_all_above_it_see_the_same() -> None:
    places = {(s, h) for s in (Standing.ASSIGNED, Standing.CONVENED) for h in Handling}
    _, test = seen(replace(NOBODY, assigned=True, convened=True, areas=1), places)
    assert "case when" not in test


def test_a_rung_is_looked_for_where_one_above_it_sees_less() -> None:
    places = {(Standing.CONVENED, h) for h in Handling}
    _, test = seen(replace(NOBODY, assigned=True, convened=True), places)
    assert "case when" in test


def test_a_place_for_those_excluded_is_tested_as_any_other() -> None:
    _, test = seen(replace(NOBODY, assigned=True), {(Standing.EXCLUDED, Handling.LIMITED_ACCESS)})
    assert test != "False"
    assert "case when" in test


@pytest.mark.parametrize("seed", range(4))
def test_an_area_that_holds_every_listed_case_finds_them_without_the_lists(world: World, seed: int) -> None:
    random = Random(seed)
    cases = [row for row in world.holdings.rows["Case"] if row.columns["area_id"] == 7] or world.holdings.rows["Case"]
    area = cases[0].columns["area_id"]
    inside = [row.id for row in world.holdings.rows["Case"] if row.columns["area_id"] == area]
    listed = tuple(random.sample(inside, k=min(3, len(inside))))
    lists = Standings(1, UNTIL, assigned=listed[:1], convened=listed[1:], coordinated_areas=(area,), areas=(area,))
    text = "{ cases(first: 500) { totalCount nodes { reference } } }"
    beside = world.ask(Asker(everything(), lists), text)
    assert world.ask(Asker(everything(), replace(lists, within_coordinated=True)), text) == beside
    assert world.ask(Asker(everything(), replace(lists, within_areas=True)), text) == beside


def test_lists_are_not_searched_beside_an_area_that_holds_them() -> None:
    everywhere = {(standing, handling) for standing in Standing for handling in Handling}
    places = everywhere - {(standing, h) for standing in (Standing.NONE, Standing.EXCLUDED) for h in Handling}
    held = Profile(False, False, False, True, True, False, 1, 0, within_coordinated=True)
    assert "assigned" not in seen(held, places)[1]
    assert "area_id" in seen(held, places)[1]
    assert " or " in seen(replace(held, within_coordinated=False), places)[1]
