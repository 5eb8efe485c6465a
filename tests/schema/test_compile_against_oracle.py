"""The compiled path answers what the slow oracle answers: generated operations, every kind of principal and purpose."""

import os
from random import Random
from typing import Any

from graphql import parse, validate
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from tests.schema.askers import busy, invented, permitted, persona_askers, standings
from tests.schema.asking import Asker, World
from tests.schema.operations import Operation, Writer
from tests.schema.tokens import same, sealed_id

# Half as many of those whose permit is no law's: each is a kind of its own, for whom nothing is kept.
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
    assume(not validate(world.plain, parse(operation.text)))  # two aliases met
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
    asker = Asker(chance.choice(permitted(world)), chance.choice((busy, standings))(world, chance))
    check(world, asker, Writer(world, random).operation())


@settings(LENIENT, max_examples=EXAMPLES // 2)
@given(random=st.randoms(use_true_random=False), seed=st.integers(0, 2**32))
def test_the_compiled_answer_is_the_oracles_under_any_permit(world: World, random: Random, seed: int) -> None:
    chance = Random(seed)
    asker = Asker(invented(chance), chance.choice((busy, standings))(world, chance))
    check(world, asker, Writer(world, random).operation())


AWKWARD = ("o", "p1", "b1", "k1", "r1", "q", "s", "g", "e", "u", "nodes", "edges", "select", "_", "__x", "x" * 63)


def test_every_alias_is_answered_under_itself(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    inner = " ".join(f"{alias}: reference" for alias in AWKWARD)
    text = f"{{ {' '.join(f'{alias}: cases(first: 2) {{ nodes {{ {inner} }} }}' for alias in AWKWARD)} }}"
    answered = world.ask(asker, text).data
    assert list(answered) == list(AWKWARD)
    assert all(list(node) == list(AWKWARD) for page in answered.values() for node in page["nodes"])


def test_a_selection_from_which_everything_is_skipped_is_an_empty_object(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    skipped = "nodes { reference @skip(if: true) }"
    answered = world.ask(asker, f"{{ a: cases(first: 2) {{ {skipped} }} b: cases {{ totalCount @skip(if: true) }} }}")
    assert answered.data == {"a": {"nodes": [{}, {}]}, "b": {}}
    assert sum(map(len, answered.subjects.values())) == 4  # that two cases, of two people, are there was said


def test_a_page_of_which_only_what_is_known_beforehand_is_asked_is_one_object(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    for size in (0, 1, 5):
        answered = world.ask(asker, f"{{ cases(last: {size}) {{ pageInfo {{ hasNextPage }} }} }}").data
        assert answered == {"cases": {"pageInfo": {"hasNextPage": False}}}


def test_the_subjects_of_an_answer_are_its_cases_their_people_and_the_victims_it_names(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    text = "{ cases(first: 500) { nodes { id victims(first: 500) { nodes { relationship } } } } }"
    answered = world.ask(asker, text)
    oracle = world.oracle(asker)
    cases = {str(shown.stored.id) for shown in oracle.all_found("Case")}
    people = {str(shown.stored.columns["person_id"]) for shown in oracle.all_found("Case")}
    victims = {str(shown.stored.columns["victim_person_id"]) for shown in oracle.all_found("VictimContact")}
    named = [key for keys in answered.subjects.values() for key in keys]
    assert victims
    assert cases
    assert set(named) == cases | people | victims
    assert len(named) == len(set(named))


def test_the_victims_of_cases_beyond_the_page_are_no_subjects(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    text = "{ cases(first: 1) { nodes { id victims { nodes { relationship } } } pageInfo { hasNextPage } } }"
    answered = world.ask(asker, text)
    found = world.oracle(asker)
    found.execute(world.plain, text, {})
    assert answered.data["cases"]["pageInfo"] == {"hasNextPage": True}
    assert answered.subjects == {label: sorted(ids) for label, ids in found.subjects.items()}


def test_one_of_several_is_the_first_in_its_order(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    text = "{ cases(first: 500) { nodes { custody { since } custodyHistory(first: 1) { nodes { since } } } } }"
    for node in world.ask(asker, text).data["cases"]["nodes"]:
        assert node["custodyHistory"]["nodes"][:1] == ([node["custody"]] if node["custody"] else [])


def test_a_row_that_refers_to_another_case_does_not_borrow_its_cell(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    cases = {row.id: row for row in world.holdings.rows["Case"]}
    items = {row.id: row for row in world.holdings.rows["AgendaItem"]}
    astray = [
        (record, row)
        for record in ("Review", "Action", "DisclosureDecision")
        for row in world.holdings.rows[record]
        if row.columns["meeting_case_id"]
        and items[row.columns["meeting_case_id"]].columns["case_id"] != row.columns["case_id"]
    ]
    assert astray
    assert all(row.columns["case_id"] in cases for _, row in astray)
    for record, row in astray:
        text = f"query($id: ID!) {{ node(id: $id) {{ ... on {record} {{ agendaItem {{ case {{ reference }} }} }} }} }}"
        node = world.ask(asker, text, {"id": sealed_id(asker.seals, record, row.id)}).data["node"]
        assert node is None or node["agendaItem"] is None
