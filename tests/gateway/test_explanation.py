"""``why``, served: everybody about themselves, those who answer for the law about others, and nobody about a record."""
# ruff: noqa: ANN401 - answers are of any shape

from typing import Any

from gateway.command.explained import Words, why
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, case_id

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
    for persona, purpose in (("auditor", "VERIFY_LAWFULNESS"), ("policy", "ADMINISTER_PLATFORM")):
        found = served.ask(persona, OTHERS, {"about": POLICE}, purpose=purpose).data["why"]
        assert (found["holds"], found["allowedBy"]) == (True, [{"id": "emergency.managers-take-access"}])
        assert found["agreements"] == []
        assert found["policyVersion"] == served.door.law.current.version


def test_to_everybody_else_it_is_null_about_others_to_the_byte_whoever_they_ask_about(served: Served) -> None:
    others = (POLICE, {"roles": ["CHAIR"], "agency": "PROBATION", "purpose": "PREPARE_MEETING"})
    for persona in ("police", "coordinator", "chair", "housing", "smb"):
        bodies = {served.ask(persona, OTHERS, {"about": each}).body for each in others}
        assert bodies == {b'{"data":{"why":null}}'}


def test_it_says_the_same_to_the_byte_whether_there_is_such_a_record_for_the_caller_or_not(served: Served) -> None:
    """It is asked of a place of the law: what is withheld from them, and whether it is there, it cannot tell."""
    exclude = f"""insert into directory.conflict_of_interest (id, principal_id, case_id, nature, declared_at, status)
        values (gen_random_uuid(), '{PERSONA_IDS["police"]}', '{case_id(1)}', 'A neighbour.', now(), 'DECLARED')"""  # noqa: S608 - our own
    asked = {"what": "HEALTH", "standing": "ASSIGNED", "item": "OPEN"}
    before = served.ask("police", OWN, asked, purpose="MANAGE_RISK").body
    with served.database.changed(exclude, "delete from directory.conflict_of_interest"):
        assert served.ask("police", OWN, asked, purpose="MANAGE_RISK").body == before


def test_the_command_line_says_the_sentence_that_the_door_says(served: Served) -> None:
    typed = Words("police_offender_manager/police", "manage_risk", "health", "assigned/ordinary/open/other")
    assert own(served, "police", "HEALTH")["answer"] in why(typed)


def test_it_is_asked_of_one_thing(served: Served) -> None:
    answer = served.ask("police", "{ why { holds } }")
    assert answer.status == 400
    assert b"give dataClass, or act" in answer.body
