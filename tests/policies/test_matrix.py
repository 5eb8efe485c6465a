"""The working matrix of who sees what, row by row: an independent statement of the law in force.

Built from published guidance; to be confirmed with a Strategic Management Board. Each row is a role in the agency and
the standing it usually has, in an ordinary case, without clearance, over all the purposes it may state.

    R    shown, whoever owns it
    own  shown where their own agency or body owns it
    C    the restricted part: shown to the chair, who decides on its release
    .    withheld (masked: null, exactly as if it were empty)
"""

from collections.abc import Mapping

import pytest

from policies.principal import PrincipalClass
from policies.vocabulary import Agency, DataClass, ItemHandling, Ownership, Role, Standing
from tests.policies.laws import CASE_CLASSES, cell, kind, law, shown

MATRIX = """
role                       agency       standing     who conviction dates level narrative plan victim third intelligence minutes restricted health log sealed
mappa_coordinator          coordination coordinating R   R          R     R     R         R    R      R     .            R       .          .      .      .
mappa_administrator        coordination coordinating R   R          R     R     R         R    .      .     .            R       .          .      .      .
chair                      probation    convened     R   R          R     R     R         R    R      R     R            R       C          R      .      .
agency_representative      police       convened     R   R          R     R     R         R    .      .     .            R       .          own    .      .
agency_representative      prison       convened     R   R          R     R     R         R    .      .     .            R       .          own    .      .
agency_representative      probation    convened     R   R          R     R     R         R    .      .     .            R       .          own    .      .
community_offender_manager probation    assigned     R   R          R     R     R         R    .      R     .            R       .          .      .      .
senior_probation_officer   probation    assigned     R   R          R     R     R         R    .      R     .            R       .          .      .      .
senior_probation_officer   probation    area         R   R          R     R     R         R    .      .     .            .       .          .      .      .
prison_offender_manager    prison       assigned     R   R          R     R     R         R    .      own   own          R       .          .      .      .
prison_security            prison       assigned     R   R          R     R     .         .    .      own   own          .       .          .      .      .
police_offender_manager    police       assigned     R   R          R     R     R         R    R      R     own          R       .          R      .      .
police_intelligence        police       assigned     R   R          R     R     .         .    .      .     own          .       .          .      .      .
victim_liaison_officer     probation    assigned     R   .          R     R     .         .    own    .     .            .       .          .      .      .
agency_representative      partner      convened     R   .          .     R     .         R    .      .     .            R       .          own    .      .
associate                  partner      convened     .   .          .     .     .         .    .      .     .            .       .          .      .      .
lay_adviser                oversight    area         .   .          .     .     .         .    .      .     .            .       .          .      .      .
smb_member                 oversight    area         .   .          .     .     .         .    .      .     .            .       .          .      .      .
auditor                    oversight    assigned     .   .          .     .     .         .    .      .     .            .       .          .      R      R
auditor                    police       assigned     .   .          .     .     .         .    .      .     .            .       .          .      R      R
auditor                    prison       assigned     .   .          .     .     .         .    .      .     .            .       .          .      R      R
auditor                    probation    assigned     .   .          .     .     .         .    .      .     .            .       .          .      R      R
auditor                    oversight    none         .   .          .     .     .         .    .      .     .            .       .          .      .      .
inspector                  oversight    assigned     .   .          .     .     .         .    .      .     .            .       .          .      R      .
inspector                  oversight    area         R   R          R     R     R         R    .      .     .            R       .          .      .      .
policy_officer             platform     none         .   .          .     .     .         .    .      .     .            .       .          .      .      .
system_administrator       platform     assigned     .   .          .     .     .         .    .      .     .            .       .          .      .      .
agency_system              probation    area         R   R          R     R     .         .    .      .     .            .       .          .      .      .
"""  # noqa: E501 - a matrix is read across
COLUMNS = {
    "who": (DataClass.EXISTENCE, DataClass.IDENTITY, DataClass.MANAGEMENT),
    "conviction": (DataClass.CONVICTION,),
    "dates": (DataClass.CUSTODY,),
    "level": (DataClass.RISK_LEVEL,),
    "narrative": (DataClass.RISK_NARRATIVE,),
    "plan": (DataClass.RISK_PLAN,),
    "victim": (DataClass.VICTIM,),
    "third": (DataClass.THIRD_PARTY,),
    "intelligence": (DataClass.INTELLIGENCE,),
    "minutes": (DataClass.MINUTES,),
    "restricted": (DataClass.MINUTES,),
    "health": (DataClass.HEALTH,),
    "log": (DataClass.ACCESS_RECORD,),
    "sealed": (DataClass.ACCESS_WITHHELD,),
}

