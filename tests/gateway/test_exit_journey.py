"""A case leaves and comes back, over HTTP: with it everything ends that was open, and nothing is lost."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import START, document, done, met, order, starting, the_case
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import PERSONA_IDS, SOURCE, person_id

PROPOSE = document("proposeExit", "caseExit", "why status found")
WITHDRAW = document("withdrawExit", "caseExit", "status")
REFUSE = document("refuseExit", "caseExit", "status answer")
CONFIRM = document("confirmExit", "caseExit", "status case { status exitedOn steps { act toState } }")
SEEN = """query One($reference: String!) { case(reference: $reference) { id version status exitedOn
    exits { nodes { id version status } }
    openings { nodes { status steps { act } } }
    referrals { nodes { status withdrawnBecause steps { act toState } } }
    reviewSchedule { nodes { status } } meetings { nodes { status } } } }"""
OPEN = document("openCase", "caseOpening", "status")
SET_ACTION = document("setAction", "action", "status")
ACTIONS = """{ actions(first: 50, sort: { by: DUE_ON, direction: DESC }) {
    nodes { reference status steps { act toState } closedBecause } } }"""
CASE_1 = {"reference": "MAPPA-07-000001"}


def seen(served: Served, persona: str) -> Any:
    return served.ask(persona, SEEN, CASE_1).data["case"]


def waiting(served: Served, persona: str) -> Any:
    (only,) = [each for each in seen(served, persona)["exits"]["nodes"] if each["status"] == "PROPOSED"]
    return only


def answer(served: Served, persona: str, mutation: str, **given: Any) -> Answer:
    return served.ask(persona, mutation, order(waiting(served, persona), **given))


def proposing(served: Served, persona: str, **given: Any) -> Answer:
    usual = {"why": "GROUND_ENDED", "reason": "The licence has run out."}
    return served.ask(persona, PROPOSE, order(the_case(served, persona), **(usual | given)))


@pytest.fixture(scope="module")
def journey(served: Served) -> Served:
    """With a referral, a review that is due and a place on an agenda that is still to come."""
    done(served.ask("probation", START, starting(the_case(served, "probation"))))
    served.database.execute(
        "insert into coordination.review_schedule (id, case_id, level, due_on, basis, status, recorded_at)"
        " select gen_random_uuid(), id, 'LEVEL_2', '2030-01-01', 'LEVEL_SET', 'DUE', now()"
        " from coordination.\"case\" where reference = 'MAPPA-07-000001'"
    )
    served.database.execute("update coordination.meeting_case set held_on = '2030-01-01'")
    served.database.execute("update coordination.action set status = 'WITHDRAWN'")
    let_in = {"who": str(PERSONA_IDS["vlo"]), "purpose": "CONTACT_VICTIM", "reason": "A joint visit."}
    until = f"{served.clock().date() + timedelta(days=7)}"
    done(served.ask("coordinator", OPEN, order(the_case(served, "coordinator"), endsOn=until, **let_in)))
    visit = {"description": "Visit the address.", "owner": "police", "dueOn": "2031-01-01"}
    done(served.ask("coordinator", SET_ACTION, order(the_case(served, "coordinator"), **visit)))
    return served


def test_a_death_is_notified_by_any_agency_of_the_case_and_has_its_day(journey: Served) -> None:
    assert met(proposing(journey, "housing", why="DEATH")) == ("occurredOn", "MISSING")
    told = done(proposing(journey, "housing", why="DEATH", reason="Told by the landlord.", occurredOn="2026-01-10"))
    assert told["status"] == "PROPOSED"
    assert answer(journey, "police", WITHDRAW, reason="Not ours.").code == "NOT_PERMITTED"
    assert done(answer(journey, "housing", WITHDRAW, reason="It was another tenant."))["status"] == "WITHDRAWN"


def test_the_unit_refuses_with_a_reason_and_the_case_stays(journey: Served) -> None:
    done(proposing(journey, "prison"))
    refused = done(answer(journey, "coordinator", REFUSE, reason="The order runs for two more years."))
    assert (refused["status"], refused["answer"]) == ("REFUSED", "The order runs for two more years.")
    assert seen(journey, "coordinator")["status"] == "ACTIVE"


def test_nobody_confirms_what_they_proposed(journey: Served) -> None:
    done(proposing(journey, "coordinator"))
    given = {"reason": "As found.", "otherwiseBecause": "The court's record is here.", "handedOver": "The police."}
    assert met(answer(journey, "coordinator", CONFIRM, **given)) == ("id", "NOT_BY_YOU")
    done(answer(journey, "coordinator", WITHDRAW, reason="A colleague proposes it."))


def test_with_the_case_everything_ends_that_was_open_and_it_stays_on_record(journey: Served) -> None:
    done(proposing(journey, "probation"))
    assert answer(journey, "police", CONFIRM, reason="Agreed.").code == "NOT_PERMITTED"
    refused = answer(journey, "coordinator", CONFIRM, reason="Agreed.").data["confirmExit"]["problems"]
    assert {(each["field"], each["code"]) for each in refused} == {
        ("otherwiseBecause", "MISSING"),
        ("handedOver", "MISSING"),
    }
    action = journey.ask("coordinator", ACTIONS).data["actions"]["nodes"][0]
    assert f"{action['reference']} (police)" in " ".join(each["message"] for each in refused)
    given = {"reason": "The order was quashed.", "otherwiseBecause": "The court's record is still to come."}
    given["handedOver"] = "The police visit under their own powers."
    left = done(answer(journey, "coordinator", CONFIRM, **given))
    assert left["status"] == "CONFIRMED"
    assert left["case"]["status"] == "EXITED"
    assert left["case"]["steps"] == [{"act": "CONFIRM_EXIT", "toState": "EXITED"}]
    case = seen(journey, "coordinator")
    (referral,) = case["referrals"]["nodes"]
    assert (referral["status"], referral["steps"][-1]["act"]) == ("WITHDRAWN", "CONFIRM_EXIT")
    action = journey.ask("coordinator", ACTIONS).data["actions"]["nodes"][0]
    assert (action["status"], action["steps"][-1]["act"]) == ("WITHDRAWN", "CONFIRM_EXIT")
    assert action["closedBecause"] == "The case left MAPPA: The order was quashed."
    (opening,) = case["openings"]["nodes"]
    assert (opening["status"], opening["steps"][-1]["act"]) == ("CLOSED", "CONFIRM_EXIT")
    assert case["reviewSchedule"]["nodes"] == [{"status": "CANCELLED"}]
    assert case["meetings"]["nodes"] == [{"status": "WITHDRAWN"}]
    assert met(journey.ask("probation", START, starting(the_case(journey, "probation")))) == ("id", "NOT_NOW")


def test_whoever_comes_back_is_notified_anew_and_the_exit_is_referred_to(journey: Served) -> None:
    columns, values = ", ".join(SOURCE), ", ".join(f"'{value}'" for value in SOURCE.values())
    journey.database.execute(
        f"insert into person.identifier (id, person_id, kind, canonical, raw, status, {columns}) values "  # noqa: S608
        f"(gen_random_uuid(), '{person_id(1)}', 'CRN', 'X777777', 'X777777', 'CURRENT', {values})"
    )
    notify = document("notifyIdentification", "identificationNotice", "status")
    confirm = document(
        "confirmIdentification", "identificationNotice", "exitedBeforeOn case { status exitedOn steps { act toState } }"
    )
    given = {"identifier": "X777777", "personName": "Given1", "category": "CATEGORY_2", "leadAgency": "PROBATION"}
    notice = {"area": 7, "idempotencyKey": "back", "reason": "A new sentence.", **given}
    done(journey.ask("police", notify, {"input": notice}))
    asked = "{ identificationNotices(status: NOTIFIED) { nodes { id version } } }"
    (waits,) = journey.ask("coordinator", asked).data["identificationNotices"]["nodes"]
    stands = {"category": "CATEGORY_2", "leadAgency": "PROBATION", "reason": "The new sentence qualifies."}
    back = done(
        journey.ask("coordinator", confirm, order(waits, **stands, otherwiseBecause="The court's letter is here."))
    )
    assert back["exitedBeforeOn"]
    assert (back["case"]["status"], back["case"]["exitedOn"]) == ("IDENTIFIED", None)
    assert [step["act"] for step in back["case"]["steps"]] == ["CONFIRM_EXIT", "CONFIRM_IDENTIFICATION"]
