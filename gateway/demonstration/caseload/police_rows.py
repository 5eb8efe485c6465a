"""What the police hold: the managed person, notification, orders, intelligence and warning markers."""

from datetime import date, timedelta
from typing import Final

from agencies.coordination.vocabulary import CaseStatus, Category
from agencies.holdings import Assertion, Reliability
from agencies.police.vocabulary import (
    HandlingCode,
    IntelligenceAssessment,
    NotificationBasis,
    NotificationStatus,
    OrderKind,
    OrderStatus,
    SourceEvaluation,
)
from agencies.probation.vocabulary import SentenceKind
from gateway.demonstration.caseload.case_rows import exit_due
from gateway.demonstration.caseload.desk import COURT_SYSTEM, POLICE_SYSTEM, Desk, source
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.sentences import Situation
from policies.vocabulary import ItemHandling


def write_police(desk: Desk, life: Life) -> None:
    """Everything the police hold on an ordinary person."""
    raised = life.kind.level in MULTI_AGENCY
    if life.registered or raised or desk.chance.happens(0.3):
        _write_managed(desk, life)
    if life.registered and not _is_overlooked(desk, life):
        _write_notification(desk, life)
    if desk.chance.happens(0.45 if life.kind.category is Category.CATEGORY_1 else 0.2):
        write_order(desk, life, _kind(desk, life))
    if desk.chance.happens(0.6 if raised else 0.12):
        write_marker(desk, life)
    for _ in range(desk.chance.number(1, 3) if raised else int(desk.chance.happens(0.06))):
        write_intelligence(desk, life, desk.chance.pick(_REPORTS))


def _is_overlooked(desk: Desk, life: Life) -> bool:
    """Now and then the police hold no period for somebody recorded as registered, and the rules say so."""
    return desk.chance.happens(life.oddly(0.02) / 4) and life.kind.category is Category.CATEGORY_1


def _write_managed(desk: Desk, life: Life) -> None:
    since = max(life.entered_on, desk.chance.before(life.exited_on or desk.today, 30, 1500))
    desk.add(
        "police.managed_person",
        person_id=life.person_id,
        area_id=life.area.id,
        visor_reference=f"VS-{life.number:07d}" if life.registered else None,
        offender_manager_id=life.managers.police.id,
        offender_manager_name=life.managers.police.name,
        team=f"{life.area.name} public protection unit",
        valid_from=since,
        valid_until=life.exited_on,
        **source(POLICE_SYSTEM, since),
    )


def notification_basis(life: Life) -> NotificationBasis:
    """What decides how long the requirements last."""
    if life.kind.category is Category.CATEGORY_4:
        return NotificationBasis.TERRORISM_OFFENCE
    if life.situation is Situation.HOSPITAL:
        restricted = life.sentence.kind is SentenceKind.HOSPITAL_ORDER_WITH_RESTRICTION
        return (
            NotificationBasis.HOSPITAL_WITH_RESTRICTION
            if restricted
            else NotificationBasis.HOSPITAL_WITHOUT_RESTRICTION
        )
    if not life.sentence.custodial:
        return NotificationBasis.OTHER_DISPOSAL if life.sentence.court else NotificationBasis.CAUTION
    long = life.sentence.months is None or life.sentence.months > 30
    return NotificationBasis.CUSTODY_OVER_30_MONTHS if long else NotificationBasis.CUSTODY_6_TO_30_MONTHS


def _write_notification(desk: Desk, life: Life) -> None:
    ends_on = exit_due(life)
    last = None if life.in_custody else max(life.entered_on, desk.chance.before(desk.today, 3, 380))
    due = None if last is None or life.exited_on else last + timedelta(days=365)
    desk.add(
        "police.notification_period",
        person_id=life.person_id,
        status=_notification_status(desk, life, due),
        basis=notification_basis(life),
        starts_on=life.entered_on,
        ends_on=ends_on,
        indefinite=ends_on is None,
        last_notified_on=last,
        next_notification_due=due,
        **source(POLICE_SYSTEM, last or life.entered_on),
    )


def _notification_status(desk: Desk, life: Life, due: date | None) -> NotificationStatus:
    if life.status in (CaseStatus.EXITED, CaseStatus.ENTERED_IN_ERROR):
        return NotificationStatus.ENDED
    if due is None:
        return NotificationStatus.SUSPENDED_IN_CUSTODY
    return NotificationStatus.OVERDUE if due < desk.today else NotificationStatus.CURRENT


