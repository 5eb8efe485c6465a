"""What goes beyond a meeting: corrections that wait, summaries for the person, onward sharing, what was told."""

from datetime import date, timedelta
from typing import Final

from agencies.coordination.meeting_vocabulary import (
    MinutesCorrectionStatus,
    MinutesStatus,
    SharingStatus,
    SummaryStatus,
    ToldHow,
    ToldStatus,
)
from agencies.coordination.process.minutes_correction import MACHINE as CORRECTION
from agencies.coordination.process.sharing import SHARING, TOLD
from agencies.coordination.process.summary import MACHINE as SUMMARY
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import Practitioner
from gateway.demonstration.caseload.step_rows import Done, write_steps
from policies.vocabulary import Act

DAYS = timedelta(days=1)
RECENT = 90 * DAYS


def write_beyond(desk: Desk, life: Life, minutes: tuple[str, MinutesStatus, date], section: str) -> None:
    """Circulated minutes wait for a correction now and then; of a few agreed ones something went further."""
    key, status, on = minutes
    if status is not MinutesStatus.DRAFT and desk.chance.happens(0.4 if status is MinutesStatus.CIRCULATED else 0.06):
        _correction(desk, life, (key, section), on, answered=status is not MinutesStatus.CIRCULATED)
    if status is MinutesStatus.AGREED and life.is_demonstration and desk.today - on < RECENT:
        _sharing(desk, life, key, on + 9 * DAYS, late=True)
    elif status is MinutesStatus.AGREED and desk.chance.happens(0.15):
        _summary(desk, life, key, min(desk.today, on + 20 * DAYS))
        _sharing(desk, life, key, min(desk.today, on + 9 * DAYS))
        _told(desk, life, min(desk.today, on + 11 * DAYS))


def _correction(desk: Desk, life: Life, of: tuple[str, str], on: date, *, answered: bool) -> None:
    """One that waits, or was answered before the minutes were agreed."""
    minutes, section = of
    by, unit = life.managers.police, desk.staff.coordinator
    end = (_ACCEPTED, _DECLINED)[life.place % 2]
    asked = Done(Act.ASK_MINUTES_CORRECTION, MinutesCorrectionStatus.ASKED, on, by)
    done = [asked, Done(end[0], end[1], min(desk.today, on + DAYS), unit)] if answered else [asked]
    told = {"answered_on": done[-1].on, "answer": end[2], **named("answered_by", unit)} if answered else {}
    key = desk.add(
        "coordination.minutes_correction",
        case_id=life.id,
        minutes_id=minutes,
        section_id=section,
        owner="police",
        status=done[-1].state,
        asked_by_agency="police",
        **named("asked_by", by),
        asked_on=on,
        what="The second visit was on the day after; our own record has it.",
        **told,
        version=len(done),
        **recorded(on, by),
    )
    write_steps(desk, life, (CORRECTION, key), done)


_ACCEPTED: Final = (
    Act.ACCEPT_MINUTES_CORRECTION,
    MinutesCorrectionStatus.ACCEPTED,
    "The day of the second visit was put right.",
)
_DECLINED: Final = (
    Act.DECLINE_MINUTES_CORRECTION,
    MinutesCorrectionStatus.DECLINED,
    "Both days were checked: the minutes have the right one.",
)


def _summary(desk: Desk, life: Life, minutes: str, on: date) -> None:
    """Agreed mostly; or it waits to be checked, or for the chair, or something had to come out."""
    writer, checker, chair = desk.staff.coordinator, life.managers.community, desk.staff.chairs[0]
    written = Done(Act.WRITE_EXECUTIVE_SUMMARY, SummaryStatus.DRAFT, on, writer)
    checked = Done(Act.CHECK_EXECUTIVE_SUMMARY, SummaryStatus.CHECKED, on, checker)
    returned = Done(Act.CHECK_EXECUTIVE_SUMMARY, SummaryStatus.RETURNED, on, checker)
    agreed = Done(Act.AGREE_EXECUTIVE_SUMMARY, SummaryStatus.AGREED, on, chair)
    points = ([written, checked, agreed], [written], [written, checked], [written, returned])
    done = points[life.place % len(points)]
    key = desk.add(
        "coordination.executive_summary",
        case_id=life.id,
        minutes_id=minutes,
        status=done[-1].state,
        body="Agencies met to talk about you. They agreed how you are supervised and when they meet again.",
        **named("written_by", writer),
        **(_found(on, checker, passes=returned not in done) if len(done) > 1 else {}),
        **({"agreed_on": on, **named("agreed_by", chair)} if agreed in done else {}),
        version=len(done),
        **recorded(on, writer),
    )
    write_steps(desk, life, (SUMMARY, key), done)


