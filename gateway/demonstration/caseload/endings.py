"""What ended otherwise, or is at a point that few cases are at: withdrawn, refused, decided and superseded.

So that whoever tries the platform finds a record in every state of every machine.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from agencies.coordination.life_vocabulary import (
    CorrectionStatus,
    ExitReason,
    ExitStatus,
    NoticeStatus,
    SeriousReviewStatus,
    SubjectAccessStatus,
    TransferStatus,
)
from agencies.coordination.process.correction import MACHINE as CORRECTION
from agencies.coordination.process.exit import MACHINE as EXIT
from agencies.coordination.process.identification import MACHINE as NOTICE
from agencies.coordination.process.information import MACHINE as REQUEST
from agencies.coordination.process.level import MACHINE as LEVEL
from agencies.coordination.process.referral import MACHINE as REFERRAL
from agencies.coordination.process.serious_review import MACHINE as SERIOUS
from agencies.coordination.process.subject_access import MACHINE as ACCESS
from agencies.coordination.process.transfer import MACHINE as TRANSFER
from agencies.coordination.rules.spans import months_after
from agencies.coordination.vocabulary import (
    DecisionStage,
    InformationStatus,
    LeadAgency,
    Level,
    ReferralStatus,
    ReviewBasis,
    ScheduleStatus,
    ScreeningOutcome,
)
from agencies.person.identifiers import make_crn
from agencies.transitions import Machine
from gateway.demonstration.caseload.custody_endings import write_custody_endings
from gateway.demonstration.caseload.decision_rows import write_referral, write_screening
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.process_rows import PARTS, write_form, write_unscreened
from gateway.demonstration.caseload.staff import Practitioner
from gateway.demonstration.caseload.step_rows import Done, write_steps
from policies.vocabulary import Act, DataClass

DAYS = timedelta(days=1)
AREAS = 42
Acts = Sequence[tuple[Act, str, Practitioner]]


def write_endings(desk: Desk, lives: list[Life]) -> None:
    """Of the cases of one part of an area, one at each of these points; in a small area several on one case."""
    for place, write in enumerate(_WRITERS if lives else ()):
        write(desk, lives[place % len(lives)])
    for life, begin in zip(_without_any_open(desk, lives), (write_unscreened, _endorsed, _draft), strict=False):
        begin(desk, life)


def _without_any_open(desk: Desk, lives: list[Life]) -> Iterator[Life]:
    """Cases that nobody referred and nobody proposed a level for: one at a time is open."""
    for life in reversed(lives):
        if not {f"referral {life.place}", f"proposal {life.place}"} & set(desk.counted):
            yield life


def _write(desk: Desk, life: Life, machine: Machine, on: date, acts: Acts, **values: object) -> str:
    """A record of a machine that has come so far, with the step of each act, a day apart."""
    row = {"case_id": life.id, machine.column: acts[-1][1], "version": len(acts), **recorded(on, acts[0][2])}
    key = desk.add(machine.table.fullname, **{**row, **values})
    done = [Done(act, state, min(desk.today, on + days * DAYS), by) for days, (act, state, by) in enumerate(acts)]
    write_steps(desk, life, (machine, key), done)
    return key


def _answer(desk: Desk, on: date, answer: str, by: Practitioner) -> dict[str, object]:
    return {"answered_on": min(desk.today, on + DAYS), "answer": answer, **named("answered_by", by)}


# -- exits and transfers -----------------------------------------------------------------------------------------


def _exits(desk: Desk, life: Life) -> None:
    by, unit, on = life.managers.community, desk.staff.coordinator, desk.today - 70 * DAYS
    proposed = (Act.PROPOSE_EXIT, ExitStatus.PROPOSED, by)
    row = {"why": ExitReason.GROUND_ENDED, "proposed_on": on, "proposed_by_agency": "probation"}
    row |= {"reason": "The licence was thought to have run out.", **named("proposed_by", by)}
    for end, answer, who in (
        ((Act.WITHDRAW_EXIT, ExitStatus.WITHDRAWN, by), "The date was misread.", by),
        ((Act.REFUSE_EXIT, ExitStatus.REFUSED, unit), "The order still runs for a year.", unit),
    ):
        _write(desk, life, EXIT, on, [proposed, end], **row, **_answer(desk, on, answer, who))


def write_confirmed_exit(desk: Desk, life: Life) -> None:
    """How a case that has left came to leave."""
    on, by, unit = life.exited_on or desk.today, life.managers.community, desk.staff.coordinator
    acts: Acts = [
        (Act.PROPOSE_EXIT, ExitStatus.PROPOSED, by),
        (Act.CONFIRM_EXIT, ExitStatus.CONFIRMED, unit),
    ]
    _write(
        desk,
        life,
        EXIT,
        on - DAYS,
        acts,
        why=ExitReason.GROUND_ENDED,
        reason="The ground of the category has ended.",
        proposed_on=on - DAYS,
        proposed_by_agency="probation",
        **named("proposed_by", by),
        **_answer(desk, on - DAYS, "The rules find it due, and the record of the court agrees.", unit),
    )


def _transfers(desk: Desk, life: Life) -> None:
    """Two that came to nothing, before the area that holds the case accepted it from the next one."""
    unit, on = desk.staff.coordinator, desk.today - 200 * DAYS
    here, there = life.area.id, life.area.id % AREAS + 1
    proposed = (Act.PROPOSE_TRANSFER, TransferStatus.PROPOSED, unit)
    ends = (
        (Act.WITHDRAW_TRANSFER, TransferStatus.WITHDRAWN, "The tenancy fell through."),
        (Act.REFUSE_TRANSFER, TransferStatus.REFUSED, "The person has not moved yet."),
        (Act.ACCEPT_TRANSFER, TransferStatus.ACCEPTED, "The person has moved, and a manager is named."),
    )
    for place, (act, state, answer) in enumerate(ends):
        offered_on = on + 20 * place * DAYS
        _write(
            desk,
            life,
            TRANSFER,
            offered_on,
            [proposed, (act, state, unit)],
            person_id=life.person_id,
            reference=life.reference,
            from_area_id=there,
            to_area_id=here,
            category=life.kind.category,
            level=life.kind.level,
            lead_agency=LeadAgency.PROBATION,
            reason="A tenancy was offered in this area.",
            handover="Supervised weekly; the plan rests on the tenancy and on work.",
            proposed_on=offered_on,
            answer_by=offered_on + 10 * DAYS,
            **named("proposed_by", unit),
            **_answer(desk, offered_on, answer, unit),
        )


# -- levels, referrals and reviews -------------------------------------------------------------------------------


def _proposals(desk: Desk, life: Life) -> None:
    by, senior, on = life.managers.community, life.managers.senior, desk.today - 90 * DAYS
    for end in (
        (Act.WITHDRAW_LEVEL_PROPOSAL, DecisionStage.WITHDRAWN, by),
        (Act.DECLINE_LEVEL, DecisionStage.NOT_AGREED, senior),
    ):
        proposed = (Act.PROPOSE_LEVEL, DecisionStage.PROPOSED, by)
        closed = {"closed_because": "The plan can be kept to without meetings."}
        _write(desk, life, LEVEL, on, [proposed, end], **_proposal(life, on), **closed)


def _proposal(life: Life, on: date) -> dict[str, object]:
    return {
        "level": Level.LEVEL_2,
        "proposed_on": on,
        "proposing_agency": "probation",
        "rationale": "Housing and police have to agree on one plan.",
        "effective_from": on,
        **named("proposed_by", life.managers.community),
    }


def _endorsed(desk: Desk, life: Life) -> None:
    """The first level of a case, endorsed and still to be decided."""
    by, senior, on = life.managers.community, life.managers.senior, desk.today - 6 * DAYS
    acts: Acts = [
        (Act.PROPOSE_LEVEL, DecisionStage.PROPOSED, by),
        (Act.ENDORSE_LEVEL, DecisionStage.ENDORSED, senior),
    ]
    endorsed = {"endorsed_on": on + DAYS, **named("endorsed_by", senior)}
    _write(desk, life, LEVEL, on, acts, **_proposal(life, on), **endorsed)


def _draft(desk: Desk, life: Life) -> None:
    """A referral that is still being filled in."""
    on = desk.today - 2 * DAYS
    key = write_referral(desk, life, Level.LEVEL_2, (on, ReferralStatus.DRAFT), (1, len(PARTS)))
    write_form(desk, life, key, on, filled=False)
    begun = Done(Act.START_REFERRAL, ReferralStatus.DRAFT, on, life.managers.community)
    write_steps(desk, life, (REFERRAL, key), [begun])


def _referrals(desk: Desk, life: Life) -> None:
    """A referral that was withdrawn, with a request that was declined and one that was cancelled with it."""
    by, unit, on = life.managers.community, desk.staff.coordinator, desk.today - 120 * DAYS
    key = write_referral(desk, life, Level.LEVEL_2, (on, ReferralStatus.WITHDRAWN), (2, len(PARTS)))
    write_form(desk, life, key, on, filled=False)
    ended = [
        Done(Act.START_REFERRAL, ReferralStatus.DRAFT, on, by),
        Done(Act.WITHDRAW_REFERRAL, ReferralStatus.WITHDRAWN, on + 9 * DAYS, by),
    ]
    write_steps(desk, life, (REFERRAL, key), ended)
    for act, state, because in (
        (Act.DECLINE_INFORMATION, InformationStatus.DECLINED, "It came in confidence, and its owner has not agreed."),
        (Act.CANCEL_INFORMATION_REQUEST, InformationStatus.CANCELLED, "The referral was withdrawn."),
    ):
        _write(
            desk,
            life,
            REQUEST,
            on + DAYS,
            [(Act.REQUEST_INFORMATION, InformationStatus.REQUESTED, unit), (act, state, life.managers.police)],
            referral_id=key,
            asked_of="police",
            asked_by_agency="coordination",
            **named("asked_by", unit),
            what="What is held that bears on the proposed address.",
            asked_on=on + DAYS,
            due_on=on + 11 * DAYS,
            remind_from=on + 8 * DAYS,
            closed_on=on + 5 * DAYS,
            closed_because=because,
        )


def write_not_managed(desk: Desk, life: Life) -> None:
    """A referral in category 3 that needed neither level, when the sentence was new."""
    on, unit = life.sentence.sentenced_on, desk.staff.coordinator
    key = write_referral(desk, life, Level.LEVEL_2, (on, ReferralStatus.NOT_MAPPA_MANAGED), (3, len(PARTS)))
    write_form(desk, life, key, on)
    write_screening(desk, life, key, (on + 4 * DAYS, ScreeningOutcome.NOT_MAPPA_MANAGED))
    done = [
        Done(Act.START_REFERRAL, ReferralStatus.DRAFT, on, life.managers.community),
        Done(Act.SUBMIT_REFERRAL, ReferralStatus.SUBMITTED, on, life.managers.community),
        Done(Act.SCREEN_REFERRAL, ReferralStatus.NOT_MAPPA_MANAGED, on + 4 * DAYS, unit),
    ]
    write_steps(desk, life, (REFERRAL, key), done)


def _reviews(desk: Desk, life: Life) -> None:
    """One that was brought forward, and one that was not to be held."""
    for state, because in (
        (ScheduleStatus.REPLACED, "An arrest called for it to be held sooner."),
        (ScheduleStatus.CANCELLED, "Another review was scheduled."),
    ):
        desk.add(
            "coordination.review_schedule",
            case_id=life.id,
            level=Level.LEVEL_1,
            due_on=desk.today - 100 * DAYS,
            basis=ReviewBasis.LEVEL_SET,
            counted_from=desk.today - 400 * DAYS,
            status=state,
            closed_because=because,
            **recorded(desk.today - 400 * DAYS, desk.staff.administrator),
        )


# -- notices, facts and offences ---------------------------------------------------------------------------------


def _notice(desk: Desk, life: Life) -> None:
    by, on = life.managers.community, life.entered_on - 30 * DAYS
    acts: Acts = [
        (Act.NOTIFY_IDENTIFICATION, NoticeStatus.NOTIFIED, by),
        (Act.WITHDRAW_IDENTIFICATION, NoticeStatus.WITHDRAWN, by),
    ]
    _write(
        desk,
        life,
        NOTICE,
        on,
        acts,
        area_id=life.area.id,
        person_id=life.person_id,
        handling=life.handling,
        identifier=make_crn(life.number),
        name=f"{life.person.given_names} {life.person.family_name}",
        category=life.kind.category,
        lead_agency=LeadAgency.PROBATION,
        reason="Convicted, and not sentenced yet.",
        notified_on=on,
        notified_by_agency="probation",
        answer_by=on + 5 * DAYS,
        **named("notified_by", by),
        **_answer(desk, on, "Notified before the sentence: it is made again when there is one.", by),
    )


def _correction(desk: Desk, life: Life) -> None:
    police, by, on = life.managers.police, life.managers.community, desk.today - 50 * DAYS
    acts: Acts = [
        (Act.REPORT_ERROR, CorrectionStatus.REPORTED, police),
        (Act.REFUSE_CORRECTION, CorrectionStatus.REFUSED, by),
    ]
    _write(
        desk,
        life,
        CORRECTION,
        on,
        acts,
        record="Supervision",
        field="team",
        item="The team since January",
        right="The team of the court.",
        how_known="A letter named it.",
        owner="probation",
        data_class=DataClass.SUPERVISION,
        reported_on=on,
        reported_by_agency="police",
        answer_by=months_after(on, 1),
        **named("reported_by", police),
        **_answer(desk, on, "The letter was written by the court; the team is as recorded.", by),
    )


def _access(desk: Desk, life: Life) -> None:
    unit, on = desk.staff.coordinator, desk.today - 150 * DAYS
    for act, state, answer in (
        (Act.ANSWER_SUBJECT_ACCESS, SubjectAccessStatus.ANSWERED, "Sent by post, with what was withheld and why."),
        (Act.WITHDRAW_SUBJECT_ACCESS, SubjectAccessStatus.WITHDRAWN, "The person took the request back."),
    ):
        _write(
            desk,
            life,
            ACCESS,
            on,
            [(Act.LOG_SUBJECT_ACCESS, SubjectAccessStatus.LOGGED, unit), (act, state, unit)],
            made_by="The person, by letter; identity checked by the supervising officer",
            scope="What meetings said",
            received_on=on,
            respond_by=months_after(on, 1),
            **_answer(desk, on, answer, unit),
        )


def _offences(desk: Desk, life: Life) -> None:
    """One at each point of what may follow a serious further offence."""
    unit, by = desk.staff.coordinator, life.managers.community
    notified = (Act.NOTIFY_SERIOUS_OFFENCE, SeriousReviewStatus.NOTIFIED, by)
    known = [notified, (Act.ACKNOWLEDGE_SERIOUS_OFFENCE, SeriousReviewStatus.ACKNOWLEDGED, unit)]
    held = [*known, (Act.DECIDE_SERIOUS_CASE_REVIEW, SeriousReviewStatus.REVIEW_DECIDED, unit)]
    none = [*known, (Act.DECIDE_SERIOUS_CASE_REVIEW, SeriousReviewStatus.NO_REVIEW, unit)]
    ended = [*held, (Act.CONCLUDE_SERIOUS_CASE_REVIEW, SeriousReviewStatus.CONCLUDED, unit)]
    noted: dict[str, object] = {}
    for place, (acts, more) in enumerate(((known, {}), (none, _DECIDED), (held, _DECIDED), (ended, _LEARNT))):
        on, noted = desk.today - (20 + 60 * place) * DAYS, noted | more
        _write(
            desk,
            life,
            SERIOUS,
            on,
            acts,
            offence="Robbery",
            occurred_on=on - 2 * DAYS,
            circumstances="Charged; remanded in custody.",
            category=life.kind.category,
            level=life.kind.level,
            notified_on=on,
            notified_by_agency="probation",
            acknowledge_by=on + 5 * DAYS,
            acknowledged_on=on + DAYS,
            **named("notified_by", by),
            **named("acknowledged_by", unit),
            **({"decided_on": on + 2 * DAYS} if more else {}),
            **({"concluded_on": on + 3 * DAYS} if more is _LEARNT else {}),
            **noted,
        )


_DECIDED: dict[str, object] = {
    "decided_by_board": "The chair of the board",
    "decision": "Decided on what the agencies reported.",
}
_LEARNT: dict[str, object] = {
    "summary": "The plan was kept to; a change of address came late to the police.",
    "learning": "Each agency tells the others of a move on the day.",
}
_WRITERS = (
    _exits,
    _transfers,
    _proposals,
    _referrals,
    _reviews,
    _notice,
    _correction,
    _access,
    _offences,
    write_custody_endings,
)
