"""Pages: forwards and backwards, whole and empty, each row once, and no column read that nobody asked for."""

from typing import Any

import pytest

from tests.schema.askers import persona_askers
from tests.schema.asking import Asker, World

INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@pytest.fixture
def asker(world: World) -> Asker:
    """Somebody who sees much."""
    return persona_askers(world)["coordinator"]


def page(world: World, asker: Asker, arguments: str, **variables: Any) -> Any:
    head = "query($c: String) " if "$c" in arguments else ""
    text = f"{head}{{ cases{arguments} {{ {INFO} totalCount edges {{ cursor node {{ reference }} }} }} }}"
    return world.ask(asker, text, variables).data["cases"]


def references(found: Any) -> list[str]:
    return [edge["node"]["reference"] for edge in found["edges"]]


def sql(world: World, asker: Asker, text: str) -> str:
    return world.compiled(asker, text)[0].statement.sql


@pytest.mark.parametrize("sort", ["", ", sort: { by: REFERENCE, direction: DESC }", ", sort: { by: EXIT_DUE_ON }"])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_pages_forwards_and_backwards_hold_every_row_once_and_in_one_order(
    world: World, asker: Asker, sort: str, size: int
) -> None:
    every = references(page(world, asker, f"(first: 500{sort})"))
    forwards: list[str] = []
    found = page(world, asker, f"(first: {size}{sort})")
    while True:
        forwards += references(found)
        assert found["totalCount"] == len(every)
        if not found["pageInfo"]["hasNextPage"]:
            break
        found = page(world, asker, f"(first: {size}, after: $c{sort})", c=found["pageInfo"]["endCursor"])
    backwards: list[str] = []
    found = page(world, asker, f"(last: {size}{sort})")
    while True:
        backwards = references(found) + backwards
        if not found["pageInfo"]["hasPreviousPage"]:
            break
        found = page(world, asker, f"(last: {size}, before: $c{sort})", c=found["pageInfo"]["startCursor"])
    assert forwards == backwards == every
    assert len(every) == len(set(every)) > size


def test_the_cursors_of_a_page_are_those_of_its_first_and_last_row(world: World, asker: Asker) -> None:
    for arguments in ("(first: 3)", "(last: 3)"):
        found = page(world, asker, arguments)
        assert found["pageInfo"]["startCursor"] == found["edges"][0]["cursor"]
        assert found["pageInfo"]["endCursor"] == found["edges"][-1]["cursor"]


def test_a_page_of_no_rows_says_only_whether_there_are_any(world: World, asker: Asker) -> None:
    found = page(world, asker, "(first: 0)")
    assert found["edges"] == []
    assert found["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


def test_a_page_that_ends_with_the_list_has_nothing_after_it(world: World, asker: Asker) -> None:
    total = page(world, asker, "(first: 1)")["totalCount"]
    assert page(world, asker, f"(first: {total})")["pageInfo"]["hasNextPage"] is False
    assert page(world, asker, f"(first: {total - 1})")["pageInfo"]["hasNextPage"] is True


def test_a_list_between_two_cursors_holds_what_lies_between(world: World, asker: Asker) -> None:
    edges = page(world, asker, "(first: 500)")["edges"]
    text = "query($a: String, $b: String) { cases(first: 500, after: $a, before: $b) { edges { cursor } } }"
    found = world.ask(asker, text, {"a": edges[1]["cursor"], "b": edges[5]["cursor"]}).data["cases"]["edges"]
    assert [edge["cursor"] for edge in found] == [edge["cursor"] for edge in edges[2:5]]


def test_a_list_that_says_nothing_has_twenty_rows(world: World, asker: Asker) -> None:
    assert len(page(world, asker, "")["edges"]) == min(20, page(world, asker, "")["totalCount"])


def test_one_row_more_is_read_only_where_the_answer_says_whether_more_follow(world: World, asker: Asker) -> None:
    assert "+ 1" not in sql(world, asker, "{ cases(first: 3) { nodes { reference } } }")
    assert "+ 1" in sql(world, asker, "{ cases(first: 3) { nodes { reference } pageInfo { hasNextPage } } }")


def test_a_count_alone_reads_no_row(world: World, asker: Asker) -> None:
    text = sql(world, asker, "{ cases { totalCount } }")
    assert "materialized" not in text
    answered = world.ask(asker, "{ cases { totalCount } }")
    assert (answered.subjects, answered.rows) == ({}, 0)


def test_a_value_that_is_not_asked_for_is_not_read(world: World, asker: Asker) -> None:
    text = sql(world, asker, "{ cases(first: 3) { nodes { reference } } }")
    assert "level_set_on" not in text
    assert "qualifying_reason" not in text


def test_a_value_that_is_shown_nowhere_is_not_even_named(world: World) -> None:
    smb = persona_askers(world)["smb"]
    assert "qualifying_reason" not in sql(world, smb, "{ cases(first: 3) { nodes { qualifyingReason } } }")