# What the published matrix has no column for.
DETAILS = """
role                       agency       standing     address decision protection supervision licence orders where-victim meeting action disclosure contribution staff barred counts notices directory seen told tallied
mappa_coordinator          coordination coordinating R       R        R          R           R       R      .            R       R      R          R            R     R      R      R       .         R    .    .
mappa_administrator        coordination coordinating .       .        .          .           .       .      .            R       R      .          .            R     .      .      .       .         .    .    .
chair                      probation    convened     R       R        R          R           R       R      .            R       R      R          R            R     .      .      .       .         .    .    .
agency_representative      police       convened     R       R        R          R           R       R      .            R       R      R          .            R     .      .      .       .         .    .    .
community_offender_manager probation    assigned     R       R        R          R           R       R      .            R       R      R          R            R     R      .      .       .         own  R    .
senior_probation_officer   probation    assigned     R       R        R          R           R       R      .            R       R      R          R            R     R      .      .       .         own  R    .
senior_probation_officer   probation    area         .       R        .          R           R       R      .            R       R      .          .            R     R      R      own     .         .    .    .
prison_offender_manager    prison       assigned     R       R        R          R           R       R      .            R       R      R          R            R     .      .      .       .         .    R    .
prison_security            prison       assigned     .       own      R          .           .       R      .            R       R      .          .            R     .      .      .       .         .    R    .
police_offender_manager    police       assigned     R       R        R          R           R       R      R            R       R      R          R            R     .      .      .       .         own  R    .
police_intelligence        police       assigned     R       own      .          .           R       R      .            R       R      .          .            .     .      .      .       .         .    R    .
victim_liaison_officer     probation    assigned     .       .        .          .           R       .      own          R       R      .          .            R     .      .      .       .         .    R    .
agency_representative      partner      convened     .       own      .          .           .       .      .            R       R      own        own          R     .      .      .       .         .    .    .
associate                  partner      convened     .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       .         .    .    .
associate                  partner      assigned     .       .        .          .           .       .      .            .       .      R          .            .     .      .      .       .         .    R    .
lay_adviser                oversight    area         .       .        .          .           .       .      .            .       .      .          .            .     .      R      .       .         .    .    .
smb_member                 oversight    area         .       .        .          .           .       .      .            .       .      .          .            .     .      R      .       .         .    .    .
auditor                    oversight    assigned     .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       R         .    .    .
auditor                    oversight    none         .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       .         .    .    .
inspector                  oversight    assigned     .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       R         .    R    .
inspector                  oversight    area         .       R        .          R           .       .      .            R       R      R          .            .     .      .      .       .         .    .    .
policy_officer             platform     none         .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       R         .    .    R
system_administrator       platform     none         .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       R         .    .    .
agency_system              probation    area         .       .        .          R           R       R      .            .       .      .          .            .     .      .      .       .         .    .    .
chair                      probation    assigned     .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       .         .    R    .
agency_representative      partner      assigned     .       .        .          .           .       .      .            .       .      .          .            .     .      .      .       .         .    R    .
"""  # noqa: E501
DETAIL_COLUMNS = {
    "address": (DataClass.ADDRESS,),
    "decision": (DataClass.DECISION,),
    "protection": (DataClass.PUBLIC_PROTECTION,),
    "supervision": (DataClass.SUPERVISION,),
    "licence": (DataClass.LICENCE,),
    "orders": (DataClass.ORDERS,),
    "where-victim": (DataClass.VICTIM_ADDRESS,),
    "meeting": (DataClass.MEETING,),
    "action": (DataClass.ACTION,),
    "disclosure": (DataClass.DISCLOSURE,),
    "contribution": (DataClass.CONTRIBUTION,),
    "staff": (DataClass.PRACTITIONER,),
    "barred": (DataClass.ACCESS_LIMIT,),
    "counts": (DataClass.AGGREGATE,),
    "notices": (DataClass.NOTICE,),
    "directory": (DataClass.ADMINISTRATION,),
    "seen": (DataClass.CASE_ACCESS,),
    "told": (DataClass.CORRECTION,),
    "tallied": (DataClass.ACCESS_COUNT,),
}

