"""A purpose is offered where it opens something: in the agency that has the role, and nowhere else."""

import pytest

from policies.engine import Law
from policies.vocabulary import Agency, DataClass, Purpose, Role
from tests.policies.laws import kind, law, with_file


@pytest.mark.parametrize(
    "role",
    [Role.POLICE_OFFENDER_MANAGER, Role.COMMUNITY_OFFENDER_MANAGER, Role.AUDITOR, Role.SMB_MEMBER, Role.POLICY_OFFICER],
)
def test_in_its_own_agency_every_purpose_of_a_role_opens_something(role: Role) -> None:
    assert law().opening(kind(role), leads=True) == law().purposes(kind(role))


def test_in_an_agency_that_leads_no_case_a_manager_is_not_offered_to_check_who_saw_it() -> None:
    elsewhere = kind(Role.POLICE_OFFENDER_MANAGER, agency=Agency.PRISON)
    assert Purpose.VERIFY_LAWFULNESS in law().purposes(elsewhere)
    assert Purpose.VERIFY_LAWFULNESS not in law().opening(elsewhere, leads=True)


LEADING = (Role.POLICE_OFFENDER_MANAGER, Role.COMMUNITY_OFFENDER_MANAGER, Role.SENIOR_PROBATION_OFFICER)


@pytest.mark.parametrize("role", LEADING)
def test_a_manager_whose_agency_leads_none_of_their_cases_is_not_offered_to_check_who_saw_them(role: Role) -> None:
    who = kind(role)
    assert law().opening(who, leads=True) - law().opening(who, leads=False) == {Purpose.VERIFY_LAWFULNESS}


@pytest.mark.parametrize("role", sorted(set(Role) - set(LEADING)))
def test_to_nobody_else_it_matters_who_leads(role: Role) -> None:
    assert law().opening(kind(role), leads=False) == law().opening(kind(role), leads=True)


def test_whoever_may_check_in_another_role_may_check_all_the_same() -> None:
    both = kind(Role.POLICE_OFFENDER_MANAGER, Role.AUDITOR)
    assert Purpose.VERIFY_LAWFULNESS in law().opening(both, leads=False)


def test_what_is_offered_shows_something_and_what_is_not_shows_code_lists_alone() -> None:
    for agency in (Agency.PRISON, Agency.PARTNER, Agency.PROBATION):
        who = kind(Role.COMMUNITY_OFFENDER_MANAGER, agency=agency)
        for purpose in law().purposes(who) - law().opening(who, leads=True):
            permit = law().permit(who, purpose)
            assert {each for each in DataClass if permit.shown(each)} <= {DataClass.REFERENCE}


def test_where_the_law_cannot_tell_nothing_is_offered() -> None:
    rule = 'grant("broken.a-rule", role, _a, data_class, _s, _o) if role.no = data_class;'
    assert Law(with_file("broken.polar", rule)).opening(kind(Role.SMB_MEMBER), leads=True) == frozenset()
