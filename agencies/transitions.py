"""The process as tables of transitions: who did what to a record, from which state to which, and what had to hold.

A machine is the life of one kind of record. Each transition names its act, the states it leaves, the state it reaches,
and the guards that must find nothing wrong. ``decide`` is a pure function: it is given the record as it stands, what
the practitioner gave, what is known, who acts and the time, and gives either what is to be written or the problems, by
field, in a practitioner's words. It never asks who may act: that is the law's, and is decided before.

    REFERRAL = Machine("referral", t.referral, ReferralStatus, DataClass.MANAGEMENT, (
        Transition(Act.START_REFERRAL, (), ReferralStatus.DRAFT, effects=_started, guards=(NO_OTHER_IS_OPEN,)),
        Transition(Act.WITHDRAW_REFERRAL, (ReferralStatus.DRAFT, ...), ReferralStatus.WITHDRAWN, effects=_withdrawn),
    ), writes=(Writable(t.referral, adds=True, changes=frozenset({"status"})),))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Table

from agencies.given import unfit
from agencies.problems import Problem, ProblemCode
from policies.vocabulary import Act, DataClass

UK = ZoneInfo("Europe/London")

Given_ = TypeVar("Given_")
Known_ = TypeVar("Known_")


@dataclass(frozen=True, slots=True)
class Insert:
    """A row to be added."""

    table: Table
    values: Mapping[str, Any]

    def __post_init__(self) -> None:
        _require_columns(self.table, self.values)


@dataclass(frozen=True, slots=True)
class Update:
    """Columns of one row to be set. A table with a ``version`` has it raised by every update."""

    table: Table
    key: UUID
    values: Mapping[str, Any]

    def __post_init__(self) -> None:
        _require_columns(self.table, self.values)


Write = Insert | Update


def _require_columns(table: Table, values: Iterable[str]) -> None:
    unknown = [name for name in values if name not in table.c]
    if unknown:
        raise TypeError(f"{table.fullname} has no column {unknown[0]}: correct its name in the effects of the act.")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the directory knows them."""

    id: UUID
    name: str
    owner: str  # the code of their agency or body: "police", "housing"


@dataclass(frozen=True, slots=True)
class Place:
    """What is acted on, as it stands under the lock. An act that makes a record is done to what it is made in."""

    key: UUID | None  # of the record acted on; None for an area, or for nothing in particular
    version: int
    state: str | None  # of a record of the machine itself; None where the act makes one
    case: UUID | None = None
    person: UUID | None = None
    area: int | None = None
    meeting: UUID | None = None  # that a record belongs to, or is


@dataclass(frozen=True, slots=True)
class Situation(Generic[Given_, Known_]):
    """All that a decision rests on. Times are injected, and keys are, so that tests walk years."""

    given: Given_
    known: Known_
    place: Place
    actor: Actor
    now: datetime
    new: Callable[[], UUID]

    @property
    def today(self) -> date:
        """The day in the United Kingdom."""
        return self.now.astimezone(UK).date()

    def by(self, role: str) -> dict[str, Any]:
        """The columns that say who acted in ``role``, as ``agencies.coordination.columns.practitioner`` has them."""
        return {f"{role}_id": self.actor.id, f"{role}_name": self.actor.name}

    def recorded(self) -> dict[str, Any]:
        """The columns that say when and by whom a row was written."""
        return {"recorded_at": self.now, **self.by("recorded_by")}


