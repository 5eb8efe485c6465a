"""Serious further offence and review without a database: each guard, and each way through."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agencies.coordination.life_vocabulary import SeriousReviewStatus
from agencies.coordination.process import serious_review
from agencies.coordination.process.rules import Days
from agencies.coordination.vocabulary import CaseStatus, Category, Level, RuleKind
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import situation
from tests.agencies.process.test_level import met

KNOWN = serious_review.NotifyKnown(
    serious_review.Case(CaseStatus.EXITED, Category.CATEGORY_2, Level.LEVEL_3),
    (Days(RuleKind.SERIOUS_OFFENCE_ACKNOWLEDGED, None, 5),),
)


def notify(known: serious_review.NotifyKnown = KNOWN, **given: Any) -> Done | Refused:
    usual: dict[str, Any] = {"offence": "Wounding", "occurred_on": date(2026, 6, 1), "circumstances": "At a hostel."}
    notification = serious_review.NotifySeriousOffence(**(usual | given))
    return decide(serious_review.MACHINE, Act.NOTIFY_SERIOUS_OFFENCE, situation(notification, known))


def test_a_case_that_has_left_is_notified_of_as_it_was_managed() -> None:
    done = notify()
    assert isinstance(done, Done)
    row = done.writes[0].values
    assert (row["category"], row["level"], row["acknowledge_by"]) == (
        Category.CATEGORY_2,
        Level.LEVEL_3,
        date(2026, 6, 20),
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"occurred_on": date(2026, 7, 1)}, "occurred_on"),
        ({"charged_on": date(2026, 7, 1)}, "charged_on"),
        ({"charged_on": date(2026, 5, 1)}, "charged_on"),
    ],
    ids=["to come", "charge to come", "charge before"],
)
def test_days_are_past_and_in_order(given: Any, field: str) -> None:
    assert met(notify(**given)) == [(field, ProblemCode.INVALID)]


def test_what_was_entered_in_error_was_no_case() -> None:
    error = replace(KNOWN, case=replace(KNOWN.case, status=CaseStatus.ENTERED_IN_ERROR))
    assert met(notify(error)) == [("id", ProblemCode.NOT_NOW)]


@pytest.mark.parametrize(("held", "state"), [(True, "REVIEW_DECIDED"), (False, "NO_REVIEW")], ids=["held", "not held"])
def test_whether_a_review_is_held_is_decided_with_a_reason_after_it_was_acknowledged(held: bool, state: str) -> None:
    acknowledged = situation(NothingGiven(), None, SeriousReviewStatus.NOTIFIED)
    done = decide(serious_review.MACHINE, Act.ACKNOWLEDGE_SERIOUS_OFFENCE, acknowledged)
    assert isinstance(done, Done)
    given = serious_review.DecideReview(review=held, decided_by="D Fairlight, chair", reason="As discussed.")
    for source, ends in ((SeriousReviewStatus.NOTIFIED, None), (SeriousReviewStatus.ACKNOWLEDGED, state)):
        decided = decide(serious_review.MACHINE, Act.DECIDE_SERIOUS_CASE_REVIEW, situation(given, None, source))
        assert (decided.target if isinstance(decided, Done) else None) == ends


def test_a_review_is_concluded_with_what_it_found() -> None:
    given = serious_review.ConcludeReview(summary="The move was not told.", learning="Tell of moves the same day.")
    at = situation(given, None, SeriousReviewStatus.REVIEW_DECIDED)
    done = decide(serious_review.MACHINE, Act.CONCLUDE_SERIOUS_CASE_REVIEW, at)
    assert isinstance(done, Done)
    assert done.writes[0].values["learning"] == "Tell of moves the same day."
