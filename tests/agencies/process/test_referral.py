"""Referral, screening and requests for information without a database: each guard, and what each act writes."""

from datetime import timedelta
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process import information, referral
from agencies.coordination.process.rules import allowed, due
from agencies.coordination.vocabulary import Category, Level, ReferralStatus, RuleKind, ScreeningOutcome
from agencies.given import NothingGiven
from agencies.holdings import Assertion
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act, DataClass
from tests.agencies.process import givens
from tests.agencies.process.book import COM, COORDINATOR, POLICE, RULES, Book
from tests.agencies.process.situations import situation
from tests.agencies.process.test_level import done, met

ACCEPTED = givens.screen(ScreeningOutcome.ACCEPTED_LEVEL_2)


def started(book: Book) -> UUID:
    return done(book.act(referral.MACHINE, Act.START_REFERRAL, COM, givens.start()))


def completed(book: Book) -> UUID:
    key = started(book)
    for code in ("CATEGORY", "PERSON"):
        done(book.act(referral.MACHINE, Act.COMPLETE_REFERRAL_PART, COM, givens.part(code), key))
    return key


def submitted(book: Book) -> UUID:
    return done(book.act(referral.MACHINE, Act.SUBMIT_REFERRAL, COM, NothingGiven(), completed(book)))


def test_a_referral_begins_with_every_part_of_the_form_in_force_still_empty() -> None:
    book = Book()
    started(book)
    (row,) = book.of(t.referral)
    assert (row["parts_required"], row["reference"]) == (2, "REF-07-000001-1")
    assert [(part["code"], part.get("body")) for part in book.of(t.referral_part)] == [
        ("CATEGORY", None),
        ("PERSON", None),
        ("VICTIMS", None),
    ]
    assert book.case["version"] == 2


def test_a_part_is_filled_in_by_any_agency_and_a_later_text_supersedes_the_earlier() -> None:
    book = Book()
    key = completed(book)
    done(
        book.act(referral.MACHINE, Act.COMPLETE_REFERRAL_PART, POLICE, givens.part("PERSON", body="Known as Ash."), key)
    )
    texts = [row for row in book.of(t.referral_part) if row["code"] == "PERSON"]
    assert [bool(row.get("superseded_by")) for row in texts] == [True, True, False]
    assert (texts[-1]["body"], texts[-1]["written_by_agency"]) == ("Known as Ash.", "police")
    (row,) = book.of(t.referral)
    assert row["parts_complete"] == row["parts_required"] == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (givens.part("SHOE_SIZE"), ("part", ProblemCode.INVALID)),
        (referral.CompletePart(part="PERSON"), ("body", ProblemCode.INVALID)),
        (givens.part("PERSON", body="This.", not_known_because="That."), ("body", ProblemCode.INVALID)),
    ],
)
def test_a_part_says_one_thing_of_a_part_that_there_is(
    given: referral.CompletePart, problem: tuple[str, ProblemCode]
) -> None:
    book = Book()
    key = started(book)
    assert met(book.act(referral.MACHINE, Act.COMPLETE_REFERRAL_PART, COM, given, key)) == [problem]


def test_what_is_missing_from_the_form_is_told_part_by_part() -> None:
    book = Book()
    key = started(book)
    assert met(book.act(referral.MACHINE, Act.SUBMIT_REFERRAL, COM, NothingGiven(), key)) == [
        ("parts.CATEGORY", ProblemCode.MISSING),
        ("parts.PERSON", ProblemCode.MISSING),
    ]


def test_a_part_that_is_said_not_to_be_known_is_complete() -> None:
    book = Book()
    key = started(book)
    for code in ("CATEGORY", "PERSON"):
        given = givens.part(code, not_known_because="The file has not come.")
        done(book.act(referral.MACHINE, Act.COMPLETE_REFERRAL_PART, COM, given, key))
    done(book.act(referral.MACHINE, Act.SUBMIT_REFERRAL, COM, NothingGiven(), key))
    (row,) = book.of(t.referral)
    assert (row["received_on"], row["screen_by"]) == (book.now.date(), book.now.date() + timedelta(days=5))


@pytest.mark.parametrize(
    ("category", "outcome", "state"),
    [
        (Category.CATEGORY_1, ScreeningOutcome.ACCEPTED_LEVEL_2, "ACCEPTED"),
        (Category.CATEGORY_3, ScreeningOutcome.ACCEPTED_LEVEL_3, "ACCEPTED"),
        (Category.CATEGORY_1, ScreeningOutcome.REMAIN_AT_LEVEL_1, "REMAINED_AT_LEVEL_1"),
        (Category.CATEGORY_3, ScreeningOutcome.NOT_MAPPA_MANAGED, "NOT_MAPPA_MANAGED"),
    ],
)
def test_a_screening_ends_a_referral(category: Category, outcome: ScreeningOutcome, state: str) -> None:
    book = Book(category=category)
    done(book.act(referral.MACHINE, Act.SCREEN_REFERRAL, COORDINATOR, givens.screen(outcome), submitted(book)))
    (row,) = book.of(t.referral)
    assert row["status"] == state
    assert [each["outcome"] for each in book.of(t.screening)] == [outcome]
    assert book.case["level"] == Level.LEVEL_1, "a screening sets no level: a decision does"


@pytest.mark.parametrize(
    ("category", "outcome"),
    [
        (Category.CATEGORY_3, ScreeningOutcome.REMAIN_AT_LEVEL_1),
        (Category.CATEGORY_1, ScreeningOutcome.NOT_MAPPA_MANAGED),
    ],
)
def test_an_outcome_that_the_category_does_not_have_is_refused(category: Category, outcome: ScreeningOutcome) -> None:
    book = Book(category=category)
    refused = book.act(referral.MACHINE, Act.SCREEN_REFERRAL, COORDINATOR, givens.screen(outcome), submitted(book))
    assert met(refused) == [("outcome", ProblemCode.INVALID)]