def _kind(desk: Desk, life: Life) -> OrderKind:
    if life.kind.category is Category.CATEGORY_1:
        old = life.sentence.sentenced_on < date(2015, 3, 8)  # when the order of today replaced the one before
        return OrderKind.SOPO if old else OrderKind.SHPO
    if life.sentence.offence.against_partner:
        return desk.chance.pick((OrderKind.RESTRAINING_ORDER, OrderKind.STALKING_PROTECTION_ORDER, OrderKind.DVPO))
    return desk.chance.pick((OrderKind.RESTRAINING_ORDER, OrderKind.CRIMINAL_BEHAVIOUR_ORDER))


_PROHIBITIONS: Final = {
    OrderKind.SHPO: "No device that can reach the internet unless it keeps its history and is shown on request.",
    OrderKind.SOPO: "No unsupervised contact with anybody under 16.",
    OrderKind.RESTRAINING_ORDER: "Not to contact the person named in the order, nor go within 200 metres of home.",
    OrderKind.STALKING_PROTECTION_ORDER: "Not to watch, follow or write to the person named in the order.",
    OrderKind.DVPO: "Not to enter or come near the premises named in the order.",
    OrderKind.CRIMINAL_BEHAVIOUR_ORDER: "Not to be in the town centre between nine at night and six in the morning.",
}


def write_order(desk: Desk, life: Life, kind: OrderKind) -> None:
    """An order of this kind, made when the person was sentenced."""
    made_on = life.sentence.sentenced_on
    expires_on = made_on + timedelta(days=28 if kind is OrderKind.DVPO else desk.chance.pick((1826, 2557, 3652)))
    monitored = kind is OrderKind.SHPO and desk.chance.happens(0.1) and made_on > date(2022, 11, 1)
    desk.add(
        "police.order_",
        person_id=life.person_id,
        kind=kind,
        status=OrderStatus.EXPIRED if expires_on <= desk.today else OrderStatus.IN_FORCE,
        made_on=made_on,
        court=life.sentence.court or None,
        expires_on=expires_on,
        prohibitions=_PROHIBITIONS.get(kind),
        positive_requirements="To attend for testing when told." if desk.chance.happens(0.08) else None,
        electronic_monitoring_until=made_on + timedelta(days=365) if monitored else None,
        **source(COURT_SYSTEM, made_on),
    )


_MARKERS: Final = (
    ("VI", "Violent", "Has resisted arrest. Two officers to attend."),
    ("WE", "Weapons", "Has carried a knife. Search on contact."),
    ("SO", "Sexual offender", "Do not attend alone where a child is present."),
    ("MN", "Mental health", "Speak calmly; an appropriate adult may be needed."),
    ("DR", "Drugs", "Has concealed drugs on the body."),
)


def write_marker(desk: Desk, life: Life) -> None:
    """A warning to officers, set at the conviction."""
    code, description, words = desk.chance.pick(_MARKERS)
    set_on = life.sentence.convicted_on
    row = {"code": code, "description": description, "text": words, "set_on": set_on}
    desk.add("police.warning_marker", person_id=life.person_id, **row, **source(POLICE_SYSTEM, set_on))


# What was reported, and what may be said of it to others.
_REPORTS: Final = (
    ("Seen on two evenings outside the leisure centre at closing time.", "Presence near a place used by young people."),
    ("A caller says that the subject has a second telephone, kept in a shed.", "May have a device not notified."),
    ("Said in drink that he knows where the complainant has moved.", "May know the whereabouts of a victim."),
    ("In company with a man who is himself registered; they met in custody.", "An association formed in custody."),
    ("Offers lifts to a sixteen-year-old who works at the same shop.", "Contact with a young person through work."),
    ("Has told a relative that he means to leave the area before the next visit.", "May intend to move unannounced."),
)


def write_intelligence(
    desk: Desk, life: Life, report: tuple[str, str], handling: ItemHandling = ItemHandling.OPEN
) -> None:
    """An item of graded intelligence; its owner may keep it to itself."""
    text, summary = report
    reported_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 3, 400))
    shared = handling is ItemHandling.OPEN
    grading = {"assertion": Assertion.INTELLIGENCE, "reliability": Reliability.UNVERIFIED}
    desk.add(
        "police.intelligence_item",
        person_id=life.person_id,
        reference=f"INT-{life.number:07d}-{desk.next(f'intelligence {life.place}')}",
        reported_on=reported_on,
        source_evaluation=desk.chance.pick(list(SourceEvaluation)),
        intelligence_assessment=desk.chance.pick(list(IntelligenceAssessment)[:4]),
        handling_code=HandlingCode.SHARING_PERMITTED if shared else HandlingCode.SHARING_WITH_CONDITIONS,
        handling_conditions=None if shared else "Not to be passed on without the originator's leave.",
        text=text,
        sanitised_summary=summary,
        **source(POLICE_SYSTEM, reported_on, item_handling=handling.stored, **grading),
    )
