"""From a document to a plan: the fields asked for, merged and in order, with their arguments.

Pure, and cached by the gateway. A plan depends on the document and on the *shape* of the variables (which are given,
which fields of an input object are set, what decides a directive), never on values that can be bound later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NamedTypeNode,
    Node,
    NonNullTypeNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    TypeNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
    value_from_ast,
)
from graphql.language import DocumentNode

from schema.price import PAGE_ARGUMENTS

EXPORT = "export"  # the directive of an operation whose answer is to be taken out of the platform
Variables = Mapping[str, Any]
Read = Callable[[Variables], Any]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value bound at each request. ``key`` names where it comes from, so that equal leaves share a parameter."""

    key: Any
    read: Read


@dataclass(frozen=True, slots=True)
class Tree:
    """An input object: the fields that are set."""

    fields: Mapping[str, "Leaf | Tree"]


Value = Leaf | Tree


@dataclass(frozen=True, slots=True)
class Selected:
    """One field of the answer: its key there, its name, its arguments, and what is asked of it.

    ``on`` is the object type that its selections are asked of (None for a leaf). ``nodes`` is the field's syntax,
    kept for what is not read from a table: the caller, and the schema that describes itself.
    """

    key: str
    name: str
    on: str | None
    arguments: Mapping[str, Value]
    children: tuple["Selected", ...]
    nodes: tuple[FieldNode, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A parsed and validated operation with its document's fragments."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    sizes: frozenset[str]  # the variables that name the size of a page, on which a plan depends by their value

    @property
    def name(self) -> str | None:
        """The operation's name, if it has one."""
        return self.definition.name.value if self.definition.name else None

    @property
    def exports(self) -> bool:
        """Whether its answer is to be taken out of the platform: ``query ... @export``."""
        return any(each.name.value == EXPORT for each in self.definition.directives or ())


def operation(schema: GraphQLSchema, document: DocumentNode, definition: OperationDefinitionNode) -> Operation:
    """An operation and the fragments it may use."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return Operation(schema, definition, fragments, _sizes(document))


def _sizes(document: DocumentNode) -> frozenset[str]:
    """The variables that stand for ``first`` or ``last``. Not recursive: a document nests as deep as it likes."""
    found, waiting = set[str](), list[Node](document.definitions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldNode):
            given = (argument for argument in node.arguments or () if argument.name.value in PAGE_ARGUMENTS)
            found |= {argument.value.name.value for argument in given if isinstance(argument.value, VariableNode)}
        selection_set = getattr(node, "selection_set", None)
        waiting += selection_set.selections if selection_set else ()
    return frozenset(found)


class Planner:
    """Plans one operation for one shape of variables.

    ``concrete`` says which object type the ``node`` field leads to, from its id: None where the id opens nothing.
    """

    def __init__(self, asked: Operation, variables: Variables, concrete: Callable[[str], str | None]) -> None:
        self.asked = asked
        self.variables = variables
        self.concrete = concrete

    def plan(self) -> tuple[Selected, ...]:
        """The root fields, merged and in order."""
        return self._selected(self._root(), [self.asked.definition.selection_set])

    def roots(self) -> frozenset[str]:
        """The names of the fields that it asks for at the top, however they are written."""
        merged: dict[str, list[FieldNode]] = {}
        self._collect(self._root(), self.asked.definition.selection_set, merged, set())
        return frozenset(nodes[0].name.value for nodes in merged.values())

    def _root(self) -> GraphQLObjectType:
        root = self.asked.schema.get_root_type(self.asked.definition.operation)
        if root is None:
            raise TypeError(f"The schema has no type for a {self.asked.definition.operation.value}.")
        return root

    def _selected(self, parent: GraphQLObjectType, sets: list[SelectionSetNode]) -> tuple[Selected, ...]:
        merged: dict[str, list[FieldNode]] = {}
        for each in sets:
            self._collect(parent, each, merged, set())
        return tuple(self._field(parent, key, nodes) for key, nodes in merged.items())

    def _collect(
        self, parent: GraphQLObjectType, asked: SelectionSetNode, merged: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        """CollectFields of the specification, section 6.3.2."""
        for selection in asked.selections:
            if not self._included(selection.directives):
                continue
            if isinstance(selection, FieldNode):
                merged.setdefault(_key(selection), []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                if selection.type_condition is None or self._applies(parent, selection.type_condition.name.value):
                    self._collect(parent, selection.selection_set, merged, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = self.asked.fragments[selection.name.value]
                if self._applies(parent, fragment.type_condition.name.value):
                    self._collect(parent, fragment.selection_set, merged, seen)

    def _applies(self, parent: GraphQLObjectType, condition: str) -> bool:
        return condition == parent.name or any(each.name == condition for each in parent.interfaces)

    def _included(self, directives: tuple[DirectiveNode, ...] | list[DirectiveNode] | None) -> bool:
        for directive in directives or ():
            if directive.name.value in ("include", "skip"):
                condition = self._boolean(directive)
                if condition is (directive.name.value == "skip"):
                    return False
        return True

    def _boolean(self, directive: DirectiveNode) -> bool:
        value = (directive.arguments or ())[0].value
        return bool(value_from_ast(value, GraphQLBoolean, dict(self.variables)))

    def _field(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Selected:
        name = nodes[0].name.value
        definition = parent.fields.get(name)
        if definition is None:  # __typename, __schema, __type: the schema speaks of itself
            return Selected(key, name, None, {}, (), tuple(nodes))
        arguments = self._arguments(nodes[0], definition.args)
        leads_to = get_named_type(definition.type)
        if is_leaf_type(leads_to):
            return Selected(key, name, None, arguments, (), tuple(nodes))
        target = self._object(leads_to, arguments)
        sets = [node.selection_set for node in nodes if node.selection_set]
        children = self._selected(target, sets) if target else ()
        return Selected(key, name, target.name if target else None, arguments, children, tuple(nodes))

    def _object(self, leads_to: Any, arguments: Mapping[str, Value]) -> GraphQLObjectType | None:
        if not isinstance(leads_to, GraphQLInterfaceType):
            return leads_to  # type: ignore[no-any-return]
        asked = arguments["id"]
        name = self.concrete(asked.read(self.variables)) if isinstance(asked, Leaf) else None
        found = self.asked.schema.get_type(name) if name else None
        return found if isinstance(found, GraphQLObjectType) else None

    def _arguments(self, node: FieldNode, declared: Mapping[str, GraphQLArgument]) -> dict[str, Value]:
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        found: dict[str, Value] = {}
        for name, argument in declared.items():
            value = self._value(given[name], argument.type) if name in given else None
            if value is not None:
                found[name] = value
        return found

    def _value(self, node: ValueNode, kind: GraphQLInputType) -> Value | None:
        """The value as far as its shape is known; None for one that is null or not given."""
        bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(node, NullValueNode):
            return None
        if isinstance(node, VariableNode):
            name = node.name.value
            value = self.variables.get(name)
            return None if value is None else _from_variable(bare, value, (name,))
        if isinstance(node, ObjectValueNode) and isinstance(bare, GraphQLInputObjectType):
            return self._tree(node, bare)
        return _literal(node, bare)

    def _tree(self, node: ObjectValueNode, kind: GraphQLInputObjectType) -> Tree:
        given = {each.name.value: each.value for each in node.fields}
        fields: dict[str, Value] = {}
        for name, declared in kind.fields.items():
            value = self._value(given[name], declared.type) if name in given else _default(declared.default_value)
            if value is not None:
                fields[name] = value
        return Tree(fields)


LONGEST_KEY = 63  # bytes of a name in PostgreSQL, which would cut a longer one short and answer under another key


def _key(field: FieldNode) -> str:
    """The field's key in the answer."""
    key = (field.alias or field.name).value
    if len(key) > LONGEST_KEY:
        raise GraphQLError(f"An alias has at most {LONGEST_KEY} characters: choose a shorter one.", field)
    return key


def _default(value: Any) -> Leaf | None:
    return None if value is Undefined or value is None else Leaf(("literal", repr(value)), lambda _: value)


def _literal(node: ValueNode, kind: GraphQLInputType) -> Leaf:
    """A literal; a list may hold variables, so it is read anew each time."""
    _refuse_nul(node)
    if isinstance(node, ListValueNode):
        return Leaf(("list", id(node)), lambda variables: value_from_ast(node, kind, dict(variables)))
    value = value_from_ast(node, kind)
    return Leaf(("literal", repr(value)), lambda _: value)


def _refuse_nul(node: ValueNode) -> None:
    if isinstance(node, StringValueNode) and "\0" in node.value:
        raise GraphQLError("Text cannot hold the character U+0000: leave it out.", node)
    for each in node.values if isinstance(node, ListValueNode) else ():
        _refuse_nul(each)


def _from_variable(kind: GraphQLInputType, value: Any, path: tuple[str, ...]) -> Value:
    if isinstance(kind, GraphQLInputObjectType):
        fields = {
            name: _from_variable(_bare(declared.type), value[name], (*path, name))
            for name, declared in kind.fields.items()
            if value.get(name) is not None
        }
        return Tree(fields)
    return Leaf(("variable", path), lambda variables: _walk(variables, path))


def _bare(kind: GraphQLInputType) -> GraphQLInputType:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _walk(variables: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        variables = variables[step]
    return variables


def shape(asked: Operation, variables: Variables, concrete: Callable[[str], str | None]) -> tuple[Any, ...]:
    """What the plan depends on in the variables: hashable, and without any value that is bound later."""
    return tuple(
        (
            definition.variable.name.value,
            _shape(variables.get(definition.variable.name.value), definition.type, concrete),
        )
        for definition in asked.definition.variable_definitions or ()
    ) + tuple(variables.get(name) for name in sorted(asked.sizes))


def _shape(value: Any, kind: TypeNode, concrete: Callable[[str], str | None]) -> Any:
    if value is None:
        return None
    if isinstance(kind, NonNullTypeNode):
        return _shape(value, kind.type, concrete)
    if isinstance(kind, NamedTypeNode) and kind.name.value == "ID":
        return concrete(value)
    return _outline(value)


def _outline(value: Any) -> Any:
    """The set fields of an input object; of a value a truth counts, and an enum member: it may name a sort field."""
    if isinstance(value, Mapping):
        return tuple(sorted((name, _outline(each)) for name, each in value.items() if each is not None))
    if isinstance(value, bool):
        return value
    return str(value) if isinstance(value, Enum) else ""
