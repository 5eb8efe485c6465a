"""Emergency access, served: taken by somebody who sees nothing of the case, told to the unit, reviewed, and over."""

# ruff: noqa: ANN401 - answers are of any shape
from typing import Any

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

SEEN = """query Seen($reference: String!) { case(reference: $reference) {
    level person { familyName } victims { nodes { victimAddress } } emergencyAccesses { nodes { agency } } } }"""
TAKE = document("takeEmergencyAccess", "emergencyAccess", "status takenByName endsAt case { reference }")
ACKNOWLEDGE = document("acknowledgeEmergencyAccess", "emergencyAccess", "status acknowledgedByName")
REVIEW = document("reviewEmergencyAccess", "emergencyAccess", "status outcome reviewNote")
QUEUE = "{ emergencyAccesses(status: TAKEN) { nodes { id version reason takenByName case { reference } } } }"
REASON = "He is at the school gate now, and no manager answers the telephone."


def taking(number: int, area: int = AREA, reason: str = REASON) -> Any:
    return {"input": {"area": area, "reference": reference(number), "reason": reason, "idempotencyKey": key()}}


def seen(served: Served, persona: str, number: int) -> Any:
    return served.ask(persona, SEEN, {"reference": reference(number)}).data["case"]


def test_from_taking_it_to_its_review(served: Served) -> None:
    assert seen(served, "police", 2) is None
    answer = served.ask("police", TAKE, taking(2), purpose="MANAGE_RISK")
    made = done(answer)
    assert (made["status"], made["takenByName"], made["case"]) == (
        "TAKEN",
        "Rowan Tarrant",
        {"reference": reference(2)},
    )
    entry = served.entry(answer)
    assert (entry["act"], entry["outcome"]) == ("TAKE_EMERGENCY_ACCESS", "GRANTED")
    assert "emergency/ordinary" in entry["subjects"]
    shown = seen(served, "police", 2)
    assert shown["person"] == {"familyName": "Family2"}
    assert shown["emergencyAccesses"] == {"nodes": [{"agency": "police"}]}
    (waiting,) = served.ask("coordinator", QUEUE).data["emergencyAccesses"]["nodes"]
    assert (waiting["reason"], waiting["takenByName"]) == (REASON, "Rowan Tarrant")
    told = done(served.ask("coordinator", ACKNOWLEDGE, order(waiting), purpose="COORDINATE_ARRANGEMENTS"))
    assert told["status"] == "ACKNOWLEDGED"
    found = {"outcome": "NOT_JUSTIFIED", "note": "The school knows nothing of it."}
    over = done(served.ask("coordinator", REVIEW, order(told, **found), purpose="COORDINATE_ARRANGEMENTS"))
    assert (over["status"], over["outcome"], over["reviewNote"]) == ("REVIEWED", "NOT_JUSTIFIED", found["note"])
    assert seen(served, "police", 2) is None


def test_a_case_that_is_kept_from_them_is_told_of_as_one_that_is_not(served: Served) -> None:
    answers = [served.ask("police", TAKE, taking(number)) for number in (4, 5, 99, 3)]
    assert {met(answer) for answer in answers} == {("reference", "NOT_FOUND")}
    assert len({answer.body for answer in answers}) == 1


def test_those_on_a_case_and_those_who_may_not_are_refused(served: Served) -> None:
    assert met(served.ask("police", TAKE, taking(1))) == ("reference", "NOT_NOW")
    assert served.ask("housing", TAKE, taking(2), purpose="MANAGE_RISK").code == "NOT_PERMITTED"
