"""What is under way in the life of cases: an exit, a transfer, a serious offence, a fact disputed or corrected."""

from datetime import date, timedelta

from agencies.coordination.life_vocabulary import (
    AccessDecision,
    CorrectionStatus,
    ExitReason,
    ExitStatus,
    SeriousReviewStatus,
    SubjectAccessStatus,
    TransferStatus,
    WithheldGround,
)
from agencies.coordination.rules.spans import months_after
from agencies.coordination.vocabulary import LeadAgency, ReceiptStatus
from gateway.demonstration.caseload.beginning_rows import write_confirmed_notice
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
from gateway.demonstration.caseload.lives import Life
from policies.vocabulary import Act, DataClass

DAYS = timedelta(days=1)
AREAS = 42


def write_under_way(desk: Desk, lives: list[Life]) -> None:
    """Of the cases of one part of an area, one at each of these points; in a small area several on one case."""
    for place, write in enumerate(_WRITERS if lives else ()):
        write(desk, lives[place % len(lives)])


def _write_first_step(desk: Desk, life: Life, record: tuple[str, str], act: Act, to: str) -> None:
    """How the record began; ``record`` is what a practitioner calls it, and its key."""
    name, key = record
    desk.add(
        "coordination.step",
        case_id=life.id,
        record=name,
        record_id=key,
        version=1,
        act=act.name,
        to_state=to,
        done_at=at(desk.today - 12 * DAYS),
        **named("done_by", life.managers.community),
        done_by_agency="probation",
        data_class=DataClass.MANAGEMENT,
    )


def _exit(desk: Desk, life: Life) -> None:
    """Proposed, and waiting for somebody to confirm it."""
    on = desk.today - 3 * DAYS
    key = desk.add(
        "coordination.case_exit",
        case_id=life.id,
        why=ExitReason.GROUND_ENDED,
        reason="The order was revoked by the court last week.",
        proposed_on=on,
        proposed_by_agency="probation",
        **named("proposed_by", life.managers.community),
        status=ExitStatus.PROPOSED,
        **recorded(on, life.managers.community),
    )
    _write_first_step(desk, life, ("exit", key), Act.PROPOSE_EXIT, ExitStatus.PROPOSED)


def _transfer(desk: Desk, life: Life) -> None:
    """Offered to the next area, which is two days late with its answer."""
    on = desk.today - 12 * DAYS
    key = desk.add(
        "coordination.transfer",
        case_id=life.id,
        person_id=life.person_id,
        reference=life.reference,
        from_area_id=life.area.id,
        to_area_id=life.area.id % AREAS + 1,
        category=life.kind.category,
        level=life.kind.level,
        lead_agency=LeadAgency.PROBATION,
        reason="A tenancy was accepted in the other area.",
        handover="Supervised weekly; the plan rests on the tenancy and on work. No contact with the victim is allowed.",
        proposed_on=on,
        **named("proposed_by", desk.staff.coordinator),
        answer_by=on + 10 * DAYS,
        status=TransferStatus.PROPOSED,
        **recorded(on, desk.staff.coordinator),
    )
    _write_first_step(desk, life, ("transfer", key), Act.PROPOSE_TRANSFER, TransferStatus.PROPOSED)


def _offence(desk: Desk, life: Life) -> None:
    """Notified a week ago and not acknowledged yet: two days late."""
    on = desk.today - 7 * DAYS
    key = desk.add(
        "coordination.serious_case_review",
        case_id=life.id,
        offence="Robbery",
        occurred_on=on - 2 * DAYS,
        charged_on=on - DAYS,
        circumstances="Charged; remanded in custody. The supervising officer had seen the person two days before.",
        category=life.kind.category,
        level=life.kind.level,
        notified_on=on,
        notified_by_agency="probation",
        **named("notified_by", life.managers.community),
        acknowledge_by=on + 5 * DAYS,
        status=SeriousReviewStatus.NOTIFIED,
        **recorded(on, life.managers.community),
    )
    _write_first_step(
        desk, life, ("serious case review", key), Act.NOTIFY_SERIOUS_OFFENCE, SeriousReviewStatus.NOTIFIED
    )


