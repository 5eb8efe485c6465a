"""A word that an enum does not have is refused with those it has: they are in the schema, which everybody may read."""

import re
from typing import Final

from graphql import GraphQLEnumType, GraphQLError, GraphQLSchema

MOST: Final = 40  # words that a message lists; of more it says where they are
_OF_ENUM: Final = re.compile(r"does not exist in '(\w+)' enum\.$|^Enum '(\w+)' cannot represent")


def remedied(error: GraphQLError, schema: GraphQLSchema) -> GraphQLError:
    """The error, and the words to use where it is about one that is not there."""
    found = _OF_ENUM.search(error.message)
    named = schema.type_map.get(next(filter(None, found.groups()))) if found else None
    if not isinstance(named, GraphQLEnumType):
        return error
    return GraphQLError(f"{error.message} {_remedy(named)}", error.nodes)


def _remedy(named: GraphQLEnumType) -> str:
    if len(named.values) > MOST:
        return f"The schema lists the words of {named.name}."
    return f"Use one of: {', '.join(named.values)}."
