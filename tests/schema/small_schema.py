"""A small schema with one of each shape that matters to the limits, and documents over it."""

from collections.abc import Mapping

from graphql import GraphQLSchema, build_schema, parse
from hypothesis import strategies as st

from schema.limits import choose_operation
from schema.measure import Measure, measure
from schema.overlap import validate_document

SDL = """
type Query { case(reference: String): Case cases(first: Int, last: Int): CaseConnection! few(first: Int = 5): Cases
  node: Node text: String }
type Mutation { hold(reference: String): Case }
interface Node { id: ID }
type Case implements Node { id: ID reference: String level(on: Int): Int person: Person aliases: [Person!]! tags: [Int]
  reviews(first: Int): CaseConnection related: Case }
type Person implements Node { id: ID name: String case: Case }
type CaseConnection { edges: [CaseEdge!]! pageInfo: PageInfo! totalCount: Int }
type Cases { nodes: [Case] pageInfo: PageInfo! }
type CaseEdge { node: Case cursor: String }
type PageInfo { hasNextPage: Boolean }
"""
SCHEMA = build_schema(SDL)


def measured(text: str, schema: GraphQLSchema = SCHEMA, variables: Mapping[str, object] | None = None) -> Measure:
    document = parse(text)
    return measure(document, schema, choose_operation(document, None), variables or {})


def messages(text: str) -> list[str]:
    return [error.message for error in validate_document(SCHEMA, parse(text))]


def doubling(levels: int, inside: str = "...F{next} ...F{next}", last: str = "id") -> str:
    chain = (f"fragment F{n} on Case {{ {inside.format(next=n + 1)} }}" for n in range(levels))
    return f"{{ case {{ ...F0 }} }} {' '.join(chain)} fragment F{levels} on Case {{ {last} }}"


# Most of them valid: A spreads B, B spreads C; a few conflict, close a cycle, or name what is not there.
LEAVES = st.sampled_from(["id", "id @skip(if: true)", "y: id", "__typename"] * 4 + ["y: __typename", "nope"])
SPREADS = st.sampled_from(["...C", "...C @include(if: true)", "...B"] * 4 + ["...A", "...Missing"])


def braced(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    heads = st.sampled_from(["related", "x: related", "... on Case", "... on Node", "...", "... @skip(if: false)"])
    return st.builds(
        lambda head, body: f"{head} {{ {' '.join(body)} }}", heads, st.lists(inner, min_size=1, max_size=3)
    )


SELECTION = st.recursive(LEAVES | SPREADS, braced, max_leaves=6)
BODY = st.lists(SELECTION, min_size=1, max_size=4).map(" ".join)
TEMPLATE = (
    "{{ case {{ {} ...A }} }} "
    "fragment A on Case {{ {} ...B }} "
    "fragment B on Case {{ {} ...C }} "
    "fragment C on Node {{ {} }}"
)
DOCUMENT = st.builds(TEMPLATE.format, BODY, BODY, LEAVES, LEAVES)
