"""How cases begin: a notice that waits for its answer, one that was refused, and one that opened a case."""

from datetime import date, timedelta

from agencies.coordination.life_vocabulary import NoticeStatus
from agencies.coordination.rule_vocabulary import Verdict
from agencies.coordination.vocabulary import LeadAgency
from agencies.person.identifiers import make_crn
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life
from policies.vocabulary import Act, DataClass

DAYS = timedelta(days=1)


def write_unanswered_notice(desk: Desk, life: Life) -> None:
    """About somebody who has no case. Made six days ago: its answer is a day late."""
    _write_notice(
        desk,
        life,
        desk.today - 6 * DAYS,
        reason="The sentence brings the person under MAPPA; the record of the court is attached in our own system.",
        status=NoticeStatus.NOTIFIED,
    )


def write_refused_notice(desk: Desk, life: Life) -> None:
    """About somebody who has no case, and was found to need none before the sentence was varied."""
    on = desk.today - 40 * DAYS
    _write_notice(
        desk,
        life,
        on,
        reason="Convicted of assault.",
        status=NoticeStatus.REFUSED,
        answered_on=on + 3 * DAYS,
        **named("answered_by", desk.staff.coordinator),
        answer="No sentence has been passed yet: notify again when one has.",
        found_verdict=Verdict.NOT_KNOWN,
        version=2,
    )


def write_confirmed_notice(desk: Desk, life: Life) -> None:
    """The notice that opened a case."""
    notice = _write_notice(
        desk,
        life,
        life.entered_on - 2 * DAYS,
        reason="The conviction and the sentence bring the person under MAPPA.",
        status=NoticeStatus.CONFIRMED,
        answered_on=life.entered_on,
        **named("answered_by", desk.staff.coordinator),
        answer="The finding of the rules and the record of the court agree.",
        found_verdict=Verdict.QUALIFIES,
        case_id=life.id,
        version=2,
    )
    desk.add(
        "coordination.step",
        case_id=life.id,
        record="identification notice",
        record_id=notice,
        version=2,
        act=Act.CONFIRM_IDENTIFICATION.name,
        from_state=NoticeStatus.NOTIFIED,
        to_state=NoticeStatus.CONFIRMED,
        done_at=f"{life.entered_on} 09:00:00+00",
        **named("done_by", desk.staff.coordinator),
        done_by_agency="coordination",
        data_class=DataClass.MANAGEMENT,
    )


def _write_notice(desk: Desk, life: Life, on: date, **values: object) -> str:
    row: dict[str, object] = {
        "area_id": life.area.id,
        "person_id": life.person_id,
        "handling": life.handling,
        "identifier": make_crn(life.number),
        "name": f"{life.person.given_names} {life.person.family_name}",
        "date_of_birth": life.person.born,
        "lead_agency": LeadAgency.PROBATION,
        "category": life.kind.category,
        "notified_on": on,
        "notified_by_agency": "probation",
        "answer_by": on + 5 * DAYS,
        **named("notified_by", life.managers.community),
        **recorded(on, life.managers.community),
    }
    return desk.add("coordination.identification_notice", **(row | values))
