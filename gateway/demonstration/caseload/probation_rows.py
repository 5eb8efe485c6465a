"""What probation holds of the sentence: convictions, supervision, the licence with its conditions, programmes."""

from datetime import timedelta
from typing import Any, Final

from agencies.coordination.vocabulary import Category
from agencies.probation.vocabulary import (
    ConditionCategory,
    LicenceStatus,
    LicenceType,
    ProgrammeStatus,
    SentenceKind,
    SupervisionEvent,
)
from gateway.demonstration.caseload.desk import COURT_SYSTEM, PROBATION_SYSTEM, Desk, source
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.offences import LESSER
from gateway.demonstration.caseload.places import magistrates_court
from gateway.demonstration.caseload.sentences import Situation


def write_probation(desk: Desk, life: Life) -> None:
    """Everything about the sentence and how it is carried out."""
    _write_convictions(desk, life)
    unnamed = life.in_custody and desk.chance.happens(life.oddly(0.03))
    if life.supervised and not unnamed:
        _write_supervision(desk, life)
    if life.situation is Situation.LICENCE or (life.in_custody and _near_release(desk, life)):
        write_licence(desk, life)
    if life.supervised and desk.chance.happens(0.35):
        write_programme(desk, life)


def _near_release(desk: Desk, life: Life) -> bool:
    released_on = life.sentence.released_on
    return released_on is not None and released_on - desk.today < timedelta(days=180)


def _write_convictions(desk: Desk, life: Life) -> None:
    main = life.sentence
    row = {
        "offence_code": main.offence.code,
        "offence": main.offence.name,
        "schedule": main.offence.schedule,
        "court": main.court or None,
        "convicted_on": main.convicted_on,
        "sentenced_on": main.sentenced_on if main.court else None,
        "sentence_kind": main.kind,
        "length_months": main.months,
        "ends_on": main.ends_on,
        "main_offence": True,
    }
    desk.add("probation.conviction", person_id=life.person_id, **row, **source(COURT_SYSTEM, main.sentenced_on))
    for _ in range(desk.chance.number(0, 2) if desk.chance.happens(0.35) else 0):
        _write_earlier(desk, life)


def _write_earlier(desk: Desk, life: Life) -> None:
    offence = desk.chance.pick(LESSER)
    adult = life.person.born + timedelta(days=6575)
    day = max(adult, desk.chance.before(life.sentence.convicted_on, 60, 3000))
    if day >= life.sentence.convicted_on:
        return
    row: dict[str, Any] = {
        "offence_code": offence.code,
        "offence": offence.name,
        "court": magistrates_court(desk.chance),
    }
    sentence = {"sentence_kind": SentenceKind.COMMUNITY_ORDER, "length_months": 12, "main_offence": False}
    dates = {"convicted_on": day, "sentenced_on": day}
    desk.add("probation.conviction", person_id=life.person_id, **row, **sentence, **dates, **source(COURT_SYSTEM, day))


_EVENTS: Final = {
    Situation.CUSTODY: SupervisionEvent.CUSTODY,
    Situation.LICENCE: SupervisionEvent.LICENCE,
    Situation.HOSPITAL: SupervisionEvent.HOSPITAL_ORDER,
}


def _write_supervision(desk: Desk, life: Life) -> None:
    order = SupervisionEvent.COMMUNITY_ORDER
    if life.sentence.kind is SentenceKind.SUSPENDED_SENTENCE:
        order = SupervisionEvent.SUSPENDED_SENTENCE_ORDER
    since = life.sentence.sentenced_on
    if life.situation is Situation.LICENCE and life.sentence.released_on:
        since = life.sentence.released_on
    team = desk.chance.number(1, 6)
    desk.add(
        "probation.supervision",
        person_id=life.person_id,
        event_kind=_EVENTS.get(life.situation, order),
        area_id=life.area.id,
        region=life.area.region,
        pdu=f"{life.area.name} {'North' if team < 4 else 'South'}",
        team_code=f"X{life.area.id:02d}T{team}",
        team=f"{life.area.name} team {team}",
        offender_manager_id=life.managers.community.id,
        offender_manager_name=life.managers.community.name,
        valid_from=since,
        valid_until=life.exited_on,
        **source(PROBATION_SYSTEM, since),
    )


