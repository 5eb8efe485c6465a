"""The case: category and level now and before, its reviews, and when the next falls due."""

from datetime import date, timedelta
from typing import Any

from agencies.coordination.rules.reviews import LEADS
from agencies.coordination.vocabulary import (
    CaseStatus,
    Category,
    LeadAgency,
    Level,
    QualifyingReason,
    ReviewBasis,
    ReviewKind,
    ReviewOutcome,
    ScheduleStatus,
)
from gateway.demonstration.caseload.careers import Career
from gateway.demonstration.caseload.decision_rows import write_decision
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life, notification_days
from gateway.demonstration.caseload.process_rows import RECENT, write_receipts
from gateway.demonstration.caseload.review_rows import of_late, write_late
from gateway.demonstration.caseload.sentences import PRE_RELEASE, Situation

_REASONS = {
    Category.CATEGORY_1: QualifyingReason.NOTIFICATION_REQUIREMENTS,
    Category.CATEGORY_2: QualifyingReason.QUALIFYING_SENTENCE,
    Category.CATEGORY_3: QualifyingReason.CAPABLE_OF_SERIOUS_HARM,
    Category.CATEGORY_4: QualifyingReason.TERRORISM_NOTIFICATION,
}


def write_case(desk: Desk, life: Life, career: Career) -> None:
    """The case with its histories, its decisions and its reviews."""
    due = next_due(desk, life, career)
    desk.book.add("coordination.case", _case_row(desk, life, career, due))
    _write_categories(desk, life)
    _write_levels(desk, life, career)
    _write_schedule(desk, life, career, due)


def next_due(desk: Desk, life: Life, career: Career) -> date | None:
    """By the rule of the level; while it is to be determined, six months before release; never once a case is over."""
    if life.status in (CaseStatus.EXITED, CaseStatus.ENTERED_IN_ERROR) or life.kind.level is Level.UNRECOGNISED:
        return None
    if not career.steps:
        return None if life.sentence.released_on is None else life.sentence.released_on - timedelta(days=PRE_RELEASE)
    return desk.review_due(life, career.steps[-1].level, career.counted_from)


def _case_row(desk: Desk, life: Life, career: Career, due: date | None) -> dict[str, Any]:
    return {
        "id": life.id,
        "reference": life.reference,
        "person_id": life.person_id,
        "area_id": life.area.id,
        "handling": life.handling,
        "category": life.kind.category,
        "category_raw": _category_raw(life),
        "level": life.kind.level,
        "level_raw": "M9" if life.kind.level is Level.UNRECOGNISED else None,
        "level_set_on": career.steps[-1].on if career.steps else None,
        "qualifying_reason": qualifying_reason(life),
        "qualified_on": life.entered_on,
        "status": life.status,
        "lead_agency": lead_agency(life),
        "entered_on": life.entered_on,
        "exit_due_on": exit_due(life),
        "exited_on": life.exited_on,
        "next_review_due": due,
        "last_reviewed_on": career.reviewed_on,
        **recorded(life.entered_on, desk.staff.coordinator),
    }


def _category_raw(life: Life) -> str | None:
    raw = {Category.TO_BE_DETERMINED: "X9", Category.UNRECOGNISED: "M7"}
    return raw.get(life.kind.category)


def qualifying_reason(life: Life) -> QualifyingReason:
    """The limb of the statute, from the category and the disposal."""
    if life.kind.category is Category.CATEGORY_2 and life.situation is Situation.HOSPITAL:
        return QualifyingReason.HOSPITAL_OR_GUARDIANSHIP_ORDER
    return _REASONS.get(life.kind.category, QualifyingReason.NOT_RECORDED)


def lead_agency(life: Life) -> LeadAgency:
    """Police lead where nobody supervises, mental health services where a hospital has the person."""
    if life.situation is Situation.HOSPITAL:
        return LeadAgency.MENTAL_HEALTH
    if life.situation is Situation.REGISTERED:
        return LeadAgency.POLICE
    return LeadAgency.PROBATION


def exit_due(life: Life) -> date | None:
    """When the notification requirements or the sentence end; None where nothing ends them yet."""
    if not life.registered:
        return life.sentence.ends_on
    days = notification_days(life.sentence)
    return None if days is None else life.sentence.convicted_on + timedelta(days=days)


