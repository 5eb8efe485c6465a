"""An explanation names the rules in their own words, and every single fact that would turn the answer round."""

from dataclasses import replace
from itertools import product

from policies.decided import as_read
from policies.lint import check
from policies.permit import every_cell
from policies.sources import DIRECTORY, read
from policies.vocabulary import (
    Act,
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
from policies.why import Asking, Footing, as_text, footing, holds, why
from tests.policies.laws import cell, kind, law, rules_of

READING = check(read(DIRECTORY))
CHAIR = Asking(
    frozenset({Role.CHAIR}),
    Agency.PROBATION,
    Clearance.NONE,
    Purpose.PREPARE_MEETING,
    DataClass.HEALTH,
    cell(Standing.CONVENED),
    Basis.RESPONSIBLE_AUTHORITY,
)


def test_what_is_shown_is_explained_by_the_rule_its_text_its_line_and_its_source() -> None:
    found = why(READING, CHAIR)
    (rule,) = found.allowed_by
    assert (found.holds, found.purpose_open, found.denied_by) == (True, True, ())
    assert rule.id == "coordination.chairs-see-the-cases-of-their-meetings"
    assert rule.text == "A chair is shown the cases of their own meetings, with victims, third parties and health."
    assert rule.source == "Matrix, chair (own meetings)."
    line = next(s for s in read(DIRECTORY) if s.name == rule.place.file).text.splitlines()[rule.place.line - 1]
    assert rule.id in line


def test_what_would_change_the_answer_is_every_single_fact_that_would() -> None:
    found = why(READING, CHAIR)
    decided = as_read(READING)
    assert found.otherwise[Handling] == (Handling.TERRORISM, Handling.TERRORISM_LIMITED_ACCESS)
    assert set(found.otherwise[Standing]) == set(Standing) - {Standing.CONVENED}
    assert found.otherwise[ItemHandling] == (ItemHandling.OWNER_ONLY, ItemHandling.INTERCEPT)
    assert Ownership not in found.otherwise
    assert Role.POLICE_OFFENDER_MANAGER in found.otherwise[Role]
    for standing in Standing:
        turned = holds(decided, replace(CHAIR, cell=cell(standing))) is not found.holds
        assert turned is (standing in found.otherwise[Standing])


def test_what_is_denied_names_what_allows_it_and_what_denies_it() -> None:
    found = why(READING, replace(CHAIR, cell=cell(Standing.CONVENED, Handling.TERRORISM)))
    assert not found.holds
    assert [rule.id for rule in found.denied_by] == ["common.terrorism-needs-clearance"]
    assert found.otherwise[Clearance] == (Clearance.TERRORISM,)
    assert "Denied by common.terrorism-needs-clearance (common.polar, line " in as_text(found)


def test_an_explanation_is_what_the_engine_decides() -> None:
    permit = law().permit(kind(Role.SENIOR_PROBATION_OFFICER), Purpose.MANAGE_RISK)
    asking = replace(
        CHAIR, roles=frozenset({Role.SENIOR_PROBATION_OFFICER}), agency=Agency.PROBATION, purpose=Purpose.MANAGE_RISK
    )
    for place, what in product(list(every_cell())[::7], DataClass):
        found, (granted, withheld) = why(READING, replace(asking, what=what, cell=place)), rules_of(permit, what, place)
        assert found.holds is (place in permit.shown(what))
        assert {rule.id for rule in found.allowed_by} == granted
        assert {rule.id for rule in found.denied_by} == withheld


def test_the_roles_of_one_principal_count_together() -> None:
    both = replace(CHAIR, roles=frozenset({Role.CHAIR, Role.SYSTEM_ADMINISTRATOR}))
    found = why(READING, both)
    assert not found.holds
    assert [rule.id for rule in found.denied_by] == ["common.system-administrators-see-no-case"]


def test_a_purpose_that_is_not_open_is_said_and_so_are_those_that_would_do() -> None:
    found = why(READING, replace(CHAIR, purpose=Purpose.VERIFY_LAWFULNESS))
    assert (found.purpose_open, found.allowed_by) == (False, ())
    assert found.otherwise[Purpose] == (Purpose.MANAGE_RISK, Purpose.PREPARE_MEETING)
    assert "The purpose to verify that processing was lawful is open to none of the roles." in as_text(found)


def test_where_the_law_is_silent_that_is_said() -> None:
    text = as_text(why(READING, replace(CHAIR, what=DataClass.VICTIM_ADDRESS)))
    assert text.startswith(
        "Chairs of the probation service, convened to a meeting on the case, without clearance, do not see where a "
        "victim is to prepare a meeting in ordinary cases and of open items of other agencies and bodies."
    )
    assert "No rule allows it there, and what no rule allows is not so." in text


def test_what_nothing_single_would_change_is_said() -> None:
    hopeless = Asking(
        frozenset({Role.LAY_ADVISER}),
        Agency.OVERSIGHT,
        Clearance.NONE,
        Purpose.VERIFY_LAWFULNESS,
        DataClass.INTELLIGENCE,
        cell(Standing.NONE, item=ItemHandling.INTERCEPT),
    )
    assert as_text(why(READING, hopeless)).endswith("No single fact would change it.")


def test_an_act_is_explained_as_a_class_is() -> None:
    asking = replace(
        CHAIR,
        roles=frozenset({Role.COMMUNITY_OFFENDER_MANAGER}),
        what=Act.START_REFERRAL,
        cell=cell(Standing.ASSIGNED),
    )
    text = as_text(why(READING, asking))
    assert text.startswith("Community offender managers of the probation service, assigned to the case,")
    assert " may start referral to prepare a meeting" in text
    assert "Allowed by referral.managers-refer-their-cases (referral.polar" in text


def test_what_others_own_rests_on_an_agreement_and_without_one_it_stays_with_its_owner() -> None:
    decided = as_read(READING)
    assert footing(decided, CHAIR) is Footing.AGREED
    assert "It rests on an information-sharing agreement in force, as the responsible authority" in as_text(
        why(READING, CHAIR)
    )
    alone = why(READING, replace(CHAIR, basis=None))
    assert (alone.holds, alone.footing) == (False, Footing.NO_AGREEMENT)
    assert alone.otherwise[Basis] == (Basis.RESPONSIBLE_AUTHORITY,)
    assert alone.otherwise[Ownership] == (Ownership.OWN,)
    assert "stays with its owner" in as_text(alone)
    wrong = why(READING, replace(CHAIR, basis=Basis.ASSOCIATE))
    assert (wrong.holds, wrong.footing) == (False, Footing.NOT_THEIRS)
    assert footing(decided, replace(CHAIR, basis=None, what=Act.DECIDE_LEVEL)) is Footing.NOT_NEEDED
    assert footing(decided, replace(CHAIR, basis=None, what=DataClass.AGGREGATE)) is Footing.NOT_NEEDED
