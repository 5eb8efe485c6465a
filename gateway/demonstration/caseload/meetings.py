"""Meetings at level 2 and 3: a series in the past, and the next to come, with who is asked and who came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemPurpose, ItemStatus, MeetingStatus
from agencies.coordination.vocabulary import Level
from gateway.demonstration.agreements import BODIES
from gateway.demonstration.caseload.careers import Item
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import Practitioner

EVERY: Final = {Level.LEVEL_2: 84, Level.LEVEL_3: 42}  # days
CIRCULATED_BEFORE: Final = 12  # days before a meeting its papers go out
_GRADES: Final = {
    Level.LEVEL_2: "Inspector or senior probation officer",
    Level.LEVEL_3: "Superintendent or head of delivery unit",
}
INVITED_AFTER: Final = 28  # days after a meeting an invitation still counts, for the minutes to be agreed


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that was held, or is to be."""

    id: str
    level: Level
    held_on: date
    status: MeetingStatus

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
    planned = meeting.status is MeetingStatus.PLANNED
    return None if planned else meeting.held_on - timedelta(days=CIRCULATED_BEFORE)


def write_meeting(desk: Desk, area: int, meeting: Meeting, cases: list[Life]) -> None:
    """A meeting, whom it invites and who came to it. Managers are asked for the cases they manage."""
    level = 3 if meeting.level is Level.LEVEL_3 else 2
    chair = desk.staff.chairs[0]
    sent_on = circulated_on(meeting)
    remote = desk.chance.happens(0.6)
    desk.book.add(
        "coordination.meeting",
        {
            "id": meeting.id,
            "reference": f"MAPP-{area:02d}-L{level}-{desk.next('meeting'):04d}",
            "area_id": area,
            "level": meeting.level,
            "held_on": meeting.held_on,
            "starts_at": at(meeting.held_on, desk.chance.pick(("09:30", "10:00", "13:30"))),
            **named("chair", chair),
            "chair_agency": chair.owner,
            "chair_grade": _GRADES[meeting.level],
            "place": None if remote else "Meeting room 2, divisional headquarters",
            "remote": remote,
            "status": meeting.status,
            "circulated_at": at(sent_on) if sent_on else None,
            **recorded(sent_on or meeting.held_on - timedelta(days=40), desk.staff.administrator),
        },
    )
    for who, body, for_case in invited(desk, cases):
        write_invitation(desk, (area, meeting), who, body, for_case)


def invited(desk: Desk, cases: list[Life]) -> list[tuple[Practitioner, str | None, str | None]]:
    """Chair and co-ordinator for the whole agenda; managers and bodies each for a case."""
    staff = desk.staff
    asked: dict[tuple[str, str | None], tuple[Practitioner, str | None, str | None]] = {}
    for who in (staff.chairs[0], staff.coordinator, staff.administrator):
        asked[who.id, None] = (who, None, None)
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
    by = recorded(min(desk.today, sent_on or desk.today), desk.staff.administrator)
    invitation = desk.add(
        "coordination.invitation",
        **row,
        principal_id=who.id,
        for_case_id=for_case,
        circulated_at=at(sent_on) if sent_on else None,
        valid_until=at(meeting.held_on + timedelta(days=INVITED_AFTER)),
        response=_response(desk, meeting, came=came),
        **by,
    )
    if meeting.held:
        report = None if came else desk.chance.happens(0.7)
        there = {"attended": came, "apologies": not came, "report_received": report}
        there["statement_accepted"] = True if came else None
        held = recorded(meeting.held_on, desk.staff.administrator)
        desk.add("coordination.attendance", invitation_id=invitation, **row, **there, **held)


def _response(desk: Desk, meeting: Meeting, *, came: bool) -> InvitationResponse:
    if meeting.held:
        return InvitationResponse.ACCEPTED if came else InvitationResponse.APOLOGIES
    return InvitationResponse.AWAITED if desk.chance.happens(0.5) else InvitationResponse.ACCEPTED


def write_item(desk: Desk, life: Life, meeting: Meeting, position: int, *, first: bool) -> Item:
    """A case on the agenda of a meeting."""
    item = Item(desk.chance.key(), meeting.id, meeting.held_on, meeting.level, position, first, meeting.held)
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
            **recorded(circulated_on(meeting) or desk.today, desk.staff.administrator),
        },
    )
    return item
