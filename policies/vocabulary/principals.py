"""Who asks: for whom they work, what they do, what vetting lets them see, and on which footing."""

from enum import StrEnum


class Agency(StrEnum):
    """Who a principal works for. Duty-to-co-operate bodies (CJA 2003 s.325(6)) are reference data, not members."""

    POLICE = "police"
    PRISON = "prison"
    PROBATION = "probation"
    PARTNER = "partner"
    COORDINATION = "coordination"
    OVERSIGHT = "oversight"
    PLATFORM = "platform"


class Role(StrEnum):
    """What a principal does. A principal may hold several; the law takes what any of them may see, less every deny."""

    POLICE_OFFENDER_MANAGER = "police_offender_manager"
    POLICE_INTELLIGENCE = "police_intelligence"
    PRISON_OFFENDER_MANAGER = "prison_offender_manager"
    PRISON_SECURITY = "prison_security"
    COMMUNITY_OFFENDER_MANAGER = "community_offender_manager"
    SENIOR_PROBATION_OFFICER = "senior_probation_officer"
    VICTIM_LIAISON_OFFICER = "victim_liaison_officer"
    MAPPA_COORDINATOR = "mappa_coordinator"
    MAPPA_ADMINISTRATOR = "mappa_administrator"
    CHAIR = "chair"
    AGENCY_REPRESENTATIVE = "agency_representative"
    ASSOCIATE = "associate"
    SMB_MEMBER = "smb_member"
    LAY_ADVISER = "lay_adviser"
    AUDITOR = "auditor"
    INSPECTOR = "inspector"
    POLICY_OFFICER = "policy_officer"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    AGENCY_SYSTEM = "agency_system"


class Clearance(StrEnum):
    """What vetting lets a principal see; ordered."""

    NONE = "none"
    TERRORISM = "terrorism"


class Basis(StrEnum):
    """On which footing a party to an agreement gives and is given information (CJA 2003 s.325(4A) and (4G))."""

    RESPONSIBLE_AUTHORITY = "responsible_authority"  # s.325(1), (4A)(a)
    DUTY_TO_COOPERATE = "duty_to_cooperate"  # s.325(3) and (6), (4A)(b)
    ASSOCIATE = "associate"  # whom the responsible authority considers may contribute: s.325(4A)(c)
    INSPECTION = "inspection"  # a power to inspect, which s.325(4G) leaves as it is
