"""The life of a request: authenticate, admit, permit, plan, fetch, record, answer. One function reads like that.

Nothing is answered before the entry that says what is answered is committed: what is read and its entry are one
transaction (``gateway.together``). A crash before its end leaves neither; a crash after it leaves an entry for an
answer that was not sent, which is the safe side. Every refusal is an entry too, written by itself.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import structlog

from agencies.keys import uuid7
from gateway.answer import Answer, NotPermitted, Stale
from gateway.asked import Asked
from gateway.audit.entry import VariableHasher
from gateway.audit.guess import Guesses
from gateway.audit.insertion import asker_values
from gateway.audit.writer import AuditUnavailable, AuditWriter
from gateway.authentication.freshness import require_fresh
from gateway.authentication.identification import identify
from gateway.authentication.purpose import PurposeRefused, state_purpose
from gateway.authentication.role import RoleRefused, state_role
from gateway.authentication.tokens import Credentials, TokenValidator, bearer_header
from gateway.changes import Changes, Errand
from gateway.coalescer import Coalescer
from gateway.computed import computed, told
from gateway.directory.stored import UK, Clock, StoredDirectory, now
from gateway.failures import AUDIT_UNAVAILABLE, Refused, TooLarge, failure
from gateway.law_in_force import LawInForce
from gateway.noted import Notes
from gateway.prompt import Known, Prompt, Ready, Sent
from gateway.questions import Question, Questions, digest_of
from gateway.store import StoreUnavailable
from gateway.strangers import Strangers
from gateway.together import Ask, Together
from gateway.trace import Trace
from gateway.written import Written, granted, written
from policies.engine import Law
from policies.permit import Permit
from policies.principal import Caller, Principal
from policies.vocabulary import Act, DataClass, Outcome, Purpose, Role
from schema.arguments import InvalidArgument
from schema.limits import OperationRefused
from schema.pieces import Frame
from schema.seals import Seals, seals_for
from schema.sight import profile_of
from schema.statement import Execution
from schema.taken_out import takes_minutes
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

OF_ACCESS = frozenset({DataClass.ACCESS_RECORD, DataClass.CASE_ACCESS})  # what the access record itself tells
DATA = Frame().around("data")
STALE_RETRIES = 2  # a principal whose facts move faster than we can read them is told to come again


Stated = tuple[str | None, object]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked, and purpose and role as they were stated: in the header, in the request's extensions."""

    credentials: Credentials
    question: Question
    purpose: Stated
    role: Stated


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of the gateway: one to seal ids and cursors, one to hash variables, and those that hashed them before."""

    seal: bytes
    hasher: VariableHasher
    before: tuple[VariableHasher, ...] = ()

    @property
    def guesses(self) -> Guesses:
        """What guesses at variables are held to."""
        return Guesses((self.hasher, *self.before))


@dataclass(frozen=True, slots=True)
class Door:
    """The one way in. Its parts are given by ``gateway.wiring``; tests give it others."""

    tokens: TokenValidator
    directory: StoredDirectory
    questions: Questions
    law: LawInForce
    coalescer: Coalescer
    changes: Changes
    record: AuditWriter
    keys: Keys
    clock: Clock = now
    prompt: Prompt = field(default_factory=Prompt)
    strangers: Strangers = field(default_factory=Strangers)
    late: set["asyncio.Task[Reply]"] = field(default_factory=set)

    async def serve(self, asked: Asked, fault: Exception | None = None) -> Reply:
        """The reply to a request, its entry committed. ``fault`` is how fetching has failed already."""
        trace = Trace(time.perf_counter(), uuid7(), self.law.current, fault=fault)
        try:
            outcome, reason, reply = await self._lived(asked, trace)
        except Exception as error:  # noqa: BLE001 - the one table of failures; what it does not know is masked
            outcome, reason, reply = failure(error, trace)
        return await self._recorded(reply, trace, outcome, reason)

    def promptly(self, asked: Asked, answer: Callable[[Written], None]) -> bool:
        """Answer a request that repeats what is known, without a task of its own; False where it must be ``serve``d.

        What does not end well left no entry, and goes the whole way: with fresh facts, or to say how it failed.
        """
        prepared = self.prompt.prepared(asked, self.clock().timestamp(), self.law.current.version)
        if prepared is None:
            return False

        ready, sent = prepared.ready, prepared.sent

        def done(ask: Ask) -> None:
            if ask.fresh and ask.failure is None:
                answer(granted(prepared.media, ready.kind.frame, ask.body, sent.request_id, sent.entry_id))
            else:
                self.prompt.forget(asked)
                self._late(asked, ask.failure, answer)

        try:
            ask = ready.ask(sent, self.coalescer.until(), done)
        except InvalidArgument:  # a cursor that does not open: the whole way says so, and leaves its entry
            return False
        self.coalescer.put(ready.kind, ask)
        return True

    def _late(self, asked: Asked, fault: Exception | None, answer: Callable[[Written], None]) -> None:
        task = asyncio.get_running_loop().create_task(self.serve(asked, fault))
        self.late.add(task)
        task.add_done_callback(self.late.discard)
        task.add_done_callback(lambda ended: answer(written(ended.result())))

    async def _recorded(self, reply: Reply, trace: Trace, outcome: Outcome, reason: str | None) -> Reply:
        """The reply, once its entry is committed: most were with what they record."""
        if trace.recorded is not None:
            return named(reply, trace.request_id, trace.recorded)
        entry, shared = self._notes(trace).of(trace, outcome, reason)
        try:
            if outcome is Outcome.UNAUTHENTICATED and not self.strangers.admitted():
                entry = await self.strangers.shared(entry, self.record.record)
            else:
                await self.record.record(entry, shared)
        except AuditUnavailable as error:
            log.error(  # noqa: TRY400 - the reason says it; a stack for each refused request would bury it
                "access record unavailable", request=str(trace.request_id), reason=str(error)
            )
            reply = failed(503, "AUDIT_UNAVAILABLE", AUDIT_UNAVAILABLE, trace.media)
        return named(reply, trace.request_id, entry.id)

    def _notes(self, trace: Trace) -> Notes:
        return Notes(self.keys.hasher, trace.law.version)

    async def _lived(self, asked: Asked, trace: Trace) -> tuple[Outcome, str | None, Reply]:
        """The steps, in order; each raises what ``failure`` knows."""
        credentials = await self._credentials(asked)
        trace.principal = await identify(credentials, self.directory)
        trace.human = credentials.subject != credentials.client_id
        request = _request(asked, trace)
        trace.document_hash = digest_of(request.query)
        trace.question = self.questions.ask(request, trace.principal.page_cap)
        _require_method(asked.method, trace.question)
        purpose = asked.header(b"purpose-of-use"), request.extensions.get("purpose")
        role = asked.header(b"acting-role"), request.extensions.get("role")
        inquiry = Inquiry(credentials, trace.question, purpose, role)
        answer = await self._answered(inquiry, trace.principal, trace)
        if trace.ready is not None:
            self._keep_ready(asked, inquiry, trace.ready, trace)
        return answer.outcome, answer.reason, answered(DATA.framed(answer.body), trace.media)

    async def _credentials(self, asked: Asked) -> Credentials:
        header = bearer_header(asked.headers)
        return (header and self.tokens.cached(header)) or await self.tokens.validate(header)

    async def _answered(self, inquiry: Inquiry, principal: Principal, trace: Trace) -> Answer:
        """Permit and fetch; again with fresh facts where the principal's have just changed."""
        for _ in range(1 + STALE_RETRIES):
            try:
                principal = trace.principal = await self._acting(principal, inquiry, trace.law)
                trace.purpose = await self._purpose(principal, inquiry, trace.law)
                caller = Caller(principal.stating(trace.purpose), trace.purpose)
                permit = await self._permit(caller, inquiry.question, trace)
                if inquiry.question.changes:
                    return await self._changed(caller, permit, inquiry, trace)
                return await self._fetched(caller, permit, inquiry.question, trace)
            except Stale:
                self.directory.forget(inquiry.credentials.issuer, inquiry.credentials.subject)
                trace.purpose = None
                principal = trace.principal = await identify(inquiry.credentials, self.directory)
        raise StoreUnavailable("the principal's facts keep changing")

    async def _acting(self, principal: Principal, inquiry: Inquiry, law: Law) -> Principal:
        """The principal in the role that was stated, the others put aside. A refusal looks for itself, as below."""
        try:
            role = state_role(*inquiry.role, principal.held)
        except RoleRefused:
            if await self.directory.holds(principal):
                raise
            raise Stale from None
        if role is None:
            return principal
        return await self._narrowed(principal, law.acted_in(role, principal.held), inquiry.credentials)

    async def _narrowed(self, principal: Principal, roles: frozenset[Role], credentials: Credentials) -> Principal:
        """The same person with what they have in these roles alone."""
        if roles == principal.held:
            return principal
        issued = (credentials.issuer, credentials.subject, principal.client)
        narrowed = await self.directory.principal(*issued, roles=roles)
        if narrowed is None or narrowed.kind.roles != roles:
            raise Stale
        return narrowed.coming_as(principal)

    async def _purpose(self, principal: Principal, inquiry: Inquiry, law: Law) -> Purpose:
        """The purpose. A refusal sends no statement that would find stale facts out, so it looks for itself."""
        try:
            return state_purpose(*inquiry.purpose, law.opening(principal.kind, leads=principal.standings.leads))
        except PurposeRefused:
            if await self.directory.holds(principal):
                raise
            raise Stale from None

    async def _permit(self, caller: Caller, question: Question, trace: Trace) -> Permit:
        """What they are shown; of an export, what they may take out. A refusal looks for itself, as of a purpose."""
        if not question.operation.exports:
            return trace.law.permit(caller.principal.kind, caller.purpose)
        trace.act = Act.EXPORT
        minutes = takes_minutes(question.operation, question.variables)
        permit = trace.law.export_permit(caller.principal.kind, caller.purpose, minutes=minutes)
        if permit is not None:
            return permit
        if await self.directory.holds(caller.principal):
            raise NotPermitted
        raise Stale

    async def _changed(self, caller: Caller, permit: Permit, inquiry: Inquiry, trace: Trace) -> Answer:
        """Carry a change out; its entry is committed with it."""
        seals = _seals(self.keys.seal, permit)
        order = self.changes.orders.read(inquiry.question, seals)
        trace.act, trace.acted = order.mutation.act, None
        mandate = trace.law.mandate(permit.kind, permit.purpose)
        if mandate.done(order.mutation.act):  # whoever may not do it at all is told that instead
            require_fresh(order.mutation.act, inquiry.credentials.context, self.clock().timestamp())
        issued = (inquiry.credentials.issuer, inquiry.credentials.subject)
        errand = Errand(caller, permit, mandate, inquiry.question, order, seals, issued, trace)
        return await self.changes.carried_out(errand, partial(self._notes(trace).of, trace))

    async def _fetched(self, caller: Caller, permit: Permit, question: Question, trace: Trace) -> Answer:
        ready = self._ready(caller, permit, question, trace)
        if trace.fault is not None:
            raise trace.fault
        sent = Sent(trace.request_id, uuid7(), trace.started, question.variables, question.declared())
        try:
            ask = await self.coalescer.answered(ready.kind, partial(ready.ask, sent, self.coalescer.until()))
        except InvalidArgument:  # a cursor opens only for the kind it was given to: of former facts nobody is refused
            if await self.directory.holds(caller.principal):
                raise
            raise Stale from None
        if not ask.fresh:
            raise Stale
        trace.recorded, trace.ready = sent.entry_id, ready
        return Answer(ready.framed(ask.body))

    def _ready(self, caller: Caller, permit: Permit, question: Question, trace: Trace) -> Ready:
        """Everything about a request but its variables and its moment."""
        seals, standings = _seals(self.keys.seal, permit), caller.principal.standings
        mandates = partial(trace.law.mandate, permit.kind, permit.purpose)
        kind = self.questions.compiled(question, permit, profile_of(standings), seals, mandates)
        _require_sizes(kind.statement.sizes, caller.principal.page_cap)
        execution = Execution(
            question.variables,
            standings,
            caller.principal.id,
            self.clock().astimezone(UK).date(),
            seals,
            computed(self.questions.schema, kind.statement.computed, question, lambda: told(caller, permit, trace.law)),
            self.keys.guesses.hashes,
        )
        entry = self._of_asker(caller, kind, trace)
        return Ready(kind, kind.asker(entry, execution), execution, self.keys.hasher)

    def _of_asker(self, caller: Caller, kind: Together, trace: Trace) -> tuple[object, ...]:
        """What the entries of all that this caller asks so have in common, as ``ASKER_FIELDS`` lists it."""
        read = Act.CONSULT if OF_ACCESS.isdisjoint(kind.statement.touched) else Act.CONSULT_ACCESS_RECORD
        entry, _ = self._notes(trace).of(trace, Outcome.GRANTED, None)
        return asker_values(
            replace(entry, act=(trace.act or read).name, purpose=caller.purpose.name, reading=kind.reading.digest)
        )

    def _keep_ready(self, asked: Asked, inquiry: Inquiry, ready: Ready, trace: Trace) -> None:
        """Let the next request of this kind be answered without a step that only repeats what is known."""
        until = min(self.tokens.holds_until(inquiry.credentials), self.directory.holds_until(inquiry.credentials))
        self.prompt.keep(asked, Known(until, trace.media, trace.law.version), inquiry.question, ready)


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


def _require_sizes(sizes: Iterable[int], cap: int) -> None:
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


def named(reply: Reply, request_id: UUID, entry_id: UUID) -> Reply:
    """Every answer names its request, and its entry: under the one it is found, for the other there is a receipt."""
    ids = (b"x-request-id", str(request_id).encode()), (b"x-entry-id", str(entry_id).encode())
    return Reply(reply.status, (*reply.headers, *ids), reply.body)
