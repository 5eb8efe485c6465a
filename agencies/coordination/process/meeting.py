"""A MAPP meeting (MAPPA guidance, chapter 13a): planned, circulated, held, and closed when nothing is missing.

From circulation an invitation opens the cases on the agenda to whoever holds it, until the minutes had time to be
agreed. A meeting that is moved keeps its agenda and asks everybody again; one that is put off or cancelled opens
nothing any more. Who chairs, who must be asked and who must be there are rules with a day and a source.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import (
    InvitationResponse,
    ItemStatus,
    MeetingChangeKind,
    MeetingRuleKind,
    MeetingStatus,
)
from agencies.coordination.process.close import COMPLETE, Closing
from agencies.coordination.process.meeting_plan import SOUND, chair, plan
from agencies.coordination.process.meeting_terms import (
    AgendaKnown,
    Asked,
    Colleague,
    MeetingKnown,
    MoveItem,
    OpenKnown,
    RescheduleMeeting,
    ScheduleKnown,
    ScheduleMeeting,
    WithReason,
    required,
)
from agencies.coordination.process.rules import allowed
from agencies.coordination.process.timetable import elsewhere, midnight_after
from agencies.coordination.vocabulary import RuleKind
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import (
    Effects,
    Guard,
    Insert,
    Machine,
    Situation,
    Transition,
    Update,
    Writable,
    Write,
)
from policies.vocabulary import Act, DataClass

TO_COME = (MeetingStatus.PLANNED, MeetingStatus.CIRCULATED)
NOT_OVER = (*TO_COME, MeetingStatus.UNDER_WAY)
OPENED = (MeetingStatus.UNDER_WAY, MeetingStatus.HELD)  # only there is anything discussed or decided
UNSETTLED = (*TO_COME, MeetingStatus.POSTPONED)
MOST_PLACES = 500  # of an agenda

Planned = Situation[Any, MeetingKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _invitees_are_free(situation: Situation[RescheduleMeeting, MeetingKnown]) -> Iterator[Problem]:
    known, slot = situation.known, plan(situation).slot
    busy = [
        each.agency
        for each in known.asked
        if each.principal_id and elsewhere(known.engagements, each.principal_id, slot, situation.place.key)
    ]
    if busy and situation.given.despite is None:
        agencies = ", ".join(sorted(set(busy)))
        message = (
            f"Somebody who is asked is at another MAPP meeting then ({agencies}): say why it goes ahead, or move it."
        )
        yield Problem("despite", message, ProblemCode.MISSING, DataClass.MEETING)


def _has_an_agenda(situation: Planned) -> Iterator[Problem]:
    if not any(each.status is ItemStatus.LISTED for each in situation.known.items):
        yield Problem("id", "No case is on the agenda: list one first.", ProblemCode.NOT_YET)


def _asks_whom_it_must(situation: Planned) -> Iterator[Problem]:
    known = situation.known
    for agency in required(known.rules, MeetingRuleKind.MUST_BE_ASKED, known.meeting.level):
        if not _is_asked_for_all(agency, known):
            message = f"Nobody of {agency} is asked for every case on the agenda: invite them, for all or for each."
            yield Problem("id", message, ProblemCode.NOT_YET)


def _is_asked_for_all(agency: str, known: MeetingKnown) -> bool:
    cases = {each.for_case_id for each in known.asked if each.agency == agency}
    listed = {each.case_id for each in known.items if each.status is ItemStatus.LISTED}
    return None in cases or listed <= cases


def _has_something_to_send(situation: Planned) -> Iterator[Problem]:
    if not any(each.waits(situation.now) for each in situation.known.asked):
        message = "Everybody who is asked has the agenda already: invite somebody else first."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _by_its_chair(situation: Situation[Any, Any]) -> Iterator[Problem]:
    if situation.known.meeting.chair_id != situation.actor.id:
        message = "The chair of this meeting does this: another chair is named by moving the meeting."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _its_day_has_come(situation: Situation[NothingGiven, OpenKnown]) -> Iterator[Problem]:
    if situation.today < situation.known.meeting.held_on:
        message = f"It is to be held on {situation.known.meeting.held_on:%-d %B %Y}: move it if it is held earlier."
        yield Problem("id", message, ProblemCode.NOT_YET)


def _is_a_place(situation: Situation[MoveItem, AgendaKnown]) -> Iterator[Problem]:
    given = situation.given
    for field, place in (("place", given.place), ("to", given.to)):
        if not 1 <= place <= MOST_PLACES:
            yield Problem(field, f"Give a place on the agenda, from 1 to {MOST_PLACES}.", ProblemCode.INVALID)


# -- effects -----------------------------------------------------------------------------------------------------


def _scheduled(situation: Situation[ScheduleMeeting, ScheduleKnown]) -> Effects:
    given, known, place = situation.given, situation.known, situation.place
    as_planned, who = plan(situation), chair(situation)
    if who is None or place.area is None:
        raise TypeError("A meeting has its area and its chair: the guards see to that.")
    row = {
        "reference": f"MAPP-{place.area:02d}-{given.held_on.year}-{known.meetings_so_far + 1:04d}",
        "area_id": place.area,
        "level": given.level,
        "held_on": given.held_on,
        "starts_at": as_planned.slot.starts_at,
        "lasts_minutes": given.lasts_minutes,
        "place": given.place,
        "remote": given.remote,
        **_chaired(who, given),
    }
    return Effects(row, parts=lambda key: (_chair_asked(situation, key, who),))


def _chaired(who: Colleague, given: ScheduleMeeting | RescheduleMeeting) -> dict[str, Any]:
    return {
        "chair_id": who.id,
        "chair_name": who.name,
        "chair_agency": who.agency,
        "chair_grade": given.chair_grade,
        "chair_seniority": given.chair_seniority,
    }


def _chair_asked(situation: Situation[Any, Any], meeting: UUID, who: Colleague) -> Write:
    """Whoever chairs is asked for the whole agenda."""
    row = {
        "meeting_id": meeting,
        "area_id": situation.place.area,
        "principal_id": who.id,
        "name": who.name,
        "agency": who.agency,
        "response": InvitationResponse.AWAITED,
        **situation.recorded(),
    }
    return Insert(t.invitation, row)


def _rescheduled(situation: Situation[RescheduleMeeting, MeetingKnown]) -> Effects:
    given, known = situation.given, situation.known
    as_planned, who = plan(situation), chair(situation)
    values = {
        "held_on": as_planned.held_on,
        "starts_at": as_planned.slot.starts_at,
        "lasts_minutes": as_planned.slot.lasts_minutes,
        "place": as_planned.place,
        "remote": as_planned.remote,
        **(_chaired(who, given) if who else {}),
    }
    items = tuple(Update(t.meeting_case, each.id, {"held_on": given.held_on}) for each in known.items)
    again = tuple(_asked_again(situation, each) for each in known.asked)
    return Effects(
        values, (_changed(situation, MeetingChangeKind.RESCHEDULED), *items, *again, *_new_chair(situation, who))
    )


def _new_chair(situation: Situation[RescheduleMeeting, MeetingKnown], who: Colleague | None) -> tuple[Write, ...]:
    meeting, asked = situation.place.key, situation.known.asked
    if who is None or meeting is None or any((each.principal_id, each.for_case_id) == (who.id, None) for each in asked):
        return ()
    return (_chair_asked(situation, meeting, who),)


def _asked_again(situation: Situation[RescheduleMeeting, MeetingKnown], asked: Asked) -> Write:
    """They answer anew; an invitation that counts, counts until after the new day."""
    ends = {} if asked.waits(situation.now) else {"valid_until": _counts_until(situation, situation.given.held_on)}
    return Update(t.invitation, asked.id, {"response": InvitationResponse.AWAITED, **ends})


def _counts_until(situation: Planned, held_on: Any) -> Any:  # noqa: ANN401 - a day, and the instant
    return midnight_after(held_on, allowed(situation.known.days, RuleKind.INVITATION_LASTS))


def _changed(situation: Planned, kind: MeetingChangeKind) -> Write:
    before = situation.known.meeting
    row = {
        "meeting_id": situation.place.key,
        "area_id": situation.place.area,
        "kind": kind,
        "was_held_on": before.held_on,
        "was_starts_at": before.starts_at,
        "held_on": getattr(situation.given, "held_on", None),
        "reason": situation.given.reason,
        "despite": getattr(situation.given, "despite", None),
        **situation.recorded(),
    }
    return Insert(t.meeting_change, row)


def _ended(situation: Planned, **values: Any) -> tuple[Write, ...]:  # noqa: ANN401 - whatever else changes with it
    """Invitations that count, count no more."""
    sent = (each for each in situation.known.asked if not each.waits(situation.now))
    return tuple(Update(t.invitation, each.id, {"valid_until": situation.now, **values}) for each in sent)


def _postponed(situation: Situation[WithReason, MeetingKnown]) -> Effects:
    ended = _ended(situation, response=InvitationResponse.AWAITED)
    return Effects(beside=(_changed(situation, MeetingChangeKind.POSTPONED), *ended))


def _cancelled(situation: Situation[WithReason, MeetingKnown]) -> Effects:
    put_off = {"status": ItemStatus.DEFERRED, "closed_because": "The meeting was cancelled."}
    listed = (each for each in situation.known.items if each.status is ItemStatus.LISTED)
    items = tuple(Update(t.meeting_case, each.id, put_off) for each in listed)
    return Effects(beside=(_changed(situation, MeetingChangeKind.CANCELLED), *_ended(situation), *items))


def _circulated(situation: Planned) -> Effects:
    until = _counts_until(situation, situation.known.meeting.held_on)
    waiting = (each for each in situation.known.asked if each.waits(situation.now))
    sent = {"circulated_at": situation.now, "valid_until": until}
    return Effects({"circulated_at": situation.now}, tuple(Update(t.invitation, each.id, sent) for each in waiting))


def _opened(situation: Situation[NothingGiven, OpenKnown]) -> Effects:
    return Effects({"opened_at": situation.now})


def _closed(situation: Closing) -> Effects:
    given = situation.given
    why = {name: getattr(given, name) for name in ("quorum_not_met_because", "without_report_because")}
    return Effects({"closed_at": situation.now, **why})


def _moved(situation: Situation[MoveItem, AgendaKnown]) -> Effects:
    """What stands at the new place, and after it, goes down by one, whether or not anything stands at the old."""
    given, moves = situation.given, []
    for each in situation.known.items:
        if each.position == given.place:
            moves.append(Update(t.meeting_case, each.id, {"position": given.to}))
        elif each.position >= given.to:
            moves.append(Update(t.meeting_case, each.id, {"position": each.position + 1}))
    return Effects(beside=tuple(moves))


# -- the table ---------------------------------------------------------------------------------------------------

_CHAIR = Guard("its chair does it", _by_its_chair)
_FREE = Guard("those asked are at no other meeting then, or it is said why it goes ahead", _invitees_are_free)

MACHINE = Machine(
    "meeting",
    t.meeting,
    MeetingStatus,
    DataClass.MEETING,
    (
        Transition(Act.SCHEDULE_MEETING, (), MeetingStatus.PLANNED, _scheduled, SOUND),
        Transition(Act.MOVE_AGENDA_ITEM, NOT_OVER, None, _moved, (Guard("both are places", _is_a_place),)),
        Transition(
            Act.CIRCULATE_AGENDA,
            TO_COME,
            MeetingStatus.CIRCULATED,
            _circulated,
            (
                Guard("a case is on the agenda", _has_an_agenda),
                Guard("whoever must be asked is, for every case", _asks_whom_it_must),
                Guard("somebody does not have it yet", _has_something_to_send),
            ),
        ),
        Transition(Act.RESCHEDULE_MEETING, TO_COME, None, _rescheduled, (*SOUND, _FREE)),
        Transition(
            Act.RESCHEDULE_MEETING,
            (MeetingStatus.POSTPONED,),
            MeetingStatus.PLANNED,
            _rescheduled,
            (*SOUND, _FREE),
        ),
        Transition(Act.POSTPONE_MEETING, TO_COME, MeetingStatus.POSTPONED, _postponed),
        Transition(Act.CANCEL_MEETING, UNSETTLED, MeetingStatus.CANCELLED, _cancelled),
        Transition(
            Act.OPEN_MEETING,
            (MeetingStatus.CIRCULATED,),
            MeetingStatus.UNDER_WAY,
            _opened,
            (_CHAIR, Guard("its day has come", _its_day_has_come)),
        ),
        Transition(Act.CLOSE_MEETING, (MeetingStatus.UNDER_WAY,), MeetingStatus.HELD, _closed, (_CHAIR, *COMPLETE)),
    ),
    writes=(
        Writable(
            t.meeting,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "held_on",
                    "starts_at",
                    "lasts_minutes",
                    "place",
                    "remote",
                    "chair_id",
                    "chair_name",
                    "chair_agency",
                    "chair_grade",
                    "chair_seniority",
                    "circulated_at",
                    "opened_at",
                    "closed_at",
                    "quorum_not_met_because",
                    "without_report_because",
                }
            ),
        ),
        Writable(t.meeting_change, adds=True),
        Writable(t.invitation, adds=True, changes=frozenset({"circulated_at", "valid_until", "response"})),
        Writable(t.meeting_case, changes=frozenset({"held_on", "position", "status", "closed_because"})),
    ),
)
