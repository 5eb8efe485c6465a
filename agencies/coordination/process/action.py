"""Actions: set, accepted, done with evidence, verified; or not possible, and why.

Who is to do an action is its owner, an agency; the co-ordination unit verifies what its owner says is done (MAPPA
guidance, chapter 13b: actions are allocated, with an owner and a day; mappa.md 4.7, agenda items 4 and 8). What is
neither closed nor withdrawn stands on the next agenda of its case.
"""

from collections.abc import Iterator
from typing import Any

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ActionChangeKind, ActionStatus
from agencies.coordination.process.action_terms import (
    ActionKnown,
    Because,
    CloseAction,
    CompleteAction,
    Escalate,
    EscalateKnown,
    ExtendAction,
    ReassignAction,
    ReassignKnown,
    SetAction,
    SetKnown,
    Undertaking,
)
from agencies.coordination.process.common import at_meeting, is_managed, is_not_past, raised, was_on_the_agenda
from agencies.coordination.process.information import ALREADY_THERE
from agencies.coordination.process.limits import Escalation, ruling
from agencies.coordination.rules import book_of_times as times
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass

TO_DO = (ActionStatus.OPEN, ActionStatus.ACCEPTED)
CARRIED = (*TO_DO, ActionStatus.COMPLETED, ActionStatus.NOT_POSSIBLE)  # onto the next agenda, and open at an exit
COORDINATION = "coordination"
ESCALATION = Escalation("action", DataClass.ACTION, times.ACTION_OVERDUE)

