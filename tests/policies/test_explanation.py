from policies.explanation import explain
from policies.permit import Permit
from policies.vocabulary import DataClass, Handling, Purpose, Role, Standing
from tests.policies.laws import cell, kind, law

PERMIT = law().permit(kind(Role.CHAIR), Purpose.MANAGE_RISK)


def test_what_is_shown_names_the_rule_that_shows_it() -> None:
    explanation = explain(PERMIT, DataClass.HEALTH, cell(Standing.CONVENED))
    assert explanation.shown
    assert explanation.granted_by == {"coordination.chairs-see-the-cases-of-their-meetings"}
    assert explanation.withheld_by == frozenset()


def test_what_is_withheld_names_both_the_grant_and_what_overrides_it() -> None:
    explanation = explain(PERMIT, DataClass.HEALTH, cell(Standing.CONVENED, Handling.TERRORISM))
    assert not explanation.shown
    assert explanation.granted_by == {"coordination.chairs-see-the-cases-of-their-meetings"}
    assert explanation.withheld_by == {"common.terrorism-needs-clearance"}


def test_where_the_law_is_silent_no_rule_is_named_and_nothing_is_shown() -> None:
    explanation = explain(PERMIT, DataClass.HEALTH, cell(Standing.COORDINATING))
    assert not explanation.shown
    assert explanation.granted_by == explanation.withheld_by == frozenset()


def test_a_data_class_that_is_not_in_the_permit_is_not_shown() -> None:
    empty = Permit(PERMIT.kind, PERMIT.purpose, PERMIT.policy_version, {}, {})
    assert not explain(empty, DataClass.HEALTH, cell(Standing.CONVENED)).shown
