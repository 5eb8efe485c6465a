"""What GraphQL's library says of a wrong value, said so that it can be mended, and without what was sent."""

import re
from typing import Final

from graphql import GraphQLEnumType, GraphQLError, GraphQLSchema

MOST: Final = 40  # words that a message lists; of more it says where they are
_OF_ENUM: Final = re.compile(r"does not exist in '(\w+)' enum\.$|^Enum '(\w+)' cannot represent")
# The whole of an input, for each field that it lacks: it may hold what is written of somebody, and end in others' logs.
_SENT: Final = re.compile(r"(to include (?:required|unknown) field '\w+'), found: .*", re.DOTALL)


def remedied(error: GraphQLError, schema: GraphQLSchema) -> GraphQLError:
    """The error; the words to use where it is about one that an enum lacks, for everybody may read the schema."""
    said = _SENT.sub(r"\1.", error.message)
    found = _OF_ENUM.search(said)
    named = schema.type_map.get(next(filter(None, found.groups()))) if found else None
    if isinstance(named, GraphQLEnumType):
        said = f"{said} {_words(named)}"
    return error if said == error.message else GraphQLError(said, error.nodes)


def _words(named: GraphQLEnumType) -> str:
    if len(named.values) > MOST:
        return f"The schema lists the words of {named.name}."
    return f"Use one of: {', '.join(named.values)}."
