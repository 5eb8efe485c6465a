"""The life of a change: find, lock, decide by the law and by the process, write, record, read back; all or nothing.

One transaction holds it all. The record is found as the caller sees it, locked, and found again as it now stands; the
law decides by the cell that it is in then; the machine of the process decides by what is known under the lock. The
change, its step in the record's history and its entry in the access record are committed together: a crash at any
moment leaves all three or none. One entry says both what was done and what was read back of whom, for it is one
request by one person for one purpose, and whoever reads the record later should find it as one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from agencies.coordination import tables as t
from agencies.keys import uuid7
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Actor, Done, Insert, Place, Refused, Situation, Update, Write, decide, moves
from gateway.answer import Answer, NotPermitted, Stale
from gateway.audit.entry import Entry
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.sharing import Shared
from gateway.audit.writer import AuditUnavailable
from gateway.directory.stored import UK, Clock, StoredDirectory
from gateway.orders import MADE, Conflict, Order, Orders, computed
from gateway.questions import Question
from gateway.steps import Doing
from gateway.trace import DONE_BEFORE, Acted, Trace
from gateway.writing import Change, Writing
from policies.mandate import Mandate
from policies.permit import Cell, Permit
from policies.principal import Caller
from policies.vocabulary import Outcome
from schema.locate import KEY, cell_of
from schema.masks import PLACES
from schema.mutations import OnRecord
from schema.pieces import Frame
from schema.seals import Seals
from schema.sight import profile_of
from schema.statement import Execution
from schema.writes import REPEATED, Sent, as_it_stands, fact, known, locks, write

NOT_FOUND = "There is no such record for you."
KEY_REUSED = "This idempotency key was used for another change: give this one a key of its own."
CHANGED = "It is at version {current}, and you had seen version {expected}: read it as it now is, and decide again."
HINDERED = "As the record stands, this cannot be done."


Noted = Callable[[Outcome, str | None], tuple[Entry, Shared]]
"""Makes the entry of a change that ended so, with what the entry names by its hash."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A change with everything that it is carried out by."""

    caller: Caller
    permit: Permit
    mandate: Mandate
    question: Question
    order: Order
    seals: Seals
    issued: tuple[str, str]  # issuer and subject of the caller, to read their facts anew
    trace: Trace


@dataclass(frozen=True, slots=True)
class Found:
    """What is acted on, as it stands, and where it stands for the caller."""

    place: Place
    cell: Cell


@dataclass(frozen=True, slots=True)
class Settled:
    """How it ended: the record to give back, if any, and what stood in the way, if anything."""

    record: UUID | None
    problems: Sequence[Problem] = ()
    repeated: bool = False

    @property
    def outcome(self) -> tuple[Outcome, str | None]:
        """As the access record has it."""
        if self.problems:
            return Outcome.REFUSED, self.problems[0].code.name
        return Outcome.GRANTED, DONE_BEFORE if self.repeated else None


