"""What is taken out with the minutes of a case is the minutes of one case, and nothing else."""

import pytest
from graphql import parse

from gateway.web.pages.case.case import MINUTES as PAGE
from gateway.wiring import graphql_schema
from schema.limits import choose_operation
from schema.plan import operation
from schema.taken_out import takes_minutes

SCHEMA = graphql_schema()._schema
ITEM = 'case(reference: "r") { reference meetings(first: 1) { nodes { heldOn %s } } }'
MORE = {
    "a list": "{ cases(first: 1) { nodes { reference } } }",
    "a list in a fragment": "{ ...F } fragment F on Query { cases(first: 1) { nodes { reference } } }",
    "two cases": '{ a: case(reference: "a") { reference } b: case(reference: "b") { reference } }',
    "by id": '{ node(id: "i") { id } }',
    "no case": "{ viewer { name } }",
    "no minutes": '{ case(reference: "r") { reference level person { familyName } } }',
    "victims": '{ case(reference: "r") { victims(first: 1) { nodes { victimName } } } }',
    "all actions": '{ case(reference: "r") { actions(first: 1) { nodes { description } } } }',
    "the agenda": f"{{ {ITEM % 'meeting { agenda(first: 1) { nodes { heldOn } } }'} }}",
    "the summary": f"{{ {ITEM % 'minutes { executiveSummary { body } }'} }}",
    "the case again": f"{{ {ITEM % 'case { level }'} }}",
}


def asked(text: str, name: str | None = None) -> bool:
    document = parse(text)
    return takes_minutes(operation(SCHEMA, document, choose_operation(document, name)), {})


def test_the_file_of_the_minutes_is_of_the_minutes_and_that_of_the_summary_is_not() -> None:
    assert asked(PAGE.document, "MinutesFile")
    assert not asked(PAGE.document, "SummaryFile")
    assert asked(
        f"{{ viewer {{ name }} {ITEM % 'meeting { reference } minutes { sections { body } } actions { reference }'} }}"
    )


@pytest.mark.parametrize("text", MORE.values(), ids=MORE)
def test_whatever_asks_for_more_is_not(text: str) -> None:
    assert not asked(text)
