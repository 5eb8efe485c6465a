"""A plan is what the specification's CollectFields makes of a document, and depends on no value bound later."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLError, get_variable_values, parse
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from gateway.wiring import graphql_schema
from schema.limits import choose_operation
from schema.plan import Leaf, Planner, Selected, Tree, operation, shape

SCHEMA = graphql_schema()._schema


def planned(text: str, opens: str | None = "Case", **given: Any) -> tuple[Selected, ...]:
    document = parse(text)
    asked = operation(SCHEMA, document, choose_operation(document, None))
    return Planner(asked, coerced(text, given), lambda _: opens).plan()


def coerced(text: str, given: dict[str, Any]) -> dict[str, Any]:
    definition = choose_operation(parse(text), None)
    values = get_variable_values(SCHEMA, definition.variable_definitions or (), given)
    assert not isinstance(values, list), values
    return values.coerced


def shaped(text: str, **given: Any) -> tuple[Any, ...]:
    document = parse(text)
    asked = operation(SCHEMA, document, choose_operation(document, None))
    return shape(asked, coerced(text, given), {"a case": "Case", "a person": "Person"}.get)


def keys(selected: tuple[Selected, ...]) -> list[str]:
    return [each.key for each in selected]


def test_fields_come_in_the_order_of_their_first_mention() -> None:
    (case,) = planned('{ case(reference: "r") { level ...F reference level } } fragment F on Case { status level }')
    assert keys(case.children) == ["level", "status", "reference"]


def test_fields_of_one_key_are_merged() -> None:
    (case,) = planned('{ case(reference: "r") { person { id } person { familyName ... { id } } } }')
    (person,) = case.children
    assert keys(person.children) == ["id", "familyName"]
    assert person.on == "Person"


def test_a_fragment_spread_twice_in_a_selection_counts_once() -> None:
    (case,) = planned('{ case(reference: "r") { ...F level ...F } } fragment F on Case { status }')
    assert keys(case.children) == ["status", "level"]


@pytest.mark.parametrize(
    ("directives", "kept"),
    [
        ("@include(if: true)", True),
        ("@include(if: false)", False),
        ("@skip(if: true)", False),
        ("@skip(if: $yes)", False),
        ("@include(if: $yes)", True),
        ("@skip(if: $no) @include(if: $yes)", True),
        ("@skip(if: $no) @include(if: $no)", False),
    ],
)
def test_skip_and_include_decide_what_is_planned(directives: str, kept: bool) -> None:
    head = "query($yes: Boolean!, $no: Boolean!)"
    text = f'{head} {{ case(reference: "r") {{ level {directives} ... {directives} {{ status }} id }} }}'
    (case,) = planned(text, yes=True, no=False)
    assert keys(case.children) == (["level", "status", "id"] if kept else ["id"])


def test_a_node_is_planned_for_the_type_that_its_id_opens_to() -> None:
    text = (
        'query { node(id: "x") { id ... on Node { __typename } ... on Person { familyName } ... on Case { level } } }'
    )
    (person,) = planned(text, "Person")
    assert (person.on, keys(person.children)) == ("Person", ["id", "__typename", "familyName"])


def test_a_node_whose_id_opens_nothing_has_no_type_and_no_fields() -> None:
    (node,) = planned('{ node(id: "x") { id ... on Case { level } } }', None)
    assert (node.on, node.children) == (None, ())


def test_an_alias_that_postgresql_would_cut_short_is_refused() -> None:
    assert keys(planned(f'{{ {"a" * 63}: case(reference: "r") {{ id }} }}')) == ["a" * 63]
    with pytest.raises(GraphQLError, match="An alias has at most 63 characters: choose a shorter one"):
        planned(f'{{ {"a" * 64}: case(reference: "r") {{ id }} }}')
    with pytest.raises(GraphQLError, match="An alias has at most 63 characters"):
        planned(f'{{ case(reference: "r") {{ {"a" * 64}: id }} }}')


def test_text_that_postgresql_cannot_hold_is_refused_wherever_it_is_written() -> None:
    for given in ('reference: "a\\u0000b"', 'reference: """a\0b"""'):
        with pytest.raises(GraphQLError, match=r"Text cannot hold the character U\+0000"):
            planned(f"{{ case({given}) {{ id }} }}")
    with pytest.raises(GraphQLError, match=r"Text cannot hold the character U\+0000"):
        planned('{ cases(filter: { reference: { in: ["a", "\\u0000"] } }) { totalCount } }')


def test_what_is_null_or_not_given_is_no_argument() -> None:
    text = (
        "query($a: String, $b: String) { case(reference: $a, identifier: $b) { id } cases(first: null) { totalCount } }"
    )
    case, cases = planned(text, b=None)
    assert case.arguments == {}
    assert cases.arguments == {}


def test_an_input_object_is_its_set_fields_and_its_defaults() -> None:
    (cases,) = planned(
        "{ cases(sort: { by: REFERENCE }, filter: { level: { equals: LEVEL_3, in: null } }) { totalCount } }"
    )
    sort, condition = cases.arguments["sort"], cases.arguments["filter"]
    assert isinstance(sort, Tree)
    assert isinstance(condition, Tree)
    direction, level = sort.fields["direction"], condition.fields["level"]
    assert isinstance(direction, Leaf)
    assert isinstance(level, Tree)
    assert str(direction.read({})) == "ASC"
    assert list(level.fields) == ["equals"]


def test_a_variable_is_read_anew_at_each_request() -> None:
    (case,) = planned("query($r: String) { case(reference: $r) { id } }", r="first")
    reference = case.arguments["reference"]
    assert isinstance(reference, Leaf)
    assert reference.read({"r": "second"}) == "second"


def test_a_list_may_hold_variables() -> None:
    text = 'query($r: String!) { cases(filter: { reference: { in: ["a", $r] } }) { totalCount } }'
    (cases,) = planned(text, r="b")
    condition = cases.arguments["filter"]
    assert isinstance(condition, Tree)
    reference = condition.fields["reference"]
    assert isinstance(reference, Tree)
    listed = reference.fields["in"]
    assert isinstance(listed, Leaf)
    assert listed.read({"r": "c"}) == ["a", "c"]


def test_values_that_are_bound_later_are_not_in_the_shape() -> None:
    head = "query($r: String, $n: Int, $f: CaseFilter)"
    text = f"{head} {{ case(reference: $r) {{ id }} cases(first: $n, filter: $f) {{ totalCount }} }}"
    one = shaped(text, r="a", n=2, f={"reference": {"equals": "a"}})
    assert one == shaped(text, r="b", n=2, f={"reference": {"equals": "b"}})
    assert one != shaped(text, r="b", n=3, f={"reference": {"equals": "b"}})  # the size of a page is planned
    assert one != shaped(text, r="b", n=2, f={"reference": {"startsWith": "b"}})
    assert one != shaped(text, n=2, f={"reference": {"equals": "b"}})


def test_what_a_directive_or_a_sort_depends_on_is_in_the_shape() -> None:
    text = "query($b: Boolean!, $s: CaseSort) { cases(sort: $s) { totalCount @skip(if: $b) } }"
    one = shaped(text, b=True, s={"by": "REFERENCE"})
    assert one != shaped(text, b=False, s={"by": "REFERENCE"})
    assert one != shaped(text, b=True, s={"by": "AREA_NUMBER"})
    assert one != shaped(text, b=True, s={"by": "REFERENCE", "direction": "DESC"})


def test_the_type_that_an_id_opens_to_is_in_the_shape_and_the_id_is_not() -> None:
    text = "query($id: ID!) { node(id: $id) { id } }"
    assert shaped(text, id="a case") == (("id", "Case"),)
    assert shaped(text, id="a person") == (("id", "Person"),)
    assert shaped(text, id="nothing") == (("id", None),)


# -- what is asked for at the top, however it is written ----------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """Selections of the top: of a field by its name, or of a fragment with what is in it."""

    way: str  # a field, an inline fragment with its type or without, a fragment with a name
    condition: bool | None  # what its directive says; None: it has none
    skips: bool  # whether that is @skip
    name: str
    inside: tuple["Written", ...] = ()

    @property
    def included(self) -> bool:
        return self.condition is None or self.condition is not self.skips

    def asked(self) -> set[str]:
        """The oracle: the fields that no directive on the way takes out."""
        if not self.included:
            return set()
        return {self.name} if self.way == "field" else {name for each in self.inside for name in each.asked()}


NOTHING = st.just(())


def _written(way: str, inside: Any = NOTHING) -> Any:
    named = st.sampled_from(("accessLog", "retentionRules", "cases", "checkpoints"))
    return st.builds(Written, st.just(way), st.none() | st.booleans(), st.booleans(), named, inside)


SELECTIONS = st.recursive(
    _written("field"),
    lambda inner: st.sampled_from(("... on Query", "...", "named")).flatmap(
        lambda way: _written(way, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


class Writing:
    """A document of selections: each field under an alias of its own, each condition in a variable."""

    def __init__(self, selections: list[Written]) -> None:
        self.fragments: list[str] = []
        self.given: dict[str, bool] = {}
        self.number = 0
        self.top = self._all(selections)

    @property
    def text(self) -> str:
        variables = ", ".join(f"${name}: Boolean!" for name in self.given)
        return f"query{f'({variables})' if variables else ''} {{ {self.top} }} {' '.join(self.fragments)}"

    def _all(self, selections: Iterable[Written]) -> str:
        return " ".join(map(self._one, selections))

    def _one(self, each: Written) -> str:
        self.number += 1
        number, directive = self.number, ""
        if each.condition is not None:
            self.given[f"v{number}"] = each.condition
            directive = f"@{'skip' if each.skips else 'include'}(if: $v{number})"
        if each.way == "field":
            return f"a{number}: {each.name} {directive} {{ nodes {{ __typename }} }}"
        inside = self._all(each.inside)
        if each.way == "named":
            self.fragments.append(f"fragment F{number} on Query {{ {inside} }}")
            return f"...F{number} {directive}"
        return f"{each.way} {directive} {{ {inside} }}"


@holds_for(st.lists(SELECTIONS, min_size=1, max_size=3))
@settings(max_examples=60)
def test_what_is_asked_for_at_the_top_is_found_however_it_is_written(selections: list[Written]) -> None:
    writing = Writing(selections)
    document = parse(writing.text)
    asked = operation(SCHEMA, document, choose_operation(document, None))
    planner = Planner(asked, coerced(writing.text, writing.given), lambda _: None)
    assert planner.roots() == {name for each in selections for name in each.asked()}
    assert planner.roots() == {each.name for each in planner.plan()}
