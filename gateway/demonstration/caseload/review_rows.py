"""Reviews whose day has passed: why, as far as somebody said so, and how far they were taken further."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.escalation import Step
from agencies.coordination.vocabulary import ScheduleStatus
from gateway.demonstration.caseload.desk import Desk, named
from gateway.demonstration.caseload.history_rows import Done, Of, latest_step, write_escalation, write_history
from gateway.demonstration.caseload.lives import Life
from policies.vocabulary import Act, DataClass

_REASONS: Final = (
    "The officer was away, and nobody was asked to stand in.",
    "The meeting did not have enough of the agencies to review the case.",
    "The person had been recalled, and the review waited for the report of the prison.",
)


@dataclass(frozen=True, slots=True)
class Late:
    """What became of a review since its day: why it was missed, as was said, and the latest step that was taken."""

    due_on: date
    lead: str
    reason: str | None = None
    step: Step | None = None
    columns: dict[str, Any] = field(default_factory=dict)


def of_late(desk: Desk, life: Life, due_on: date, lead: str) -> Late:
    """What became of a review; nothing where its day is still to come."""
    if due_on >= desk.today:
        return Late(due_on, lead)
    reason = desk.chance.pick(_REASONS) if desk.chance.happens(0.5) else None
    step = latest_step(desk, life, times.REVIEW_MISSED, due_on)
    columns: dict[str, Any] = {"version": 1 + bool(reason) + bool(step)}
    if reason:
        instead = {"missed_because": reason, "done_instead": "To be held within a fortnight, by the senior officer."}
        columns |= instead | named("missed_said_by", life.managers.community)
    if step:
        columns |= {"escalated": step.number, "last_escalated_on": desk.today}
    return Late(due_on, lead, reason, step, columns)


def write_late(desk: Desk, life: Life, key: str, late: Late) -> None:
    """The steps of the escalation, and the history."""
    of = Of("scheduled review", key, DataClass.MANAGEMENT)
    if late.step:
        write_escalation(desk, life, of, late.step, (late.due_on, late.lead))
    write_history(desk, life, of, _acts(desk, life, late), (ScheduleStatus.DUE, 1))


def _acts(desk: Desk, life: Life, late: Late) -> Iterator[Done]:
    said_on = min(desk.today, late.due_on + timedelta(days=2))
    if late.reason:
        yield Done(Act.RECORD_REVIEW_MISSED, ScheduleStatus.DUE, said_on, life.managers.community)
    if late.step:
        yield Done(Act.ESCALATE_REVIEW, ScheduleStatus.DUE, desk.today, desk.staff.coordinator)
