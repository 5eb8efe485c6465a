"""GraphQL's own validation, made safe against repeated fields.

The rule that fields can be merged compares every two fields of one response name: a thousand repeats of one field
cost half a million comparisons. GraphQL merges such fields anyway, so they are merged before the rule sees them. What
cannot be merged (conflicts, fields under different types, fragments) is bounded by a budget of comparisons.

The merged document is for validation alone: merging ``{ a { x } ...F a { y } }`` moves ``y`` before what F adds, and
an answer keeps the order of the document as written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    print_ast,
    specified_rules,
    validate,
)

from schema.needed_rules import needed
from schema.plainly import plainly_valid
from schema.remedies import remedied

COMPARISON_BUDGET = 10_000  # two units for each pair of fields: 10 ms at most; a page of forty fragments spends half
SHOWN_ERRORS = 5  # enough to mend a document by; more would only pay whoever sends rubbish

_Key = tuple[str, ...]


class BoundedOverlap(OverlappingFieldsCanBeMergedRule):
    """The overlap rule with a smaller budget than the library's, set for this rule and not for the process."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = COMPARISON_BUDGET


RULES = tuple(BoundedOverlap if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules)


def validate_document(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """The first errors that GraphQL's validation rules find; none when the document is valid.

    Nothing is suggested ("Did you mean"): a suggestion names what the asker may not know to be there.
    """
    if plainly_valid(schema, document):
        return []
    plain = merged(document)
    errors = validate(schema, plain, needed(RULES, plain), max_errors=SHOWN_ERRORS, hide_suggestions=True)
    return [remedied(_plain(error), schema) for error in errors]


def _plain(error: GraphQLError) -> GraphQLError:
    """The error without what the library adds unasked, and with a remedy where it only says that it gave up."""
    if error.message == "Validation aborted.":
        return GraphQLError("The operation repeats too many fields or fragments: ask for less at once.")
    return GraphQLError(error.message.partition(" Did you mean")[0], error.nodes)


def merged(document: DocumentNode) -> DocumentNode:
    """A copy in which sibling fields (and inline fragments) that GraphQL merges are one. Work is linear in its length;
    every error that validation would have found is still found, at the first place it stands.
    """
    return replace(document, definitions=tuple(_definition(node) for node in document.definitions))


def _definition(node: DefinitionNode) -> DefinitionNode:
    if not isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
        return node
    return replace(node, selection_set=_merge(node.selection_set, node.selection_set.selections))


def _merge(place: SelectionSetNode, selections: Iterable[SelectionNode]) -> SelectionSetNode:
    """The selection set at ``place`` with these selections, those alike made one; errors point where they did."""
    alike: dict[_Key, list[SelectionNode]] = {}
    for selection in selections:
        alike.setdefault(_key(selection), []).append(selection)
    return replace(place, selections=tuple(_one(group) for group in alike.values()))


def _one(group: Sequence[SelectionNode]) -> SelectionNode:
    first = group[0]
    if not isinstance(first, FieldNode | InlineFragmentNode) or first.selection_set is None:
        return first
    return replace(first, selection_set=_merge(first.selection_set, [inner for n in group for inner in _inside(n)]))


def _inside(node: SelectionNode) -> tuple[SelectionNode, ...]:
    braced = node.selection_set if isinstance(node, FieldNode | InlineFragmentNode) else None
    return tuple(braced.selections) if braced else ()


def _key(node: SelectionNode) -> _Key:
    """What two sibling selections must share to be merged. Arguments and directives are compared as written."""
    match node:
        case FieldNode():
            alias = node.alias.value if node.alias else ""
            braced = "braced" if node.selection_set else ""
            return ("field", alias, node.name.value, braced, *_written(node.arguments), *_written(node.directives))
        case InlineFragmentNode():
            on = node.type_condition.name.value if node.type_condition else ""
            return ("inline", on, *_written(node.directives))
    return ("spread", print_ast(node))


def _written(nodes: Sequence[Node] | None) -> _Key:
    return tuple(print_ast(node) for node in nodes or ())
