"""The words of the joint MAPPA record. Each member's value is its name, which is also its GraphQL name.

Lists that law or practice changes by date (areas, review intervals, duty-to-co-operate bodies) are tables, not enums.
"""

from enum import StrEnum


class Category(StrEnum):
    """The statutory category (CJA 2003 s.325(2), s.327). A person is in one at a time (MAPPA A, section 1)."""

    CATEGORY_1 = "CATEGORY_1"  # subject to notification requirements, SOA 2003 Part 2
    CATEGORY_2 = "CATEGORY_2"  # violent and other sexual offenders, s.327(3)-(4A)
    CATEGORY_3 = "CATEGORY_3"  # other dangerous offenders, s.325(2)(b)
    CATEGORY_4 = "CATEGORY_4"  # terrorist and terrorist-risk offenders, s.325(2)(aa) and (c)
    TO_BE_DETERMINED = "TO_BE_DETERMINED"
    UNRECOGNISED = "UNRECOGNISED"  # the code as received is kept beside it


class Level(StrEnum):
    """The level of management (MAPPA guidance, chapter 7). To be determined is a state of its own, never level 0."""

    LEVEL_1 = "LEVEL_1"
    LEVEL_2 = "LEVEL_2"
    LEVEL_3 = "LEVEL_3"
    TO_BE_DETERMINED = "TO_BE_DETERMINED"
    UNRECOGNISED = "UNRECOGNISED"  # the code as received is kept beside it


class QualifyingReason(StrEnum):
    """The limb of the statute by which the person comes under MAPPA (CJA 2003 ss.325, 327 as amended in 2022)."""

    NOTIFICATION_REQUIREMENTS = "NOTIFICATION_REQUIREMENTS"  # s.327(2)
    QUALIFYING_SENTENCE = "QUALIFYING_SENTENCE"  # s.327(3)
    HOSPITAL_OR_GUARDIANSHIP_ORDER = "HOSPITAL_OR_GUARDIANSHIP_ORDER"  # s.327(3)-(4)
    CAPABLE_OF_SERIOUS_HARM = "CAPABLE_OF_SERIOUS_HARM"  # s.325(2)(b)
    TERRORISM_NOTIFICATION = "TERRORISM_NOTIFICATION"  # s.325(2)(aa), CTA 2008 Part 4
    TERRORISM_SENTENCE = "TERRORISM_SENTENCE"  # s.325(2)(aa)
    TERRORISM_RISK = "TERRORISM_RISK"  # s.325(2)(c)
    NOT_RECORDED = "NOT_RECORDED"


class CaseStatus(StrEnum):
    """Where a case is in its life."""

    IDENTIFIED = "IDENTIFIED"  # eligible and not yet in the community, or not yet screened
    ACTIVE = "ACTIVE"
    EXITED = "EXITED"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR"


class LeadAgency(StrEnum):
    """The agency that leads a case: every case has one (MAPPA guidance, chapter 2)."""

    POLICE = "POLICE"
    PROBATION = "PROBATION"
    MENTAL_HEALTH = "MENTAL_HEALTH"
    YOUTH_OFFENDING = "YOUTH_OFFENDING"
    TO_BE_DETERMINED = "TO_BE_DETERMINED"


class ReferralReason(StrEnum):
    """Why a case is referred for level 2 or 3 management."""

    RISK_OF_SERIOUS_HARM = "RISK_OF_SERIOUS_HARM"
    ACTIVE_INVOLVEMENT_NEEDED = "ACTIVE_INVOLVEMENT_NEEDED"
    SENIOR_REPRESENTATION_NEEDED = "SENIOR_REPRESENTATION_NEEDED"
    RELEASE_PLANNING = "RELEASE_PLANNING"
    CHANGE_OF_RISK = "CHANGE_OF_RISK"
    CATEGORY_3_CONSIDERATION = "CATEGORY_3_CONSIDERATION"
    TRANSFER_BETWEEN_AREAS = "TRANSFER_BETWEEN_AREAS"


class ReferralStatus(StrEnum):
    """Where a referral is in its life. While it is a draft, only its form is being filled in."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    PENDING_INFORMATION = "PENDING_INFORMATION"  # screened, and something is still needed before it can be decided
    ACCEPTED = "ACCEPTED"  # for level 2 or 3: which, its screening says
    REMAINED_AT_LEVEL_1 = "REMAINED_AT_LEVEL_1"
    NOT_MAPPA_MANAGED = "NOT_MAPPA_MANAGED"
    WITHDRAWN = "WITHDRAWN"


class InformationStatus(StrEnum):
    """What became of a request for information. Overdue is not a status: it follows from the date."""

    REQUESTED = "REQUESTED"
    PROVIDED = "PROVIDED"
    DECLINED = "DECLINED"  # with the reason: a refusal to share is recorded (mappa.md 1.9)
    CANCELLED = "CANCELLED"


class RuleKind(StrEnum):
    """What a rule of the process gives the days for."""

    SCREENING_DUE = "SCREENING_DUE"  # from a referral's receipt to its screening
    INFORMATION_DUE = "INFORMATION_DUE"  # from a request for information to its answer
    REMINDER_BEFORE = "REMINDER_BEFORE"  # before something is due, when a reminder is in place
    ASSESSMENT_AGE = "ASSESSMENT_AGE"  # how old an assessment may be that a decision rests on
    RECEIPT_DUE = "RECEIPT_DUE"  # from a decision to its acknowledgement
    MINUTES_DUE = "MINUTES_DUE"  # from a meeting to the circulation of its minutes
    AGREEMENT_DUE = "AGREEMENT_DUE"  # from the circulation of minutes to their agreement
    INVITATION_LASTS = "INVITATION_LASTS"  # after a meeting, for its minutes to be read and agreed
    IDENTIFICATION_ANSWERED = "IDENTIFICATION_ANSWERED"  # from a notice that somebody qualifies to its answer
    TRANSFER_ANSWERED = "TRANSFER_ANSWERED"  # from the offer of a case to another area to its answer
    SERIOUS_OFFENCE_ACKNOWLEDGED = "SERIOUS_OFFENCE_ACKNOWLEDGED"  # from its notification to its acknowledgement
    CORRECTION_ACKNOWLEDGED = "CORRECTION_ACKNOWLEDGED"  # from the notice of a correction to its acknowledgement
    CARE_EXCEPTION_LASTS = "CARE_EXCEPTION_LASTS"  # the longest exception to joint care
    CASE_OPENING_LASTS = "CASE_OPENING_LASTS"  # how long a case may be opened to somebody who has no part in it


class ScreeningOutcome(StrEnum):
    """How the co-ordinator's screening of a referral ended (outcome labels in use by probation, mappa.md 2.3)."""

    ACCEPTED_LEVEL_2 = "ACCEPTED_LEVEL_2"
    ACCEPTED_LEVEL_3 = "ACCEPTED_LEVEL_3"
    PENDING_INFORMATION = "PENDING_INFORMATION"
    REMAIN_AT_LEVEL_1 = "REMAIN_AT_LEVEL_1"
    NOT_MAPPA_MANAGED = "NOT_MAPPA_MANAGED"  # a category 3 referral that was rejected


