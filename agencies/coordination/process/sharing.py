"""Minutes beyond the meeting: shared onward only as the chair agrees (MAPPA D), and what was told off the system.

Telling somebody what the record says is a disclosure too, whether it is said, shown or printed (DPA 2018 s.62; policing
guidance reads it widely: viewing, sharing a screen, printing, telling). Who told it, to whom, what and why is recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus, SharingStatus, ToldHow, ToldStatus
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
class DecideSharing:
    """The chair's decision."""

    reason: Annotated[str, "Why, and on what terms."]


@dataclass(frozen=True, slots=True)
class RequestKnown:
    """What a request rests on."""

    status: MinutesStatus


@dataclass(frozen=True, slots=True)
class DecideKnown:
    """What the chair's decision rests on."""

    asked_by_id: UUID | None
    chair_id: UUID | None


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


def _are_out(situation: Situation[RequestSharing, RequestKnown]) -> Iterator[Problem]:
    if situation.known.status is MinutesStatus.DRAFT:
        yield Problem("id", "The minutes are still drafted: nothing of them is shared yet.", ProblemCode.NOT_YET)


def _by_the_chair(situation: Situation[DecideSharing, DecideKnown]) -> Iterator[Problem]:
    if situation.known.chair_id not in (None, situation.actor.id):
        yield Problem("id", "Somebody else chaired this meeting: they decide.", ProblemCode.NOT_BY_YOU)


def _by_a_second_person(situation: Situation[DecideSharing, DecideKnown]) -> Iterator[Problem]:
    if situation.known.asked_by_id == situation.actor.id:
        yield Problem("id", "You asked for it: somebody else decides.", ProblemCode.NOT_BY_YOU)


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
        message = "By that day the chair had agreed no request of yours to share minutes of this case. Say why it was"
        message += " shared all the same, and ask the chair now."
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


def _decided(situation: Situation[DecideSharing, DecideKnown]) -> Effects:
    values = {"decided_on": situation.today, "reason": situation.given.reason}
    return Effects({**values, **situation.by("decided_by")})


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
        Transition(Act.AGREE_ONWARD_SHARING, _WAITS, SharingStatus.AGREED, _decided, _CHAIR),
        Transition(Act.REFUSE_ONWARD_SHARING, _WAITS, SharingStatus.REFUSED, _decided, _CHAIR),
    ),
    writes=(
        Writable(
            t.onward_sharing,
            adds=True,
            changes=frozenset({"status", "decided_on", "decided_by_id", "decided_by_name", "reason"}),
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
