"""What is said where there is nothing, to programs: they may have lost their way to GraphQL."""

from schema.media import MediaType
from schema.transport import Reply, failed


def nowhere() -> Reply:
    """404, in the form of every other error."""
    return failed(404, "NOT_FOUND", "There is nothing here: send GraphQL to /graphql.", MediaType.JSON)
