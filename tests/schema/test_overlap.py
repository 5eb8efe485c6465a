"""Validation stays GraphQL's own, says no more than it must, and does not slow down for what is repeated."""

import pytest
from graphql import DocumentNode, ValidationContext, parse, print_ast, validate
from hypothesis import given

from schema import overlap
from schema.overlap import validate_document
from tests.schema.small_schema import DOCUMENT, SCHEMA, messages


@pytest.mark.parametrize(
    "text",
    [
        "{ tex }",
        "{ cases(frist: 3) { totalCount } }",
        "{ node { ... on Persn { id } } }",
        "{ __schema }",
        '{ node { ... on Case { id } name } __type(name: "x") }',
        "query ($a: Strin) { case(reference: $a) { id } }",
    ],
)
def test_nothing_is_suggested(text: str) -> None:
    found = messages(text)
    assert found
    assert "Did you mean" not in " ".join(found)


def test_no_more_errors_are_told_than_mend_a_document() -> None:
    assert len(messages("{ text" + " @aa" * 10 + "}")) == overlap.SHOWN_ERRORS + 1


def test_an_error_points_at_where_it_stands() -> None:
    (error,) = validate_document(SCHEMA, parse("{\n  text\n  text\n  nope\n  nope\n}"))
    assert error.formatted == {
        "message": "Cannot query field 'nope' on type 'Query'.",
        "locations": [{"line": 4, "column": 3}],
    }


def fields_in(document: DocumentNode) -> int:
    return print_ast(overlap.merged(document)).count("text")


def spent(text: str) -> int:
    """How much of its budget the overlap rule spends on a document."""
    rules: list[overlap.BoundedOverlap] = []

    class Watched(overlap.BoundedOverlap):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            rules.append(self)

    validate(SCHEMA, overlap.merged(parse(text)), [Watched])
    return overlap.COMPARISON_BUDGET - rules[0].rule_context.remaining_complexity_budget


@pytest.mark.parametrize("repeats", [200, 500, 1000])
def test_a_repeated_field_reaches_the_overlap_rule_once(repeats: int) -> None:
    text = "{" + " text" * repeats + "}"
    assert fields_in(parse(text)) == 1
    assert spent(text) == 0
    assert messages(text) == []


@pytest.mark.parametrize(
    "one",
    [
        "case { id reference } case { reference id }",
        "case(reference: 1) { id }",
        "... on Query { text }",
        "... { text }",
        "text @skip(if: true)",
        "...F",
    ],
)
def test_whatever_merges_is_compared_no_more_often_for_being_repeated(one: str) -> None:
    spend = [spent("{" + f" {one}" * n + "} fragment F on Query { text }") for n in (2, 100, 300)]
    assert len(set(spend)) == 1


def test_fields_that_only_differ_below_are_merged_below() -> None:
    merged = overlap.merged(parse("{ case { id } case { reference } text case { id person { id } } }"))
    assert print_ast(merged) == print_ast(parse("{ case { id reference person { id } } text }"))


def test_what_cannot_be_merged_is_stopped_by_the_budget() -> None:
    spreads = " ".join(f"...F{n}" for n in range(120))
    fragments = " ".join(f"fragment F{n} on Query {{ text }}" for n in range(120))
    assert messages(f"{{ {spreads} }} {fragments}") == [
        "The operation repeats too many fields or fragments: ask for less at once."
    ]


def test_conflicts_are_still_found() -> None:
    said = "Use different aliases on the fields to fetch both if this was intentional."
    assert messages("{ text text: __typename }") == [
        f"Fields 'text' conflict because 'text' and '__typename' are different fields. {said}"
    ]
    assert messages("{ case { a: id } case { a: reference } }") == [
        f"Fields 'a' conflict because 'id' and 'reference' are different fields. {said}"
    ]
    assert len(messages("{ case { level(on: 1) level(on: 2) } }")) == 1
    assert len(messages("{ text text { id } }")) == 1


def test_definitions_that_are_no_operation_are_refused_by_validation() -> None:
    assert messages("{ text } type Nope { id: ID }") == ["The 'Nope' definition is not executable."]


@given(DOCUMENT)
def test_merging_before_validation_changes_no_verdict(text: str) -> None:
    document = parse(text)
    assert bool(validate_document(SCHEMA, document)) == bool(validate(SCHEMA, document))
