"""From a request's text to a compiled statement, each step kept: document, plan, statement.

The caches are bounded. A document's key is its text alone, for what it means depends on nobody; a statement's key
holds the kind of principal, the purpose, the policy version and the profile, so nobody is answered by another's.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from graphql import GraphQLError, GraphQLSchema, OperationType, get_variable_values
from graphql.language import DocumentNode

from gateway.audit.sharing import Told, reading_of
from gateway.together import Together
from policies.permit import Permit
from schema.arguments import InvalidArgument
from schema.compile import Compiler
from schema.limits import Limits, admit, admit_variables, choose_operation, parse_document, validate_document
from schema.masks import PLACES
from schema.offers import Mandates
from schema.plan import Operation, Planner, Variables, operation, shape
from schema.reading import reading
from schema.registry import Registry
from schema.remedies import remedied
from schema.seals import Seals, type_code
from schema.sight import Profile
from schema.statement import Statement
from schema.transport import GraphQLRequest

KEPT = 512  # documents and statements kept

_Value = TypeVar("_Value")


class Kept(Generic[_Value]):
    """A bounded map that makes what it lacks; the least recently used goes first. ``made`` counts, for tests."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, _Value] = OrderedDict()
        self.made = 0

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The value of ``key``; an error in making it is not kept."""
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = make()
            self.made += 1
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        else:
            self._values.move_to_end(key)
        return found

    def __len__(self) -> int:
        return len(self._values)


class Invalid(Exception):
    """Not a valid operation: the errors to send, and a code for the access record."""

    def __init__(self, errors: list[GraphQLError], reason: str) -> None:
        super().__init__(reason)
        self.errors = errors
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was parsed and validated."""

    node: DocumentNode
    digest: bytes  # SHA-256 of its text


@dataclass(frozen=True, slots=True)
class Question:
    """An operation with its variables, admitted."""

    document: Document
    operation: Operation
    variables: Variables
    given: Mapping[str, Any]  # the variables as they came

    @property
    def changes(self) -> bool:
        """Whether it asks for something to be changed."""
        return self.operation.definition.operation is OperationType.MUTATION

    def asks_for(self, root: str) -> bool:
        """Whether a field of this name is asked for at the top, however that is written."""
        return root in Planner(self.operation, self.variables, lambda _: None).roots()

    def declared(self) -> dict[str, Any]:
        """The variables as they came, without those that the operation does not know."""
        names = [each.variable.name.value for each in self.operation.definition.variable_definitions or ()]
        return {name: self.given[name] for name in names if name in self.given}


def together(statement: Statement) -> Together:
    """A statement with what it shows and withholds in every place, and in the one for nobody."""
    told = {number: Told("/".join(place), reading(statement, place)) for place, number in PLACES.items()}
    return Together(statement, reading_of(told, told[PLACES[statement.nobody]]))


def digest_of(text: str) -> bytes:
    """SHA-256 of a document, by which it is kept and recorded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class Questions:
    """Reads, admits, plans and compiles."""

    def __init__(self, schema: GraphQLSchema, registry: Registry, limits: Limits) -> None:
        self.schema = schema
        self.registry = registry
        self.limits = limits
        self.documents: Kept[Document] = Kept()
        self.operations: Kept[Operation] = Kept()
        self.measured: Kept[bool] = Kept(4 * KEPT)
        self.statements: Kept[Together] = Kept()
        self._types = {type_code(record.name): record.name for record in registry.nodes}

    def ask(self, request: GraphQLRequest, page_cap: int) -> Question:
        """The operation asked for. Raises ``Invalid``."""
        digest = digest_of(request.query)
        try:
            document = self.documents.get(digest, lambda: self._document(request.query, digest))
            asked = self.operations.get(
                (digest, request.operation_name), lambda: self._operation(document, request.operation_name)
            )
            variables = self._variables(asked, request.variables)
            self._admit(document, asked, variables, page_cap)
        except GraphQLError as error:
            raise Invalid([error], getattr(error, "limit", type(error).__name__)) from None
        return Question(document, asked, variables, request.variables)

    def _document(self, text: str, digest: bytes) -> Document:
        node = parse_document(text, self.limits)
        if errors := validate_document(self.schema, node):
            raise Invalid(errors, "validation")
        return Document(node, digest)

    def _operation(self, document: Document, name: str | None) -> Operation:
        definition = choose_operation(document.node, name)
        if definition.operation is OperationType.SUBSCRIPTION:
            raise GraphQLError("Only queries and mutations are answered here.", definition)
        return operation(self.schema, document.node, definition)

    def _variables(self, asked: Operation, given: Mapping[str, Any]) -> Variables:
        if _holds_nul(given):
            raise GraphQLError("Text cannot hold the character U+0000: leave it out.")
        definitions = asked.definition.variable_definitions or ()
        if not definitions:
            return {}
        values = get_variable_values(self.schema, definitions, dict(given), max_errors=5, hide_suggestions=True)
        if isinstance(values, list):
            raise Invalid([remedied(each, self.schema) for each in values], "variables")
        return values.coerced

    def _admit(self, document: Document, asked: Operation, variables: Variables, page_cap: int) -> None:
        """Lists and depth are held to their limits each time; the measure depends on page sizes alone, and is kept."""
        admit_variables(variables, self.limits)
        numbers = tuple((name, value) for name, value in variables.items() if isinstance(value, int))

        def measure() -> bool:
            admit(document.node, self.schema, asked.definition, variables, replace(self.limits, page=page_cap))
            return True

        self.measured.get((document.digest, asked.name, page_cap, numbers), measure)

    def compiled(
        self, question: Question, permit: Permit, profile: Profile, seals: Seals, mandates: Mandates | None = None
    ) -> Together:
        """The statement for a question, a permit and a profile. Raises ``Invalid``.

        ``mandates`` gives the mandate of the permit's kind and purpose, where records are asked what they offer.
        """

        def concrete(token: str) -> str | None:
            opened = seals.open_id(token)
            return self._types.get(opened[0]) if opened else None

        outline = shape(question.operation, question.variables, concrete)
        key = (
            question.document.digest,
            question.operation.name,
            outline,
            (permit.kind, permit.purpose, permit.policy_version),
            profile,
        )

        def compile_now() -> Together:
            plan = Planner(question.operation, question.variables, concrete).plan()
            try:
                return together(Compiler(self.registry, permit, profile, question.variables, mandates).compile(plan))
            except InvalidArgument as error:
                raise Invalid([GraphQLError(str(error))], "argument") from None

        return self.statements.get(key, compile_now)


def _holds_nul(value: Any) -> bool:  # noqa: ANN401 - JSON
    """PostgreSQL's text cannot hold it. Not recursive: the nesting is the caller's, and not yet admitted."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and "\0" in each:
            return True
        waiting += each.values() if isinstance(each, Mapping) else each if isinstance(each, list) else ()
    return False
