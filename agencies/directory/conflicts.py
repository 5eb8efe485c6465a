"""A conflict of interest: whoever declares one is kept out of the case from their next request, until it is lifted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.directory import tables as t
from agencies.directory.tables import ConflictStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareConflict:
    """Why somebody is not to work on a case."""

    nature: Annotated[str, "What ties you to the case: a relative, a neighbour, a friend of the victim."]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftConflict:
    """Why it no longer stands in the way."""

    reason: Annotated[str, "What was found, and why they may work on the case again."]


@dataclass(frozen=True, slots=True)
class Declared:
    """A conflict as it was declared."""

    principal_id: UUID


@dataclass(frozen=True, slots=True)
class LiftKnown:
    """What lifting rests on."""

    declared: Declared


def _by_a_second_person(situation: Situation[LiftConflict, LiftKnown]) -> Iterator[Problem]:
    if situation.known.declared.principal_id == situation.actor.id:
        message = "It is your own conflict of interest: somebody else has to find that it is over."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _declared(situation: Situation[DeclareConflict, Any]) -> Effects:
    actor, case = situation.actor, situation.place.case
    whose = {**situation.by("principal"), "agency": actor.owner, "case_id": case}
    return Effects({**whose, "nature": situation.given.nature, "declared_at": situation.now})


def _lifted(situation: Situation[LiftConflict, LiftKnown]) -> Effects:
    found = {"lifted_because": situation.given.reason, "lifted_at": situation.now}
    return Effects({**found, **situation.by("lifted_by")})


LIFTED = frozenset({"status", "lifted_at", "lifted_by_id", "lifted_by_name", "lifted_because"})

MACHINE = Machine(
    "conflict of interest",
    t.conflict_of_interest,
    ConflictStatus,
    DataClass.ACCESS_LIMIT,
    (
        Transition(Act.DECLARE_CONFLICT, (), ConflictStatus.DECLARED, _declared),
        Transition(
            Act.LIFT_CONFLICT,
            (ConflictStatus.DECLARED,),
            ConflictStatus.LIFTED,
            _lifted,
            (Guard("somebody else declared it", _by_a_second_person),),
        ),
    ),
    writes=(Writable(t.conflict_of_interest, adds=True, changes=LIFTED),),
)
