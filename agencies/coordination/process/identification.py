"""Identification and notification (MAPPA guidance, chapter 6): an agency notifies, the co-ordination unit decides.

A notice never says back whether the person is known here: whoever notifies learns nothing but what they said. To
confirm it opens the case of the person, or opens anew the one that they had left; there is one case for each person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import NoticeStatus
from agencies.coordination.process.found import Found, ground, unsupported
from agencies.coordination.process.rules import Days, due
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Update, Writable, Write
from policies.vocabulary import Act, DataClass, Handling

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyIdentification:
    """That somebody qualifies: who, in which category, and why."""

    identifier: Annotated[str, "A PNC ID, CRO number, prison number, CRN or other reference of the person, as written."]
    person_name: Annotated[str, "The name under which you hold the person."]
    date_of_birth: Annotated[date | None, "Their date of birth, where you hold it."] = None
    category: Annotated[Category, "The category in which they come under MAPPA: CATEGORY_1 to CATEGORY_4."]
    lead_agency: Annotated[LeadAgency, "The agency that would lead the case."]
    reason: Annotated[str, "Why they qualify: conviction, sentence or order, or what shows the risk."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseNotice:
    """A notice that opens no case."""

    reason: Annotated[str, "Why it opens no case."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmIdentification:
    """The decision that the person comes under MAPPA."""

    category: Annotated[Category, "The category that you confirm, one only: CATEGORY_1 to CATEGORY_4."]
    lead_agency: Annotated[LeadAgency, "The agency that leads the case: every case has one."]
    reason: Annotated[str, "Why you confirm it, in your words."]
    otherwise_because: Annotated[
        str | None, "Where the rules do not give this category: why it stands all the same."
    ] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotifyKnown:
    """What a notice rests on."""

    persons: tuple[UUID, ...]  # who is held under the identifier
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice as it stands."""

    person_id: UUID | None
    area_id: int
    notified_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class AnswerKnown:
    """What refusing rests on."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class Case:
    """The case that the person has, or had."""

    id: UUID
    status: CaseStatus
    exited_on: date | None
    handling: int  # the place of a ``policies.vocabulary.Handling``


@dataclass(frozen=True, slots=True)
class ConfirmKnown:
    """What confirming rests on."""

    notice: Notice
    case: Case | None
    found: Found | None
    restricted: bool  # whether probation limits who may see the person's case
    last_number: int | None  # of a case of the area
    listed: tuple[UUID, ...]  # as identified and not yet notified


Confirming = Situation[ConfirmIdentification, ConfirmKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _names_a_category(situation: Situation[NotifyIdentification, NotifyKnown]) -> Iterator[Problem]:
    if situation.given.category in (Category.TO_BE_DETERMINED, Category.UNRECOGNISED):
        message = "Name the category in which they would come: CATEGORY_1 to CATEGORY_4."
        yield Problem("category", message, ProblemCode.INVALID)


def _by_a_second_person(situation: Situation[Any, AnswerKnown | ConfirmKnown]) -> Iterator[Problem]:
    if situation.known.notice.notified_by_id == situation.actor.id:
        yield Problem("id", "You notified this: somebody else of the unit answers it.", ProblemCode.NOT_BY_YOU)


def _is_held(situation: Confirming) -> Iterator[Problem]:
    if situation.known.notice.person_id is None:
        message = "Nobody is held under this identifier: have the agency send its records, or notify anew."
        yield Problem("id", message, ProblemCode.NOT_YET, DataClass.NOTICE)


def _has_no_case(situation: Confirming) -> Iterator[Problem]:
    case = situation.known.case
    if case is not None and case.status is not CaseStatus.EXITED:
        message = "As the records stand, this opens no case: the person has one, or had one that was made in error."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _is_supported(situation: Confirming) -> Iterator[Problem]:
    given = situation.given
    yield from unsupported(given.category, situation.known.found, given.otherwise_because)


def _is_led(situation: Confirming) -> Iterator[Problem]:
    if situation.given.lead_agency is LeadAgency.TO_BE_DETERMINED:
        yield Problem("lead_agency", "Every case has a lead agency: name it.", ProblemCode.MISSING)


# -- effects -----------------------------------------------------------------------------------------------------


def handling_of(category: Category, restricted: bool) -> Handling:
    """How a case of this category is handled."""
    if category is Category.CATEGORY_4:
        return Handling.TERRORISM_LIMITED_ACCESS if restricted else Handling.TERRORISM
    return Handling.LIMITED_ACCESS if restricted else Handling.ORDINARY


def _notified(situation: Situation[NotifyIdentification, NotifyKnown]) -> Effects:
    given, persons = situation.given, situation.known.persons
    return Effects(
        {
            "area_id": situation.place.area,
            "person_id": persons[0] if len(persons) == 1 else None,
            "handling": handling_of(given.category, restricted=False).stored,
            "identifier": given.identifier,
            "name": given.person_name,
            "date_of_birth": given.date_of_birth,
            "category": given.category,
            "lead_agency": given.lead_agency,
            "reason": given.reason,
            "notified_on": situation.today,
            "notified_by_agency": situation.actor.owner,
            "answer_by": due(situation.known.rules, RuleKind.IDENTIFICATION_ANSWERED, situation.today),
            **situation.by("notified_by"),
        }
    )


def _closed(situation: Situation[CloseNotice, Any]) -> Effects:
    return Effects({"answer": situation.given.reason, **_answered(situation)})


def _answered(situation: Situation[Any, Any]) -> dict[str, Any]:
    return {"answered_on": situation.today, **situation.by("answered_by")}


def _confirmed(situation: Confirming) -> Effects:
    given, known = situation.given, situation.known
    case = known.case.id if known.case else situation.new()
    found = known.found
    values = {
        "answer": given.reason,
        "otherwise_because": given.otherwise_because,
        "found_verdict": found.verdict if found else None,
        "found": found.words if found else None,
        "found_rule": found.rule_code if found else None,
        "case_id": case,
        "exited_before_on": known.case.exited_on if known.case else None,
        **_answered(situation),
    }
    seen = tuple(Update(t.identified_person, each, {"superseded_by": each}) for each in known.listed)
    return Effects(values, seen, ahead=_opened(situation, case), case=case)


def _opened(situation: Confirming, case: UUID) -> tuple[Write, ...]:
    """The case, new or once more, with the first period of its category. Its level is still to be determined."""
    given, known, today = situation.given, situation.known, situation.today
    stands = {
        "area_id": known.notice.area_id,
        "handling": _handling(known.case, given.category, restricted=known.restricted),
        "category": given.category,
        "level": Level.TO_BE_DETERMINED,
        "level_set_on": None,
        "status": CaseStatus.IDENTIFIED,
        "lead_agency": given.lead_agency,
        "entered_on": today,
        "exited_on": None,
        **ground(given.category, known.found, today),
    }
    period = {
        "case_id": case,
        "category": given.category,
        "qualifying_reason": stands["qualifying_reason"],
        "valid_from": today,
        "reason": given.reason,
        **situation.recorded(),
    }
    begun = Insert(t.category_history, period)
    if known.case is not None:
        return Update(t.case, case, stands), begun
    reference = f"MAPPA-{known.notice.area_id:02d}-{(known.last_number or 0) + 1:06d}"
    new = {"id": case, "reference": reference, "person_id": known.notice.person_id, **stands, **situation.recorded()}
    return Insert(t.case, new), begun, _first_step(situation, case)


def _handling(before: Case | None, category: Category, *, restricted: bool) -> int:
    """A case that was handled as a terrorism case is so still when it is opened anew: only a release lifts that."""
    kept = before.handling & Handling.TERRORISM.stored if before else 0
    return handling_of(category, restricted).stored | kept


def _first_step(situation: Confirming, case: UUID) -> Insert:
    """Where the history of the case itself begins: whoever reads it need not look for the notice."""
    row = {
        "case_id": case,
        "record": "case",
        "record_id": case,
        "version": 1,
        "act": Act.CONFIRM_IDENTIFICATION.name,
        "to_state": CaseStatus.IDENTIFIED,
        "done_at": situation.now,
        **situation.by("done_by"),
        "done_by_agency": situation.actor.owner,
        "data_class": DataClass.MANAGEMENT.value,
    }
    return Insert(t.step, row)


# -- the table ---------------------------------------------------------------------------------------------------

_OPEN = (NoticeStatus.NOTIFIED,)
_SECOND = Guard("whoever answers it did not notify it", _by_a_second_person)

MACHINE = Machine(
    "identification notice",
    t.identification_notice,
    NoticeStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.NOTIFY_IDENTIFICATION,
            (),
            NoticeStatus.NOTIFIED,
            _notified,
            (Guard("it names category 1, 2, 3 or 4", _names_a_category),),
        ),
        Transition(Act.WITHDRAW_IDENTIFICATION, _OPEN, NoticeStatus.WITHDRAWN, _closed),
        Transition(Act.REFUSE_IDENTIFICATION, _OPEN, NoticeStatus.REFUSED, _closed, (_SECOND,)),
        Transition(
            Act.CONFIRM_IDENTIFICATION,
            _OPEN,
            NoticeStatus.CONFIRMED,
            _confirmed,
            (
                _SECOND,
                Guard("the person is held", _is_held),
                Guard("the person has no case, or has left it", _has_no_case),
                Guard("it has a lead agency", _is_led),
                Guard("the rules give it, it rests on a decision, or it is said why it stands", _is_supported),
            ),
        ),
    ),
    writes=(
        Writable(
            t.identification_notice,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "answered_on",
                    "answered_by_id",
                    "answered_by_name",
                    "answer",
                    "otherwise_because",
                    "found_verdict",
                    "found",
                    "found_rule",
                    "case_id",
                    "exited_before_on",
                }
            ),
        ),
        Writable(
            t.case,
            adds=True,
            changes=frozenset(
                {
                    "area_id",
                    "handling",
                    "category",
                    "level",
                    "level_set_on",
                    "status",
                    "lead_agency",
                    "entered_on",
                    "exited_on",
                    "qualifying_reason",
                    "qualified_on",
                }
            ),
        ),
        Writable(t.category_history, adds=True),
        Writable(t.step, adds=True),
        Writable(t.identified_person, changes=frozenset({"superseded_by"})),
    ),
)
