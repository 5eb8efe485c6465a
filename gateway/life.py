"""The life of a request: authenticate, admit, plan, permit, fetch, record, answer. One function reads like that.

Nothing is answered before the entry that says what is answered is committed. A crash before it leaves neither; a
crash after it leaves an entry for an answer that was not sent, which is the safe side. Every refusal is an entry too.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import orjson
import structlog
from graphql import OperationDefinitionNode, SelectionSetNode, execute_sync
from graphql.language import DocumentNode, FragmentDefinitionNode

from agencies.holdings import uuid7
from gateway.answer import Answer, Stale
from gateway.asked import Asked
from gateway.audit.entry import Entry, VariableHasher
from gateway.audit.writer import AuditUnavailable, AuditWriter
from gateway.authentication.identification import identify
from gateway.authentication.purpose import PurposeRefused, state_purpose
from gateway.authentication.tokens import Credentials, TokenValidator, bearer_header
from gateway.changes import Changes, Errand
from gateway.directory.stored import UK, Clock, StoredDirectory, now
from gateway.failures import AUDIT_UNAVAILABLE, Refused, TooLarge, failure
from gateway.law_in_force import LawInForce
from gateway.oversight import Viewer, viewer
from gateway.questions import Invalid, Question, Questions, digest_of
from gateway.store import Store, StoreUnavailable
from gateway.trace import Trace
from policies.engine import Law
from policies.permit import Permit
from policies.principal import Caller, Principal
from policies.vocabulary import Act, DataClass, Handling, Outcome, Purpose, Standing
from schema.arguments import InvalidArgument
from schema.compile import Execution
from schema.limits import OperationRefused
from schema.masks import STANDINGS
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
    negotiate,
    read_request,
    refuse_method,
)

log = structlog.get_logger("gateway")

STALE_RETRIES = 2  # a principal whose facts move faster than we can read them is told to come again


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked, and the purpose as it was stated: in the header, in the request's extensions."""

    credentials: Credentials
    question: Question
    header: str | None
    extension: object


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
    law: LawInForce
    store: Store
    changes: Changes
    record: AuditWriter
    keys: Keys
    clock: Clock = now

    async def serve(self, asked: Asked) -> Reply:
        """The reply to a request, its entry committed."""
        trace = Trace(time.perf_counter(), uuid7(), self.law.current)
        try:
            outcome, reason, reply = await self._lived(asked, trace)
        except Exception as error:  # noqa: BLE001 - the one table of failures; what it does not know is masked
            outcome, reason, reply = failure(error, trace)
        entry = trace.recorded or self._entry(trace, outcome, reason)
        try:
            if trace.recorded is None:  # a change has committed its entry with itself
                await self.record.record(entry)
        except AuditUnavailable as error:
            log.error(  # noqa: TRY400 - the reason says it; a stack for each refused request would bury it
                "access record unavailable", request=str(trace.request_id), reason=str(error)
            )
            reply = failed(503, "AUDIT_UNAVAILABLE", AUDIT_UNAVAILABLE, trace.media)
        return _named(reply, entry)

    async def _lived(self, asked: Asked, trace: Trace) -> tuple[Outcome, str | None, Reply]:
        """The steps, in order; each raises what ``failure`` knows."""
        credentials = await self._credentials(asked)
        trace.principal = await identify(credentials, self.directory)
        trace.human = credentials.subject != credentials.client_id
        request = _request(asked, trace)
        trace.document_hash = digest_of(request.query)
        trace.question = self.questions.ask(request, trace.principal.page_cap)
        _require_method(asked.method, trace.question)
        stated = asked.header(b"purpose-of-use"), request.extensions.get("purpose")
        answer = await self._answered(Inquiry(credentials, trace.question, *stated), trace.principal, trace)
        trace.subjects, trace.rows, trace.answered = answer.subjects, answer.rows, True
        return answer.outcome, answer.reason, answered(b'{"data":' + answer.body + b"}", trace.media)

    async def _credentials(self, asked: Asked) -> Credentials:
        header = bearer_header(asked.headers)
        return (header and self.tokens.cached(header)) or await self.tokens.validate(header)

    async def _answered(self, inquiry: Inquiry, principal: Principal, trace: Trace) -> Answer:
        """Permit and fetch; again with fresh facts where the principal's have just changed."""
        for _ in range(1 + STALE_RETRIES):
            try:
                trace.purpose = await self._purpose(principal, inquiry, trace.law)
                caller = Caller(principal, trace.purpose)
                permit = trace.law.permit(principal.kind, trace.purpose)
                if inquiry.question.changes:
                    return await self._changed(caller, permit, inquiry, trace)
                return await self._fetched(caller, permit, inquiry.question, trace)
            except Stale:
                self.directory.forget(inquiry.credentials.issuer, inquiry.credentials.subject)
                trace.purpose = None
                principal = trace.principal = await identify(inquiry.credentials, self.directory)
        raise StoreUnavailable("the principal's facts keep changing")

    async def _purpose(self, principal: Principal, inquiry: Inquiry, law: Law) -> Purpose:
        """The purpose. A refusal sends no statement that would find stale facts out, so it looks for itself."""
        try:
            return state_purpose(inquiry.header, inquiry.extension, law.purposes(principal.kind))
        except PurposeRefused:
            if await self.directory.holds(principal):
                raise
            raise Stale from None

    async def _changed(self, caller: Caller, permit: Permit, inquiry: Inquiry, trace: Trace) -> Answer:
        """Carry a change out; its entry is committed with it."""
        seals = _seals(self.keys.seal, permit)
        order = self.changes.orders.read(inquiry.question, seals)
        trace.act, trace.acted = order.mutation.act, None
        mandate = trace.law.mandate(permit.kind, permit.purpose)
        issued = (inquiry.credentials.issuer, inquiry.credentials.subject)
        errand = Errand(caller, permit, mandate, inquiry.question, order, seals, issued, trace)
        return await self.changes.carried_out(errand, lambda outcome, reason: self._entry(trace, outcome, reason))

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
            self._computed(
                compiled.statement.computed,
                question,
                lambda: viewer(caller, permit, trace.law.purposes(caller.principal.kind)),
            ),
        )
        _require_sizes((size(execution) for size in compiled.statement.sizes), caller.principal.page_cap)
        row = await self.store.fetch_row(compiled.statement.sql, compiled.statement.values(execution))
        if not row["fresh"]:
            raise Stale
        return Answer(row["body"], orjson.loads(row["subjects"]), row["rows"])

    def _computed(
        self, selected: tuple[Selected, ...], question: Question, told: Callable[[], Viewer]
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
            root_value=SimpleNamespace(viewer=told()),
            variable_values=dict(question.given),
        )
        if result.errors or result.data is None:
            raise Invalid(list(result.errors or []), "introspection")
        return {each.key: orjson.dumps(result.data[each.key]) for each in selected}

    def _entry(self, trace: Trace, outcome: Outcome, reason: str | None) -> Entry:
        principal, question = trace.principal, trace.question
        readings = _readings(trace) if trace.answered else {}
        subjects = {words: trace.subjects[label] for words, (label, _) in readings.items() if label in trace.subjects}
        reading = {words: read for words, (_, read) in readings.items()}
        acted = trace.acted
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
            subjects=acted.among(subjects) if acted else subjects,
            reading=acted.beside(reading) if acted else reading,
            policy_version=trace.law.version,
            row_count=trace.rows,
            duration_us=int((time.perf_counter() - trace.started) * 1_000_000),
        )


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


NO_CASE = f"{STANDINGS[Standing.NONE]}/{Handling.ORDINARY.stored}"  # where rows that are about no case sit


def _readings(trace: Trace) -> dict[str, tuple[str, dict[str, Any]]]:
    """What was shown and withheld, by place in words; where nobody is in the answer, as it is towards no case."""
    if trace.compiled is None:
        return {}
    found = {label: trace.compiled.reading(label) for label in trace.subjects or (NO_CASE,)}
    return {words: (label, read) for label, (words, read) in found.items()}


def _act(trace: Trace) -> Act:
    if trace.act is not None:
        return trace.act
    touched = trace.compiled.statement.touched if trace.compiled else {}
    return Act.CONSULT_ACCESS_RECORD if DataClass.ACCESS_RECORD in touched else Act.CONSULT


def _named(reply: Reply, entry: Entry) -> Reply:
    """Every answer names its request, and its entry: under the one it is found, for the other there is a receipt."""
    ids = (b"x-request-id", str(entry.request_id).encode()), (b"x-entry-id", str(entry.id).encode())
    return Reply(reply.status, (*reply.headers, *ids), reply.body)
