"""What is done: the acts by journey, and how each operation ended."""

from enum import StrEnum

from policies.vocabulary.information import DataClass


class Act(StrEnum):
    """What can be done, as the access record names it (DPA 2018 s.62).

    All but the first six are mutations: the law says who may do each and where; GraphQL has one of its name.
    """

    CONSULT = "consult"
    CONSULT_ACCESS_RECORD = "consult_access_record"
    ERASE_ACCESS_RECORD = "erase_access_record"  # by the retention rules, from the command line alone
    EXPORT = "export"  # to take out what a question answers, as a file: policies/law/export.polar
    EXPORT_MINUTES = "export_minutes"  # to take out the minutes of one case so, and no other question
    EXPORT_ACCESS_RECORD = "export_access_record"  # to take out entries of the access record so; on record as an export

    # Referral and screening: policies/law/referral.polar
    START_REFERRAL = "start_referral"
    COMPLETE_REFERRAL_PART = "complete_referral_part"
    SUBMIT_REFERRAL = "submit_referral"
    WITHDRAW_REFERRAL = "withdraw_referral"
    SCREEN_REFERRAL = "screen_referral"
    REQUEST_INFORMATION = "request_information"
    PROVIDE_INFORMATION = "provide_information"
    DECLINE_INFORMATION = "decline_information"
    CANCEL_INFORMATION_REQUEST = "cancel_information_request"
    REMIND_OF_INFORMATION = "remind_of_information"

    # The level-setting decision: policies/law/level.polar
    PROPOSE_LEVEL = "propose_level"
    ENDORSE_LEVEL = "endorse_level"
    RECORD_DISSENT = "record_dissent"
    DECIDE_LEVEL = "decide_level"
    DECLINE_LEVEL = "decline_level"
    WITHDRAW_LEVEL_PROPOSAL = "withdraw_level_proposal"
    ACKNOWLEDGE_DECISION = "acknowledge_decision"
    CHASE_ACKNOWLEDGEMENT = "chase_acknowledgement"

    # What is to be done, and by whom: policies/law/action.polar
    SET_ACTION = "set_action"
    ACCEPT_ACTION = "accept_action"
    COMPLETE_ACTION = "complete_action"
    REPORT_ACTION_NOT_POSSIBLE = "report_action_not_possible"
    CLOSE_ACTION = "close_action"
    RETURN_ACTION = "return_action"
    WITHDRAW_ACTION = "withdraw_action"
    REASSIGN_ACTION = "reassign_action"
    EXTEND_ACTION = "extend_action"
    ESCALATE_ACTION = "escalate_action"
    # The minutes of meetings: policies/law/minutes.polar
    BEGIN_MINUTES = "begin_minutes"
    ADD_MINUTES_SECTION = "add_minutes_section"
    WRITE_MINUTES_SECTION = "write_minutes_section"
    RELEASE_MINUTES_SECTION = "release_minutes_section"
    CIRCULATE_MINUTES = "circulate_minutes"
    AGREE_MINUTES = "agree_minutes"
    AMEND_MINUTES = "amend_minutes"
    ASK_MINUTES_CORRECTION = "ask_minutes_correction"
    ACCEPT_MINUTES_CORRECTION = "accept_minutes_correction"
    DECLINE_MINUTES_CORRECTION = "decline_minutes_correction"

    # What a meeting decided: policies/law/decisions.polar
    RECORD_RISK_MANAGEMENT_PLAN = "record_risk_management_plan"
    RECORD_DISCLOSURE_DECISION = "record_disclosure_decision"
    CONFIRM_DISCLOSURE = "confirm_disclosure"
    RECORD_OFFENDER_INFORMED = "record_offender_informed"
    CONFIRM_OFFENDER_INFORMED = "confirm_offender_informed"

    # What goes beyond the meeting: policies/law/sharing.polar
    WRITE_EXECUTIVE_SUMMARY = "write_executive_summary"
    CHECK_EXECUTIVE_SUMMARY = "check_executive_summary"
    AGREE_EXECUTIVE_SUMMARY = "agree_executive_summary"
    REQUEST_ONWARD_SHARING = "request_onward_sharing"
    AGREE_ONWARD_SHARING = "agree_onward_sharing"
    REFUSE_ONWARD_SHARING = "refuse_onward_sharing"
    WITHDRAW_ONWARD_SHARING = "withdraw_onward_sharing"
    CARRY_OUT_ONWARD_SHARING = "carry_out_onward_sharing"
    RECORD_OFF_SYSTEM_DISCLOSURE = "record_off_system_disclosure"

    # Reviews, held and missed: policies/law/review.polar
    HOLD_REVIEW = "hold_review"
    RECORD_REVIEW_MISSED = "record_review_missed"
    BRING_REVIEW_FORWARD = "bring_review_forward"
    CANCEL_REVIEW = "cancel_review"
    ESCALATE_REVIEW = "escalate_review"

    # The plan for a release: policies/law/release.polar
    BEGIN_RELEASE_PLAN = "begin_release_plan"
    TAKE_UP_RELEASE_PART = "take_up_release_part"
    REPORT_ON_RELEASE_PART = "report_on_release_part"
    COMPLETE_RELEASE_PART = "complete_release_part"
    DISPENSE_WITH_RELEASE_PART = "dispense_with_release_part"
    REOPEN_RELEASE_PART = "reopen_release_part"

    # Public protection in custody: policies/law/custody.polar
    SET_PROTECTION_MEASURE = "set_protection_measure"
    DECIDE_CHILD_CONTACT = "decide_child_contact"
    REVIEW_PROTECTION_MEASURE = "review_protection_measure"
    END_PROTECTION_MEASURE = "end_protection_measure"
    ADD_NO_CONTACT = "add_no_contact"
    REMOVE_NO_CONTACT = "remove_no_contact"

    # Looking into what the access record shows: policies/law/oversight.polar
    TAKE_UP_DETECTION = "take_up_detection"
    CLOSE_DETECTION = "close_detection"
    PLACE_RECORD_HOLD = "place_record_hold"
    ASK_TO_LIFT_RECORD_HOLD = "ask_to_lift_record_hold"
    LIFT_RECORD_HOLD = "lift_record_hold"
    PROPOSE_RETENTION_RULE = "propose_retention_rule"
    AGREE_RETENTION_RULE = "agree_retention_rule"
    REFUSE_RETENTION_RULE = "refuse_retention_rule"

    # Meetings, their agenda and invitations: policies/law/meeting.polar
    SCHEDULE_MEETING = "schedule_meeting"
    CIRCULATE_AGENDA = "circulate_agenda"
    RESCHEDULE_MEETING = "reschedule_meeting"
    POSTPONE_MEETING = "postpone_meeting"
    CANCEL_MEETING = "cancel_meeting"
    OPEN_MEETING = "open_meeting"
    CLOSE_MEETING = "close_meeting"
    LIST_CASE = "list_case"
    MOVE_AGENDA_ITEM = "move_agenda_item"
    TAKE_OFF_AGENDA = "take_off_agenda"
    RETURN_TO_AGENDA = "return_to_agenda"
    CONCLUDE_ITEM = "conclude_item"
    DEFER_ITEM = "defer_item"
    INVITE_TO_MEETING = "invite_to_meeting"
    INVITE_TO_ITEM = "invite_to_item"
    WITHDRAW_INVITATION = "withdraw_invitation"
    REPLY_TO_INVITATION = "reply_to_invitation"
    RECEIVE_REPORT = "receive_report"
    RECORD_ATTENDANCE = "record_attendance"

    # Identification, category and the start of management: policies/law/identification.polar
    NOTIFY_IDENTIFICATION = "notify_identification"
    WITHDRAW_IDENTIFICATION = "withdraw_identification"
    CONFIRM_IDENTIFICATION = "confirm_identification"
    REFUSE_IDENTIFICATION = "refuse_identification"
    CONFIRM_CATEGORY = "confirm_category"
    START_MANAGEMENT = "start_management"

    # How a case leaves: policies/law/exit.polar
    PROPOSE_EXIT = "propose_exit"
    WITHDRAW_EXIT = "withdraw_exit"
    REFUSE_EXIT = "refuse_exit"
    CONFIRM_EXIT = "confirm_exit"

    # Between areas: policies/law/transfer.polar
    PROPOSE_TRANSFER = "propose_transfer"
    WITHDRAW_TRANSFER = "withdraw_transfer"
    CHASE_TRANSFER = "chase_transfer"
    ACCEPT_TRANSFER = "accept_transfer"
    REFUSE_TRANSFER = "refuse_transfer"

    # A serious further offence, and the review of it: policies/law/offence.polar
    NOTIFY_SERIOUS_OFFENCE = "notify_serious_offence"
    ACKNOWLEDGE_SERIOUS_OFFENCE = "acknowledge_serious_offence"
    DECIDE_SERIOUS_CASE_REVIEW = "decide_serious_case_review"
    CONCLUDE_SERIOUS_CASE_REVIEW = "conclude_serious_case_review"

    # Facts that are wrong: policies/law/correction.polar
    REPORT_ERROR = "report_error"
    CORRECT_ERROR = "correct_error"
    REFUSE_CORRECTION = "refuse_correction"
    ACKNOWLEDGE_CORRECTION = "acknowledge_correction"
    CHASE_CORRECTION = "chase_correction"

    # What the person asks to see: policies/law/access.polar
    LOG_SUBJECT_ACCESS = "log_subject_access"
    EXTEND_SUBJECT_ACCESS = "extend_subject_access"
    DECIDE_SUBJECT_ACCESS = "decide_subject_access"
    ANSWER_SUBJECT_ACCESS = "answer_subject_access"
    WITHDRAW_SUBJECT_ACCESS = "withdraw_subject_access"

    # Care that two agencies share: policies/law/care.polar
    REFER_CHILDREN = "refer_children"
    RECORD_SAFEGUARDING_ANSWER = "record_safeguarding_answer"
    RECORD_PROGRAMME_ELIGIBILITY = "record_programme_eligibility"
    OFFER_PROGRAMME = "offer_programme"
    START_PROGRAMME = "start_programme"
    COMPLETE_PROGRAMME = "complete_programme"
    END_PROGRAMME_EARLY = "end_programme_early"
    RECORD_PROGRAMME_NOT_OFFERED = "record_programme_not_offered"
    LIST_CARE_EXCEPTION = "list_care_exception"
    END_CARE_EXCEPTION = "end_care_exception"

    # Emergency access: policies/law/emergency.polar
    TAKE_EMERGENCY_ACCESS = "take_emergency_access"
    ACKNOWLEDGE_EMERGENCY_ACCESS = "acknowledge_emergency_access"
    REVIEW_EMERGENCY_ACCESS = "review_emergency_access"
    # How well cases are managed and meetings held: policies/law/quality.polar
    DRAW_AUDIT_SAMPLE = "draw_audit_sample"
    RECORD_CASE_AUDIT = "record_case_audit"
    RECORD_MEETING_AUDIT = "record_meeting_audit"
    CLOSE_AUDIT_SAMPLE = "close_audit_sample"

    # Conflicts of interest: policies/law/conflict.polar
    DECLARE_CONFLICT = "declare_conflict"
    LIFT_CONFLICT = "lift_conflict"

    # Limited access opened again: policies/law/limits.polar
    PROPOSE_LIMIT_RELEASE = "propose_limit_release"
    RELEASE_LIMIT = "release_limit"
    REFUSE_LIMIT_RELEASE = "refuse_limit_release"
    # Terrorism handling lifted after category 4, in the same file
    PROPOSE_HANDLING_RELEASE = "propose_handling_release"
    RELEASE_HANDLING = "release_handling"
    REFUSE_HANDLING_RELEASE = "refuse_handling_release"

    # Single items shared with an associate: policies/law/associate.polar
    SHARE_ITEM = "share_item"
    WITHDRAW_ITEM = "withdraw_item"

    # Cases opened to somebody for one purpose and a time: policies/law/opening.polar
    OPEN_CASE = "open_case"
    CLOSE_CASE = "close_case"

    # The directory that the law rests on: policies/law/administration.polar
    PROPOSE_AGREEMENT = "propose_agreement"
    APPROVE_AGREEMENT = "approve_agreement"
    REFUSE_AGREEMENT = "refuse_agreement"
    END_AGREEMENT = "end_agreement"
    REGISTER_PRINCIPAL = "register_principal"
    SUSPEND_PRINCIPAL = "suspend_principal"
    REINSTATE_PRINCIPAL = "reinstate_principal"
    PROPOSE_APPOINTMENT = "propose_appointment"
    APPROVE_APPOINTMENT = "approve_appointment"
    REFUSE_APPOINTMENT = "refuse_appointment"
    END_APPOINTMENT = "end_appointment"
    PROPOSE_CLEARANCE = "propose_clearance"
    APPROVE_CLEARANCE = "approve_clearance"
    REFUSE_CLEARANCE = "refuse_clearance"
    END_CLEARANCE = "end_clearance"


READING_ACTS = frozenset({Act.CONSULT, Act.CONSULT_ACCESS_RECORD, Act.ERASE_ACCESS_RECORD})  # no mutation's
ENTRUSTED_ACTS = tuple(act for act in Act if act not in READING_ACTS)  # of which the law says who may do them where
EXPORTING_ACTS = frozenset(
    {Act.EXPORT, Act.EXPORT_MINUTES, Act.EXPORT_ACCESS_RECORD}
)  # each takes out what a question answers
CHANGING_ACTS = tuple(act for act in ENTRUSTED_ACTS if act not in EXPORTING_ACTS)  # each a mutation


def taken_out_by(data_class: DataClass) -> Act:
    """The act by which what is shown of a class leaves the platform: who keeps cases takes out no record of access."""
    return Act.EXPORT_ACCESS_RECORD if data_class is DataClass.ACCESS_RECORD else Act.EXPORT


class Outcome(StrEnum):
    """How an operation ended, as the access record names it."""

    GRANTED = "granted"
    REFUSED = "refused"
    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FAILED = "failed"
