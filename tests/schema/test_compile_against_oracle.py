"""The compiled path answers what the slow oracle answers: generated operations, every kind of principal and purpose."""

import os
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.schema.asking import Asker, World
from tests.schema.askers import invented, permitted, standings
from tests.schema.operations import Operation, Writer
from tests.schema.oracle import same, sealed_id

EXAMPLES = int(os.environ.get("MAPPA_EXAMPLES", "150"))
LENIENT = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.target, Phase.shrink),
)


def found_under(answer: Any, key: str) -> list[Any]:
    """Every non-empty list under a key, wherever it stands in an answer."""
    if isinstance(answer, dict):
        here = [answer[key]] if answer.get(key) else []
        return here + [each for value in answer.values() for each in found_under(value, key)]
    return [each for value in answer for each in found_under(value, key)] if isinstance(answer, list) else []


def with_tokens(world: World, asker: Asker, operation: Operation) -> dict[str, Any]:
    """The variables, with ids sealed for the asker and cursors as the lists themselves answer them."""
    ids = {name: sealed_id(asker.seals, row.record.name, row.id) for name, row in operation.ids.items()}
    variables = {**operation.variables, **ids}
    if not operation.cursors:
        return variables
    first = world.ask(asker, operation.text, variables).data
    for name, (key, number) in operation.cursors.items():
        edges = found_under(first, key)
        if edges:
            chosen = edges[number % len(edges)]
            variables[name] = chosen[number % len(chosen)]["cursor"]
    return variables


def check(world: World, asker: Asker, operation: Operation) -> None:
    note(operation.text)
    variables = with_tokens(world, asker, operation)
    note(repr(variables))
    answered = world.ask(asker, operation.text, variables)
    oracle = world.oracle(asker)
    expected = oracle.execute(world.plain, operation.text, variables)
    assert same(expected, answered.data), (expected, answered.data)
    assert answered.subjects == {label: sorted(ids) for label, ids in oracle.subjects.items()}


@LENIENT
@given(random=st.randoms(use_true_random=False), seed=st.integers(0, 2**32))
def test_the_compiled_answer_is_the_oracles_under_the_law(world: World, random: Random, seed: int) -> None:
    chance = Random(seed)
    asker = Asker(chance.choice(permitted(world)), standings(world, chance))
    check(world, asker, Writer(world, random).operation())


@LENIENT
@given(random=st.randoms(use_true_random=False), seed=st.integers(0, 2**32))
def test_the_compiled_answer_is_the_oracles_under_any_permit(world: World, random: Random, seed: int) -> None:
    chance = Random(seed)
    asker = Asker(invented(chance), standings(world, chance))
    check(world, asker, Writer(world, random).operation())
