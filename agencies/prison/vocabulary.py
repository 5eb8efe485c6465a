"""Words of the prison holdings, each a closed set; a source's own word that is none of these is kept raw beside it."""

from enum import StrEnum


class CustodyPlace(StrEnum):
    """Where the prison service has the person."""

    IN_CUSTODY = "IN_CUSTODY"
    IN_COMMUNITY = "IN_COMMUNITY"
    IN_HOSPITAL = "IN_HOSPITAL"  # a restricted patient
    ON_TEMPORARY_RELEASE = "ON_TEMPORARY_RELEASE"
    UNLAWFULLY_AT_LARGE = "UNLAWFULLY_AT_LARGE"
    UNKNOWN = "UNKNOWN"


class LegalStatus(StrEnum):
    """By what right the person is held."""

    REMAND = "REMAND"
    CONVICTED_UNSENTENCED = "CONVICTED_UNSENTENCED"
    SENTENCED = "SENTENCED"
    INDETERMINATE_SENTENCE = "INDETERMINATE_SENTENCE"
    RECALL = "RECALL"
    IMMIGRATION_DETAINEE = "IMMIGRATION_DETAINEE"
    CIVIL_PRISONER = "CIVIL_PRISONER"
    NOT_HELD = "NOT_HELD"
    UNKNOWN = "UNKNOWN"


class MovementKind(StrEnum):
    """What moved the person in or out of an establishment."""

    RECEPTION = "RECEPTION"
    TRANSFER = "TRANSFER"
    COURT = "COURT"
    HOSPITAL = "HOSPITAL"
    TEMPORARY_RELEASE = "TEMPORARY_RELEASE"
    RETURN = "RETURN"
    RECALL = "RECALL"
    RELEASE = "RELEASE"
    ESCAPE_OR_ABSCOND = "ESCAPE_OR_ABSCOND"
    UNRECOGNISED = "UNRECOGNISED"


class KeyDateKind(StrEnum):
    """Dates that decide when a sentence lets the person out, and until when it holds them (HMPPS key dates)."""

    AUTOMATIC_RELEASE = "AUTOMATIC_RELEASE"
    CONDITIONAL_RELEASE = "CONDITIONAL_RELEASE"
    NON_PAROLE_RELEASE = "NON_PAROLE_RELEASE"
    CONFIRMED_RELEASE = "CONFIRMED_RELEASE"
    HOME_DETENTION_CURFEW_ELIGIBILITY = "HOME_DETENTION_CURFEW_ELIGIBILITY"
    HOME_DETENTION_CURFEW_ACTUAL = "HOME_DETENTION_CURFEW_ACTUAL"
    HOME_DETENTION_CURFEW_END = "HOME_DETENTION_CURFEW_END"
    PAROLE_ELIGIBILITY = "PAROLE_ELIGIBILITY"
    ACTUAL_PAROLE = "ACTUAL_PAROLE"
    TARIFF_EXPIRY = "TARIFF_EXPIRY"
    TARIFF_EXPIRED_REMOVAL = "TARIFF_EXPIRED_REMOVAL"
    EARLY_REMOVAL_ELIGIBILITY = "EARLY_REMOVAL_ELIGIBILITY"  # ERSED: removal from the country
    RELEASE_ON_TEMPORARY_LICENCE = "RELEASE_ON_TEMPORARY_LICENCE"
    POST_RECALL_RELEASE = "POST_RECALL_RELEASE"
    EARLY_TERM = "EARLY_TERM"  # detention and training orders: early, middle and late
    MID_TERM = "MID_TERM"
    LATE_TERM = "LATE_TERM"
    LICENCE_EXPIRY = "LICENCE_EXPIRY"
    SENTENCE_EXPIRY = "SENTENCE_EXPIRY"
    TOP_UP_SUPERVISION_START = "TOP_UP_SUPERVISION_START"
    TOP_UP_SUPERVISION_EXPIRY = "TOP_UP_SUPERVISION_EXPIRY"
    UNRECOGNISED = "UNRECOGNISED"


class ProtectionMeasureKind(StrEnum):
    """What an establishment does to protect the public from a person in custody (Public Protection Manual)."""

    MAIL_MONITORING = "MAIL_MONITORING"
    PHONE_MONITORING = "PHONE_MONITORING"
    CHILD_CONTACT = "CHILD_CONTACT"
    NO_CONTACT = "NO_CONTACT"
    PERSON_POSING_RISK_TO_CHILDREN = "PERSON_POSING_RISK_TO_CHILDREN"
    POTENTIAL_RISK_TO_CHILDREN = "POTENTIAL_RISK_TO_CHILDREN"
    HARASSMENT_OR_COURT_ORDER = "HARASSMENT_OR_COURT_ORDER"
    ENHANCED_BEHAVIOUR_MONITORING = "ENHANCED_BEHAVIOUR_MONITORING"
    TEMPORARY_RELEASE_RESTRICTED = "TEMPORARY_RELEASE_RESTRICTED"


class ChildContactLevel(StrEnum):
    """How a person in custody may be in contact with children (Public Protection Manual; NOMIS alerts C1 to C4)."""

    LEVEL_1_NO_CONTACT = "LEVEL_1_NO_CONTACT"
    LEVEL_2_WRITTEN_ONLY = "LEVEL_2_WRITTEN_ONLY"
    LEVEL_3_MONITORED_WRITTEN_AND_PHONE = "LEVEL_3_MONITORED_WRITTEN_AND_PHONE"
    LEVEL_4_NAMED_CHILD_UNRESTRICTED = "LEVEL_4_NAMED_CHILD_UNRESTRICTED"


class ContactMeans(StrEnum):
    """By which means somebody may not be contacted."""

    ANY = "ANY"
    LETTERS = "LETTERS"
    TELEPHONE = "TELEPHONE"
    VISITS = "VISITS"


class NoContactSource(StrEnum):
    """Who asked that there be no contact (NOMIS alerts ONCR and OHCO)."""

    VICTIM = "VICTIM"
    COURT_ORDER = "COURT_ORDER"
    PARENT_OR_CARER = "PARENT_OR_CARER"
    PRISON = "PRISON"
    OTHER = "OTHER"


class MeasureStatus(StrEnum):
    """Whether a measure stands as it was set, until its last day if it has one, or was ended by decision."""

    SET = "SET"
    ENDED = "ENDED"


class ListingStatus(StrEnum):
    """Whether somebody is on the list of those who may not be contacted, or was taken off it."""

    LISTED = "LISTED"
    REMOVED = "REMOVED"
