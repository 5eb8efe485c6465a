"""What goes beyond a meeting: corrections that wait, summaries for the person, onward sharing, what was told."""

from datetime import date, timedelta

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
from gateway.demonstration.caseload.step_rows import Done, write_steps
from policies.vocabulary import Act

DAYS = timedelta(days=1)


def write_beyond(desk: Desk, life: Life, minutes: tuple[str, MinutesStatus, date], section: str) -> None:
    """Circulated minutes wait for a correction now and then; of a few agreed ones something went further."""
    key, status, on = minutes
    if status is MinutesStatus.CIRCULATED and desk.chance.happens(0.4):
        _correction(desk, life, (key, section), on)
    if status is MinutesStatus.AGREED and desk.chance.happens(0.06):
        _summary(desk, life, key, min(desk.today, on + 20 * DAYS))
        _sharing(desk, life, key, min(desk.today, on + 9 * DAYS))
        _told(desk, life, min(desk.today, on + 11 * DAYS))


def _correction(desk: Desk, life: Life, of: tuple[str, str], on: date) -> None:
    minutes, section = of
    by = life.managers.police
    key = desk.add(
        "coordination.minutes_correction",
        case_id=life.id,
        minutes_id=minutes,
        section_id=section,
        owner="police",
        status=MinutesCorrectionStatus.ASKED,
        asked_by_agency="police",
        **named("asked_by", by),
        asked_on=on,
        what="The second visit was on the day after; our own record has it.",
        **recorded(on, by),
    )
    write_steps(
        desk, life, (CORRECTION, key), [Done(Act.ASK_MINUTES_CORRECTION, MinutesCorrectionStatus.ASKED, on, by)]
    )


def _summary(desk: Desk, life: Life, minutes: str, on: date) -> None:
    writer, checker, chair = desk.staff.coordinator, life.managers.community, desk.staff.chairs[0]
    found = ("victim", "third_party", "intelligence", "restricted_section", "withheld_disclosure")
    key = desk.add(
        "coordination.executive_summary",
        case_id=life.id,
        minutes_id=minutes,
        status=SummaryStatus.AGREED,
        body="Agencies met to talk about you. They agreed how you are supervised and when they meet again.",
        **named("written_by", writer),
        **{f"holds_no_{what}": True for what in found},
        checked_on=on,
        **named("checked_by", checker),
        agreed_on=on,
        **named("agreed_by", chair),
        version=3,
        **recorded(on, writer),
    )
    done = [
        Done(Act.WRITE_EXECUTIVE_SUMMARY, SummaryStatus.DRAFT, on, writer),
        Done(Act.CHECK_EXECUTIVE_SUMMARY, SummaryStatus.CHECKED, on, checker),
        Done(Act.AGREE_EXECUTIVE_SUMMARY, SummaryStatus.AGREED, on, chair),
    ]
    write_steps(desk, life, (SUMMARY, key), done)


def _sharing(desk: Desk, life: Life, minutes: str, on: date) -> None:
    """One waits for the chair, another was refused."""
    by, chair = life.managers.police, desk.staff.chairs[0]
    waits = desk.chance.happens(0.5)
    decided = {} if waits else {"decided_on": on, "reason": "What they need they are told by the officer."}
    key = desk.add(
        "coordination.onward_sharing",
        case_id=life.id,
        minutes_id=minutes,
        status=SharingStatus.REQUESTED if waits else SharingStatus.REFUSED,
        asked_by_agency="police",
        **named("asked_by", by),
        asked_on=on,
        with_whom="The neighbourhood team of the address",
        what="What the person is not to do, and whom to call.",
        why="They pass the address each day.",
        **decided,
        **({} if waits else named("decided_by", chair)),
        version=1 if waits else 2,
        **recorded(on, by),
    )
    asked = Done(Act.REQUEST_ONWARD_SHARING, SharingStatus.REQUESTED, on, by)
    refused = Done(Act.REFUSE_ONWARD_SHARING, SharingStatus.REFUSED, on, chair)
    write_steps(desk, life, (SHARING, key), [asked] if waits else [asked, refused])


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
        **recorded(on, by),
    )
    write_steps(desk, life, (TOLD, key), [Done(Act.RECORD_OFF_SYSTEM_DISCLOSURE, ToldStatus.RECORDED, on, by)])
