"""What waits in the process: a referral to be screened, information that was asked for, decisions to acknowledge."""

from datetime import date, timedelta

from agencies.coordination.process.referral import MACHINE as REFERRAL
from agencies.coordination.vocabulary import (
    InformationStatus,
    Level,
    ReceiptStatus,
    ReferralStatus,
    ScreeningOutcome,
)
from agencies.holdings import Assertion
from gateway.demonstration.caseload.decision_rows import write_referral, write_screening
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.step_rows import Done, write_steps
from gateway.demonstration.personas import AREA
from policies.vocabulary import Act, DataClass

DAYS = timedelta(days=1)
RECENT = 60 * DAYS  # decisions since then were communicated through the platform


def write_waiting(desk: Desk, lives: list[Life]) -> None:
    """Of an area's cases at level 1, one whose referral waits for information, and one that nobody has screened yet."""
    for life, write in zip(lives, (_pending, write_unscreened), strict=False):
        write(desk, life)


def write_unscreened(desk: Desk, life: Life) -> None:
    """Received nine days ago: its screening is overdue."""
    referred_on = desk.today - 9 * DAYS
    referral = write_referral(desk, life, Level.LEVEL_2, (referred_on, ReferralStatus.SUBMITTED), (2, len(PARTS)))
    write_form(desk, life, referral, referred_on)
    _write_steps(desk, life, referral, referred_on)


def _pending(desk: Desk, life: Life) -> None:
    """Two agencies were asked: one has answered, the other is late."""
    asked_on = desk.today - 14 * DAYS
    waits = (asked_on - DAYS, ReferralStatus.PENDING_INFORMATION)
    referral = write_referral(desk, life, Level.LEVEL_2, waits, (3, len(PARTS)))
    write_screening(desk, life, referral, (asked_on, ScreeningOutcome.PENDING_INFORMATION))
    write_form(desk, life, referral, asked_on - DAYS)
    _write_steps(desk, life, referral, asked_on - DAYS, asked_on)
    answered = {
        "status": InformationStatus.PROVIDED,
        "answer": "Not known to have been at the address since the conviction.",
        "assertion": Assertion.FACT,
        "closed_on": asked_on + 3 * DAYS,
        **named("answered_by", life.managers.police),
    }
    _ask(desk, life, (referral, "police", asked_on), answered)
    late = {"status": InformationStatus.REQUESTED, "reminders": 1, "last_reminded_on": desk.today - 6 * DAYS}
    _ask(desk, life, (referral, "prison", asked_on), late)


# What the form asks for that is filled in here, and the kind of information it holds.
PARTS = (
    (
        "REASON",
        "Reason for referral",
        "Contact that the licence forbids.",
        DataClass.RISK_NARRATIVE,
    ),
    (
        "PLAN",
        "Risk management plan",
        "Weekly supervision, which does not reach the address.",
        DataClass.RISK_PLAN,
    ),
    ("ADDED_VALUE", "What meetings would add", "Housing and police have to agree on one plan.", DataClass.DECISION),
)


def write_form(desk: Desk, life: Life, referral: str, on: date, *, filled: bool = True) -> None:
    """The parts of a referral's form, with what was written in them on a day, or still to be filled in."""
    for position, (code, label, body, data_class) in enumerate(PARTS, start=1):
        desk.add(
            "coordination.referral_part",
            case_id=life.id,
            referral_id=referral,
            position=position,
            code=code,
            label=label,
            required=True,
            body=body if filled else None,
            written_by_agency="probation" if filled else None,
            data_class=data_class,
            **recorded(on, life.managers.community),
        )


def _write_steps(desk: Desk, life: Life, referral: str, submitted_on: date, screened_on: date | None = None) -> None:
    """Begun and submitted on a day; screened, if it was, on another, with information to be waited for."""
    by = life.managers.community
    done = [
        Done(Act.START_REFERRAL, "DRAFT", submitted_on, by),
        Done(Act.SUBMIT_REFERRAL, "SUBMITTED", submitted_on, by),
    ]
    if screened_on:
        done.append(Done(Act.SCREEN_REFERRAL, "PENDING_INFORMATION", screened_on, desk.staff.coordinator))
    write_steps(desk, life, (REFERRAL, referral), done)


def _ask(desk: Desk, life: Life, request: tuple[str, str, date], ends: dict[str, object]) -> None:
    referral, asked_of, asked_on = request
    desk.add(
        "coordination.information_request",
        case_id=life.id,
        referral_id=referral,
        asked_of=asked_of,
        asked_by_agency="coordination",
        **named("asked_by", desk.staff.coordinator),
        what="What is held since the conviction that bears on the risk, and on the proposed address.",
        asked_on=asked_on,
        due_on=asked_on + 10 * DAYS,
        remind_from=asked_on + 7 * DAYS,
        **recorded(asked_on, desk.staff.coordinator),
        **ends,
    )


_SLOWEST = 2  # the prison; in the demonstration's area it never acknowledges in time


def write_receipts(desk: Desk, life: Life, decision: str, decided_on: date) -> None:
    """A decision of late went to each responsible authority; the prison is the slowest to acknowledge."""
    if desk.chance.happens(0.3):
        view = "The plan could be kept to without formal meetings."
        dissent = {"agency": "police", "view": view, "voiced_on": decided_on}
        by = recorded(decided_on, life.managers.police)
        desk.add("coordination.decision_dissent", case_id=life.id, decision_id=decision, **dissent, **by)
    for place, agency in enumerate(("police", "probation", "prison")):
        late = place == _SLOWEST and (life.area.id == AREA or desk.chance.happens(0.5))
        acknowledged_on = decided_on + (1 + place) * DAYS
        waits = late or acknowledged_on > desk.today
        desk.add(
            "coordination.decision_receipt",
            case_id=life.id,
            decision_id=decision,
            to_agency=agency,
            sent_on=decided_on,
            due_on=decided_on + 5 * DAYS,
            status=ReceiptStatus.AWAITED if waits else ReceiptStatus.ACKNOWLEDGED,
            acknowledged_on=None if waits else acknowledged_on,
            **recorded(decided_on, desk.staff.administrator),
        )
