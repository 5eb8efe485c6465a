"""Whether a document is plainly valid: most are, and to be told so by GraphQL's own rules takes longer than to answer.

The library visits each node once for each rule. Here a document of one operation, with no fragment, no directive and
no response name twice, is walked once. True is as good as the library's word, which the tests hold it to; anything out
of the ordinary, right or wrong, is left to the library, which also says what is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Undefined,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_input_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
    type_from_ast,
    validate_input_literal,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS
from graphql.validation.rules.variables_in_allowed_position import allowed_variable_usage

T = TypeVar("T")
_TYPENAME = "__typename"  # which every composite type has, and no type lists


class _NotPlain(Exception):
    """Somebody else must judge."""


def plainly_valid(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Whether the document is valid, as far as can be told at a glance; never True of one that is not."""
    try:
        _Walk(schema, _only_operation(document)).operation()
    except _NotPlain:
        return False
    return True


def _require(condition: bool) -> None:
    if not condition:
        raise _NotPlain


def _only_operation(document: DocumentNode) -> OperationDefinitionNode:
    _require(len(document.definitions) == 1)
    (definition,) = document.definitions
    if isinstance(definition, OperationDefinitionNode):
        return definition
    raise _NotPlain


class _Walk:
    """Over one operation. The document's nesting is bounded when it is parsed, so this may recurse."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self.schema = schema
        self.definition = operation
        self.variables = _by_name(operation.variable_definitions or ())
        self.used = set[str]()

    def operation(self) -> None:
        """Every variable is of an input type, and used; and what is selected is there."""
        _require(not self.definition.directives)
        _require(self.definition.operation is not OperationType.SUBSCRIPTION)
        for variable in self.variables.values():
            _require(not variable.directives and variable.default_value is None)
            _require(is_input_type(type_from_ast(self.schema, variable.type)))
        root = self.schema.get_root_type(self.definition.operation)
        _require(root is not None)
        self.selected(root, self.definition.selection_set)
        _require(self.used == self.variables.keys())

    def selected(self, parent: GraphQLNamedType | None, selections: SelectionSetNode) -> None:
        """Only fields, each answered under a name of its own: so none can be in the way of another."""
        names, fields = set[str](), _fields(parent)
        for node in selections.selections:
            if not isinstance(node, FieldNode) or node.directives:
                raise _NotPlain
            names.add(node.alias.value if node.alias else node.name.value)
            if node.name.value != _TYPENAME:
                self.field(_declared(fields, node.name.value), node)
            else:
                _require(not node.arguments and node.selection_set is None)
        _require(len(names) == len(selections.selections))

    def field(self, declared: GraphQLField, node: FieldNode) -> None:
        """Its arguments fit, and it has a selection if it needs one."""
        self.arguments(declared, node)
        kind = get_named_type(declared.type)
        if node.selection_set is None:
            _require(is_leaf_type(kind))
        else:
            self.selected(kind, node.selection_set)

    def arguments(self, declared: GraphQLField, node: FieldNode) -> None:
        """Known, once each, of the right type, and all that are required."""
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        _require(len(given) == len(node.arguments or ()))
        for name, value in given.items():
            self.value(_declared(declared.args, name).type, value)
        _require(not any(name not in given and is_required_argument(each) for name, each in declared.args.items()))

    def value(self, expected: GraphQLInputType, value: ValueNode) -> None:
        """A variable that may stand here, an object of such, or a literal that holds none."""
        inner = get_nullable_type(expected)
        if isinstance(value, VariableNode):
            self.variable(expected, value.name.value)
        elif isinstance(value, ObjectValueNode) and isinstance(inner, GraphQLInputObjectType):
            self.object(inner, value)
        else:
            _require(all(map(_is_plain_value, _nodes(value))))
            _require(_fits(value, expected))

    def object(self, expected: GraphQLInputObjectType, value: ObjectValueNode) -> None:
        """As the arguments of a field are; one of which one field alone may be given has rules of its own."""
        given = {each.name.value: each.value for each in value.fields}
        _require(len(given) == len(value.fields) and not expected.is_one_of)
        for name, inner in given.items():
            self.value(_declared(expected.fields, name).type, inner)
        _require(not any(name not in given and is_required_input_field(f) for name, f in expected.fields.items()))

    def variable(self, expected: GraphQLInputType, name: str) -> None:
        """Defined, and no wider than what it stands for."""
        kind = type_from_ast(self.schema, _declared(self.variables, name).type)
        _require(kind is not None and allowed_variable_usage(self.schema, kind, None, expected, Undefined))
        self.used.add(name)


def _by_name(definitions: Iterable[VariableDefinitionNode]) -> dict[str, VariableDefinitionNode]:
    listed = list(definitions)
    found = {each.variable.name.value: each for each in listed}
    _require(len(found) == len(listed))
    return found


def _declared(among: Mapping[str, T], name: str) -> T:
    _require(name in among)
    return among[name]


def _fields(parent: GraphQLNamedType | None) -> Mapping[str, GraphQLField]:
    """Introspection's own fields are in no type's list, and so not plain."""
    return parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}


def _is_plain_value(node: Node) -> bool:
    """No variable inside, and no name twice in one object."""
    if isinstance(node, ObjectValueNode):
        return len({each.name.value for each in node.fields}) == len(node.fields)
    return not isinstance(node, VariableNode)


def _nodes(value: Node) -> Iterator[Node]:
    """A literal and all that is in it."""
    yield value
    inner = (getattr(value, key) for key in QUERY_DOCUMENT_KEYS.get(value.kind, ()))
    for each in chain.from_iterable(found if isinstance(found, tuple | list) else (found,) for found in inner):
        yield from _nodes(each)


def _fits(value: ValueNode, kind: GraphQLInputType) -> bool:
    errors: list[GraphQLError] = []
    validate_input_literal(value, kind, lambda error, _path: errors.append(error))
    return not errors
