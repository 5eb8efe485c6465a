"""Why they ask."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why a principal asks. Every request states one (DPA 2018 s.36; CJA 2003 s.325(2))."""

    MANAGE_RISK = "manage_risk"
    PLAN_RELEASE = "plan_release"
    PREPARE_MEETING = "prepare_meeting"
    CONTACT_VICTIM = "contact_victim"
    SAFEGUARD_CHILDREN = "safeguard_children"
    COORDINATE_ARRANGEMENTS = "coordinate_arrangements"
    EXCHANGE_RECORDS = "exchange_records"
    MONITOR_PERFORMANCE = "monitor_performance"
    VERIFY_LAWFULNESS = "verify_lawfulness"  # this and the next three: what a log may be used for (DPA 2018 s.62)
    MONITOR_CONDUCT = "monitor_conduct"  # self-monitoring, with internal disciplinary proceedings
    SECURE_DATA = "secure_data"  # the integrity and security of personal data
    CRIMINAL_PROCEEDINGS = "criminal_proceedings"
    INSPECT_ARRANGEMENTS = "inspect_arrangements"  # by warrant: an inspector's, for an area and a time
    ADMINISTER_PLATFORM = "administer_platform"


LOG_PURPOSES = (
    Purpose.VERIFY_LAWFULNESS,
    Purpose.MONITOR_CONDUCT,
    Purpose.SECURE_DATA,
    Purpose.CRIMINAL_PROCEEDINGS,
)  # for which alone the access record may be used: DPA 2018 s.62
