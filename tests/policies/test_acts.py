"""Who may do what: the law held to matrices that say what was meant, row by row, apart from the rules.

Each journey has its matrix in ``tests/policies/acts``: an act, a role in its agency, the standings in which it is done
in an ordinary case, without clearance, over all purposes, and whether by anybody or by the owner of the record alone.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

from policies.engine import DIRECTORY, FAILED, Law, read
from policies.lint import check
from policies.mandate import Mandate
from policies.permit import Cell, every_cell
from policies.principal import PrincipalClass
from policies.reading import Reading, id_of
from policies.vocabulary import (
    CHANGING_ACTS,
    Act,
    Agency,
    Clearance,
    DataClass,
    Handling,
    Ownership,
    Purpose,
    Role,
    Standing,
)
from tests.policies.laws import cell, kind, law, with_file

Row = tuple[Act, Role, Agency, frozenset[Standing], str]


def rows() -> Iterator[Row]:
    for matrix in sorted((Path(__file__).parent / "acts").glob("*.txt")):
        for line in matrix.read_text("utf-8").splitlines()[1:]:
            act, role, agency, standings, owner = line.split()
            yield Act(act), Role(role), Agency(agency), frozenset(map(Standing, standings.split(","))), owner


def kinds() -> list[PrincipalClass]:
    return [PrincipalClass(frozenset({r}), a, a.value, c) for r, a, c in product(Role, Agency, Clearance)]


def mandates(who: PrincipalClass) -> list[Mandate]:
    return [law().mandate(who, purpose) for purpose in Purpose]


def done(who: PrincipalClass, act: Act) -> frozenset[Cell]:
    return frozenset().union(*(mandate.done(act) for mandate in mandates(who)))


def standings(cells: Iterable[Cell], ownership: Ownership) -> frozenset[Standing]:
    return frozenset(s for s in Standing if cell(s, ownership=ownership) in cells)


@pytest.mark.parametrize("act", CHANGING_ACTS)
def test_the_matrix_of_acts_holds(act: Act) -> None:
    meant = {(role, agency): (where, owner) for of, role, agency, where, owner in rows() if of is act}
    assert meant, f"{act} is in no matrix: say in tests/policies/acts who is meant to do it"
    for role, agency in product(Role, Agency):
        where, owner = meant.get((role, agency), (frozenset(), "any"))
        cells = done(PrincipalClass(frozenset({role}), agency, agency.value), act)
        assert standings(cells, Ownership.OWN) == where, (role, agency)
        assert standings(cells, Ownership.OTHER) == (where if owner == "any" else frozenset()), (role, agency)


def test_an_act_is_done_only_where_the_case_is_shown() -> None:
    on_a_case = {Act(word) for box in check(read(DIRECTORY)).boxes("on_a_case") for word in box[0]}
    for who, purpose in product(kinds(), Purpose):
        existing = law().permit(who, purpose).shown(DataClass.EXISTENCE)
        places = {(place.standing, place.handling) for place in existing}
        for act in on_a_case:
            for place in law().mandate(who, purpose).done(act):
                assert (place.standing, place.handling) in places, (who, purpose, act)


def test_a_purpose_that_is_not_open_lets_nothing_be_done() -> None:
    for who in kinds():
        for purpose in set(Purpose) - law().purposes(who):
            assert not any(law().mandate(who, purpose).done(act) for act in CHANGING_ACTS)


def test_reading_is_no_act_of_a_mandate() -> None:
    mandate = law().mandate(kind(Role.AUDITOR), Purpose.AUDIT_ACCESS)
    assert set(mandate.decisions) == set(CHANGING_ACTS)
    assert mandate.done(Act.CONSULT) == frozenset()
    assert mandate.rules(Act.CONSULT, cell(Standing.ASSIGNED)) == frozenset()


def test_terrorism_cases_are_acted_on_with_clearance_alone() -> None:
    for clearance in Clearance:
        handlings = {
            place.handling
            for place in done(kind(Role.POLICE_OFFENDER_MANAGER, clearance=clearance), Act.START_REFERRAL)
        }
        assert (Handling.TERRORISM in handlings) is (clearance is Clearance.TERRORISM)


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
    reached: set[str] = set()
    for who, purpose in product(kinds(), Purpose):
        for decision in law().mandate(who, purpose).decisions.values():
            reached |= {rule for place in decision.shown for rule in decision.granted_by[place]}
    assert reached == {id_of(rule) for rule in check(read(DIRECTORY)).named("entrust")}


def test_the_engine_and_a_second_reading_of_the_law_agree_on_every_act() -> None:
    reading = check(read(DIRECTORY))
    entrusted, barred = _entrusted(reading), _barred(reading)
    for who, purpose in product(kinds(), Purpose):
        (role,) = who.roles
        mandate = law().mandate(who, purpose)
        for act in CHANGING_ACTS:
            expected = entrusted.get((role, who.agency, purpose, act), set())
            denied = barred.get((role, who.clearance, act), set())
            assert mandate.done(act) == expected - denied


def _entrusted(reading: Reading) -> dict[tuple[str, ...], set[Cell]]:
    cells: dict[tuple[str, ...], set[Cell]] = {}
    for _, roles, agencies, purposes, acts, at, items, ownerships in reading.boxes("done"):
        places = _cells(at, frozenset(Handling), items, ownerships)
        for key in product(roles, agencies, purposes, acts):
            cells.setdefault(key, set()).update(places)
    return cells


def _barred(reading: Reading) -> dict[tuple[str, ...], set[Cell]]:
    cells: dict[tuple[str, ...], set[Cell]] = {}
    for _, roles, clearances, acts, *place in reading.boxes("barred"):
        places = _cells(*place)
        for key in product(roles, clearances, acts):
            cells.setdefault(key, set()).update(places)
    return cells


def _cells(
    at: frozenset[str], handlings: frozenset[str], items: frozenset[str], ownerships: frozenset[str]
) -> set[Cell]:
    return {
        place
        for place in every_cell()
        if place.standing in at
        and place.handling in handlings
        and place.item in items
        and place.ownership in ownerships
    }
