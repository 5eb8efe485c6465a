"""Meetings at level 2 and 3: a series in the past, and the next to come, with who is asked and who came."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from agencies.coordination.meeting_vocabulary import (
    InvitationResponse,
    ItemPurpose,
    ItemStatus,
    MeetingStatus,
    Seniority,
)
from agencies.coordination.vocabulary import Level
from gateway.demonstration.agreements import BODIES
from gateway.demonstration.caseload.careers import Item
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import Practitioner
from policies.vocabulary import Act, DataClass

EVERY: Final = {Level.LEVEL_2: 84, Level.LEVEL_3: 42}  # days
CIRCULATED_BEFORE: Final = 12  # days before a meeting its papers go out
_GRADES: Final = {
    Level.LEVEL_2: ("Inspector or senior probation officer", Seniority.INSPECTOR_EQUIVALENT, 120),
    Level.LEVEL_3: ("Superintendent or head of delivery unit", Seniority.SUPERINTENDENT_EQUIVALENT, 180),
}  # of the chair, and how many minutes a meeting lasts
AGREED_AFTER: Final = timedelta(days=40)  # of a meeting, its minutes and with them its plan
INVITED_AFTER: Final = 28  # days after a meeting an invitation still counts, for the minutes to be agreed


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that was held, or is to be."""

    id: str
    level: Level
    held_on: date
    status: MeetingStatus
    unwritten: bool = False  # its minutes are still a draft, however long ago it was held

    @property
    def held(self) -> bool:
        """Whether it has taken place."""
        return self.status is MeetingStatus.HELD


def series(chance: Chance, level: Level) -> list[Meeting]:
    """Two to four meetings held, the last sometimes too long ago, and one to come."""
    every = EVERY[level]
    least, most = (every + 3, every + 40) if chance.happens(0.15) else (4, every - 2)
    last = chance.before(chance.today, least, most)
    held = [last - timedelta(days=every * back) for back in range(chance.number(1, 3), -1, -1)]
    coming = max(last + timedelta(days=every), chance.after(chance.today, 3, 20))
    near = (coming - chance.today).days <= CIRCULATED_BEFORE
    status = MeetingStatus.CIRCULATED if near else MeetingStatus.PLANNED
    past = [Meeting(chance.key(), level, day, MeetingStatus.HELD) for day in held]
    return [*past, Meeting(chance.key(), level, coming, status)]


def circulated_on(meeting: Meeting) -> date | None:
    """When its papers went out."""
    never = meeting.status in (MeetingStatus.PLANNED, MeetingStatus.CANCELLED)
    return None if never else meeting.held_on - timedelta(days=CIRCULATED_BEFORE)


def held_at(meeting: Meeting, starts: str) -> dict[str, str]:
    """When it was opened and closed, as far as it was: on time, and within two hours."""
    begun = {"opened_at": at(meeting.held_on, starts)}
    if meeting.status is MeetingStatus.UNDER_WAY:
        return begun
    return begun | {"closed_at": at(meeting.held_on, _ends(starts))} if meeting.held else {}


def _ends(starts: str) -> str:
    """Two hours after it starts."""
    hour, minute = starts.split(":")
    return f"{int(hour) + 2:02d}:{minute}"


def _without_prison(meeting: Meeting, cases: list[Life]) -> str | None:
    """The prison comes for whom it holds."""
    here = meeting.held and not all(life.in_custody for life in cases)
    return "The prison sent word that it holds nobody who was discussed without it." if here else None


_PLANNED: Final = [(Act.SCHEDULE_MEETING, MeetingStatus.PLANNED)]
_SENT: Final = [*_PLANNED, (Act.CIRCULATE_AGENDA, MeetingStatus.CIRCULATED)]
_BEGUN: Final = [*_SENT, (Act.OPEN_MEETING, MeetingStatus.UNDER_WAY)]
_STEPS: Final = {
    MeetingStatus.PLANNED: _PLANNED,
    MeetingStatus.CIRCULATED: _SENT,
    MeetingStatus.UNDER_WAY: _BEGUN,
    MeetingStatus.HELD: [*_BEGUN, (Act.CLOSE_MEETING, MeetingStatus.HELD)],
    MeetingStatus.POSTPONED: [*_SENT, (Act.POSTPONE_MEETING, MeetingStatus.POSTPONED)],
    MeetingStatus.CANCELLED: [*_PLANNED, (Act.CANCEL_MEETING, MeetingStatus.CANCELLED)],
}