class Changes:
    """Carries changes out."""

    def __init__(self, writing: Writing, orders: Orders, clock: Clock) -> None:
        self.writing = writing
        self.orders = orders
        self.clock = clock

    async def carried_out(self, errand: Errand, noted: Noted) -> Answer:
        """The answer, its change and its entry committed; or what stood in the way, and nothing changed."""
        if not errand.mandate.done(errand.order.mutation.act):
            raise NotPermitted
        async with self.writing.change() as change:
            settled = await self._settled(change, errand)
            answer = await self._read_back(change, errand, settled)
            change.given_up = bool(settled.problems)
            entry = None if change.given_up else await _recorded(change, *noted(*settled.outcome))
        errand.trace.recorded = entry
        return answer

    async def _settled(self, change: Change, errand: Errand) -> Settled:
        order = errand.order
        if order.problems:
            return Settled(None, order.problems)
        found = await self._found(change, errand)
        if found is None:
            return Settled(None, [_not_found(order)])
        await _locked(change, order, self.orders, found.place)
        found = await self._found(change, errand)  # as it is now that nobody else can change it
        if found is None:
            return Settled(None, [_not_found(order)])
        errand.trace.acted = _acted(errand, found)
        if found.cell not in errand.mandate.done(order.mutation.act):
            raise NotPermitted
        return await self._repeated(change, errand) or await self._done(change, errand, found)

    async def _found(self, change: Change, errand: Errand) -> Found | None:
        """What is acted on, where it exists for the caller."""
        principal = errand.caller.principal
        finding = self.orders.finding(errand.order.mutation, errand.permit, profile_of(principal.standings))
        execution = self._execution(errand, {KEY: errand.order.key})
        row = await change.row(Sent(finding.sql, tuple(reader(execution) for reader in finding.readers)))
        if not row["fresh"]:
            raise Stale
        if not row["found"]:
            return None
        values = dict(row)
        keys = {name: values.get(name) for name in ("key", "state", "case", "person", "area", "meeting")}
        return Found(Place(version=values.get("version", 0), **keys), cell_of(values))

    async def _repeated(self, change: Change, errand: Errand) -> Settled | None:
        """The first answer, where the same change was made before; a key that was used for another is refused."""
        order = errand.order
        row = await change.row(Sent(REPEATED, (errand.caller.principal.id, order.idempotency_key)))
        if row is None:
            return None
        if row["act"] == order.mutation.act.name and row["content"] == order.content:
            return Settled(row["record_id"], repeated=True)
        return Settled(None, [Problem("idempotency_key", KEY_REUSED, ProblemCode.KEY_REUSED)])

    async def _done(self, change: Change, errand: Errand, found: Found) -> Settled:
        order, place = errand.order, found.place
        given_back = place.key if _gives_itself(order) else None
        if order.expected is not None and order.expected != place.version:
            return Settled(given_back, [_conflict(order, order.expected, place.version)])
        situation = await self._situation(change, errand, place)
        decided = decide(order.mutation.machine, order.mutation.act, situation)
        if isinstance(decided, Refused):
            return Settled(given_back, await self._told(change, errand, found, decided.problems))
        await self._written(change, errand, situation, decided)
        return Settled(decided.record)

    async def _written(self, change: Change, errand: Errand, situation: Situation[Any, Any], done: Done) -> None:
        """What was decided, with a step in the history of each record whose state it sets."""
        order, place, now = errand.order, situation.place, situation.now
        doing = Doing(order.mutation.act, situation.actor, place, now)
        for each in done.writes:
            step = await self._step_beside(change, doing, each, done)
            await change.row(write(each))
            if step is not None:
                await change.row(write(step))
        own = doing.own(order.mutation.machine, done, order.idempotency_key, order.content)
        for each in (own, *_marked(place, now)):
            await change.row(write(each))

    async def _step_beside(self, change: Change, doing: Doing, write: Write, done: Done) -> Insert | None:
        machine = moves(write, done, self.orders.registry.machines)
        if machine is None or not isinstance(write, Update):
            return None
        return doing.beside(machine, write, dict(await change.row(as_it_stands(machine.table, write.key))))

    async def _told(self, change: Change, errand: Errand, found: Found, problems: Sequence[Problem]) -> list[Problem]:
        """The problems as the caller may be told of them, each once: judged in the case that one names, or here."""
        cells: dict[UUID | None, Cell | None] = {None: found.cell}
        for case in {problem.case for problem in problems if problem.case}:
            cells[case] = await self._cell_of_case(change, errand, case)
        return list(dict.fromkeys(_as_told(problem, errand, cells[problem.case]) for problem in problems))

    async def _cell_of_case(self, change: Change, errand: Errand, case: UUID) -> Cell | None:
        """The cell of a case for the caller; None where it is hidden from them."""
        finding = self.orders.case_finding(errand.permit, profile_of(errand.caller.principal.standings))
        execution = self._execution(errand, {KEY: case})
        row = dict(await change.row(Sent(finding.sql, tuple(reader(execution) for reader in finding.readers))))
        return cell_of(row) if row["found"] else None

    async def _situation(self, change: Change, errand: Errand, place: Place) -> Situation[Any, Any]:
        mutation, principal, now = errand.order.mutation, errand.caller.principal, self.clock()
        today = now.astimezone(UK).date()
        bound = {
            "record": place.key,
            "case": place.case,
            "person": place.person,
            "area": place.area,
            "actor": principal.id,
            "today": today,
            **mutation.asks(errand.order.given, today),
        }
        rows = {name: await change.rows(fact(select, bound)) for name, select in mutation.facts.items()}
        plain = {name: [dict(row) for row in found] for name, found in rows.items()}
        return Situation(
            errand.order.given,
            known(mutation.known, plain, mutation.facts),
            place,
            Actor(principal.id, principal.name, principal.kind.owner),
            now,
            uuid7,
        )

    async def _read_back(self, change: Change, errand: Errand, settled: Settled) -> Answer:
        """The payload, read as the caller; with their facts read anew where the change itself moved them."""
        row, frame = await self._payload(change, errand, settled)
        if not row["fresh"]:
            errand = await self._moved(change, errand)
            row, frame = await self._payload(change, errand, settled)
        trace = errand.trace
        trace.members, trace.rows = row["members"] or b"", row["rows"]
        return Answer(frame.around(errand.order.selected.key).framed(row["body"]), *settled.outcome)

    async def _payload(self, change: Change, errand: Errand, settled: Settled) -> tuple[Any, Frame]:
        order, principal = errand.order, errand.caller.principal
        profile = profile_of(principal.standings)
        compiled = self.orders.payload(errand.question, order, errand.permit, profile, errand.mandate)
        errand.trace.kind = compiled
        made = errand.seals.seal_id(order.mutation.gives, settled.record) if settled.record else ""
        execution = self._execution(errand, {**errand.question.variables, MADE: made})
        execution = replace(execution, computed=computed(order, compiled, settled.problems))
        row = await change.row(Sent(compiled.statement.sql, tuple(compiled.statement.values(execution))))
        return row, compiled.statement.frame

    async def _moved(self, change: Change, errand: Errand) -> Errand:
        """The errand with the caller's facts as they are within the change."""
        principal = errand.caller.principal
        directory = StoredDirectory(change, self.clock)
        moved = await directory.principal(*errand.issued, principal.client, roles=principal.narrowed_to)
        if moved is None or moved.kind != principal.kind:
            raise Stale
        again = moved.stating(errand.caller.purpose).coming_as(principal)
        return replace(errand, caller=replace(errand.caller, principal=again))

    def _execution(self, errand: Errand, variables: Mapping[str, Any]) -> Execution:
        principal = errand.caller.principal
        today = self.clock().astimezone(UK).date()
        return Execution(variables, principal.standings, principal.id, today, errand.seals)


