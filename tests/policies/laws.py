"""Laws to test with: the one that is in force, and the same with a change."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import product

from policies.agreement import Agreement
from policies.census import as_engine_decides
from policies.decided import Decided
from policies.engine import Law
from policies.grammar import Source
from policies.permit import Cell, Decision, Permit
from policies.principal import PrincipalClass
from policies.sources import DIRECTORY, read
from policies.vocabulary import (
    ABOUT_NO_CASE,
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

AGENCIES = {
    Role.POLICE_OFFENDER_MANAGER: Agency.POLICE,
    Role.POLICE_INTELLIGENCE: Agency.POLICE,
    Role.PRISON_OFFENDER_MANAGER: Agency.PRISON,
    Role.PRISON_SECURITY: Agency.PRISON,
    Role.COMMUNITY_OFFENDER_MANAGER: Agency.PROBATION,
    Role.SENIOR_PROBATION_OFFICER: Agency.PROBATION,
    Role.VICTIM_LIAISON_OFFICER: Agency.PROBATION,
    Role.MAPPA_COORDINATOR: Agency.COORDINATION,
    Role.MAPPA_ADMINISTRATOR: Agency.COORDINATION,
    Role.CHAIR: Agency.PROBATION,
    Role.AGENCY_REPRESENTATIVE: Agency.PARTNER,
    Role.ASSOCIATE: Agency.PARTNER,
    Role.AGENCY_SYSTEM: Agency.PROBATION,
    Role.POLICY_OFFICER: Agency.PLATFORM,
    Role.SYSTEM_ADMINISTRATOR: Agency.PLATFORM,
}
EVERYBODY = ("police", "prison", "probation", "coordination", "housing", "health")
CASE_CLASSES = frozenset(DataClass) - ABOUT_NO_CASE

# Grants everything to everybody, for every purpose, in every place: what is still hidden is withheld by a rule.
GENEROUS = """
grant("generous.everything-to-everybody", _role, _agency, _data_class, _standing, _ownership);
open_to(_role, _purpose);
serves(_purpose, _data_class);
reaches(_role, _item, _ownership);
rests_on(_agency, _basis);
"""


@cache
def law() -> Law:
    """The law in force."""
    return Law.load()


@cache
def decided() -> Decided:
    """What the engine decides by the law in force, over the whole domain."""
    return as_engine_decides(law())


@cache
def generous() -> Law:
    """The law in force, and a grant of everything to everybody."""
    return Law([*read(DIRECTORY), Source("generous.polar", GENEROUS)])


def with_file(name: str, text: str) -> list[Source]:
    """The sources in force and one more."""
    return [*read(DIRECTORY), Source(name, text)]


# Everybody of the test worlds shares everything with everybody, on the basis that is usual for them.
EVERYTHING = Agreement(
    "everything",
    frozenset((owner, Basis.RESPONSIBLE_AUTHORITY) for owner in EVERYBODY[:4])
    | {(body, Basis.DUTY_TO_COOPERATE) for body in EVERYBODY[4:]}
    | {("oversight", Basis.INSPECTION)},
    frozenset(Purpose),
    frozenset(DataClass),
)
USUAL_BASIS = dict.fromkeys(Agency, Basis.RESPONSIBLE_AUTHORITY) | {
    Agency.PARTNER: Basis.DUTY_TO_COOPERATE,
    Agency.OVERSIGHT: Basis.INSPECTION,
}


def sharing(owner: str, agency: Agency) -> tuple[Agreement, ...]:
    """An agreement by which everybody shares everything with this owner, on the basis that is usual for the agency."""
    others = frozenset((each, basis) for each, basis in EVERYTHING.parties if each != owner)
    return (replace(EVERYTHING, parties=others | {(owner, USUAL_BASIS[agency])}),)


def kind_of(
    roles: Iterable[Role], agency: Agency, owner: str = "", clearance: Clearance = Clearance.NONE
) -> PrincipalClass:
    """A principal with whom everybody shares everything: what they are not shown, the law does not show them."""
    return PrincipalClass(frozenset(roles), agency, owner, clearance, sharing(owner, agency))


def kind(*roles: Role, agency: Agency | None = None, clearance: Clearance = Clearance.NONE) -> PrincipalClass:
    """A principal with these roles, of the agency that the first of them is usual in."""
    where = agency or AGENCIES.get(roles[0], Agency.OVERSIGHT)
    return kind_of(roles, where, where.value, clearance)


def kinds() -> list[PrincipalClass]:
    """Each role alone, in each agency, with each clearance."""
    return [kind_of({role}, agency, clearance=cleared) for role, agency, cleared in product(Role, Agency, Clearance)]


def rules_of(permit: Permit, data_class: DataClass, place: Cell) -> tuple[frozenset[str], frozenset[str]]:
    """The rules by which a permit grants a class in a place, and those by which it withholds it."""
    decision = permit.decisions.get(data_class, Decision({}, {}))
    return decision.granted_by.get(place, frozenset()), decision.withheld_by.get(place, frozenset())


def cell(
    standing: Standing,
    handling: Handling = Handling.ORDINARY,
    item: ItemHandling = ItemHandling.OPEN,
    ownership: Ownership = Ownership.OTHER,
) -> Cell:
    """A place: unless said otherwise an open item of somebody else's, in an ordinary case."""
    return Cell(standing, handling, item, ownership)


def shown(who: PrincipalClass, data_class: DataClass, of: Law | None = None) -> frozenset[Cell]:
    """Where the class is shown for any purpose at all."""
    asked = of or law()
    cells: Iterable[frozenset[Cell]] = (asked.permit(who, purpose).shown(data_class) for purpose in Purpose)
    return frozenset().union(*cells)
