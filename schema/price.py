"""What a field costs: how many of its objects an answer may hold.

An object is 1, a scalar nothing; a list or connection is its page size times one item. A page size is what the
operation asks for, or what the field declares, or twenty.
"""

from graphql import (
    FieldNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLNamedType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.utilities.coerce_input_value import coerce_default_value

CEILING = 10**9
DEFAULT_PAGE = 20
INTROSPECTION_PAGE = 5  # the schema is small and the same for everybody: its lists are cheap, and still not free
MUTATION_COST = 10
PAGE_ARGUMENTS = ("first", "last")


def whole_number(digits: str) -> int:
    """The number written, or the ceiling: Python refuses to read thousands of digits."""
    return int(digits) if len(digits) < 10 else CEILING


def page_size(given: object) -> int:
    """A page size sent as a variable; 0 where it is none. GraphQL takes 100.0 for 100, and True for nothing."""
    whole = type(given) is int or (isinstance(given, float) and given.is_integer())
    return min(CEILING, max(0, int(given))) if whole else 0  # type: ignore[call-overload]


def price(definition: GraphQLField | None, one: int, page: int) -> int:
    """What a field with a selection costs, when ``one`` of what it gives costs that much."""
    listed = definition is not None and is_list_type(get_nullable_type(definition.type))
    return min(CEILING, one * page if listed else one)


def declared_page(definition: GraphQLField | None) -> int:
    """The page size of a field where the operation names none."""
    if definition is None:
        return DEFAULT_PAGE
    if introspects(get_named_type(definition.type)):
        return INTROSPECTION_PAGE
    declared = [coerce_default_value(a) for name, a in definition.args.items() if name in PAGE_ARGUMENTS]
    return max((size for size in declared if type(size) is int), default=DEFAULT_PAGE)


def introspects(named: GraphQLNamedType | None) -> bool:
    """Whether a field leads into the schema itself. Told by its type, so that a field of ours cannot pose as one."""
    return named is not None and named.name.startswith("__")


def shares_page(parent: GraphQLCompositeType | None, node: FieldNode) -> bool:
    """Whether this is the list inside a connection (``edges`` or ``nodes``), whose length its parent's field knows."""
    fields = getattr(parent, "fields", {})
    return node.selection_set is not None and "pageInfo" in fields and node.name.value in {"edges", "nodes"} & {*fields}
