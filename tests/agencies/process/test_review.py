"""Reviews: scheduled where a level is decided and a review is held; missed and why; brought forward; taken further."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process import action_terms, level, review, review_terms
from agencies.coordination.process.scheduling import Scheduling
from agencies.coordination.vocabulary import CaseStatus, Category, Level, ReviewKind, ReviewOutcome
from agencies.transitions import Done, Refused
from policies.vocabulary import Act
from tests.agencies.process import givens
from tests.agencies.process.book import CASE, CHAIR, COM, COORDINATOR, Book
from tests.agencies.process.situations import fields
from tests.agencies.process.test_level import at_level, decide_in, endorsed

DAY = timedelta(days=1)
MISSED = review_terms.MissReview(reason="Nobody stood in.", instead="On Friday.")


def due(book: Book) -> UUID:
    """The one review that is still to be held."""
    (only,) = book.reviews()
    return only.id


def row(book: Book, key: UUID) -> dict[str, Any]:
    return book.rows[t.review_schedule.name][key]


def held(book: Book, **given: Any) -> review_terms.HoldReview:  # noqa: ANN401 - fields of every kind
    usual: dict[str, Any] = {"held_on": book.now.date(), "kind": ReviewKind.LEVEL_1_REVIEW, "summary": "It holds."}
    return review_terms.HoldReview(**({"outcome": ReviewOutcome.RETAIN_LEVEL_1} | usual | given))


def hold(book: Book, **given: Any) -> Done | Refused:  # noqa: ANN401 - fields of every kind
    return book.act(review.MACHINE, Act.HOLD_REVIEW, COM, held(book, **given), due(book))


@pytest.mark.parametrize(("to", "days"), [(Level.LEVEL_1, 365), (Level.LEVEL_2, 84), (Level.LEVEL_3, 42)])
def test_deciding_a_level_schedules_its_review_by_rule(to: Level, days: int) -> None:
    book = at_level(to)
    scheduled = row(book, due(book))
    latest = book.now.date() + days * DAY
    assert latest - 5 * DAY <= scheduled["due_on"] <= latest
    assert scheduled["due_on"].isoweekday() < 6
    assert (scheduled["level"], scheduled["basis"]) == (to, "LEVEL_SET")
    assert book.case["next_review_due"] == scheduled["due_on"]


def test_another_level_takes_the_place_of_the_review_that_was_scheduled() -> None:
    book = at_level(Level.LEVEL_2)
    first = due(book)
    assert isinstance(decide_in(book, endorsed(book, Level.LEVEL_3)), Done)
    assert row(book, first)["status"] == "REPLACED"
    assert row(book, due(book))["level"] == Level.LEVEL_3


def test_a_level_that_no_review_rule_covers_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.agencies.process.book.REVIEW_RULES", ())
    book = Book()
    refused = decide_in(book, endorsed(book))
    assert isinstance(refused, Refused)
    assert "No review rule covers" in refused.problems[0].message


def test_a_case_without_a_level_is_told_to_have_one_decided() -> None:
    (problem,) = Scheduling((), (), Level.TO_BE_DETERMINED, Category.CATEGORY_1).uncovered(7, date(2026, 5, 1))
    assert "have its level decided first" in problem.message


def test_a_review_that_is_held_schedules_the_next_and_says_so_on_the_case() -> None:
    book = at_level(Level.LEVEL_1)
    first = due(book)
    book.later(300)
    assert isinstance(hold(book), Done)
    assert row(book, first)["status"] == "HELD"
    (kept,) = book.of(t.review)
    assert (kept["schedule_id"], kept["reviewed_by_name"]) == (first, "Officer 1")
    following = row(book, due(book))
    assert (following["basis"], following["counted_from"]) == ("LAST_REVIEW", book.now.date())
    assert kept["next_due"] == following["due_on"] == book.case["next_review_due"]
    assert book.case["last_reviewed_on"] == book.now.date()


def test_a_day_set_by_hand_is_sooner_than_the_rules() -> None:
    book = at_level(Level.LEVEL_1)
    too_late = hold(book, next_due_on=book.now.date() + 400 * DAY)
    assert isinstance(too_late, Refused)
    assert fields(too_late) == ["next_due_on"]
    assert isinstance(hold(book, next_due_on=book.now.date() + 30 * DAY), Done)
    following = row(book, due(book))
    assert (following["basis"], following["rule_id"]) == ("MEETING_SET_DATE", None)


@pytest.mark.parametrize(
    ("at", "given", "found"),
    [
        (Level.LEVEL_1, {"held_on": date(2027, 1, 1)}, ["held_on"]),
        (Level.LEVEL_1, {"outcome": ReviewOutcome.RETAIN_LEVEL_2}, ["outcome"]),
        (Level.LEVEL_1, {"outcome": ReviewOutcome.REFER_TO_LEVEL_2}, ["endorsed_by"]),
        (Level.LEVEL_2, {"outcome": ReviewOutcome.RETAIN_LEVEL_2}, ["kind"]),
        (Level.LEVEL_2, {"outcome": ReviewOutcome.EXIT, "kind": ReviewKind.MAPP_MEETING}, ["meeting"]),
    ],
    ids=("to come", "of another level", "not endorsed", "outside a meeting", "no such meeting"),
)
def test_what_is_wrong_with_a_review_is_told_by_field(at: Level, given: dict[str, Any], found: list[str]) -> None:
    refused = hold(at_level(at), **given)
    assert isinstance(refused, Refused)
    assert fields(refused) == found


def test_a_review_at_level_2_is_the_meeting_that_had_the_case_on_its_agenda() -> None:
    book = at_level(Level.LEVEL_2)
    given = {"outcome": ReviewOutcome.RETAIN_LEVEL_2, "kind": ReviewKind.MAPP_MEETING, "meeting": "MEETING-1"}
    assert isinstance(hold(book, **given, held_on=date(2026, 1, 1)), Done)
    assert book.of(t.review)[0]["meeting_case_id"] == UUID(int=0xD1)


def test_why_a_review_was_missed_is_said_once_its_day_has_passed_and_it_stays_to_be_held() -> None:
    book = at_level(Level.LEVEL_3)
    key = due(book)
    early = book.act(review.MACHINE, Act.RECORD_REVIEW_MISSED, COM, MISSED, key)
    assert isinstance(early, Refused)
    book.later(50)
    assert isinstance(book.act(review.MACHINE, Act.RECORD_REVIEW_MISSED, COM, MISSED, key), Done)
    assert isinstance(book.act(review.MACHINE, Act.RECORD_REVIEW_MISSED, COM, MISSED, key), Refused)
    assert due(book) == key
    assert row(book, key)["missed_because"] == "Nobody stood in."


def test_a_missed_review_is_taken_further_to_the_lead_agency_the_unit_and_the_board() -> None:
    book = at_level(Level.LEVEL_3)
    key = due(book)
    for _ in range(60):
        book.act(review.MACHINE, Act.ESCALATE_REVIEW, COORDINATOR, action_terms.Escalate(), key)
        book.later(2)
    told = [(each["step"], each["to_agency"]) for each in book.of(t.escalation)]
    assert told == [(1, "probation"), (2, "coordination"), (3, "oversight")]


def test_a_review_is_brought_forward_with_what_calls_for_it_and_never_put_off() -> None:
    book = at_level(Level.LEVEL_2)
    key = due(book)
    later = review_terms.BringForward(due_on=row(book, key)["due_on"] + DAY, reason="An arrest.")
    assert isinstance(book.act(review.MACHINE, Act.BRING_REVIEW_FORWARD, COM, later, key), Refused)
    sooner = review_terms.BringForward(due_on=book.now.date() + 3 * DAY, reason="An arrest.")
    assert isinstance(book.act(review.MACHINE, Act.BRING_REVIEW_FORWARD, COM, sooner, key), Done)
    assert row(book, key)["status"] == "REPLACED"
    new = row(book, due(book))
    assert (new["basis"], new["called_for_by"], new["due_on"]) == ("SIGNIFICANT_EVENT", "An arrest.", sooner.due_on)
    assert book.case["next_review_due"] == sooner.due_on


def test_the_only_review_of_a_managed_case_is_not_cancelled() -> None:
    book = at_level(Level.LEVEL_2)
    cancel = review_terms.CancelReview(reason="Scheduled twice.")
    assert isinstance(book.act(review.MACHINE, Act.CANCEL_REVIEW, COORDINATOR, cancel, due(book)), Refused)
    book.case["status"] = CaseStatus.EXITED
    assert isinstance(book.act(review.MACHINE, Act.CANCEL_REVIEW, COORDINATOR, cancel, due(book)), Done)
    assert book.reviews() == ()


def test_whatever_is_decided_a_managed_case_has_one_review_to_be_held() -> None:
    book = Book(category=Category.CATEGORY_1)
    for to in (Level.LEVEL_2, Level.LEVEL_3, Level.LEVEL_1, Level.LEVEL_2):
        decision = endorsed(book, to)
        book.act(level.MACHINE, Act.DECIDE_LEVEL, CHAIR, givens.decided(), decision)
        book.later(10)
        assert len(book.reviews()) == 1
        assert row(book, due(book))["case_id"] == CASE
