"""The joint MAPPA record, which belongs to no single agency and is kept by MAPPA co-ordination.

MAPPA is not a legal body: what an agency contributed stays that agency's (MAPPA guidance, chapter 9), which is why
sections of minutes, evidence and actions name their owner. Nothing here is overwritten: histories, versions and
superseding decisions stand beside what they replace.
"""

from agencies.coordination.cases import area, case, category_history, level_history
from agencies.coordination.decisions import (
    decision_criterion,
    decision_evidence,
    level_decision,
    referral,
    screening,
)
from agencies.coordination.history import step
from agencies.coordination.meetings import attendance, invitation, meeting, meeting_case
from agencies.coordination.minutes import minutes, minutes_section
from agencies.coordination.plans import (
    action,
    disagreement,
    disclosure_decision,
    offender_informed,
    risk_management_plan,
)
from agencies.coordination.reviews import review, review_rule, review_schedule

__all__ = [
    "action",
    "area",
    "attendance",
    "case",
    "category_history",
    "decision_criterion",
    "decision_evidence",
    "disagreement",
    "disclosure_decision",
    "invitation",
    "level_decision",
    "level_history",
    "meeting",
    "meeting_case",
    "minutes",
    "minutes_section",
    "offender_informed",
    "referral",
    "review",
    "review_rule",
    "review_schedule",
    "risk_management_plan",
    "screening",
    "step",
]