def test_pending_information_says_what_is_needed_and_is_screened_again() -> None:
    book = Book()
    key, pending = submitted(book), ScreeningOutcome.PENDING_INFORMATION
    refused = book.act(referral.MACHINE, Act.SCREEN_REFERRAL, COORDINATOR, givens.screen(pending), key)
    assert met(refused) == [("information_needed", ProblemCode.MISSING)]
    done(book.act(referral.MACHINE, Act.SCREEN_REFERRAL, COORDINATOR, givens.screen(pending, "An address."), key))
    (row,) = book.of(t.referral)
    assert (row["status"], row["information_due_on"]) == (
        "PENDING_INFORMATION",
        book.now.date() + timedelta(days=10),
    )
    done(book.act(referral.MACHINE, Act.COMPLETE_REFERRAL_PART, COM, givens.part("VICTIMS"), key))
    done(book.act(referral.MACHINE, Act.SCREEN_REFERRAL, COORDINATOR, ACCEPTED, key))
    assert len(book.of(t.screening)) == 2


def test_nobody_screens_what_they_referred() -> None:
    book = Book()
    refused = book.act(referral.MACHINE, Act.SCREEN_REFERRAL, COM, ACCEPTED, submitted(book))
    assert met(refused) == [("id", ProblemCode.NOT_BY_YOU)]


# -- requests for information


def requested(book: Book) -> UUID:
    return done(book.act(information.MACHINE, Act.REQUEST_INFORMATION, COORDINATOR, givens.ask(), submitted(book)))


def test_a_request_is_due_by_the_rule_and_reminded_of_before_then() -> None:
    book = Book()
    key = requested(book)
    (row,) = book.of(t.information_request)
    today = book.now.date()
    assert (row["due_on"], row["remind_from"]) == (today + timedelta(days=10), today + timedelta(days=7))
    refused = book.act(information.MACHINE, Act.REMIND_OF_INFORMATION, COORDINATOR, NothingGiven(), key)
    assert met(refused) == [("id", ProblemCode.NOT_YET)]
    book.later(7)
    done(book.act(information.MACHINE, Act.REMIND_OF_INFORMATION, COORDINATOR, NothingGiven(), key))
    assert (row["reminders"], row["last_reminded_on"], row["status"]) == (1, book.now.date(), "REQUESTED")


def test_what_is_asked_of_nobody_or_for_yesterday_is_refused() -> None:
    book = Book()
    given = givens.ask(asked_of="nobody", due_on=book.now.date() - timedelta(days=1))
    refused = book.act(information.MACHINE, Act.REQUEST_INFORMATION, COORDINATOR, given, submitted(book))
    assert met(refused) == [("asked_of", ProblemCode.INVALID), ("due_on", ProblemCode.INVALID)]


def test_nothing_is_asked_for_a_referral_that_is_not_being_screened() -> None:
    book = Book()
    refused = book.act(information.MACHINE, Act.REQUEST_INFORMATION, COORDINATOR, givens.ask(), started(book))
    assert met(refused) == [("id", ProblemCode.NOT_NOW)]


def test_what_would_reach_nobody_is_asked_only_where_it_is_said_why_all_the_same() -> None:
    known = information.RequestKnown(ReferralStatus.SUBMITTED, ("housing",), RULES, reached=False)
    by_telephone = "They are told by telephone."
    refused = decide(information.MACHINE, Act.REQUEST_INFORMATION, situation(givens.ask(), known))
    assert met(refused) == [("despite", ProblemCode.MISSING)]
    assert isinstance(refused, Refused)
    assert refused.problems[0].tells is DataClass.ACCESS_LIMIT, "who is barred is not told to whoever may not know"
    asked = decide(information.MACHINE, Act.REQUEST_INFORMATION, situation(givens.ask(despite=by_telephone), known))
    assert isinstance(asked, Done)
    assert asked.writes[0].values["despite"] == by_telephone


def test_an_answer_says_whether_it_is_fact_and_a_refusal_why() -> None:
    book = Book()
    answer = information.ProvideInformation(answer="His mother lives there.", assertion=Assertion.FACT)
    done(book.act(information.MACHINE, Act.PROVIDE_INFORMATION, POLICE, answer, requested(book)))
    (row,) = book.of(t.information_request)
    assert (row["status"], row["answer"], row["assertion"]) == ("PROVIDED", "His mother lives there.", "FACT")
    book = Book()
    given = information.DeclineInformation(reason="It would reveal a source.")
    key = requested(book)
    done(book.act(information.MACHINE, Act.DECLINE_INFORMATION, POLICE, given, key))
    (row,) = book.of(t.information_request)
    assert (row["status"], row["closed_because"]) == ("DECLINED", "It would reveal a source.")
    assert isinstance(book.act(information.MACHINE, Act.PROVIDE_INFORMATION, POLICE, answer, key), Refused)


# -- rules


def test_an_area_s_own_rule_goes_before_the_one_for_all() -> None:
    own = RULES[0].__class__(RuleKind.SCREENING_DUE, 7, 2)
    assert allowed((*RULES, own), RuleKind.SCREENING_DUE) == timedelta(days=2)
    assert due(RULES, RuleKind.SCREENING_DUE, Book().now.date()) == Book().now.date() + timedelta(days=5)


def test_a_rule_that_nobody_made_is_a_mistake_that_says_so() -> None:
    with pytest.raises(LookupError, match="No rule says SCREENING_DUE"):
        allowed((), RuleKind.SCREENING_DUE)
