"""What rules over the access record found, looked into through the served gateway by those who may."""

from typing import Any
from uuid import UUID

import pytest

from tests.gateway.acting import document, done, met, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS

QUEUE = """query Queue($rule: String!) {
  detections(rule: $rule) { nodes { id version status principalName about outcome reason closedByName } }
}"""
TALLY = """{ detectionTallies { nodes { rule found waiting closed falsePositives falsePositivePercent } } }"""
TAKE_UP = document("takeUpDetection", "detection", "status takenUpByName")
CLOSE = document("closeDetection", "detection", "status outcome reason closedByName")
ADD = """
insert into coordination.detection (id, rule, rule_version, says, principal_id, principal_name, agency, found_on,
    first_at, last_at, accesses, entries, status, recorded_at)
values (%s, %s, 1, 'Words of it.', %s, 'Rowan Tarrant', 'police', now()::date, now(), now(), 3, '{}', 'NEW', now())
"""


def found(served: Served, rule: str, number: int, persona: str = "police") -> Any:  # noqa: ANN401 - JSON
    """A finding about somebody, as the auditor sees it."""
    served.database.execute(ADD, [UUID(int=0xDE000 + number), rule, PERSONA_IDS[persona]])
    (node,) = queue(served, rule)
    return node


def queue(served: Served, rule: str, persona: str = "auditor") -> Any:  # noqa: ANN401 - JSON
    return served.ask(persona, QUEUE, {"rule": rule}).data["detections"]["nodes"]


def test_an_auditor_takes_it_up_and_says_what_it_was_and_how_the_rule_fares_is_told(served: Served) -> None:
    told = found(served, "for-the-journey", 1)
    assert (told["status"], told["principalName"]) == ("NEW", "Rowan Tarrant")
    taken = done(served.ask("auditor", TAKE_UP, order(told)))
    assert (taken["status"], taken["takenUpByName"]) == ("TAKEN_UP", "Marguerite Osei")
    closing = order(taken, outcome="FALSE_POSITIVE", reason="A namesake.")
    closed = done(served.ask("auditor", CLOSE, closing))
    assert (closed["status"], closed["outcome"], closed["reason"]) == ("CLOSED", "FALSE_POSITIVE", "A namesake.")
    answer = served.ask("auditor", TALLY)
    (tally,) = [node for node in answer.data["detectionTallies"]["nodes"] if node["rule"] == "for-the-journey"]
    assert (tally["found"], tally["closed"], tally["falsePositives"], tally["falsePositivePercent"]) == (1, 1, 1, 100)
    assert served.entry(answer)["act"] == "CONSULT_ACCESS_RECORD"


def test_it_is_taken_up_before_it_is_closed(served: Served) -> None:
    told = found(served, "for-the-order", 2)
    assert met(served.ask("auditor", CLOSE, order(told, outcome="JUSTIFIED", reason="None."))) == ("id", "NOT_NOW")


def test_nobody_looks_into_their_own_accesses(served: Served) -> None:
    told = found(served, "for-oneself", 3, "auditor")
    assert met(served.ask("auditor", TAKE_UP, order(told))) == ("id", "NOT_BY_YOU")


@pytest.mark.parametrize("persona", ["police", "coordinator"])
def test_nobody_else_sees_the_queue_or_acts_on_it(served: Served, persona: str) -> None:
    rule = f"hidden-from-{persona}"
    told = found(served, rule, 4 + len(persona))
    assert queue(served, rule, persona) == []
    answer = served.ask(persona, TAKE_UP, order(told))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
