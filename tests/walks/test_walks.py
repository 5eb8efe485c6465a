"""No sequence of acts by anybody reaches what is forbidden, and every history leads to the present."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination.vocabulary import Category
from policies.vocabulary import Act
from schema.mutations import Mutation
from tests.walks import histories
from tests.walks.beginning import begin, open_the_meeting
from tests.walks.forbidden import FORBIDDEN, Forbidden, Watch
from tests.walks.walk import TAKES_BACK, Walk, some_acts
from tests.walks.world import World, machines, mutations

WALKS, LENGTH = 60, 100
NEARLY = 0.85  # of all acts, and of all states: which are left out differs with every act that is added
numbers = st.integers(0, 2**32 - 1)


@cache
def _begun(category: Category = Category.CATEGORY_2, *, opened: bool = False) -> World:
    world = World()
    begin(world, category)
    if opened:
        open_the_meeting(world)
    return world


@contextmanager
def world_of(chance: Random) -> Iterator[World]:
    """A world for one walk, in one of four of them with a case of category 3; in one of three the meeting is open."""
    category = Category.CATEGORY_3 if chance.random() < 1 / 4 else Category.CATEGORY_2
    with _begun(category, opened=chance.random() < 1 / 3).aside() as world:
        yield world


def steps(chance: Random) -> list[int]:
    """A whole walk by chance."""
    return [chance.getrandbits(32) for _ in range(LENGTH)]


@settings(max_examples=25, deadline=None)
@given(numbers, st.lists(numbers, min_size=20, max_size=LENGTH))
def test_no_acts_by_anybody_reach_what_is_forbidden_and_every_history_leads_to_the_present(
    seed: int, walk: list[int]
) -> None:
    chance = Random(seed)  # noqa: S311 - chance makes walks, and no secret
    with world_of(chance) as world:
        watch = Watch(world, FORBIDDEN)
        for act in Walk(world, some_acts(chance)).goes(walk):
            assert not [*watch.finds()], act
        assert not [*histories.broken(world)]


@pytest.mark.parametrize("forbidden", FORBIDDEN, ids=lambda forbidden: forbidden.words)
def test_a_walk_finds_what_is_forbidden_where_what_keeps_it_away_is_taken_out(forbidden: Forbidden) -> None:
    act, machine = forbidden.without()
    acts = [each for each in mutations() if each.act is act or _leads(each, machine.name, forbidden)]
    for seed in range(WALKS):
        chance = Random(seed)  # noqa: S311 - chance makes walks, and no secret
        with _begun().aside() as begun:
            world = dataclasses.replace(begun, machines={act: machine})
            watch = Watch(world, [forbidden])
            if any(next(watch.finds(), None) for _ in Walk(world, acts).goes(steps(chance))):
                return
    pytest.fail("No walk found it.")


def _leads(mutation: Mutation, machine: str, forbidden: Forbidden) -> bool:
    own = mutation.machine.name == machine and not mutation.act.name.startswith(TAKES_BACK)
    opens = mutation.act is Act.OPEN_MEETING  # nothing is decided at one that nobody opened
    return mutation.act in forbidden.beside if forbidden.beside else own or opens


def test_walks_do_nearly_every_act_and_come_to_nearly_every_state() -> None:
    """The walks above are worth something: some tens of them come nearly everywhere."""
    acts, states = (
        {each.act for each in mutations()},
        {(each.name, str(to)) for each in machines() for to in each.states},
    )
    done, been = set[Act](), set[tuple[str, str]]()
    for seed in range(WALKS):
        chance = Random(seed)  # noqa: S311 - chance makes walks, and no secret
        with world_of(chance) as world:
            missing = [each for each in mutations() if each.act not in done and chance.random() < 1 / 2]
            done |= set(Walk(world, [*some_acts(chance), *missing]).goes(steps(chance)))
            been |= {(each.name, state) for each in machines() for state in world.been(each)}
    assert len(done) > NEARLY * len(acts), acts - done
    assert len(been & states) > NEARLY * len(states), states - been
