"""How much an operation asks for, found in one walk that visits each fragment once.

A fragment is measured by itself and remembered, and a spread adds what was remembered; so the work grows with the
length of the document, although what it asks for may double with every fragment. Numbers stop at ``CEILING``.

Cost is the number of objects that an answer may hold: an object 1, a scalar nothing, a list or connection its page
size times what each item costs, a mutation 10. A page size may be a literal, a variable or the declared default.

A connection's ``edges`` is priced by the field that led to it, because only that field knows the page size: hence
``Tally.each``, the part of a connection's selection that is paid for once for each item.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)

from schema.price import (
    CEILING,
    MUTATION_COST,
    PAGE_ARGUMENTS,
    declared_page,
    introspects,
    page_size,
    price,
    shares_page,
    whole_number,
)

_Directed = OperationDefinitionNode | VariableDefinitionNode | FragmentDefinitionNode | SelectionNode


@dataclass(frozen=True, slots=True)
class Measure:
    """What an operation asks for once its fragments are spread; each number stops at ``CEILING``.

    depth: levels of fields, counting a root field as 1 and what lies below ``__schema`` and ``__type`` as nothing.
    aliases, directives, fields: how many there are, a fragment's as often as it is spread.
    root_fields: how many fields stand at the root. cost: objects. page: the largest page asked for, 0 for none.
    """

    depth: int
    aliases: int
    root_fields: int
    directives: int
    fields: int
    cost: int
    page: int


class Tally(NamedTuple):
    """What one selection, or a selection set, comes to; ``width`` is how many fields it adds to its own level."""

    depth: int = 0
    aliases: int = 0
    width: int = 0
    directives: int = 0
    fields: int = 0
    cost: int = 0
    each: int = 0
    page: int = 0


NOTHING = Tally()


def measure(
    document: DocumentNode,
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> Measure:
    """Measure ``operation``, which need not be valid: an unknown field, fragment or a cycle counts as nothing more."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    walk = _Walk(schema, {**_defaults(operation), **variables})
    for fragment in _innermost_first(operation.selection_set, fragments):
        walk.remember(fragment)
    root = schema.get_root_type(operation.operation)
    return _measure(walk.selections(operation.selection_set, root), operation)


def _measure(tally: Tally, operation: OperationDefinitionNode) -> Measure:
    own = _directives(operation) + sum(_directives(variable) for variable in operation.variable_definitions or ())
    acts = tally.width if operation.operation is OperationType.MUTATION else 0
    return Measure(
        tally.depth,
        tally.aliases,
        tally.width,
        min(CEILING, tally.directives + own),
        tally.fields,
        min(CEILING, tally.cost + MUTATION_COST * acts),
        tally.page,
    )


def _directives(node: _Directed) -> int:
    return len(node.directives or ())


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    """The whole-number defaults of the operation's variables: all that a page size can be."""
    return {
        definition.variable.name.value: whole_number(definition.default_value.value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }


def _innermost_first(
    top: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> list[FragmentDefinitionNode]:
    """The fragments reachable from ``top``, each once and after those it spreads. A stack, not recursion: a chain may
    be as long as the document. A spread that closes a cycle, or names no fragment, is passed over.
    """
    seen: set[str] = set()
    order: list[FragmentDefinitionNode] = []
    stack: list[tuple[FragmentDefinitionNode | None, list[str]]] = [(None, _spreads(top))]
    while stack:
        fragment, waiting = stack[-1]
        if not waiting:
            stack.pop()
            order += [fragment] if fragment else []
        elif (name := waiting.pop()) in fragments and name not in seen:
            seen.add(name)
            stack.append((fragments[name], _spreads(fragments[name].selection_set)))
    return order


def _spreads(top: SelectionSetNode) -> list[str]:
    names: list[str] = []
    waiting = [top]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FragmentSpreadNode):
                names.append(selection.name.value)
            elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                waiting.append(selection.selection_set)
    return names


class _Walk:
    """The walk, and what it has learnt of each fragment. It recurses by nested braces, which the parser bounds."""

    __slots__ = ("known", "schema", "variables")

    def __init__(self, schema: GraphQLSchema, variables: Mapping[str, Any]) -> None:
        self.schema = schema
        self.variables = variables
        self.known: dict[str, Tally] = {}

    def remember(self, fragment: FragmentDefinitionNode) -> None:
        tally = self.selections(fragment.selection_set, self._type(fragment.type_condition.name.value))
        self.known[fragment.name.value] = _add(tally, Tally(directives=_directives(fragment)))

    def selections(self, node: SelectionSetNode, parent: GraphQLCompositeType | None) -> Tally:
        total = NOTHING
        for selection in node.selections:
            total = _add(total, self._selection(selection, parent))
        return total

    def _selection(self, node: SelectionNode, parent: GraphQLCompositeType | None) -> Tally:
        own = Tally(directives=_directives(node))
        if isinstance(node, FieldNode):
            return _add(own, self._field(node, parent))
        if isinstance(node, FragmentSpreadNode):
            return _add(own, self.known.get(node.name.value, NOTHING))
        inline = cast("InlineFragmentNode", node)  # GraphQL has these three kinds of selection
        narrowed = self._type(inline.type_condition.name.value) if inline.type_condition else parent
        return _add(own, self.selections(inline.selection_set, narrowed))

    def _field(self, node: FieldNode, parent: GraphQLCompositeType | None) -> Tally:
        definition = self.schema.get_field(parent, node.name.value) if parent else None
        named = get_named_type(definition.type) if definition else None
        inner = self._below(node, named)
        asked, page = self._pages(node, definition)
        whole = price(definition, 1 + inner.cost + page * inner.each, page) if node.selection_set else 0
        shared = shares_page(parent, node)
        return inner._replace(
            depth=1 + (0 if introspects(named) else inner.depth),
            aliases=inner.aliases + (1 if node.alias else 0),
            width=1,
            fields=inner.fields + 1,
            cost=0 if shared else whole,
            each=1 + inner.cost if shared else 0,
            page=max(asked, inner.page),
        )

    def _below(self, node: FieldNode, named: GraphQLNamedType | None) -> Tally:
        if node.selection_set is None:
            return NOTHING
        return self.selections(node.selection_set, named if is_composite_type(named) else None)

    def _type(self, name: str) -> GraphQLCompositeType | None:
        found = self.schema.get_type(name)
        return found if is_composite_type(found) else None

    def _pages(self, node: FieldNode, definition: GraphQLField | None) -> tuple[int, int]:
        """The page size written at this field (0 for none), and the one that will be used."""
        written = [self._size(a.value) for a in node.arguments or () if a.name.value in PAGE_ARGUMENTS]
        asked = max(written, default=0)
        return asked, asked or declared_page(definition)

    def _size(self, value: ValueNode) -> int:
        if isinstance(value, IntValueNode):
            return max(0, whole_number(value.value))
        return page_size(self.variables.get(value.name.value)) if isinstance(value, VariableNode) else 0


def _add(one: Tally, other: Tally) -> Tally:
    return Tally(
        max(one.depth, other.depth),
        min(CEILING, one.aliases + other.aliases),
        min(CEILING, one.width + other.width),
        min(CEILING, one.directives + other.directives),
        min(CEILING, one.fields + other.fields),
        min(CEILING, one.cost + other.cost),
        min(CEILING, one.each + other.each),
        max(one.page, other.page),
    )
