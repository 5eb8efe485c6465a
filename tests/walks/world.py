"""The joint record in memory: every act there is, decided on the very facts that the gateway reads, in no time.

The statements of facts are those of ``schema.acts``, run by SQLite; what only PostgreSQL understands is answered by
hand (``BY_HAND``). Nobody is refused by the law here: what no sequence of acts may reach must hold whoever acts.
"""

# ruff: noqa: ANN401 - rows and facts of every act pass through
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.practitioners import practitioner
from agencies.person import tables as persons
from agencies.transitions import Actor, Done, Insert, Machine, Place, Refused, Situation, Update, Write, decide, moves
from gateway.steps import Doing
from gateway.wiring import registry
from policies.vocabulary import Act
from schema.mutations import Mutation, OnArea, OnNothing, OnRecord
from schema.writes import known
from tests.walks.store import Row, Store

AREA, ELSEWHERE = 7, 9


@dataclass(frozen=True, slots=True)
class Step:
    """One act that was done, on which record, from which state to which."""

    kind: str
    record: UUID
    version: int
    act: Act
    source: str | None
    target: str


# What only PostgreSQL understands, by the act and the field of what is known, from the world and what is given.
BY_HAND: dict[tuple[Act, str], Callable[["World", Any, Place], list[dict[str, Any]]]] = {
    (Act.SCHEDULE_MEETING, "meetings_so_far"): lambda world, _, __: [{"count": len(world.rows(t.meeting))}],
    (Act.NOTIFY_IDENTIFICATION, "persons"): lambda world, given, _: world.persons(given.identifier),
    (Act.CORRECT_ERROR, "recipients"): lambda world, _, __: world.recipients(),
    (Act.PLACE_RECORD_HOLD, "appointed"): lambda world, _, __: [{"id": world.people[0].id}],
    (Act.PROPOSE_RETENTION_RULE, "appointed"): lambda world, _, __: [{"id": world.people[0].id}],
    (Act.LOG_SUBJECT_ACCESS, "held"): lambda _, __, ___: [{"kind": "management"}, {"kind": "decision"}],
    (Act.REQUEST_INFORMATION, "reached"): lambda _, given, __: [{"reached": given.asked_of != "police"}],
    (Act.DECIDE_LEVEL, "screenings"): lambda world, _, place: world.screenings(place.case),
}


