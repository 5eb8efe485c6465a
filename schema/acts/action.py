"""Actions, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import action, action_terms
from agencies.coordination.process.common import MANAGED
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.meeting_facts import MEETINGS_OF_CASE
from schema.mutations import CASE, RECORD, Mutation, OnRecord
from schema.rules import DAYS, TIMINGS

_ACTION = t.action.c
_UNDERTAKING = sa.select(
    _ACTION.owner, _ACTION.due_on, _ACTION.assigned_to_name, _ACTION.completed_by_id, _ACTION.escalated
).where(_ACTION.id == RECORD)
_OVERDUE = sa.select(_ACTION.due_on, _ACTION.owner, _ACTION.escalated.label("taken")).where(
    _ACTION.id == RECORD, _ACTION.due_on.is_not(None)
)
_MEETINGS = MEETINGS_OF_CASE.add_columns(t.meeting_case.c.meeting_id)
_ON_ACTION = OnRecord("Action")
_KNOWN = {"action": _UNDERTAKING}

MUTATIONS = (
    Mutation(
        Act.SET_ACTION,
        "Set an action on a case, in a meeting or outside one: what is to be done, whose it is, by when.",
        action.MACHINE,
        on=OnRecord("Case"),
        gives="Action",
        offered={"status": MANAGED},
        given=action_terms.SetAction,
        known=action_terms.SetKnown,
        facts={
            "reference": sa.select(t.case.c.reference).where(t.case.c.id == CASE),
            "status": sa.select(t.case.c.status).where(t.case.c.id == CASE),
            "number": sa.select(sa.func.count()).where(_ACTION.case_id == CASE),
            "bodies": BODIES,
            "meetings": _MEETINGS,
        },
    ),
    Mutation(
        Act.ACCEPT_ACTION,
        "Take on an action that was given to your agency. It is then yours to do.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
    ),
    Mutation(
        Act.COMPLETE_ACTION,
        "Say that an action of your agency is done, and what shows it. The co-ordination unit verifies it.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.CompleteAction,
    ),
    Mutation(
        Act.REPORT_ACTION_NOT_POSSIBLE,
        "Say that an action of your agency cannot be done, and why.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.Because,
        known=action_terms.ActionKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.CLOSE_ACTION,
        "Close an action that was verified to be done.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.CloseAction,
        known=action_terms.ActionKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.RETURN_ACTION,
        "Return an action whose evidence, or whose reason, is not enough. It is to be done.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.Because,
        known=action_terms.ActionKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.WITHDRAW_ACTION,
        "Withdraw an action that is no longer to be done, and say why.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.Because,
    ),
    Mutation(
        Act.REASSIGN_ACTION,
        "Give an action to somebody else of your agency; the co-ordination unit may give it to any agency.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.ReassignAction,
        known=action_terms.ReassignKnown,
        facts={**_KNOWN, "bodies": BODIES},
    ),
    Mutation(
        Act.EXTEND_ACTION,
        "Give an action a later day, and say why.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.ExtendAction,
        known=action_terms.ActionKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.ESCALATE_ACTION,
        "Take an action whose day has passed the next step further, as the rules have it.",
        action.MACHINE,
        on=_ON_ACTION,
        gives="Action",
        given=action_terms.Escalate,
        known=action_terms.EscalateKnown,
        facts={"overdue": _OVERDUE, "timings": TIMINGS, "days": DAYS},
    ),
)
