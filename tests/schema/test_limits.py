"""What an operation may ask for: each limit, the attacks on limiters elsewhere."""

from contextlib import suppress
from time import thread_time
from typing import Any

import pytest
from graphql import (
    GraphQLError,
    GraphQLSyntaxError,
    get_introspection_query,
    parse,
    print_ast,
)

from schema.limits import (
    Limits,
    OperationNotFound,
    OperationRefused,
    admit,
    admit_body,
    choose_operation,
    parse_document,
    validate_document,
)
from tests.schema.small_schema import SCHEMA, doubling, measured, messages

LIMITS = Limits()
ROOMY = Limits(tokens=20_000, characters=200_000)


def refused_by(text: str, limits: Limits = LIMITS, **variables: object) -> str | None:
    try:
        document = parse_document(text, limits)
        admit(document, SCHEMA, choose_operation(document, None), variables, limits)
    except OperationRefused as refusal:
        return refusal.limit
    return None


# -- before parsing ----------------------------------------------------------------------------------------------


def test_a_body_of_more_bytes_than_are_read_is_refused() -> None:
    admit_body(100_000, LIMITS)
    with pytest.raises(OperationRefused) as refusal:
        admit_body(100_001, LIMITS)
    assert refusal.value.limit == "body_bytes"


def test_a_document_of_too_many_characters_is_refused_before_it_is_parsed() -> None:
    assert refused_by("{" + " " * 15_000) == "characters"


def test_a_document_of_too_many_tokens_or_comments_is_refused() -> None:
    assert refused_by("{" + " text" * 999 + "}") == "tokens"
    assert refused_by("{ text }" + "#\n" * 201) == "tokens"


def test_braces_nested_beyond_reason_are_refused() -> None:
    assert refused_by("{case" * 250 + "}" * 250) == "tokens"


def test_a_syntax_error_stays_a_syntax_error() -> None:
    with pytest.raises(GraphQLSyntaxError):
        parse_document("{ text", LIMITS)
    with pytest.raises(GraphQLSyntaxError):
        parse_document("{ case { } }", LIMITS)


@pytest.mark.parametrize("limit", Limits.__dataclass_fields__)
def test_a_refusal_never_says_which_limit_was_met_nor_its_number(limit: str) -> None:
    refusal = OperationRefused(limit)
    assert refusal.limit == limit
    assert refusal.formatted == {
        "message": "The operation is too large: ask for less at once.",
        "extensions": {"code": "OPERATION_TOO_LARGE"},
    }


# -- which operation ---------------------------------------------------------------------------------------------


def test_the_only_operation_needs_no_name_and_several_need_one() -> None:
    assert choose_operation(parse("query A { text }"), None).name is not None
    both = parse("query A { text } query B { text }")
    assert print_ast(choose_operation(both, "B")).startswith("query B")


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("query A { text } query B { text }", None, "holds several operations: name the one to run"),
        ("query A { text }", "C", "does not hold exactly one operation of that name"),
        ("query A { text } query A { text }", "A", "does not hold exactly one operation of that name"),
        ("{ text }", "A", "does not hold exactly one operation of that name"),
        ("fragment F on Query { text }", None, "holds no operation"),
    ],
)
def test_an_operation_that_cannot_be_told_is_an_error_that_says_what_to_send(text: str, name: str, said: str) -> None:
    with pytest.raises(OperationNotFound, match=said) as error:
        choose_operation(parse(text), name)
    assert error.value.extensions == {"code": "OPERATION_NOT_FOUND"}


# -- each limit --------------------------------------------------------------------------------------------------


def related(levels: int) -> str:
    return "{ case {" + " related {" * (levels - 2) + " id " + "}" * levels


