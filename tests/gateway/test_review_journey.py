"""A review from its schedule to the next one, over HTTP: held, missed, brought forward, escalated."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, open_the_meeting, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import DAY, case_id

HOLD = document(
    "holdReview",
    "scheduledReview",
    "status review { outcome heldOn nextDue reviewedByName agendaItem { meeting { reference } } } "
    "steps { act toState } case { lastReviewedOn nextReviewDue }",
)
MISS = document("recordReviewMissed", "scheduledReview", "status missedBecause missedSaidByName")
FORWARD = document("bringReviewForward", "scheduledReview", "status closedBecause case { nextReviewDue }")
CANCEL = document("cancelReview", "scheduledReview", "status")
ESCALATE = document("escalateReview", "scheduledReview", "escalated escalations { step toAgency }")
REVIEWS = """{ reviews(status: DUE) { nodes { id version dueOn basis calledForBy rule { intervalDays verified } } } }"""
MEETING = {"kind": "MAPP_MEETING", "outcome": "RETAIN_LEVEL_2", "summary": "The plan holds.", "meeting": "MEETING-1"}


@pytest.fixture(autouse=True)
def scheduled(served: Served) -> Iterator[None]:
    """A review is due tomorrow, and the meeting of today is open."""
    open_the_meeting(served.database)
    served.database.execute(
        "insert into coordination.review_schedule (id, case_id, level, due_on, basis, status, recorded_at)"
        " values (gen_random_uuid(), %s, 'LEVEL_2', current_date + 1, 'LEVEL_SET', 'DUE', now())",
        [case_id(1)],
    )
    yield
    for table in ("step", "escalation", "review", "review_schedule"):
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names
    served.database.execute(
        "update coordination.\"case\" set next_review_due = '2026-03-01', last_reviewed_on = null where id = %s",
        [case_id(1)],
    )


def due(served: Served, persona: str) -> Any:
    """The one review to be held, as somebody sees it."""
    (only,) = served.ask(persona, REVIEWS).data["reviews"]["nodes"]
    return only


def test_a_review_is_held_in_its_meeting_and_the_next_is_due_by_rule(served: Served) -> None:
    shown = done(served.ask("chair", HOLD, order(due(served, "chair"), heldOn=str(DAY), **MEETING)))
    assert (shown["status"], shown["review"]["agendaItem"]["meeting"]["reference"]) == ("HELD", "MEETING-1")
    assert [(step["act"], step["toState"]) for step in shown["steps"]] == [("HOLD_REVIEW", "HELD")]
    following = due(served, "coordinator")
    assert shown["case"] == {"lastReviewedOn": str(DAY), "nextReviewDue": following["dueOn"]}
    assert (following["basis"], following["rule"]["intervalDays"]) == ("LAST_REVIEW", 84)
    assert following["rule"]["verified"] is False


def test_what_is_wrong_with_a_review_is_told_by_field(served: Served) -> None:
    given = {**MEETING, "outcome": "RETAIN_LEVEL_1", "meeting": "MEETING-9"}
    answer = served.ask("police", HOLD, order(due(served, "police"), heldOn=str(DAY), **given))
    found = [(each["field"], each["code"]) for each in answer.data["holdReview"]["problems"]]
    assert found == [("outcome", "INVALID"), ("meeting", "MISSING")]


def test_a_missed_review_says_why_is_escalated_by_the_co_ordinator_and_stays_to_be_held(served: Served) -> None:
    given = {"reason": "Nobody stood in.", "instead": "To be held on Friday."}
    assert met(served.ask("probation", MISS, order(due(served, "probation"), **given))) == ("id", "NOT_YET")
    with served.clock.forward(timedelta(days=8)):
        shown = done(served.ask("probation", MISS, order(due(served, "probation"), **given)))
        assert (shown["status"], shown["missedBecause"]) == ("DUE", "Nobody stood in.")
        answer = served.ask("probation", ESCALATE, order(due(served, "probation")))
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
        escalated = done(served.ask("coordinator", ESCALATE, order(due(served, "coordinator"))))
        assert escalated["escalations"] == [{"step": 1, "toAgency": "police"}]


def test_a_review_is_brought_forward_and_the_last_one_is_not_cancelled(served: Served) -> None:
    with served.clock.forward(timedelta(days=-3)):
        day = str(served.clock().date())
        given = {"dueOn": day, "reason": "An arrest."}
        shown = done(served.ask("police", FORWARD, order(due(served, "police"), **given)))
        assert (shown["status"], shown["closedBecause"]) == ("REPLACED", "An arrest.")
        following = due(served, "police")
        assert (following["dueOn"], following["calledForBy"], following["rule"]) == (day, "An arrest.", None)
        assert met(served.ask("coordinator", CANCEL, order(due(served, "coordinator"), reason="No."))) == (
            "id",
            "NOT_NOW",
        )