def _found(on: date, checker: Practitioner, *, passes: bool) -> dict[str, object]:
    """What the summary was searched for, and whether it holds any of it."""
    names = ("victim", "third_party", "intelligence", "restricted_section", "withheld_disclosure")
    found: dict[str, object] = {f"holds_no_{what}": passes or what != "third_party" for what in names}
    note = None if passes else "The name of a neighbour must come out."
    return {**found, "check_note": note, "checked_on": on, **named("checked_by", checker)}


def _sharing(desk: Desk, life: Life, minutes: str, on: date, *, late: bool = False) -> None:
    """It waits for the chair, was refused, or was agreed: and shared then, taken back, or is late to be shared."""
    by, chair = life.managers.police, desk.staff.chairs[0]
    asked = Done(Act.REQUEST_ONWARD_SHARING, SharingStatus.REQUESTED, on, by)
    agreed = Done(Act.AGREE_ONWARD_SHARING, SharingStatus.AGREED, on, chair)
    refused = Done(Act.REFUSE_ONWARD_SHARING, SharingStatus.REFUSED, on, chair)
    shared = Done(Act.CARRY_OUT_ONWARD_SHARING, SharingStatus.SHARED, on + 3 * DAYS, by)
    withdrawn = Done(Act.WITHDRAW_ONWARD_SHARING, SharingStatus.WITHDRAWN, on + 2 * DAYS, chair)
    points = ([asked], [asked, agreed, shared], [asked, refused], [asked, agreed, withdrawn])
    done = [asked, agreed] if late else points[life.place % len(points)]
    why = "They pass the address each day." if agreed in done else "What they need they are told by the officer."
    key = desk.add(
        "coordination.onward_sharing",
        case_id=life.id,
        minutes_id=minutes,
        status=done[-1].state,
        asked_by_agency="police",
        **named("asked_by", by),
        asked_on=on,
        with_whom="The neighbourhood team of the address",
        what="What the person is not to do, and whom to call.",
        why="They pass the address each day.",
        **({"decided_on": on, "reason": why, **named("decided_by", chair)} if len(done) > 1 else {}),
        **({"share_by": on + 14 * DAYS} if agreed in done else {}),
        **({"withdrawn_because": "The team has moved on."} if withdrawn in done else {}),
        **(_shared(shared) if shared in done else {}),
        version=len(done),
        **recorded(on, by),
    )
    write_steps(desk, life, (SHARING, key), done)


def _shared(carried_out: Done) -> dict[str, object]:
    whom, what = "The sergeant of the neighbourhood team", "What the person is not to do, and whom to call."
    told = {"shared_how": ToldHow.SAID, "shared_with": whom, "shared_what": what, "shared_on": carried_out.on}
    return {**told, **named("shared_by", carried_out.by)}


def _told(desk: Desk, life: Life, on: date) -> None:
    by = life.managers.community
    key = desk.add(
        "coordination.off_system_disclosure",
        case_id=life.id,
        owner="probation",
        status=ToldStatus.RECORDED,
        how=ToldHow.SAID,
        to_whom="The manager of the approved premises",
        what="The curfew, and whom to call if it is not kept.",
        why="So that the plan is kept to at night.",
        told_on=on,
        of_minutes=False,
        **recorded(on, by),
    )
    write_steps(desk, life, (TOLD, key), [Done(Act.RECORD_OFF_SYSTEM_DISCLOSURE, ToldStatus.RECORDED, on, by)])