class DecisionStage(StrEnum):
    """How far a level-setting decision has come. Changing a level needs endorsement (mappa.md 2.3)."""

    PROPOSED = "PROPOSED"
    ENDORSED = "ENDORSED"
    DECIDED = "DECIDED"
    NOT_AGREED = "NOT_AGREED"
    WITHDRAWN = "WITHDRAWN"


class DecidedAt(StrEnum):
    """Where a level is decided."""

    MEETING = "MEETING"  # a MAPP meeting with the case on its agenda
    SCREENING = "SCREENING"  # the co-ordination unit's screening of a referral


class AssessmentState(StrEnum):
    """How the assessment of risk stood that a decision rests on."""

    CURRENT = "CURRENT"
    MISSING = "MISSING"  # none was completed
    OLD = "OLD"  # older than the rule in force allows
    CONTRADICTED = "CONTRADICTED"  # sources disagree on the level of risk


class ReceiptStatus(StrEnum):
    """Whether a decision that was communicated has been acknowledged. Overdue follows from the date."""

    AWAITED = "AWAITED"
    ACKNOWLEDGED = "ACKNOWLEDGED"


class LevelCriterion(StrEnum):
    """The tests for a level (MAPPA guidance, chapter 7): level 1 needs the first two, the others raise it."""

    LEAD_AGENCY_CAN_MANAGE = "LEAD_AGENCY_CAN_MANAGE"
    PLAN_IS_ROBUST = "PLAN_IS_ROBUST"
    MEETINGS_ADD_VALUE = "MEETINGS_ADD_VALUE"
    HIGH_OR_VERY_HIGH_RISK = "HIGH_OR_VERY_HIGH_RISK"
    ACTIVE_INVOLVEMENT_NEEDED = "ACTIVE_INVOLVEMENT_NEEDED"
    PREVIOUSLY_LEVEL_3 = "PREVIOUSLY_LEVEL_3"
    SENIOR_REPRESENTATION_NEEDED = "SENIOR_REPRESENTATION_NEEDED"
    RESOURCES_AT_SHORT_NOTICE = "RESOURCES_AT_SHORT_NOTICE"
    PUBLIC_INTEREST = "PUBLIC_INTEREST"


class ReviewBasis(StrEnum):
    """What a review's due date is counted from."""

    LEVEL_SET = "LEVEL_SET"
    LAST_REVIEW = "LAST_REVIEW"
    MEETING_SET_DATE = "MEETING_SET_DATE"  # a MAPP meeting sets the next review date (agenda item 11)
    RELEASE = "RELEASE"
    SIGNIFICANT_EVENT = "SIGNIFICANT_EVENT"


class ScheduleStatus(StrEnum):
    """What became of a scheduled review. Overdue is not a status: it follows from the date."""

    DUE = "DUE"
    HELD = "HELD"
    REPLACED = "REPLACED"
    CANCELLED = "CANCELLED"


class ReviewKind(StrEnum):
    """What kind of review was held."""

    LEVEL_1_REVIEW = "LEVEL_1_REVIEW"  # by the lead agency
    MAPP_MEETING = "MAPP_MEETING"  # at a level 2 or 3 meeting
    MANAGEMENT_OVERSIGHT = "MANAGEMENT_OVERSIGHT"
    SIGNIFICANT_EVENT = "SIGNIFICANT_EVENT"


class ReviewOutcome(StrEnum):
    """How a review ended. The first four are the labels of a level 1 review in probation (mappa.md 2.3)."""

    RETAIN_LEVEL_1 = "RETAIN_LEVEL_1"
    RETAIN_LEVEL_1_ENDORSED = "RETAIN_LEVEL_1_ENDORSED"
    REFER_TO_LEVEL_2 = "REFER_TO_LEVEL_2"
    REFER_TO_LEVEL_3 = "REFER_TO_LEVEL_3"
    RETAIN_LEVEL_2 = "RETAIN_LEVEL_2"
    RETAIN_LEVEL_3 = "RETAIN_LEVEL_3"
    RAISE_TO_LEVEL_3 = "RAISE_TO_LEVEL_3"
    LOWER_TO_LEVEL_2 = "LOWER_TO_LEVEL_2"
    LOWER_TO_LEVEL_1 = "LOWER_TO_LEVEL_1"
    EXIT = "EXIT"
