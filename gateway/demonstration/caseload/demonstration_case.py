"""The cases that the demonstration shows: the same people and the same facts whatever the size of the caseload.

The first is known to everybody in it: managed by the police, the prison and the community offender manager, about to
be released, on the agenda of a meeting whose papers are out, with a victim in contact, and with sources that differ.
The second is restricted to named users, the third excludes the police offender manager, the fourth is of terrorism.
Of the fifth the minutes of its last meeting are late, and no meeting is booked for its next review; the sixth is to be
released within six months, and has no level.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from agencies.coordination.meeting_vocabulary import DisagreementTopic, MeetingStatus
from agencies.coordination.vocabulary import CaseStatus, Level
from agencies.person.vocabulary import AliasKind
from agencies.police.vocabulary import OrderKind
from agencies.probation.vocabulary import AccessLimitKind, HealthNoteKind, SentenceKind
from gateway.demonstration.caseload.action_rows import write_outstanding_actions
from gateway.demonstration.caseload.careers import Career, Step, level_1_career
from gateway.demonstration.caseload.decision_rows import write_accepted_referral, write_proposal
from gateway.demonstration.caseload.desk import Desk, at, named
from gateway.demonstration.caseload.lives import Life, life_with
from gateway.demonstration.caseload.margins import DEMONSTRATION_KINDS
from gateway.demonstration.caseload.meeting_states import write_states
from gateway.demonstration.caseload.meetings import Meeting, Turn, write_item, write_meeting
from gateway.demonstration.caseload.offences import SEXUAL, TERRORIST, VIOLENT, Offence
from gateway.demonstration.caseload.panels import attend
from gateway.demonstration.caseload.person_rows import write_alias
from gateway.demonstration.caseload.plan_rows import write_disagreement
from gateway.demonstration.caseload.police_rows import write_intelligence, write_marker, write_order
from gateway.demonstration.caseload.prison_rows import write_security_report
from gateway.demonstration.caseload.probation_rows import write_programme
from gateway.demonstration.caseload.process_rows import write_waiting
from gateway.demonstration.caseload.risk_rows import note_health
from gateway.demonstration.caseload.sentences import Sentence, Situation
from gateway.demonstration.caseload.surroundings_rows import write_contribution, write_limit, write_victim
from gateway.demonstration.personas import AREA
from policies.vocabulary import DataClass, ItemHandling

DEMONSTRATION_CASE: Final = f"MAPPA-{AREA:02d}-000001"
RESTRICTED_CASE: Final = f"MAPPA-{AREA:02d}-000002"
EXCLUDED_CASE: Final = f"MAPPA-{AREA:02d}-000003"
TERRORISM_CASE: Final = f"MAPPA-{AREA:02d}-000004"
DECIDED_AGO: Final = timedelta(days=20)  # the level of the restricted case: communicated, and not acknowledged by all
UNBOOKED_AGO: Final = 72  # days since the last meeting on the fifth case: its review falls due within a fortnight
STALE: Final = 421  # days since risk was last assessed in the first case


def write_demonstration(desk: Desk) -> list[tuple[Life, Career]]:
    """The six cases. What every case has is written by the caller; here is what only these have."""
    shown, restricted, excluding, terrorist, unbooked, unset = (
        _life(desk, place) for place in range(1, 1 + len(DEMONSTRATION_KINDS))
    )
    restricted = replace(restricted, restricted=True)
    interval = desk.rule(shown, Level.LEVEL_1).days
    others = [(life, level_1_career(desk.chance, life, interval)) for life in (excluding, terrorist)]
    others.insert(0, (restricted, Career((Step(Level.LEVEL_1, desk.today - DECIDED_AGO),))))
    write_limit(desk, excluding, AccessLimitKind.EXCLUSION, desk.staff.police[0])
    _write_holdings(desk, shown)
    _write_differences(desk, shown)
    _write_grant(desk, restricted)
    write_waiting(desk, [restricted])
    panel = _write_panel(desk, shown, excluding)
    write_outstanding_actions(desk, shown, panel[1].items[1])
    write_states(desk, [excluding, shown])
    return [panel, *others, _write_unbooked(desk, unbooked), (_identified(unset), Career(()))]


def _life(desk: Desk, place: int) -> Life:
    return life_with(desk.chance, desk.staff, (AREA, place, DEMONSTRATION_KINDS[place - 1]), _stands(desk, place), True)


def _stands(desk: Desk, place: int) -> tuple[Situation, Sentence]:
    """Where each of them stands: the first is to be released in three weeks and a bit, the sixth in three months."""
    today = desk.today
    if place == 1:
        return Situation.CUSTODY, _sentence(SEXUAL[3], 60, today + timedelta(days=24))
    if place == 2:
        return Situation.LICENCE, _sentence(VIOLENT[1], 84, today - timedelta(days=200))
    if place == 3:
        return Situation.LICENCE, _sentence(SEXUAL[2], 36, today - timedelta(days=120))
    if place == 4:
        return Situation.LICENCE, _sentence(TERRORIST[1], 48, today - timedelta(days=300))
    if place == 5:
        return Situation.LICENCE, _sentence(VIOLENT[1], 60, today - timedelta(days=220))
    return Situation.CUSTODY, _sentence(SEXUAL[2], 42, today + timedelta(days=100))


def _sentence(offence: Offence, months: int, released_on: date) -> Sentence:
    half = round(months * 15.22)
    sentenced_on = released_on - timedelta(days=half)
    ends_on = sentenced_on + timedelta(days=2 * half)
    convicted_on = sentenced_on - timedelta(days=28)
    court = "Crown Court at Hazelford"
    return Sentence(offence, SentenceKind.IMPRISONMENT, months, court, convicted_on, sentenced_on, released_on, ends_on)


def _write_panel(desk: Desk, shown: Life, newcomer: Life) -> tuple[Life, Career]:
    """Two meetings held, and one in nine days whose papers are out, to which housing is asked for the first case alone.

    The newcomer is on its agenda for the first time: referred and accepted, its change of level not yet decided.
    """
    meetings = [
        Meeting(desk.chance.key(), Level.LEVEL_2, desk.today - timedelta(days=ago), status)
        for ago, status in ((159, MeetingStatus.HELD), (75, MeetingStatus.HELD), (-9, MeetingStatus.CIRCULATED))
    ]
    coming = meetings[-1]
    for meeting in meetings:
        write_meeting(desk, AREA, meeting, [shown, newcomer] if meeting is coming else [shown])
    item = write_item(desk, newcomer, coming, 2, Turn.FIRST)
    write_accepted_referral(desk, newcomer, Step(Level.LEVEL_2, item.held_on, item))
    write_proposal(desk, newcomer)
    return attend(desk, shown, meetings, 1)


def _write_unbooked(desk: Desk, life: Life) -> tuple[Life, Career]:
    """Two meetings held: the minutes of the last are still a draft, and the review that follows it is on no agenda."""
    meetings = [
        Meeting(desk.chance.key(), Level.LEVEL_2, desk.today - timedelta(days=ago), MeetingStatus.HELD, late)
        for ago, late in ((156, False), (UNBOOKED_AGO, True))
    ]
    for meeting in meetings:
        write_meeting(desk, AREA, meeting, [life])
    return attend(desk, life, meetings, 1)


def _identified(life: Life) -> Life:
    """A case whose level nobody has set yet."""
    return replace(life, status=CaseStatus.IDENTIFIED)


def _write_grant(desk: Desk, life: Life) -> None:
    """An emergency grant that has run out: somebody on duty had to open the case at night."""
    day = desk.today - timedelta(days=30)
    reason = "Called to the address at night; no manager could be reached."
    lasted = {"granted_at": at(day, "02:14"), "ends_at": at(day, "06:14")}
    who, unit, senior = desk.staff.prison[0], desk.staff.coordinator, desk.staff.seniors[0]
    taken = {"principal_id": who.id, "principal_name": who.name, "agency": who.owner, "reason": reason, **lasted}
    told = {"acknowledged_at": at(day, "08:40"), "acknowledged_by_id": unit.id, "acknowledged_by_name": unit.name}
    found = {
        "reviewed_by_id": senior.id,
        "reviewed_by_name": senior.name,
        "review_note": "The police log bears it out.",
    }
    ended = {"status": "REVIEWED", "outcome": "JUSTIFIED", "reviewed_at": at(day + timedelta(days=1), "10:05")}
    desk.add("directory.emergency_grant", case_id=life.id, version=3, **taken, **told, **found, **ended)
    _write_waiting_grants(desk, life)


def _write_waiting_grants(desk: Desk, life: Life) -> None:
    """One that nobody has acknowledged, and one that is still to be reviewed: both are late."""
    who, unit = desk.staff.police[-1], desk.staff.coordinator
    for ago, known in ((3, False), (12, True)):
        day = desk.today - timedelta(days=ago)
        lasted = {"granted_at": at(day, "01:05"), "ends_at": at(day, "05:05")}
        told = {"acknowledged_at": at(day, "09:10"), **named("acknowledged_by", unit)} if known else {}
        desk.add(
            "directory.emergency_grant",
            case_id=life.id,
            principal_id=who.id,
            principal_name=who.name,
            agency=who.owner,
            reason="A report of somebody at the address of the victim; the officer of the case was off duty.",
            status="ACKNOWLEDGED" if known else "TAKEN",
            version=2 if known else 1,
            **lasted,
            **told,
        )


def _write_holdings(desk: Desk, life: Life) -> None:
    """What each agency holds on the first case beyond what every case has."""
    reports = (
        ("Asked a visitor to keep a telephone for him until release.", "May have a device not notified."),
        (
            "An officer who met the source says that he has written to the family.",
            "May have tried to reach the family.",
        ),
        ("Material of a kind that the arrangements may not be given.", "Not to be shared."),
    )
    handlings = (ItemHandling.OPEN, ItemHandling.OWNER_ONLY, ItemHandling.INTERCEPT)
    for report, handling in zip(reports, handlings, strict=True):
        write_intelligence(desk, life, report, handling)
    write_alias(desk, life, AliasKind.NICKNAME, "Chalky")
    write_order(desk, life, OrderKind.RESTRAINING_ORDER)
    write_marker(desk, life)
    write_security_report(desk, life)
    write_security_report(desk, life, ItemHandling.OWNER_ONLY)
    write_victim(desk, life)
    for body in ("housing", "health", "jobcentre"):
        write_contribution(desk, life, body)
    write_programme(desk, life)
    drank = "Heavy drinking before the offence; says abstinent since, and tests agree."
    note_health(desk, life, HealthNoteKind.SUBSTANCE_USE, drank)


def _write_differences(desk: Desk, life: Life) -> None:
    """Where sources differ beside the level of the prison's alert: two dates of release, and a stale assessment."""
    released_on = life.sentence.released_on or desk.today
    dates = (
        ("Prison key dates", f"Release on {released_on:%-d %B %Y}"),
        ("Probation case record", f"Release on {released_on + timedelta(days=3):%-d %B %Y}"),
    )
    risk = (("OASys", "High, assessed more than a year ago"), ("Prison security", "Rising, as reported this month"))
    write_disagreement(desk, life, DisagreementTopic.KEY_DATE, DataClass.CUSTODY, dates)
    write_disagreement(desk, life, DisagreementTopic.RISK_LEVEL, DataClass.RISK_LEVEL, risk)


__all__ = [
    "DEMONSTRATION_CASE",
    "EXCLUDED_CASE",
    "RESTRICTED_CASE",
    "TERRORISM_CASE",
    "write_demonstration",
]
