"""What the prison service holds: custody, movements, key dates, measures, alerts, the manager, security reports."""

from datetime import date, timedelta
from typing import Any, Final

from agencies.coordination.vocabulary import Category, Level
from agencies.holdings import Assertion, Reliability
from agencies.prison.vocabulary import (
    ChildContactLevel,
    CustodyPlace,
    KeyDateKind,
    LegalStatus,
    MovementKind,
    ProtectionMeasureKind,
)
from agencies.probation.vocabulary import SentenceKind
from gateway.demonstration.caseload.desk import PRISON_SYSTEM, Desk, source
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.places import ESTABLISHMENTS
from gateway.demonstration.caseload.release_rows import write_no_contact
from gateway.demonstration.caseload.sentences import Situation
from policies.vocabulary import ItemHandling

UNREVIEWED: Final = timedelta(days=104)  # since a measure began that is always late to be reviewed
UNMANAGED: Final = 0.04  # of those in custody: nobody is named as their manager in the prison
_LIFELONG: Final = (SentenceKind.LIFE_IMPRISONMENT, SentenceKind.IMPRISONMENT_FOR_PUBLIC_PROTECTION)


def write_prison(desk: Desk, life: Life, alert_level: int) -> bool:
    """Everything the prison service holds on somebody it holds, or has released not long ago.

    Gives whether it holds somebody whom nobody there manages.

    ``alert_level`` is the level its alert implies, 0 to be confirmed: not always that of the joint record.
    """
    released_on = life.sentence.released_on
    if released_on is None or life.situation is Situation.REGISTERED:
        return False
    unmanaged = False
    _write_custody(desk, life, released_on)
    _write_movements(desk, life, released_on)
    _write_key_dates(desk, life, released_on)
    write_alert(desk, life, alert_level)
    if life.in_custody:
        unmanaged = desk.chance.happens(life.oddly(UNMANAGED))
        if not unmanaged:
            _write_manager(desk, life)
        if desk.chance.happens(0.4):
            write_no_contact(desk, life)
        write_measures(desk, life, 3 if life.kind.level in MULTI_AGENCY else int(desk.chance.happens(0.5)))
    if life.kind.level in MULTI_AGENCY and desk.chance.happens(0.35):
        write_security_report(desk, life)
    return unmanaged


def _write_custody(desk: Desk, life: Life, released_on: date) -> None:
    code, name = life.managers.establishment
    held = life.in_custody
    since = min(desk.today, life.sentence.sentenced_on + timedelta(days=60)) if held else released_on
    lifelong = life.sentence.kind in _LIFELONG
    status = LegalStatus.INDETERMINATE_SENTENCE if lifelong else LegalStatus.SENTENCED
    desk.add(
        "prison.custody_status",
        person_id=life.person_id,
        place=CustodyPlace.IN_CUSTODY if held else CustodyPlace.IN_COMMUNITY,
        establishment_code=code if held else None,
        establishment_name=name if held else None,
        since=since,
        legal_status=status if held else LegalStatus.NOT_HELD,
        security_category=desk.chance.pick("BCCCD") if held else None,
        expected_release_on=released_on if held else None,
        **source(PRISON_SYSTEM, since),
    )


def _write_movements(desk: Desk, life: Life, released_on: date) -> None:
    name, first = life.managers.establishment[1], desk.chance.pick(ESTABLISHMENTS)[1]
    sentenced_on = life.sentence.sentenced_on
    moves: list[tuple[MovementKind, date, str | None, str | None, str]] = [
        (MovementKind.RECEPTION, sentenced_on, None, first, "Sentenced")
    ]
    if first != name and sentenced_on + timedelta(days=60) <= desk.today:
        moves.append((MovementKind.TRANSFER, sentenced_on + timedelta(days=60), first, name, "Allocation"))
    if not life.in_custody:
        moves.append(
            (MovementKind.RELEASE, released_on, name if len(moves) > 1 else first, None, "Released on licence")
        )
    for kind, moved_on, left, reached, reason in moves:
        places = {"from_establishment": left, "to_establishment": reached, "reason": reason}
        told = source(PRISON_SYSTEM, moved_on)
        desk.add("prison.movement", person_id=life.person_id, kind=kind, moved_on=moved_on, **places, **told)


def _write_key_dates(desk: Desk, life: Life, released_on: date) -> None:
    calculated_on = min(desk.today, life.sentence.sentenced_on + timedelta(days=10))
    for kind, falls_on in key_dates(life, released_on).items():
        row = {"kind": kind, "falls_on": falls_on, "calculated_on": calculated_on}
        desk.add("prison.key_date", person_id=life.person_id, **row, **source(PRISON_SYSTEM, calculated_on))


def key_dates(life: Life, released_on: date) -> dict[KeyDateKind, date]:
    """The dates that the sentence gives rise to."""
    if life.sentence.kind in _LIFELONG:
        return {KeyDateKind.TARIFF_EXPIRY: max(life.sentence.sentenced_on, released_on - timedelta(days=90))}
    kind = KeyDateKind.CONDITIONAL_RELEASE
    if life.sentence.kind is SentenceKind.EXTENDED_SENTENCE:
        kind = KeyDateKind.PAROLE_ELIGIBILITY
    dates = {kind: released_on}
    if life.sentence.ends_on:
        dates |= {KeyDateKind.LICENCE_EXPIRY: life.sentence.ends_on, KeyDateKind.SENTENCE_EXPIRY: life.sentence.ends_on}
    return dates