def _no_parts(_: UUID) -> tuple[Write, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Effects:
    """What an act changes: columns of the machine's own record, and writes beside it. The state is set for it.

    ``ahead``: writes that the record refers to, so that they come first. ``parts``: writes that need the key of a
    record that the act makes. ``case``: the case that the act makes or comes to be about, where it was about none.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    beside: tuple[Write, ...] = ()
    parts: Callable[[UUID], tuple[Write, ...]] = _no_parts
    ahead: tuple[Write, ...] = ()
    case: UUID | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """What must hold for an act, in words that the documents print, and the test that finds what is wrong."""

    words: str
    finds: Callable[[Any], Iterable[Problem]]


def _always(_: Any) -> bool:  # noqa: ANN401 - whatever was given
    return True


def _nothing(_: Any) -> Effects:  # noqa: ANN401 - whatever the situation
    return Effects()


@dataclass(frozen=True, slots=True)
class When:
    """What must be given, or known, for a transition to be the one, where an act may lead to several states."""

    words: str = ""
    holds: Callable[[Any], bool] = _always  # of what was given
    known: Callable[[Any], bool] = _always  # of what is known

    def chosen(self, situation: "Situation[Any, Any]") -> bool:
        """Whether it is this one."""
        return self.holds(situation.given) and self.known(situation.known)


@dataclass(frozen=True, slots=True)
class Transition:
    """One act, from some states to one. Without states it makes the record; without a target the state stays."""

    act: Act
    sources: tuple[StrEnum, ...]
    target: StrEnum | None
    effects: Callable[[Any], Effects] = _nothing
    guards: tuple[Guard, ...] = ()
    when: When = When()

    @property
    def makes(self) -> bool:
        """Whether the record begins here."""
        return not self.sources


@dataclass(frozen=True, slots=True)
class Writable:
    """What the acts of a machine may write: whether rows are added, and which columns of a row are changed.

    The gateway's role is granted this and no more, by the migration of whoever adds it here.
    """

    table: Table
    adds: bool = False
    changes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _require_columns(self.table, self.changes)

    def covers(self, change: Write) -> bool:
        """Whether this write is among them."""
        allowed = self.adds if isinstance(change, Insert) else set(change.values) <= self.changes
        return change.table is self.table and allowed


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that an act on another record brings about, as a confirmed exit ends the case.

    Whoever carries the act out writes the step of each record that is moved so (``moves``): no act can forget it.
    """

    act: Act
    sources: tuple[StrEnum, ...]
    target: StrEnum


@dataclass(frozen=True, slots=True)
class Machine:
    """The life of one kind of record: the table of its transitions, from which the documents draw it."""

    name: str  # what a practitioner calls the record
    table: Table
    states: type[StrEnum]
    data_class: DataClass  # by which its history exists
    transitions: tuple[Transition, ...]
    writes: tuple[Writable, ...]
    column: str = "status"  # where its state is kept
    begins: StrEnum | None = None  # the state in which an act of another machine makes it, where one does
    moved: tuple[Moved, ...] = ()

    def of(self, act: Act) -> tuple[Transition, ...]:
        """The transitions of one act."""
        return tuple(each for each in self.transitions if each.act is act)


@dataclass(frozen=True, slots=True)
class Done:
    """What is to be written, and the step that it is in the life of the record."""

    record: UUID
    source: str | None
    target: str
    writes: tuple[Write, ...]
    case: UUID | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it cannot be done, for the practitioner to mend. Nothing is written."""

    problems: tuple[Problem, ...]


def decide(machine: Machine, act: Act, situation: Situation[Any, Any]) -> Done | Refused:
    """What becomes of an act: what to write, or every problem at once."""
    if problems := tuple(unfit(situation.given)):
        return Refused(problems)
    ways = machine.of(act)
    open_ways = [way for way in ways if way.makes or situation.place.state in way.sources]
    if not open_ways:
        return Refused((_not_now(machine, act, situation.place.state),))
    way = next(way for way in open_ways if way.when.chosen(situation))
    if problems := tuple(problem for guard in way.guards for problem in guard.finds(situation)):
        return Refused(problems)
    done = _made(machine, way, situation) if way.makes else _moved(machine, way, situation)
    _require_writable(machine, done)
    return done


def _require_writable(machine: Machine, done: Done) -> None:
    for change in done.writes:
        if not any(writable.covers(change) for writable in machine.writes):
            raise TypeError(
                f"{machine.name} does not say that it writes {change.table.fullname}: add it to its writes."
            )


def _made(machine: Machine, way: Transition, situation: Situation[Any, Any]) -> Done:
    key, effects, state = situation.new(), way.effects(situation), str(way.target)
    recorded = situation.recorded() if "recorded_at" in machine.table.c else {}  # an agency's fact has its provenance
    row = {"id": key, machine.column: state, **recorded, **effects.values}
    writes = (*effects.ahead, Insert(machine.table, row), *effects.parts(key), *effects.beside)
    return Done(key, None, state, writes, effects.case)


def _moved(machine: Machine, way: Transition, situation: Situation[Any, Any]) -> Done:
    key, source, effects = situation.place.key, situation.place.state, way.effects(situation)
    if key is None or source is None:
        raise TypeError(f"{way.act} is done to a {machine.name}: give the one it is done to.")
    target = source if way.target is None else str(way.target)
    own = Update(machine.table, key, {machine.column: target, **effects.values})
    return Done(key, source, target, (*effects.ahead, own, *effects.beside), effects.case)


def moves(change: Write, done: Done, machines: Mapping[str, Machine]) -> Machine | None:
    """The machine of a record beside the act's own whose state a write sets; ``machines`` by the names of tables."""
    machine = machines.get(change.table.fullname)
    if machine is None or not isinstance(change, Update) or change.key == done.record:
        return None
    return machine if machine.column in change.values else None


def in_words(word: str | None) -> str:
    """``PENDING_INFORMATION`` -> ``pending information``."""
    return (word or "new").replace("_", " ").lower()


def _not_now(machine: Machine, act: Act, state: str | None) -> Problem:
    sources = dict.fromkeys(in_words(source) for way in machine.of(act) for source in way.sources)
    message = f"The {machine.name} is {in_words(state)}. This can be done only while it is {' or '.join(sources)}."
    return Problem("id", message, ProblemCode.NOT_NOW)
