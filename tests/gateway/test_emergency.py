"""Emergency access, served: taken by somebody who sees nothing of the case, told to the unit, reviewed, and over."""

# ruff: noqa: ANN401 - answers are of any shape
from typing import Any

import pytest

from gateway.demonstration.personas import AREA, client_named
from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import GRAPHQL, Answer, Served
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


# -- signing in again


def as_of(served: Served, minutes: float | None, **body: Any) -> Answer:
    """Emergency access asked for by somebody who signed in so long ago; None: the token does not say when."""
    client = client_named("mappa-demonstration")
    assert client is not None
    at = served.clock.seconds()
    claims: dict[str, object] = {"sub": "persona:police", "client_id": client.client_id}
    said = {} if minutes is None else {"auth_time": int(at - 60 * minutes)}
    headers = {"authorization": f"Bearer {served.tokens._access(claims | said)}", "purpose-of-use": "MANAGE_RISK"}
    return served.post({"query": TAKE, "variables": taking(99), **body}, headers | {"accept": GRAPHQL})


@pytest.mark.parametrize(
    ("minutes", "why"),
    [(5.5, "You signed in too long ago"), (None, "Your token does not say when")],
    ids=["ago", "unsaid"],
)
def test_whoever_did_not_sign_in_just_now_is_told_how_to_and_it_is_on_record(
    served: Served, minutes: float | None, why: str
) -> None:
    answer = as_of(served, minutes)
    assert (answer.status, answer.code) == (401, "SIGN_IN_AGAIN")
    assert answer.error.startswith(why)
    assert "prompt=login, max_age=0" in answer.error
    assert 'error="insufficient_user_authentication"' in answer.headers["www-authenticate"]
    assert 'max_age="300"' in answer.headers["www-authenticate"]
    assert served.told(answer) == ("REFUSED", "sign_in")
    assert served.entry(answer)["act"] == "TAKE_EMERGENCY_ACCESS"


def test_whoever_signed_in_just_now_is_answered_about_the_case(served: Served) -> None:
    assert met(as_of(served, 4)) == ("reference", "NOT_FOUND")


def test_whoever_may_not_take_it_at_all_is_told_that_and_not_to_sign_in(served: Served) -> None:
    assert served.ask("auditor", TAKE, taking(2), purpose="SECURE_DATA").code == "NOT_PERMITTED"
