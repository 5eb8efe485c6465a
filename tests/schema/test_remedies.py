"""What was written wrongly is refused with how it is written, and where it stands; what was sent is not repeated."""

from datetime import date, datetime

import pytest
import strawberry
from graphql import GraphQLError, GraphQLSchema, build_schema, get_variable_values, parse
from graphql.language import OperationDefinitionNode
from strawberry.schema.config import StrawberryConfig

from schema.overlap import validate_document
from schema.remedies import MOST, remedied
from schema.scalars import SCALARS

MANY = " ".join(f"W{number}" for number in range(MOST + 1))
SCHEMA = build_schema(f"""
    enum Role {{ CHAIR AUDITOR }}
    enum Long {{ {MANY} }}
    input Given {{ id: ID! summary: String! role: Role }}
    type Query {{ asked(role: Role, long: Long, given: Given): Int }}
""")


@strawberry.type
class Query:
    @strawberry.field
    def asked(self, day: date | None = None, at: datetime | None = None) -> date:
        """Never resolved."""
        raise NotImplementedError


TIMES: GraphQLSchema = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=SCALARS))._schema
DAY = 'This is no Date: write a day as "2026-12-31".'
INSTANT = 'This is no DateTime: write an instant as "2026-12-31T09:30:00Z"; without an offset it is UTC.'


def of_variable(schema: GraphQLSchema, kind: str, given: object) -> list[str]:
    """What is said of a variable ``$it`` of this type."""
    (operation,) = parse(f"query($it: {kind}) {{ asked }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    errors = get_variable_values(schema, operation.variable_definitions or (), {"it": given}, hide_suggestions=True)
    return [remedied(error, schema).message for error in errors] if isinstance(errors, list) else []


@pytest.mark.parametrize("written", ["CHEIR", '"CHAIR"', "3"])
def test_in_the_document(written: str) -> None:
    (error,) = validate_document(SCHEMA, parse(f"{{ asked(role: {written}) }}"))
    assert error.message.endswith(" Use one of: CHAIR, AUDITOR.")


def test_among_the_variables() -> None:
    assert of_variable(SCHEMA, "Role", "CHEIR") == [
        "Variable '$it' has invalid value: Value 'CHEIR' does not exist in 'Role' enum. Use one of: CHAIR, AUDITOR."
    ]


def test_where_there_are_many_it_is_said_where_they_are() -> None:
    (error,) = validate_document(SCHEMA, parse("{ asked(long: W99) }"))
    assert error.message.endswith(" The schema lists the words of Long.")


def test_what_is_wrong_otherwise_is_said_as_it_was() -> None:
    error = GraphQLError("The case does not exist in 'Wales'.")
    assert remedied(error, SCHEMA) is error


def test_an_input_that_lacks_a_field_is_not_repeated() -> None:
    """It may hold a name or what was written of somebody, and whoever sends it may keep what comes back in a log."""
    told = of_variable(SCHEMA, "Given", {"id": "1", "sumary": "He threatened {her}.\nTwice."})
    assert told == [
        "Variable '$it' has invalid value: Expected value of type 'Given' to include required field 'summary'.",
        "Variable '$it' has invalid value: Expected value of type 'Given' not to include unknown field 'sumary'.",
    ]
    (error,) = validate_document(SCHEMA, parse('{ asked(given: {id: "threatened"}) }'))
    assert error.message == "Expected value of type 'Given' to include required field 'summary'."


@pytest.mark.parametrize("given", ["31/12/2026", "2026-12-32", "20261231", "2026-W53", "", 3, True])
def test_a_day_is_written_in_one_way(given: object) -> None:
    assert of_variable(TIMES, "Date", given) == [f"Variable '$it' has invalid value: {DAY}"]


@pytest.mark.parametrize("given", ["yesterday", "2026-02-30T00:00:00Z", "2026-W53", "2026-12-31T25:00", "", 3])
def test_an_instant_is_written_in_one_way(given: object) -> None:
    assert of_variable(TIMES, "DateTime", given) == [f"Variable '$it' has invalid value: {INSTANT}"]


def test_days_and_instants_that_are_taken() -> None:
    assert of_variable(TIMES, "Date", "2026-12-31") == []
    for instant in ("2026-12-31", "2026-12-31T09:30", "2026-12-31T09:30:00Z", "2026-12-31T09:30:00.123456+01:00"):
        assert of_variable(TIMES, "DateTime", instant) == []


@pytest.mark.parametrize(("literal", "said"), [('day: "31/12/2026"', DAY), ("day: 3", DAY), ('at: "soon"', INSTANT)])
def test_one_in_the_document_is_told_its_place(literal: str, said: str) -> None:
    (error,) = validate_document(TIMES, parse(f"{{ asked({literal}) }}"))
    assert error.message == said
    assert error.locations is not None