def steps_to(status: MeetingStatus) -> list[tuple[Act, MeetingStatus]]:
    """What was done to a meeting that is there now."""
    return _STEPS[status]


def write_steps(desk: Desk, area: int, meeting: Meeting, starts: str) -> None:
    """The history of a meeting, up to its present state."""
    before = None
    planned_on = meeting.held_on - timedelta(days=40)
    days = (planned_on, circulated_on(meeting) or planned_on, meeting.held_on, meeting.held_on)
    clocks = ("13:00", "14:00", starts, _ends(starts))
    for version, (act, state) in enumerate(steps_to(meeting.status), start=1):
        by = desk.staff.chairs[0] if act in (Act.OPEN_MEETING, Act.CLOSE_MEETING) else desk.staff.administrator
        desk.add(
            "coordination.step",
            meeting_id=meeting.id,
            area_id=area,
            record="meeting",
            record_id=meeting.id,
            version=version,
            act=act.name,
            from_state=before,
            to_state=state,
            done_at=at(min(days[version - 1], desk.today), clocks[version - 1]),
            **named("done_by", by),
            done_by_agency=by.owner,
            data_class=DataClass.MEETING,
        )
        before = state


def write_meeting(desk: Desk, area: int, meeting: Meeting, cases: list[Life]) -> None:
    """A meeting, whom it invites and who came to it. Managers are asked for the cases they manage."""
    level = 3 if meeting.level is Level.LEVEL_3 else 2
    chair = desk.staff.chairs[0]
    sent_on = circulated_on(meeting)
    remote = desk.chance.happens(0.6)
    starts = desk.chance.pick(("09:30", "10:00", "13:30"))
    grade, seniority, minutes = _GRADES[meeting.level]
    desk.book.add(
        "coordination.meeting",
        {
            "id": meeting.id,
            "reference": f"MAPP-{area:02d}-L{level}-{desk.next('meeting'):04d}",
            "area_id": area,
            "level": meeting.level,
            "held_on": meeting.held_on,
            "starts_at": at(meeting.held_on, starts),
            **named("chair", chair),
            "chair_agency": chair.owner,
            "chair_grade": grade,
            "chair_seniority": seniority,
            "lasts_minutes": minutes,
            "place": None if remote else "Meeting room 2, divisional headquarters",
            "remote": remote,
            "status": meeting.status,
            "circulated_at": at(sent_on) if sent_on else None,
            **held_at(meeting, starts),
            "quorum_not_met_because": _without_prison(meeting, cases),
            "version": len(steps_to(meeting.status)),
            **recorded(sent_on or meeting.held_on - timedelta(days=40), desk.staff.administrator),
        },
    )
    write_steps(desk, area, meeting, starts)
    for who, body, for_case in invited(desk, cases):
        write_invitation(desk, (area, meeting), who, body, for_case)


def invited(desk: Desk, cases: list[Life]) -> list[tuple[Practitioner, str | None, str | None]]:
    """The chair for the whole agenda; managers and bodies each for a case. The unit itself needs no invitation."""
    staff = desk.staff
    asked: dict[tuple[str, str | None], tuple[Practitioner, str | None, str | None]] = {}
    asked[staff.chairs[0].id, None] = (staff.chairs[0], None, None)
    for life in cases:
        managers = [life.managers.police, life.managers.community]
        for who in managers + ([life.managers.prison] if life.in_custody else []):
            asked[who.id, life.id] = (who, None, life.id)
    if cases:
        for body in BODIES[:3]:
            asked[body, cases[0].id] = (staff.representative(body), body, cases[0].id)
    return list(asked.values())


