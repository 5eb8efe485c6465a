"""Who may do what: the law held to matrices that say what was meant, row by row, apart from the rules.

Each journey has its matrix in ``tests/policies/acts``: an act, a role in its agency, the standings in which it is done
in an ordinary case, without clearance, over all purposes, and whether by anybody or by the owner of the record alone.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from policies.decided import Key
from policies.engine import FAILED, Law
from policies.lint import check
from policies.places import places, where
from policies.reading import id_of
from policies.sources import DIRECTORY, read
from policies.vocabulary import (
    ENTRUSTED_ACTS,
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
from tests.policies.laws import cell, decided, kind, kind_of, law, with_file

# No handling of a case bars them.
ON_NO_CASE = {
    Act.EXPORT_ACCESS_RECORD,
    Act.TAKE_UP_DETECTION,
    Act.CLOSE_DETECTION,
    Act.PLACE_RECORD_HOLD,
    Act.ASK_TO_LIFT_RECORD_HOLD,
    Act.LIFT_RECORD_HOLD,
    Act.PROPOSE_RETENTION_RULE,
    Act.AGREE_RETENTION_RULE,
    Act.REFUSE_RETENTION_RULE,
    Act.NOTIFY_IDENTIFICATION,
    Act.WITHDRAW_IDENTIFICATION,
    Act.TAKE_EMERGENCY_ACCESS,  # its process holds the case against whoever is kept out of it
    Act.PROPOSE_AGREEMENT,
    Act.APPROVE_AGREEMENT,
    Act.REFUSE_AGREEMENT,
    Act.END_AGREEMENT,
    Act.REGISTER_PRINCIPAL,
    Act.SUSPEND_PRINCIPAL,
    Act.REINSTATE_PRINCIPAL,
    Act.PROPOSE_APPOINTMENT,
    Act.APPROVE_APPOINTMENT,
    Act.REFUSE_APPOINTMENT,
    Act.END_APPOINTMENT,
    Act.PROPOSE_CLEARANCE,
    Act.APPROVE_CLEARANCE,
    Act.REFUSE_CLEARANCE,
    Act.END_CLEARANCE,
    Act.DRAW_AUDIT_SAMPLE,
    Act.CLOSE_AUDIT_SAMPLE,
}
Row = tuple[Act, Role, Agency, frozenset[Standing], str]


def rows() -> Iterator[Row]:
    for matrix in sorted((Path(__file__).parent / "acts").glob("*.txt")):
        for line in matrix.read_text("utf-8").splitlines()[1:]:
            act, role, agency, standings, owner = line.split()
            yield Act(act), Role(role), Agency(agency), frozenset(map(Standing, standings.split(","))), owner


def held(role: Role, agency: Agency, what: Act | DataClass) -> int:
    """Where it is done or shown, over all purposes."""
    found = 0
    for purpose in Purpose:
        found |= decided().holds(Key(role, agency, purpose, what))
    return found


USUAL = where(Handling.ORDINARY) & where(ItemHandling.OPEN) & where(Clearance.NONE)


def standings(places: int, ownership: Ownership) -> frozenset[Standing]:
    """In ordinary cases, of open items, without clearance."""
    return frozenset(each for each in Standing if places & where(each) & where(ownership) & USUAL)


@pytest.mark.parametrize("act", ENTRUSTED_ACTS)
def test_the_matrix_of_acts_holds(act: Act) -> None:
    meant = {(role, agency): (at, owner) for of, role, agency, at, owner in rows() if of is act}
    assert meant, f"{act} is in no matrix: say in tests/policies/acts who is meant to do it"
    for role, agency in product(Role, Agency):
        at, owner = meant.get((role, agency), (frozenset(), "any"))
        places = held(role, agency, act)
        assert standings(places, Ownership.OWN) == at, (role, agency)
        assert standings(places, Ownership.OTHER) == (at if owner == "any" else frozenset()), (role, agency)


def test_an_act_on_a_case_is_done_only_where_the_case_is_shown() -> None:
    on_a_case = {Act(word) for box in check(read(DIRECTORY)).boxes("on_a_case") for word in box[0]}
    for key in decided().lines():
        if key.what in on_a_case:
            # To whom a correction is told, their notice is there, whether or not the case is.
            told = key.what is Act.ACKNOWLEDGE_CORRECTION
            existing = decided().holds(key._replace(what=DataClass.CORRECTION if told else DataClass.EXISTENCE))
            shown = {(place.cell.standing, place.cell.handling, place.clearance) for place in places(existing)}
            done = places(decided().holds(key))
            assert {(place.cell.standing, place.cell.handling, place.clearance) for place in done} <= shown, key


def test_reading_is_no_act_of_a_mandate() -> None:
    mandate = law().mandate(kind(Role.AUDITOR), Purpose.VERIFY_LAWFULNESS)
    assert set(mandate.decisions) == set(ENTRUSTED_ACTS)
    assert mandate.done(Act.CONSULT) == frozenset()
    assert mandate.rules(Act.CONSULT, cell(Standing.ASSIGNED)) == frozenset()


def test_an_export_permit_shows_nothing_that_is_not_shown_and_nothing_where_nothing_is_exported() -> None:
    run, who = Purpose.COORDINATE_ARRANGEMENTS, kind(Role.MAPPA_COORDINATOR)
    permit, narrowed = law().permit(who, run), law().export_permit(who, run)
    assert narrowed is not None
    assert narrowed.exported
    assert not permit.exported
    taken = law().mandate(who, run).done(Act.EXPORT)
    assert narrowed.shown(DataClass.IDENTITY) == permit.shown(DataClass.IDENTITY) & taken != frozenset()
    assert narrowed.shown(DataClass.REFERENCE) == permit.shown(DataClass.REFERENCE)
    assert law().export_permit(who, Purpose.MANAGE_RISK) is None


def test_minutes_are_taken_out_of_ordinary_cases_alone_and_what_waits_for_the_chair_by_its_owner_alone() -> None:
    chair = law().export_permit(kind(Role.CHAIR), Purpose.PREPARE_MEETING, minutes=True)
    manager = law().export_permit(
        kind(Role.POLICE_OFFENDER_MANAGER, clearance=Clearance.TERRORISM), Purpose.MANAGE_RISK, minutes=True
    )
    assert chair is not None
    assert manager is not None
    for permit in (chair, manager):
        taken = permit.shown(DataClass.MINUTES)
        assert cell(Standing.CONVENED) in taken
        assert {each.handling for each in taken} == {Handling.ORDINARY}
        restricted = {each.ownership for each in taken if each.item is not ItemHandling.OPEN}
        assert restricted == {Ownership.OWN}
    assert law().export_permit(kind(Role.CHAIR), Purpose.PREPARE_MEETING) is None
    for role in (Role.INSPECTOR, Role.ASSOCIATE, Role.VICTIM_LIAISON_OFFICER):
        assert all(law().export_permit(kind(role), each, minutes=True) is None for each in Purpose)
    body = kind(Role.AGENCY_REPRESENTATIVE, agency=Agency.PARTNER)
    assert all(law().export_permit(body, each, minutes=True) is None for each in Purpose)


def test_terrorism_cases_are_acted_on_with_clearance_alone() -> None:
    for act in set(ENTRUSTED_ACTS) - ON_NO_CASE:
        for role, agency in product(Role, Agency):
            assert not held(role, agency, act) & where(Handling.TERRORISM) & where(Clearance.NONE)
    assert held(Role.CHAIR, Agency.POLICE, Act.DECIDE_LEVEL) & where(Handling.TERRORISM) & where(Clearance.TERRORISM)


def test_a_mandate_is_what_is_decided_for_its_kind() -> None:
    for role, agency in ((Role.CHAIR, Agency.PRISON), (Role.MAPPA_COORDINATOR, Agency.COORDINATION)):
        for purpose, act in product(Purpose, ENTRUSTED_ACTS):
            mandate = law().mandate(kind_of({role}, agency), purpose)
            cells = {place.cell for place in places(decided().holds(Key(role, agency, purpose, act)) & UNCLEARED)}
            assert mandate.done(act) == cells


UNCLEARED = where(Clearance.NONE)


def test_a_mandate_names_the_rules_that_decide() -> None:
    mandate = law().mandate(kind(Role.POLICE_OFFENDER_MANAGER), Purpose.MANAGE_RISK)
    allowed = mandate.rules(Act.START_REFERRAL, cell(Standing.ASSIGNED))
    assert allowed == {"referral.managers-refer-their-cases"}
    barred = mandate.rules(Act.START_REFERRAL, cell(Standing.EXCLUDED))
    assert barred == {"common.excluded-from-the-case"}


def test_an_evaluation_that_fails_bars_its_act_everywhere_and_is_not_kept() -> None:
    broken = Law(
        with_file("broken.polar", 'entrust("broken.x-y", role, _a, "start_referral", _s, _o) if role.nope = 1;')
    )
    who = kind(Role.POLICE_OFFENDER_MANAGER)
    mandate = broken.mandate(who, Purpose.MANAGE_RISK)
    assert mandate.done(Act.START_REFERRAL) == frozenset()
    assert mandate.rules(Act.START_REFERRAL, cell(Standing.ASSIGNED)) == {FAILED}
    assert len(broken.mandates) == 0
    sound = law().mandate(who, Purpose.MANAGE_RISK)
    assert law().mandate(who, Purpose.MANAGE_RISK) is sound


def test_every_rule_that_entrusts_lets_something_be_done() -> None:
    reached = {
        rule
        for key in decided().lines()
        for rule, at in decided().allowed[key].items()
        if at & decided().holds(key) and isinstance(key.what, Act)
    }
    assert reached == {id_of(rule) for rule in check(read(DIRECTORY)).named("entrust")}
