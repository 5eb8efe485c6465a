"""What a list holds, what can be fetched by id, and what is counted are the same rows, for every kind of principal."""

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.declare import RecordType, RelationField, camel
from schema.roots import Root
from tests.schema.askers import KINDS, busy, standings
from tests.schema.asking import Asker, World
from tests.schema.tokens import sealed_id

T = TypeVar("T")
A_FEW = settings(
    max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def share(asked: Sequence[T], number: int) -> Sequence[T]:
    """What one kind of principal asks of: a third, and all thirds between them; ``MAPPA_EXAMPLES`` asks everything."""
    return asked if os.environ.get("MAPPA_EXAMPLES") else asked[number % 3 :: 3]


def asker_of(world: World, number: int, seed: int) -> Asker:
    """Some principal of a kind, for some purpose of theirs."""
    random = Random(seed)
    purposes = sorted(world.law.purposes(KINDS[number]))
    lists = random.choice((busy, standings))(world, random)
    return Asker(world.law.permit(KINDS[number], random.choice(purposes)), lists)


def fetched(world: World, asker: Asker, record: RecordType) -> set[UUID]:
    """The rows of a record that open by their ids, one by one."""
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {record.name} {{ __typename }} }} }}"
    keys = [row.id for row in world.holdings.rows[record.name]]
    return {k for k in keys if world.ask(asker, text, {"id": sealed_id(asker.seals, record.name, k)}).data["node"]}


def listed(world: World, asker: Asker, root: Root) -> tuple[list[str], int]:
    """The ids that a list answers, and the count it answers."""
    text = f"{{ p: {camel(root.name)}(first: 500) {{ totalCount nodes {{ id }} }} }}"
    page = world.ask(asker, text).data["p"]
    return [node["id"] for node in page["nodes"]], page["totalCount"]


@pytest.mark.parametrize("number", range(len(KINDS)))
@A_FEW
@given(seed=st.integers(0, 2**32))
def test_every_list_holds_what_opens_by_id_and_counts_it(world: World, number: int, seed: int) -> None:
    asker = asker_of(world, number, seed)
    for root in share(list(world.registry.roots.values()), number):
        record = world.registry.records[root.target] if isinstance(root, Root) else None
        if not isinstance(root, Root) or record is None or root.one or not record.is_node:
            continue
        ids, count = listed(world, asker, root)
        expected = {shown.stored.id for shown in world.oracle(asker).all_found(record.name)}
        assert len(ids) == count == len(set(ids)) == len(expected)
        assert set(ids) == {sealed_id(asker.seals, record.name, key) for key in expected}


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_every_record_opens_by_id_exactly_where_it_exists(world: World, number: int) -> None:
    asker = asker_of(world, number, 11)
    for record in share(world.registry.nodes, number):
        rows = world.holdings.rows[record.name][::5]
        text = f"query($id: ID!) {{ node(id: $id) {{ ... on {record.name} {{ __typename }} }} }}"
        for row in rows:
            opened = world.ask(asker, text, {"id": sealed_id(asker.seals, record.name, row.id)}).data["node"]
            assert bool(opened) is (world.oracle(asker).found(row) is not None)


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_every_connection_of_a_case_counts_what_it_lists_and_what_opens_by_id(world: World, number: int) -> None:
    asker = asker_of(world, number, 5)
    records = world.registry.records
    relations = [each for each in records["Case"].fields.values() if isinstance(each, RelationField) and each.paged]
    seen = fetched(world, asker, records["Case"])
    for relation in relations:
        opens = records[relation.target].is_node
        inner = f"{camel(relation.name)}(first: 500) {{ totalCount nodes {{ {'id' if opens else '__typename'} }} }}"
        found = world.ask(asker, f"{{ cases(first: 500) {{ nodes {{ id {inner} }} }} }}").data["cases"]["nodes"]
        assert {each["id"] for each in found} == {sealed_id(asker.seals, "Case", key) for key in seen}
        exists = world.oracle(asker).all_found(relation.target)
        within = [shown for shown in exists if shown.place.case in seen]  # the rest opens alone
        nodes = [node for each in found for node in each[camel(relation.name)]["nodes"]]
        assert sum(each[camel(relation.name)]["totalCount"] for each in found) == len(nodes) == len(within)
        if opens:
            expected = {sealed_id(asker.seals, relation.target, shown.stored.id) for shown in within}
            assert {node["id"] for node in nodes} == expected
