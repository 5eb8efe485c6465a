"""The agenda of a meeting, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import agenda
from agencies.coordination.process.common import MANAGED
from agencies.coordination.process.meeting_terms import WithReason
from policies.vocabulary import Act
from schema.meeting_facts import COMING, LISTED, STATUS_OF_ITEM
from schema.mutations import CASE, Mutation, OnRecord

_ON_ITEM = OnRecord("AgendaItem")
_CASE = sa.select(t.case.c.status).where(t.case.c.id == CASE)

MUTATIONS = (
    Mutation(
        Act.LIST_CASE,
        "Put a case on the agenda of a meeting in its area.",
        agenda.MACHINE,
        on=OnRecord("Case"),
        gives="AgendaItem",
        offered={"status": MANAGED},
        given=agenda.ListCase,
        known=agenda.ListKnown,
        facts={"status": _CASE, "coming": COMING, "listed": LISTED},
    ),
    Mutation(
        Act.TAKE_OFF_AGENDA,
        "Take a case off the agenda of a meeting that is to come.",
        agenda.MACHINE,
        on=_ON_ITEM,
        gives="AgendaItem",
        given=WithReason,
        known=agenda.ItemKnown,
        facts={"meeting": STATUS_OF_ITEM},
    ),
    Mutation(
        Act.RETURN_TO_AGENDA,
        "Put a case that was taken off an agenda back on it.",
        agenda.MACHINE,
        on=_ON_ITEM,
        gives="AgendaItem",
        known=agenda.ReturnKnown,
        facts={"meeting": STATUS_OF_ITEM, "status": _CASE},
    ),
    Mutation(
        Act.CONCLUDE_ITEM,
        "Note that a case was discussed: when it is next reviewed, and why its level is unchanged if it is.",
        agenda.MACHINE,
        on=_ON_ITEM,
        gives="AgendaItem",
        given=agenda.ConcludeItem,
        known=agenda.ItemKnown,
        facts={"meeting": STATUS_OF_ITEM},
    ),
    Mutation(
        Act.DEFER_ITEM,
        "Put a case off during a meeting, which did not come to it.",
        agenda.MACHINE,
        on=_ON_ITEM,
        gives="AgendaItem",
        given=WithReason,
        known=agenda.ItemKnown,
        facts={"meeting": STATUS_OF_ITEM},
    ),
)
