"""What arguments mean: filters over masked values, numbers of any size, cursors that stay in their list."""

from typing import Any

import pytest

from gateway.questions import Invalid
from schema.arguments import InvalidArgument
from tests.schema.askers import persona_askers
from tests.schema.asking import Asker, World

CURSORS = "{ edges { cursor } }"


@pytest.fixture
def asker(world: World) -> Asker:
    """Somebody who sees much."""
    return persona_askers(world)["coordinator"]


def cursors(world: World, asker: Asker, arguments: str, name: str = "cases") -> list[str]:
    page = world.ask(asker, f"{{ p: {name}{arguments} {CURSORS} }}").data["p"]
    return [edge["cursor"] for edge in page["edges"]]


def message(world: World, asker: Asker, text: str, **variables: Any) -> str:
    with pytest.raises((Invalid, InvalidArgument)) as caught:
        world.ask(asker, text, variables)
    return "; ".join(e.message for e in caught.value.errors) if isinstance(caught.value, Invalid) else str(caught.value)


def count(world: World, asker: Asker, arguments: str, name: str = "cases", **variables: Any) -> int:
    heads = "query($d: DateTime) " if "$d" in arguments else ""
    return int(
        world.ask(asker, f"{heads}{{ p: {name}{arguments} {{ totalCount }} }}", variables).data["p"]["totalCount"]
    )


def test_first_and_last_together_are_refused(world: World, asker: Asker) -> None:
    assert message(world, asker, "{ cases(first: 1, last: 1) { totalCount } }") == "Give cases first or last, not both."


@pytest.mark.parametrize("given", ["", '(reference: "a", identifier: "b")', "(reference: null)"])
def test_one_row_is_asked_for_by_exactly_one_argument(world: World, asker: Asker, given: str) -> None:
    expected = "Give case exactly one of: reference, identifier."
    assert message(world, asker, f"{{ case{given} {{ reference }} }}") == expected


@pytest.mark.parametrize("number", [70_000, -1, 2_147_483_647])
def test_a_number_beyond_the_column_finds_nothing(world: World, asker: Asker, number: int) -> None:
    assert count(world, asker, f"(area: {number})", "reviews") == 0
    assert count(world, asker, f"(filter: {{ areaNumber: {{ in: [{number}] }} }})") == 0


def test_a_number_beyond_graphql_is_refused_before_it_is_asked(world: World, asker: Asker) -> None:
    assert "Int cannot represent non 32-bit signed integer" in message(
        world, asker, "{ cases(first: 2147483648) { totalCount } }"
    )


def test_an_instant_without_a_zone_is_utc(world: World) -> None:
    auditor = persona_askers(world)["auditor"]
    moment = max(row.columns["recorded_at"] for row in world.holdings.rows["AccessEntry"])
    named = count(world, auditor, "(since: $d)", "accessLog", d=moment.isoformat())
    assert named == count(world, auditor, "(since: $d)", "accessLog", d=moment.replace(tzinfo=None).isoformat()) > 0


def test_text_is_compared_without_regard_to_case_and_not_as_a_pattern(world: World, asker: Asker) -> None:
    assert count(world, asker, '(filter: { reference: { startsWith: "CASE-" } })') == count(world, asker, "")
    assert count(world, asker, '(filter: { reference: { contains: "%" } })') == 0
    assert count(world, asker, '(filter: { reference: { contains: "_" } })') == 0
    assert count(world, asker, '(filter: { reference: { equals: "CASE-X-001" } })') == 0


def test_any_of_no_values_is_none(world: World, asker: Asker) -> None:
    assert count(world, asker, "(filter: { level: { in: [] } })") == 0


def test_all_conditions_must_hold(world: World, asker: Asker) -> None:
    both = '(filter: { level: { equals: LEVEL_2, in: [LEVEL_3] }, reference: { startsWith: "c" } })'
    assert count(world, asker, both) == 0


def test_a_hidden_value_meets_no_condition_and_not_its_opposite(world: World) -> None:
    smb = persona_askers(world)["smb"]
    assert count(world, smb, "(filter: { reviewOverdue: { equals: true } })") == 0
    assert count(world, smb, "(filter: { reviewOverdue: { equals: false } })") == 0


@pytest.mark.parametrize("forged", ["", "x", "Zm9yZ2Vk", "=", "é", "A" * 64, "../../etc"])
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_forged_cursor_is_refused(world: World, asker: Asker, forged: str, name: str) -> None:
    text = f"query($c: String) {{ cases(first: 1, {name}: $c) {CURSORS} }}"
    assert message(world, asker, text, c=forged).startswith("The cursor does not belong to this list")


def test_a_cursor_with_one_character_altered_is_refused(world: World, asker: Asker) -> None:
    cursor = cursors(world, asker, "(first: 1)")[0]
    text = f"query($c: String) {{ cases(first: 1, after: $c) {CURSORS} }}"
    for position in range(0, len(cursor), 5):
        altered = cursor[:position] + ("A" if cursor[position] != "A" else "B") + cursor[position + 1 :]
        assert message(world, asker, text, c=altered).startswith("The cursor does not belong")


@pytest.mark.parametrize(
    "other",
    [
        'cases(first: 1, after: $c, filter: { reference: { startsWith: "c" } })',
        "cases(first: 1, after: $c, sort: { by: REFERENCE })",
        "cases(first: 1, after: $c, sort: { by: NEXT_REVIEW_DUE, direction: DESC })",
        "reviews(first: 1, after: $c)",
        "reviews(first: 1, after: $c, overdue: true)",
    ],
)
def test_a_cursor_of_another_list_is_refused(world: World, asker: Asker, other: str) -> None:
    cursor = cursors(world, asker, "(first: 1)")[0]
    refused = message(world, asker, f"query($c: String) {{ {other} {CURSORS} }}", c=cursor)
    assert refused == "The cursor does not belong to this list: ask for the first page again."


def test_a_cursor_of_another_kind_of_principal_is_refused(world: World, asker: Asker) -> None:
    cursor = cursors(world, persona_askers(world)["police"], "(first: 1)")[0]
    text = f"query($c: String) {{ cases(first: 1, after: $c) {CURSORS} }}"
    assert message(world, asker, text, c=cursor).startswith("The cursor does not belong")


def test_two_lists_of_one_name_each_open_their_own_cursors(world: World, asker: Asker) -> None:
    """The same variable, the same key in the answer, other conditions: it is refused where it does not belong."""
    more = ", filter: { level: { equals: LEVEL_2 } }"
    plain, filtered = (
        f"cases(first: 30) {{ nodes {{ levelDecisions(first: 2, after: $c{given}) {CURSORS} }} }}"
        for given in ("", more)
    )
    text = f"query($c: String) {{ a: {plain} b: {filtered} }}"
    found = world.ask(asker, text).data
    cursor = next(edge["cursor"] for node in found["b"]["nodes"] for edge in node["levelDecisions"]["edges"])
    assert message(world, asker, text, c=cursor).startswith("The cursor does not belong")


def test_a_cursor_is_good_for_the_same_list_after_other_variables(world: World, asker: Asker) -> None:
    text = f"query($n: Int, $c: String) {{ cases(first: $n, after: $c) {CURSORS} }}"
    first = world.ask(asker, text, {"n": 3}).data["cases"]["edges"]
    second = world.ask(asker, text, {"n": 2, "c": first[0]["cursor"]}).data["cases"]["edges"]
    assert second == first[1:]
