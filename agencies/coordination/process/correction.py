"""Corrections (DPA 2018 ss.38(5), 46 to 48): a wrong fact is reported, its owner answers, and whoever saw it is told.

Whoever was shown the fact is found in the access record, not named by hand: nobody is forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import CorrectionStatus
from agencies.coordination.process.common import is_overdue, raised
from agencies.coordination.process.limits import months, unruled
from agencies.coordination.process.rules import Days, due
from agencies.coordination.rules.book_of_times import CORRECTION_ANSWERED
from agencies.coordination.rules.rows import Timing
from agencies.coordination.rules.spans import months_after
from agencies.coordination.vocabulary import ReceiptStatus, RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportError:
    """A fact that is wrong: where it stands, and what is said to be right."""

    record: Annotated[str, "The kind of record it stands in, as the schema names it: Address, Conviction."]
    field: Annotated[str, "The field that is wrong, as the schema names it: postcode."]
    item: Annotated[str, "Which of them, in words: the address held since March."]
    right: Annotated[str, "What is said to be right."]
    how_known: Annotated[str, "How that is known."]
    owned_by: Annotated[
        str | None, "The code of the agency or body whose fact it is, where the kind of record does not say."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerError:
    """What its owner found."""

    reason: Annotated[str, "What was found; with a correction, what now stands and from when."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeCorrection:
    """That the correction has been read."""

    note: Annotated[str | None, "What follows from it: a decision that rested on the wrong fact."] = None


@dataclass(frozen=True, slots=True)
class ReportKnown:
    """What a report rests on."""

    holds: str | None  # the word of the kind of information that the field holds; None: there is no such field
    fact_owner: str | None  # of every record of that kind, where they all have one
    owners: tuple[str, ...]
    timings: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """The report as it stands."""

    reported_by_id: UUID | None
    reference: str  # of the case
    record: str
    field: str
    owner: str
    data_class: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who was shown the fact, as the access record has it."""

    id: UUID
    name: str | None
    agency: str
    last_shown_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectKnown:
    """What a correction rests on, and whom it is told to."""

    reported: Reported
    recipients: tuple[Recipient, ...]
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice as it stands."""

    to_id: UUID
    due_on: date
    chased: int


@dataclass(frozen=True, slots=True)
class NoticeKnown:
    """What acknowledging and chasing rest on."""

    notice: Notice


# -- guards ------------------------------------------------------------------------------------------------------


def _is_a_fact(situation: Situation[ReportError, ReportKnown]) -> Iterator[Problem]:
    if situation.known.holds is None:
        given = situation.given
        message = f"There is no {given.record}.{given.field} about a case: name record and field as the schema does."
        yield Problem("field", message, ProblemCode.INVALID)


def _has_its_limit(situation: Situation[ReportError, ReportKnown]) -> Iterator[Problem]:
    yield from unruled(situation.known.timings, CORRECTION_ANSWERED, situation.today)


def _has_an_owner(situation: Situation[ReportError, ReportKnown]) -> Iterator[Problem]:
    given, known = situation.given, situation.known
    if known.fact_owner is None and given.owned_by is None:
        message = "Records of this kind belong to several agencies: name the one whose fact it is."
        yield Problem("owned_by", message, ProblemCode.MISSING)
    elif given.owned_by is not None and given.owned_by not in known.owners:
        message = f"No agency or body has this code. Use one of: {', '.join(known.owners)}."
        yield Problem("owned_by", message, ProblemCode.INVALID)


def _by_whom_it_is_for(situation: Situation[AcknowledgeCorrection, NoticeKnown]) -> Iterator[Problem]:
    if situation.known.notice.to_id != situation.actor.id:
        yield Problem("id", "This is addressed to somebody else.", ProblemCode.NOT_BY_YOU)


def _is_overdue(situation: Situation[Any, NoticeKnown]) -> Iterator[Problem]:
    yield from is_overdue(situation.known.notice.due_on, situation.today, "acknowledged")


# -- effects -----------------------------------------------------------------------------------------------------


def _reported(situation: Situation[ReportError, ReportKnown]) -> Effects:
    given, known, today = situation.given, situation.known, situation.today
    row = {
        "case_id": situation.place.case,
        "record": given.record,
        "field": given.field,
        "item": given.item,
        "right": given.right,
        "how_known": given.how_known,
        "owner": known.fact_owner or given.owned_by,
        "data_class": known.holds,
        "reported_on": today,
        "reported_by_agency": situation.actor.owner,
        "answer_by": months_after(today, months(known.timings, CORRECTION_ANSWERED, today)),
        **situation.by("reported_by"),
    }
    return Effects(row, (raised(situation.place.case),))


def _answered(situation: Situation[AnswerError, Any]) -> Effects:
    values = {"answer": situation.given.reason, "answered_on": situation.today, **situation.by("answered_by")}
    return Effects(values)


def _corrected(situation: Situation[AnswerError, CorrectKnown]) -> Effects:
    """A notice to everybody who was shown it, but to whoever corrects it."""
    known, today = situation.known, situation.today
    row = {
        "case_id": situation.place.case,
        "correction_id": situation.place.key,
        "reference": known.reported.reference,
        "record": known.reported.record,
        "field": known.reported.field,
        "owner": known.reported.owner,
        "sent_on": today,
        "due_on": due(known.rules, RuleKind.CORRECTION_ACKNOWLEDGED, today),
        "status": ReceiptStatus.AWAITED,
        "data_class": known.reported.data_class,
        **situation.recorded(),
    }
    told = (each for each in known.recipients if each.id != situation.actor.id)
    notices = (
        Insert(
            t.correction_notice,
            {
                **row,
                "to_id": each.id,
                "to_name": each.name,
                "to_agency": each.agency,
                "last_shown_at": each.last_shown_at,
            },
        )
        for each in told
    )
    return Effects(_answered(situation).values, tuple(notices))


def _acknowledged(situation: Situation[AcknowledgeCorrection, Any]) -> Effects:
    return Effects({"acknowledged_on": situation.today, "note": situation.given.note})


def _chased(situation: Situation[Any, NoticeKnown]) -> Effects:
    return Effects({"chased": situation.known.notice.chased + 1, "last_chased_on": situation.today})


_OPEN = (CorrectionStatus.REPORTED,)

MACHINE = Machine(
    "correction",
    t.correction,
    CorrectionStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.REPORT_ERROR,
            (),
            CorrectionStatus.REPORTED,
            _reported,
            (
                Guard("it is a field that there is", _is_a_fact),
                Guard("it is an agency's or body's fact", _has_an_owner),
                Guard("a rule says by when it is answered", _has_its_limit),
            ),
        ),
        Transition(Act.CORRECT_ERROR, _OPEN, CorrectionStatus.CORRECTED, _corrected),
        Transition(Act.REFUSE_CORRECTION, _OPEN, CorrectionStatus.REFUSED, _answered),
    ),
    writes=(
        Writable(
            t.correction,
            adds=True,
            changes=frozenset({"status", "answered_on", "answered_by_id", "answered_by_name", "answer"}),
        ),
        Writable(t.correction_notice, adds=True),
        Writable(t.case),
    ),
)

NOTICE = Machine(
    "correction notice",
    t.correction_notice,
    ReceiptStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.ACKNOWLEDGE_CORRECTION,
            (ReceiptStatus.AWAITED,),
            ReceiptStatus.ACKNOWLEDGED,
            _acknowledged,
            (Guard("whoever it is addressed to does it", _by_whom_it_is_for),),
        ),
        Transition(
            Act.CHASE_CORRECTION,
            (ReceiptStatus.AWAITED,),
            None,
            _chased,
            (Guard("its day has passed", _is_overdue),),
        ),
    ),
    writes=(
        Writable(
            t.correction_notice,
            changes=frozenset({"status", "acknowledged_on", "note", "chased", "last_chased_on"}),
        ),
    ),
    begins=ReceiptStatus.AWAITED,
)
