"""The prompt way: a request that repeats one answered a moment ago skips the steps whose outcome is known.

What is skipped is only what cannot have changed: the token holds for as long as it was said to, the caller's facts are
checked by the statement itself, document and statement are the same, the law is the same. Nothing of an answer is kept.
Whatever is not known goes the whole way through ``gateway.life``, which decides what may be kept here.

Not for every operation: what is planned by a variable's value (an id's type, a sort, a filter's shape) goes the whole
way each time.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg.pgproto import pgproto
from graphql import GraphQLError, GraphQLScalarType, NamedTypeNode, NonNullTypeNode

from agencies.keys import uuid7_bytes
from gateway.asked import Asked
from gateway.audit.entry import VariableHasher, encode
from gateway.questions import Question
from gateway.together import Ask, Asker, Together
from schema.media import MediaType
from schema.plan import Variables
from schema.statement import Execution

CALLERS_KEPT = 4096
READY_KEPT = 32  # of one caller
LONGEST_KEPT = 15_000  # characters of a document

Key = tuple[bytes, ...]


def elapsed_us(started: float) -> int:
    """Microseconds since a moment of ``time.perf_counter``."""
    return int((time.perf_counter() - started) * 1_000_000)


@dataclass(frozen=True, slots=True)
class Sent:
    """What of a request is its own: its ids, when it came (``perf_counter``), its variables read and as they came."""

    request_id: UUID
    entry_id: UUID
    started: float
    variables: Variables
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A statement with everything of a request but its variables and its moment."""

    kind: Together
    asker: Asker
    execution: Execution
    hasher: VariableHasher

    def framed(self, body: bytes | None) -> bytes:
        """The answer's JSON, of what the database gave."""
        return self.kind.statement.frame.framed(body)

    def ask(self, sent: Sent, until: float, done: Callable[[Ask], None]) -> Ask:
        """The request, with what its entry says of it alone."""
        execution = self.execution.of(sent.variables) if sent.variables else self.execution
        values = (
            sent.entry_id,
            datetime.now(UTC),
            sent.request_id,
            encode(self.hasher.hash_all(sent.given)).decode(),
            elapsed_us(sent.started),
            *self.kind.parameters(execution),
        )
        return Ask(self.asker, values, until, done)


Coerce = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Coercion:
    """How the variables of an operation are read: only of scalars whose value no plan depends on."""

    readers: Mapping[str, Coerce]
    required: frozenset[str]

    def read(self, given: Mapping[str, Any]) -> Variables | None:
        """The variables; None where any of them is not as it should be, for the whole way to say so."""
        read = {}
        for name, coerce in self.readers.items():
            value = given.get(name)
            if value is None:
                if name in self.required:
                    return None
            elif isinstance(value, str) and "\0" in value:
                return None
            else:
                read[name] = coerce(value)
        return read


def coercion_of(question: Question) -> Coercion | None:
    """How an operation's variables are read promptly; None where it must go the whole way."""
    readers: dict[str, Coerce] = {}
    required = set[str]()
    for definition in question.operation.definition.variable_definitions or ():
        kind, name = definition.type, definition.variable.name.value
        if isinstance(kind, NonNullTypeNode):
            required.add(name)
            kind = kind.type
        scalar = question.operation.schema.get_type(kind.name.value) if isinstance(kind, NamedTypeNode) else None
        if not isinstance(scalar, GraphQLScalarType) or scalar.name == "ID" or definition.default_value is not None:
            return None
        readers[name] = scalar.parse_value
    return Coercion(readers, frozenset(required))


def outline(given: Mapping[str, Any]) -> Hashable:
    """What of the variables a plan may depend on: which are there, and the values of numbers and yes-or-no."""
    return tuple((name, value if isinstance(value, int) else type(value)) for name, value in given.items())


@dataclass(slots=True)
class Known:
    """A caller with a purpose, as the gateway knows them until a moment (seconds since the epoch)."""

    until: float
    media: MediaType
    policy_version: str
    ready: OrderedDict[Hashable, tuple[Coercion, Ready]] = field(default_factory=OrderedDict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request that may be put at once."""

    ready: Ready
    sent: Sent
    media: MediaType


class Prompt:
    """What is known of callers, by the very headers they send; bounded, the least recently known goes first."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, Known] = OrderedDict()
        self.taken = 0  # requests that went this way, for tests

    def prepared(self, asked: Asked, now: float, policy_version: str) -> Prepared | None:
        """The request, ready to be put; None where it must go the whole way."""
        started = time.perf_counter()
        known = self._known.get(_key(asked))
        if known is None or now >= known.until or known.policy_version != policy_version:
            return None
        try:
            sent = orjson.loads(asked.body or b"")
            given = sent.get("variables") or {}
            coercion, ready = known.ready[sent["query"], sent.get("operationName"), outline(given)]
            variables = None if "extensions" in sent else coercion.read(given)
        except (ValueError, TypeError, AttributeError, KeyError, GraphQLError):
            return None  # not JSON, not known, or not right: the whole way says which
        if variables is None:
            return None
        self.taken += 1
        declared = {name: given[name] for name in coercion.readers if name in given}
        return Prepared(ready, Sent(_new_id(), _new_id(), started, variables, declared), known.media)

    def keep(self, asked: Asked, known: Known, question: Question, ready: Ready) -> None:
        """Keep what was decided for a request, for those like it. ``known`` says how long it holds."""
        coercion = coercion_of(question)
        if coercion is None or asked.method != "POST" or ready.kind.statement.computed:
            return
        sent = orjson.loads(asked.body or b"")
        if "extensions" in sent or len(sent["query"]) > LONGEST_KEPT:
            return
        held = self._held(_key(asked), known)
        held.ready[sent["query"], sent.get("operationName"), outline(sent.get("variables") or {})] = coercion, ready
        if len(held.ready) > READY_KEPT:
            held.ready.popitem(last=False)

    def forget(self, asked: Asked) -> None:
        """Decide anew for this caller."""
        self._known.pop(_key(asked), None)

    def _held(self, key: Key, known: Known) -> Known:
        held = self._known.get(key)
        if held is None or held.until != known.until or held.policy_version != known.policy_version:
            held = self._known[key] = known  # with nothing ready: what was decided before is decided again
            if len(self._known) > CALLERS_KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return held


def _new_id() -> UUID:
    """In the driver's own type, which is made, sent and written in a tenth of the time."""
    made: UUID = pgproto.UUID(uuid7_bytes())
    return made


_DECIDING = (b"authorization", b"accept", b"content-type", b"purpose-of-use", b"acting-role")


def _key(asked: Asked) -> Key:
    """Every header that decides anything, each time it stands, in order."""
    return tuple(part for pair in asked.headers if pair[0] in _DECIDING for part in pair)