Escalating = Situation[Escalate, EscalateKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _case_is_managed(situation: Situation[SetAction, SetKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.status, "no action is set on it.")


def _has_an_owner(situation: Situation[SetAction | ReassignAction, SetKnown | ReassignKnown]) -> Iterator[Problem]:
    known = (*ALREADY_THERE, COORDINATION, *situation.known.bodies)
    if situation.given.owner not in known:
        message = f"No agency or body has this code. Use one of: {', '.join(known)}."
        yield Problem("owner", message, ProblemCode.INVALID)


def _is_not_past(situation: Situation[SetAction | ExtendAction, Any]) -> Iterator[Problem]:
    yield from is_not_past(situation.given.due_on, situation.today)


def _was_on_the_agenda(situation: Situation[SetAction, SetKnown]) -> Iterator[Problem]:
    reference = situation.given.meeting
    if reference is not None:
        yield from was_on_the_agenda("meeting", at_meeting(situation.known.meetings, reference), situation.today)


def _by_somebody_else(situation: Situation[CloseAction, ActionKnown]) -> Iterator[Problem]:
    if situation.known.action.completed_by_id == situation.actor.id:
        message = "You said that this is done: a second person verifies it."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _stays_in_the_agency(situation: Situation[ReassignAction, ReassignKnown]) -> Iterator[Problem]:
    ours = situation.actor.owner in (COORDINATION, situation.given.owner)
    if not ours:
        message = "You may give it to somebody of your own agency; to another agency the co-ordination unit gives it."
        yield Problem("owner", message, ProblemCode.NOT_BY_YOU)


def _is_later(situation: Situation[ExtendAction, ActionKnown]) -> Iterator[Problem]:
    due_on = situation.known.action.due_on
    if due_on is not None and situation.given.due_on <= due_on:
        message = f"It is due on {due_on:%-d %B %Y}: give a later day."
        yield Problem("due_on", message, ProblemCode.INVALID)


def _step_is_due(situation: Escalating) -> Iterator[Problem]:
    known = situation.known
    if known.overdue is None:
        yield Problem("id", "No day was set by which it is to be done: extend it to one first.", ProblemCode.NOT_NOW)
        return
    yield from ESCALATION.not_yet(known.overdue, ruling(known.timings, known.days, situation.today))


# -- effects -----------------------------------------------------------------------------------------------------


def _set(situation: Situation[SetAction, SetKnown]) -> Effects:
    given, known, case = situation.given, situation.known, situation.place.case
    meeting = at_meeting(known.meetings, given.meeting)
    row = {
        "reference": f"ACT-{known.reference.removeprefix('MAPPA-')}-{known.number + 1:03d}",
        "case_id": case,
        "meeting_case_id": meeting.id if meeting else None,
        "meeting_id": meeting.meeting_id if meeting else None,
        "description": given.description,
        "owner": given.owner,
        "assigned_to_name": given.assigned_to,
        "set_on": situation.today,
        "due_on": given.due_on,
    }
    return Effects(row, (raised(case),))


def _accepted(situation: Situation[Any, Any]) -> Effects:
    """Whoever accepts it is who is to do it."""
    values = {"accepted_on": situation.today, **situation.by("accepted_by"), **situation.by("assigned_to")}
    return Effects(values)


def _completed(situation: Situation[CompleteAction, Any]) -> Effects:
    given = situation.given
    done = {"completed_on": situation.today, "completion_note": given.what, "evidence": given.evidence}
    return Effects({**done, **situation.by("completed_by")})


def _not_possible(situation: Situation[Because, ActionKnown]) -> Effects:
    reason = situation.given.reason
    return Effects({"not_possible_because": reason}, (_before(situation, ActionChangeKind.NOT_POSSIBLE, reason),))


def _returned(situation: Situation[Because, ActionKnown]) -> Effects:
    """What was said of it stays with the change; the action itself is to be done."""
    cleared = dict.fromkeys(
        ("completed_on", "completed_by_id", "completed_by_name", "completion_note", "evidence", "not_possible_because")
    )
    return Effects(cleared, (_before(situation, ActionChangeKind.RETURNED, situation.given.reason),))


def _closed(situation: Situation[CloseAction, Any]) -> Effects:
    return Effects(_ended(situation, situation.given.verified_by))


def _withdrawn(situation: Situation[Because, Any]) -> Effects:
    return Effects(_ended(situation, situation.given.reason))


def _ended(situation: Situation[Any, Any], because: str) -> dict[str, Any]:
    return {"closed_on": situation.today, "closed_because": because, **situation.by("closed_by")}


def _reassigned(situation: Situation[ReassignAction, ReassignKnown]) -> Effects:
    given = situation.given
    to = {"owner": given.owner, "assigned_to_id": None, "assigned_to_name": given.assigned_to}
    cleared = {"accepted_on": None, "accepted_by_id": None, "accepted_by_name": None, "not_possible_because": None}
    return Effects({**to, **cleared}, (_before(situation, ActionChangeKind.REASSIGNED, given.reason),))


def _extended(situation: Situation[ExtendAction, ActionKnown]) -> Effects:
    """A new day, from which the steps are counted anew; those that were taken stand in their rows."""
    given = situation.given
    return Effects(
        {"due_on": given.due_on, "escalated": 0}, (_before(situation, ActionChangeKind.EXTENDED, given.reason),)
    )


def _before(situation: Situation[Any, Any], kind: ActionChangeKind, reason: str) -> Insert:
    """How the action was before, and why that changed."""
    action: Undertaking = situation.known.action
    row = {
        "case_id": situation.place.case,
        "action_id": situation.place.key,
        "kind": kind,
        "changed_on": situation.today,
        "reason": reason,
        "due_on_before": action.due_on,
        "owner_before": action.owner,
        "assigned_to_before": action.assigned_to_name,
        **situation.recorded(),
    }
    return Insert(t.action_change, row)


def _escalated(situation: Escalating) -> Effects:
    known, today = situation.known, situation.today
    if known.overdue is None:
        raise TypeError("Only an action with a day is escalated.")
    row, step = ESCALATION.taken(situation, known.overdue, ruling(known.timings, known.days, today))
    return Effects({"escalated": step, "last_escalated_on": today}, (row,))


# -- the table ---------------------------------------------------------------------------------------------------

_OWNED = Guard("its owner is an agency or body that there is", _has_an_owner)
_NOT_PAST = Guard("it is due today or later", _is_not_past)
_CHANGED = (
    "status due_on owner assigned_to_id assigned_to_name accepted_on accepted_by_id accepted_by_name completed_on "
    "completed_by_id completed_by_name completion_note evidence not_possible_because closed_on closed_by_id "
    "closed_by_name closed_because escalated last_escalated_on"
)

MACHINE = Machine(
    "action",
    t.action,
    ActionStatus,
    DataClass.ACTION,
    (
        Transition(
            Act.SET_ACTION,
            (),
            ActionStatus.OPEN,
            _set,
            (
                Guard("the case is identified or active", _case_is_managed),
                _OWNED,
                _NOT_PAST,
                Guard("the meeting had the case on its agenda and was held", _was_on_the_agenda),
            ),
        ),
        Transition(Act.ACCEPT_ACTION, (ActionStatus.OPEN,), ActionStatus.ACCEPTED, _accepted),
        Transition(Act.COMPLETE_ACTION, TO_DO, ActionStatus.COMPLETED, _completed),
        Transition(Act.REPORT_ACTION_NOT_POSSIBLE, TO_DO, ActionStatus.NOT_POSSIBLE, _not_possible),
        Transition(
            Act.CLOSE_ACTION,
            (ActionStatus.COMPLETED,),
            ActionStatus.CLOSED,
            _closed,
            (Guard("whoever verifies it did not say that it is done", _by_somebody_else),),
        ),
        Transition(
            Act.RETURN_ACTION, (ActionStatus.COMPLETED, ActionStatus.NOT_POSSIBLE), ActionStatus.OPEN, _returned
        ),
        Transition(Act.WITHDRAW_ACTION, (*TO_DO, ActionStatus.NOT_POSSIBLE), ActionStatus.WITHDRAWN, _withdrawn),
        Transition(
            Act.REASSIGN_ACTION,
            (*TO_DO, ActionStatus.NOT_POSSIBLE),
            ActionStatus.OPEN,
            _reassigned,
            (_OWNED, Guard("an agency gives it to its own, the co-ordination unit to any", _stays_in_the_agency)),
        ),
        Transition(Act.EXTEND_ACTION, TO_DO, None, _extended, (_NOT_PAST, Guard("the new day is later", _is_later))),
        Transition(
            Act.ESCALATE_ACTION,
            TO_DO,
            None,
            _escalated,
            (Guard("by rule the next step is due", _step_is_due),),
        ),
    ),
    writes=(
        Writable(t.action, adds=True, changes=frozenset(_CHANGED.split())),
        Writable(t.action_change, adds=True),
        Writable(t.escalation, adds=True),
        Writable(t.case),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, CARRIED, ActionStatus.WITHDRAWN),),
)
