"""Audits over HTTP: a sample that nobody picked, an audit on the form, and what it comes to for a board to read."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from typing import Any

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import MEETING

DRAW = document("drawAuditSample", "auditSample", "seed method size form { parts { code scale required } }")
RECORD = document("recordCaseAudit", "caseAudit", "status auditorName answers { question score } steps { act }")
MEETING_RECORD = document("recordMeetingAudit", "meetingAudit", "status answers { question score }")
CLOSE = document("closeAuditSample", "auditSample", "status findings unfinishedBecause")
AUDITS = "{ caseAudits { nodes { id version status case { reference } sample { seed } } } }"
OF_MEETINGS = "{ meetingAudits { nodes { id version status meeting { reference } } } }"
SAMPLES = "{ auditSamples { nodes { id version findings status } } }"
PERIOD = {"fromOn": "2026-01-01", "untilOn": "2026-01-31"}
CLOSED = {"findings": "Reports were missing.", "learning": "Ask for them with the agenda."}


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    served.database.execute("update coordination.meeting set status = 'HELD' where id = %s", [MEETING])
    served.database.execute(
        "update coordination.meeting_case set status = 'DISCUSSED' where meeting_id = %s", [MEETING]
    )
    yield
    for table in ("step", "audit_answer", "case_audit", "meeting_audit", "audit_sample"):
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names


def draw(served: Served, kind: str) -> Any:
    given = {"area": AREA, "idempotencyKey": key(), "kind": kind, "size": 10, **PERIOD}
    return served.ask("coordinator", DRAW, {"input": given})


def answers(sample: Any) -> list[dict[str, Any]]:
    """The best answer to each question that must be answered."""
    parts = [part for part in sample["form"]["parts"] if part["required"]]
    return [{"question": part["code"], "score": 1 if part["scale"] == "YES_NO" else 4} for part in parts]


def test_a_case_that_chance_drew_is_audited_by_somebody_else_and_the_sample_is_closed(served: Served) -> None:
    refused = served.ask(
        "probation", DRAW, {"input": {"area": AREA, "idempotencyKey": key(), "kind": "CASES", "size": 1, **PERIOD}}
    )
    assert (refused.status, refused.code) == (403, "NOT_PERMITTED")
    sample = done(draw(served, "CASES"))
    assert met(draw(served, "CASES")) == ("fromOn", "NOT_NOW"), "nobody draws until it suits them"
    (drawn,) = served.ask("coordinator", AUDITS).data["caseAudits"]["nodes"]
    assert (drawn["status"], drawn["case"]["reference"]) == ("DRAWN", "MAPPA-07-000001")
    assert drawn["sample"]["seed"] == sample["seed"]
    (own,) = served.ask("probation", AUDITS).data["caseAudits"]["nodes"]
    given = {"answers": answers(sample), "summary": "Well managed."}
    answer = served.ask("probation", RECORD, order(own, **given))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED"), "nobody audits a case that they manage"
    assert met(served.ask("coordinator", CLOSE, order(sample, **CLOSED))) == ("unfinishedBecause", "MISSING")
    recorded = done(served.ask("coordinator", RECORD, order(drawn, **given)))
    assert recorded["answers"] == given["answers"]
    assert [step["act"] for step in recorded["steps"]] == ["RECORD_CASE_AUDIT"]
    assert done(served.ask("coordinator", CLOSE, order(sample, **CLOSED)))["status"] == "CLOSED"
    (told,) = served.ask("smb", SAMPLES).data["auditSamples"]["nodes"]
    assert told["findings"] == CLOSED["findings"]


def test_whoever_was_asked_to_a_meeting_does_not_audit_it_and_what_is_left_says_why(served: Served) -> None:
    sample = done(draw(served, "MEETINGS"))
    (drawn,) = served.ask("coordinator", OF_MEETINGS).data["meetingAudits"]["nodes"]
    assert drawn["meeting"]["reference"] == "MEETING-1"
    own = served.ask("chair", OF_MEETINGS).data["meetingAudits"]["nodes"]
    given = {"answers": answers(sample), "summary": "Well held."}
    for each in own:
        assert served.ask("chair", MEETING_RECORD, order(each, **given)).code == "NOT_PERMITTED"
    closed = done(served.ask("coordinator", CLOSE, order(sample, **CLOSED, unfinishedBecause="Nobody was free.")))
    assert closed["status"] == "CLOSED"
    (left,) = served.ask("coordinator", OF_MEETINGS).data["meetingAudits"]["nodes"]
    assert left["status"] == "NOT_DONE"
    assert met(served.ask("coordinator", MEETING_RECORD, order(left, **given))) == ("id", "NOT_NOW")
