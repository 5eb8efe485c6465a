"""The joint MAPPA record, which belongs to no single agency and is kept by MAPPA co-ordination.

MAPPA is not a legal body: what an agency contributed stays that agency's (MAPPA guidance, chapter 9), which is why
sections of minutes, evidence and actions name their owner. Nothing here is overwritten: histories, versions and
superseding decisions stand beside what they replace.
"""

from agencies.coordination.audits import audit_answer, audit_sample, case_audit, meeting_audit
from agencies.coordination.cases import area, case, category_history, level_history
from agencies.coordination.corrections import correction, correction_notice
from agencies.coordination.decisions import (
    decision_criterion,
    decision_dissent,
    decision_evidence,
    decision_receipt,
    level_decision,
    referral,
    screening,
)
from agencies.coordination.detections import detection
from agencies.coordination.exits import case_exit
from agencies.coordination.findings import finding, identification, identified_person
from agencies.coordination.forms import form, form_part, process_rule
from agencies.coordination.handling_releases import handling_release
from agencies.coordination.history import changed_case, step
from agencies.coordination.holds import record_hold
from agencies.coordination.identifications import identification_notice
from agencies.coordination.joint_care import joint_care_exception
from agencies.coordination.meetings import (
    attendance,
    invitation,
    meeting,
    meeting_case,
    meeting_change,
    meeting_rule,
)
from agencies.coordination.minutes import minutes, minutes_section, minutes_section_version
from agencies.coordination.minutes_beyond import (
    executive_summary,
    minutes_correction,
    off_system_disclosure,
    onward_sharing,
)
from agencies.coordination.openings import case_opening
from agencies.coordination.plans import (
    action,
    action_change,
    disagreement,
    disclosure_decision,
    escalation,
    offender_informed,
    risk_management_plan,
)
from agencies.coordination.referrals import information_request, referral_part
from agencies.coordination.release_tables import release_note, release_plan_part, safeguarding_referral
from agencies.coordination.retention import retention_proposal
from agencies.coordination.reviews import review, review_rule, review_schedule
from agencies.coordination.rule_tables import (
    calendar_day,
    category_precedence,
    level_condition,
    notification_length,
    offence_listing,
    offence_schedule,
    qualifying_sentence,
    timing,
)
from agencies.coordination.serious_reviews import serious_case_review
from agencies.coordination.shared_items import shared_item
from agencies.coordination.subject_access import subject_access_part, subject_access_request
from agencies.coordination.transfers import transfer

__all__ = [
    "action",
    "action_change",
    "area",
    "attendance",
    "audit_answer",
    "audit_sample",
    "calendar_day",
    "case",
    "case_audit",
    "case_exit",
    "case_opening",
    "category_history",
    "category_precedence",
    "changed_case",
    "correction",
    "correction_notice",
    "decision_criterion",
    "decision_dissent",
    "decision_evidence",
    "decision_receipt",
    "detection",
    "disagreement",
    "disclosure_decision",
    "escalation",
    "executive_summary",
    "finding",
    "form",
    "form_part",
    "handling_release",
    "identification",
    "identification_notice",
    "identified_person",
    "information_request",
    "invitation",
    "joint_care_exception",
    "level_condition",
    "level_decision",
    "level_history",
    "meeting",
    "meeting_audit",
    "meeting_case",
    "meeting_change",
    "meeting_rule",
    "minutes",
    "minutes_correction",
    "minutes_section",
    "minutes_section_version",
    "notification_length",
    "off_system_disclosure",
    "offence_listing",
    "offence_schedule",
    "offender_informed",
    "onward_sharing",
    "process_rule",
    "qualifying_sentence",
    "record_hold",
    "referral",
    "referral_part",
    "release_note",
    "release_plan_part",
    "retention_proposal",
    "review",
    "review_rule",
    "review_schedule",
    "risk_management_plan",
    "safeguarding_referral",
    "screening",
    "serious_case_review",
    "shared_item",
    "step",
    "subject_access_part",
    "subject_access_request",
    "timing",
    "transfer",
]
