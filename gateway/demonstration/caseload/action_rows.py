"""Actions at every point of their life: taken on, done, verified, late and escalated, not possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from agencies.coordination.meeting_vocabulary import ActionChangeKind, ActionStatus
from agencies.coordination.process.action import TO_DO
from agencies.coordination.rules import book_of_times as times
from gateway.demonstration.caseload.careers import Item
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.history_rows import Done, Of, latest_step, write_escalation, write_history
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import Practitioner
from policies.vocabulary import Act, DataClass

DAYS: Final = timedelta(days=1)
_ACTIONS: Final = (
    ("police", "Visit the proposed address and speak to the household."),
    ("police", "Place markers on the addresses of the victim and of the family."),
    ("probation", "Do the assessment again and circulate it before the next meeting."),
    ("probation", "Ask for the licence conditions that the panel supported."),
    ("prison", "Review monitoring of telephone and mail and report what was found."),
    ("housing", "Find an address outside the exclusion zone and hold it."),
    ("health", "Offer an appointment within fourteen days and say whether it was kept."),
    ("coordination", "Write to the neighbouring area about the transfer."),
)
_NOTES: Final = (
    "Done and reported to the panel.",
    "Done; nothing of concern was found.",
    "Done later than hoped because of leave.",
    "Done by telephone, with a note on the record.",
)
_IMPOSSIBLE: Final = "No such address is to be had in the area before the release."

# The acts after it was set, each with the state that it led to.
_ACCEPTED: Final = (Act.ACCEPT_ACTION, ActionStatus.ACCEPTED)
_COMPLETED: Final = (Act.COMPLETE_ACTION, ActionStatus.COMPLETED)
_LIVES: Final[dict[ActionStatus, tuple[tuple[Act, ActionStatus], ...]]] = {
    ActionStatus.OPEN: (),
    ActionStatus.ACCEPTED: (_ACCEPTED,),
    ActionStatus.COMPLETED: (_ACCEPTED, _COMPLETED),
    ActionStatus.NOT_POSSIBLE: (_ACCEPTED, (Act.REPORT_ACTION_NOT_POSSIBLE, ActionStatus.NOT_POSSIBLE)),
    ActionStatus.CLOSED: (_ACCEPTED, _COMPLETED, (Act.CLOSE_ACTION, ActionStatus.CLOSED)),
    ActionStatus.WITHDRAWN: ((Act.WITHDRAW_ACTION, ActionStatus.WITHDRAWN),),
}
_PAST: Final = {
    ActionStatus.CLOSED: 0.72,
    ActionStatus.COMPLETED: 0.08,
    ActionStatus.ACCEPTED: 0.08,
    ActionStatus.OPEN: 0.07,
    ActionStatus.NOT_POSSIBLE: 0.03,
    ActionStatus.WITHDRAWN: 0.02,
}
_TO_COME: Final = {ActionStatus.ACCEPTED: 0.45, ActionStatus.OPEN: 0.35, ActionStatus.COMPLETED: 0.2}


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What was agreed to be done, by whom and by when, and how far it has come."""

    owner: str
    description: str
    due_on: date
    status: ActionStatus


def write_actions(desk: Desk, life: Life, item: Item) -> None:
    """What was agreed to be done about a case at a meeting."""
    for owner, description in desk.chance.sample(_ACTIONS, 3):
        due_on = item.held_on + desk.chance.number(10, 40) * DAYS
        status = desk.chance.weighed(_PAST if due_on < desk.today else _TO_COME)
        _write(desk, life, item, _Agreed(owner, description, due_on, status))


def write_outstanding_actions(desk: Desk, life: Life, item: Item) -> None:
    """One of the co-ordination unit's own that is late, and one that a body has said it cannot do."""
    due_on = item.held_on + 40 * DAYS
    for (owner, description), status in (
        (_ACTIONS[7], ActionStatus.ACCEPTED),
        (_ACTIONS[5], ActionStatus.NOT_POSSIBLE),
    ):
        _write(desk, life, item, _Agreed(owner, description, due_on, status))


def _owner(desk: Desk, life: Life, owner: str, status: ActionStatus) -> Practitioner:
    """Who is to do it. What the unit has done was its administrator's, for its co-ordinator verifies what was done."""
    unit = desk.staff.coordinator if status in TO_DO else desk.staff.administrator
    managers = {
        "police": life.managers.police,
        "prison": life.managers.prison,
        "probation": life.managers.community,
        "coordination": unit,
    }
    return managers.get(owner) or desk.staff.representative(owner)


