"""The documents say what is so: the codes, questions and SQL that they show are those of the code."""

import ast
import json
import re

from graphql import parse, validate

from gateway.command.demo import QUESTION
from gateway.questions import Questions
from gateway.wiring import graphql_schema, registry
from policies.engine import Law
from policies.principal import PrincipalClass
from policies.vocabulary import Agency, Purpose, Role
from schema.limits import Limits
from schema.seals import seals_for
from schema.sight import Profile
from schema.transport import GraphQLRequest, RefusalCode
from tests.documents import DOCUMENTS, ROOT, blocks, each_document, text_of
from tests.policies.laws import kind_of

# -- error codes -------------------------------------------------------------------------------------------------


def codes_in_the_code(*makers: str) -> set[tuple[str, int]]:
    """Code and status of each ``failed(status, code, ...)``, ``Refusal(status, code, ...)`` and ``{"code": ...}``."""
    sources = [path for floor in ("gateway", "schema") for path in sorted((ROOT / floor).rglob("*.py"))]
    found = set[tuple[str, int]]()
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found |= _code(node, {"failed", *makers})
    return found


def _code(node: ast.AST, makers: set[str]) -> set[tuple[str, int]]:
    match node:
        case ast.Call(
            func=ast.Name(id=maker), args=[ast.Constant(int() as status), ast.Constant(str() as code), *_]
        ) if maker in makers:
            return {(code, status)}
        case ast.Call(func=ast.Name(id="Refusal"), args=[ast.Constant(int() as status), ast.Attribute(attr=code), *_]):
            return {(RefusalCode[code].value, status)}
        case ast.Dict(keys=[ast.Constant("code"), *_], values=[ast.Constant(str() as code), *_]):
            return {(code, 400)}  # nothing was executed
    return set()


def test_the_error_codes_of_the_documents_are_those_of_the_code_with_their_statuses() -> None:
    told = re.findall(r"^\| `([A-Z_]+)` \| (\d{3}) \|", text_of("docs/graphql.md"), re.MULTILINE)
    assert {(code, int(status)) for code, status in told} == codes_in_the_code()
    assert len(told) == len(set(told))


def test_every_error_code_that_a_document_names_beside_a_status_is_one() -> None:
    named = {
        (code, int(status))
        for document in DOCUMENTS
        for status, code in re.findall(r"\b([45]\d\d)\s+`([A-Z_]+)`", text_of(document))
    }
    assert named <= codes_in_the_code("_failed")  # which says no at other addresses than GraphQL's


def test_the_purposes_of_the_documents_are_those_of_the_law() -> None:
    section = text_of("docs/graphql.md").split("## Purposes")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE) == [purpose.name for purpose in Purpose]


def test_the_roots_of_the_documents_are_those_of_the_schema() -> None:
    section = text_of("docs/graphql.md").split("## What may be asked")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    query = graphql_schema()._schema.query_type
    assert query is not None
    assert sorted(told) == sorted(query.fields)


# -- questions ---------------------------------------------------------------------------------------------------


def questions(name: str) -> list[str]:
    """GraphQL in blocks, in `echo '...' | mappa query`, and in the bodies that curl sends."""
    text = text_of(name)
    echoed = re.findall(r"echo '([^']+)' \| mappa query", text)
    sent = [json.loads(body)["query"] for body in re.findall(r"-d '(\{[^']+\})'", text)]
    return [*blocks(name, "graphql"), *echoed, *sent]


@each_document
def test_every_question_in_the_documents_is_valid(name: str) -> None:
    faults = [error.message for text in questions(name) for error in validate(graphql_schema()._schema, parse(text))]
    assert faults == []


def test_the_question_that_the_demonstration_prints_is_the_one_in_the_readme() -> None:
    assert [text_of(QUESTION)] == blocks("README.md", "graphql")


def test_the_readme_asks_as_three_agencies() -> None:
    asked = re.findall(rf"mappa query {re.escape(QUESTION)} --as (\w+)", text_of("README.md"))
    assert asked == ["police", "prison", "probation"]


def test_the_sql_that_is_shown_is_the_sql_that_is_compiled() -> None:
    [asked], [shown] = blocks("docs/architecture.md", "graphql"), blocks("docs/architecture.md", "sql")
    kind = kind_of({Role.POLICE_OFFENDER_MANAGER}, Agency.POLICE, "police")
    sql = compiled(asked, kind)
    lines = [line for line in shown.splitlines() if not line.startswith("--")]
    assert [line for line in lines if line not in sql] == [], f"it is now:\n\n{sql}"


def compiled(text: str, kind: PrincipalClass) -> str:
    """The statement for a principal with cases, meetings and one area, to manage risk."""
    law, ask = Law.load(), Questions(graphql_schema()._schema, registry(), Limits())
    question = ask.ask(GraphQLRequest(text, variables={"reference": "MAPPA-07-000001"}), page_cap=100)
    profile = Profile(
        excluded=False,
        permitted=False,
        emergency=False,
        assigned=True,
        convened=True,
        meetings=True,
        coordinated=0,
        areas=1,
    )
    seals = seals_for(b"a secret of the tests", kind, law.version)
    return ask.compiled(question, law.permit(kind, Purpose.MANAGE_RISK), profile, seals).statement.sql


def test_another_agency_is_told_nothing_of_victims_as_the_document_says() -> None:
    [asked] = blocks("docs/architecture.md", "graphql")
    kind = kind_of({Role.PRISON_OFFENDER_MANAGER}, Agency.PRISON, "prison")
    assert '"probation"."victim_contact" b3 where false' in compiled(asked, kind)
