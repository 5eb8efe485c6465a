"""Acting in one of several roles, served: with what was opened in that role alone, and that role is on record."""
# ruff: noqa: S608, ANN401 - the statements are made of our own keys; a body is of any shape

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.served import GRAPHQL, Answer, Served
from tests.gateway.small_caseload import ELSEWHERE, PERSONA_IDS, reference

WHO = "probation"  # a community offender manager in one area, and here a senior officer in another, and an auditor
VIEWER = "query Who { viewer { roles rolesHeld purposes dataClassesShown } }"
CASES = "query Cases($first: Int!) { cases(first: $first) { nodes { reference } } }"


def appointed(role: str, key: int) -> str:
    whose = f"'00000000-0000-0000-0000-00000000000{key}', '{PERSONA_IDS[WHO]}'"
    columns = "id, principal_id, role, valid_from"
    return f"insert into directory.principal_role ({columns}) values ({whose}, '{role}', '2020-01-01');"


DO = f"""
{appointed("senior_probation_officer", 1)}
{appointed("auditor", 2)}
insert into directory.principal_area (id, principal_id, area_id, relation, valid_from) values
    ('00000000-0000-0000-0000-000000000001', '{PERSONA_IDS[WHO]}', {ELSEWHERE}, 'WORKS_IN', '2020-01-01');
insert into directory.audit_appointment (id, principal_id, role, reach, decided_by, reason, valid_from) values
    ('00000000-0000-0000-0000-000000000002', '{PERSONA_IDS[WHO]}', 'auditor', 'NATIONAL', 'a board', 'audit',
     '2020-01-01')
"""
UNDO = """
delete from directory.principal_area where id = '00000000-0000-0000-0000-000000000001';
delete from directory.audit_appointment where id = '00000000-0000-0000-0000-000000000002';
delete from directory.principal_role where id in
    ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002')
"""


@pytest.fixture
def several(served: Served) -> Iterator[None]:
    """Somebody of three roles."""
    with served.database.changed(DO, UNDO):
        yield


def asked(served: Served, role: str | None, text: str = VIEWER, purpose: str = "MANAGE_RISK", **body: Any) -> Answer:
    return again(served, dict(served.headers(WHO, purpose, accept=GRAPHQL)), role, text, **body)


def again(served: Served, headers: dict[str, str], role: str | None, text: str = CASES, **body: Any) -> Answer:
    """The same with a token that was sent before."""
    acting = {} if role is None else {"acting-role": role}
    variables = {"first": 50} if text == CASES else {}
    return served.post({"query": text, "variables": variables, **body}, headers | acting)


def references(answer: Answer) -> set[str]:
    return {each["reference"] for each in answer.data["cases"]["nodes"]}


@pytest.mark.usefixtures("several")
def test_each_role_opens_what_is_its_own_and_the_entry_says_which_it_was(served: Served) -> None:
    senior = asked(served, "SENIOR_PROBATION_OFFICER")
    assert senior.data["viewer"]["roles"] == ["SENIOR_PROBATION_OFFICER"]
    assert senior.data["viewer"]["rolesHeld"] == ["AUDITOR", "COMMUNITY_OFFENDER_MANAGER", "SENIOR_PROBATION_OFFICER"]
    assert served.entry(senior)["roles"] == ["SENIOR_PROBATION_OFFICER"]
    assert "ACCESS_RECORD" not in senior.data["viewer"]["dataClassesShown"]


@pytest.mark.usefixtures("several")
def test_an_area_that_was_opened_in_another_role_is_put_aside_with_it(served: Served) -> None:
    elsewhere = reference(3)
    assert elsewhere in references(asked(served, "SENIOR_PROBATION_OFFICER", CASES))
    mine = asked(served, "COMMUNITY_OFFENDER_MANAGER", CASES)
    assert references(mine) == {reference(1)}
    assert served.entry(mine)["roles"] == ["COMMUNITY_OFFENDER_MANAGER"]


@pytest.mark.usefixtures("several")
def test_a_purpose_of_another_role_is_not_open_and_the_answer_names_the_roles(served: Served) -> None:
    refused = asked(served, "COMMUNITY_OFFENDER_MANAGER", purpose="MONITOR_CONDUCT")
    assert refused.code == "PURPOSE_REQUIRED"
    assert "MONITOR_CONDUCT" not in refused.error
    (said,) = refused.json["errors"]
    assert said["extensions"]["roles"] == ["COMMUNITY_OFFENDER_MANAGER", "SENIOR_PROBATION_OFFICER", "AUDITOR"]
    assert asked(served, "AUDITOR", purpose="MONITOR_CONDUCT").status == 200


@pytest.mark.usefixtures("several")
def test_what_goes_the_prompt_way_is_answered_in_the_role_of_each_request(served: Served) -> None:
    taken, headers = served.door.prompt.taken, dict(served.headers(WHO, "MANAGE_RISK", accept=GRAPHQL))
    for _ in range(3):
        assert references(again(served, headers, "COMMUNITY_OFFENDER_MANAGER")) == {reference(1)}
        assert reference(3) in references(again(served, headers, "SENIOR_PROBATION_OFFICER"))
        everything = again(served, headers, None)
        assert references(everything) >= {reference(1), reference(3)}
        assert len(served.entry(everything)["roles"]) == 3
    assert served.door.prompt.taken >= taken + 3, "each in its role, at least once"


@pytest.mark.usefixtures("several")
def test_a_role_in_the_extensions_is_as_good(served: Served) -> None:
    answer = asked(served, None, extensions={"role": "AUDITOR"}, purpose="MONITOR_CONDUCT")
    assert answer.data["viewer"]["roles"] == ["AUDITOR"]


@pytest.mark.parametrize("role", ["AUDITOR", "NO_SUCH_ROLE", ""])
def test_a_role_that_is_not_held_is_refused_with_those_that_are_and_on_record(served: Served, role: str) -> None:
    answer = asked(served, role)
    assert (answer.status, answer.code) == (400, "ROLE_NOT_HELD")
    assert answer.error.endswith("with one of: COMMUNITY_OFFENDER_MANAGER; or none, to act in all of them.")
    assert served.told(answer) == ("REFUSED", "role")


def test_a_role_that_ends_is_refused_at_the_very_next_request(served: Served) -> None:
    with served.database.changed(DO, UNDO):
        assert asked(served, "SENIOR_PROBATION_OFFICER", CASES).status == 200
    assert asked(served, "SENIOR_PROBATION_OFFICER", CASES).code == "ROLE_NOT_HELD"
    with served.database.changed(DO, UNDO):
        assert asked(served, "SENIOR_PROBATION_OFFICER", CASES).status == 200
