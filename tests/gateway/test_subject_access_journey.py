"""A request for access by the person, over HTTP: the days that are left, what is held, and what is withheld and why."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from datetime import UTC, datetime, timedelta
from typing import Any

from schema.declare import camel
from tests.gateway.acting import document, done, met, order, problem, the_case
from tests.gateway.served import Served

LOG = document("logSubjectAccess", "subjectAccessRequest", "status daysLeft parts { id version kind decision }")
EXTEND = document("extendSubjectAccess", "subjectAccessRequest", "daysLeft extendedBecause")
DECIDE = document("decideSubjectAccess", "subjectAccessPart", "kind decision ground")
ANSWER = document("answerSubjectAccess", "subjectAccessRequest", "status daysLeft steps { act }")
LIST = "{ subjectAccessRequests(status: LOGGED) { nodes { id version daysLeft parts { kind decision ground } } } }"


def listed(served: Served, persona: str) -> Any:
    return served.ask(persona, LIST).data["subjectAccessRequests"]["nodes"]


def test_a_request_is_logged_decided_kind_by_kind_and_answered_within_its_time(served: Served) -> None:
    received = datetime.now(UTC).date() - timedelta(days=2)
    given = {"madeBy": "The person, identity checked", "scope": "Everything", "receivedOn": str(received)}
    case = the_case(served, "coordinator")
    assert served.ask("probation", LOG, order(the_case(served, "probation"), **given)).code == "NOT_PERMITTED"
    request = done(served.ask("coordinator", LOG, order(case, **given)))
    assert 25 < request["daysLeft"] < 30
    held = {part["kind"] for part in request["parts"]}
    assert {"management", "victim", "intelligence", "health", "custody", "risk_level"} <= held
    assert "disclosure" not in held, "nothing of it is held of this case"
    (seen,) = listed(served, "police")
    assert seen["daysLeft"] == request["daysLeft"]
    assert listed(served, "housing") == []
    why = {"answer": "Sent by post."}
    waits = problem_fields(served, order(request, **why))
    assert waits == {f"parts.{camel(kind)}" for kind in held}
    for part in request["parts"]:
        withheld = part["kind"] in ("victim", "intelligence")
        decided = {"give": not withheld, "reason": "As agreed with the agency that owns it."}
        if withheld:
            assert met(served.ask("coordinator", DECIDE, order(part, **decided))) == ("ground", "MISSING")
            decided["ground"] = "RIGHTS_OF_OTHERS" if part["kind"] == "victim" else "CRIME_OR_PENALTIES"
        assert done(served.ask("coordinator", DECIDE, order(part, **decided)))["decision"] in ("GIVEN", "WITHHELD")
    extended = done(served.ask("coordinator", EXTEND, order(request, reason="Six agencies hold information.")))
    assert extended["daysLeft"] > 80
    answered = done(served.ask("coordinator", ANSWER, order(extended, **why)))
    assert (answered["status"], answered["daysLeft"]) == ("ANSWERED", None)
    assert [step["act"] for step in answered["steps"]] == [
        "LOG_SUBJECT_ACCESS",
        "EXTEND_SUBJECT_ACCESS",
        "ANSWER_SUBJECT_ACCESS",
    ]


def problem_fields(served: Served, variables: Any) -> set[str]:
    (payload,) = served.ask("coordinator", ANSWER, variables).data.values()
    return {each["field"] for each in payload["problems"]}


def test_what_is_late_is_below_nought(served: Served) -> None:
    given = {"madeBy": "A solicitor", "scope": "The level", "receivedOn": "2026-01-05"}
    late = done(served.ask("coordinator", LOG, order(the_case(served, "coordinator", 2), **given)))
    assert late["daysLeft"] < 0
    assert problem(served.ask("coordinator", EXTEND, order(late, reason="It is complex.")))["code"] == "NOT_NOW"
