"""Actions at every point of their life: taken on, done, verified, late and escalated, not possible."""

from datetime import date, timedelta
from typing import Any, Final

from agencies.coordination.meeting_vocabulary import ActionChangeKind, ActionStatus
from agencies.coordination.process.action import TO_DO
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.escalation import steps
from gateway.demonstration.caseload.careers import Item
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
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


def write_actions(desk: Desk, life: Life, item: Item) -> None:
    """What was agreed to be done about a case at a meeting."""
    for owner, description in desk.chance.sample(_ACTIONS, 3):
        _write(desk, life, item, owner, description)


def _owner(desk: Desk, life: Life, owner: str) -> Practitioner:
    managers = {
        "police": life.managers.police,
        "prison": life.managers.prison,
        "probation": life.managers.community,
        "coordination": desk.staff.administrator,
    }
    return managers.get(owner) or desk.staff.representative(owner)


def _write(desk: Desk, life: Life, item: Item, owner: str, description: str) -> None:
    due_on = item.held_on + desk.chance.number(10, 40) * DAYS
    status = desk.chance.weighed(_PAST if due_on < desk.today else _TO_COME)
    by = _owner(desk, life, owner)
    late = status in TO_DO and due_on < desk.today
    escalated = _steps_taken(desk, life, due_on) if late else 0
    key = desk.add(
        "coordination.action",
        reference=f"ACT-{life.reference[6:]}-{desk.next(f'action {life.place}'):03d}",
        case_id=life.id,
        meeting_case_id=item.id,
        meeting_id=item.meeting_id,
        description=description,
        owner=owner,
        **named("assigned_to", by),
        set_on=item.held_on,
        due_on=due_on,
        status=status,
        escalated=escalated,
        last_escalated_on=desk.today if escalated else None,
        **_ended(desk, status, by, _days(desk, item, due_on)),
        **recorded(item.held_on, desk.staff.administrator),
        version=1 + len(_LIVES[status]) + bool(escalated),
    )
    if escalated:
        _escalate(desk, life, key, escalated, (due_on, owner))
    if status is ActionStatus.NOT_POSSIBLE:
        _change(desk, life, key, (due_on, owner, by), min(due_on, desk.today))
    _write_steps(desk, life, (key, status, bool(escalated)), by, _days(desk, item, due_on))


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


def _steps_taken(desk: Desk, life: Life, due_on: date) -> int:
    """The number of the latest step that was taken; of some the last that is due waits for somebody to take it."""
    due = [step for step in steps(times.ACTION_OVERDUE, due_on, desk.ruling(life)) if step.begins <= desk.today]
    return max(0, len(due) - desk.chance.number(0, 1))


def _escalate(desk: Desk, life: Life, key: str, number: int, late: tuple[date, str]) -> None:
    due_on, owner = late
    step = list(steps(times.ACTION_OVERDUE, due_on, desk.ruling(life)))[number - 1]
    desk.add(
        "coordination.escalation",
        case_id=life.id,
        record="action",
        record_id=key,
        step=number,
        to_agency=step.to(owner),
        due_on=due_on,
        escalated_on=desk.today,
        rule_code=step.limit.code,
        rule_source=step.limit.source,
        data_class=DataClass.ACTION,
        **recorded(desk.today, desk.staff.coordinator),
    )


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


def _write_steps(
    desk: Desk,
    life: Life,
    action: tuple[str, ActionStatus, bool],
    by: Practitioner,
    days: tuple[date, date, date],
) -> None:
    """The history of an action, up to its present state."""
    key, status, escalated = action
    acts = [(Act.SET_ACTION, ActionStatus.OPEN), *_LIVES[status]]
    if escalated:
        acts.append((Act.ESCALATE_ACTION, status))
    before = None
    for version, (act, state) in enumerate(acts, start=1):
        unit = act in (Act.SET_ACTION, Act.CLOSE_ACTION, Act.WITHDRAW_ACTION, Act.ESCALATE_ACTION)
        who = desk.staff.coordinator if unit else by
        day = desk.today if act is Act.ESCALATE_ACTION else days[min(version - 1, 2)]
        desk.add(
            "coordination.step",
            case_id=life.id,
            record="action",
            record_id=key,
            version=version,
            act=act.name,
            from_state=before,
            to_state=state,
            done_at=at(day, f"09:{version:02d}"),
            **named("done_by", who),
            done_by_agency=who.owner,
            data_class=DataClass.ACTION,
        )
        before = state
