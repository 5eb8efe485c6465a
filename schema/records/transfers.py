"""A case that moves to another area, as each of the two areas sees it."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.person import tables as persons
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCaseInArea

_TRANSFER = t.transfer.c


class _Offer:
    """What both areas see of it."""

    case_reference = column(_TRANSFER.reference, "The public reference of the case.")
    from_area = column(_TRANSFER.from_area_id, "The number of the area that offers it.", filters=True)
    to_area = column(_TRANSFER.to_area_id, "The number of the area that is to have it.", filters=True)
    category = column(_TRANSFER.category, "Its category when it was offered.")
    level = column(_TRANSFER.level, "Its level when it was offered.")
    lead_agency = column(_TRANSFER.lead_agency, "The agency that led it when it was offered.")
    reason = column(_TRANSFER.reason, "Why it moves.", DataClass.DECISION)
    handover = column(_TRANSFER.handover, "What the other area must know to answer.", DataClass.RISK_NARRATIVE)
    moves_on = column(_TRANSFER.moves_on, "The day on which the person moves.")
    proposed_on = column(_TRANSFER.proposed_on, "The day it was offered.", filters=True, sorts=True)
    proposed_by_name = column(_TRANSFER.proposed_by_name, "Who offered it.", DataClass.PRACTITIONER)
    answer_by = column(_TRANSFER.answer_by, "The day by which it is to be answered.", filters=True, sorts=True)
    overdue = column(
        sa.and_(_TRANSFER.status == TransferStatus.PROPOSED, _TRANSFER.answer_by < TODAY),
        "Whether it waits for its answer and that day has passed.",
        filters=True,
    )
    status = column(_TRANSFER.status, "How far it has come.", filters=True)
    chased = column(_TRANSFER.chased, "How often its answer was chased.")
    last_chased_on = column(_TRANSFER.last_chased_on, "The day it was last chased.")
    answered_on = column(_TRANSFER.answered_on, "The day it was answered or withdrawn.")
    answered_by_name = column(_TRANSFER.answered_by_name, "Who did so.", DataClass.PRACTITIONER)
    answer = column(_TRANSFER.answer, "Why it was accepted, refused or withdrawn.", DataClass.DECISION)
    version = column(_TRANSFER.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _TRANSFER.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _TRANSFER.case_id, t.case.c.id, "The case, where you see it.", same_case=False)


class Transfer(_Offer, Record):
    """The offer of a case to another area, as the area sees it that offers it, also after the case has moved."""

    table = t.transfer
    scope = ByCaseInArea(_TRANSFER.case_id, _TRANSFER.from_area_id)
    exists = DataClass.MANAGEMENT
    order = Order("answer_by")


class IncomingTransfer(_Offer, Record):
    """A case that is offered to an area, as that area sees it: what it must know to answer, and nothing else of it."""

    table = t.transfer
    scope = ByCaseInArea(_TRANSFER.case_id, _TRANSFER.to_area_id)
    exists = DataClass.MANAGEMENT
    where = _TRANSFER.status != TransferStatus.WITHDRAWN
    order = Order("answer_by")

    person = one("Person", _TRANSFER.person_id, persons.person.c.id, "Who it is about.")


ROOTS = (
    Root(
        "transfers",
        "Transfer",
        "Offers of cases to other areas, as the area sees them that makes them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only offers that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only offers whose answer is, or is not, overdue."),
            Argument("area", "from_area", Operator.EQUALS, "Only offers by this MAPPA area."),
        ),
    ),
    Root(
        "incomingTransfers",
        "IncomingTransfer",
        "Cases that are offered to an area, as that area sees them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only offers that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only offers whose answer is, or is not, overdue."),
            Argument("area", "to_area", Operator.EQUALS, "Only offers to this MAPPA area."),
        ),
    ),
)
