"""What others own is shown under an agreement in force, and under no other circumstance: absence denies."""

from dataclasses import replace
from itertools import product

from policies.agreement import Agreement, shared
from policies.permit import Permit
from policies.principal import PrincipalClass
from policies.vocabulary import ABOUT_NO_CASE, Agency, Basis, DataClass, ItemHandling, Ownership, Purpose, Role
from tests.policies.laws import AGENCIES, CASE_CLASSES, generous, kind, law

RA, DTC = Basis.RESPONSIBLE_AUTHORITY, Basis.DUTY_TO_COOPERATE
PARTIES = frozenset({("police", RA), ("probation", RA), ("housing", DTC)})
RISK = Agreement("ISA-1", PARTIES, frozenset({Purpose.MANAGE_RISK}), frozenset({DataClass.IDENTITY, DataClass.HEALTH}))


def permit(who: PrincipalClass, *agreements: Agreement, purpose: Purpose = Purpose.MANAGE_RISK) -> Permit:
    return law().permit(replace(who, agreements=agreements), purpose)


def ownerships(found: Permit, data_class: DataClass) -> set[Ownership]:
    return {cell.ownership for cell in found.shown(data_class)}


def test_without_an_agreement_nobody_is_shown_what_others_own() -> None:
    for role, purpose, data_class in product(Role, Purpose, CASE_CLASSES):
        found = permit(kind(role), purpose=purpose)
        assert Ownership.OTHER not in ownerships(found, data_class)
        assert not found.shares(data_class, "somebody")


def test_without_an_agreement_what_their_own_agency_owns_is_shown_as_before() -> None:
    police = kind(Role.POLICE_OFFENDER_MANAGER)
    alone, shares = permit(police), permit(police, *police.agreements)
    for data_class in CASE_CLASSES:
        own = {cell for cell in shares.shown(data_class) if cell.ownership is Ownership.OWN}
        assert alone.shown(data_class) == own
        assert alone.shares(data_class, "police")


def test_what_is_about_no_case_is_named_as_the_law_has_it() -> None:
    assert law().answers.about_no_case() == ABOUT_NO_CASE


def test_what_is_about_no_case_is_nobodys_to_share() -> None:
    for data_class in frozenset(DataClass) - CASE_CLASSES:
        assert permit(kind(Role.CHAIR)).sharers(data_class) is None
        assert permit(kind(Role.CHAIR)).shares(data_class, "somebody")


def test_an_agreement_shares_what_it_names_for_the_purposes_it_names_between_its_parties() -> None:
    police = kind(Role.POLICE_OFFENDER_MANAGER)
    found = permit(police, RISK)
    assert found.sharing[DataClass.IDENTITY] == shared((RISK,), "police", frozenset({RA}), *ASKED)
    assert found.sharers(DataClass.IDENTITY) == frozenset({"police", "probation", "housing"})
    assert not found.shares(DataClass.IDENTITY, "prison")
    assert ownerships(found, DataClass.IDENTITY) == set(Ownership)
    assert ownerships(found, DataClass.CONVICTION) == {Ownership.OWN}
    assert ownerships(permit(police, RISK, purpose=Purpose.PLAN_RELEASE), DataClass.IDENTITY) == {Ownership.OWN}


ASKED = (Purpose.MANAGE_RISK, DataClass.IDENTITY)


def test_several_agreements_share_what_any_of_them_shares() -> None:
    more = Agreement(
        "ISA-2", frozenset({("police", RA), ("prison", RA)}), RISK.purposes, frozenset({DataClass.IDENTITY})
    )
    found = permit(kind(Role.POLICE_OFFENDER_MANAGER), RISK, more).sharing[DataClass.IDENTITY]
    assert found is not None
    assert found.owners == {"police", "probation", "housing", "prison"}
    assert found.rests == {("ISA-1", RA), ("ISA-2", RA)}


def test_an_agreement_is_for_its_parties_and_on_a_basis_that_they_may_rest_on() -> None:
    prison = kind(Role.PRISON_OFFENDER_MANAGER)
    assert ownerships(permit(prison, RISK), DataClass.IDENTITY) == {Ownership.OWN}
    for agency, basis in product(Agency, Basis):
        rests = basis in law().answers.bases(agency)
        claimed = Agreement("claimed", frozenset({("x", basis)}), RISK.purposes, RISK.data_classes)
        asker = PrincipalClass(frozenset(Role), agency, "x", agreements=(claimed,))
        assert bool(law().permit(asker, Purpose.MANAGE_RISK).sharing[DataClass.IDENTITY]) is rests


def test_intercept_is_shown_to_nobody_whatever_is_agreed() -> None:
    for role in AGENCIES:
        found = generous().permit(kind(role), Purpose.MANAGE_RISK)
        shown = {cell.item for data_class in DataClass for cell in found.shown(data_class)}
        assert shown <= frozenset(ItemHandling) - {ItemHandling.INTERCEPT}