# The standings in which a role is told that a case exists at all.
RUNGS = {
    Role.POLICE_OFFENDER_MANAGER: "emergency assigned convened",
    Role.POLICE_INTELLIGENCE: "assigned convened",
    Role.PRISON_OFFENDER_MANAGER: "emergency assigned convened",
    Role.PRISON_SECURITY: "assigned convened",
    Role.COMMUNITY_OFFENDER_MANAGER: "emergency assigned convened",
    Role.SENIOR_PROBATION_OFFICER: "emergency assigned convened coordinating area",
    Role.VICTIM_LIAISON_OFFICER: "assigned convened",
    Role.MAPPA_COORDINATOR: "emergency assigned convened coordinating",
    Role.MAPPA_ADMINISTRATOR: "assigned convened coordinating",
    Role.CHAIR: "convened",
    Role.AGENCY_REPRESENTATIVE: "convened",
    Role.INSPECTOR: "area",
    Role.ASSOCIATE: "assigned",
    Role.AGENCY_SYSTEM: "area",
}


def cases(matrix: str, columns: Mapping[str, tuple[DataClass, ...]]) -> list[tuple[PrincipalClass, Standing, str, str]]:
    heading, *rows = matrix.strip().splitlines()
    assert heading.split()[3:] == list(columns)
    return [
        (kind(Role(role), agency=Agency(agency)), Standing(standing), column, expected)
        for role, agency, standing, *marks in map(str.split, rows)
        for column, expected in zip(columns, marks, strict=True)
    ]


def mark(who: PrincipalClass, standing: Standing, data_class: DataClass, *, restricted: bool) -> str:
    places = shown(who, data_class)
    if restricted:
        return "C" if cell(standing, item=ItemHandling.CHAIR_RELEASE) in places else "."
    seen = [ownership for ownership in Ownership if cell(standing, ownership=ownership) in places]
    return {0: ".", 1: str(*seen) if len(seen) == 1 else "", 2: "R"}[len(seen)]


def named(case: object) -> str | None:
    return "-".join(sorted(case.roles)) + f"-{case.agency}" if isinstance(case, PrincipalClass) else None


@pytest.mark.parametrize(("who", "standing", "column", "expected"), cases(MATRIX, COLUMNS), ids=named)
def test_the_matrix_holds(who: PrincipalClass, standing: Standing, column: str, expected: str) -> None:
    marks = {mark(who, standing, data_class, restricted=column == "restricted") for data_class in COLUMNS[column]}
    assert marks == {expected}


@pytest.mark.parametrize(("who", "standing", "column", "expected"), cases(DETAILS, DETAIL_COLUMNS), ids=named)
def test_the_rest_of_the_matrix_holds(who: PrincipalClass, standing: Standing, column: str, expected: str) -> None:
    assert {mark(who, standing, data_class, restricted=False) for data_class in DETAIL_COLUMNS[column]} == {expected}


@pytest.mark.parametrize("role", Role)
def test_a_case_exists_for_a_role_in_its_standings_only(role: Role) -> None:
    standings = {place.standing for place in shown(kind(role), DataClass.EXISTENCE)}
    assert standings == {Standing(word) for word in RUNGS.get(role, "").split()}


@pytest.mark.parametrize("role", Role)
def test_code_lists_are_shown_to_everybody_who_may_ask(role: Role) -> None:
    places = shown(kind(role), DataClass.REFERENCE)
    assert {place.standing for place in places} == set(Standing) - {Standing.EXCLUDED}


@pytest.mark.parametrize("role", Role)
def test_whoever_has_no_part_in_a_case_sees_nothing_of_it(role: Role) -> None:
    for data_class in CASE_CLASSES:
        assert not any(place.standing is Standing.NONE for place in shown(kind(role), data_class))


def test_every_data_class_has_its_column() -> None:
    columns = {data_class for column in (COLUMNS | DETAIL_COLUMNS).values() for data_class in column}
    assert columns == set(DataClass) - {DataClass.REFERENCE}


def test_every_role_has_its_row() -> None:
    rows = {Role(row.split()[0]) for row in MATRIX.strip().splitlines()[1:]}
    assert rows == set(Role)
    assert law().version
