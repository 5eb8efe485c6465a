"""docs/process.md draws each machine from its table, and docs/graphql.md explains each problem."""

import pytest

from agencies.drawing import drawn
from agencies.problems import EXPLAINED, ProblemCode
from agencies.transitions import Machine
from gateway.wiring import registry
from policies.vocabulary import CHANGING_ACTS
from tests.documents import assert_generated

MACHINES = {each.machine.name: each.machine for each in registry().mutations.values()}


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_every_machine_is_drawn_as_its_table_says(machine: Machine) -> None:
    assert_generated("docs/process.md", machine.name.replace(" ", "-"), drawn(machine))


def test_every_problem_is_explained() -> None:
    assert set(EXPLAINED) == set(ProblemCode)
    rows = "".join(f"| `{code.name}` | {words} |\n" for code, words in EXPLAINED.items())
    assert_generated("docs/graphql.md", "problems", rows)


def test_every_act_has_its_mutation_and_every_transition_its_act() -> None:
    offered = {each.act for each in registry().mutations.values()}
    assert offered == set(CHANGING_ACTS)
    moved = {way.act for machine in MACHINES.values() for way in machine.transitions}
    assert moved == offered