_CODES: Final = {
    1: ("P11", "P22", "P33", "P44"),
    2: ("P55", "P66", "P77", "P88"),
    3: ("P99", "P99", "P99", "PA1"),
    4: ("P100", "P101", "P102", "P103"),
}
_CATEGORIES: Final = {Category.CATEGORY_1: 1, Category.CATEGORY_3: 3, Category.CATEGORY_4: 4}
_LEVELS: Final = {Level.LEVEL_1: 1, Level.LEVEL_2: 2, Level.LEVEL_3: 3}


def alert_level_of(level: Level) -> int:
    """The level that an alert in agreement with the joint record implies; 0 is to be confirmed."""
    return _LEVELS.get(level, 0)


def write_alert(desk: Desk, life: Life, level: int) -> None:
    """A MAPPA alert with the code for the person's category and this level, as the prison record has it."""
    category = _CATEGORIES.get(life.kind.category, 2)
    words = f"MAPPA category {category}: " + (f"level {level} confirmed" if level else "level to be confirmed")
    active_from = min(desk.today, life.sentence.sentenced_on + timedelta(days=30))
    row: dict[str, Any] = {
        "code": _CODES[category][level],
        "description": words,
        "implied_category": category,
        "implied_level": level or None,
        "level_to_be_confirmed": not level,
        "active_from": active_from,
        "active_until": None if life.in_custody else life.sentence.released_on,
        "active": life.in_custody,
    }
    desk.add("prison.alert", person_id=life.person_id, **row, **source(PRISON_SYSTEM, active_from))


def _write_manager(desk: Desk, life: Life) -> None:
    code, name = life.managers.establishment
    since = min(desk.today, life.sentence.sentenced_on + timedelta(days=75))
    desk.add(
        "prison.offender_manager",
        person_id=life.person_id,
        offender_manager_id=life.managers.prison.id,
        offender_manager_name=life.managers.prison.name,
        establishment_code=code,
        establishment_name=name,
        valid_from=since,
        **source(PRISON_SYSTEM, since),
    )


def write_measures(desk: Desk, life: Life, count: int) -> None:
    """Measures in custody, each with an end and a review; some reviews are overdue."""
    kinds = [ProtectionMeasureKind.MAIL_MONITORING, ProtectionMeasureKind.PHONE_MONITORING]
    child = life.sentence.offence.against_child
    kinds.append(ProtectionMeasureKind.CHILD_CONTACT if child else ProtectionMeasureKind.NO_CONTACT)
    for kind in kinds[-count:] if count else ():
        starts_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 20, 200))
        late = life.is_demonstration and kind is ProtectionMeasureKind.MAIL_MONITORING
        starts_on = min(starts_on, desk.today - UNREVIEWED) if late else starts_on
        ran_out = desk.chance.happens(life.oddly(0.06))  # and nobody looked
        reviewed_on = max(starts_on, desk.chance.before(desk.today, 5, 110))
        reviewed_on = starts_on if late else reviewed_on
        contact = ChildContactLevel.LEVEL_1_NO_CONTACT if kind is ProtectionMeasureKind.CHILD_CONTACT else None
        measure = desk.add(
            "prison.protection_measure",
            person_id=life.person_id,
            kind=kind,
            child_contact_level=contact,
            establishment_name=life.managers.establishment[1],
            starts_on=starts_on,
            ends_on=max(starts_on, desk.chance.before(desk.today, 1, 15)) if ran_out else life.sentence.released_on,
            last_reviewed_on=reviewed_on,
            next_review_due=reviewed_on + timedelta(days=90),
            reason=f"{life.sentence.offence.name}.",
            named_person="The victim and the victim's family" if kind is ProtectionMeasureKind.NO_CONTACT else None,
            **source(PRISON_SYSTEM, reviewed_on),
        )
        if reviewed_on > starts_on:
            desk.add(
                "prison.measure_review",
                person_id=life.person_id,
                measure_id=measure,
                reviewed_on=reviewed_on,
                found="Still needed: contact was tried since the last review.",
                review_due_before=reviewed_on,
                **source(PRISON_SYSTEM, reviewed_on),
            )


_REPORTS: Final = (
    ("Passed a folded note to another prisoner at association; both denied it.", "Passing of notes on the wing."),
    (
        "Overheard saying that somebody outside keeps his things, the telephone among them.",
        "A device may be kept outside.",
    ),
    (
        "Asked a new arrival where in the town he lives and whether he has sisters.",
        "Unwelcome interest in family of others.",
    ),
)


def write_security_report(desk: Desk, life: Life, handling: ItemHandling = ItemHandling.OPEN) -> None:
    """A report of the security department."""
    text, summary = desk.chance.pick(_REPORTS)
    reported_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 10, 160))
    if not life.in_custody and life.sentence.released_on:
        reported_on = min(reported_on, life.sentence.released_on)
    graded: dict[str, object] = {
        "assertion": Assertion.INTELLIGENCE,
        "reliability": Reliability.REPORTED,
        "item_handling": handling.stored,
    }
    desk.add(
        "prison.security_report",
        person_id=life.person_id,
        reference=f"SIR-{life.number:07d}-{desk.next(f'security {life.place}')}",
        reported_on=reported_on,
        establishment_name=life.managers.establishment[1],
        grading="Untested source; known directly",
        text=text,
        sanitised_summary=summary,
        **source(PRISON_SYSTEM, reported_on, **graded),
    )
