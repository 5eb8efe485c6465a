"""What is withheld whatever is granted, and how the roles of one principal count together."""

import pytest

from policies.lint import check
from policies.permit import Cell
from policies.reading import Reading, id_of
from policies.sources import DIRECTORY, read
from policies.vocabulary import (
    Clearance,
    DataClass,
    Handling,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)
from tests.policies.laws import CASE_CLASSES, cell, generous, kind, law, rules_of, shown

LIMITED = (Handling.LIMITED_ACCESS, Handling.TERRORISM_LIMITED_ACCESS)
TERRORISM = (Handling.TERRORISM, Handling.TERRORISM_LIMITED_ACCESS)
CLEARED = Clearance.TERRORISM


@pytest.fixture(scope="module")
def reading() -> Reading:
    return check(read(DIRECTORY))


def withheld_only_by(rule: str, role: Role, data_class: DataClass, place: Cell) -> bool:
    """Whether a law that grants everything to everybody still withholds it, and by this rule alone."""
    permit = generous().permit(kind(role, clearance=CLEARED), Purpose.MANAGE_RISK)
    granted, withheld = rules_of(permit, data_class, place)
    assert "generous.everything-to-everybody" in granted
    return withheld == {rule}


WITHHELD = {
    "common.excluded-from-the-case": (Role.CHAIR, DataClass.IDENTITY, cell(Standing.EXCLUDED)),
    "common.strangers-are-told-of-no-case": (Role.CHAIR, DataClass.EXISTENCE, cell(Standing.NONE)),
    "common.limited-access-is-for-those-named": (
        Role.SENIOR_PROBATION_OFFICER,
        DataClass.EXISTENCE,
        cell(Standing.AREA, Handling.LIMITED_ACCESS),
    ),
    "common.limited-access-is-kept-from-intelligence-desks": (
        Role.POLICE_INTELLIGENCE,
        DataClass.ADDRESS,
        cell(Standing.ASSIGNED, Handling.TERRORISM_LIMITED_ACCESS),
    ),
    "common.intercept-is-never-shown": (
        Role.POLICE_OFFENDER_MANAGER,
        DataClass.INTELLIGENCE,
        cell(Standing.ASSIGNED, item=ItemHandling.INTERCEPT, ownership=Ownership.OWN),
    ),
    "common.owner-only-is-for-its-owner": (
        Role.CHAIR,
        DataClass.MINUTES,
        cell(Standing.CONVENED, item=ItemHandling.OWNER_ONLY),
    ),
    "common.an-emergency-never-shows-where-a-victim-is": (
        Role.POLICE_OFFENDER_MANAGER,
        DataClass.VICTIM_ADDRESS,
        cell(Standing.EMERGENCY),
    ),
    "common.system-administrators-see-no-case": (
        Role.SYSTEM_ADMINISTRATOR,
        DataClass.EXISTENCE,
        cell(Standing.ASSIGNED),
    ),
    "common.lay-advisers-have-no-part-in-cases": (Role.LAY_ADVISER, DataClass.EXISTENCE, cell(Standing.CONVENED)),
}


@pytest.mark.parametrize("rule", WITHHELD)
def test_a_grant_of_everything_does_not_lift_what_is_withheld(rule: str) -> None:
    assert withheld_only_by(rule, *WITHHELD[rule])


def test_a_grant_of_everything_does_not_replace_clearance() -> None:
    permit = generous().permit(kind(Role.CHAIR), Purpose.MANAGE_RISK)
    for handling in TERRORISM:
        _, withheld = rules_of(permit, DataClass.IDENTITY, cell(Standing.CONVENED, handling))
        assert withheld == {"common.terrorism-needs-clearance"}


def test_every_rule_that_withholds_is_tested(reading: Reading) -> None:
    rules = {id_of(rule) for rule in reading.named("withheld")}
    assert rules == {*WITHHELD, "common.terrorism-needs-clearance"}


def generously_shown(role: Role, data_class: DataClass) -> frozenset[Cell]:
    return generous().permit(kind(role, clearance=CLEARED), Purpose.MANAGE_RISK).shown(data_class)