@dataclass
class World:
    """Everything that was written. ``machines``: in place of those of the acts, with a guard or more taken out."""

    now: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    machines: Mapping[Act, Machine] = field(default_factory=dict)
    people: tuple[Actor, ...] = ()
    steps: list[Step] = field(default_factory=list)
    standing: dict[str, dict[UUID, str]] = field(default_factory=dict)  # the state of each record, by table and key
    settled: dict[UUID, Row] = field(default_factory=dict)  # what must stay as it is, as it was when it was settled
    touched: set[str] = field(default_factory=set)  # tables that were written, and read, since somebody asked
    read: set[str] = field(default_factory=set)
    keys: int = 0
    store: Store = field(default_factory=Store)

    @contextmanager
    def aside(self) -> Iterator["World"]:
        """The world as it is, for one walk: what is written there is taken back."""
        with self.store.aside():
            standing = {name: dict(each) for name, each in self.standing.items()}
            yield dataclasses.replace(
                self, steps=list(self.steps), standing=standing, settled={}, touched=set(), read=set()
            )

    # -- rows

    def rows(self, table: sa.Table, **having: Any) -> list[Row]:
        """The rows of a table, in the order in which they were added."""
        self.read.add(table.name)
        return self.store.ask(_rows(table, tuple(having)), having)

    def row(self, table: sa.Table, key: Any) -> Row | None:
        """One row by its key."""
        return next(iter(self.rows(table, id=key)), None)

    def add(self, table: sa.Table, **values: Any) -> UUID:
        """A row that no act adds."""
        key = values.setdefault("id", self.new())
        self.store.insert(Insert(table, values))
        self._note(table, key, values)
        return key  # type: ignore[no-any-return]  # whatever the key

    def new(self) -> UUID:
        """The next key."""
        self.keys += 1
        return UUID(int=0xA0000 + self.keys)

    def later(self, **time: int) -> None:
        """Time passes."""
        self.now += timedelta(**time)

    def been(self, machine: Machine) -> set[str]:
        """The states that records of a kind have been in."""
        now = self.standing.get(machine.table.name, {}).values()
        return {*now, *(step.target for step in self.steps if step.kind == machine.name)}

    # -- acts

    def act(self, mutation: Mutation, actor: Actor, on: Any, given: Any) -> Done | Refused:
        """Do an act, and write what follows from it."""
        machine = self.machines.get(mutation.act, mutation.machine)
        place = self.place(mutation, on)
        facts = self.facts(mutation, actor, given, place)
        situation = Situation(given, facts, place, actor, self.now, self.new)
        decided = decide(machine, mutation.act, situation)
        if isinstance(decided, Done):
            self._write(decided, machine, Doing(mutation.act, actor, place, self.now))
        return decided

    def place(self, mutation: Mutation, on: Any) -> Place:
        """What is acted on, as ``schema.locate`` finds it."""
        if isinstance(mutation.on, OnArea | OnNothing):
            return Place(None, 0, None, area=AREA if isinstance(mutation.on, OnArea) else None)
        table = table_of(mutation)
        row = self.row(table, on) or {}
        own = table is mutation.machine.table and not all(way.makes for way in mutation.machine.of(mutation.act))
        case = row["id"] if table is t.case else row.get("case_id") if mutation.on != OnRecord("Invitation") else None
        about = self.row(t.case, case) if case else None
        return Place(
            on,
            row.get("version", 0),
            str(row[mutation.machine.column]) if own else None,
            case,
            about["person_id"] if about else row.get("person_id"),
            about["area_id"] if about else row.get("area_id"),
            None if case else row["id"] if table is t.meeting else row.get("meeting_id"),
        )

    def facts(self, mutation: Mutation, actor: Actor, given: Any, place: Place) -> Any:
        """What is known, by the statements of the act."""
        bound = {
            "record": place.key,
            "case": place.case,
            "person": place.person,
            "area": place.area,
            "actor": actor.id,
            "today": self.now.date(),
            **mutation.asks(given, self.now.date()),
        }
        found = {name: self._fact(mutation, name, bound, given, place) for name in mutation.facts}
        return known(mutation.known, found, mutation.facts)

    def _fact(self, mutation: Mutation, name: str, bound: Row, given: Any, place: Place) -> Any:
        by_hand = BY_HAND.get((mutation.act, name))
        if by_hand:
            return by_hand(self, given, place)
        return self.store.ask(mutation.facts[name], bound)

    def _write(self, done: Done, machine: Machine, doing: Doing) -> None:
        """What was decided with its steps, as ``gateway.changes`` writes them."""
        for change in done.writes:
            beside = moves(change, done, registry().machines)
            step = None
            if beside and isinstance(change, Update):
                step = doing.beside(beside, change, self._as_it_stands(beside.table, change.key))
            self._put(change)
            if step:
                self._put(step)
        self._put(doing.own(machine, done, str(self.new()), b""))

    def _as_it_stands(self, table: sa.Table, key: UUID) -> Row:
        last = max((step.version for step in self.steps if step.record == key), default=0)
        return {"version": last, **(self.row(table, key) or {})}

    def _put(self, change: Write) -> None:
        self._insert(change) if isinstance(change, Insert) else self._update(change)

    def _insert(self, change: Insert) -> None:
        table, row = change.table, {"id": self.new(), **change.values}
        self.store.insert(Insert(table, row))
        self._note(table, row["id"], row)
        if table is t.step:
            names = ("record", "record_id", "version", "act", "from_state", "to_state")
            kind, key, version, act, source, target = (_plain(row.get(name)) for name in names)
            self.steps.append(Step(kind, key, version, Act[act], source, target))

    def _update(self, change: Update) -> None:
        self.store.update(change)
        self._note(change.table, change.key, change.values)

    def _note(self, table: sa.Table, key: UUID, values: Mapping[str, Any]) -> None:
        """The state that a record is in now, kept beside the rows so that a walk need not ask."""
        self.touched.add(table.name)
        standing = self.standing.setdefault(table.name, {})
        column = columns_of_state().get(table.name, "id")
        if column in values or key not in standing:
            standing[key] = str(values[column]) if column in values else ""

    def practitioners(self, role: str) -> list[Row]:
        """Who works in the area in a role."""
        return self.rows(practitioner, role=role)

    # -- what is answered by hand

    def persons(self, identifier: str) -> list[dict[str, Any]]:
        """Who has this identifier."""
        found = self.rows(persons.identifier, canonical=identifier)
        return [{"person_id": each["person_id"]} for each in found]

    def recipients(self) -> list[dict[str, Any]]:
        """Who was shown what is corrected: the first two there are."""
        return [
            {"id": each.id, "name": each.name, "agency": each.owner, "last_shown_at": self.now}
            for each in self.people[:2]
        ]

    def screenings(self, case: UUID | None) -> list[dict[str, Any]]:
        """The last screening of each referral of the case."""
        last = {each["referral_id"]: each for each in self.rows(t.screening, case_id=case)}
        references = {each["id"]: each["reference"] for each in self.rows(t.referral, case_id=case)}
        return [
            {"id": each["id"], "reference": references[key], "outcome": each["outcome"]} for key, each in last.items()
        ]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _rows(table: sa.Table, having: tuple[str, ...]) -> sa.Select[Any]:
    where = [table.c[name] == sa.bindparam(name, None, table.c[name].type) for name in having]
    return sa.select(table).where(*where).order_by(sa.literal_column("rowid"))


@cache
def mutations() -> tuple[Mutation, ...]:
    """Every act there is, in the order of their journeys."""
    return tuple(registry().mutations.values())


@cache
def machines() -> tuple[Machine, ...]:
    """The machines there are, each once."""
    return tuple({each.machine.name: each.machine for each in mutations()}.values())


@cache
def columns_of_state() -> Mapping[str, str]:
    """For each table with a machine: where the state is kept."""
    return {each.table.name: each.column for each in machines()}


def table_of(mutation: Mutation) -> sa.Table:
    """The table of what an act is done to."""
    if not isinstance(mutation.on, OnRecord):
        raise TypeError(f"{mutation.act} is done to no record.")
    table = registry().records[mutation.on.record].table
    if not isinstance(table, sa.Table):
        raise TypeError(f"{mutation.on.record} is no table of its own.")
    return table
