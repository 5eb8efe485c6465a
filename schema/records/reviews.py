"""When cases are to be reviewed and how reviews went, as readers see it."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.vocabulary import ScheduleStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase, Unscoped

_CASE = "The case."


class ReviewRule(Record):
    """How often cases are to be reviewed: by area, level and category, from when, and on whose authority."""

    table = t.review_rule
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("valid_from", descending=True)

    area_number = column(t.review_rule.c.area_id, "The MAPPA area it is for; null for all.", filters=True)
    level = column(t.review_rule.c.level, "The level it is for; null for all.", filters=True)
    category = column(t.review_rule.c.category, "The category it is for; null for all.", filters=True)
    interval_days = column(t.review_rule.c.interval_days, "How many days may pass between reviews.")
    valid_from = column(t.review_rule.c.valid_from, "The day from which it holds.", filters=True, sorts=True)
    valid_until = column(t.review_rule.c.valid_until, "The day on which it ends; null while it holds.", filters=True)
    source = column(t.review_rule.c.source, "Where it is laid down.")
    verified = column(t.review_rule.c.verified, "Whether that source was checked.")
    area = one("Area", t.review_rule.c.area_id, t.area.c.id, "The MAPPA area it is for; null for all.")


class ScheduledReview(Record):
    """A review that is to be held: when, by which rule, counted from what."""

    table = t.review_schedule
    scope = ByCase(t.review_schedule.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("due_on")

    due_on = column(t.review_schedule.c.due_on, "The day by which it is to be held.", filters=True, sorts=True)
    level = column(t.review_schedule.c.level, "The level of the case when it was scheduled.", filters=True)
    basis = column(t.review_schedule.c.basis, "What the date is counted from.", filters=True)
    counted_from = column(t.review_schedule.c.counted_from, "The day the date is counted from.")
    status = column(t.review_schedule.c.status, "What became of it.", filters=True)
    overdue = column(
        sa.and_(t.review_schedule.c.status == ScheduleStatus.DUE, t.review_schedule.c.due_on < TODAY),
        "Whether it is still to be held and its day has passed.",
        filters=True,
    )
    days_overdue = column(
        sa.case(
            (t.review_schedule.c.status == ScheduleStatus.DUE, sa.func.greatest(TODAY - t.review_schedule.c.due_on, 0)),
            else_=sa.literal(0),
        ),
        "How many days it has been overdue; 0 where it is not.",
    )
    called_for_by = column(
        t.review_schedule.c.called_for_by, "What called for it, where it was not a rule.", DataClass.RISK_NARRATIVE
    )
    closed_because = column(
        t.review_schedule.c.closed_because, "Why it was brought forward or cancelled.", DataClass.RISK_NARRATIVE
    )
    missed_because = column(t.review_schedule.c.missed_because, "Why it was not held by its day, as it was said.")
    done_instead = column(t.review_schedule.c.done_instead, "What is done instead.")
    missed_said_by_name = column(t.review_schedule.c.missed_said_by_name, "Who said so.", DataClass.PRACTITIONER)
    escalated = column(t.review_schedule.c.escalated, "How many steps it was taken further.", filters=True)
    last_escalated_on = column(t.review_schedule.c.last_escalated_on, "The day it was last taken a step further.")
    version = column(
        t.review_schedule.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    escalations = many("Escalation", t.review_schedule.c.id, t.escalation.c.record_id, "How far it was taken further.")
    steps = many("Step", t.review_schedule.c.id, t.step.c.record_id, "What was done to it, in order.")
    rule = one("ReviewRule", t.review_schedule.c.rule_id, t.review_rule.c.id, "The rule applied; null if set by hand.")
    review = one("Review", t.review_schedule.c.id, t.review.c.schedule_id, "The review that was held for it.")
    case = one("Case", t.review_schedule.c.case_id, t.case.c.id, _CASE)


class Review(Record):
    """A review of a case that was held."""

    table = t.review
    scope = ByCase(t.review.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("held_on", descending=True)
    timeline_entry = Timeline(
        on=t.review.c.held_on, kind="REVIEW", title=line("Review: ", in_words(t.review.c.outcome))
    )

    kind = column(t.review.c.kind, "What kind of review it was.", filters=True)
    held_on = column(t.review.c.held_on, "The day it was held.", filters=True, sorts=True)
    outcome = column(t.review.c.outcome, "How it ended.", filters=True)
    summary = column(t.review.c.summary, "What it found.", DataClass.RISK_NARRATIVE)
    next_due = column(t.review.c.next_due, "The day by which the next is due.", filters=True, sorts=True)
    reviewed_by_name = column(t.review.c.reviewed_by_name, "Who held it.", DataClass.PRACTITIONER)
    endorsed_by_name = column(t.review.c.endorsed_by_name, "Who endorsed it.", DataClass.PRACTITIONER)
    scheduled = one("ScheduledReview", t.review.c.schedule_id, t.review_schedule.c.id, "The schedule it answers.")
    agenda_item = one("AgendaItem", t.review.c.meeting_case_id, t.meeting_case.c.id, "The meeting item it was held at.")
    case = one("Case", t.review.c.case_id, t.case.c.id, _CASE)


ROOTS = (
    Root(
        "reviews",
        "ScheduledReview",
        "Reviews that are due, or were, of the cases that you may see.",
        arguments=(
            Argument("dueBefore", "due_on", Operator.BEFORE, "Only reviews due before this day."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only reviews that are, or are not, overdue."),
            Argument("status", "status", Operator.EQUALS, "Only reviews of which this became."),
            Argument("category", "case.category", Operator.EQUALS, "Only reviews of cases in this category."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only reviews of cases of this MAPPA area."),
            Argument("level", "case.level", Operator.EQUALS, "Only reviews of cases at this level."),
        ),
    ),
    Root("reviewRules", "ReviewRule", "How often cases are to be reviewed, with the source of each rule."),
)
