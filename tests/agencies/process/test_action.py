"""Actions: set, taken on, done and verified by a second person; extended, passed on, and taken further by rule."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process import action, action_terms
from agencies.coordination.vocabulary import CaseStatus
from agencies.given import NothingGiven
from agencies.transitions import Done, Refused
from policies.vocabulary import Act
from tests.agencies.process import givens
from tests.agencies.process.book import CHAIR, COM, COORDINATOR, POLICE, Book
from tests.agencies.process.situations import fields

BECAUSE = action_terms.Because(reason="The address was sold.")
DAY = timedelta(days=1)


def with_action(**given: object) -> tuple[Book, UUID]:
    """A book with one action, due a fortnight after it was set."""
    book = Book()
    due_on = {"due_on": book.now.date() + 14 * DAY}
    done = book.act(action.MACHINE, Act.SET_ACTION, COORDINATOR, givens.action(**(due_on | given)))
    assert isinstance(done, Done)
    return book, done.record


def test_an_action_is_set_accepted_completed_and_verified() -> None:
    book, key = with_action(meeting="MEETING-1")
    for act, actor, given in (
        (Act.ACCEPT_ACTION, POLICE, NothingGiven()),
        (Act.COMPLETE_ACTION, POLICE, givens.done()),
        (Act.CLOSE_ACTION, COORDINATOR, action_terms.CloseAction(verified_by="The visit log.")),
    ):
        assert isinstance(book.act(action.MACHINE, act, actor, given, key), Done)
    row = book.rows[t.action.name][key]
    assert (row["reference"], row["status"], row["assigned_to_name"]) == ("ACT-07-000001-001", "CLOSED", "Officer 2")
    assert (row["evidence"], row["closed_because"]) == ("The visit log.", "The visit log.")
    assert [step.target for step in book.steps] == ["OPEN", "ACCEPTED", "COMPLETED", "CLOSED"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"owner": "nobody"}, "owner"),
        ({"due_on": date(2026, 1, 4)}, "due_on"),
        ({"meeting": "MEETING-9"}, "meeting"),
        ({"meeting": "MEETING-2"}, "meeting"),
        ({"description": " "}, "description"),
    ],
    ids=("no such owner", "past", "no such meeting", "meeting to come", "blank"),
)
def test_what_is_wrong_with_an_action_is_told_by_field(given: dict[str, object], field: str) -> None:
    refused = Book().act(action.MACHINE, Act.SET_ACTION, COORDINATOR, givens.action(**given))
    assert isinstance(refused, Refused)
    assert fields(refused) == [field]


def test_a_case_that_has_left_has_no_new_actions() -> None:
    book = Book()
    book.case["status"] = CaseStatus.EXITED
    refused = book.act(action.MACHINE, Act.SET_ACTION, COORDINATOR, givens.action())
    assert isinstance(refused, Refused)
    assert fields(refused) == ["id"]


def test_nobody_verifies_what_they_said_is_done() -> None:
    book, key = with_action(owner="coordination")
    book.act(action.MACHINE, Act.COMPLETE_ACTION, COORDINATOR, givens.done(), key)
    closing = action_terms.CloseAction(verified_by="I did it.")
    assert isinstance(book.act(action.MACHINE, Act.CLOSE_ACTION, COORDINATOR, closing, key), Refused)
    assert isinstance(book.act(action.MACHINE, Act.CLOSE_ACTION, CHAIR, closing, key), Done)


def test_what_cannot_be_done_says_why_and_what_is_returned_keeps_what_was_said() -> None:
    book, key = with_action()
    book.act(action.MACHINE, Act.REPORT_ACTION_NOT_POSSIBLE, POLICE, BECAUSE, key)
    assert book.rows[t.action.name][key]["not_possible_because"] == BECAUSE.reason
    book.act(action.MACHINE, Act.RETURN_ACTION, COORDINATOR, action_terms.Because(reason="Ask the letting agent."), key)
    row = book.rows[t.action.name][key]
    assert (row["status"], row["not_possible_because"]) == ("OPEN", None)
    said = [(each["kind"], each["reason"]) for each in book.of(t.action_change)]
    assert said == [("NOT_POSSIBLE", BECAUSE.reason), ("RETURNED", "Ask the letting agent.")]


def test_an_agency_passes_an_action_on_within_itself_and_the_unit_to_any() -> None:
    book, key = with_action()
    to_housing = action_terms.ReassignAction(owner="housing", reason="They hold the tenancy.")
    refused = book.act(action.MACHINE, Act.REASSIGN_ACTION, POLICE, to_housing, key)
    assert isinstance(refused, Refused)
    assert fields(refused) == ["owner"]
    within = action_terms.ReassignAction(owner="police", assigned_to="Another officer", reason="Leave.")
    assert isinstance(book.act(action.MACHINE, Act.REASSIGN_ACTION, POLICE, within, key), Done)
    assert isinstance(book.act(action.MACHINE, Act.REASSIGN_ACTION, COORDINATOR, to_housing, key), Done)
    row = book.rows[t.action.name][key]
    assert (row["owner"], row["assigned_to_name"], row["accepted_on"]) == ("housing", None, None)
    before = [(each["owner_before"], each["assigned_to_before"]) for each in book.of(t.action_change)]
    assert before == [("police", None), ("police", "Another officer")]


def test_an_action_is_extended_to_a_later_day_alone() -> None:
    book, key = with_action()
    due_on = book.rows[t.action.name][key]["due_on"]
    same = action_terms.ExtendAction(due_on=due_on, reason="Snow.")
    assert isinstance(book.act(action.MACHINE, Act.EXTEND_ACTION, COORDINATOR, same, key), Refused)
    later = action_terms.ExtendAction(due_on=due_on + DAY, reason="Snow.")
    assert isinstance(book.act(action.MACHINE, Act.EXTEND_ACTION, COORDINATOR, later, key), Done)
    (change,) = book.of(t.action_change)
    assert (change["due_on_before"], change["reason"]) == (due_on, "Snow.")


def test_what_is_overdue_is_taken_further_step_by_step_when_the_rule_says() -> None:
    book, key = with_action()  # due on Monday 19 January 2026
    told = []
    for _ in range(30):
        if isinstance(book.act(action.MACHINE, Act.ESCALATE_ACTION, COORDINATOR, action_terms.Escalate(), key), Done):
            told.append(book.now.date())
        book.later(2)
    assert told == [date(2026, 1, 21), date(2026, 1, 27), date(2026, 2, 10)]
    rows = [(each["step"], each["to_agency"], each["rule_code"]) for each in book.of(t.escalation)]
    assert rows == [
        (1, "police", "action-overdue-1"),
        (2, "police", "action-overdue-2"),
        (3, "oversight", "action-overdue-3"),
    ]


def test_a_step_that_nobody_took_is_not_made_up_and_an_extension_begins_anew() -> None:
    book, key = with_action()
    book.later(60)
    book.act(action.MACHINE, Act.ESCALATE_ACTION, COORDINATOR, action_terms.Escalate(note="By telephone."), key)
    assert [each["step"] for each in book.of(t.escalation)] == [3]
    refused = book.act(action.MACHINE, Act.ESCALATE_ACTION, COORDINATOR, action_terms.Escalate(), key)
    assert isinstance(refused, Refused)
    later = action_terms.ExtendAction(due_on=book.now.date() + 7 * DAY, reason="Agreed with the agency.")
    book.act(action.MACHINE, Act.EXTEND_ACTION, COORDINATOR, later, key)
    assert book.rows[t.action.name][key]["escalated"] == 0
    assert isinstance(book.act(action.MACHINE, Act.ESCALATE_ACTION, COORDINATOR, action_terms.Escalate(), key), Refused)


def test_an_action_without_a_day_is_not_escalated() -> None:
    book, key = with_action()
    book.rows[t.action.name][key]["due_on"] = None
    refused = book.act(action.MACHINE, Act.ESCALATE_ACTION, COM, action_terms.Escalate(), key)
    assert isinstance(refused, Refused)
    assert fields(refused) == ["id"]
