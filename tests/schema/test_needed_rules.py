"""Leaving out the rules that a document cannot break changes nothing that is said of it."""

import pytest
from graphql import parse, specified_rules, validate
from hypothesis import given

from schema.needed_rules import needed
from schema.overlap import RULES
from tests.schema.small_schema import DOCUMENT, SCHEMA


def agreed(text: str) -> list[str]:
    document = parse(text)
    said = [str(error) for error in validate(SCHEMA, document, needed(RULES, document))]
    assert said == [str(error) for error in validate(SCHEMA, document, RULES)]
    return said


@pytest.mark.parametrize(
    "text",
    [
        "{ text @nope }",
        "{ text @skip(if: true) @skip(if: true) }",
        "{ text @skip }",
        "query ($a: Int, $a: Int) { case(reference: $a) { id } }",
        "query ($a: Int) { text }",
        "query ($a: Case) { text }",
        "query ($a: Nope) { text }",
        "query @nope { text }",
        "query ($a: Int @nope) { cases(first: $a) { totalCount } }",
        "{ cases(first: $a) { totalCount } }",
        '{ case(reference: "1", reference: "2") { id } }',
        "{ case(reference: {a: 1, a: 2}) { id } }",
        "{ case(nope: 1) { id } }",
        "{ ...F }",
        "{ text } fragment F on Query { text }",
        "{ ...F } fragment F on Query { ...F }",
        "{ ...F } fragment F on Query { text } fragment F on Query { text }",
        "{ node { ... on Query { text } } }",
        "{ text { ... on String { id } } }",
        "{ text } query Named { text }",
        "query A { text } query A { text }",
        "subscription { text }",
        "{ case }",
        "{ text ... @defer { text } }",
        "{ text } type Nope { id: ID }",
    ],
)
def test_what_is_wrong_is_found_all_the_same(text: str) -> None:
    assert agreed(text)


@given(DOCUMENT)
def test_no_document_is_judged_otherwise(text: str) -> None:
    agreed(text)


def test_a_plain_question_is_spared_half_of_the_rules() -> None:
    assert len(needed(RULES, parse("{ case { id person { name } } }"))) <= len(specified_rules) / 2


def test_a_rule_of_which_nothing_is_known_is_needed() -> None:
    class Unknown:
        pass

    assert Unknown in needed((Unknown,), parse("{ text }"))