async def _locked(change: Change, order: Order, orders: Orders, place: Place) -> None:
    on = order.mutation.on
    table = orders.registry.records[on.record].table if isinstance(on, OnRecord) else None
    for lock in locks(table, place):
        await change.row(lock)


async def _recorded(change: Change, entry: Entry, shared: Shared) -> UUID:
    """Append the entry to the access record within the change. A change whose entry cannot be written is undone."""
    try:
        await change.connection.execute(INSERT, *columns([parameters(entry, shared)]))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, TypeError, ValueError) as error:
        raise AuditUnavailable(f"the entry of a change cannot be written: {type(error).__name__}") from error
    return entry.id


def _gives_itself(order: Order) -> bool:
    """Whether the record given back is the one that the act is done to."""
    on = order.mutation.on
    return isinstance(on, OnRecord) and on.record == order.mutation.gives


def _not_found(order: Order) -> Problem:
    return Problem("id" if isinstance(order.mutation.on, OnRecord) else "area", NOT_FOUND, ProblemCode.NOT_FOUND)


def _conflict(order: Order, expected: int, current: int) -> Conflict:
    message = CHANGED.format(current=current, expected=expected)
    return Conflict(
        "expected_version", message, ProblemCode.CONFLICT, expected=expected, current=current, sent=order.kept
    )


def _acted(errand: Errand, found: Found) -> Acted:
    standing, handling = found.cell.standing, found.cell.handling
    subjects = tuple(str(each) for each in (found.place.case, found.place.person) if each)
    rules = errand.mandate.rules(errand.order.mutation.act, found.cell)
    words, kinds = f"{standing}/{handling}", [kind.name for kind in errand.order.mutation.processing]
    return Acted(PLACES[standing, handling], words, subjects, tuple(sorted(rules)), tuple(kinds))


def _as_told(problem: Problem, errand: Errand, cell: Cell | None) -> Problem:
    """The problem as the caller may be told of it."""
    if cell is not None and (problem.tells is None or cell in errand.permit.shown(problem.tells)):
        return problem
    return replace(problem, message=HINDERED, tells=None, case=None)


def _marked(place: Place, now: datetime) -> tuple[Insert, ...]:
    """The mark by which the rules are asked anew about the case (``gateway/assessment/following.py``)."""
    return (Insert(t.changed_case, {"case_id": place.case, "changed_at": now}),) if place.case else ()
