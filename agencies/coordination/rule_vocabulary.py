"""The words of the rules and of what they find. Each member's value is its name, which is also its GraphQL name."""

from enum import StrEnum


class Reach(StrEnum):
    """Which sentences a rule reaches: the law seldom says it in the same words twice."""

    RUNNING = "RUNNING"  # those passed since, and those passed before that still run
    PASSED_SINCE = "PASSED_SINCE"  # only those passed on the day or later
    NOT_SETTLED = "NOT_SETTLED"  # those passed since; for those passed before, the answer is not known


class Verdict(StrEnum):
    """Whether somebody comes under MAPPA. Not known is an answer of its own, and never means no."""

    QUALIFIES = "QUALIFIES"
    DOES_NOT_QUALIFY = "DOES_NOT_QUALIFY"
    NOT_KNOWN = "NOT_KNOWN"


class Ending(StrEnum):
    """What ends the ground on which somebody qualifies."""

    ON_DATE = "ON_DATE"
    NEVER = "NEVER"  # for life, unless a court or the police lift it
    ON_DECISION = "ON_DECISION"
    ON_DISCHARGE = "ON_DISCHARGE"  # from a hospital or guardianship order
    NOT_KNOWN = "NOT_KNOWN"


class Unit(StrEnum):
    """In what a time limit is counted."""

    DAYS = "DAYS"
    WORKING_DAYS = "WORKING_DAYS"
    MONTHS = "MONTHS"  # calendar months


class Direction(StrEnum):
    """Whether a time limit ends before or after the day it is counted from."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"


class ReleasePart(StrEnum):
    """What the plan for a release is made of; inspections found such planning "too little, too late"."""

    ACCOMMODATION = "ACCOMMODATION"
    LICENCE_CONDITIONS = "LICENCE_CONDITIONS"
    VICTIM_CONDITIONS = "VICTIM_CONDITIONS"
    CHILD_CONTACT = "CHILD_CONTACT"
    PROGRAMME = "PROGRAMME"
    PRISON_INFORMATION = "PRISON_INFORMATION"  # what the prison knows of conduct, contacts and risk
    HANDOVER = "HANDOVER"  # from the prison offender manager to the community offender manager


class PartStatus(StrEnum):
    """How far a part of the release plan has come. Late is not a status: it follows from the date."""

    NOT_BEGUN = "NOT_BEGUN"
    IN_HAND = "IN_HAND"
    DONE = "DONE"
    NOT_NEEDED = "NOT_NEEDED"


class SafeguardingAnswer(StrEnum):
    """What children's services answered to a referral."""

    AWAITED = "AWAITED"
    NO_FURTHER_ACTION = "NO_FURTHER_ACTION"
    ASSESSMENT = "ASSESSMENT"
    CHILD_PROTECTION_ENQUIRY = "CHILD_PROTECTION_ENQUIRY"
    ALREADY_KNOWN = "ALREADY_KNOWN"


class JointManager(StrEnum):
    """The two managers of a sexual offender in custody, who care for the case jointly."""

    PRISON = "PRISON"
    COMMUNITY = "COMMUNITY"


class ExceptionStatus(StrEnum):
    """Whether an exception to joint care was ended by somebody. That its last day has passed is not a status."""

    LISTED = "LISTED"
    ENDED = "ENDED"


class FindingKind(StrEnum):
    """What the rules find about a case, for a person to look into. None of them changes anything by itself."""

    CATEGORY_DISAGREES = "CATEGORY_DISAGREES"  # the record says one category, the rules another
    CATEGORY_NOT_KNOWN = "CATEGORY_NOT_KNOWN"  # what is held does not settle whether the person qualifies
    EXIT_DUE = "EXIT_DUE"  # the ground of the recorded category has ended: to be confirmed by a person
    CATEGORY_REVIEW_DUE = "CATEGORY_REVIEW_DUE"  # a category that rests on a decision is to be looked at again
    REVIEW_NOT_BOOKED = "REVIEW_NOT_BOOKED"  # the next review falls due and no meeting holds it
    REVIEW_MISSED = "REVIEW_MISSED"  # its day has passed; ``step`` says how far that has been escalated
    RELEASE_WITHOUT_LEVEL = "RELEASE_WITHOUT_LEVEL"  # release is near and no level is set
    RELEASE_PART_MISSING = "RELEASE_PART_MISSING"  # a part of the release plan that nobody has begun
    RELEASE_PART_LATE = "RELEASE_PART_LATE"  # a part of the release plan whose day has passed
    NO_PRISON_MANAGER = "NO_PRISON_MANAGER"  # a sexual offender in custody without a POM
    NO_COMMUNITY_MANAGER = "NO_COMMUNITY_MANAGER"  # a sexual offender in custody without a COM
    MEASURE_REVIEW_LATE = "MEASURE_REVIEW_LATE"  # a measure in custody goes on without the review it needs
    MEASURE_ENDS_UNREVIEWED = "MEASURE_ENDS_UNREVIEWED"  # a measure ran out while the person is still held
    PROGRAMME_NOT_OFFERED = "PROGRAMME_NOT_OFFERED"  # eligible, and not offered, without a reason
    ACTION_OVERDUE = "ACTION_OVERDUE"  # an action whose day has passed; ``step`` as for reviews
    SAFEGUARDING_UNANSWERED = "SAFEGUARDING_UNANSWERED"  # children's services have not answered in time