def write_invitation(
    desk: Desk, at_meeting: tuple[int, Meeting], who: Practitioner, body: str | None, for_case: str | None
) -> None:
    """An invitation, and once the meeting was held, whether it was taken up. Who chairs is never absent."""
    area, meeting = at_meeting
    sent_on = circulated_on(meeting)
    came = who is desk.staff.chairs[0] or desk.chance.happens(0.85)
    row: dict[str, Any] = {"meeting_id": meeting.id, "area_id": area, "agency": who.owner}
    row |= {"body_code": body, "name": who.name}
    response = _response(desk, meeting, came=came)
    away = response is InvitationResponse.APOLOGIES
    # Of a meeting that was held the reports have come; of one that is to come they are still awaited.
    report = meeting.held if away else None
    by = recorded(min(desk.today, sent_on or desk.today), desk.staff.administrator)
    invitation = desk.add(
        "coordination.invitation",
        **row,
        principal_id=who.id,
        for_case_id=for_case,
        circulated_at=at(sent_on) if sent_on else None,
        valid_until=_counts_until(desk, meeting),
        response=response,
        deputy_name="A colleague of theirs" if response is InvitationResponse.DEPUTY_SENT else None,
        need="What it can offer is to be agreed." if body else None,
        report_received_on=min(meeting.held_on, desk.today) if report else None,
        **by,
    )
    if meeting.held:
        there = {"attended": came, "apologies": not came, "report_received": report}
        there["statement_accepted"] = True if came else None
        held = recorded(meeting.held_on, desk.staff.administrator)
        desk.add("coordination.attendance", invitation_id=invitation, **row, **there, **held)


def _counts_until(desk: Desk, meeting: Meeting) -> str | None:
    """One that was never sent counts at no time; of a meeting that was put off, it ended with that."""
    if circulated_on(meeting) is None:
        return None
    put_off = meeting.status is MeetingStatus.POSTPONED
    return at(desk.today, "08:00") if put_off else at(meeting.held_on + timedelta(days=INVITED_AFTER))


def _response(desk: Desk, meeting: Meeting, *, came: bool) -> InvitationResponse:
    if meeting.held:
        return InvitationResponse.ACCEPTED if came else InvitationResponse.APOLOGIES
    if meeting.status is not MeetingStatus.CIRCULATED:
        return InvitationResponse.AWAITED
    return desk.chance.pick(_REPLIES)


_REPLIES: Final = (
    InvitationResponse.AWAITED,
    InvitationResponse.AWAITED,
    InvitationResponse.ACCEPTED,
    InvitationResponse.ACCEPTED,
    InvitationResponse.ACCEPTED,
    InvitationResponse.APOLOGIES,
    InvitationResponse.DECLINED,
    InvitationResponse.DEPUTY_SENT,
)


class Turn(Enum):
    """Which of its meetings this is to a case: the first sets its level, and the last may lower it."""

    FIRST = "first"
    BETWEEN = "between"
    LAST = "last"


def write_item(desk: Desk, life: Life, meeting: Meeting, position: int, turn: Turn) -> Item:
    """A case on the agenda of a meeting."""
    first = turn is Turn.FIRST
    at_level = (meeting.id, meeting.held_on, meeting.level)
    item = Item(desk.chance.key(), *at_level, position, first, meeting.held, meeting.unwritten)
    unchanged = meeting.held and not first and not (turn is Turn.LAST and life.kind.level is Level.LEVEL_1)
    desk.book.add(
        "coordination.meeting_case",
        {
            "id": item.id,
            "meeting_id": meeting.id,
            "case_id": life.id,
            "position": position,
            "held_on": meeting.held_on,
            "purpose": ItemPurpose.INITIAL if first else ItemPurpose.REVIEW,
            "status": ItemStatus.DISCUSSED if meeting.held else ItemStatus.LISTED,
            "minutes_begun_on": meeting.held_on if meeting.held else None,
            "level_unchanged_because": "What meetings add has not changed since the last." if unchanged else None,
            **recorded(circulated_on(meeting) or desk.today, desk.staff.administrator),
        },
    )
    return item
