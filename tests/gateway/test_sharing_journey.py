"""Minutes beyond the meeting: a summary for the person, onward sharing, and what was told off the system."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, the_case
from tests.gateway.minuting import act, agreed, begun, circulated, cleared, minutes
from tests.gateway.served import Answer, Served

SUMMARISE = document("writeExecutiveSummary", "executiveSummary", "status body")
CHECK = document("checkExecutiveSummary", "executiveSummary", "status checkNote")
PASS = document("agreeExecutiveSummary", "executiveSummary", "status agreedByName steps { act toState }")
REQUEST = document("requestOnwardSharing", "onwardSharing", "status askedByAgency withWhom")
SHARE = document("agreeOnwardSharing", "onwardSharing", "status reason decidedByName shareBy")
CARRY_OUT = document(
    "carryOutOnwardSharing", "onwardSharing", "status sharedWith sharedHow sharedByName steps { act toState }"
)
TAKE_BACK = document("withdrawOnwardSharing", "onwardSharing", "status withdrawnBecause")
REFUSE = document("refuseOnwardSharing", "onwardSharing", "status reason")
RECORD = document(
    "recordOffSystemDisclosure", "offSystemDisclosure", "how toWhom what toldByAgency ofMinutes withoutAgreementBecause"
)
HOLDS_NOTHING = {
    f"holdsNo{what}": True
    for what in ("Victim", "ThirdParty", "Intelligence", "RestrictedSection", "WithheldDisclosure")
}
WHAT = {"withWhom": "The head teacher", "what": "The exclusion zone.", "why": "Children pass there."}
TOLD = {"how": "SAID", "toWhom": "The head teacher", "what": "The zone.", "why": "To protect.", "toldOn": "2026-11-01"}
OF_MINUTES = """{ minutes { nodes {
  executiveSummary { id version status } onwardSharing { id version status withWhom } } } }"""


@pytest.fixture(autouse=True)
def clean(served: Served) -> Iterator[None]:
    """Each test begins without minutes."""
    yield
    cleared(served)


def beyond(served: Served, persona: str) -> Any:
    """What goes beyond the meeting, as somebody sees it."""
    (only,) = served.ask(persona, OF_MINUTES, purpose="PREPARE_MEETING").data["minutes"]["nodes"]
    return only


def test_a_summary_is_written_checked_by_another_and_agreed_by_the_chair(served: Served) -> None:
    circulated(served)
    body = {"body": "You were discussed at a meeting. The level is 2."}
    assert met(act(served, "coordinator", SUMMARISE, minutes(served)[0], **body)) == ("id", "NOT_NOW")
    cleared(served)
    agreed(served)
    written = done(act(served, "coordinator", SUMMARISE, minutes(served)[0], **body))
    assert met(act(served, "coordinator", CHECK, written, **HOLDS_NOTHING)) == ("id", "NOT_BY_YOU")
    found = HOLDS_NOTHING | {"holdsNoVictim": False}
    shown = beyond(served, "probation")["executiveSummary"]
    assert met(act(served, "probation", CHECK, shown, **found)) == ("note", "MISSING")
    returned = done(act(served, "probation", CHECK, shown, **found, note="The address of the school."))
    assert (returned["status"], returned["checkNote"]) == ("RETURNED", "The address of the school.")
    done(act(served, "coordinator", SUMMARISE, minutes(served)[0], **body))
    done(act(served, "probation", CHECK, beyond(served, "probation")["executiveSummary"], **HOLDS_NOTHING))
    last = done(act(served, "chair", PASS, beyond(served, "chair")["executiveSummary"]))
    assert [each["toState"] for each in last["steps"]] == ["DRAFT", "CHECKED", "AGREED"]


def test_minutes_are_shared_onward_only_as_the_chair_agrees(served: Served) -> None:
    begun(served)
    assert met(act(served, "police", REQUEST, minutes(served, "police")[0], **WHAT)) == ("id", "NOT_YET")
    cleared(served)
    circulated(served)
    for persona, decide, status in (("police", SHARE, "AGREED"), ("housing", REFUSE, "REFUSED")):
        made = done(act(served, persona, REQUEST, minutes(served, persona)[0], **WHAT))
        assert (made["status"], made["withWhom"]) == ("REQUESTED", WHAT["withWhom"])
        day = {"shareBy": f"{served.clock().date()}"}
        answer = act(served, persona, SHARE, made, reason="I think so.", **day)
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
        waits = next(each for each in beyond(served, "chair")["onwardSharing"] if each["status"] == "REQUESTED")
        by = day if decide is SHARE else {}
        assert done(act(served, "chair", decide, waits, reason="For them alone.", **by))["status"] == status


def agreeing(served: Served) -> dict[str, str]:
    return {"reason": "For him alone.", "shareBy": f"{served.clock().date()}"}


def sharing(served: Served, **more: Any) -> dict[str, Any]:
    """What was shared, as the chair agreed it."""
    today = f"{served.clock().date()}"
    usual = {"sharedWith": "The head teacher", "sharedOn": today, "how": "SAID", "what": "The exclusion zone."}
    return {**usual, "withinAgreement": True, **more}


def test_what_was_agreed_is_carried_out_by_the_agency_that_asked_and_is_late_until_it_is(served: Served) -> None:
    circulated(served)
    asked = done(act(served, "police", REQUEST, minutes(served, "police")[0], **WHAT))
    assert met(act(served, "police", CARRY_OUT, asked, **sharing(served))) == ("id", "NOT_NOW")
    agreed = done(act(served, "chair", SHARE, beyond(served, "chair")["onwardSharing"][0], **agreeing(served)))
    assert late(served) == []
    served.database.execute("update coordination.onward_sharing set share_by = '2020-01-01'")
    assert late(served) == ["police"]
    of_police = beyond(served, "prison")["onwardSharing"][0]
    answer = act(served, "prison", CARRY_OUT, of_police, **sharing(served))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED"), "the police asked for it"
    shared = done(act(served, "police", CARRY_OUT, beyond(served, "police")["onwardSharing"][0], **sharing(served)))
    assert (shared["status"], shared["sharedWith"], shared["sharedByName"]) == (
        "SHARED",
        "The head teacher",
        "Rowan Tarrant",
    )
    assert [each["toState"] for each in shared["steps"]] == ["REQUESTED", "AGREED", "SHARED"]
    assert late(served) == []
    assert agreed["shareBy"] == f"{served.clock().date()}"


def late(served: Served) -> list[str]:
    asked = "{ onwardSharings(overdue: true) { nodes { askedByAgency } } }"
    nodes = served.ask("coordinator", asked, purpose="MANAGE_RISK").data["onwardSharings"]["nodes"]
    return [each["askedByAgency"] for each in nodes]


def test_what_was_taken_back_is_not_carried_out(served: Served) -> None:
    circulated(served)
    done(act(served, "police", REQUEST, minutes(served, "police")[0], **WHAT))
    done(act(served, "chair", SHARE, beyond(served, "chair")["onwardSharing"][0], **agreeing(served)))
    of_police = beyond(served, "chair")["onwardSharing"][0]
    taken = done(act(served, "chair", TAKE_BACK, of_police, reason="He left the school."))
    assert (taken["status"], taken["withdrawnBecause"]) == ("WITHDRAWN", "He left the school.")
    again = act(served, "police", CARRY_OUT, beyond(served, "police")["onwardSharing"][0], **sharing(served))
    assert met(again) == ("id", "NOT_NOW")


def test_what_was_told_of_minutes_was_agreed_by_the_chair_or_says_why_not(served: Served) -> None:
    circulated(served)
    today = {"ofMinutes": True, "toldOn": f"{served.clock().date()}"}

    def telling(persona: str, **more: Any) -> Answer:
        return act(served, persona, RECORD, the_case(served, persona), **(TOLD | today | more))

    assert met(telling("police")) == ("withoutAgreementBecause", "MISSING")
    shown = done(telling("police", withoutAgreementBecause="A child was in danger at once."))
    assert shown["withoutAgreementBecause"] == "A child was in danger at once."
    done(act(served, "police", REQUEST, minutes(served, "police")[0], **WHAT))
    done(act(served, "chair", SHARE, beyond(served, "chair")["onwardSharing"][0], **agreeing(served)))
    assert done(telling("police"))["ofMinutes"] is True
    assert met(telling("prison")) == ("withoutAgreementBecause", "MISSING"), "the chair agreed what the police asked"
    assert met(telling("police", toldOn="2026-01-20")) == ("withoutAgreementBecause", "MISSING"), "it was before"


def test_what_was_told_off_the_system_is_listed_with_the_case(served: Served) -> None:
    for persona in ("police", "housing", "coordinator"):
        made = done(act(served, persona, RECORD, the_case(served, persona), **TOLD))
        assert made["what"] == TOLD["what"]
    future = TOLD | {"toldOn": "2036-01-01"}
    assert met(act(served, "police", RECORD, the_case(served, "police"), **future)) == ("toldOn", "INVALID")
    asked = '{ case(reference: "MAPPA-07-000001") { offSystemDisclosures { nodes { toldByAgency how toldOn } } } }'
    listed = served.ask("coordinator", asked, purpose="MANAGE_RISK").data["case"]["offSystemDisclosures"]["nodes"]
    assert {each["toldByAgency"] for each in listed} == {"police", "housing", "coordination"}
    of_housing = served.ask("housing", asked, purpose="PREPARE_MEETING").data["case"]["offSystemDisclosures"]["nodes"]
    assert [each["toldByAgency"] for each in of_housing] == ["housing"]
