"""The words of the law as a practitioner says them, and a decision as a sentence.

For the difference between two laws, the page and the explanation. A word without a phrase here is said as it is
written, without its underscores.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from policies.vocabulary import (
    Agency,
    Basis,
    Clearance,
    DataClass,
    Handling,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)

ROLES: Final[Mapping[StrEnum, str]] = {
    Role.POLICE_INTELLIGENCE: "police intelligence desks",
    Role.PRISON_SECURITY: "prison security staff",
    Role.MAPPA_COORDINATOR: "MAPPA co-ordinators",
    Role.MAPPA_ADMINISTRATOR: "MAPPA administrators",
    Role.SMB_MEMBER: "members of a Strategic Management Board",
    Role.AGENCY_SYSTEM: "systems of an agency",
}
AGENCIES: Final[Mapping[StrEnum, str]] = {
    Agency.POLICE: "the police",
    Agency.PRISON: "the prison service",
    Agency.PROBATION: "the probation service",
    Agency.PARTNER: "duty-to-co-operate bodies",
    Agency.COORDINATION: "MAPPA co-ordination",
    Agency.OVERSIGHT: "oversight bodies",
    Agency.PLATFORM: "the platform's operator",
}
STANDINGS: Final[Mapping[StrEnum, str]] = {
    Standing.EXCLUDED: "excluded from the case",
    Standing.EMERGENCY: "under an emergency grant",
    Standing.ASSIGNED: "assigned to the case",
    Standing.CONVENED: "convened to a meeting on the case",
    Standing.COORDINATING: "co-ordinating the area",
    Standing.AREA: "working in the area",
    Standing.NONE: "with no part in the case",
}
PURPOSES: Final[Mapping[StrEnum, str]] = {
    Purpose.MANAGE_RISK: "to manage risk",
    Purpose.PLAN_RELEASE: "to plan a release",
    Purpose.PREPARE_MEETING: "to prepare a meeting",
    Purpose.CONTACT_VICTIM: "to keep in contact with a victim",
    Purpose.SAFEGUARD_CHILDREN: "to protect children",
    Purpose.COORDINATE_ARRANGEMENTS: "to run the arrangements",
    Purpose.EXCHANGE_RECORDS: "to exchange records",
    Purpose.MONITOR_PERFORMANCE: "to watch performance",
    Purpose.VERIFY_LAWFULNESS: "to verify that processing was lawful",
    Purpose.MONITOR_CONDUCT: "to monitor conduct",
    Purpose.SECURE_DATA: "to keep personal data intact and secure",
    Purpose.CRIMINAL_PROCEEDINGS: "for criminal proceedings",
    Purpose.INSPECT_ARRANGEMENTS: "to inspect the arrangements",
    Purpose.ADMINISTER_PLATFORM: "to administer the platform",
}
DATA_CLASSES: Final[Mapping[StrEnum, str]] = {
    DataClass.REFERENCE: "code lists and areas",
    DataClass.AGGREGATE: "counts",
    DataClass.NOTICE: "notices of identification",
    DataClass.EXISTENCE: "that the case exists",
    DataClass.IDENTITY: "who the person is",
    DataClass.ADDRESS: "where the person lives",
    DataClass.MANAGEMENT: "category, level and reviews",
    DataClass.DECISION: "why a level was set",
    DataClass.CONVICTION: "convictions and sentences",
    DataClass.CUSTODY: "custody and key dates",
    DataClass.PUBLIC_PROTECTION: "public protection measures in custody",
    DataClass.SUPERVISION: "supervision",
    DataClass.LICENCE: "licence conditions",
    DataClass.ORDERS: "orders and notification requirements",
    DataClass.RISK_LEVEL: "the level of risk",
    DataClass.RISK_NARRATIVE: "the risk in words",
    DataClass.RISK_PLAN: "the risk management plan",
    DataClass.VICTIM: "victims",
    DataClass.VICTIM_ADDRESS: "where a victim is",
    DataClass.THIRD_PARTY: "third parties",
    DataClass.INTELLIGENCE: "intelligence",
    DataClass.HEALTH: "health",
    DataClass.MEETING: "meetings",
    DataClass.MINUTES: "minutes",
    DataClass.ACTION: "actions",
    DataClass.DISCLOSURE: "disclosures",
    DataClass.CONTRIBUTION: "contributions of bodies",
    DataClass.PRACTITIONER: "names of staff",
    DataClass.ACCESS_LIMIT: "who is barred from the case",
    DataClass.ADMINISTRATION: "who holds which role",
    DataClass.CASE_ACCESS: "who has seen the case",
    DataClass.CORRECTION: "that a fact they were shown was wrong",
    DataClass.ACCESS_COUNT: "how past accesses were decided, in numbers",
    DataClass.ACCESS_RECORD: "the record of access",
    DataClass.ACCESS_WITHHELD: "what the record says was withheld",
}
HANDLINGS: Final[Mapping[StrEnum, str]] = {
    Handling.ORDINARY: "ordinary cases",
    Handling.LIMITED_ACCESS: "limited-access cases",
    Handling.TERRORISM: "terrorism cases",
    Handling.TERRORISM_LIMITED_ACCESS: "terrorism cases of limited access",
}
ITEMS: Final[Mapping[StrEnum, str]] = {
    ItemHandling.OPEN: "open items",
    ItemHandling.OWNER_ONLY: "items kept by their owner",
    ItemHandling.CHAIR_RELEASE: "items that wait for the chair's release",
    ItemHandling.INTERCEPT: "intercept material",
}
OF_OWNER: Final[Mapping[StrEnum, str]] = {
    Ownership.OWN: "of their own agency or body",
    Ownership.OTHER: "of other agencies and bodies",
}
CLEARANCES: Final[Mapping[StrEnum, str]] = {
    Clearance.NONE: "without clearance",
    Clearance.TERRORISM: "with clearance",
}
BASES: Final[Mapping[StrEnum, str]] = {
    Basis.RESPONSIBLE_AUTHORITY: "as the responsible authority",
    Basis.DUTY_TO_COOPERATE: "under the duty to co-operate",
    Basis.ASSOCIATE: "as associates",
    Basis.INSPECTION: "by a power to inspect",
}
PHRASES: Final = {
    Role: ROLES,
    Agency: AGENCIES,
    Standing: STANDINGS,
    Purpose: PURPOSES,
    DataClass: DATA_CLASSES,
    Handling: HANDLINGS,
    ItemHandling: ITEMS,
    Ownership: OF_OWNER,
    Clearance: CLEARANCES,
    Basis: BASES,
}


def phrase(word: StrEnum) -> str:
    """One word in prose."""
    plain = word.replace("_", " ") + ("s" if type(word) is Role else "")
    return PHRASES.get(type(word), {}).get(word, plain)


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """``a, b and c``."""
    *most, last = parts
    return f"{', '.join(most)} {joint} {last}" if most else last


def said(words: Iterable[StrEnum], joint: str = "and") -> str:
    """Words in prose, as a list."""
    return listed([phrase(word) for word in words], joint)


def capital(sentence: str) -> str:
    """With its first letter as a sentence has it."""
    return sentence[:1].upper() + sentence[1:]


def people(roles: Sequence[StrEnum], agencies: Sequence[StrEnum]) -> str:
    """Who: ``chairs of the police and the prison service``."""
    if len(agencies) == len(Agency):
        return said(roles)
    return f"{said(roles)} of {said(agencies)}"


def why(purposes: Sequence[StrEnum]) -> str:
    """For what: ``to manage risk or to plan a release``."""
    return said(purposes, "or")


def footing(bases: Sequence[StrEnum]) -> str:
    """On which footing: ``under the duty to co-operate or as associates``."""
    return said(bases, "or")


def standing(standings: Sequence[StrEnum]) -> str:
    """How they stand: ``assigned to the case or working in the area``."""
    if len(standings) == len(Standing):
        return "however they stand towards the case"
    if [*standings] == [word for word in Standing if word is not Standing.EXCLUDED]:
        return "unless excluded from the case"
    return said(standings, "or")


Handled = tuple[Handling, Clearance]
Held = tuple[ItemHandling, Ownership]


def cases(handled: Sequence[Handled]) -> str:
    """In which cases: ``in ordinary cases, and in terrorism cases with clearance for them``."""
    by_clearances: dict[tuple[Clearance, ...], list[Handling]] = {}
    for handling in Handling:
        if clearances := tuple(each for each in Clearance if (handling, each) in handled):
            by_clearances.setdefault(clearances, []).append(handling)
    if by_clearances == USUAL_CASES:
        return "in every case, with clearance where it is for terrorism"
    parts = [
        f"in {said(several)}" + ("" if len(clearances) == len(Clearance) else f" {said(clearances)}")
        for clearances, several in by_clearances.items()
    ]
    return ", and ".join(parts)


def items(held: Sequence[Held]) -> str:
    """Which items: ``open items, and those that their own agency or body restricts``."""
    by_ownerships: dict[tuple[Ownership, ...], list[ItemHandling]] = {}
    for item in ItemHandling:
        if ownerships := tuple(each for each in Ownership if (item, each) in held):
            by_ownerships.setdefault(ownerships, []).append(item)
    if by_ownerships == USUAL_ITEMS:
        return "open items, and those that their own agency or body restricts"
    parts = [
        said(several) + ("" if len(ownerships) == len(Ownership) else f" {said(ownerships)}")
        for ownerships, several in by_ownerships.items()
    ]
    return ", and ".join(parts)


USUAL_CASES: Final = {
    tuple(Clearance): [Handling.ORDINARY, Handling.LIMITED_ACCESS],
    (Clearance.TERRORISM,): [Handling.TERRORISM, Handling.TERRORISM_LIMITED_ACCESS],
}
USUAL_ITEMS: Final = {
    tuple(Ownership): [ItemHandling.OPEN],
    (Ownership.OWN,): [ItemHandling.OWNER_ONLY, ItemHandling.CHAIR_RELEASE],
}
