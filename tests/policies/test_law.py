"""The law in force: each sourced rule, what is withheld whatever is granted, and what holds of any version of it."""

from dataclasses import replace
from itertools import product

import pytest

from policies.engine import Law
from policies.explanation import explain
from policies.lint import check
from policies.permit import Cell, every_cell
from policies.principal import PrincipalClass
from policies.reading import Reading, id_of
from policies.sources import DIRECTORY, read
from policies.vocabulary import (
    CHANGING_ACTS,
    Act,
    Agency,
    Clearance,
    DataClass,
    Handling,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)
from tests.policies.laws import AGENCIES, CASE_CLASSES, cell, generous, kind, kind_of, law, shown

LIMITED = (Handling.LIMITED_ACCESS, Handling.TERRORISM_LIMITED_ACCESS)
TERRORISM = (Handling.TERRORISM, Handling.TERRORISM_LIMITED_ACCESS)
CLEARED = Clearance.TERRORISM


def kinds() -> list[PrincipalClass]:
    return [kind_of({r}, a, clearance=c) for r, a, c in product(Role, Agency, Clearance)]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return check(read(DIRECTORY))


def withheld_only_by(rule: str, role: Role, data_class: DataClass, place: Cell) -> bool:
    """Whether a law that grants everything to everybody still withholds it, and by this rule alone."""
    explanation = explain(generous().permit(kind(role, clearance=CLEARED), Purpose.MANAGE_RISK), data_class, place)
    assert "generous.everything-to-everybody" in explanation.granted_by
    return explanation.withheld_by == {rule}


# What is withheld, whatever is granted

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
        explanation = explain(permit, DataClass.IDENTITY, cell(Standing.CONVENED, handling))
        assert explanation.withheld_by == {"common.terrorism-needs-clearance"}


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


# Sourced rules


def test_intelligence_is_shown_to_its_owner_and_to_the_chair_whom_its_owner_opens_it_to() -> None:
    for role in Role:
        owners = {place.ownership for place in shown(kind(role), DataClass.INTELLIGENCE)}
        expected: dict[Role, set[Ownership]] = {
            Role.POLICE_OFFENDER_MANAGER: {Ownership.OWN},
            Role.POLICE_INTELLIGENCE: {Ownership.OWN},
            Role.PRISON_OFFENDER_MANAGER: {Ownership.OWN},
            Role.PRISON_SECURITY: {Ownership.OWN},
            Role.CHAIR: {Ownership.OWN, Ownership.OTHER},
        }
        assert owners == expected.get(role, set())


def test_what_waits_for_the_chair_is_shown_to_its_owner_and_the_chair_alone() -> None:
    place = cell(Standing.CONVENED, item=ItemHandling.CHAIR_RELEASE)
    assert [role for role in Role if place in shown(kind(role), DataClass.MINUTES)] == [Role.CHAIR]
    own = cell(Standing.CONVENED, item=ItemHandling.CHAIR_RELEASE, ownership=Ownership.OWN)
    assert own in shown(kind(Role.COMMUNITY_OFFENDER_MANAGER), DataClass.MINUTES)


def test_owners_see_what_they_keep_to_themselves() -> None:
    own = cell(Standing.ASSIGNED, item=ItemHandling.OWNER_ONLY, ownership=Ownership.OWN)
    assert own in shown(kind(Role.POLICE_OFFENDER_MANAGER), DataClass.INTELLIGENCE)


def test_where_a_victim_is_two_roles_see_and_only_on_their_own_case() -> None:
    seeing = {role: {p.standing for p in shown(kind(role), DataClass.VICTIM_ADDRESS)} for role in Role}
    assert {role: standings for role, standings in seeing.items() if standings} == {
        Role.POLICE_OFFENDER_MANAGER: {Standing.ASSIGNED},
        Role.VICTIM_LIAISON_OFFICER: {Standing.ASSIGNED},
    }


def test_an_emergency_shows_a_manager_the_case_but_not_where_the_victim_is_nor_who_has_seen_it() -> None:
    who = kind(Role.POLICE_OFFENDER_MANAGER)
    lost = {
        data_class
        for data_class in CASE_CLASSES
        for ownership in Ownership
        if cell(Standing.ASSIGNED, ownership=ownership) in shown(who, data_class)
        and cell(Standing.EMERGENCY, ownership=ownership) not in shown(who, data_class)
    }
    apart = {DataClass.CASE_ACCESS, DataClass.CORRECTION}  # the first is read and the second told where one is assigned
    assert lost == {DataClass.VICTIM_ADDRESS, *apart}


