"""Facts reported to be wrong, and who was told of the correction, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import CorrectionStatus
from agencies.coordination.vocabulary import ReceiptStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByAddressee, ByCase

_CORRECTION, _NOTICE = t.correction.c, t.correction_notice.c


class Correction(Record):
    """A fact that was reported to be wrong, and its owner's answer. It is shown to whoever is shown the fact."""

    table = t.correction
    scope = ByCase(_CORRECTION.case_id)
    exists = DataClass.MANAGEMENT
    row_class = _CORRECTION.data_class
    owner = _CORRECTION.owner
    order = Order("answer_by")

    record = column(_CORRECTION.record, "The kind of record the fact stands in.", filters=True)
    field = column(_CORRECTION.field, "The field that is said to be wrong.", filters=True)
    item = column(_CORRECTION.item, "Which of them, in words.")
    right = column(_CORRECTION.right, "What is said to be right.")
    how_known = column(_CORRECTION.how_known, "How that is known.")
    owning_agency = column(_CORRECTION.owner, "The agency or body whose fact it is.", filters=True)
    reported_on = column(_CORRECTION.reported_on, "The day it was reported.", filters=True, sorts=True)
    reported_by_agency = column(_CORRECTION.reported_by_agency, "The agency that reported it.")
    reported_by_name = column(_CORRECTION.reported_by_name, "Who reported it.", DataClass.PRACTITIONER)
    answer_by = column(_CORRECTION.answer_by, "The day by which it is to be answered.", filters=True, sorts=True)
    overdue = column(
        sa.and_(_CORRECTION.status == CorrectionStatus.REPORTED, _CORRECTION.answer_by < TODAY),
        "Whether it waits for its answer and that day has passed.",
        filters=True,
    )
    status = column(_CORRECTION.status, "What became of it.", filters=True)
    answered_on = column(_CORRECTION.answered_on, "The day it was answered.")
    answered_by_name = column(_CORRECTION.answered_by_name, "Who answered it.", DataClass.PRACTITIONER)
    answer = column(_CORRECTION.answer, "What its owner found.")
    version = column(_CORRECTION.version, "How often it was changed; what an act on it expects you to have seen.")
    notices = many("CorrectionNotice", _CORRECTION.id, _NOTICE.correction_id, "Who was told, and has acknowledged.")
    steps = many("Step", _CORRECTION.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _CORRECTION.case_id, t.case.c.id, "The case.")


class CorrectionNotice(Record):
    """A correction as it was told to somebody who had been shown the wrong fact."""

    table = t.correction_notice
    scope = ByCase(_NOTICE.case_id)
    exists = DataClass.MANAGEMENT
    row_class = _NOTICE.data_class
    owner = _NOTICE.to_agency
    order = Order("due_on")

    to_agency = column(_NOTICE.to_agency, "The agency of whoever it went to.", filters=True)
    to_name = column(_NOTICE.to_name, "Whom it went to.", DataClass.PRACTITIONER)
    last_shown_at = column(_NOTICE.last_shown_at, "When they were last shown the wrong fact.")
    sent_on = column(_NOTICE.sent_on, "The day it was sent.", filters=True, sorts=True)
    due_on = column(_NOTICE.due_on, "The day by which it is to be acknowledged.", filters=True, sorts=True)
    status = column(_NOTICE.status, "Whether it has been acknowledged.", filters=True)
    overdue = column(
        sa.and_(_NOTICE.status == ReceiptStatus.AWAITED, _NOTICE.due_on < TODAY),
        "Whether its acknowledgement is awaited and that day has passed.",
        filters=True,
    )
    acknowledged_on = column(_NOTICE.acknowledged_on, "The day it was acknowledged.")
    note = column(_NOTICE.note, "What follows from it for them.")
    chased = column(_NOTICE.chased, "How often it was chased.")
    last_chased_on = column(_NOTICE.last_chased_on, "The day it was last chased.")
    version = column(_NOTICE.version, "How often it was changed; what an act on it expects you to have seen.")
    correction = one("Correction", _NOTICE.correction_id, _CORRECTION.id, "The correction.")
    steps = many("Step", _NOTICE.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _NOTICE.case_id, t.case.c.id, "The case.")


class CorrectionTold(Record):
    """A correction as it is told to you, who were shown the wrong fact, also where you have left the case since.

    It says which fact was wrong, and whose it is, and nothing else of the case. What is right you read in the case,
    where it is there for you; else ask the agency or body whose fact it is.
    """

    table = t.correction_notice
    scope = ByAddressee(_NOTICE.case_id, _NOTICE.to_id)
    exists = DataClass.CORRECTION
    owner = _NOTICE.to_agency
    order = Order("due_on")

    case_reference = column(_NOTICE.reference, "The public reference of the case.")
    record = column(_NOTICE.record, "The kind of record that the wrong fact stood in.")
    field = column(_NOTICE.field, "The field that was wrong.")
    owning_agency = column(_NOTICE.owner, "The agency or body whose fact it is, to ask what is right.", filters=True)
    last_shown_at = column(_NOTICE.last_shown_at, "When you were last shown it.")
    sent_on = column(_NOTICE.sent_on, "The day it was corrected, and you were told.", filters=True, sorts=True)
    due_on = column(_NOTICE.due_on, "The day by which you are to acknowledge it.", filters=True, sorts=True)
    status = column(_NOTICE.status, "Whether you have acknowledged it.", filters=True)
    overdue = column(
        sa.and_(_NOTICE.status == ReceiptStatus.AWAITED, _NOTICE.due_on < TODAY),
        "Whether you have not, and that day has passed.",
        filters=True,
    )
    acknowledged_on = column(_NOTICE.acknowledged_on, "The day you acknowledged it.")
    note = column(_NOTICE.note, "What follows from it for you.")
    version = column(_NOTICE.version, "How often it was changed; what an act on it expects you to have seen.")


ROOTS = (
    Root(
        "corrections",
        "Correction",
        "Facts that were reported to be wrong, on the cases that you may see.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only reports of which this became."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only reports whose answer is, or is not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only reports on cases of this MAPPA area."),
        ),
    ),
    Root(
        "correctionNotices",
        "CorrectionNotice",
        "Corrections as they were told to those who had been shown the wrong fact.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only notices that are, or are not, acknowledged."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only notices that are, or are not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only notices on cases of this MAPPA area."),
        ),
    ),
    Root(
        "correctionsTold",
        "CorrectionTold",
        "Corrections of facts that you were shown, also of cases that you have left since, to be acknowledged.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that you have, or have not, acknowledged."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, overdue."),
        ),
    ),
)
