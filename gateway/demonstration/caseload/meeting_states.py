"""Meetings of an area that something is outstanding of: under way, still to be called, put off, cancelled."""

from datetime import date, timedelta
from typing import Any

from agencies.coordination.meeting_vocabulary import (
    Informed,
    InvitationResponse,
    ItemPurpose,
    ItemStatus,
    MeetingChangeKind,
    MeetingStatus,
)
from agencies.coordination.vocabulary import Level
from gateway.demonstration.caseload.desk import Desk, at, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.meetings import Meeting, circulated_on, write_meeting

UNDER_WAY = 2  # cases on the agenda of the meeting that is under way: one discussed, one still to be


def write_states(desk: Desk, lives: list[Life]) -> None:
    """One meeting in each state that no series of meetings is in, on the first cases of the area."""
    if len(lives) < UNDER_WAY:
        return
    discussed, waiting = lives[:UNDER_WAY]
    _write_under_way(desk, discussed, waiting)
    coming = Meeting(desk.chance.key(), Level.LEVEL_2, desk.today + timedelta(days=24), MeetingStatus.PLANNED)
    write_meeting(desk, waiting.area.id, coming, [])  # its chair is asked, and nobody else yet
    _write_listed(desk, coming, waiting)
    taken_off = {"closed_because": "The person was recalled to prison: it comes to the next meeting."}
    _write_listed(desk, coming, discussed, ItemStatus.WITHDRAWN, position=2, **taken_off)
    _write_uninvited(desk, waiting, coming)
    _write_off(desk, waiting, (MeetingStatus.POSTPONED, 5), "The venue is closed.")
    _write_off(desk, waiting, (MeetingStatus.CANCELLED, -12), "Its only case was taken to the other panel.")


def _write_under_way(desk: Desk, discussed: Life, waiting: Life) -> None:
    """The first case is concluded but for the decision on disclosure; the second is still to be discussed."""
    meeting = Meeting(desk.chance.key(), Level.LEVEL_2, desk.today, MeetingStatus.UNDER_WAY)
    write_meeting(desk, discussed.area.id, meeting, [discussed, waiting])
    noted: dict[str, Any] = {"level_unchanged_because": "Meetings still add value.", "next_review_on": _after(desk, 84)}
    item = _write_listed(desk, meeting, discussed, ItemStatus.DISCUSSED, **noted)
    _write_listed(desk, meeting, waiting, position=2)
    desk.add(
        "coordination.offender_informed",
        case_id=discussed.id,
        meeting_case_id=item,
        outcome=Informed.TO_BE_TOLD,
        decided_on=desk.today,
        **recorded(desk.today, desk.staff.administrator),
    )


def _write_uninvited(desk: Desk, life: Life, meeting: Meeting) -> None:
    """Somebody who was asked, and then was not needed."""
    desk.add(
        "coordination.invitation",
        meeting_id=meeting.id,
        area_id=life.area.id,
        name="The manager of the hostel",
        agency="housing",
        body_code="housing",
        response=InvitationResponse.WITHDRAWN,
        need="A place is to be found.",
        withdrawn_because="The person has a place.",
        version=2,
        **recorded(desk.today - timedelta(days=3), desk.staff.administrator),
    )


def _write_off(desk: Desk, life: Life, state: tuple[MeetingStatus, int], reason: str) -> None:
    status, ahead = state
    meeting = Meeting(desk.chance.key(), Level.LEVEL_2, _after(desk, ahead), status)
    write_meeting(desk, life.area.id, meeting, [life])
    cancelled = status is MeetingStatus.CANCELLED
    because: dict[str, Any] = {"closed_because": "The meeting was cancelled."} if cancelled else {}
    _write_listed(desk, meeting, life, ItemStatus.DEFERRED if cancelled else ItemStatus.LISTED, **because)
    desk.add(
        "coordination.meeting_change",
        meeting_id=meeting.id,
        area_id=life.area.id,
        kind=MeetingChangeKind(status.value),
        was_held_on=meeting.held_on,
        was_starts_at=at(meeting.held_on, "13:30"),
        reason=reason,
        **recorded(min(desk.today, meeting.held_on), desk.staff.coordinator),
    )


def _write_listed(
    desk: Desk,
    meeting: Meeting,
    life: Life,
    status: ItemStatus = ItemStatus.LISTED,
    *,
    position: int = 1,
    **noted: object,
) -> str:
    return desk.add(
        "coordination.meeting_case",
        meeting_id=meeting.id,
        case_id=life.id,
        position=position,
        held_on=meeting.held_on,
        purpose=ItemPurpose.REVIEW,
        status=status,
        **noted,
        **recorded(circulated_on(meeting) or min(desk.today, meeting.held_on), desk.staff.administrator),
    )


def _after(desk: Desk, days: int) -> date:
    return desk.today + timedelta(days=days)
