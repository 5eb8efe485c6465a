"""What is ordered to be done: from a mutation's operation to the act, what it is done to, and what was given.

Kept as the questions are: the statement that finds what is acted on, and the one that reads the payload, each for a
kind of principal, a purpose, a policy version and a profile.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from graphql import GraphQLError

from agencies.problems import Problem, ProblemCode
from gateway.questions import Invalid, Kept, Question, together
from gateway.together import Together
from policies.mandate import Mandate
from policies.permit import Permit
from schema.arguments import InvalidArgument, given
from schema.compile import Compiler
from schema.declare import camel
from schema.locate import Finding, locate, locate_case
from schema.mutation_types import built, plain
from schema.mutations import Mutation, OnArea, OnRecord
from schema.plan import Leaf, Planner, Selected
from schema.registry import Registry
from schema.seals import Seals, type_code
from schema.sight import Profile

MADE = "\0made"  # under which the id of the record that is given back is bound
LONGEST_KEY = 200  # characters of an idempotency key
ONE_CHANGE = (
    "Send one change for each request: a mutation with exactly one field, so that it is done whole or not at all."
)


@dataclass(frozen=True, slots=True)
class Order:
    """One change that is asked for."""

    mutation: Mutation
    selected: Selected
    key: UUID | int | None  # of what it is done to; None where the id opens nothing
    expected: int | None
    idempotency_key: str
    content: bytes  # SHA-256 of all that was given
    given: Any

    @property
    def kept(self) -> str | None:
        """What was written out at length, to be given back where it cannot be written."""
        return getattr(self.given, self.mutation.keeps) if self.mutation.keeps else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the order itself."""
        if self.idempotency_key.strip() and len(self.idempotency_key) <= LONGEST_KEY:
            return ()
        message = f"Give a text of your own, of up to {LONGEST_KEY} characters, once for each change you mean."
        return (Problem("idempotency_key", message, ProblemCode.INVALID),)


@dataclass(frozen=True, slots=True)
class Conflict(Problem):
    """Somebody changed the record since it was read."""

    expected: int = 0
    current: int = 0
    sent: str | None = None


class Orders:
    """Reads orders, and keeps the statements that carry them out."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.findings: Kept[Finding] = Kept()
        self.payloads: Kept[Together] = Kept()

    def read(self, question: Question, seals: Seals) -> Order:
        """The one change that an operation asks for. Raises ``Invalid`` where it is not one."""
        plan = Planner(question.operation, question.variables, lambda _: None).plan()
        mutation = self.registry.mutations.get(plan[0].name) if len(plan) == 1 else None
        if mutation is None:
            raise Invalid([GraphQLError(ONE_CHANGE, question.operation.definition)], "one-change")
        (root,) = plan
        values: Mapping[str, Any] = given(root.arguments["input"], question.variables)
        return Order(
            mutation,
            root,
            _key(mutation, values, seals),
            values.get("expectedVersion"),
            values["idempotencyKey"],
            hashlib.sha256(orjson.dumps([mutation.name, _address(mutation, values, seals)])).digest(),
            built(mutation.given, values),
        )

    def finding(self, mutation: Mutation, permit: Permit, profile: Profile) -> Finding:
        """The statement that finds what is acted on."""
        key = (mutation.name, permit.kind, permit.purpose, permit.policy_version, profile)
        return self.findings.get(key, lambda: locate(self.registry, mutation, permit, profile))

    def case_finding(self, permit: Permit, profile: Profile) -> Finding:
        """The statement that finds a case which a problem names."""
        key = (permit.kind, permit.purpose, permit.policy_version, profile)
        return self.findings.get(key, lambda: locate_case(self.registry, permit, profile))

    def payload(self, question: Question, order: Order, permit: Permit, profile: Profile, mandate: Mandate) -> Together:
        """The statement that reads the payload. Raises ``Invalid``."""
        asked = (question.document.digest, question.operation.name, tuple(_directed(question)))
        key = (*asked, permit.kind, permit.purpose, permit.policy_version, profile)
        return self.payloads.get(key, lambda: self._compiled(question, order, permit, profile, mandate))

    def _compiled(
        self, question: Question, order: Order, permit: Permit, profile: Profile, mandate: Mandate
    ) -> Together:
        plan = tuple(_payload(order))
        try:
            compiler = Compiler(self.registry, permit, profile, question.variables, lambda: mandate)
            return together(compiler.compile(plan))
        except InvalidArgument as error:
            raise Invalid([GraphQLError(str(error))], "argument") from None


def _directed(question: Question) -> list[tuple[str, bool]]:
    """The variables that may decide a directive, and so the shape of the payload."""
    return sorted((name, value) for name, value in question.variables.items() if isinstance(value, bool))


def _payload(order: Order) -> Sequence[Selected]:
    """The payload as a question: the record by its id, and what is computed beside it."""
    made = {"id": Leaf(("made",), lambda variables: variables[MADE])}
    return [
        replace(child, name="node", on=order.mutation.gives, arguments=made)
        if child.name == order.mutation.answer
        else child
        for child in order.selected.children
    ]


def _key(mutation: Mutation, values: Mapping[str, Any], seals: Seals) -> UUID | int | None:
    if isinstance(mutation.on, OnArea):
        return int(values["area"]) if 0 < values["area"] < 32_768 else None
    if not isinstance(mutation.on, OnRecord):
        return None
    opened = seals.open_id(values["id"])
    return opened[1] if opened and opened[0] == type_code(mutation.on.record) else None


def _address(mutation: Mutation, values: Mapping[str, Any], seals: Seals) -> Any:  # noqa: ANN401 - JSON
    """All that was given, with the key of the record in place of its id, which a change of the law replaces."""
    key = _key(mutation, values, seals)
    return {**plain(values), "id": str(key), "idempotencyKey": None}


def computed(order: Order, compiled: Together, problems: Sequence[Problem]) -> dict[str, bytes]:
    """What no table holds of a payload: the problems, and the name of its type."""
    return {each.key: _computed(order, each, problems) for each in compiled.statement.computed}


def _computed(order: Order, selected: Selected, problems: Sequence[Problem]) -> bytes:
    if selected.name == "__typename":
        return orjson.dumps(order.selected.on)
    return orjson.dumps([{each.key: _told(problem)[each.name] for each in selected.children} for problem in problems])


def _told(problem: Problem) -> dict[str, Any]:
    conflict = problem if isinstance(problem, Conflict) else None
    return {
        "__typename": "Problem",
        "field": ".".join(_as_readers_see(part) for part in problem.field.split(".")),
        "message": problem.message,
        "code": problem.code.name,
        "expectedVersion": conflict and conflict.expected,
        "currentVersion": conflict and conflict.current,
        "sent": conflict and conflict.sent,
    }


def _as_readers_see(part: str) -> str:
    """A part of the path to a field: its GraphQL name, but a word of a vocabulary as it is (``RISK_ASSESSMENT``)."""
    return part if part.isupper() else camel(part)
