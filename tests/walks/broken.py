"""Machines with one thing taken out: by them it is shown that a walk would find what is forbidden."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from agencies.transitions import Effects, Machine, Transition, Update
from policies.vocabulary import Act

Broken = Callable[[], tuple[Act, Machine]]


def unguarded(machine: Machine, act: Act, words: str) -> Broken:
    """The machine without the guards of this name at an act."""

    def broken() -> tuple[Act, Machine]:
        found = [guard for way in machine.of(act) for guard in way.guards if guard.words == words]
        assert found, f"{machine.name}: {act} has no guard that says {words!r}"
        return act, _changed(
            machine, act, lambda way: replace(way, guards=tuple(g for g in way.guards if g not in found))
        )

    return broken


def from_any(machine: Machine, act: Act) -> Broken:
    """The machine in which an act is done in whatever state the record is."""
    return lambda: (act, _changed(machine, act, lambda way: replace(way, sources=tuple(machine.states))))


def forgetful(machine: Machine, act: Act, table: sa.Table) -> Broken:
    """The machine in which an act forgets to change the rows of a table beside its own."""

    def forgets(way: Transition) -> Transition:
        def effects(situation: Any) -> Effects:  # noqa: ANN401 - whatever the situation
            whole = way.effects(situation)
            kept = tuple(each for each in whole.beside if not (isinstance(each, Update) and each.table is table))
            return replace(whole, beside=kept)

        return replace(way, effects=effects)

    return lambda: (act, _changed(machine, act, forgets))


def _changed(machine: Machine, act: Act, change: Callable[[Transition], Transition]) -> Machine:
    ways = tuple(change(way) if way.act is act else way for way in machine.transitions)
    return replace(machine, transitions=ways)
