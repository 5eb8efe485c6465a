"""An accredited programme: eligible, offered, started, completed; or why not, so that nobody is left without either.

Inspections found sexual offenders who left custody without the programme that was meant for them, and no reason on
record (mappa.md 9).
"""

from dataclasses import dataclass
from typing import Annotated, Any

from agencies.holdings import Assertion, entered
from agencies.probation import tables as t
from agencies.probation.vocabulary import ProgrammeStatus
from agencies.transitions import Effects, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass

BEFORE = (ProgrammeStatus.ELIGIBLE, ProgrammeStatus.NOT_OFFERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligible:
    """A programme for which somebody is eligible."""

    name: Annotated[str, "The name of the programme."]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The reason of a programme that is not offered, or was not completed."""

    reason: Annotated[str, "Why, and what follows instead."]


def _eligible(situation: Situation[Eligible, Any]) -> Effects:
    row = {"person_id": situation.place.person, "name": situation.given.name, "eligible": True}
    return Effects({**row, **entered(situation.now, Assertion.ASSESSMENT)})


def _offered(situation: Situation[Any, Any]) -> Effects:
    return Effects({"offered_on": situation.today, "why_not": None})


def _started(situation: Situation[Any, Any]) -> Effects:
    return Effects({"started_on": situation.today})


def _completed(situation: Situation[Any, Any]) -> Effects:
    return Effects({"completed_on": situation.today})


def _why_not(situation: Situation[WhyNot, Any]) -> Effects:
    return Effects({"why_not": situation.given.reason})


MACHINE = Machine(
    "programme",
    t.programme,
    ProgrammeStatus,
    DataClass.SUPERVISION,
    (
        Transition(Act.RECORD_PROGRAMME_ELIGIBILITY, (), ProgrammeStatus.ELIGIBLE, _eligible),
        Transition(Act.OFFER_PROGRAMME, BEFORE, ProgrammeStatus.OFFERED, _offered),
        Transition(Act.START_PROGRAMME, (ProgrammeStatus.OFFERED,), ProgrammeStatus.STARTED, _started),
        Transition(Act.COMPLETE_PROGRAMME, (ProgrammeStatus.STARTED,), ProgrammeStatus.COMPLETED, _completed),
        Transition(
            Act.END_PROGRAMME_EARLY,
            (ProgrammeStatus.OFFERED, ProgrammeStatus.STARTED),
            ProgrammeStatus.NOT_COMPLETED,
            _why_not,
        ),
        Transition(
            Act.RECORD_PROGRAMME_NOT_OFFERED, (ProgrammeStatus.ELIGIBLE,), ProgrammeStatus.NOT_OFFERED, _why_not
        ),
    ),
    writes=(
        Writable(
            t.programme,
            adds=True,
            changes=frozenset({"status", "offered_on", "started_on", "completed_on", "why_not"}),
        ),
    ),
)
