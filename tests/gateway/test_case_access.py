"""Who has seen a case, for those who answer for it: agency, roles, purpose and day, and nobody by name."""
# ruff: noqa: S608 - the statements are made of our own keys

import pytest

from tests.gateway.acting import CASE, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, case_id, reference

SEEN = """query Seen($reference: String!) { case(reference: $reference) { reference level
    accesses(first: 50) { totalCount nodes { agency roles purpose seenOn } } } }"""


def seen(served: Served, persona: str, purpose: str = "VERIFY_LAWFULNESS", number: int = 1) -> list[tuple[str, str]]:
    """By whom and why a case was seen, as somebody is told."""
    served.until_sequenced()
    answer = served.ask(persona, SEEN, {"reference": reference(number)}, purpose=purpose)
    case = answer.data["case"]
    return [] if case is None else [(each["agency"], each["purpose"]) for each in case["accesses"]["nodes"]]


@pytest.fixture(scope="module", autouse=True)
def _looked_at(served: Served) -> None:
    """The police and a prison look at case 1; the co-ordinator at case 4, which is of limited access."""
    for persona in ("police", "prison", "prison"):
        assert the_case(served, persona)
    assert the_case(served, "coordinator", number=4)


@pytest.mark.parametrize("persona", ["coordinator", "police"])
def test_the_coordinator_and_the_managers_that_lead_are_told_once_for_a_day(served: Served, persona: str) -> None:
    told = seen(served, persona)
    assert {("police", "MANAGE_RISK"), ("prison", "MANAGE_RISK")} <= set(told)
    assert len(told) == len(set(told))


def offered(served: Served, persona: str) -> bool:
    """Whether somebody may state that they check who has seen a case."""
    (told,) = served.ask(persona, "{ viewer { purposes } }").data.values()
    stated = served.ask(persona, SEEN, {"reference": reference(1)}, purpose="VERIFY_LAWFULNESS")
    assert (stated.status == 200) is ("VERIFY_LAWFULNESS" in told["purposes"])
    return "VERIFY_LAWFULNESS" in told["purposes"]


def test_a_manager_whose_agency_leads_none_of_their_cases_may_not_state_that_they_check_it(served: Served) -> None:
    assert (offered(served, "police"), offered(served, "probation")) == (True, False)
    led = f"update coordination.\"case\" set lead_agency = '{{}}' where id = '{case_id(1)}'"
    with served.database.changed(led.format("PROBATION"), led.format("POLICE")):
        assert (offered(served, "police"), offered(served, "probation")) == (False, True)
        assert ("police", "MANAGE_RISK") in seen(served, "probation")
    assert offered(served, "police")


HIDDEN = {
    "a case of terrorism": (
        f"update coordination.\"case\" set handling = 2 where id = '{case_id(1)}'",
        f"update coordination.\"case\" set handling = 0 where id = '{case_id(1)}'",
    ),
    "a case of a conflict of interest": (
        (
            "insert into directory.conflict_of_interest (id, principal_id, case_id, nature, declared_at, status) values"
            f" (gen_random_uuid(), '{PERSONA_IDS['police']}', '{case_id(1)}', 'a neighbour', now(), 'DECLARED')"
        ),
        "delete from directory.conflict_of_interest",
    ),
}


@pytest.mark.parametrize(("hide", "show"), HIDDEN.values(), ids=HIDDEN)
def test_a_case_that_is_hidden_from_them_opens_it_to_nobody(served: Served, hide: str, show: str) -> None:
    with served.database.changed(hide, show):
        assert not offered(served, "police")


def test_it_is_told_for_no_other_purpose_and_nothing_else_is_told_for_this_one(served: Served) -> None:
    assert seen(served, "coordinator", purpose="COORDINATE_ARRANGEMENTS") == []
    case = served.ask("coordinator", SEEN, {"reference": reference(1)}, purpose="VERIFY_LAWFULNESS").data["case"]
    assert (case["reference"], case["level"]) == (reference(1), None)


def test_looking_is_on_record_as_reading_the_record_and_is_not_told_itself(served: Served) -> None:
    answer = served.ask("coordinator", SEEN, {"reference": reference(1)}, purpose="VERIFY_LAWFULNESS")
    assert served.entry(answer)["act"] == "CONSULT_ACCESS_RECORD"
    assert "VERIFY_LAWFULNESS" not in {purpose for _, purpose in seen(served, "coordinator")}


def test_of_a_case_that_is_hidden_nothing_is_told(served: Served) -> None:
    assert seen(served, "police", number=4) == []
    assert ("coordination", "COORDINATE_ARRANGEMENTS") in seen(served, "coordinator", number=4)


def test_what_an_intelligence_desk_saw_is_not_told(served: Served) -> None:
    role = f"update directory.principal_role set role = '{{}}' where principal_id = '{PERSONA_IDS['police']}'"
    with served.database.changed(role.format("police_intelligence"), role.format("police_offender_manager")):
        answer = served.ask("police", CASE, {"reference": reference(1)})
        assert served.entry(answer)["roles"] == ["POLICE_INTELLIGENCE"]
    served.until_sequenced()
    told = served.database.execute("select distinct unnest(roles) as role from coordination.case_access")
    assert "POLICE_INTELLIGENCE" not in {each["role"] for each in told} != set()
