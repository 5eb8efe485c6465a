"""Referral for level 2 or 3 and its screening (MAPPA guidance, chapters 6 and 7; MAPPA A)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.vocabulary import CaseStatus, Level, ReferralReason, ReferralStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass

# A referral that is still to be decided; a case has one at a time.
OPEN = (ReferralStatus.DRAFT, ReferralStatus.SUBMITTED, ReferralStatus.PENDING_INFORMATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReferral:
    """A referral as it begins: for which level, and why."""

    level_sought: Annotated[Level, "The level asked for: LEVEL_2 or LEVEL_3."]
    reason: Annotated[ReferralReason, "Why multi-agency management is asked for."]
    summary: Annotated[str, "The case for it, in your words."]


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """Of the case that is referred."""

    reference: str
    status: CaseStatus
    level: Level


@dataclass(frozen=True, slots=True)
class StartKnown:
    """What starting a referral rests on."""

    case: CaseKnown
    open_referrals: tuple[str, ...]  # their references
    number: int  # of referrals so far


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReferral:
    """A referral that is taken back."""

    reason: Annotated[str, "Why it is withdrawn."]


def _is_for_meetings(situation: Situation[StartReferral, StartKnown]) -> Iterator[Problem]:
    if situation.given.level_sought not in (Level.LEVEL_2, Level.LEVEL_3):
        message = "A referral asks for level 2 or level 3: level 1 needs none."
        yield Problem("level_sought", message, ProblemCode.INVALID)


def _case_is_managed(situation: Situation[StartReferral, StartKnown]) -> Iterator[Problem]:
    status = situation.known.case.status
    if status not in (CaseStatus.IDENTIFIED, CaseStatus.ACTIVE):
        message = (
            "The case has left MAPPA, or was entered in error: it can be referred only once it is identified anew."
        )
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _no_other_is_open(situation: Situation[StartReferral, StartKnown]) -> Iterator[Problem]:
    for reference in situation.known.open_referrals:
        message = f"{reference} is still to be decided: add to it, or withdraw it first."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


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
        **situation.by("referred_by"),
    }
    return Effects(row, (raised(case),))


def _withdrawn(situation: Situation[WithdrawReferral, Any]) -> Effects:
    return Effects({"withdrawn_because": situation.given.reason})


def raised(case: UUID | None) -> Update:
    """The case has changed with what was added to it: whoever acts on it next must have seen that."""
    if case is None:
        raise TypeError("Only an act on a case raises its version.")
    return Update(t.case, case, {})


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
        Transition(Act.WITHDRAW_REFERRAL, OPEN, ReferralStatus.WITHDRAWN, _withdrawn),
    ),
    writes=(
        Writable(t.referral, adds=True, changes=frozenset({"status", "withdrawn_because"})),
        Writable(t.case),
    ),
)
