"""Which of GraphQL's validation rules a document can break: of the others, each would look at every node for nothing.

A plain question holds no fragment and no directive, and half of the rules are about those. A rule that is not named
here is always needed, so one that a newer library adds is never left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    DeferStreamDirectiveLabel,
    DeferStreamDirectiveOnRootField,
    DeferStreamDirectiveOnValidOperationsRule,
    DocumentNode,
    FragmentsOnCompositeTypesRule,
    KnownDirectivesRule,
    KnownFragmentNamesRule,
    KnownTypeNamesRule,
    Node,
    NoFragmentCyclesRule,
    NoUndefinedVariablesRule,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    PossibleFragmentSpreadsRule,
    StreamDirectiveOnListField,
    UniqueArgumentNamesRule,
    UniqueDirectivesPerLocationRule,
    UniqueFragmentNamesRule,
    UniqueInputFieldNamesRule,
    UniqueVariableNamesRule,
    VariablesAreInputTypesRule,
    VariablesInAllowedPositionRule,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS

_DIRECTIVES: Final = frozenset({"directive"})
_FRAGMENTS: Final = frozenset({"fragment_definition", "fragment_spread", "inline_fragment"})
_VARIABLES: Final = frozenset({"variable"})

_BROKEN_BY: Final[Mapping[type[Any], frozenset[str]]] = {
    **dict.fromkeys(
        (
            DeferStreamDirectiveLabel,
            DeferStreamDirectiveOnRootField,
            DeferStreamDirectiveOnValidOperationsRule,
            KnownDirectivesRule,
            StreamDirectiveOnListField,
            UniqueDirectivesPerLocationRule,
        ),
        _DIRECTIVES,
    ),
    **dict.fromkeys(
        (
            FragmentsOnCompositeTypesRule,
            KnownFragmentNamesRule,
            NoFragmentCyclesRule,
            NoUnusedFragmentsRule,
            PossibleFragmentSpreadsRule,
            UniqueFragmentNamesRule,
        ),
        _FRAGMENTS,
    ),
    **dict.fromkeys(
        (
            NoUndefinedVariablesRule,
            NoUnusedVariablesRule,
            UniqueVariableNamesRule,
            VariablesAreInputTypesRule,
            VariablesInAllowedPositionRule,
        ),
        _VARIABLES,
    ),
    KnownTypeNamesRule: frozenset({"named_type"}),
    UniqueArgumentNamesRule: frozenset({"argument"}),
    UniqueInputFieldNamesRule: frozenset({"object_value"}),
}


def needed(rules: tuple[type[Any], ...], document: DocumentNode) -> tuple[type[Any], ...]:
    """Those of the rules that a document can break, by the kinds of nodes in it."""
    kinds = set(_kinds(document))
    return tuple(rule for rule in rules if not kinds.isdisjoint(_BROKEN_BY.get(rule, kinds)))


def _kinds(document: DocumentNode) -> Iterator[str]:
    """The kind of every node; not recursive, for the nesting is the asker's."""
    waiting: list[Node] = [document]
    while waiting:
        node = waiting.pop()
        yield node.kind
        for key in QUERY_DOCUMENT_KEYS.get(node.kind, ()):
            found = getattr(node, key)
            if isinstance(found, tuple | list):
                waiting += found
            elif found is not None:
                waiting.append(found)