def _disputed(desk: Desk, life: Life) -> None:
    """Facts of probation's that the police say are wrong: one is late to be answered."""
    for days in (4, 40):
        key = _write_correction(desk, life, desk.today - days * DAYS, status=CorrectionStatus.REPORTED)
        _write_first_step(desk, life, ("correction", key), Act.REPORT_ERROR, CorrectionStatus.REPORTED)


def _corrected(desk: Desk, life: Life) -> None:
    """Corrected nine days ago; one of those who were shown it is late to acknowledge."""
    on = desk.today - 9 * DAYS
    answered = {"answered_on": on, "answer": "The entry was mistyped and has been put right.", "version": 2}
    by = named("answered_by", life.managers.community)
    key = _write_correction(desk, life, on - 3 * DAYS, status=CorrectionStatus.CORRECTED, **answered, **by)
    for who, late in ((life.managers.police, True), (life.managers.prison, False)):
        desk.add(
            "coordination.correction_notice",
            case_id=life.id,
            correction_id=key,
            to_id=who.id,
            to_name=who.name,
            to_agency=who.owner,
            reference=life.reference,
            record="Supervision",
            field="team",
            owner="probation",
            last_shown_at=at(on - 5 * DAYS),
            sent_on=on,
            due_on=on + 5 * DAYS,
            status=ReceiptStatus.AWAITED if late else ReceiptStatus.ACKNOWLEDGED,
            acknowledged_on=None if late else on + DAYS,
            data_class=DataClass.SUPERVISION,
            version=1 if late else 2,
            **recorded(on, life.managers.community),
        )


def _write_correction(desk: Desk, life: Life, on: date, **values: object) -> str:
    return desk.add(
        "coordination.correction",
        case_id=life.id,
        record="Supervision",
        field="team",
        item="The team since the move",
        right="The team of the neighbouring office.",
        how_known="The officer said so on the telephone.",
        owner="probation",
        data_class=DataClass.SUPERVISION,
        reported_on=on,
        reported_by_agency="police",
        **named("reported_by", life.managers.police),
        answer_by=on + 30 * DAYS,
        **recorded(on, life.managers.police),
        **values,
    )


def _access(desk: Desk, life: Life) -> None:
    """Asked for three weeks ago; what others said is still to be decided."""
    on = desk.today - 21 * DAYS
    key = desk.add(
        "coordination.subject_access_request",
        case_id=life.id,
        made_by="The person, by letter; identity checked by the supervising officer",
        scope="Everything that is held",
        received_on=on,
        respond_by=months_after(on, 1),
        status=SubjectAccessStatus.LOGGED,
        **recorded(on, desk.staff.coordinator),
    )
    for kind in (DataClass.MANAGEMENT, DataClass.SUPERVISION, DataClass.VICTIM):
        withheld = kind is DataClass.VICTIM
        decided: dict[str, object] = {"decision": AccessDecision.UNDECIDED}
        if kind is not DataClass.SUPERVISION:
            decided = {
                "decision": AccessDecision.WITHHELD if withheld else AccessDecision.GIVEN,
                "ground": WithheldGround.RIGHTS_OF_OTHERS if withheld else None,
                "reason": "It would show where the victim is." if withheld else "The person knows of it.",
                "decided_on": on + 10 * DAYS,
                "version": 2,
                **named("decided_by", desk.staff.coordinator),
            }
        by = recorded(on, desk.staff.coordinator)
        desk.add("coordination.subject_access_part", case_id=life.id, request_id=key, kind=kind, **decided, **by)


_WRITERS = (write_confirmed_notice, _exit, _transfer, _offence, _disputed, _corrected, _access)
