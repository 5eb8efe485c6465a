"""The life of a request: authenticate, admit, plan, permit, fetch, record, answer. One function reads like that.

Nothing is answered before the entry that says what is answered is committed. A crash before it leaves neither; a
crash after it leaves an entry for an answer that was not sent, which is the safe side. Every refusal is an entry too.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from traceback import extract_tb
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson
import structlog
from graphql import GraphQLError, OperationDefinitionNode, SelectionSetNode, execute_sync
from graphql.language import DocumentNode, FragmentDefinitionNode

from agencies.holdings import uuid7
from gateway.audit.entry import Entry, VariableHasher
from gateway.audit.writer import AuditUnavailable, AuditWriter
from gateway.authentication.identification import identify
from gateway.authentication.purpose import PurposeRefused, state_purpose
from gateway.authentication.refusal import Unauthenticated
from gateway.authentication.tokens import Credentials, TokenValidator, bearer_header
from gateway.directory.stored import UK, Clock, StoredDirectory, now
from gateway.oversight import viewer
from gateway.questions import Compiled, Invalid, Question, Questions, digest_of
from gateway.store import Store, StoreUnavailable, ValueRefused
from policies.engine import Law
from policies.permit import Permit
from policies.principal import Caller, Principal
from policies.vocabulary import Act, DataClass, Outcome, Purpose
from schema.arguments import InvalidArgument
from schema.compile import Execution
from schema.limits import OperationRefused
from schema.media import MediaType
from schema.plan import Selected
from schema.seals import Seals, seals_for
from schema.sight import profile_of
from schema.transport import (
    GraphQLRequest,
    HttpRequest,
    Refusal,
    Reply,
    answered,
    failed,
    invalid,
    negotiate,
    read_request,
    refuse_method,
    refused,
)

log = structlog.get_logger("gateway")

FRAMES_TOLD = 8  # of an unknown failure, in the log
STALE_RETRIES = 2  # a principal whose facts move faster than we can read them is told to come again


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came over HTTP: ASGI's headers, the query string and the body."""

    method: str
    headers: tuple[tuple[bytes, bytes], ...]
    query_string: bytes
    body: bytes | None  # None: longer than is read

    def header(self, name: bytes) -> str | None:
        """The first header of this name, as text."""
        found = next((value for key, value in self.headers if key == name), None)
        return None if found is None else found.decode("latin-1")


@dataclass(slots=True)
class Trace:
    """What is known of a request so far: what its entry will say."""

    started: float
    request_id: UUID
    media: MediaType = MediaType.JSON
    principal: Principal | None = None
    human: bool = False
    purpose: Purpose | None = None
    document_hash: bytes | None = None
    question: Question | None = None
    compiled: Compiled | None = None
    subjects: Mapping[str, list[str]] = field(default_factory=dict)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database answered: JSON, the subjects by place, and how many rows stand at the top."""

    body: bytes
    subjects: Mapping[str, list[str]]
    rows: int


class Stale(Exception):
    """The principal's facts changed between reading them and answering by them."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of the gateway: one to seal ids and cursors, one to hash variables."""

    seal: bytes
    hasher: VariableHasher