def _write(desk: Desk, life: Life, item: Item, agreed: _Agreed) -> None:
    owner, due_on, status = agreed.owner, agreed.due_on, agreed.status
    by = _owner(desk, life, owner, status)
    late = status in TO_DO and due_on < desk.today
    step = latest_step(desk, life, times.ACTION_OVERDUE, due_on) if late else None
    key = desk.add(
        "coordination.action",
        reference=f"ACT-{life.reference[6:]}-{desk.next(f'action {life.place}'):03d}",
        case_id=life.id,
        meeting_case_id=item.id,
        meeting_id=item.meeting_id,
        description=agreed.description,
        owner=owner,
        **named("assigned_to", by),
        set_on=item.held_on,
        due_on=due_on,
        status=status,
        escalated=step.number if step else 0,
        last_escalated_on=desk.today if step else None,
        **_ended(desk, status, by, _days(desk, item, due_on)),
        **recorded(item.held_on, desk.staff.administrator),
        version=1 + len(_LIVES[status]) + bool(step),
    )
    of = Of("action", key, DataClass.ACTION)
    if step:
        write_escalation(desk, life, of, step, (due_on, owner))
    if status is ActionStatus.NOT_POSSIBLE:
        _change(desk, life, key, (due_on, owner, by), min(due_on, desk.today))
    write_history(desk, life, of, _acts(desk, (status, step is not None), by, _days(desk, item, due_on)))


def _days(desk: Desk, item: Item, due_on: date) -> tuple[date, date, date]:
    """When it was taken on, done and verified."""
    done = min(desk.today, max(item.held_on + 3 * DAYS, due_on - 2 * DAYS))
    return min(desk.today, item.held_on + 2 * DAYS), done, min(desk.today, done + 4 * DAYS)


def _ended(desk: Desk, status: ActionStatus, by: Practitioner, days: tuple[date, date, date]) -> dict[str, Any]:
    """The columns that its acts have filled in."""
    taken_on, done, verified = days
    acts = {act for act, _ in _LIVES[status]}
    row: dict[str, Any] = {}
    if Act.ACCEPT_ACTION in acts:
        row |= {"accepted_on": taken_on, **named("accepted_by", by)}
    if Act.COMPLETE_ACTION in acts:
        note = {"completion_note": desk.chance.pick(_NOTES), "evidence": "The entry in the agency's own record."}
        row |= {"completed_on": done, **named("completed_by", by), **note}
    if Act.REPORT_ACTION_NOT_POSSIBLE in acts:
        row |= {"not_possible_because": _IMPOSSIBLE}
    if status in (ActionStatus.CLOSED, ActionStatus.WITHDRAWN):
        because = "Overtaken by the recall." if status is ActionStatus.WITHDRAWN else "Seen in the record."
        row |= {"closed_on": verified, "closed_because": because, **named("closed_by", desk.staff.coordinator)}
    return row


def _change(desk: Desk, life: Life, key: str, before: tuple[date, str, Practitioner], on: date) -> None:
    due_on, owner, by = before
    desk.add(
        "coordination.action_change",
        case_id=life.id,
        action_id=key,
        kind=ActionChangeKind.NOT_POSSIBLE,
        changed_on=on,
        reason=_IMPOSSIBLE,
        due_on_before=due_on,
        owner_before=owner,
        assigned_to_before=by.name,
        **recorded(on, by),
    )


def _acts(
    desk: Desk, ended: tuple[ActionStatus, bool], by: Practitioner, days: tuple[date, date, date]
) -> Iterator[Done]:
    """What was done to an action, up to its present state."""
    status, escalated = ended
    unit = desk.staff.coordinator
    acts = [(Act.SET_ACTION, ActionStatus.OPEN), *_LIVES[status]]
    for place, (act, state) in enumerate(acts):
        yield Done(act, state, days[min(place, 2)], unit if act in _OF_THE_UNIT else by)
    if escalated:
        yield Done(Act.ESCALATE_ACTION, status, desk.today, unit)


_OF_THE_UNIT: Final = (Act.SET_ACTION, Act.CLOSE_ACTION, Act.WITHDRAW_ACTION)