def test_names_of_staff_are_masked_for_systems_intelligence_desks_associates_and_inspectors() -> None:
    blind = {role for role in Role if shown(kind(role), DataClass.EXISTENCE)} - {
        role for role in Role if shown(kind(role), DataClass.PRACTITIONER)
    }
    assert blind == {Role.POLICE_INTELLIGENCE, Role.AGENCY_SYSTEM, Role.ASSOCIATE, Role.INSPECTOR}


def test_the_risk_in_words_is_masked_for_intelligence_desks() -> None:
    assert shown(kind(Role.POLICE_INTELLIGENCE), DataClass.RISK_NARRATIVE) == frozenset()


def test_board_members_see_counts_and_code_lists_alone() -> None:
    for role in (Role.SMB_MEMBER, Role.LAY_ADVISER):
        seen = {data_class for data_class in DataClass if shown(kind(role), data_class)}
        assert seen == {DataClass.AGGREGATE, DataClass.REFERENCE}


def test_those_who_keep_the_directory_see_it_and_code_lists_alone_and_associates_one_item() -> None:
    beside = {Role.SYSTEM_ADMINISTRATOR: set(), Role.POLICY_OFFICER: {DataClass.ACCESS_COUNT}}
    for role, more in beside.items():
        seen = {data_class for data_class in DataClass if shown(kind(role), data_class)}
        assert seen == {DataClass.ADMINISTRATION, DataClass.REFERENCE} | more
    seen = {data_class for data_class in DataClass if shown(kind(Role.ASSOCIATE), data_class)}
    assert seen == {DataClass.REFERENCE, DataClass.EXISTENCE, DataClass.DISCLOSURE, DataClass.CORRECTION}


def test_auditors_see_the_record_who_holds_which_role_and_code_lists_alone() -> None:
    sealed = {Role.AUDITOR: {DataClass.ACCESS_WITHHELD}, Role.INSPECTOR: set()}
    for role, more in sealed.items():
        # A case by warrant alone; a notice is addressed to whoever it is for, and nothing of the case.
        seen = {each for each in DataClass if shown(kind(role), each)} - {DataClass.CORRECTION}
        assert {each for each in seen if each not in CASE_CLASSES} == (
            {DataClass.ACCESS_RECORD, DataClass.ADMINISTRATION, DataClass.REFERENCE} | more
        )
        assert all(place.standing is Standing.AREA for each in seen & CASE_CLASSES for place in shown(kind(role), each))
    assert not any(shown(kind(Role.AUDITOR), each) for each in CASE_CLASSES)


def test_only_auditors_see_the_record() -> None:
    seeing = {role for role in Role if shown(kind(role), DataClass.ACCESS_RECORD)}
    assert seeing == {Role.AUDITOR, Role.INSPECTOR}


@pytest.mark.parametrize("role", [role for role in AGENCIES if role in list(Role)[:9]])
def test_a_role_counts_for_nothing_in_an_agency_that_does_not_have_it(role: Role) -> None:
    for agency in set(Agency) - {AGENCIES[role]}:
        seen = {data_class for data_class in DataClass if shown(kind(role, agency=agency), data_class)}
        assert seen == {DataClass.REFERENCE}


def test_purposes_minimise() -> None:
    manager = kind(Role.POLICE_OFFENDER_MANAGER)
    place = cell(Standing.ASSIGNED)
    for purpose, hidden in {
        Purpose.PLAN_RELEASE: {DataClass.HEALTH, DataClass.MINUTES, DataClass.VICTIM_ADDRESS},
        Purpose.PREPARE_MEETING: {DataClass.VICTIM_ADDRESS},
        Purpose.SAFEGUARD_CHILDREN: {DataClass.HEALTH, DataClass.MINUTES, DataClass.SUPERVISION},
    }.items():
        permit = law().permit(manager, purpose)
        assert {data_class for data_class in hidden if place in permit.shown(data_class)} == set()
        assert place in permit.shown(DataClass.IDENTITY)


def test_a_purpose_that_is_not_open_shows_nothing() -> None:
    for who in kinds():
        for purpose in set(Purpose) - law().purposes(who):
            permit = law().permit(who, purpose)
            assert not any(permit.shown(data_class) for data_class in DataClass)