OVER = {
    "depth": related(13),
    "aliases": "{ case { " + " ".join(f"a{n}: id" for n in range(16)) + " } }",
    "root_fields": "{" + " text" * 11 + "}",
    "directives": "{ text" + " @a" * 21 + "}",
    "fields": doubling(10),
    "page": "{ cases(first: 101) { totalCount } }",
    "cost": "{ cases(first: 100) { edges { node { aliases { id } b: aliases { id } c: aliases { id } d: aliases { id } "
    "e: aliases { id } } } } }",
}
WITHIN = {
    "depth": related(12),
    "aliases": "{ case { " + " ".join(f"a{n}: id" for n in range(15)) + " } }",
    "root_fields": "{" + " text" * 10 + "}",
    "directives": "{ text" + " @a" * 20 + "}",
    "fields": doubling(9),
    "page": "{ cases(first: 100) { totalCount } }",
    "cost": "{ cases(first: 100) { edges { node { aliases { id } b: aliases { id } c: aliases { id } d: aliases { id } "
    "} } } }",
}


@pytest.mark.parametrize("limit", OVER)
def test_one_more_than_the_limit_is_refused_and_the_limit_itself_admitted(limit: str) -> None:
    assert refused_by(OVER[limit]) == limit
    assert refused_by(WITHIN[limit]) is None


def test_a_variable_with_a_huge_list_or_deep_nesting_is_refused() -> None:
    deep: Any = "x"
    for _ in range(8):
        deep = [deep]
    assert refused_by("{ text }", ids=["x"] * 100, deep=deep, named={"a": {"b": 1}}) is None
    assert refused_by("{ text }", ids=["x"] * 101) == "list_items"
    assert refused_by("{ text }", where={"any": deep}) == "input_depth"


# -- attacks on limiters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [22, 90])
@pytest.mark.parametrize("last", ["id", "...Missing", "...F0", "unknown", "id { id }"])
def test_a_doubling_chain_of_fragments_is_answered_in_keeping_with_its_length(levels: int, last: str) -> None:
    def answer() -> float:
        start = thread_time()
        document = parse_document(doubling(levels, last=last), LIMITS)
        with suppress(OperationRefused):
            admit(document, SCHEMA, choose_operation(document, None), {}, LIMITS)
        validate_document(SCHEMA, document)
        return thread_time() - start

    assert min(answer() for _ in range(3)) < 1  # milliseconds; what doubles would take hours


def test_an_undefined_fragment_is_an_ordinary_validation_error() -> None:
    assert refused_by("{ ...Missing }") is None
    assert messages("{ ...Missing }") == ["Unknown fragment 'Missing'."]


def test_a_cycle_of_fragments_is_an_ordinary_validation_error() -> None:
    text = "{ case { ...A } } fragment A on Case { id ...B } fragment B on Case { related { ...A } }"
    assert refused_by(text) is None
    assert messages(text) == ["Cannot spread fragment 'A' within itself via 'B'."]


def test_an_unknown_type_field_or_fragment_twice_defined_is_measured_without_a_fault() -> None:
    text = "{ ...A nope { more { id } } } fragment A on Nope { x { y } } fragment A on Int { text }"
    assert measured(text).fields == 4
    assert len(messages(text)) == 4


def test_a_field_or_fragment_named_like_introspection_is_measured_like_any_other() -> None:
    deep = related(13)[1:-1]
    assert refused_by("{ ...__schema } fragment __schema on Query {" + deep + "}") == "depth"
    assert refused_by("{ __schema: case { " + deep[7:-1] + " } }") == "depth"
    assert refused_by("{ case { __schema { " + "a { " * 12 + "b" + " }" * 15) == "depth"


def test_the_question_tools_ask_to_learn_the_schema_is_admitted_and_costs_something() -> None:
    text = get_introspection_query()
    assert refused_by(text) is None
    assert messages(text) == []
    assert measured(text).cost == 2739
    assert measured("{ __typename case { __typename } }").cost == 1


def test_the_schema_asked_for_eight_times_over_is_refused() -> None:
    _, _, fragments = get_introspection_query().partition("fragment FullType")
    asked = "__schema { types { ...FullType } }"
    text = "{" + asked + "".join(f" s{n}: {asked}" for n in range(7)) + "} fragment FullType" + fragments
    assert refused_by(text, ROOMY) in {"fields", "cost"}


def test_introspection_without_end_is_stopped_by_validation() -> None:
    text = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    assert refused_by(text) is None
    assert messages(text) == ["Maximum introspection depth exceeded"]


def test_graphql_errors_are_what_is_raised() -> None:
    assert issubclass(OperationRefused, GraphQLError)
    assert issubclass(OperationNotFound, GraphQLError)
