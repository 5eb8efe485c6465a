"""What a referral is made of, as readers see it: its form, its parts, and what agencies are asked for."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.vocabulary import InformationStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, column, many, one
from schema.reach import reached
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase, ByCaseAsked, Unscoped, WithinParent

_PART = t.referral_part.c
_ASKED = t.information_request.c
_OPEN = _ASKED.status == InformationStatus.REQUESTED


class ReferralPart(Record):
    """A part of a referral's form as it was written. What it holds decides who sees it."""

    table = t.referral_part
    scope = ByCase(_PART.case_id)
    exists = DataClass.MANAGEMENT
    row_class = _PART.data_class
    order = Order("position")
    history = True

    position = column(_PART.position, "Its place on the form.")
    code = column(_PART.code, "Its code, by which it is filled in.")
    label = column(_PART.label, "What it is about.")
    required = column(_PART.required, "Whether it must be filled in before the referral is submitted.")
    filled = column(
        sa.or_(_PART.body.is_not(None), _PART.not_known_because.is_not(None)), "Whether it is filled in, or not known."
    )
    body = column(_PART.body, "What it says.")
    not_known_because = column(_PART.not_known_because, "Why it cannot be said.")
    superseded = column(_PART.superseded_by.is_not(None), "Whether a later text stands in its place.")
    written_by_agency = column(_PART.written_by_agency, "The agency that filled it in.")
    recorded_at = column(_PART.recorded_at, "When it was written.")
    recorded_by_name = column(_PART.recorded_by_name, "Who wrote it.", DataClass.PRACTITIONER)


class InformationRequest(Record):
    """What an agency or body was asked for, so that a referral can be decided, and what it answered.

    Those of it who work in the area are shown it also where they have no part in the case. So it leads to no record in
    its own cell: referral, steps and case are there for those alone for whom they are there without it.
    """

    table = t.information_request
    scope = ByCaseAsked(_ASKED.case_id, _ASKED.asked_of)
    exists = DataClass.MANAGEMENT
    owner = _ASKED.asked_of
    order = Order("due_on")

    asked_of = column(_ASKED.asked_of, "The agency or body that was asked.", filters=True)
    asked_by_agency = column(_ASKED.asked_by_agency, "The agency that asked.")
    asked_by_name = column(_ASKED.asked_by_name, "Who asked.", DataClass.PRACTITIONER)
    what = column(_ASKED.what, "What was asked for.", DataClass.DECISION)
    asked_on = column(_ASKED.asked_on, "The day it was asked.", filters=True, sorts=True)
    due_on = column(_ASKED.due_on, "The day by which it is to be answered.", filters=True, sorts=True)
    status = column(_ASKED.status, "What became of it.", filters=True)
    overdue = column(
        sa.and_(_OPEN, _ASKED.due_on < TODAY), "Whether it waits for an answer and its day has passed.", filters=True
    )
    reminder_due = column(
        sa.and_(_OPEN, _ASKED.remind_from <= TODAY), "Whether it waits, and the time to remind has come.", filters=True
    )
    reaches_nobody = column(
        sa.and_(_OPEN, sa.not_(reached(_ASKED.case_id, _ASKED.asked_of, TODAY))),
        "Whether it waits, and nobody of whom it is asked is shown it who may answer.",
        DataClass.ACCESS_LIMIT,
        filters=True,
    )
    despite = column(
        _ASKED.despite, "Why it was asked although it reached nobody, and how they are told.", DataClass.ACCESS_LIMIT
    )
    reminders = column(_ASKED.reminders, "How often its agency was reminded.")
    last_reminded_on = column(_ASKED.last_reminded_on, "The day its agency was last reminded.")
    answer = column(_ASKED.answer, "What was answered.", DataClass.CONTRIBUTION)
    assertion = column(_ASKED.assertion, "Whether that is fact, assessment or intelligence.", DataClass.CONTRIBUTION)
    closed_because = column(_ASKED.closed_because, "Why it was declined or cancelled.", DataClass.CONTRIBUTION)
    closed_on = column(_ASKED.closed_on, "The day it was answered, declined or cancelled.")
    answered_by_name = column(_ASKED.answered_by_name, "Who answered, declined or cancelled.", DataClass.PRACTITIONER)
    version = column(_ASKED.version, "How often it was changed; what an act on it expects you to have seen.")
    referral = one(
        "Referral",
        _ASKED.referral_id,
        t.referral.c.id,
        "The referral that it is for, where you see it.",
        same_case=False,
    )
    steps = many(
        "Step",
        _ASKED.id,
        t.step.c.record_id,
        "What was done to it, in order, where you see the case.",
        same_case=False,
    )
    case = one("Case", _ASKED.case_id, t.case.c.id, "The case, where you see it.", same_case=False)


class Form(Record):
    """An edition of a form of the document set, with its source."""

    table = t.form
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("valid_from", descending=True)

    code = column(t.form.c.code, "What the form is for.", filters=True)
    edition = column(t.form.c.edition, "Its edition.", filters=True)
    title = column(t.form.c.title, "Its title.")
    valid_from = column(t.form.c.valid_from, "The day from which it is used.", filters=True, sorts=True)
    valid_until = column(t.form.c.valid_until, "The day on which its use ended; null while it is in use.")
    source = column(t.form.c.source, "Where it comes from.")
    verified = column(t.form.c.verified, "Whether it was checked against the published form.")
    parts = many("FormPart", t.form.c.id, t.form_part.c.form_id, "Its parts, in order.")


class FormPart(Record):
    """A part of a form: what is to be said in it, and whether it must be."""

    table = t.form_part
    scope = WithinParent()
    exists = DataClass.REFERENCE
    order = Order("position")

    position = column(t.form_part.c.position, "Its place.")
    code = column(t.form_part.c.code, "Its code.")
    label = column(t.form_part.c.label, "What it is about.")
    guidance = column(t.form_part.c.guidance, "How to write it.")
    required = column(t.form_part.c.required, "Whether it must be filled in.")
    holds = column(t.form_part.c.holds, "The kind of information it holds, which decides who sees it.")
    scale = column(t.form_part.c.scale, "How a question of an audit is answered; null where it is written in words.")


class ProcessRule(Record):
    """How many days something in the process may take or last, with the source of the number."""

    table = t.process_rule
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("kind")

    kind = column(t.process_rule.c.kind, "What it is for.", filters=True, sorts=True)
    days = column(t.process_rule.c.days, "How many days.")
    area_number = column(t.process_rule.c.area_id, "The area whose own it is; null for all.", filters=True)
    valid_from = column(t.process_rule.c.valid_from, "The day from which it holds.")
    valid_until = column(t.process_rule.c.valid_until, "The day on which it ended; null while it holds.")
    source = column(t.process_rule.c.source, "Where the number comes from.")
    verified = column(t.process_rule.c.verified, "Whether it was checked against a published text.", filters=True)


ROOTS = (
    Root(
        "informationRequests",
        "InformationRequest",
        "What agencies were asked for on the cases that you may see, and what yours was asked for in your areas.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only requests that are, or are not, overdue."),
            Argument("reminderDue", "reminder_due", Operator.EQUALS, "Only requests whose reminder is due, or is not."),
            Argument("reachesNobody", "reaches_nobody", Operator.EQUALS, "Only requests that reach nobody, or do."),
            Argument("askedOf", "asked_of", Operator.EQUALS, "Only requests to this agency or body."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only requests on cases of this MAPPA area."),
        ),
    ),
    Root("forms", "Form", "The editions of the forms of the document set, with their parts."),
    Root("processRules", "ProcessRule", "How long things in the process may take or last, with sources."),
)
