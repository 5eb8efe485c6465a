"""An action from its setting to its verification, over HTTP, by everybody who has a part in it."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, open_the_meeting, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import DAY

SET = document("setAction", "action", "reference status owningAgency dueOn agendaItem { meeting { reference } }")
ACCEPT = document("acceptAction", "action", "status assignedToName")
COMPLETE = document("completeAction", "action", "status completionNote evidence completedByName")
IMPOSSIBLE = document("reportActionNotPossible", "action", "status notPossibleBecause")
CLOSE = document("closeAction", "action", "status closedByName steps { act toState doneByAgency }")
REASSIGN = document("reassignAction", "action", "status owningAgency changes { kind ownerBefore reason }")
EXTEND = document("extendAction", "action", "dueOn overdue changes { kind dueOnBefore }")
ESCALATE = document("escalateAction", "action", "escalated escalations { step toAgency ruleCode ruleSource }")
ACTIONS = """query Actions($overdue: Boolean, $owner: String) {
  actions(overdue: $overdue, owningAgency: $owner) { nodes { id version reference status } }
}"""
CARRIED = '{ case(reference: "MAPPA-07-000001") { meetings { nodes { carriedActions { reference status } } } } }'


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    """Each test begins without an action, while the meeting is open."""
    open_the_meeting(served.database)
    yield
    for table in ("step", "escalation", "action_change", "action"):
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names


def setting(served: Served, persona: str = "coordinator", **given: Any) -> Any:
    due_on = str((served.clock() + timedelta(days=10)).date())
    usual = {"description": "Visit the address.", "owner": "police", "dueOn": due_on}
    return done(served.ask(persona, SET, order(the_case(served, persona), **(usual | given))))


def waiting(served: Served, persona: str, **narrowed: Any) -> Any:
    (only,) = served.ask(persona, ACTIONS, narrowed).data["actions"]["nodes"]
    return only


def test_an_action_is_agreed_in_a_meeting_done_with_evidence_and_verified_by_the_co_ordinator(served: Served) -> None:
    shown = setting(served, "chair", meeting="MEETING-1")
    assert (shown["status"], shown["agendaItem"]["meeting"]["reference"]) == ("OPEN", "MEETING-1")
    assert done(served.ask("police", ACCEPT, order(waiting(served, "police"))))["status"] == "ACCEPTED"
    what = {"what": "Visited on Tuesday.", "evidence": "Visit log 17."}
    completed = done(served.ask("police", COMPLETE, order(waiting(served, "police"), **what)))
    assert (completed["evidence"], completed["completionNote"]) == ("Visit log 17.", "Visited on Tuesday.")
    closed = done(served.ask("coordinator", CLOSE, order(waiting(served, "coordinator"), verifiedBy="The log.")))
    acts = [(step["act"], step["doneByAgency"]) for step in closed["steps"]]
    assert acts == [
        ("SET_ACTION", "probation"),
        ("ACCEPT_ACTION", "police"),
        ("COMPLETE_ACTION", "police"),
        ("CLOSE_ACTION", "coordination"),
    ]


def test_only_whose_action_it_is_does_it_and_only_the_unit_verifies(served: Served) -> None:
    setting(served, owner="housing")
    for persona in ("police", "probation", "prison"):
        answer = served.ask(persona, ACCEPT, order(waiting(served, persona)))
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    reason = {"reason": "No such address is to be had."}
    shown = done(served.ask("housing", IMPOSSIBLE, order(waiting(served, "housing"), **reason)))
    assert (shown["status"], shown["notPossibleBecause"]) == ("NOT_POSSIBLE", reason["reason"])
    answer = served.ask("housing", CLOSE, order(waiting(served, "housing"), verifiedBy="Me."))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


def test_an_agency_keeps_its_actions_and_the_co_ordinator_gives_them_to_another(served: Served) -> None:
    setting(served)
    to = {"owner": "probation", "reason": "They see him weekly."}
    assert met(served.ask("police", REASSIGN, order(waiting(served, "police"), **to))) == ("owner", "NOT_BY_YOU")
    moved = done(served.ask("coordinator", REASSIGN, order(waiting(served, "coordinator"), **to)))
    assert moved["owningAgency"] == "probation"
    assert moved["changes"] == [{"kind": "REASSIGNED", "ownerBefore": "police", "reason": to["reason"]}]


def test_what_is_overdue_is_listed_escalated_by_rule_and_extended(served: Served) -> None:
    setting(served)
    assert met(served.ask("coordinator", ESCALATE, order(waiting(served, "coordinator")))) == ("id", "NOT_YET")
    with served.clock.forward(timedelta(days=18)):
        late = waiting(served, "coordinator", overdue=True, owner="police")
        shown = done(served.ask("coordinator", ESCALATE, order(late, note="By letter.")))
        assert shown["escalated"] == 2
        (step,) = shown["escalations"]
        assert (step["step"], step["toAgency"], step["ruleCode"]) == (2, "police", "action-overdue-2")
        assert "To be confirmed" in step["ruleSource"]
        due_on = str((served.clock() + timedelta(days=5)).date())
        given = {"dueOn": due_on, "reason": "The office was closed."}
        extended = done(served.ask("chair", EXTEND, order(waiting(served, "chair"), **given)))
        assert (extended["dueOn"], extended["overdue"]) == (due_on, False)


def test_what_is_not_closed_stands_on_the_next_agenda_of_the_case(served: Served) -> None:
    reference = setting(served)["reference"]
    asked = served.ask("coordinator", CARRIED).data["case"]["meetings"]["nodes"]
    assert asked == [{"carriedActions": [{"reference": reference, "status": "OPEN"}]}]
    served.database.execute("update coordination.action set status = 'CLOSED'")
    assert served.ask("coordinator", CARRIED).data["case"]["meetings"]["nodes"] == [{"carriedActions": []}]


def test_what_is_wrong_is_told_by_field_and_nothing_is_set(served: Served) -> None:
    case = the_case(served, "coordinator")
    given = {"description": "Visit.", "owner": "nobody", "dueOn": str(DAY), "meeting": "MEETING-9"}
    answer = served.ask("coordinator", SET, order(case, **given))
    found = [(each["field"], each["code"]) for each in answer.data["setAction"]["problems"]]
    assert found == [("owner", "INVALID"), ("dueOn", "INVALID"), ("meeting", "INVALID")]
    assert served.ask("coordinator", ACTIONS).data["actions"]["nodes"] == []
