"""Transfer between areas, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import transfer
from agencies.coordination.process.common import MANAGED
from policies.vocabulary import Act
from schema.meeting_facts import ON_AGENDAS
from schema.mutations import CASE, RECORD, Mutation, OnRecord
from schema.rules import RULES

_TRANSFER, _OF = t.transfer.c, t.case.c

_CASE = sa.select(_OF.reference, _OF.status, _OF.category, _OF.level, _OF.lead_agency, _OF.area_id).where(
    _OF.id == CASE
)
_AREAS = sa.select(t.area.c.id).order_by(t.area.c.id)
_WAITING = sa.select(sa.func.count()).where(_TRANSFER.case_id == CASE, _TRANSFER.status.in_(transfer.OPEN))
_OFFER = sa.select(_TRANSFER.from_area_id, _TRANSFER.to_area_id, _TRANSFER.answer_by, _TRANSFER.chased).where(
    _TRANSFER.id == RECORD
)

MUTATIONS = (
    Mutation(
        Act.PROPOSE_TRANSFER,
        "Offer a case to another area. Your area holds it until the other accepts.",
        transfer.MACHINE,
        on=OnRecord("Case"),
        gives="Transfer",
        given=transfer.ProposeTransfer,
        known=transfer.ProposeKnown,
        facts={"case": _CASE, "areas": _AREAS, "waiting": _WAITING, "rules": RULES},
        offered={"status": MANAGED},
    ),
    Mutation(
        Act.WITHDRAW_TRANSFER,
        "Take back the offer of a case that nobody has answered.",
        transfer.MACHINE,
        on=OnRecord("Transfer"),
        gives="Transfer",
        given=transfer.AnswerTransfer,
    ),
    Mutation(
        Act.CHASE_TRANSFER,
        "Note that the overdue answer to an offer was chased.",
        transfer.MACHINE,
        on=OnRecord("Transfer"),
        gives="Transfer",
        known=transfer.ChaseKnown,
        facts={"offer": _OFFER},
    ),
    Mutation(
        Act.ACCEPT_TRANSFER,
        "Accept a case that is offered to your area: from then on your area holds it.",
        transfer.MACHINE,
        on=OnRecord("IncomingTransfer"),
        gives="IncomingTransfer",
        given=transfer.AnswerTransfer,
        known=transfer.AcceptKnown,
        facts={"offer": _OFFER, "case": _CASE, **ON_AGENDAS},
    ),
    Mutation(
        Act.REFUSE_TRANSFER,
        "Refuse a case that is offered to your area, and say why. It stays where it is.",
        transfer.MACHINE,
        on=OnRecord("IncomingTransfer"),
        gives="IncomingTransfer",
        given=transfer.AnswerTransfer,
    ),
)