@dataclass(frozen=True, slots=True)
class Door:
    """The one way in. Its parts are given by ``gateway.wiring``; tests give it others."""

    tokens: TokenValidator
    directory: StoredDirectory
    questions: Questions
    law: Law
    store: Store
    record: AuditWriter
    keys: Keys
    clock: Clock = now

    async def serve(self, asked: Asked) -> Reply:
        """The reply to a request, its entry committed."""
        trace = Trace(time.perf_counter(), uuid7())
        try:
            outcome, reason, reply = await self._lived(asked, trace)
        except Exception as error:  # noqa: BLE001 - the one table of failures; what it does not know is masked
            outcome, reason, reply = _failure(error, trace)
        try:
            await self.record.record(self._entry(trace, outcome, reason))
        except AuditUnavailable as error:
            log.error(  # noqa: TRY400 - the reason says it; a stack for each refused request would bury it
                "access record unavailable", request=str(trace.request_id), reason=str(error)
            )
            reply = failed(503, "AUDIT_UNAVAILABLE", AUDIT_UNAVAILABLE, trace.media)
        return _named(reply, trace)

    async def _lived(self, asked: Asked, trace: Trace) -> tuple[Outcome, str | None, Reply]:
        """The steps, in order; each raises what ``_failure`` knows."""
        credentials = await self._credentials(asked)
        trace.principal = await identify(credentials, self.directory)
        trace.human = credentials.subject != credentials.client_id
        request = _request(asked, trace)
        trace.document_hash = digest_of(request.query)
        trace.question = self.questions.ask(request, trace.principal.page_cap)
        _require_method(asked.method, trace.question)
        trace.purpose = state_purpose(
            asked.header(b"purpose-of-use"),
            request.extensions.get("purpose"),
            self.law.purposes(trace.principal.kind),
        )
        answer = await self._answered(credentials, trace, trace.question, trace.purpose)
        trace.subjects, trace.rows = answer.subjects, answer.rows
        return Outcome.GRANTED, None, answered(b'{"data":' + answer.body + b"}", trace.media)

    async def _credentials(self, asked: Asked) -> Credentials:
        header = bearer_header(asked.headers)
        return (header and self.tokens.cached(header)) or await self.tokens.validate(header)

    async def _answered(self, credentials: Credentials, trace: Trace, question: Question, purpose: Purpose) -> Answer:
        """Permit and fetch; once more with fresh facts where the principal's have just changed."""
        principal = trace.principal or await identify(credentials, self.directory)
        for _ in range(1 + STALE_RETRIES):
            permit = self.law.permit(principal.kind, purpose)
            try:
                return await self._fetched(Caller(principal, purpose), permit, question, trace)
            except Stale:
                self.directory.forget(credentials.issuer, credentials.subject)
                principal = trace.principal = await identify(credentials, self.directory)
        raise StoreUnavailable("the principal's facts keep changing")

    async def _fetched(self, caller: Caller, permit: Permit, question: Question, trace: Trace) -> Answer:
        seals = _seals(self.keys.seal, permit)
        standings = caller.principal.standings
        compiled = self.questions.compiled(question, permit, profile_of(standings), seals)
        trace.compiled = compiled
        execution = Execution(
            question.variables,
            standings,
            caller.principal.id,
            self.clock().astimezone(UK).date(),
            seals,
            self._computed(compiled.statement.computed, caller, permit, question),
        )
        _require_sizes((size(execution) for size in compiled.statement.sizes), caller.principal.page_cap)
        row = await self.store.fetch_row(compiled.statement.sql, compiled.statement.values(execution))
        if not row["fresh"]:
            raise Stale
        return Answer(row["body"], orjson.loads(row["subjects"]), row["rows"])

    def _computed(
        self, selected: tuple[Selected, ...], caller: Caller, permit: Permit, question: Question
    ) -> dict[str, bytes]:
        """What no table holds: the caller, and the schema's account of itself. graphql-core resolves these alone."""
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
        fragments = [d for d in question.document.node.definitions if isinstance(d, FragmentDefinitionNode)]
        result = execute_sync(
            self.questions.schema,
            DocumentNode(definitions=(alone, *fragments)),
            root_value=SimpleNamespace(viewer=viewer(caller, permit, self.law.purposes(caller.principal.kind))),
            variable_values=dict(question.given),
        )
        if result.errors or result.data is None:
            raise Invalid(list(result.errors or []), "introspection")
        return {each.key: orjson.dumps(result.data[each.key]) for each in selected}

    def _entry(self, trace: Trace, outcome: Outcome, reason: str | None) -> Entry:
        principal, question = trace.principal, trace.question
        read = {trace.compiled.reading(label)[0]: label for label in trace.subjects} if trace.compiled else {}
        return Entry(
            id=uuid7(),
            recorded_at=datetime.now(UTC),
            request_id=trace.request_id,
            act=_act(trace).name,
            outcome=outcome.name,
            reason=reason,
            principal_id=principal.id if principal else None,
            principal_name=principal.name if principal else None,
            agency=principal.kind.owner if principal else None,
            roles=sorted(role.name for role in principal.kind.roles) if principal else [],
            client=principal.client if principal else None,
            acting=list(principal.acting) if principal else [],
            human=trace.human,
            purpose=trace.purpose.name if trace.purpose else None,
            operation_name=question.operation.name if question else None,
            document_hash=trace.document_hash,
            variables=self.keys.hasher.hash_all(question.declared()) if question else {},
            subjects={words: trace.subjects[label] for words, label in read.items()},
            reading={words: trace.compiled.reading(label)[1] for words, label in read.items()}
            if trace.compiled
            else {},
            policy_version=self.law.version,
            row_count=trace.rows,
            duration_us=int((time.perf_counter() - trace.started) * 1_000_000),
        )


