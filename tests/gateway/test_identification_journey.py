"""From an agency's notice to an active case, over HTTP: what each is told, and what nobody is who is not to know."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from typing import Any
from uuid import UUID

import pytest

from tests.gateway.acting import CASE, document, done, key, met, order
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import SOURCE, person_id

NOTIFY = document("notifyIdentification", "identificationNotice", "status answerBy category personName")
WITHDRAW = document("withdrawIdentification", "identificationNotice", "status")
REFUSE = document("refuseIdentification", "identificationNotice", "status answer")
CONFIRM = document(
    "confirmIdentification",
    "identificationNotice",
    "status found foundVerdict case { id version reference category level status areaNumber leadAgency }"
    " steps { act toState }",
)
START = document("startManagement", "case", "status")
CATEGORY = document("confirmCategory", "case", "category categoryHistory { category validUntil reason }")
NOTICES = """{ identificationNotices { nodes { id version status personName answer
    identified { verdict category reason ruleCode } } } }"""
AREA = 7
NOBODY_YET = UUID(int=0xB050)

HELD = (
    (
        "insert into person.person (id, family_name, given_names, gender, {columns}) values "
        "('{person}', 'Fenner', 'Ash', 'MALE', {values})"
    ),
    (
        "insert into person.identifier (id, person_id, kind, canonical, raw, status, {columns}) values "
        "(gen_random_uuid(), '{person}', 'CRN', 'X123456', 'X123456', 'CURRENT', {values})"
    ),
    (
        "insert into coordination.identification (id, person_id, verdict, category, limb, reason, rule_code, "
        "rule_source, holds_from, assessed_on) values (gen_random_uuid(), '{person}', 'QUALIFIES', 'CATEGORY_2', "
        "'QUALIFYING_SENTENCE', 'Wounding: imprisonment.', 'category-2', 'CJA 2003 s.327(3)', '2025-03-01', "
        "'2026-01-01')"
    ),
    (
        "insert into coordination.identified_person (id, person_id, area_id, verdict, category, reason, rule_code, "
        "holds_from, assessed_on) values (gen_random_uuid(), '{person}', 7, 'QUALIFIES', 'CATEGORY_2', "
        "'Wounding: imprisonment.', 'category-2', '2025-03-01', '2026-01-01')"
    ),
    (
        "insert into person.identifier (id, person_id, kind, canonical, raw, status, {columns}) values "
        "(gen_random_uuid(), '{known}', 'CRN', 'X654321', 'X654321', 'CURRENT', {values})"
    ),
)


@pytest.fixture(scope="module")
def held(served: Served) -> Served:
    """Somebody whom probation holds, who qualifies and has no case."""
    columns, values = ", ".join(SOURCE), ", ".join(f"'{value}'" for value in SOURCE.values())
    for row in HELD:
        served.database.execute(row.format(columns=columns, values=values, person=NOBODY_YET, known=person_id(1)))
    return served


def notifying(**given: Any) -> dict[str, Any]:
    usual = {
        "area": AREA,
        "identifier": "x123456",
        "personName": "Ash Fenner",
        "category": "CATEGORY_2",
        "leadAgency": "PROBATION",
        "reason": "Three years for wounding.",
    }
    return {"input": {"idempotencyKey": key(), **(usual | given)}}


def notices(served: Served, persona: str) -> Any:
    return served.ask(persona, NOTICES).data["identificationNotices"]["nodes"]


def waiting(served: Served) -> Any:
    """The notice that waits, as the co-ordinator sees it."""
    (only,) = [each for each in notices(served, "coordinator") if each["status"] == "NOTIFIED"]
    return only


def answer(served: Served, mutation: str, **given: Any) -> Answer:
    return served.ask("coordinator", mutation, order(waiting(served), **given))


def confirming(**given: Any) -> dict[str, Any]:
    return {"category": "CATEGORY_2", "leadAgency": "PROBATION", "reason": "The sentence qualifies."} | given


def test_a_notice_answers_alike_for_who_has_a_case_who_is_held_and_who_is_not(held: Served) -> None:
    told = []
    for identifier in ("X654321", "x123456", "Z999999"):
        made = done(held.ask("probation", NOTIFY, notifying(identifier=identifier, personName="Somebody")))
        told.append({name: value for name, value in made.items() if name != "id"})
        seen = [each for each in notices(held, "probation") if each["status"] == "NOTIFIED"]
        assert [each["identified"] for each in seen] == [[]], "the rules' finding is the co-ordination unit's to see"
        assert notices(held, "police") == [], "another agency's notice is not theirs"
        done(held.ask("probation", WITHDRAW, order(seen[0], reason="Made to see what comes back.")))
    assert told[0] == told[1] == told[2]


def test_who_has_a_case_and_who_is_not_held_is_not_given_one(held: Served) -> None:
    for identifier, problem in (("X654321", ("id", "NOT_NOW")), ("Z999999", ("id", "NOT_YET"))):
        done(held.ask("prison", NOTIFY, notifying(identifier=identifier)))
        given = confirming(otherwiseBecause="The court's letter is here.")
        assert met(answer(held, CONFIRM, **given)) == problem
        refused = done(answer(held, REFUSE, reason="Not to be opened."))
        assert (refused["status"], refused["answer"]) == ("REFUSED", "Not to be opened.")


def test_a_person_confirms_what_the_rules_find_and_a_case_is_opened(held: Served) -> None:
    done(held.ask("probation", NOTIFY, notifying()))
    (found,) = waiting(held)["identified"]
    assert found == {
        "verdict": "QUALIFIES",
        "category": "CATEGORY_2",
        "reason": "Wounding: imprisonment.",
        "ruleCode": "category-2",
    }
    for persona in ("probation", "chair", "housing"):
        given = order(waiting(held), **confirming())
        assert held.ask(persona, CONFIRM, given).code == "NOT_PERMITTED"
    assert met(answer(held, CONFIRM, **confirming(category="CATEGORY_1"))) == ("otherwiseBecause", "MISSING")
    confirmed = done(answer(held, CONFIRM, **confirming()))
    assert (confirmed["status"], confirmed["foundVerdict"]) == ("CONFIRMED", "QUALIFIES")
    assert [step["act"] for step in confirmed["steps"]] == ["NOTIFY_IDENTIFICATION", "CONFIRM_IDENTIFICATION"]
    case = confirmed["case"]
    assert {name: case[name] for name in ("category", "level", "status", "areaNumber", "leadAgency")} == {
        "category": "CATEGORY_2",
        "level": "TO_BE_DETERMINED",
        "status": "IDENTIFIED",
        "areaNumber": AREA,
        "leadAgency": "PROBATION",
    }
    assert held.ask("probation", CASE, {"reference": case["reference"]}).data["case"] is None, "not assigned to it yet"
    assert held.ask("coordinator", "{ identifiedPersons(holds: true) { nodes { verdict } } }").data[
        "identifiedPersons"
    ] == {"nodes": []}
    assert done(held.ask("coordinator", START, order(case)))["status"] == "ACTIVE"


def test_a_category_is_changed_by_a_person_and_never_to_3_below_level_2(held: Served) -> None:
    case = held.ask("coordinator", CASE, {"reference": "MAPPA-07-000010"}).data["case"]
    given = {"category": "CATEGORY_3", "reason": "The registration ended; the risk did not."}
    held.database.execute("update coordination.\"case\" set level = 'LEVEL_1' where reference = 'MAPPA-07-000010'")
    assert met(held.ask("coordinator", CATEGORY, order(case, **given))) == ("category", "NOT_YET")
    held.database.execute("update coordination.\"case\" set level = 'LEVEL_2' where reference = 'MAPPA-07-000010'")
    changed = done(held.ask("coordinator", CATEGORY, order(case, **given)))
    assert changed["category"] == "CATEGORY_3"
    assert [each["category"] for each in changed["categoryHistory"]] == ["CATEGORY_3"]