# What must hold of any version of the law


def test_whatever_is_shown_of_a_case_its_existence_is_shown() -> None:
    """But to whoever was shown it once and is told that it was wrong: their notice stands by itself."""
    for who in kinds():
        for purpose in law().purposes(who):
            permit = law().permit(who, purpose)
            existing = permit.shown(DataClass.EXISTENCE)
            for data_class in CASE_CLASSES - {DataClass.CORRECTION}:
                for place in permit.shown(data_class):
                    for ownership in Ownership:
                        assert cell(place.standing, place.handling, ownership=ownership) in existing


def test_every_grant_shows_something() -> None:
    reached: set[str] = set()
    for who in kinds():
        for purpose in law().purposes(who):
            for decision in law().permit(who, purpose).decisions.values():
                reached |= {rule for place in decision.shown for rule in decision.granted_by[place]}
    assert reached == {id_of(rule) for rule in check(read(DIRECTORY)).named("grant")}


def test_the_engine_and_a_second_reading_of_the_law_agree_everywhere(reading: Reading) -> None:
    fresh = Law.load()
    granted = _granted(reading)
    withheld = _withheld(reading)
    for who, purpose in product(kinds(), Purpose):
        (role,) = who.roles
        permit = fresh.permit(who, purpose)
        for data_class in DataClass:
            expected = granted.get((role, who.agency, purpose, data_class), set())
            denied = withheld.get((role, who.clearance, data_class), set())
            assert permit.shown(data_class) == expected - denied


def _granted(reading: Reading) -> dict[tuple[str, ...], set[Cell]]:
    cells: dict[tuple[str, ...], set[Cell]] = {}
    for _, roles, agencies, purposes, classes, standings, items, ownerships in reading.boxes("shown"):
        places = _cells(standings, frozenset(Handling), items, ownerships)
        for key in product(roles, agencies, purposes, classes):
            cells.setdefault(key, set()).update(places)
    return cells


def _withheld(reading: Reading) -> dict[tuple[str, ...], set[Cell]]:
    cells: dict[tuple[str, ...], set[Cell]] = {}
    for _, roles, clearances, classes, standings, handlings, items, ownerships in reading.boxes("withheld"):
        places = _cells(standings, handlings, items, ownerships)
        for key in product(roles, clearances, classes):
            cells.setdefault(key, set()).update(places)
    return cells


def _cells(
    standings: frozenset[str], handlings: frozenset[str], items: frozenset[str], ownerships: frozenset[str]
) -> set[Cell]:
    return {
        place
        for place in every_cell()
        if place.standing in standings
        and place.handling in handlings
        and place.item in items
        and place.ownership in ownerships
    }


# Emergency access


# Done in an area, where there is no case yet to have emergency access to.
IN_AN_AREA = (Act.TAKE_EMERGENCY_ACCESS, Act.NOTIFY_IDENTIFICATION, Act.WITHDRAW_IDENTIFICATION)


def test_emergency_access_takes_from_nobody_what_they_see() -> None:
    """It stands below those on a case, and shows whatever the area does, to whichever people."""
    assert list(Standing).index(Standing.EMERGENCY) > list(Standing).index(Standing.COORDINATING)
    for role, purpose in product(set(Role) - {Role.AGENCY_SYSTEM, Role.INSPECTOR}, Purpose):
        permit = law().permit(kind(role, clearance=CLEARED), purpose)
        for shown_in in map(permit.shown, CASE_CLASSES):
            assert _under_an_emergency(shown_in, Standing.AREA) <= shown_in


def test_emergency_access_lets_those_who_took_it_do_what_they_did_before() -> None:
    for role, purpose in product(Role, Purpose):
        mandate = law().mandate(kind(role, clearance=CLEARED), purpose)
        for taken in mandate.done(Act.TAKE_EMERGENCY_ACCESS):
            for allowed in map(mandate.done, set(CHANGING_ACTS) - set(IN_AN_AREA)):
                assert _under_an_emergency(allowed, taken.standing) <= allowed


def _under_an_emergency(cells: frozenset[Cell], standing: Standing) -> set[Cell]:
    """The cells of this standing as they would be under a grant."""
    return {replace(each, standing=Standing.EMERGENCY) for each in cells if each.standing is standing}