AUDIT_UNAVAILABLE = "The access could not be recorded, so nothing is answered. Try again shortly."
STORE_UNAVAILABLE = "The records cannot be read at the moment. Try again shortly."
VALUE_REFUSED = "A value is one that no record can hold: check the numbers and the text of the arguments."
TOO_LARGE = "The request is too large: ask for less at once."
UNAUTHENTICATED = "Sign in: send a valid access token as Authorization: Bearer."


class Refused(Exception):
    """Not GraphQL over HTTP."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class TooLarge(Exception):
    """A body longer than is read."""


def _request(asked: Asked, trace: Trace) -> GraphQLRequest:
    media = negotiate(asked.header(b"accept"))
    if isinstance(media, Refusal):
        raise Refused(media)
    trace.media = media
    if asked.body is None:
        raise TooLarge
    found = read_request(HttpRequest(asked.method, asked.header(b"content-type"), asked.query_string, asked.body))
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def _require_method(method: str, question: Question) -> None:
    refusal = refuse_method(method, question.operation.definition.operation)
    if refusal is not None:
        raise Refused(refusal)


def _require_sizes(sizes: Any, cap: int) -> None:  # noqa: ANN401 - an iterator of whole numbers
    for size in sizes:
        if size < 0:
            raise InvalidArgument("A page cannot have fewer than 0 rows: ask for 0 or more.")
        if size > cap:
            raise OperationRefused("page")


@lru_cache(maxsize=1024)
def _seals_of(secret: bytes, permit_key: tuple[Any, str]) -> Seals:
    return seals_for(secret, *permit_key)


def _seals(secret: bytes, permit: Permit) -> Seals:
    return _seals_of(secret, (permit.kind, permit.policy_version))


def _act(trace: Trace) -> Act:
    touched = trace.compiled.statement.touched if trace.compiled else {}
    return Act.CONSULT_ACCESS_RECORD if DataClass.ACCESS_RECORD in touched else Act.CONSULT


def _named(reply: Reply, trace: Trace) -> Reply:
    """Every answer carries the id of its request, under which its entry is found."""
    header = (b"x-request-id", str(trace.request_id).encode())
    return Reply(reply.status, (*reply.headers, header), reply.body)


# -- the one table of failures --------------------------------------------------------------------------------------

Failure = Callable[[Any, Trace], tuple[Outcome, str | None, Reply]]


def _unauthenticated(error: Unauthenticated, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    reply = failed(401, "UNAUTHENTICATED", UNAUTHENTICATED, trace.media, ((b"www-authenticate", b"Bearer"),))
    return Outcome.UNAUTHENTICATED, error.reason.name, reply


def _not_graphql(error: Refused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, error.refusal.code.value, refused(error.refusal, trace.media)


def _too_large(_: TooLarge, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    reply = failed(413, "REQUEST_TOO_LARGE", TOO_LARGE, trace.media, ((b"connection", b"close"),))
    return Outcome.INVALID, "body_bytes", reply


def _invalid(error: Invalid, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, error.reason, invalid(error.errors, trace.media)


def _graphql_error(error: GraphQLError, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, getattr(error, "limit", type(error).__name__), invalid([error], trace.media)


def _argument(error: InvalidArgument, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, "argument", invalid([GraphQLError(str(error))], trace.media)


def _value(_: ValueRefused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, "value", invalid([GraphQLError(VALUE_REFUSED)], trace.media)


def _purpose(error: PurposeRefused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.REFUSED, "purpose", failed(400, "PURPOSE_REQUIRED", str(error), trace.media)


def _store(error: StoreUnavailable, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    log.error("store unavailable", request=str(trace.request_id), reason=str(error))
    return Outcome.FAILED, "store", failed(503, "STORE_UNAVAILABLE", STORE_UNAVAILABLE, trace.media)


def _unknown(error: Exception, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    # Where it happened and never what was said of it: a message, or a frame's variables, may hold somebody's data.
    frames = [f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in extract_tb(error.__traceback__)]
    log.error("request failed", request=str(trace.request_id), failure=type(error).__name__, at=frames[-FRAMES_TOLD:])
    message = f"Something went wrong on our side. Tell your administrator this request id: {trace.request_id}"
    return Outcome.FAILED, "internal", failed(500, "INTERNAL", message, trace.media)


_FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (Unauthenticated, _unauthenticated),
    (Refused, _not_graphql),
    (TooLarge, _too_large),
    (Invalid, _invalid),
    (GraphQLError, _graphql_error),
    (InvalidArgument, _argument),
    (ValueRefused, _value),
    (PurposeRefused, _purpose),
    (StoreUnavailable, _store),
    (Exception, _unknown),
)


def _failure(error: Exception, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return next(reply(error, trace) for kind, reply in _FAILURES if isinstance(error, kind))
