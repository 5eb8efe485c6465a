"""A case opened to somebody, served: seen at the next request for the one purpose, and no more once it is closed."""

# ruff: noqa: ANN401 - answers are of any shape
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, reference

OPEN = document("openCase", "caseOpening", "status purpose toName openedByName")
CLOSE = document("closeCase", "caseOpening", "status closedBecause")
SEEN = "query Seen($reference: String!) { case(reference: $reference) { level openings { nodes { toAgency } } } }"
RUN = "COORDINATE_ARRANGEMENTS"


def seen(served: Served, purpose: str = "MANAGE_RISK") -> Any:
    return served.ask("police", SEEN, {"reference": reference(2)}, purpose=purpose).data["case"]


def opening(served: Served, who: str = "police") -> Any:
    day = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    given = {"who": str(PERSONA_IDS[who]), "purpose": "MANAGE_RISK", "endsOn": day, "reason": "A joint visit."}
    return order(the_case(served, "coordinator", 2), **given)


def test_it_is_opened_for_one_purpose_until_it_is_closed(served: Served) -> None:
    assert seen(served) is None
    made = done(served.ask("coordinator", OPEN, opening(served), purpose=RUN))
    assert (made["status"], made["toName"], made["openedByName"]) == ("OPEN", "Rowan Tarrant", "Farida Lindqvist")
    answer = served.ask("police", SEEN, {"reference": reference(2)}, purpose="MANAGE_RISK")
    assert answer.data["case"] == {"level": "LEVEL_2", "openings": {"nodes": [{"toAgency": "police"}]}}
    assert list(served.entry(answer)["subjects"]) == ["convened/ordinary"]
    assert seen(served, "PREPARE_MEETING") is None
    assert seen(served) is not None
    assert met(served.ask("coordinator", OPEN, opening(served), purpose=RUN)) == ("who", "NOT_NOW")
    closed = done(served.ask("coordinator", CLOSE, order(made, reason="The visit was made."), purpose=RUN))
    assert (closed["status"], closed["closedBecause"]) == ("CLOSED", "The visit was made.")
    assert seen(served) is None


def test_nobody_opens_a_case_that_they_are_not_on_nor_to_themselves(served: Served) -> None:
    assert met(served.ask("coordinator", OPEN, opening(served, "coordinator"), purpose=RUN)) == ("who", "NOT_BY_YOU")
    refused = served.ask("police", OPEN, opening(served), purpose="MANAGE_RISK")
    assert met(refused) == ("id", "NOT_FOUND")
