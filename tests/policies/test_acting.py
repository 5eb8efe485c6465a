"""Acting in one of several roles: never shown more, nor entrusted with more, than in all of them together."""

from itertools import product

import pytest

from policies.engine import Law
from policies.principal import PrincipalClass
from policies.vocabulary import ENTRUSTED_ACTS, Act, Agency, DataClass, Purpose, Role
from tests.policies.laws import kind_of, law, with_file

TAKING = (Role.POLICE_INTELLIGENCE, Role.LAY_ADVISER, Role.SYSTEM_ADMINISTRATOR)
PAIRS = [
    ({Role.MAPPA_COORDINATOR, Role.LAY_ADVISER}, Agency.COORDINATION),
    ({Role.POLICE_OFFENDER_MANAGER, Role.POLICE_INTELLIGENCE}, Agency.POLICE),
    ({Role.SENIOR_PROBATION_OFFICER, Role.CHAIR}, Agency.PROBATION),
    ({Role.SYSTEM_ADMINISTRATOR, Role.POLICY_OFFICER}, Agency.PLATFORM),
]


def test_the_roles_that_take_something_from_whoever_holds_them_are_read_from_the_law() -> None:
    assert law().answers.taking() == frozenset(TAKING)


@pytest.mark.parametrize("held", [frozenset(held) for held, _ in PAIRS], ids=["lay", "desk", "chair", "platform"])
def test_whoever_acts_in_one_role_puts_aside_the_others_but_those_that_take(held: frozenset[Role]) -> None:
    for role in held:
        assert law().acted_in(role, held) == {role} | (held & set(TAKING))


def acting(who: PrincipalClass, role: Role) -> PrincipalClass:
    roles = law().acted_in(role, who.roles)
    return PrincipalClass(roles, who.agency, who.owner, who.clearance, who.agreements)


@pytest.mark.parametrize(("held", "agency"), PAIRS, ids=["lay", "desk", "chair", "platform"])
def test_in_one_role_nobody_is_shown_or_entrusted_with_more_than_in_all(held: set[Role], agency: Agency) -> None:
    everything = kind_of(held, agency, agency.value)
    for role, purpose in product(sorted(held), sorted(law().purposes(everything))):
        whole, part = law().permit(everything, purpose), law().permit(acting(everything, role), purpose)
        assert all(part.shown(each) <= whole.shown(each) for each in DataClass)


def test_a_lay_adviser_who_acts_as_co_ordinator_is_entrusted_with_no_more_than_in_both() -> None:
    both = kind_of({Role.MAPPA_COORDINATOR, Role.LAY_ADVISER}, Agency.COORDINATION, "coordination")
    one = acting(both, Role.MAPPA_COORDINATOR)
    may, part = law().mandate(both, Purpose.PREPARE_MEETING), law().mandate(one, Purpose.PREPARE_MEETING)
    assert all(part.done(act) <= may.done(act) for act in ENTRUSTED_ACTS)
    assert not part.done(Act.LIST_CASE)


def test_where_a_law_cannot_say_which_roles_take_none_is_put_aside() -> None:
    broken = Law(
        with_file("broken.polar", 'withheld("broken.a-rule", role, _c, "health", _s, _h, _i, _o) if role.no = 1;')
    )
    held = frozenset({Role.CHAIR, Role.SENIOR_PROBATION_OFFICER})
    assert broken.acted_in(Role.CHAIR, held) == held
    assert Purpose.MANAGE_RISK in broken.purposes(kind_of(held, Agency.PROBATION, "probation"))
