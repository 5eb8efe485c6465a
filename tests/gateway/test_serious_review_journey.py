"""A serious further offence, over HTTP, from its notification to what the review found."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from datetime import timedelta
from typing import Any

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served

NOTIFY = document("notifySeriousOffence", "seriousCaseReview", "status level overdue")
ACKNOWLEDGE = document("acknowledgeSeriousOffence", "seriousCaseReview", "status")
DECIDE = document("decideSeriousCaseReview", "seriousCaseReview", "status decision")
CONCLUDE = document("concludeSeriousCaseReview", "seriousCaseReview", "status summary steps { act }")
LATE = "{ seriousCaseReviews(overdue: true) { nodes { id version offence circumstances } } }"
GIVEN = {"offence": "Wounding", "occurredOn": "2026-01-10", "circumstances": "At the hostel."}


def late(served: Served, persona: str) -> Any:
    return served.ask(persona, LATE).data["seriousCaseReviews"]["nodes"]


def test_an_offence_is_notified_acknowledged_decided_and_concluded(served: Served) -> None:
    given = order(the_case(served, "police"), **(GIVEN | {"chargedOn": "2026-01-01"}))
    assert met(served.ask("police", NOTIFY, given)) == ("chargedOn", "INVALID")
    review = done(served.ask("police", NOTIFY, order(the_case(served, "police"), **GIVEN)))
    assert (review["status"], review["overdue"]) == ("NOTIFIED", False)
    with served.clock.forward(timedelta(days=6)):
        (waiting,) = late(served, "coordinator")
        (masked,) = late(served, "housing")
        assert (masked["offence"], masked["circumstances"]) == (None, None)
        for persona in ("police", "chair"):
            assert served.ask(persona, ACKNOWLEDGE, order(review)).code == "NOT_PERMITTED"
        review = done(served.ask("coordinator", ACKNOWLEDGE, order(waiting)))
        assert late(served, "coordinator") == []
    decided = {"review": True, "decidedBy": "D Fairlight, chair of the board", "reason": "At level 2 when it happened."}
    review = done(served.ask("coordinator", DECIDE, order(review, **decided)))
    assert review["status"] == "REVIEW_DECIDED"
    found = {"summary": "The move was not told.", "learning": "Moves are told the same day."}
    review = done(served.ask("coordinator", CONCLUDE, order(review, **found)))
    assert (review["status"], review["summary"]) == ("CONCLUDED", "The move was not told.")
    assert len(review["steps"]) == 4
