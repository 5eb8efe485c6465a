"""A referral from its draft to its screening, over HTTP, by everybody who has a part in it."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from datetime import timedelta
from typing import Any

import pytest

from agencies.coordination.vocabulary import RuleKind
from tests.gateway.acting import START, document, done, met, order, starting, the_case
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import PERSONA_IDS

COMPLETE = document(
    "completeReferralPart", "referral", "status partsRequired partsComplete complete parts { code body }"
)
SUBMIT = document("submitReferral", "referral", "status receivedOn screenBy")
SCREEN = document("screenReferral", "referral", "status screening { outcome rationale informationNeeded }")
REQUEST = document("requestInformation", "informationRequest", "askedOf dueOn status overdue reminderDue")
PROVIDE = document("provideInformation", "informationRequest", "status answer assertion")
DECLINE = document("declineInformation", "informationRequest", "status closedBecause")
REMIND = document("remindOfInformation", "informationRequest", "status reminders")
REACHES = """{ cases { totalCount } referrals { totalCount }
    informationRequests { nodes { id version acts status askedOf what case { reference } referral { reference }
        steps { act } } } }"""
CANCEL = document("cancelInformationRequest", "informationRequest", "status")
SEEN = "{ referrals { nodes { id version status daysWaiting screeningOverdue complete parts { code filled body } } } }"
ASKED = "query Asked($overdue: Boolean) { informationRequests(overdue: $overdue) { nodes { id version status } } }"
REQUIRED = ("CATEGORY", "PERSON", "CONVICTION", "DATES", "REASON", "RISK", "PLAN", "ADDED_VALUE")


def seen(served: Served, persona: str) -> Any:
    """The referral, as somebody sees it now."""
    (only,) = served.ask(persona, SEEN).data["referrals"]["nodes"]
    return only


def asked(served: Served, persona: str, *, overdue: bool | None = None) -> Any:
    return served.ask(persona, ASKED, {"overdue": overdue}).data["informationRequests"]["nodes"]


def act(served: Served, persona: str, mutation: str, **given: Any) -> Answer:
    return served.ask(persona, mutation, order(seen(served, persona), **given))


@pytest.fixture(scope="module")
def journey(served: Served) -> Served:
    """A referral that police and probation filled in together, submitted."""
    done(served.ask("probation", START, starting(the_case(served, "probation"))))
    for place, part in enumerate(REQUIRED):
        persona = ("probation", "police")[place % 2]
        referral = done(act(served, persona, COMPLETE, part=part, body=f"What {persona} knows."))
    assert referral["complete"] is True
    done(act(served, "probation", SUBMIT))
    return served


def test_the_form_shows_what_is_complete_and_what_is_not(journey: Served) -> None:
    filled = {part["code"]: part["filled"] for part in seen(journey, "probation")["parts"]}
    assert {code for code, is_filled in filled.items() if is_filled} == set(REQUIRED)


def test_a_part_is_shown_to_those_who_are_shown_what_it_holds(journey: Served) -> None:
    codes = {persona: {part["code"] for part in seen(journey, persona)["parts"]} for persona in ("police", "housing")}
    assert "VICTIMS" in codes["police"]
    assert "VICTIMS" not in codes["housing"]
    assert "CONVICTION" not in codes["housing"]


def test_only_the_co_ordination_unit_screens(journey: Served) -> None:
    for persona in ("police", "prison", "probation", "chair"):
        given = {"outcome": "ACCEPTED_LEVEL_2", "rationale": "It would add value."}
        answer = act(journey, persona, SCREEN, **given)
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


def test_time_since_the_referral_and_an_overdue_screening_follow_from_the_day(journey: Served) -> None:
    referral = seen(journey, "coordinator")
    assert (referral["daysWaiting"], referral["screeningOverdue"]) == (0, False)
    with journey.clock.forward(timedelta(days=6)):
        referral = seen(journey, "coordinator")
        assert (referral["daysWaiting"], referral["screeningOverdue"]) == (6, True)


def test_a_referral_waits_for_information_and_is_then_accepted(journey: Served) -> None:
    pending = {"outcome": "PENDING_INFORMATION", "rationale": "The address is not known."}
    assert met(act(journey, "coordinator", SCREEN, **pending)) == ("informationNeeded", "MISSING")
    screened = done(act(journey, "coordinator", SCREEN, **pending, informationNeeded="Who lives at the address."))
    assert screened["status"] == "PENDING_INFORMATION"
    request = done(act(journey, "coordinator", REQUEST, askedOf="housing", what="Who lives at the address?"))
    assert (request["askedOf"], request["status"], request["overdue"]) == ("housing", "REQUESTED", False)
    told = done(
        journey.ask("housing", PROVIDE, order(asked(journey, "housing")[0], answer="Nobody.", assertion="FACT"))
    )
    assert (told["status"], told["answer"], told["assertion"]) == ("PROVIDED", "Nobody.", "FACT")
    given = {"outcome": "ACCEPTED_LEVEL_2", "rationale": "Meetings would add value."}
    accepted = done(act(journey, "coordinator", SCREEN, **given))
    assert (accepted["status"], accepted["screening"]["outcome"]) == ("ACCEPTED", "ACCEPTED_LEVEL_2")
    case = journey.ask("coordinator", '{ case(reference: "MAPPA-07-000001") { level } }').data["case"]
    assert case["level"] == "LEVEL_2", "as it was: a screening sets no level"


def test_what_is_asked_of_one_agency_is_answered_by_no_other(journey: Served) -> None:
    journey.database.execute("update coordination.referral set status = 'SUBMITTED'")
    asked_of = done(act(journey, "coordinator", REQUEST, askedOf="police", what="What is known of the threats?"))
    (waiting,) = [each for each in asked(journey, "prison") if each["status"] == "REQUESTED"]
    for persona in ("prison", "housing"):
        (theirs,) = [each for each in asked(journey, persona) if each["status"] == "REQUESTED"]
        answer = journey.ask(persona, PROVIDE, order(theirs, answer="I would not know.", assertion="FACT"))
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    assert waiting["version"] == asked_of["version"]
    (own,) = [each for each in asked(journey, "police") if each["status"] == "REQUESTED"]
    declined = done(journey.ask("police", DECLINE, order(own, reason="It would reveal a source.")))
    assert declined == declined | {"status": "DECLINED", "closedBecause": "It would reveal a source."}


def test_a_request_reaches_a_body_that_has_no_part_in_the_case_and_nothing_else_of_it_does(journey: Served) -> None:
    journey.database.execute("update coordination.information_request set status = 'CANCELLED'")
    done(act(journey, "coordinator", REQUEST, askedOf="housing", what="Is the tenancy of Given1 Family1 still his?"))
    done(act(journey, "coordinator", REQUEST, askedOf="police", what="What is known of the threats?"))
    ends = "update coordination.invitation set valid_until = %s where principal_id = %s"
    journey.database.execute(ends, [journey.clock() - timedelta(days=1), PERSONA_IDS["housing"]])
    found = journey.ask("housing", REACHES).data
    (mine,) = [each for each in found["informationRequests"]["nodes"] if each["status"] == "REQUESTED"]
    assert (mine["what"], mine["askedOf"]) == ("Is the tenancy of Given1 Family1 still his?", "housing")
    assert (mine["case"], mine["referral"], mine["steps"]) == (None, None, [])
    assert (found["cases"]["totalCount"], found["referrals"]["totalCount"]) == (0, 0)
    assert "PROVIDE_INFORMATION" in mine["acts"]
    assert done(journey.ask("housing", PROVIDE, order(mine, answer="It is.", assertion="FACT")))["answer"] == "It is."
    journey.database.execute(
        "update coordination.information_request set status = 'CANCELLED' where asked_of = 'police'"
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("directory.principal_area", "area_id", "8", "7"),
        ('coordination."case"', "handling", "1", "0"),
        ('coordination."case"', "handling", "2", "0"),
    ],
    ids=["who works in another area", "of a case of limited access", "of a case of terrorism"],
)
def test_a_request_does_not_reach_somebody(journey: Served, elsewhere: tuple[str, str, str, str]) -> None:
    table, column, there, here = elsewhere
    theirs = f"principal_id = '{PERSONA_IDS['housing']}'" if table.startswith("directory") else "area_id = 7"
    change = f"update {table} set {column} = {{}} where {theirs} and {column} = {{}}"  # noqa: S608 - our own names
    moved, back = change.format(there, here), change.format(here, there)
    assert asked(journey, "housing") != []
    with journey.database.changed(moved, back):
        assert asked(journey, "housing") == []


@pytest.mark.parametrize(
    "elsewhere",
    [("directory.principal_area", "area_id", "8", "7"), ('coordination."case"', "handling", "2", "0")],
    ids=["nobody of it works in the area", "of a case of terrorism"],
)
def test_what_would_reach_nobody_is_said_before_it_is_asked_and_listed_until_it_does(
    journey: Served, elsewhere: tuple[str, str, str, str]
) -> None:
    table, column, there, here = elsewhere
    theirs = f"principal_id = '{PERSONA_IDS['housing']}'" if table.startswith("directory") else "area_id = 7"
    change = f"update {table} set {column} = {{}} where {theirs} and {column} = {{}}"  # noqa: S608 - our own names
    journey.database.execute("update coordination.information_request set status = 'CANCELLED'")
    asks = {"askedOf": "housing", "what": "Is the tenancy of Given1 Family1 still his?"}
    assert unreached(journey, "coordinator") == []
    with journey.database.changed(change.format(there, here), change.format(here, there)):
        assert met(act(journey, "coordinator", REQUEST, **asks)) == ("despite", "MISSING")
        request = done(act(journey, "coordinator", REQUEST, **asks, despite="They are told by telephone."))
        assert unreached(journey, "coordinator") == [request["id"]]
        assert asked(journey, "housing") == []
    assert unreached(journey, "coordinator") == []
    assert unreached(journey, "police") == [], "who is barred they are not shown, nor whom it does not reach"
    done(journey.ask("coordinator", CANCEL, order(request, reason="No longer.")))


def unreached(served: Served, persona: str) -> list[str]:
    asks = "{ informationRequests(reachesNobody: true) { nodes { id } } }"
    return [each["id"] for each in served.ask(persona, asks).data["informationRequests"]["nodes"]]


def test_overdue_requests_are_listed_reminded_of_and_cancelled(journey: Served) -> None:
    request = done(act(journey, "coordinator", REQUEST, askedOf="prison", what="Conduct since March?"))
    assert met(journey.ask("coordinator", REMIND, order(request))) == ("id", "NOT_YET")
    assert asked(journey, "coordinator", overdue=True) == []
    with journey.clock.forward(timedelta(days=11)):
        (overdue,) = asked(journey, "coordinator", overdue=True)
        reminded = done(journey.ask("coordinator", REMIND, order(overdue)))
        assert (reminded["status"], reminded["reminders"]) == ("REQUESTED", 1)
        assert done(journey.ask("coordinator", CANCEL, order(reminded, reason="No longer.")))["status"] == "CANCELLED"
        assert asked(journey, "coordinator", overdue=True) == []


def test_the_form_and_the_rules_say_where_they_come_from_and_whether_that_was_checked(journey: Served) -> None:
    found = journey.ask(
        "housing",
        "{ forms { nodes { code edition source verified parts { code required holds } } }"
        "  processRules { nodes { kind days source verified } } }",
    ).data
    form = next(each for each in found["forms"]["nodes"] if each["code"] == "REFERRAL")
    assert {part["code"] for part in form["parts"] if part["required"]} == set(REQUIRED)
    rules = found["processRules"]["nodes"]
    assert {rule["kind"] for rule in rules} == set(RuleKind)
    assert all(rule["source"] and rule["verified"] is False for rule in (*rules, form))
