"""Where an act becomes a mutation, once: what it is done to, what it gives back, and what the decision rests on.

The act's own rules are its machine's (``agencies``), who may do it is the law's (``policies``). From the declaration
follow the GraphQL mutation, its input and payload, the statement that finds and locks what is acted on, and the facts
that are read under the lock::

    MUTATIONS = (
        Mutation(
            Act.WITHDRAW_REFERRAL,
            "Take back a referral that is still to be decided.",
            referral.MACHINE,
            on=OnRecord("Referral"),
            gives="Referral",
            given=referral.WithdrawReferral,
        ),
    )
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import ModuleType
from typing import Any

import sqlalchemy as sa

from agencies.given import NothingGiven, NothingKnown
from agencies.transitions import Machine
from policies.processing import Processing, of_act
from policies.vocabulary import Act
from schema.declare import camel

# What a statement of facts may bind: what is acted on, the case, person and area it belongs to, who acts, and the day.
RECORD = sa.bindparam("record", None, sa.Uuid)
CASE = sa.bindparam("case", None, sa.Uuid)
PERSON = sa.bindparam("person", None, sa.Uuid)
AREA = sa.bindparam("area", None, sa.SmallInteger)
ACTOR = sa.bindparam("actor", None, sa.Uuid)
TODAY = sa.bindparam("today", None, sa.Date)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Done to a row of this record, named by its id, at the version that the caller has seen."""

    record: str


@dataclass(frozen=True, slots=True)
class OnArea:
    """Done in a MAPPA area, named by its number: whoever co-ordinates it, or works in it, stands to it."""


@dataclass(frozen=True, slots=True)
class OnNothing:
    """Done to nothing in particular, and about no case."""


On = OnRecord | OnArea | OnNothing


def _nothing_of_it(_given: Any, _today: date) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Mutation:
    """An act as GraphQL offers it. Its name is the act's: ``START_REFERRAL`` is ``startReferral``.

    ``facts``: for each field of ``known`` the rows it is read from. A statement may bind ``RECORD``, ``CASE``,
    ``PERSON``, ``AREA``, ``ACTOR`` and ``TODAY``, and by its own name whatever ``asks`` takes from what is given on
    that day. It reads the records as they are, whoever asks: a problem that tells what it read says which kind of
    information that is (``Problem.tells``).

    ``offered``: where the machine's own state does not say it: fields of what the act is done to, each with the words
    it must have for the act to be offered (``schema/offers.py``).

    ``keeps``: the field of what is given that somebody wrote out at length. A conflict gives it back to them, beside
    the record as it now stands, so that they have both texts and no word is lost.
    """

    act: Act
    description: str
    machine: Machine
    on: On
    gives: str
    given: type = NothingGiven
    known: type = NothingKnown
    facts: Mapping[str, sa.Select[Any]] = field(default_factory=dict)
    offered: Mapping[str, Collection[str]] = field(default_factory=dict)
    keeps: str | None = None
    asks: Callable[[Any, date], Mapping[str, Any]] = _nothing_of_it

    @property
    def name(self) -> str:
        """Its name in GraphQL."""
        return camel(self.act.value)

    @property
    def processing(self) -> tuple[Processing, ...]:
        """Which kinds of processing of DPA 2018 s.62 it is."""
        ways = self.machine.of(self.act)
        made = any(way.makes for way in ways)
        return tuple(of_act(self.act, makes=made, changes=any(not way.makes for way in ways)))

    @property
    def answer(self) -> str:
        """The field of its payload that gives the record back."""
        return self.gives[0].lower() + self.gives[1:]


def mutations_of(modules: Iterable[ModuleType]) -> tuple[Mutation, ...]:
    """The mutations that these modules declare."""
    return tuple(mutation for module in modules for mutation in module.MUTATIONS)


def checked(mutations: Iterable[Mutation], records: Iterable[str]) -> Mapping[str, Mutation]:
    """The mutations by name; a mistake in one is refused here, when the program starts."""
    found: dict[str, Mutation] = {}
    known = frozenset(records)
    for mutation in mutations:
        _check(mutation, known)
        if mutation.name in found:
            raise TypeError(f"{mutation.act} is declared twice: one act, one mutation.")
        found[mutation.name] = mutation
    return found


def _check(mutation: Mutation, records: frozenset[str]) -> None:
    named = {mutation.gives} | ({mutation.on.record} if isinstance(mutation.on, OnRecord) else set())
    if unknown := named - records:
        raise TypeError(f"{mutation.act} names {unknown.pop()}, which nobody declares.")
    if not mutation.machine.of(mutation.act):
        raise TypeError(f"{mutation.act} is no transition of the machine {mutation.machine.name}: add one.")
    if wrong := {each.name for each in fields(mutation.known)} ^ set(mutation.facts):
        raise TypeError(f"{mutation.act} is not given {wrong.pop()} by its facts, or does not know it.")