_STANDARD: Final = (
    "Keep in touch with the supervising officer as told, live where approved and travel abroad only with leave."
)
_CONDITIONS: Final = (
    ("X01", ConditionCategory.ADDITIONAL, "Not to contact the victim or the victim's family, by any means.", True),
    ("X02", ConditionCategory.ADDITIONAL, "Not to enter the zone marked on the map given to you.", True),
    (
        "X03",
        ConditionCategory.ADDITIONAL,
        "To be at the approved address between nine at night and six in the morning.",
        False,
    ),
    (
        "X04",
        ConditionCategory.ADDITIONAL,
        "To tell the supervising officer of any relation with somebody who has a child.",
        False,
    ),
    ("X05", ConditionCategory.ADDITIONAL, "To show any device that can reach the internet when asked.", False),
    ("X06", ConditionCategory.BESPOKE, "To attend for testing for alcohol once a week.", False),
)


def write_licence(desk: Desk, life: Life) -> None:
    """The licence on which the person is, or is to be, released."""
    starts_on = life.sentence.released_on
    lifelong = life.sentence.ends_on is None
    if starts_on is None:
        return
    told = source(PROBATION_SYSTEM, min(starts_on, desk.today) - timedelta(days=3))
    licence = desk.add(
        "probation.licence",
        person_id=life.person_id,
        type=LicenceType.LIFE if lifelong else LicenceType.ALL_PURPOSE,
        status=_licence_status(life),
        starts_on=starts_on,
        expires_on=life.sentence.ends_on,
        **told,
    )
    extra = desk.chance.number(3, 5) if life.kind.level in MULTI_AGENCY else desk.chance.number(0, 2)
    standard = ("X00", ConditionCategory.STANDARD, _STANDARD, False)
    for code, category, text, victim in (standard, *_CONDITIONS[:extra]):
        row = {"code": code, "category": category, "text": text, "victim_related": victim}
        desk.add("probation.licence_condition", licence_id=licence, person_id=life.person_id, **row, **told)


def _licence_status(life: Life) -> LicenceStatus:
    if life.exited_on:
        return LicenceStatus.INACTIVE
    return LicenceStatus.IN_PREPARATION if life.in_custody else LicenceStatus.ACTIVE


def write_programme(desk: Desk, life: Life) -> None:
    """An accredited programme and how far the person has come with it."""
    sexual = life.kind.category is Category.CATEGORY_1
    name = desk.chance.pick(
        ("Horizon", "Kaizen") if sexual else ("Building Better Relationships", "Thinking Skills", "Resolve")
    )
    status = desk.chance.pick(list(ProgrammeStatus))
    offered_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 150, 400))
    started = status in (ProgrammeStatus.STARTED, ProgrammeStatus.COMPLETED, ProgrammeStatus.NOT_COMPLETED)
    why_not = status in (ProgrammeStatus.NOT_COMPLETED, ProgrammeStatus.NOT_OFFERED)
    known = status not in (ProgrammeStatus.ELIGIBLE, ProgrammeStatus.NOT_OFFERED)
    desk.add(
        "probation.programme",
        person_id=life.person_id,
        name=name,
        status=status,
        eligible=status is not ProgrammeStatus.NOT_OFFERED,
        offered_on=offered_on if known else None,
        started_on=min(desk.today, offered_on + timedelta(days=30)) if started else None,
        completed_on=min(desk.today, offered_on + timedelta(days=120)) if status is ProgrammeStatus.COMPLETED else None,
        why_not=desk.chance.pick(_WHY_NOT) if why_not else None,
        **source(PROBATION_SYSTEM, offered_on),
    )


_WHY_NOT: Final = (
    "Denies the offence and is not ready to speak about it.",
    "Transferred before the group began.",
    "Sentence too short for the programme to be completed.",
    "Health; to be offered again.",
)
