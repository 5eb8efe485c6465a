"""A decision as it was communicated, the views that differ from it, and how comparable cases were decided."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.comparison import comparable_decisions
from agencies.coordination.vocabulary import ReceiptStatus
from policies.vocabulary import DataClass
from schema.declare import MONTH_BEGUN, TODAY, Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase, Unscoped

_RECEIPT = t.decision_receipt.c
_CASE = "The case."


class DecisionDissent(Record):
    """A view that differs from a level-setting decision. Every one is recorded beside it."""

    table = t.decision_dissent
    scope = ByCase(t.decision_dissent.c.case_id)
    exists = DataClass.DECISION
    owner = t.decision_dissent.c.agency
    order = Order("voiced_on")

    agency = column(t.decision_dissent.c.agency, "Whose view it is.", filters=True)
    view = column(t.decision_dissent.c.view, "What is seen differently, and why.")
    voiced_on = column(t.decision_dissent.c.voiced_on, "The day it was voiced.", filters=True, sorts=True)
    recorded_by_name = column(t.decision_dissent.c.recorded_by_name, "Who voiced it.", DataClass.PRACTITIONER)
    case = one("Case", t.decision_dissent.c.case_id, t.case.c.id, _CASE)


class DecisionReceipt(Record):
    """A level-setting decision as it was communicated to an agency, or to somebody assigned to the case."""

    table = t.decision_receipt
    scope = ByCase(_RECEIPT.case_id)
    exists = DataClass.MANAGEMENT
    owner = _RECEIPT.to_agency
    order = Order("due_on")

    to_agency = column(_RECEIPT.to_agency, "The agency it went to.", filters=True)
    to_name = column(_RECEIPT.to_name, "Whom it went to; null where it went to the agency.", DataClass.PRACTITIONER)
    sent_on = column(_RECEIPT.sent_on, "The day it was communicated.", filters=True, sorts=True)
    due_on = column(_RECEIPT.due_on, "The day by which it is to be acknowledged.", filters=True, sorts=True)
    status = column(_RECEIPT.status, "Whether it has been acknowledged.", filters=True)
    overdue = column(
        sa.and_(_RECEIPT.status == ReceiptStatus.AWAITED, _RECEIPT.due_on < TODAY),
        "Whether its acknowledgement is awaited and its day has passed.",
        filters=True,
    )
    acknowledged_on = column(_RECEIPT.acknowledged_on, "The day it was acknowledged.")
    acknowledged_by_name = column(_RECEIPT.acknowledged_by_name, "Who acknowledged it.", DataClass.PRACTITIONER)
    note = column(_RECEIPT.note, "What follows from it for them.", DataClass.DECISION)
    chased = column(_RECEIPT.chased, "How often it was chased.")
    last_chased_on = column(_RECEIPT.last_chased_on, "The day it was last chased.")
    version = column(_RECEIPT.version, "How often it was changed; what an act on it expects you to have seen.")
    decision = one("LevelDecision", _RECEIPT.decision_id, t.level_decision.c.id, "The decision.")
    steps = many("Step", _RECEIPT.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _RECEIPT.case_id, t.case.c.id, _CASE)


class ComparableDecision(Record):
    """How often a level was decided in cases of one category, risk and custody state: information, not advice.

    In steps of five, of months that have ended. Numbers under five are left out, or shown together for several areas.
    """

    table = comparable_decisions
    scope = Unscoped()
    exists = DataClass.AGGREGATE
    order = Order("decisions", descending=True)
    where = comparable_decisions.c.as_at == MONTH_BEGUN

    category = column(comparable_decisions.c.category, "The category.", filters=True)
    risk_band = column(comparable_decisions.c.risk_band, "The level of risk of serious harm.", filters=True)
    in_custody = column(comparable_decisions.c.in_custody, "Whether the person was in custody.", filters=True)
    level = column(comparable_decisions.c.level, "The level that was decided.", filters=True)
    area_number = column(comparable_decisions.c.area_id, "The MAPPA area; null for several together.", filters=True)
    decisions = column(comparable_decisions.c.decisions, "How many decisions, in steps of five.", sorts=True)


ROOTS = (
    Root(
        "decisionReceipts",
        "DecisionReceipt",
        "Level-setting decisions as they were communicated, on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, overdue."),
            Argument("toAgency", "to_agency", Operator.EQUALS, "Only those to this agency."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those on cases of this MAPPA area."),
        ),
    ),
    Root(
        "comparableDecisions",
        "ComparableDecision",
        "How comparable cases were decided, in numbers: filter by category, riskBand and inCustody.",
    ),
)
