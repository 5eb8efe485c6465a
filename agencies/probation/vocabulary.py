"""Words of the probation holdings, each a closed set."""

from enum import StrEnum


class SentenceKind(StrEnum):
    """What the court imposed, in the kinds that decide whether a case qualifies (CJA 2003 s.327(3) and (4))."""

    IMPRISONMENT = "IMPRISONMENT"
    SUSPENDED_SENTENCE = "SUSPENDED_SENTENCE"
    EXTENDED_SENTENCE = "EXTENDED_SENTENCE"
    LIFE_IMPRISONMENT = "LIFE_IMPRISONMENT"
    CUSTODY_FOR_LIFE = "CUSTODY_FOR_LIFE"
    IMPRISONMENT_FOR_PUBLIC_PROTECTION = "IMPRISONMENT_FOR_PUBLIC_PROTECTION"
    DETENTION_FOR_PUBLIC_PROTECTION = "DETENTION_FOR_PUBLIC_PROTECTION"
    DETENTION_DURING_HM_PLEASURE = "DETENTION_DURING_HM_PLEASURE"
    YOUNG_OFFENDER_DETENTION = "YOUNG_OFFENDER_DETENTION"
    DETENTION_SECTION_250 = "DETENTION_SECTION_250"
    DETENTION_AND_TRAINING_ORDER = "DETENTION_AND_TRAINING_ORDER"
    HOSPITAL_ORDER = "HOSPITAL_ORDER"
    HOSPITAL_ORDER_WITH_RESTRICTION = "HOSPITAL_ORDER_WITH_RESTRICTION"
    GUARDIANSHIP_ORDER = "GUARDIANSHIP_ORDER"
    COMMUNITY_ORDER = "COMMUNITY_ORDER"
    CAUTION = "CAUTION"
    OTHER = "OTHER"


class SupervisionEvent(StrEnum):
    """Under what the probation service supervises."""

    COMMUNITY_ORDER = "COMMUNITY_ORDER"
    SUSPENDED_SENTENCE_ORDER = "SUSPENDED_SENTENCE_ORDER"
    CUSTODY = "CUSTODY"
    LICENCE = "LICENCE"
    POST_SENTENCE_SUPERVISION = "POST_SENTENCE_SUPERVISION"
    HOSPITAL_ORDER = "HOSPITAL_ORDER"
    UNKNOWN = "UNKNOWN"


class LicenceType(StrEnum):
    """What the licence covers: all of the sentence, the supervision after it, or both."""

    ALL_PURPOSE = "ALL_PURPOSE"
    POST_SENTENCE_SUPERVISION = "POST_SENTENCE_SUPERVISION"
    ALL_PURPOSE_AND_POST_SENTENCE = "ALL_PURPOSE_AND_POST_SENTENCE"
    LIFE = "LIFE"


class LicenceStatus(StrEnum):
    """How far a licence has come."""

    IN_PREPARATION = "IN_PREPARATION"
    SUBMITTED = "SUBMITTED"
    APPROVED = "APPROVED"
    ACTIVE = "ACTIVE"
    VARIED = "VARIED"
    RECALLED = "RECALLED"
    INACTIVE = "INACTIVE"


class ConditionCategory(StrEnum):
    """Where a licence condition comes from."""

    STANDARD = "STANDARD"
    ADDITIONAL = "ADDITIONAL"
    BESPOKE = "BESPOKE"


class RoshLevel(StrEnum):
    """Risk of serious harm to a group in a setting (OASys). There is no such level as no risk."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"
    NOT_ASSESSED = "NOT_ASSESSED"


class AssessmentStatus(StrEnum):
    """Whether an assessment was finished."""

    COMPLETED = "COMPLETED"
    LOCKED_INCOMPLETE = "LOCKED_INCOMPLETE"
    IN_PROGRESS = "IN_PROGRESS"


class PredictorTool(StrEnum):
    """Actuarial predictors of both generations, by what they predict, and the dynamic tools used beside them."""

    ALL_REOFFENDING = "ALL_REOFFENDING"
    VIOLENT_REOFFENDING = "VIOLENT_REOFFENDING"
    SERIOUS_VIOLENT_REOFFENDING = "SERIOUS_VIOLENT_REOFFENDING"
    DIRECT_CONTACT_SEXUAL = "DIRECT_CONTACT_SEXUAL"
    INDIRECT_IMAGE_CONTACT_SEXUAL = "INDIRECT_IMAGE_CONTACT_SEXUAL"
    COMBINED_SERIOUS_REOFFENDING = "COMBINED_SERIOUS_REOFFENDING"
    OGRS3 = "OGRS3"
    OGP = "OGP"
    OVP = "OVP"
    RSR = "RSR"
    OSP_CONTACT = "OSP_CONTACT"
    OSP_IMAGE = "OSP_IMAGE"
    RM2000_SEXUAL = "RM2000_SEXUAL"
    ARMS = "ARMS"


class PredictorBandLevel(StrEnum):
    """The band a predictor gives; scores are not held."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class ProgrammeStatus(StrEnum):
    """How far a person has come with an accredited programme."""

    ELIGIBLE = "ELIGIBLE"
    OFFERED = "OFFERED"
    STARTED = "STARTED"
    COMPLETED = "COMPLETED"
    NOT_COMPLETED = "NOT_COMPLETED"
    NOT_OFFERED = "NOT_OFFERED"


class VictimContactLevel(StrEnum):
    """How much contact the victim chose (Victim Contact Scheme: opt-in)."""

    FULL = "FULL"
    KEY_EVENTS_ONLY = "KEY_EVENTS_ONLY"
    THROUGH_REPRESENTATIVE = "THROUGH_REPRESENTATIVE"
    NONE = "NONE"
    NOT_YET_OFFERED = "NOT_YET_OFFERED"


class AddressKind(StrEnum):
    """What an address is to the person."""

    MAIN = "MAIN"
    PROPOSED_RELEASE = "PROPOSED_RELEASE"
    APPROVED_PREMISES = "APPROVED_PREMISES"
    TEMPORARY = "TEMPORARY"
    PREVIOUS = "PREVIOUS"
    HOSPITAL = "HOSPITAL"
    NO_FIXED_ABODE = "NO_FIXED_ABODE"


class AccessLimitKind(StrEnum):
    """The two opposite lists of a limited-access case."""

    EXCLUSION = "EXCLUSION"  # everybody but the people named
    RESTRICTION = "RESTRICTION"  # nobody but the people named


class HealthNoteKind(StrEnum):
    """What a health note is about."""

    MENTAL_HEALTH = "MENTAL_HEALTH"
    PHYSICAL_HEALTH = "PHYSICAL_HEALTH"
    SUBSTANCE_USE = "SUBSTANCE_USE"
    NEURODIVERSITY = "NEURODIVERSITY"
    MEDICATION = "MEDICATION"


class LimitReleaseKind(StrEnum):
    """How a limit on who may open a case is opened."""

    LIFT_EXCLUSION = "LIFT_EXCLUSION"  # somebody excluded by name may open it again, if their part in it lets them
    LET_IN = "LET_IN"  # one more is named among those to whom it is restricted
    LIFT_RESTRICTION = "LIFT_RESTRICTION"  # it is restricted to nobody any longer


class LimitReleaseStatus(StrEnum):
    """How far it has come. Nothing is opened before it is released."""

    PROPOSED = "PROPOSED"
    RELEASED = "RELEASED"
    REFUSED = "REFUSED"