def _write_categories(desk: Desk, life: Life) -> None:
    by = recorded(life.entered_on, desk.staff.coordinator)
    since = life.entered_on
    if life.kind.category is not Category.TO_BE_DETERMINED and desk.chance.happens(0.05):
        known_on = min(desk.today, since + timedelta(days=desk.chance.number(3, 20)), life.exited_on or desk.today)
        before = {"category": Category.TO_BE_DETERMINED, "qualifying_reason": QualifyingReason.NOT_RECORDED}
        lasted = {"valid_from": since, "valid_until": known_on, "reason": "Awaiting the record of the court."}
        desk.add("coordination.category_history", case_id=life.id, **before, **lasted, **by)
        since = known_on
    if life.category_4_until is not None:
        before = {"category": Category.CATEGORY_4, "qualifying_reason": QualifyingReason.TERRORISM_RISK}
        lasted = {"valid_from": since, "valid_until": life.category_4_until, "reason": "By decision, for what he read."}
        desk.add("coordination.category_history", case_id=life.id, **before, **lasted, **by)
        since = life.category_4_until
    desk.add(
        "coordination.category_history",
        case_id=life.id,
        category=life.kind.category,
        category_raw=_category_raw(life),
        qualifying_reason=qualifying_reason(life),
        valid_from=since,
        valid_until=life.exited_on,
        reason=f"{life.sentence.offence.name}.",
        **by,
    )


def _write_levels(desk: Desk, life: Life, career: Career) -> None:
    first = career.steps[0].on if career.steps else None
    if first is None or first > life.entered_on:
        row = {"level": Level.TO_BE_DETERMINED, "valid_from": life.entered_on, "valid_until": first}
        desk.add(
            "coordination.level_history", case_id=life.id, **row, **recorded(life.entered_on, desk.staff.coordinator)
        )
    decision = None
    for place, step in enumerate(career.steps):
        decision = write_decision(desk, life, career, place, decision)
        if decision and step.on > desk.today - RECENT:
            write_receipts(desk, life, decision, step.on)
        until = career.steps[place + 1].on if place + 1 < len(career.steps) else life.exited_on
        desk.add(
            "coordination.level_history",
            case_id=life.id,
            level=step.level,
            level_raw="M9" if step.level is Level.UNRECOGNISED else None,
            decision_id=decision,
            valid_from=step.on,
            valid_until=until,
            **recorded(step.on, desk.staff.coordinator),
        )


def _write_schedule(desk: Desk, life: Life, career: Career, due: date | None) -> None:
    if not career.items and career.reviewed_on is not None:
        _write_level_1_review(desk, life, career, career.reviewed_on, due)
    if due is None:
        return
    basis = ReviewBasis.LAST_REVIEW if career.reviewed_on else ReviewBasis.LEVEL_SET
    ruled = bool(career.steps)
    late = of_late(desk, life, due, LEADS[lead_agency(life)])
    key = desk.add(
        "coordination.review_schedule",
        case_id=life.id,
        rule_id=desk.rule(life, life.kind.level).id if ruled else None,
        level=life.kind.level,
        due_on=due,
        basis=basis if ruled else ReviewBasis.RELEASE,
        counted_from=career.counted_from if ruled else life.sentence.released_on,
        status=ScheduleStatus.DUE,
        **late.columns,
        **recorded(career.counted_from if ruled else life.entered_on, desk.staff.administrator),
    )
    write_late(desk, life, key, late)


def _write_level_1_review(desk: Desk, life: Life, career: Career, held_on: date, due: date | None) -> None:
    lead = life.managers.police if lead_agency(life) is LeadAgency.POLICE else life.managers.community
    endorsed = desk.chance.happens(0.35)
    desk.add(
        "coordination.review",
        case_id=life.id,
        schedule_id=_held_schedule(desk, life, career, held_on) if life.kind.level is Level.LEVEL_1 else None,
        kind=ReviewKind.LEVEL_1_REVIEW,
        held_on=held_on,
        outcome=ReviewOutcome.RETAIN_LEVEL_1_ENDORSED if endorsed else ReviewOutcome.RETAIN_LEVEL_1,
        summary=desk.chance.pick(_REVIEWED),
        next_due=due,
        **named("reviewed_by", lead),
        **(named("endorsed_by", life.managers.senior) if endorsed else {}),
        **recorded(held_on, lead),
    )


def _held_schedule(desk: Desk, life: Life, career: Career, held_on: date) -> str:
    rule, set_on = desk.rule(life, Level.LEVEL_1), career.steps[-1].on
    counted = max(set_on, held_on - timedelta(days=rule.days + desk.chance.number(-20, 20)))
    return desk.add(
        "coordination.review_schedule",
        case_id=life.id,
        rule_id=rule.id,
        level=Level.LEVEL_1,
        due_on=desk.review_due(life, Level.LEVEL_1, counted),
        basis=ReviewBasis.LEVEL_SET if counted == set_on else ReviewBasis.LAST_REVIEW,
        counted_from=counted,
        status=ScheduleStatus.HELD,
        **recorded(counted, desk.staff.administrator),
    )


_REVIEWED = (
    "The plan holds and no other agency is needed to carry it out.",
    "Visits were kept and nothing new was found; the level remains right.",
    "Work is settled and the address has not changed. Management by the lead agency is enough.",
    "One late notification, explained and accepted. The plan was tightened and the level retained.",
    "Relations with the family remain strained; contact is monitored and the level is retained.",
    "Alcohol use has gone down and the programme is being attended. Retained at level 1.",
)
