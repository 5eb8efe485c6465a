"""What a meeting decides, and corrections of its minutes, over HTTP, by everybody who has a part in them."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order
from tests.gateway.minuting import (
    AGREE,
    CIRCULATE,
    DISCLOSE,
    FACT,
    INFORM,
    NOT_TOLD,
    WITHHELD,
    WRITE,
    act,
    agreed,
    attended,
    begun,
    circulated,
    cleared,
    decided,
    drafted,
    minutes,
    review_set,
    section,
)
from tests.gateway.served import Served

PLAN = document(
    "recordRiskManagementPlan", "riskManagementPlan", "edition status supervision contingency agreedOn"
).replace("id version edition", "id edition")
TOLD = document("confirmDisclosure", "disclosureDecision", "outcome toldOn toldByName whatWasTold")
SAID = document("confirmOffenderInformed", "offenderInformed", "outcome informedOn informedByName")
ASK = document("askMinutesCorrection", "minutesCorrection", "status what askedByAgency section { heading }")
ACCEPT = document("acceptMinutesCorrection", "minutesCorrection", "status answer section { version body }")
DECLINE = document("declineMinutesCorrection", "minutesCorrection", "status answer")
PILLARS = {
    "supervision": "Weekly appointments.",
    "monitoringAndControl": "A curfew.",
    "interventionsAndTreatment": "The programme.",
    "victimSafetyPlanning": "An exclusion zone.",
    "contingency": "If an appointment is missed, the police visit.",
}
TO_TELL = {
    "outcome": "TO_BE_DISCLOSED",
    "reason": "A new partner has a child.",
    "toldWhom": "The partner",
    "toldByAgency": "police",
    "how": "In person.",
    "whatIsTold": "That there is a conviction.",
    "tellBy": "2026-12-24",
}
CORRECTIONS = "{ minutes { nodes { corrections { id version status what } } } }"


@pytest.fixture(autouse=True)
def clean(served: Served) -> Iterator[None]:
    """Each test begins without minutes."""
    yield
    cleared(served)


def test_minutes_are_circulated_only_with_disclosure_and_the_offender_considered(served: Served) -> None:
    draft = drafted(served)
    found = act(served, "coordinator", CIRCULATE, draft).data["circulateMinutes"]["problems"]
    assert [each["field"] for each in found] == ["disclosureDecision", "offenderInformed", "nextReviewOn"]
    done(act(served, "chair", DISCLOSE, minutes(served, "chair")[0], **NOT_TOLD))
    done(act(served, "coordinator", INFORM, draft, **WITHHELD))
    assert met(act(served, "coordinator", CIRCULATE, draft)) == ("nextReviewOn", "MISSING")
    review_set(served)
    assert done(act(served, "coordinator", CIRCULATE, draft))["status"] == "CIRCULATED"


def test_a_plan_is_agreed_with_its_minutes_and_replaces_the_one_before(served: Served) -> None:
    draft = decided(served)
    for _ in range(2):
        done(act(served, "probation", PLAN, {**draft, "id": minutes(served, "probation")[0]["id"]}, **PILLARS))
    done(act(served, "coordinator", CIRCULATE, draft))
    done(act(served, "chair", AGREE, minutes(served, "chair")[0]))
    asked = '{ case(reference: "MAPPA-07-000001") { riskManagementPlans { nodes { edition status agreedOn } } } }'
    shown = served.ask("coordinator", asked).data["case"]["riskManagementPlans"]["nodes"]
    assert [(each["edition"], each["status"]) for each in shown] == [(2, "AGREED"), (1, "REPLACED")]
    assert shown[0]["agreedOn"] is not None


def test_who_is_told_by_whom_how_and_when_is_asked_for_by_field(served: Served) -> None:
    draft = drafted(served)
    bare = {"outcome": "TO_BE_DISCLOSED", "reason": "A new partner has a child."}
    found = act(served, "coordinator", DISCLOSE, draft, **bare).data["recordDisclosureDecision"]["problems"]
    assert [each["field"] for each in found] == ["toldWhom", "toldByAgency", "how", "whatIsTold", "tellBy"]
    answer = act(served, "coordinator", DISCLOSE, draft, **NOT_TOLD, toldWhom="A partner")
    assert met(answer) == ("toldWhom", "INVALID")
    decision = done(act(served, "coordinator", DISCLOSE, draft, **TO_TELL))
    told = {"toldOn": "2026-11-01", "how": "In person.", "whatWasTold": "That there is a conviction."}
    assert untold(served) == 1
    theirs = the_disclosure(served, "prison")
    assert met(act(served, "prison", TOLD, theirs, **told)) == ("id", "NOT_BY_YOU")
    shown = done(act(served, "police", TOLD, the_disclosure(served, "police"), **told))
    assert (decision["outcome"], shown["outcome"]) == ("TO_BE_DISCLOSED", "DISCLOSED")
    assert untold(served) == 0


def untold(served: Served) -> int:
    """How many were to be told by now and have not been."""
    served.database.execute("update coordination.disclosure_decision set tell_by = current_date - 1")
    found = served.ask("coordinator", "{ disclosureDecisions(overdue: true) { totalCount } }")
    count: int = found.data["disclosureDecisions"]["totalCount"]
    return count


def the_disclosure(served: Served, persona: str) -> Any:
    asked = '{ case(reference: "MAPPA-07-000001") { disclosures { nodes { id version } } } }'
    (only,) = served.ask(persona, asked).data["case"]["disclosures"]["nodes"]
    return only


def test_what_the_offender_is_told_is_recorded_and_that_they_were(served: Served) -> None:
    draft = drafted(served)
    assert met(act(served, "coordinator", INFORM, draft, outcome="WITHHELD")) == ("reasonWithheld", "MISSING")
    to_tell = {"outcome": "TO_BE_TOLD", "how": "At the next appointment.", "whatIsSaid": "The level."}
    waits = done(act(served, "coordinator", INFORM, draft, **to_tell))
    said = {"informedOn": "2026-11-01", "how": "At the appointment.", "whatWasSaid": "The level."}
    assert done(act(served, "coordinator", SAID, waits, **said))["outcome"] == "TOLD"


# -- corrections


def asked(served: Served, **given: Any) -> None:
    attended(served, "police")
    done(act(served, "police", WRITE, section(served, "police"), **FACT)) if given.pop("write", False) else None
    done(act(served, "police", ASK, section(served, "police", "ATTENDANCE", "coordination"), what="The name is wrong."))


def waiting(served: Served, persona: str) -> Any:
    """The correction that waits, as somebody sees it."""
    (shown, *_) = served.ask(persona, CORRECTIONS, purpose="PREPARE_MEETING").data["minutes"]["nodes"]
    return shown["corrections"][0]


def test_an_agency_that_was_there_asks_and_the_unit_corrects_what_stands_in_history(served: Served) -> None:
    circulated(served)
    named = section(served, "police", "ATTENDANCE", "coordination")
    assert met(act(served, "police", ASK, named, what="The name is wrong.")) == ("id", "NOT_BY_YOU")
    asked(served)
    assert met(act(served, "chair", AGREE, minutes(served, "chair")[0])) == ("id", "NOT_YET")
    stale = {"body": "Corrected.", "sectionVersion": 1, "answer": "The name."}
    assert met(act(served, "coordinator", ACCEPT, waiting(served, "coordinator"), **stale)) == (
        "sectionVersion",
        "CONFLICT",
    )
    seen_before = minutes(served, "chair")[0]
    shown = done(act(served, "coordinator", ACCEPT, waiting(served, "coordinator"), **stale | {"sectionVersion": 2}))
    assert (shown["status"], shown["section"]) == ("ACCEPTED", {"version": 3, "body": "Corrected."})
    assert met(act(served, "chair", AGREE, seen_before)) == ("expectedVersion", "CONFLICT")
    done(act(served, "chair", AGREE, minutes(served, "chair")[0]))


def test_a_correction_is_declined_with_the_reason_and_never_of_what_is_drafted_or_agreed(served: Served) -> None:
    begun(served)
    attended(served, "police")
    named = section(served, "police", "ATTENDANCE", "coordination")
    found = act(served, "police", ASK, named, what="The name is wrong.").data["askMinutesCorrection"]["problems"]
    assert {each["code"] for each in found} == {"NOT_NOW"}
    cleared(served)
    circulated(served)
    asked(served)
    shown = done(act(served, "coordinator", DECLINE, waiting(served, "coordinator"), reason="It is as they signed."))
    assert (shown["status"], shown["answer"]) == ("DECLINED", "It is as they signed.")
    cleared(served)
    agreed(served)
    attended(served, "police")
    named = section(served, "police", "ATTENDANCE", "coordination")
    assert met(act(served, "police", ASK, named, what="The name is wrong.")) == ("id", "NOT_NOW")


def test_a_correction_is_answered_by_the_unit_or_by_whose_contribution_it_is(served: Served) -> None:
    circulated(served)
    asked(served)
    answer = act(served, "prison", DECLINE, waiting(served, "prison"), reason="Not ours.")
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


__all__ = ["order"]
