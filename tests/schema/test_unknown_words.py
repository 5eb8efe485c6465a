"""A word that there is not is refused with those there are, wherever it stands; nothing else is suggested."""

import pytest
from graphql import GraphQLError, build_schema, get_variable_values, parse
from graphql.language import OperationDefinitionNode

from schema.overlap import validate_document
from schema.unknown_words import MOST, remedied

MANY = " ".join(f"W{number}" for number in range(MOST + 1))
SCHEMA = build_schema(f"""
    enum Role {{ CHAIR AUDITOR }}
    enum Long {{ {MANY} }}
    type Query {{ asked(role: Role, long: Long): Int }}
""")


@pytest.mark.parametrize("written", ["CHEIR", '"CHAIR"', "3"])
def test_in_the_document(written: str) -> None:
    (error,) = validate_document(SCHEMA, parse(f"{{ asked(role: {written}) }}"))
    assert error.message.endswith(" Use one of: CHAIR, AUDITOR.")


def test_among_the_variables() -> None:
    (operation,) = parse("query($role: Role) { asked(role: $role) }").definitions
    assert isinstance(operation, OperationDefinitionNode)
    errors = get_variable_values(SCHEMA, operation.variable_definitions or (), {"role": "CHEIR"}, hide_suggestions=True)
    assert isinstance(errors, list)
    assert [remedied(error, SCHEMA).message for error in errors] == [
        "Variable '$role' has invalid value: Value 'CHEIR' does not exist in 'Role' enum. Use one of: CHAIR, AUDITOR."
    ]


def test_where_there_are_many_it_is_said_where_they_are() -> None:
    (error,) = validate_document(SCHEMA, parse("{ asked(long: W99) }"))
    assert error.message.endswith(" The schema lists the words of Long.")


def test_what_is_wrong_otherwise_is_said_as_it_was() -> None:
    error = GraphQLError("The case does not exist in 'Wales'.")
    assert remedied(error, SCHEMA) is error
