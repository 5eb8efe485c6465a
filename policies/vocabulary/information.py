"""What is asked for: the kinds of information."""

from enum import StrEnum


class DataClass(StrEnum):
    """The kind of information a field holds. A column without one does not build."""

    REFERENCE = "reference"  # code lists and areas: about nobody
    AGGREGATE = "aggregate"  # counts with small numbers suppressed
    NOTICE = "notice"  # what an agency notified of somebody, before there is a case
    EXISTENCE = "existence"  # that this person is a MAPPA case at all, and its public reference
    IDENTITY = "identity"  # names, date of birth, identifiers
    ADDRESS = "address"  # where the person lives or is to live
    MANAGEMENT = "management"  # category, level, status, lead agency, review dates
    DECISION = "decision"  # why a level was set: rationale, criteria, evidence, dissent
    CONVICTION = "conviction"  # offences and sentences
    CUSTODY = "custody"  # establishment, movements, key dates
    PUBLIC_PROTECTION = "public_protection"  # monitoring, child contact, no-contact in custody
    SUPERVISION = "supervision"  # team, programmes, approved premises
    LICENCE = "licence"  # licence and its conditions
    ORDERS = "orders"  # notification requirements and civil orders
    RISK_LEVEL = "risk_level"  # RoSH and predictor bands
    RISK_NARRATIVE = "risk_narrative"  # who is at risk, nature, imminence, in words
    RISK_PLAN = "risk_plan"  # four pillars and contingency
    VICTIM = "victim"  # who the victim is and what they asked for
    VICTIM_ADDRESS = "victim_address"  # where the victim is
    THIRD_PARTY = "third_party"  # family, employers, others named
    INTELLIGENCE = "intelligence"  # graded intelligence and warning markers
    HEALTH = "health"  # medical and mental-health detail
    MEETING = "meeting"  # that a meeting is held, when, by whom, who comes
    MINUTES = "minutes"  # what was said
    ACTION = "action"  # what was agreed to be done
    DISCLOSURE = "disclosure"  # what was told to somebody outside MAPPA, or why not
    CONTRIBUTION = "contribution"  # what a duty-to-co-operate body contributes
    PRACTITIONER = "practitioner"  # names and contacts of staff
    ACCESS_LIMIT = "access_limit"  # who is excluded from or restricted to this case, and why
    ADMINISTRATION = "administration"  # who is entered in the directory, in which roles, with which clearance
    CASE_ACCESS = "case_access"  # who has seen a case: agency, roles, purpose and day, and nobody's name
    CORRECTION = "correction"  # that a fact was wrong, as it is told to whoever was shown it
    ACCESS_COUNT = "access_count"  # how past accesses were decided, in numbers: nobody's name, and no case
    ACCESS_RECORD = "access_record"  # who saw what: the log itself
    ACCESS_WITHHELD = "access_withheld"  # what the log says was withheld from them, and by which rules


# What is about no case, and so nobody's to share or to contribute: as common.polar has it, to which a test holds it.
ABOUT_NO_CASE = frozenset(
    {
        DataClass.REFERENCE,
        DataClass.AGGREGATE,
        DataClass.NOTICE,
        DataClass.ADMINISTRATION,
        DataClass.ACCESS_COUNT,
        DataClass.ACCESS_RECORD,
        DataClass.ACCESS_WITHHELD,
    }
)
