"""The words of meetings and of what they decide. Each member's value is its name, which is also its GraphQL name."""

from enum import StrEnum


class MeetingStatus(StrEnum):
    """Where a MAPP meeting is in its life."""

    PLANNED = "PLANNED"
    CIRCULATED = "CIRCULATED"  # agenda and papers are out: invitations count from here
    UNDER_WAY = "UNDER_WAY"
    HELD = "HELD"  # and closed: every case on the agenda has what the guidance asks for
    POSTPONED = "POSTPONED"  # no day is set yet; invitations count no more
    CANCELLED = "CANCELLED"


class ItemPurpose(StrEnum):
    """Whether a case comes to a meeting for the first time at this level, or for review."""

    INITIAL = "INITIAL"
    REVIEW = "REVIEW"


class ItemStatus(StrEnum):
    """What became of a case on an agenda."""

    LISTED = "LISTED"
    DISCUSSED = "DISCUSSED"
    DEFERRED = "DEFERRED"
    WITHDRAWN = "WITHDRAWN"


class InvitationResponse(StrEnum):
    """How an invitation was answered."""

    AWAITED = "AWAITED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    APOLOGIES = "APOLOGIES"  # the agency's report is due instead
    DEPUTY_SENT = "DEPUTY_SENT"
    WITHDRAWN = "WITHDRAWN"  # nobody is asked any more


class Reply(StrEnum):
    """What whoever is invited may answer."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    APOLOGIES = "APOLOGIES"
    DEPUTY_SENT = "DEPUTY_SENT"


class MeetingChangeKind(StrEnum):
    """What became of the day of a meeting."""

    RESCHEDULED = "RESCHEDULED"
    POSTPONED = "POSTPONED"
    CANCELLED = "CANCELLED"


class Seniority(StrEnum):
    """How senior a chair is, least first, whatever their own service calls it (mappa.md 4.9)."""

    INSPECTOR_EQUIVALENT = "INSPECTOR_EQUIVALENT"
    CHIEF_INSPECTOR_EQUIVALENT = "CHIEF_INSPECTOR_EQUIVALENT"
    SUPERINTENDENT_EQUIVALENT = "SUPERINTENDENT_EQUIVALENT"


class MeetingRuleKind(StrEnum):
    """What a rule on meetings is about."""

    CHAIR_SENIORITY = "CHAIR_SENIORITY"  # the least that a chair must be
    MUST_BE_ASKED = "MUST_BE_ASKED"  # an agency that is always asked, for every case
    QUORUM = "QUORUM"  # an agency that must be there


class MinutesStatus(StrEnum):
    """How far minutes have come. A change after agreement is a new edition (MAPPA guidance, chapter 13b)."""

    DRAFT = "DRAFT"
    CIRCULATED = "CIRCULATED"
    AGREED = "AGREED"
    AMENDED = "AMENDED"  # agreed once more, as a further edition


class SectionState(StrEnum):
    """Whether a section of minutes says anything yet."""

    EMPTY = "EMPTY"
    WRITTEN = "WRITTEN"


class SectionHeading(StrEnum):
    """The sections of minutes, in the order of a level 2 or 3 agenda (mappa.md 4.7)."""

    ATTENDANCE = "ATTENDANCE"
    CONFIDENTIALITY_AND_DIVERSITY = "CONFIDENTIALITY_AND_DIVERSITY"
    PURPOSE = "PURPOSE"
    PREVIOUS_ACTIONS = "PREVIOUS_ACTIONS"
    INFORMATION_SHARING = "INFORMATION_SHARING"
    RISK_ASSESSMENT = "RISK_ASSESSMENT"
    VICTIM_CONCERNS = "VICTIM_CONCERNS"
    RISK_MANAGEMENT_PLAN = "RISK_MANAGEMENT_PLAN"
    ACTIONS = "ACTIONS"
    LEVEL_DECISION = "LEVEL_DECISION"
    DISCLOSURE_DECISION = "DISCLOSURE_DECISION"
    REVIEW_DATE = "REVIEW_DATE"
    RECORD_UPDATE = "RECORD_UPDATE"  # ViSOR or its successor is brought up to date
    OFFENDER_INFORMED = "OFFENDER_INFORMED"


class MinutesCorrectionStatus(StrEnum):
    """What became of a correction that was asked for."""

    ASKED = "ASKED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


class SummaryStatus(StrEnum):
    """How far a summary for the person has come."""

    DRAFT = "DRAFT"
    RETURNED = "RETURNED"  # something must come out: it is written anew
    CHECKED = "CHECKED"
    AGREED = "AGREED"


class SharingStatus(StrEnum):
    """What the chair decided on sharing minutes onward, and whether it was shared then."""

    REQUESTED = "REQUESTED"
    AGREED = "AGREED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"  # the agreement, before it was shared
    SHARED = "SHARED"


class ToldHow(StrEnum):
    """How something of the record reached somebody off the system."""

    SAID = "SAID"
    SHOWN = "SHOWN"
    PRINTED = "PRINTED"
    SENT = "SENT"


class ToldStatus(StrEnum):
    """That it was told is on record, and stays."""

    RECORDED = "RECORDED"


class ActionStatus(StrEnum):
    """What became of an action. Overdue is not a status: it follows from the date.

    Nor is carried forward: what is neither closed nor withdrawn stands on the next agenda of its case.
    """

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"  # the owner has taken it on
    COMPLETED = "COMPLETED"  # the owner says that it is done, and what shows it
    NOT_POSSIBLE = "NOT_POSSIBLE"  # the owner says that it cannot be done, and why
    CLOSED = "CLOSED"  # the co-ordination unit has verified that it is done
    WITHDRAWN = "WITHDRAWN"


class ActionChangeKind(StrEnum):
    """What was changed about an action after it was set."""

    EXTENDED = "EXTENDED"
    REASSIGNED = "REASSIGNED"
    NOT_POSSIBLE = "NOT_POSSIBLE"
    RETURNED = "RETURNED"  # the evidence, or the reason, was not enough


class DisclosureOutcome(StrEnum):
    """What a meeting decided on telling a third party. Every meeting must consider it (MAPPA guidance, chapter 10)."""

    DISCLOSED = "DISCLOSED"
    TO_BE_DISCLOSED = "TO_BE_DISCLOSED"
    NOT_DISCLOSED = "NOT_DISCLOSED"
    SELF_DISCLOSURE = "SELF_DISCLOSURE"  # the offender tells, with help from police or probation


class PlanStatus(StrEnum):
    """Whether a risk management plan stands."""

    DRAFT = "DRAFT"
    AGREED = "AGREED"
    REPLACED = "REPLACED"


class Informed(StrEnum):
    """Whether the offender was told (mappa.md 5.1, point 11: what was told, or why not, is recorded)."""

    TOLD = "TOLD"
    TO_BE_TOLD = "TO_BE_TOLD"
    WITHHELD = "WITHHELD"


class DisagreementTopic(StrEnum):
    """What two sources say differently."""

    IDENTITY = "IDENTITY"
    ADDRESS = "ADDRESS"
    CATEGORY = "CATEGORY"
    LEVEL = "LEVEL"
    RISK_LEVEL = "RISK_LEVEL"
    CUSTODY = "CUSTODY"
    KEY_DATE = "KEY_DATE"
    ORDER = "ORDER"
    LICENCE = "LICENCE"
    VICTIM = "VICTIM"
    OTHER = "OTHER"


class DisagreementStatus(StrEnum):
    """Whether a disagreement still stands."""

    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    ACCEPTED = "ACCEPTED"  # both statements stand, knowingly
