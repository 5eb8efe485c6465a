"""Transfer between areas (MAPPA guidance, chapter 6): offered, and accepted or refused by the area that is to have it.

The case's area changes at acceptance alone, in one step: until then the area that offers it holds it, from then on the
other, and at no moment nobody does. With it the case leaves the agendas of the area that held it: whoever is invited
there would else go on seeing it, and the area that could take it off would see it no longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.coordination.process import closing
from agencies.coordination.process.common import is_managed, is_overdue, raised
from agencies.coordination.process.rules import Days, due
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass

OPEN = (TransferStatus.PROPOSED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeTransfer:
    """A case that is offered to another area."""

    to_area: Annotated[int, "The number of the MAPPA area that is to have it."]
    reason: Annotated[str, "Why it moves: where the person lives or is to live."]
    handover: Annotated[str, "What the other area must know to answer: the risk, the plan, what is under way."]
    moves_on: Annotated[date | None, "The day on which the person moves, where it is known."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTransfer:
    """The answer to an offer, or why it is taken back."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True)
class Case:
    """The case as it stands."""

    reference: str
    status: CaseStatus
    category: Category
    level: Level
    lead_agency: LeadAgency
    area_id: int


@dataclass(frozen=True, slots=True)
class ProposeKnown:
    """What an offer rests on."""

    case: Case
    areas: tuple[int, ...]
    waiting: int  # offers of the case that wait for their answer
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer as it stands."""

    from_area_id: int
    to_area_id: int
    answer_by: date
    chased: int


@dataclass(frozen=True, slots=True)
class ChaseKnown:
    """What chasing rests on."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class AcceptKnown:
    """What accepting rests on."""

    offer: Offer
    case: Case
    listed: tuple[UUID, ...]  # items of agendas still to come
    invitations: tuple[UUID, ...]  # to those items alone


# -- guards ------------------------------------------------------------------------------------------------------


def _case_stands(situation: Situation[Any, ProposeKnown | AcceptKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.case.status, "it moves nowhere.")


def _to_another_area(situation: Situation[ProposeTransfer, ProposeKnown]) -> Iterator[Problem]:
    given, known = situation.given, situation.known
    if given.to_area not in known.areas:
        yield Problem("to_area", "There is no area of this number: areas are 1 to 42.", ProblemCode.INVALID)
    elif given.to_area == known.case.area_id:
        yield Problem("to_area", "This area holds the case already.", ProblemCode.INVALID, DataClass.MANAGEMENT)


def _no_other_waits(situation: Situation[ProposeTransfer, ProposeKnown]) -> Iterator[Problem]:
    if situation.known.waiting:
        message = "An offer of this case waits for its answer: chase it, or withdraw it first."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _is_overdue(situation: Situation[Any, ChaseKnown]) -> Iterator[Problem]:
    yield from is_overdue(situation.known.offer.answer_by, situation.today, "answered")


def _is_still_held(situation: Situation[AnswerTransfer, AcceptKnown]) -> Iterator[Problem]:
    if situation.known.case.area_id != situation.known.offer.from_area_id:
        message = "The area that offered the case holds it no longer."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


# -- effects -----------------------------------------------------------------------------------------------------


def _proposed(situation: Situation[ProposeTransfer, ProposeKnown]) -> Effects:
    given, case, today = situation.given, situation.known.case, situation.today
    row = {
        "case_id": situation.place.case,
        "person_id": situation.place.person,
        "reference": case.reference,
        "from_area_id": case.area_id,
        "to_area_id": given.to_area,
        "category": case.category,
        "level": case.level,
        "lead_agency": case.lead_agency,
        "reason": given.reason,
        "handover": given.handover,
        "moves_on": given.moves_on,
        "proposed_on": today,
        "answer_by": due(situation.known.rules, RuleKind.TRANSFER_ANSWERED, today),
        **situation.by("proposed_by"),
    }
    return Effects(row, (raised(situation.place.case),))


def _answered(situation: Situation[Any, Any]) -> Effects:
    values = {"answer": situation.given.reason, "answered_on": situation.today, **situation.by("answered_by")}
    return Effects(values)


def _accepted(situation: Situation[AnswerTransfer, AcceptKnown]) -> Effects:
    """The area changes here and nowhere else."""
    if situation.place.case is None:
        raise TypeError("A transfer is that of a case.")
    known = situation.known
    moved = Update(t.case, situation.place.case, {"area_id": known.offer.to_area_id})
    off = closing.off_agendas(situation, known.listed, known.invitations, "Another area holds the case now.")
    return Effects(_answered(situation).values, (moved, *off))


def _chased(situation: Situation[Any, ChaseKnown]) -> Effects:
    return Effects({"chased": situation.known.offer.chased + 1, "last_chased_on": situation.today})


_STANDS = Guard("the case is identified or active", _case_stands)

MACHINE = Machine(
    "transfer",
    t.transfer,
    TransferStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.PROPOSE_TRANSFER,
            (),
            TransferStatus.PROPOSED,
            _proposed,
            (
                _STANDS,
                Guard("it is to another area that there is", _to_another_area),
                Guard("no other offer waits", _no_other_waits),
            ),
        ),
        Transition(Act.CHASE_TRANSFER, OPEN, None, _chased, (Guard("its day has passed", _is_overdue),)),
        Transition(Act.WITHDRAW_TRANSFER, OPEN, TransferStatus.WITHDRAWN, _answered),
        Transition(
            Act.ACCEPT_TRANSFER,
            OPEN,
            TransferStatus.ACCEPTED,
            _accepted,
            (_STANDS, Guard("the area that offered it still holds it", _is_still_held)),
        ),
        Transition(Act.REFUSE_TRANSFER, OPEN, TransferStatus.REFUSED, _answered),
    ),
    writes=(
        Writable(
            t.transfer,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "answer",
                    "answered_on",
                    "answered_by_id",
                    "answered_by_name",
                    "chased",
                    "last_chased_on",
                }
            ),
        ),
        Writable(t.case, changes=frozenset({"area_id"})),
        *closing.OFF_AGENDAS,
    ),
    moved=(Moved(Act.CONFIRM_EXIT, OPEN, TransferStatus.WITHDRAWN),),
)
