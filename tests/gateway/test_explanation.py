"""``why``, served: everybody about themselves, those who answer for the law about others, and nobody about a record."""
# ruff: noqa: ANN401 - answers are of any shape

from typing import Any

from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS

OWN = """query Why($what: DataClass!, $standing: Standing!, $item: ItemHandling!) {
    why(dataClass: $what, where: {standing: $standing, item: $item}) { holds answer purposeOpen footing agreements
        allowedBy { id text source file line } deniedBy { id } otherwise } }"""
OTHERS = """query Why($about: WhyAbout!) {
    why(act: TAKE_EMERGENCY_ACCESS, where: {standing: AREA}, about: $about) {
        holds allowedBy { id } agreements policyVersion } }"""
POLICE = {"roles": ["POLICE_OFFENDER_MANAGER"], "agency": "POLICE", "purpose": "MANAGE_RISK"}


def own(served: Served, persona: str, what: str, standing: str = "ASSIGNED", item: str = "OPEN") -> Any:
    answer = served.ask(persona, OWN, {"what": what, "standing": standing, "item": item}, purpose="MANAGE_RISK")
    return answer.data["why"]


def test_a_caller_is_told_the_rule_its_words_its_source_and_the_agreement_that_it_rests_on(served: Served) -> None:
    found = own(served, "police", "HEALTH")
    assert (found["holds"], found["purposeOpen"], found["footing"]) == (True, True, "AGREED")
    assert found["agreements"]
    (rule,) = found["allowedBy"]
    assert (rule["id"], rule["file"]) == ("police.managers-see-their-cases", "police.polar")
    assert rule["source"].startswith("Matrix, police offender manager")
    assert found["answer"].startswith("Police offender managers of the police, assigned to the case")
    assert any("with no part in the case" in fact for fact in found["otherwise"])


def test_what_is_withheld_names_what_withholds_it_and_changes_with_what_is_asked(served: Served) -> None:
    found = own(served, "police", "HEALTH", item="INTERCEPT")
    assert (found["holds"], found["allowedBy"]) == (False, [])
    assert {"id": "common.intercept-is-never-shown"} in found["deniedBy"]
    assert own(served, "police", "HEALTH")["holds"]


def test_those_who_answer_for_the_law_ask_about_others(served: Served) -> None:
    made = f"""insert into directory.principal_role (id, principal_id, role, valid_from)
        values (gen_random_uuid(), '{PERSONA_IDS["admin"]}', 'policy_officer', '2020-01-01')"""  # noqa: S608 - our own
    back = "delete from directory.principal_role where role = 'policy_officer'"
    with served.database.changed(made, back):
        for persona, purpose in (("auditor", "VERIFY_LAWFULNESS"), ("admin", "ADMINISTER_PLATFORM")):
            found = served.ask(persona, OTHERS, {"about": POLICE}, purpose=purpose).data["why"]
            assert (found["holds"], found["allowedBy"]) == (True, [{"id": "emergency.managers-take-access"}])
            assert found["agreements"] == []
            assert found["policyVersion"] == served.door.law.current.version


def test_to_everybody_else_it_is_null_about_others(served: Served) -> None:
    for persona in ("police", "coordinator", "chair"):
        assert served.ask(persona, OTHERS, {"about": POLICE}).data == {"why": None}


def test_it_is_asked_of_one_thing(served: Served) -> None:
    answer = served.ask("police", "{ why { holds } }")
    assert answer.status == 400
    assert b"give dataClass, or act" in answer.body
