"""What no table holds: the caller, the law, and the schema's account of itself. graphql-core resolves these alone."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace

import orjson
from graphql import GraphQLSchema, OperationDefinitionNode, SelectionSetNode, execute_sync
from graphql.language import DocumentNode, FragmentDefinitionNode

from gateway.explanation import Explainer
from gateway.oversight import viewer
from gateway.questions import Invalid, Question
from policies.engine import Law
from policies.permit import Permit
from policies.principal import Caller
from schema.plan import Selected


def computed(
    schema: GraphQLSchema, selected: Sequence[Selected], question: Question, of: Callable[[], SimpleNamespace]
) -> dict[str, bytes]:
    """What is selected of ``of()``, as JSON by its key in the answer. Raises ``Invalid``."""
    if not selected:
        return {}
    fields = tuple(node for each in selected for node in each.nodes)
    definition = question.operation.definition
    alone = OperationDefinitionNode(
        operation=definition.operation,
        name=definition.name,
        variable_definitions=definition.variable_definitions,
        directives=(),
        selection_set=SelectionSetNode(selections=fields),
    )
    fragments = [each for each in question.document.node.definitions if isinstance(each, FragmentDefinitionNode)]
    result = execute_sync(
        schema,
        DocumentNode(definitions=(alone, *fragments)),
        root_value=of(),
        variable_values=dict(question.given),
    )
    if result.errors or result.data is None:
        raise Invalid(list(result.errors or []), "introspection")
    return {each.key: orjson.dumps(result.data[each.key]) for each in selected}


def told(caller: Caller, permit: Permit, law: Law) -> SimpleNamespace:
    """What is answered about the caller and the law."""
    open_to = law.opening(permit.kind, leads=caller.principal.standings.leads)
    who = viewer(caller, permit, law.mandate(permit.kind, permit.purpose), open_to)
    return SimpleNamespace(viewer=who, explainer=Explainer(permit, law))
