"""Words of the police holdings, each a closed set; a source's own word that is none of these is kept raw beside it."""

from enum import StrEnum


class NotificationStatus(StrEnum):
    """Where a person stands with the notification requirements (Sexual Offences Act 2003 Part 2, ss.83-86)."""

    INITIAL_DUE = "INITIAL_DUE"
    CURRENT = "CURRENT"
    OVERDUE = "OVERDUE"
    SUSPENDED_IN_CUSTODY = "SUSPENDED_IN_CUSTODY"
    ENDED = "ENDED"
    UNKNOWN = "UNKNOWN"


class NotificationBasis(StrEnum):
    """What decides how long the requirements last (Sexual Offences Act 2003 s.82; Counter-Terrorism Act 2008 s.53)."""

    CUSTODY_OVER_30_MONTHS = "CUSTODY_OVER_30_MONTHS"
    CUSTODY_6_TO_30_MONTHS = "CUSTODY_6_TO_30_MONTHS"
    CUSTODY_UNDER_6_MONTHS = "CUSTODY_UNDER_6_MONTHS"
    HOSPITAL_WITH_RESTRICTION = "HOSPITAL_WITH_RESTRICTION"
    HOSPITAL_WITHOUT_RESTRICTION = "HOSPITAL_WITHOUT_RESTRICTION"
    CAUTION = "CAUTION"
    OTHER_DISPOSAL = "OTHER_DISPOSAL"
    CIVIL_ORDER = "CIVIL_ORDER"
    TERRORISM_OFFENCE = "TERRORISM_OFFENCE"
    UNKNOWN = "UNKNOWN"


class OrderKind(StrEnum):
    """Orders that the police seek or enforce, with legacy kinds that still run."""

    SHPO = "SHPO"
    SRO = "SRO"
    SOPO = "SOPO"
    RSHO = "RSHO"
    FOREIGN_TRAVEL_ORDER = "FOREIGN_TRAVEL_ORDER"
    NOTIFICATION_ORDER = "NOTIFICATION_ORDER"
    DVPO = "DVPO"
    DAPO = "DAPO"
    STALKING_PROTECTION_ORDER = "STALKING_PROTECTION_ORDER"
    RESTRAINING_ORDER = "RESTRAINING_ORDER"
    NON_MOLESTATION_ORDER = "NON_MOLESTATION_ORDER"
    VIOLENT_OFFENDER_ORDER = "VIOLENT_OFFENDER_ORDER"
    CRIMINAL_BEHAVIOUR_ORDER = "CRIMINAL_BEHAVIOUR_ORDER"
    SERIOUS_CRIME_PREVENTION_ORDER = "SERIOUS_CRIME_PREVENTION_ORDER"
    UNRECOGNISED = "UNRECOGNISED"


class OrderStatus(StrEnum):
    """Whether an order is in force."""

    INTERIM = "INTERIM"
    IN_FORCE = "IN_FORCE"
    VARIED = "VARIED"
    EXPIRED = "EXPIRED"
    DISCHARGED = "DISCHARGED"
    UNKNOWN = "UNKNOWN"


class SourceEvaluation(StrEnum):
    """The first part of the 3x5x2 grading of intelligence (College of Policing): how reliable the source is."""

    RELIABLE = "RELIABLE"  # 1
    UNTESTED = "UNTESTED"  # 2
    NOT_RELIABLE = "NOT_RELIABLE"  # 3


class IntelligenceAssessment(StrEnum):
    """The second part of the 3x5x2 grading: how the information was known to its source."""

    KNOWN_DIRECTLY = "KNOWN_DIRECTLY"  # A
    KNOWN_INDIRECTLY_CORROBORATED = "KNOWN_INDIRECTLY_CORROBORATED"  # B
    KNOWN_INDIRECTLY = "KNOWN_INDIRECTLY"  # C
    NOT_KNOWN = "NOT_KNOWN"  # D
    SUSPECTED_FALSE = "SUSPECTED_FALSE"  # E


class HandlingCode(StrEnum):
    """The third part of the 3x5x2 grading: whether sharing is permitted outright or under conditions."""

    SHARING_PERMITTED = "SHARING_PERMITTED"  # P
    SHARING_WITH_CONDITIONS = "SHARING_WITH_CONDITIONS"  # C
