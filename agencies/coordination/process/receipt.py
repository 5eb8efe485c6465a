"""A decision as it is communicated: to each responsible authority and to those assigned, acknowledged or chased."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_overdue
from agencies.coordination.process.rules import Days, due
from agencies.coordination.vocabulary import ReceiptStatus, RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Writable, Write
from policies.vocabulary import Act, DataClass

RESPONSIBLE = ("police", "prison", "probation")  # CJA 2003 s.325(1)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody who manages the person, or liaises with the victim."""

    id: UUID
    name: str | None
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """That the decision has been read."""

    note: Annotated[str | None, "Anything that follows from it for you."] = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt as it stands."""

    to_id: UUID | None
    due_on: date
    chased: int


@dataclass(frozen=True, slots=True)
class ReceiptKnown:
    """What acknowledging and chasing rest on."""

    receipt: Receipt


def sent(situation: Situation[Any, Any], assigned: Iterable[Assigned], rules: Iterable[Days]) -> tuple[Write, ...]:
    """A receipt for each responsible authority, and one for each person assigned, once."""
    people = {each.id: each for each in assigned}
    addressed: list[dict[str, Any]] = [
        *({"to_agency": agency} for agency in RESPONSIBLE),
        *({"to_agency": each.agency, "to_id": each.id, "to_name": each.name} for each in people.values()),
    ]
    row = {
        "case_id": situation.place.case,
        "decision_id": situation.place.key,
        "sent_on": situation.today,
        "due_on": due(rules, RuleKind.RECEIPT_DUE, situation.today),
        "status": ReceiptStatus.AWAITED,
        **situation.recorded(),
    }
    return tuple(Insert(t.decision_receipt, {**row, **to}) for to in addressed)


def _by_whom_it_is_for(situation: Situation[Acknowledge, ReceiptKnown]) -> Iterator[Problem]:
    to = situation.known.receipt.to_id
    if to is not None and to != situation.actor.id:
        yield Problem("id", "This is addressed to somebody else of your agency.", ProblemCode.NOT_BY_YOU)


def _is_overdue(situation: Situation[Any, ReceiptKnown]) -> Iterator[Problem]:
    yield from is_overdue(situation.known.receipt.due_on, situation.today, "acknowledged")


def _acknowledged(situation: Situation[Acknowledge, ReceiptKnown]) -> Effects:
    values = {"acknowledged_on": situation.today, "note": situation.given.note}
    return Effects({**values, **situation.by("acknowledged_by")})


def _chased(situation: Situation[Any, ReceiptKnown]) -> Effects:
    return Effects({"chased": situation.known.receipt.chased + 1, "last_chased_on": situation.today})


MACHINE = Machine(
    "receipt",
    t.decision_receipt,
    ReceiptStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.ACKNOWLEDGE_DECISION,
            (ReceiptStatus.AWAITED,),
            ReceiptStatus.ACKNOWLEDGED,
            _acknowledged,
            (Guard("whoever it is addressed to does it", _by_whom_it_is_for),),
        ),
        Transition(
            Act.CHASE_ACKNOWLEDGEMENT,
            (ReceiptStatus.AWAITED,),
            None,
            _chased,
            (Guard("its day has passed", _is_overdue),),
        ),
    ),
    writes=(
        Writable(
            t.decision_receipt,
            changes=frozenset(
                {
                    "status",
                    "acknowledged_on",
                    "acknowledged_by_id",
                    "acknowledged_by_name",
                    "note",
                    "chased",
                    "last_chased_on",
                }
            ),
        ),
    ),
    begins=ReceiptStatus.AWAITED,
)
