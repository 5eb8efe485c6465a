"""Reviews, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import action_terms, review, review_terms
from agencies.coordination.vocabulary import ScheduleStatus
from policies.vocabulary import Act
from schema.meeting_facts import MEETINGS_OF_CASE
from schema.mutations import CASE, RECORD, Mutation, OnRecord
from schema.rules import DAYS, REVIEW_RULES, TIMINGS

_SCHEDULE = t.review_schedule.c
_SCHEDULED = sa.select(_SCHEDULE.due_on, _SCHEDULE.missed_because, _SCHEDULE.escalated).where(_SCHEDULE.id == RECORD)
_CASE = sa.select(t.case.c.status, t.case.c.level, t.case.c.category, t.case.c.lead_agency).where(t.case.c.id == CASE)
_OTHERS = sa.select(_SCHEDULE.id).where(
    _SCHEDULE.case_id == CASE, _SCHEDULE.status == ScheduleStatus.DUE, _SCHEDULE.id != RECORD
)
_ON_REVIEW = OnRecord("ScheduledReview")
_KNOWN = {"scheduled": _SCHEDULED, "case": _CASE, "others": _OTHERS}

MUTATIONS = (
    Mutation(
        Act.HOLD_REVIEW,
        "Record a review that was held, and schedule the next by rule. It changes no level: a decision does.",
        review.MACHINE,
        on=_ON_REVIEW,
        gives="ScheduledReview",
        given=review_terms.HoldReview,
        known=review_terms.HoldKnown,
        facts={
            "case": _CASE,
            "meetings": MEETINGS_OF_CASE,
            "others": _OTHERS,
            "review_rules": REVIEW_RULES,
            "days": DAYS,
        },
    ),
    Mutation(
        Act.RECORD_REVIEW_MISSED,
        "Say why a review was not held by its day, and what is done instead. It stays to be held.",
        review.MACHINE,
        on=_ON_REVIEW,
        gives="ScheduledReview",
        given=review_terms.MissReview,
        known=review_terms.ScheduledKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.BRING_REVIEW_FORWARD,
        "Have a review held sooner, and say what calls for it. Another is scheduled in its place.",
        review.MACHINE,
        on=_ON_REVIEW,
        gives="ScheduledReview",
        given=review_terms.BringForward,
        known=review_terms.ScheduledKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.CANCEL_REVIEW,
        "Cancel a review that is not to be held: the case has left, or another review is scheduled.",
        review.MACHINE,
        on=_ON_REVIEW,
        gives="ScheduledReview",
        given=review_terms.CancelReview,
        known=review_terms.ScheduledKnown,
        facts=_KNOWN,
    ),
    Mutation(
        Act.ESCALATE_REVIEW,
        "Take a review whose day has passed the next step further, as the rules have it.",
        review.MACHINE,
        on=_ON_REVIEW,
        gives="ScheduledReview",
        given=action_terms.Escalate,
        known=review_terms.EscalateReviewKnown,
        facts={"scheduled": _SCHEDULED, "case": _CASE, "timings": TIMINGS, "days": DAYS},
    ),
)
