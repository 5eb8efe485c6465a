"""What is plainly valid is valid: never once is something let by that GraphQL's own rules refuse."""

import re
from random import Random

import pytest
from graphql import GraphQLSyntaxError, build_schema, parse, validate

from gateway.wiring import graphql_schema
from schema.plainly import plainly_valid
from tests.benchmark.workloads import WORKLOADS

WHOLE = graphql_schema()._schema
SCHEMA = build_schema("""
type Query { case(reference: String!, at: At = {day: 1}): Case!
  cases(filter: Filter, first: Int = 5, sort: [Sort!]): Cases any: Any node(id: ID!): Node
  one(of: One!): Int kinds(in: [Kind!]!, deep: [[Int!]]): [Case!]! }
type Mutation { hold(input: Hold!): Case }
type Subscription { case: Case }
interface Node { id: ID! }
union Any = Case | Person
type Case implements Node { id: ID! reference: String level(on: Date): Kind person: Person!
  related(first: Int!): Cases }
type Person implements Node { id: ID! name: String }
type Cases { nodes: [Case!]! totalCount: Int }
enum Kind { OPEN CLOSED }
scalar Date
input At { day: Int! hour: Int = 0 }
input Filter { level: Words at: At all: [Filter!] }
input Words { equals: Kind in: [Kind!] text: String }
input Sort { by: Kind! down: Boolean }
input Hold { reference: String! at: At! until: Date }
input One @oneOf { number: Int text: String }
""")

PLAIN = (
    '{ case(reference: "1") { reference __typename person { name } level(on: "2026-01-01") } }',
    """query Q($r: String!, $n: Int!) { a: case(reference: $r) { id related(first: $n) { nodes { id } } }
    b: any { __typename } }""",
    """query ($k: Kind, $d: Int!) { cases(first: 2, filter: { level: { equals: $k, in: [OPEN] }, at: { day: $d } },
    sort: [{ by: OPEN }]) { totalCount } kinds(in: [OPEN, CLOSED], deep: [[1], [2, 3]]) { id }
    more: cases(sort: { by: CLOSED, down: true }) { totalCount } }""",
    """mutation M($i: Hold!, $d: Date) { hold(input: $i) { id }
    b: hold(input: { reference: "1", at: { day: 1 }, until: $d }) { id } }""",
    """query ($f: Filter, $s: [Sort!], $w: [Kind!]!) { cases(filter: $f, sort: $s, first: null) { nodes { id } }
    kinds(in: $w) { id } }""",
)
WORDS = re.compile(r'"[^"]*"|\$?\w+|[{}()\[\]:,!@=|]|\.\.\.')
INTO = (
    *"{ } ( ) [ ] ! : ... $r $n $k $d $i $f $x 1 1.5 true null OPEN NOPE Int Int! Hold Case id case".split(),
    *'reference nope first filter by at day of number text @skip(if:true) = "x" __typename __schema one any'.split(),
)


def changed(text: str, chance: Random) -> str:
    """A document with a few words of it left out, put twice, exchanged or replaced."""
    words = WORDS.findall(text)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at, other = chance.randrange(len(words)), chance.randrange(len(words))
        match chance.randrange(4):
            case 0:
                del words[at]
            case 1:
                words.insert(at, words[other])
            case 2:
                words[at], words[other] = words[other], words[at]
            case _:
                words[at] = chance.choice(INTO)
    return " ".join(words)


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_documents_are_plainly_valid(text: str) -> None:
    assert validate(SCHEMA, parse(text)) == []
    assert plainly_valid(SCHEMA, parse(text))


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_is_let_by_that_is_not_valid(text: str) -> None:
    chance = Random(text)
    passed = refused = 0
    for _ in range(1500):
        written = changed(text, chance)
        try:
            document = parse(written)
        except GraphQLSyntaxError:
            continue
        found = plainly_valid(SCHEMA, document)
        assert not (found and validate(SCHEMA, document)), written
        passed, refused = passed + found, refused + (not found)
    assert passed > 10
    assert refused > 50


@pytest.mark.parametrize(
    "text",
    [
        "{ case { id } }",
        "{ case(reference: 1) { id } }",
        "{ case(reference: null) { id } }",
        '{ case(reference: "1", reference: "2") { id } }',
        '{ case(reference: "1", nope: 1) { id } }',
        '{ case(reference: "1") }',
        '{ case(reference: "1") { reference { id } } }',
        '{ case(reference: "1") { nope } }',
        '{ case(reference: "1") { id } case: any { __typename } }',
        "{ any { id } }",
        "{ any { __typename(x: 1) } }",
        "{ any { __typename { id } } }",
        "{ any { __typename @skip } }",
        "{ cases(filter: { at: { hour: 1 } }) { totalCount } }",
        "{ cases(filter: { at: { day: 1, day: 2 } }) { totalCount } }",
        "{ cases(filter: { all: [{ at: { day: 1, day: 2 } }] }) { totalCount } }",
        "{ cases(filter: { nope: 1 }) { totalCount } }",
        "{ cases(sort: { by: NOPE }) { totalCount } }",
        '{ one(of: { number: 1, text: "" }) }',
        "query ($r: String) { case(reference: $r) { id } }",
        "query ($r: Int!) { case(reference: $r) { id } }",
        "query ($r: String!) { any { __typename } }",
        "query ($r: String!, $r: String!) { case(reference: $r) { id } }",
        "query ($r: Case) { any { __typename } }",
        "query ($d: Int) { cases(filter: { at: { day: $d } }) { totalCount } }",
        "{ cases(filter: { all: [{ level: { equals: $k } }] }) { totalCount } }",
        "{ cases(first: $n) { totalCount } }",
        "subscription { case { id } nope: case { id } }",
        "query @nope { any { __typename } }",
        "{ any { __typename } } query A { any { __typename } }",
        "{ ...F }",
        "type A { id: ID }",
    ],
)
def test_what_is_wrong_is_not_plain(text: str) -> None:
    assert validate(SCHEMA, parse(text))
    assert not plainly_valid(SCHEMA, parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { queryType { name } } }",
        "{ any { ... on Case { id } } }",
        "{ any @include(if: true) { __typename } }",
        "query ($n: Int = 1) { cases(first: $n) { totalCount } }",
        "query ($n: Int!) { one(of: { number: $n }) }",
        "query ($d: Boolean) { cases(sort: { by: OPEN, down: $d }) { totalCount } }",
        "{ any { __typename __typename } }",
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_library(text: str) -> None:
    assert validate(SCHEMA, parse(text)) == []
    assert not plainly_valid(SCHEMA, parse(text))


def test_the_workloads_are_plain() -> None:
    assert all(plainly_valid(WHOLE, parse(workload.document())) for workload in WORKLOADS)