@pytest.mark.parametrize("data_class", DataClass)
def test_intercept_and_exclusion_hold_for_every_class_whatever_is_granted(data_class: DataClass) -> None:
    for role in Role:
        places = generously_shown(role, data_class)
        assert not any(place.item is ItemHandling.INTERCEPT for place in places)
        assert not any(place.standing is Standing.EXCLUDED for place in places)
        assert cell(Standing.ASSIGNED, item=ItemHandling.OWNER_ONLY) not in places


@pytest.mark.parametrize("data_class", sorted(CASE_CLASSES))
def test_no_class_of_a_case_passes_the_bounds_of_its_role_or_place(data_class: DataClass) -> None:
    assert generously_shown(Role.SYSTEM_ADMINISTRATOR, data_class) == frozenset()
    assert generously_shown(Role.LAY_ADVISER, data_class) == frozenset()
    places = generously_shown(Role.CHAIR, data_class)
    assert not any(place.standing is Standing.NONE for place in places)
    assert not any(place.standing is Standing.AREA and place.handling in LIMITED for place in places)
    in_area = {place.handling for place in places if place.standing is Standing.AREA}
    assert in_area == {Handling.ORDINARY, Handling.TERRORISM}


def test_a_limited_access_case_keeps_its_risk_addresses_and_licence_from_intelligence_desks() -> None:
    kept = {
        data_class
        for data_class in DataClass
        if cell(Standing.ASSIGNED, Handling.LIMITED_ACCESS)
        not in generously_shown(Role.POLICE_INTELLIGENCE, data_class)
    }
    assert {str(data_class) for data_class in kept} == {
        "address",
        "licence",
        "risk_level",
        "risk_narrative",
        "risk_plan",
    }
    open_to_desks = {
        data_class
        for data_class in kept
        if cell(Standing.ASSIGNED) in generously_shown(Role.POLICE_INTELLIGENCE, data_class)
    }
    assert open_to_desks == kept


def test_who_is_named_in_a_limited_access_case_sees_it() -> None:
    for handling in (Handling.ORDINARY, Handling.LIMITED_ACCESS):
        place = cell(Standing.ASSIGNED, handling)
        assert place in shown(kind(Role.POLICE_OFFENDER_MANAGER), DataClass.RISK_NARRATIVE)


def test_a_deny_of_one_role_holds_against_the_grants_of_another() -> None:
    both = kind(Role.POLICE_OFFENDER_MANAGER, Role.SYSTEM_ADMINISTRATOR)
    assert shown(both, DataClass.IDENTITY) == frozenset()
    assert shown(kind(Role.POLICE_OFFENDER_MANAGER), DataClass.IDENTITY) != frozenset()


def test_roles_add_up() -> None:
    both = kind(Role.CHAIR, Role.COMMUNITY_OFFENDER_MANAGER)
    alone = [shown(kind(role), DataClass.MINUTES) for role in (Role.CHAIR, Role.COMMUNITY_OFFENDER_MANAGER)]
    assert shown(both, DataClass.MINUTES) == alone[0] | alone[1]


def test_a_role_borrows_no_purpose_from_another() -> None:
    both = kind(Role.COMMUNITY_OFFENDER_MANAGER, Role.VICTIM_LIAISON_OFFICER)
    contact = law().permit(both, Purpose.CONTACT_VICTIM)
    assert contact.shown(DataClass.CUSTODY) == law().permit(
        kind(Role.VICTIM_LIAISON_OFFICER), Purpose.CONTACT_VICTIM
    ).shown(DataClass.CUSTODY)
    assert contact.shown(DataClass.RISK_NARRATIVE) == frozenset()


# Clearance


@pytest.mark.parametrize("role", [Role.POLICE_OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.CHAIR])
def test_terrorism_cases_need_clearance(role: Role) -> None:
    handled = {place.handling for place in shown(kind(role), DataClass.EXISTENCE)}
    assert handled == {Handling.ORDINARY, Handling.LIMITED_ACCESS}
    cleared = {place.handling for place in shown(kind(role, clearance=CLEARED), DataClass.EXISTENCE)}
    assert cleared == set(Handling)
