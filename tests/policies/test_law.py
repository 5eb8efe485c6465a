"""The law in force: what each sourced rule shows to whom, and what emergency access opens."""

from dataclasses import replace
from itertools import product

import pytest

from policies.permit import Cell
from policies.vocabulary import (
    CHANGING_ACTS,
    Act,
    Agency,
    Clearance,
    DataClass,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)
from tests.policies.laws import AGENCIES, CASE_CLASSES, cell, kind, kinds, law, shown

CLEARED = Clearance.TERRORISM


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
