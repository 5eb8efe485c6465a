"""Referral for level 2 or 3 and its screening (MAPPA guidance, chapters 6 and 7; MAPPA A).

A referral is begun as a draft on the form that is in force, filled in part by part, submitted when every part that is
needed is there or is said not to be known, and screened by the co-ordination unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_managed, raised
from agencies.coordination.process.rules import Days, due
from agencies.coordination.vocabulary import (
    CaseStatus,
    Category,
    Level,
    ReferralReason,
    ReferralStatus,
    RuleKind,
    ScreeningOutcome,
)
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Update, When, Writable
from policies.vocabulary import Act, DataClass

# A referral that is still to be decided; a case has one at a time.
OPEN = (ReferralStatus.DRAFT, ReferralStatus.SUBMITTED, ReferralStatus.PENDING_INFORMATION)
WRITING = (ReferralStatus.DRAFT, ReferralStatus.PENDING_INFORMATION)
ACCEPTED = (ScreeningOutcome.ACCEPTED_LEVEL_2, ScreeningOutcome.ACCEPTED_LEVEL_3)
SCREENED = (ReferralStatus.SUBMITTED, ReferralStatus.PENDING_INFORMATION)


# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReferral:
    """A referral as it begins: for which level, and why."""

    level_sought: Annotated[Level, "The level asked for: LEVEL_2 or LEVEL_3."]
    reason: Annotated[ReferralReason, "Why multi-agency management is asked for."]
    summary: Annotated[str, "The case for it, in your words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletePart:
    """A part of the form: what it says, or why that is not known."""

    part: Annotated[str, "The code of the part, as the referral's parts have it."]
    body: Annotated[str | None, "What it says. Write it for this form: nothing is pasted from reports."] = None
    not_known_because: Annotated[str | None, "Why it cannot be said, where it cannot."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReferral:
    """A referral that is taken back."""

    reason: Annotated[str, "Why it is withdrawn."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenReferral:
    """A screening: how it ends, and why."""

    outcome: Annotated[ScreeningOutcome, "How it ends."]
    rationale: Annotated[str, "Why it ends so."]
    information_needed: Annotated[
        str | None, "With PENDING_INFORMATION: what is still needed before it can be decided."
    ] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """Of the case that is referred."""

    reference: str
    status: CaseStatus
    level: Level
    category: Category


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of the form in force."""

    form_id: UUID
    position: int
    code: str
    label: str
    required: bool
    holds: str


