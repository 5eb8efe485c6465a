"""A serious further offence and the review that may follow it, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import SeriousReviewStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, many, one
from schema.records.wording import line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_REVIEW = t.serious_case_review.c


class SeriousCaseReview(Record):
    """A serious further offence that was notified, and the serious case review that may follow it."""

    table = t.serious_case_review
    scope = ByCase(_REVIEW.case_id)
    exists = DataClass.MANAGEMENT
    owner = _REVIEW.notified_by_agency
    order = Order("notified_on", descending=True)
    timeline_entry = Timeline(
        on=_REVIEW.notified_on, kind="SERIOUS_OFFENCE", title=line("Serious further offence notified")
    )

    offence = column(_REVIEW.offence, "The offence.", DataClass.CONVICTION)
    occurred_on = column(_REVIEW.occurred_on, "The day on which it was committed.", DataClass.CONVICTION)
    charged_on = column(_REVIEW.charged_on, "The day of the charge.", DataClass.CONVICTION)
    circumstances = column(_REVIEW.circumstances, "What is known, in brief.", DataClass.RISK_NARRATIVE)
    category = column(_REVIEW.category, "The category of the case when it was notified.")
    level = column(_REVIEW.level, "The level of the case when it was notified.", filters=True)
    notified_on = column(_REVIEW.notified_on, "The day it was notified.", filters=True, sorts=True)
    notified_by_agency = column(_REVIEW.notified_by_agency, "The agency that notified it.")
    notified_by_name = column(_REVIEW.notified_by_name, "Who notified it.", DataClass.PRACTITIONER)
    acknowledge_by = column(
        _REVIEW.acknowledge_by, "The day by which it is to be acknowledged.", filters=True, sorts=True
    )
    overdue = column(
        sa.and_(_REVIEW.status == SeriousReviewStatus.NOTIFIED, _REVIEW.acknowledge_by < TODAY),
        "Whether it waits to be acknowledged and that day has passed.",
        filters=True,
    )
    status = column(_REVIEW.status, "How far it has come.", filters=True)
    acknowledged_on = column(_REVIEW.acknowledged_on, "The day it was acknowledged.")
    acknowledged_by_name = column(_REVIEW.acknowledged_by_name, "Who acknowledged it.", DataClass.PRACTITIONER)
    decided_on = column(_REVIEW.decided_on, "The day on which the board's decision was recorded.")
    decided_by = column(_REVIEW.decided_by_board, "Who decided it for the board.", DataClass.PRACTITIONER)
    decision = column(_REVIEW.decision, "Why a review is held, or is not.", DataClass.DECISION)
    concluded_on = column(_REVIEW.concluded_on, "The day on which the review ended.")
    summary = column(_REVIEW.summary, "What the review found.", DataClass.DECISION)
    learning = column(_REVIEW.learning, "What is to be done otherwise, and what was done well.", DataClass.DECISION)
    version = column(_REVIEW.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _REVIEW.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _REVIEW.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "seriousCaseReviews",
        "SeriousCaseReview",
        "Serious further offences that were notified, and the reviews of them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those whose acknowledgement is, or is not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those of cases of this MAPPA area."),
        ),
    ),
)
