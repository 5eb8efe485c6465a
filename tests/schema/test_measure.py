"""What an operation measures: counted by hand, by an oracle that spreads by hand, and by how much work it takes."""

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    parse,
    validate,
)
from hypothesis import assume, given

from schema.limits import choose_operation
from schema.measure import Measure
from schema.price import CEILING
from tests.schema.small_schema import DOCUMENT, SCHEMA, doubling, measured


def test_a_flat_question_measures_what_one_can_count() -> None:
    assert measured("{ case { id here: reference @skip(if: false) } }") == Measure(2, 1, 1, 1, 3, 1, 0)


def test_a_connection_costs_its_page_times_one_item_and_its_page_information_once() -> None:
    assert measured("{ cases(first: 50) { totalCount pageInfo { hasNextPage } edges { node { id } } } }").cost == 102
    assert measured("{ few { nodes { id } } }").cost == 6
    assert measured("{ cases { edges { node { id } } } }").cost == 41


def test_a_connection_behind_a_fragment_costs_the_same() -> None:
    text = "{ cases(first: 50) { ...C } } fragment C on CaseConnection { ... @a { edges { node { id } } } }"
    assert measured(text).cost == 101


def test_pages_within_pages_multiply() -> None:
    text = "{ cases(first: 10) { edges { node { reviews(first: 3) { edges { node { id } } } } } } }"
    assert measured(text).cost == 1 + 10 * (2 + (1 + 3 * 2))


def test_a_plain_list_counts_as_twenty_and_a_list_of_scalars_as_nothing() -> None:
    assert measured("{ case { aliases { name } tags } }").cost == 1 + 20


@pytest.mark.parametrize(
    ("head", "argument", "variables", "page"),
    [
        ("", "first: 7", {}, 7),
        ("", "first: 7, last: 9", {}, 9),
        ("($n: Int)", "first: $n", {"n": 7}, 7),
        ("($n: Int)", "last: $n", {"n": 7.0}, 7),
        ("($n: Int = 7)", "first: $n", {}, 7),
        ("($n: Int = 7)", "first: $n", {"n": 8}, 8),
        ("($n: Int = 7)", "first: $n", {"n": None}, 0),
        ("($n: Int)", "first: $n", {}, 0),
        ("($n: Int)", "first: $n", {"n": True}, 0),
        ("($n: Int)", "first: $n", {"n": "7"}, 0),
        ("($n: Int)", "first: $n", {"n": float("nan")}, 0),
        ("", "first: -7", {}, 0),
        ("", "first: null", {}, 0),
        ("", "first: " + "9" * 5000, {}, CEILING),
        ("($n: Int)", "first: $n", {"n": 10**30}, CEILING),
    ],
)
def test_the_page_size_is_read_from_wherever_it_stands(
    head: str, argument: str, variables: dict[str, object], page: int
) -> None:
    found = measured(f"query {head} {{ cases({argument}) {{ edges {{ cursor }} }} }}", variables=variables)
    assert found.page == page
    assert found.cost == min(CEILING, 1 + (page or 20))


def test_a_mutation_costs_ten_for_each_act() -> None:
    assert measured("mutation { a: hold { id } b: hold { id } }").cost == 22


def test_directives_count_wherever_they_stand() -> None:
    text = "query ($n: Int @a) @b { ...F @c } fragment F on Query @d { ... @e { text @f } }"
    assert measured(text).directives == 6


def test_fragments_count_as_often_as_they_are_spread() -> None:
    text = "{ a: case { ...F } b: case { ...F } ...G } fragment F on Case { x: id } fragment G on Query { text }"
    assert measured(text) == Measure(2, 4, 3, 0, 5, 2, 0)


class CountingSchema(GraphQLSchema):
    """A schema that counts how often a field is looked up: once for each field that a walk visits."""

    looked_up = 0

    def get_field(self, parent_type: GraphQLCompositeType, field_name: str) -> GraphQLField | None:
        self.looked_up += 1
        return super().get_field(parent_type, field_name)


@pytest.mark.parametrize("levels", [22, 90])
@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("...F{next} ...F{next}", 0),
        ("id related {{ ...F{next} }} other: related {{ ...F{next} }}", 3),
        ("...F{next} ... on Node {{ ...F{next} id }}", 1),
    ],
)
def test_each_fragment_is_visited_once_however_often_it_is_spread(levels: int, inside: str, written: int) -> None:
    schema = CountingSchema(**SCHEMA.to_kwargs())
    assert measured(doubling(levels, inside), schema).fields > 2**22
    assert schema.looked_up == 2 + levels * written


def spread_by_hand(document: DocumentNode) -> tuple[int, int, int]:
    """Depth, aliases and fields with every fragment written out, cycles cut: exponential, and plainly right."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}

    def walk(node: SelectionSetNode, inside: frozenset[str]) -> tuple[int, int, int]:
        depth = aliases = fields = 0
        for selection in node.selections:
            below = (0, 0, 0)
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                below = walk(fragments[name].selection_set, inside | {name}) if name in fragments else below
            elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                below = walk(selection.selection_set, inside)
            own = isinstance(selection, FieldNode)
            alias = isinstance(selection, FieldNode) and selection.alias is not None
            depth = max(depth, below[0] + own)
            aliases, fields = aliases + below[1] + alias, fields + below[2] + own
        return depth, aliases, fields

    return walk(choose_operation(document, None).selection_set, frozenset())


@given(DOCUMENT)
def test_the_measure_is_that_of_the_document_with_its_fragments_written_out(text: str) -> None:
    document = parse(text)
    assume(not any("itself" in error.message for error in validate(SCHEMA, document)))  # a cycle cannot be written out
    found = measured(text)
    assert (found.depth, found.aliases, found.fields) == spread_by_hand(document)
