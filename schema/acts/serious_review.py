"""Serious further offence and serious case review, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import serious_review
from policies.vocabulary import Act
from schema.mutations import CASE, Mutation, OnRecord
from schema.rules import RULES

_CASE = sa.select(t.case.c.status, t.case.c.category, t.case.c.level).where(t.case.c.id == CASE)
_ON = OnRecord("SeriousCaseReview")

MUTATIONS = (
    Mutation(
        Act.NOTIFY_SERIOUS_OFFENCE,
        "Notify a serious further offence of somebody who is managed, or was.",
        serious_review.MACHINE,
        on=OnRecord("Case"),
        gives="SeriousCaseReview",
        given=serious_review.NotifySeriousOffence,
        known=serious_review.NotifyKnown,
        facts={"case": _CASE, "rules": RULES},
    ),
    Mutation(
        Act.ACKNOWLEDGE_SERIOUS_OFFENCE,
        "Acknowledge that a serious further offence was notified.",
        serious_review.MACHINE,
        on=_ON,
        gives="SeriousCaseReview",
    ),
    Mutation(
        Act.DECIDE_SERIOUS_CASE_REVIEW,
        "Record what the Strategic Management Board decided: whether a serious case review is held, and why.",
        serious_review.MACHINE,
        on=_ON,
        gives="SeriousCaseReview",
        given=serious_review.DecideReview,
    ),
    Mutation(
        Act.CONCLUDE_SERIOUS_CASE_REVIEW,
        "Conclude a serious case review with what it found.",
        serious_review.MACHINE,
        on=_ON,
        gives="SeriousCaseReview",
        given=serious_review.ConcludeReview,
    ),
)