@dataclass(frozen=True, slots=True)
class StartKnown:
    """What starting a referral rests on."""

    case: CaseKnown
    open_referrals: tuple[str, ...]  # their references
    number: int  # of referrals so far
    form: tuple[FormPart, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the referral as it stands."""

    id: UUID
    position: int
    code: str
    label: str
    required: bool
    data_class: str
    filled: bool


@dataclass(frozen=True, slots=True)
class PartsKnown:
    """The parts of the referral, and the rules in force."""

    parts: tuple[Part, ...]
    rules: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class ScreenKnown:
    """What a screening rests on."""

    category: Category
    referred_by_id: UUID | None
    rules: tuple[Days, ...]


# -- guards ------------------------------------------------------------------------------------------------------


def _is_for_meetings(situation: Situation[StartReferral, StartKnown]) -> Iterator[Problem]:
    if situation.given.level_sought not in (Level.LEVEL_2, Level.LEVEL_3):
        message = "A referral asks for level 2 or level 3: level 1 needs none."
        yield Problem("level_sought", message, ProblemCode.INVALID)


def _case_is_managed(situation: Situation[StartReferral, StartKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.case.status, "it can be referred once it is identified anew.")


def _no_other_is_open(situation: Situation[StartReferral, StartKnown]) -> Iterator[Problem]:
    for reference in situation.known.open_referrals:
        message = f"{reference} is still to be decided: add to it, or withdraw it first."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _part_is_of_the_form(situation: Situation[CompletePart, PartsKnown]) -> Iterator[Problem]:
    codes = [part.code for part in situation.known.parts]
    if situation.given.part not in codes:
        message = f"The form has no such part. Its parts are: {', '.join(codes) or 'none'}."
        yield Problem("part", message, ProblemCode.INVALID)


def _says_one_thing(situation: Situation[CompletePart, PartsKnown]) -> Iterator[Problem]:
    if (situation.given.body is None) is (situation.given.not_known_because is None):
        message = "Say either what it is, or why it is not known."
        yield Problem("body", message, ProblemCode.INVALID)


def _form_is_complete(situation: Situation[NothingGiven, PartsKnown]) -> Iterator[Problem]:
    for part in situation.known.parts:
        if part.required and not part.filled:
            message = f"{part.label} is needed: say what it is, or why it is not known."
            yield Problem(f"parts.{part.code}", message, ProblemCode.MISSING)


def _says_what_is_needed(situation: Situation[ScreenReferral, ScreenKnown]) -> Iterator[Problem]:
    if situation.given.information_needed is None:
        message = "Say what is still needed, so that it can be asked for."
        yield Problem("information_needed", message, ProblemCode.MISSING)


def _not_by_the_referrer(situation: Situation[ScreenReferral, ScreenKnown]) -> Iterator[Problem]:
    if situation.known.referred_by_id == situation.actor.id:
        message = "You made this referral: somebody else of the co-ordination unit screens it."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _has_a_level_1(situation: Situation[ScreenReferral, ScreenKnown]) -> Iterator[Problem]:
    if situation.known.category is Category.CATEGORY_3:
        message = "Category 3 is managed at level 2 or 3 alone: if it needs neither, it is not MAPPA managed."
        yield Problem("outcome", message, ProblemCode.INVALID, DataClass.MANAGEMENT)


def _is_discretionary(situation: Situation[ScreenReferral, ScreenKnown]) -> Iterator[Problem]:
    if situation.known.category is not Category.CATEGORY_3:
        message = "Only a category 3 referral can end as not MAPPA managed: others qualify by law, and stay at level 1."
        yield Problem("outcome", message, ProblemCode.INVALID, DataClass.MANAGEMENT)


# -- effects -----------------------------------------------------------------------------------------------------


def _started(situation: Situation[StartReferral, StartKnown]) -> Effects:
    given, known, case = situation.given, situation.known, situation.place.case
    row = {
        "reference": f"REF-{known.case.reference.removeprefix('MAPPA-')}-{known.number + 1}",
        "case_id": case,
        "area_id": situation.place.area,
        "level_sought": given.level_sought,
        "reason": given.reason,
        "referred_on": situation.today,
        "referring_agency": situation.actor.owner,
        "summary": given.summary,
        "form_id": known.form[0].form_id if known.form else None,
        "parts_required": sum(part.required for part in known.form),
        **situation.by("referred_by"),
    }
    return Effects(row, (raised(case),), parts=lambda key: tuple(_empty(situation, key, part) for part in known.form))


def _empty(situation: Situation[StartReferral, StartKnown], referral: UUID, part: FormPart) -> Insert:
    """A part of the form that is still to be filled in."""
    row = {
        "case_id": situation.place.case,
        "referral_id": referral,
        "position": part.position,
        "code": part.code,
        "label": part.label,
        "required": part.required,
        "data_class": part.holds,
        **situation.recorded(),
    }
    return Insert(t.referral_part, row)


def _completed(situation: Situation[CompletePart, PartsKnown]) -> Effects:
    """A new text beside the one it supersedes."""
    given, known = situation.given, situation.known
    before = next(part for part in known.parts if part.code == given.part)
    key = situation.new()
    row = {
        "id": key,
        "case_id": situation.place.case,
        "referral_id": situation.place.key,
        "position": before.position,
        "code": before.code,
        "label": before.label,
        "required": before.required,
        "body": given.body,
        "not_known_because": given.not_known_because,
        "written_by_agency": situation.actor.owner,
        "data_class": before.data_class,
        **situation.recorded(),
    }
    complete = sum(part.required and (part.filled or part is before) for part in known.parts)
    beside = (Insert(t.referral_part, row), Update(t.referral_part, before.id, {"superseded_by": key}))
    return Effects({"parts_complete": complete}, beside)


def _submitted(situation: Situation[NothingGiven, PartsKnown]) -> Effects:
    today = situation.today
    return Effects({"received_on": today, "screen_by": due(situation.known.rules, RuleKind.SCREENING_DUE, today)})


def _withdrawn(situation: Situation[WithdrawReferral, Any]) -> Effects:
    return Effects({"withdrawn_because": situation.given.reason})


def _screened(situation: Situation[ScreenReferral, ScreenKnown]) -> Effects:
    given, today = situation.given, situation.today
    pending = given.outcome is ScreeningOutcome.PENDING_INFORMATION
    row = {
        "case_id": situation.place.case,
        "referral_id": situation.place.key,
        "held_on": today,
        "outcome": given.outcome,
        "rationale": given.rationale,
        "information_needed": given.information_needed,
        **situation.by("screened_by"),
        **situation.recorded(),
    }
    due_on = due(situation.known.rules, RuleKind.INFORMATION_DUE, today) if pending else None
    values = {"information_due_on": due_on} if pending else {}
    return Effects(values, (Insert(t.screening, row),))


# -- the table ---------------------------------------------------------------------------------------------------


def _ends(*outcomes: ScreeningOutcome, words: str) -> When:
    return When(words, lambda given: given.outcome in outcomes)


_SECOND = Guard("whoever screens it did not make it", _not_by_the_referrer)

MACHINE = Machine(
    "referral",
    t.referral,
    ReferralStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.START_REFERRAL,
            (),
            ReferralStatus.DRAFT,
            _started,
            (
                Guard("it asks for level 2 or 3", _is_for_meetings),
                Guard("the case is identified or active", _case_is_managed),
                Guard("no other referral of the case is still to be decided", _no_other_is_open),
            ),
        ),
        Transition(
            Act.COMPLETE_REFERRAL_PART,
            WRITING,
            None,
            _completed,
            (
                Guard("the part is of the form", _part_is_of_the_form),
                Guard("it says something, or why that is not known", _says_one_thing),
            ),
        ),
        Transition(
            Act.SUBMIT_REFERRAL,
            (ReferralStatus.DRAFT,),
            ReferralStatus.SUBMITTED,
            _submitted,
            (Guard("every part that is needed is filled in, or is said not to be known", _form_is_complete),),
        ),
        Transition(Act.WITHDRAW_REFERRAL, OPEN, ReferralStatus.WITHDRAWN, _withdrawn),
        Transition(
            Act.SCREEN_REFERRAL,
            SCREENED,
            ReferralStatus.ACCEPTED,
            _screened,
            (_SECOND,),
            _ends(
                ScreeningOutcome.ACCEPTED_LEVEL_2, ScreeningOutcome.ACCEPTED_LEVEL_3, words="accepted for level 2 or 3"
            ),
        ),
        Transition(
            Act.SCREEN_REFERRAL,
            SCREENED,
            ReferralStatus.PENDING_INFORMATION,
            _screened,
            (_SECOND, Guard("it says what is still needed", _says_what_is_needed)),
            _ends(ScreeningOutcome.PENDING_INFORMATION, words="pending information"),
        ),
        Transition(
            Act.SCREEN_REFERRAL,
            SCREENED,
            ReferralStatus.REMAINED_AT_LEVEL_1,
            _screened,
            (_SECOND, Guard("the case is not of category 3", _has_a_level_1)),
            _ends(ScreeningOutcome.REMAIN_AT_LEVEL_1, words="remain at level 1"),
        ),
        Transition(
            Act.SCREEN_REFERRAL,
            SCREENED,
            ReferralStatus.NOT_MAPPA_MANAGED,
            _screened,
            (_SECOND, Guard("the case is of category 3", _is_discretionary)),
            _ends(ScreeningOutcome.NOT_MAPPA_MANAGED, words="not MAPPA managed"),
        ),
    ),
    writes=(
        Writable(
            t.referral,
            adds=True,
            changes=frozenset(
                {"status", "withdrawn_because", "parts_complete", "received_on", "screen_by", "information_due_on"}
            ),
        ),
        Writable(t.referral_part, adds=True, changes=frozenset({"superseded_by"})),
        Writable(t.screening, adds=True),
        Writable(t.case),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, OPEN, ReferralStatus.WITHDRAWN),),
)
