"""A walk: chance picks who does which act on what, mostly one that the records are ready for, while days pass."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from random import Random
from typing import Any

from agencies.coordination.process import (
    agenda,
    disclosure,
    handling_release,
    identification,
    information,
    informed,
    invitation,
    level,
    management,
    meeting,
    minutes,
    minutes_correction,
    plan,
    receipt,
    referral,
    review,
    sections,
    sharing,
    summary,
    transfer,
)
from agencies.coordination.process import exit as exits
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused
from policies.vocabulary import Act
from schema.mutations import Mutation, OnRecord
from tests.walks.practitioner import Practitioner
from tests.walks.world import World, machines, mutations, table_of

DAYS = (0, 0, 0, 0, 0, 0, 1, 1, 2, 9)
LATEST = 3  # of the records that an act could be done to
USUAL, RARE = 0.9, 0.2  # how often an act is among those of a walk
STAYS = (ProblemCode.NOT_NOW, ProblemCode.NOT_YET)  # nobody else can do it either, nor mend it
# What mostly ends a thing before anything can come of it: in few of the walks, so that the others come far.
TAKES_BACK = (
    "CANCEL_",
    "CONFIRM_EXIT",
    "DEFER_",
    "DECLINE_",
    "POSTPONE_",
    "REFUSE_",
    "RESCHEDULE_",
    "TAKE_OFF_",
    "WITHDRAW_",
)
AGAIN = ("SCHEDULE_", "INVITE_", "LIST_", "ADD_", "DRAW_")  # more of what there is already

MET = (
    meeting.MACHINE,
    agenda.MACHINE,
    invitation.MACHINE,
    minutes.MACHINE,
    sections.MACHINE,
    minutes_correction.MACHINE,
    plan.MACHINE,
    disclosure.MACHINE,
    informed.MACHINE,
    summary.MACHINE,
    sharing.SHARING,
)
LEVEL = (referral.MACHINE, information.MACHINE, level.MACHINE, receipt.MACHINE, review.MACHINE, management.MACHINE)
LIFE = (
    identification.MACHINE,
    management.MACHINE,
    transfer.MACHINE,
    exits.MACHINE,
    level.MACHINE,
    handling_release.MACHINE,
)


@dataclass
class Walk:
    """One walk through a world, act by act."""

    world: World
    acts: Sequence[Mutation] = field(default_factory=mutations)
    tried: Counter[Act] = field(default_factory=Counter)

    @cached_property
    def leaves(self) -> Mapping[Act, tuple[str, frozenset[str] | None]]:
        """For each act on a record: the table it is in, and the states that are left; None where it is any."""
        found = {}
        for each in self.acts:
            if isinstance(each.on, OnRecord):
                table, machine = table_of(each), self.world.machines.get(each.act, each.machine)
                sources = frozenset(str(source) for way in machine.of(each.act) for source in way.sources)
                found[each.act] = (table.name, sources if sources and table is machine.table else None)
        return found

    def goes(self, steps: Iterable[int]) -> Iterator[Act]:
        """Each step is a number, from which its chances follow; gives the acts that were done."""
        for number in steps:
            chance = Random(number)  # noqa: S311 - chance makes walks, and no secret
            self.world.later(days=chance.choice(DAYS))
            ready = [each for each in self.acts if self._on(each)]
            mutation = chance.choices(ready, [1 / (1 + self.tried[each.act]) for each in ready])[0]
            self.tried[mutation.act] += 1
            if isinstance(self._does(mutation, chance), Done):
                yield mutation.act

    def _on(self, mutation: Mutation) -> Sequence[Any]:
        """What the act can be done to, as things stand: the latest few."""
        if not isinstance(mutation.on, OnRecord):
            return (None,)
        table, sources = self.leaves[mutation.act]
        standing = self.world.standing.get(table, {})
        return [key for key, state in standing.items() if sources is None or state in sources][-LATEST:]

    def _does(self, mutation: Mutation, chance: Random) -> Done | Refused:
        """Somebody tries; where it is not theirs to do, others do."""
        on = chance.choice(self._on(mutation))
        giver = Practitioner(self.world, chance)
        for actor in chance.sample(self.world.people, len(self.world.people)):
            done = giver.tries(mutation.given, partial(self.world.act, mutation, actor, on))
            if isinstance(done, Done) or not _is_for_another(done):
                break
        return done


def some_acts(chance: Random) -> list[Mutation]:
    """The acts of one walk: those of a journey, and some of the others, so that walks differ and each comes far."""
    journey = chance.choice(journeys())
    kept = [each for each in mutations() if chance.random() < _share(each, journey)]
    return kept or list(mutations())


@cache
def journeys() -> tuple[frozenset[str], ...]:
    """The machines of each journey by name: the last has all that are in no other."""
    named = [frozenset(each.name for each in journey) for journey in (MET, LEVEL, LIFE)]
    return (*named, frozenset(each.name for each in machines()) - frozenset().union(*named))


def _share(mutation: Mutation, journey: frozenset[str]) -> float:
    if mutation.act.name.startswith((*TAKES_BACK, *AGAIN)):
        return RARE
    return USUAL if mutation.machine.name in journey else RARE


def _is_for_another(refused: Refused) -> bool:
    codes = {each.code for each in refused.problems}
    return ProblemCode.NOT_BY_YOU in codes and not codes & set(STAYS)
