"""What an operation may ask for, and the steps by which it is let in.

In this order, because each step makes the next one safe::

    document = parse_document(text, limits)                    # length and tokens, before anything is built
    operation = choose_operation(document, name)
    admit(document, schema, operation, variables, limits)      # one linear walk (schema.measure)
    errors = validate_document(schema, document)               # GraphQL's rules, on what is now known to be small

A refusal never says which limit was met, nor its number: that would tell an attacker how far to go. The name is on
the exception, for the access record and the logs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
)

from schema.measure import Measure, measure
from schema.overlap import validate_document
from schema.price import DEFAULT_PAGE

__all__ = [
    "DEFAULT_PAGE",
    "Limits",
    "Measure",
    "OperationNotFound",
    "OperationRefused",
    "admit",
    "admit_body",
    "admit_variables",
    "choose_operation",
    "measure",
    "parse_document",
    "validate_document",
]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one operation may be. Sizes in bytes or characters, the rest counted.

    depth: a relay connection is three levels (connection, edges, node), so twelve reach three connections deep with
        room for the fields: a case, its meetings, their minutes, the sections. Eight would not reach the minutes.
    fields: with fragments spread. A fragment may save typing; it may not ask for more than could be written out.
    cost: objects in the answer. A hundred cases with two short lists each, or one case with everything.
    list_items, input_depth: of any one variable, so that a small document cannot carry a huge argument.
    """

    body_bytes: int = 100_000
    characters: int = 15_000
    tokens: int = 1_000
    comments: int = 200
    depth: int = 12
    aliases: int = 15
    root_fields: int = 10
    directives: int = 20
    fields: int = 1_000
    cost: int = 10_000
    page: int = 100
    list_items: int = 100
    input_depth: int = 8


class OperationRefused(GraphQLError):
    """The operation is larger than ``limit`` (a field of ``Limits``) allows. Only the message may be sent."""

    def __init__(self, limit: str) -> None:
        """Keep the name of the limit apart from what is said."""
        super().__init__(
            "The operation is too large: ask for less at once.", extensions={"code": "OPERATION_TOO_LARGE"}
        )
        self.limit = limit


class OperationNotFound(GraphQLError):
    """The document has no operation of the name given, or several and no name was given."""

    def __init__(self, message: str) -> None:
        """Say what to send instead."""
        super().__init__(message, extensions={"code": "OPERATION_NOT_FOUND"})


def admit_body(size: int, limits: Limits) -> None:
    """Refuse a request body of more bytes than are read."""
    _within("body_bytes", size, limits)


def parse_document(text: str, limits: Limits) -> DocumentNode:
    """The document, or ``OperationRefused`` for its size, or ``GraphQLSyntaxError`` for its grammar."""
    _within("characters", len(text), limits)
    try:
        return parse(
            text,
            max_lexical_tokens=limits.tokens,
            max_comments=limits.comments,
            allow_empty_selection_sets=False,  # the library lets `{ }` through; the specification does not
        )
    except GraphQLSyntaxError as error:
        if error.description.endswith("Parsing aborted."):  # it counted, and its message says how far
            raise OperationRefused("tokens") from None
        raise


def choose_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation called ``name``, or the only one; else ``OperationNotFound``."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    named = [o for o in operations if name is None or (o.name is not None and o.name.value == name)]
    if len(named) == 1:
        return named[0]
    raise OperationNotFound(_advice(name, len(operations)))


def _advice(name: str | None, operations: int) -> str:
    if operations == 0:
        return "The document holds no operation: write a query."
    if name is None:
        return "The document holds several operations: name the one to run in operationName."
    return "The document does not hold exactly one operation of that name: send its name in operationName."


def admit(
    document: DocumentNode,
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limits: Limits,
) -> Measure:
    """The measure of ``operation``, or ``OperationRefused`` where it goes beyond ``limits``.

    It need not have been validated: an unknown field, an undefined fragment or a cycle is left for validation to tell.
    """
    admit_variables(variables, limits)
    found = measure(document, schema, operation, variables)
    for limit in ("depth", "aliases", "root_fields", "directives", "fields", "page", "cost"):
        _within(limit, getattr(found, limit), limits)
    return found


def admit_variables(variables: Mapping[str, Any], limits: Limits) -> None:
    """Refuse a variable that holds a longer list or deeper nesting than any argument of ours takes."""
    waiting: list[tuple[Any, int]] = [(value, 1) for value in variables.values()]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, list | dict):
            _within("input_depth", depth, limits)
            _within("list_items", len(value), limits)
            waiting += [(inner, depth + 1) for inner in (value.values() if isinstance(value, dict) else value)]


def _within(limit: str, amount: int, limits: Limits) -> None:
    if amount > getattr(limits, limit):
        raise OperationRefused(limit)
