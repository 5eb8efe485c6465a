"""Minutes beyond the meeting: shared onward only as the chair agrees (MAPPA D), and what was told off the system.

What is agreed is carried out by its day, within what was agreed, or its agreement is withdrawn: it waits on a list.

Telling somebody what the record says is a disclosure too, whether it is said, shown or printed (DPA 2018 s.62; policing
guidance reads it widely: viewing, sharing a screen, printing, telling). Who told it, to whom, what and why is recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus, SharingStatus, ToldHow, ToldStatus
from agencies.coordination.process.common import is_not_past
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSharing:
    """What somebody wants to share of minutes, with whom."""

    with_whom: Annotated[str, "With whom: the person and what they are."]
    what: Annotated[str, "What of the minutes, and no more than is needed."]
    why: Annotated[str, "Why they need it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeSharing:
    """The chair's agreement."""

    reason: Annotated[str, "Why, and on what terms."]
    share_by: Annotated[date, "The day by which it is shared, if it is."]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseSharing:
    """The chair's refusal."""

    reason: Annotated[str, "Why not."]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSharing:
    """Why what was agreed is not to be shared after all."""

    reason: Annotated[str, "Why it is not to be shared after all."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOutSharing:
    """That what was agreed was shared, and how."""

    shared_with: Annotated[str, "With whom: the person and what they are."]
    shared_on: Annotated[date, "The day."]
    how: Annotated[ToldHow, "Whether it was said, shown, printed or sent."]
    what: Annotated[str, "What they were told, shown or given."]
    within_agreement: Annotated[bool, "Whether it was what the chair agreed and no more, with nobody else."]


@dataclass(frozen=True, slots=True)
class RequestKnown:
    """What a request rests on."""

    status: MinutesStatus


@dataclass(frozen=True, slots=True)
class DecideKnown:
    """What the chair's decision rests on."""

    asked_by_id: UUID | None
    chair_id: UUID | None


@dataclass(frozen=True, slots=True)
class WithdrawKnown:
    """What withdrawing an agreement rests on."""

    asked_by_agency: str
    chair_id: UUID | None


@dataclass(frozen=True, slots=True)
class CarryOutKnown:
    """What carrying it out rests on."""

    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """That somebody was told, shown or given something from the record, off the system."""

    how: Annotated[ToldHow, "Whether it was said, shown, printed or sent."]
    to_whom: Annotated[str, "To whom: the person and what they are."]
    what: Annotated[str, "What they were told, shown or given."]
    why: Annotated[str, "Why they needed it, and by which authority."]
    told_on: Annotated[date, "The day."]
    of_minutes: Annotated[bool | None, "Whether any of it is from minutes: that is for their chair to agree."] = None
    without_agreement_because: Annotated[
        str | None, "Where it is from minutes, and their chair had not agreed what you asked for: why all the same."
    ] = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """An onward sharing that the chair agreed: whose request it was, and since when."""

    asked_by_agency: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class ToldKnown:
    """What recording rests on: what was agreed of the minutes of the case."""

    agreed: tuple[Agreed, ...]


Telling = Situation[RecordTold, ToldKnown]
CarryingOut = Situation[CarryOutSharing, CarryOutKnown]


def _are_out(situation: Situation[RequestSharing, RequestKnown]) -> Iterator[Problem]:
    if situation.known.status is MinutesStatus.DRAFT:
        yield Problem("id", "The minutes are still drafted: nothing of them is shared yet.", ProblemCode.NOT_YET)


def _by_the_chair(situation: Situation[Any, DecideKnown]) -> Iterator[Problem]:
    if situation.known.chair_id not in (None, situation.actor.id):
        yield Problem("id", "Somebody else chaired this meeting: they decide.", ProblemCode.NOT_BY_YOU)


def _by_a_second_person(situation: Situation[Any, DecideKnown]) -> Iterator[Problem]:
    if situation.known.asked_by_id == situation.actor.id:
        yield Problem("id", "You asked for it: somebody else decides.", ProblemCode.NOT_BY_YOU)


def _day_is_to_come(situation: Situation[AgreeSharing, DecideKnown]) -> Iterator[Problem]:
    for problem in is_not_past(situation.given.share_by, situation.today):
        yield replace(problem, field="share_by")


def _by_who_asked_or_the_chair(situation: Situation[WithdrawSharing, WithdrawKnown]) -> Iterator[Problem]:
    known, actor = situation.known, situation.actor
    if actor.owner != known.asked_by_agency and known.chair_id not in (None, actor.id):
        message = "Another agency asked for it, and somebody else chaired the meeting: one of them withdraws it."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _was_shared_since(situation: CarryingOut) -> Iterator[Problem]:
    shared_on, agreed_on = situation.given.shared_on, situation.known.decided_on
    if shared_on > situation.today:
        yield Problem("shared_on", "This day is still to come.", ProblemCode.INVALID)
    elif agreed_on is not None and shared_on < agreed_on:
        message = (
            f"The chair agreed it on {agreed_on:%-d %B %Y}. What was shared before is recorded as told off the system, "
            "with why it was shared all the same."
        )
        yield Problem("shared_on", message, ProblemCode.INVALID, DataClass.MINUTES)


def _is_within_the_agreement(situation: CarryingOut) -> Iterator[Problem]:
    if not situation.given.within_agreement:
        message = (
            "Only what the chair agreed is carried out. Ask the chair for what goes beyond it. What was shared already "
            "is recorded as told off the system, with why it was shared all the same."
        )
        yield Problem("within_agreement", message, ProblemCode.INVALID)


def _is_past(situation: Telling) -> Iterator[Problem]:
    if situation.given.told_on > situation.today:
        yield Problem("told_on", "This day is still to come.", ProblemCode.INVALID)


def _chair_agreed(situation: Telling) -> Iterator[Problem]:
    """Nothing of minutes is shared onward without it; what was shared all the same is recorded, and says so."""
    given, agency = situation.given, situation.actor.owner
    if not given.of_minutes or given.without_agreement_because is not None:
        return
    agreed = (each for each in situation.known.agreed if each.asked_by_agency == agency)
    if not any(each.decided_on <= given.told_on for each in agreed):
        message = (
            "By that day the chair had agreed no request of yours to share minutes of this case. Say why it was shared "
            "all the same, and ask the chair now."
        )
        yield Problem("without_agreement_because", message, ProblemCode.MISSING, DataClass.MINUTES)


def _requested(situation: Situation[RequestSharing, RequestKnown]) -> Effects:
    given = situation.given
    row = {
        "case_id": situation.place.case,
        "minutes_id": situation.place.key,
        "asked_by_agency": situation.actor.owner,
        "asked_on": situation.today,
        "with_whom": given.with_whom,
        "what": given.what,
        "why": given.why,
        **situation.by("asked_by"),
    }
    return Effects(row)


def _agreed(situation: Situation[AgreeSharing, DecideKnown]) -> Effects:
    return Effects({**_decided(situation), "share_by": situation.given.share_by})


def _refused(situation: Situation[RefuseSharing, DecideKnown]) -> Effects:
    return Effects(_decided(situation))


def _decided(situation: Situation[Any, DecideKnown]) -> dict[str, Any]:
    return {"decided_on": situation.today, "reason": situation.given.reason, **situation.by("decided_by")}


def _withdrawn(situation: Situation[WithdrawSharing, WithdrawKnown]) -> Effects:
    return Effects({"withdrawn_because": situation.given.reason})


def _carried_out(situation: CarryingOut) -> Effects:
    given = situation.given
    values = {
        "shared_with": given.shared_with,
        "shared_on": given.shared_on,
        "shared_how": given.how,
        "shared_what": given.what,
    }
    return Effects({**values, **situation.by("shared_by")})


def _told(situation: Telling) -> Effects:
    given = situation.given
    row = {
        "case_id": situation.place.case,
        "owner": situation.actor.owner,
        "how": given.how,
        "to_whom": given.to_whom,
        "what": given.what,
        "why": given.why,
        "told_on": given.told_on,
        "of_minutes": bool(given.of_minutes),
        "without_agreement_because": given.without_agreement_because,
    }
    return Effects(row)


_CHAIR = (
    Guard("whoever chaired the meeting does it", _by_the_chair),
    Guard("whoever decides did not ask", _by_a_second_person),
)
_WAITS = (SharingStatus.REQUESTED,)
TO_SHARE = (SharingStatus.AGREED,)
WAS_AGREED = (*TO_SHARE, SharingStatus.SHARED)

SHARING = Machine(
    "onward sharing",
    t.onward_sharing,
    SharingStatus,
    DataClass.MINUTES,
    (
        Transition(
            Act.REQUEST_ONWARD_SHARING,
            (),
            SharingStatus.REQUESTED,
            _requested,
            (Guard("the minutes are circulated", _are_out),),
        ),
        Transition(
            Act.AGREE_ONWARD_SHARING,
            _WAITS,
            SharingStatus.AGREED,
            _agreed,
            (*_CHAIR, Guard("the day by which it is shared is to come", _day_is_to_come)),
        ),
        Transition(Act.REFUSE_ONWARD_SHARING, _WAITS, SharingStatus.REFUSED, _refused, _CHAIR),
        Transition(
            Act.WITHDRAW_ONWARD_SHARING,
            TO_SHARE,
            SharingStatus.WITHDRAWN,
            _withdrawn,
            (Guard("whoever chaired the meeting does it, or the agency that asked", _by_who_asked_or_the_chair),),
        ),
        Transition(
            Act.CARRY_OUT_ONWARD_SHARING,
            TO_SHARE,
            SharingStatus.SHARED,
            _carried_out,
            (
                Guard("it was shared since it was agreed, and not on a day still to come", _was_shared_since),
                Guard("it was what was agreed and no more", _is_within_the_agreement),
            ),
        ),
    ),
    writes=(
        Writable(
            t.onward_sharing,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "decided_on",
                    "decided_by_id",
                    "decided_by_name",
                    "reason",
                    "share_by",
                    "withdrawn_because",
                    "shared_how",
                    "shared_with",
                    "shared_what",
                    "shared_on",
                    "shared_by_id",
                    "shared_by_name",
                }
            ),
        ),
    ),
)

TOLD = Machine(
    "off-system disclosure",
    t.off_system_disclosure,
    ToldStatus,
    DataClass.DISCLOSURE,
    (
        Transition(
            Act.RECORD_OFF_SYSTEM_DISCLOSURE,
            (),
            ToldStatus.RECORDED,
            _told,
            (
                Guard("the day is not still to come", _is_past),
                Guard("of minutes, their chair agreed it, or it is said why it was shared all the same", _chair_agreed),
            ),
        ),
    ),
    writes=(Writable(t.off_system_disclosure, adds=True),),
)
