"""The level-setting decision without a database: each guard, what a decision writes, and whom it is communicated to."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process import level, level_terms, receipt
from agencies.coordination.process.assessment import Assessment
from agencies.coordination.process.criteria import NEEDED, Criterion
from agencies.coordination.vocabulary import (
    AssessmentState,
    CaseStatus,
    Category,
    DecidedAt,
    Level,
    LevelCriterion,
)
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Actor, Done, Refused
from policies.vocabulary import Act
from tests.agencies.process import givens
from tests.agencies.process.book import CHAIR, COM, COORDINATOR, POLICE, SENIOR, Book


def done(decided: Done | Refused) -> UUID:
    assert isinstance(decided, Done), decided
    return decided.record


def met(decided: Done | Refused) -> list[tuple[str, ProblemCode]]:
    assert isinstance(decided, Refused)
    return [(problem.field, problem.code) for problem in decided.problems]


def proposed(book: Book, to: Level = Level.LEVEL_2, by: Actor = COM) -> UUID:
    return done(book.act(level.MACHINE, Act.PROPOSE_LEVEL, by, givens.propose(to)))


def endorsed(book: Book, to: Level = Level.LEVEL_2) -> UUID:
    decision = proposed(book, to)
    return done(book.act(level.MACHINE, Act.ENDORSE_LEVEL, SENIOR, NothingGiven(), decision))


def decide_in(book: Book, decision: UUID, **given: Any) -> Done | Refused:  # noqa: ANN401 - fields of every kind
    return book.act(level.MACHINE, Act.DECIDE_LEVEL, CHAIR, givens.decided(**given), decision)


def at_level(to: Level) -> Book:
    book = Book()
    done(decide_in(book, endorsed(book, to)))
    return book


@pytest.mark.parametrize("to", NEEDED)
def test_a_level_is_proposed_endorsed_and_decided(to: Level) -> None:
    book = at_level(to)
    assert (book.case["level"], book.case["level_set_on"]) == (to, book.now.date())
    (decision,) = book.of(t.level_decision)
    assert (decision["stage"], decision["previous_level"]) == ("DECIDED", Level.LEVEL_1)
    assert (decision["risk_band"], decision["assessment_state"]) == ("HIGH", AssessmentState.CURRENT)
    assert [row["criterion"] for row in book.of(t.decision_criterion)] == list(givens.TESTS[to])
    assert [row["what"] for row in book.of(t.decision_evidence)] == ["Assessment"]


def test_a_decision_supersedes_the_one_before_and_overwrites_nothing() -> None:
    book = at_level(Level.LEVEL_3)
    first = dict(book.of(t.level_decision)[0])
    book.later(60)
    book.assessments = (Assessment(date(2026, 2, 1), "MEDIUM"),)
    done(decide_in(book, endorsed(book, Level.LEVEL_2)))
    before, after = book.of(t.level_decision)
    assert before == first
    assert after["supersedes"] == first["id"]
    ended, holds = book.of(t.level_history)
    assert (ended["level"], ended["valid_until"]) == (Level.LEVEL_3, book.now.date())
    assert (holds["level"], holds.get("valid_until")) == (Level.LEVEL_2, None)


@pytest.mark.parametrize("act", [Act.ENDORSE_LEVEL, Act.DECIDE_LEVEL, Act.DECLINE_LEVEL])
def test_nobody_endorses_decides_or_declines_what_they_proposed(act: Act) -> None:
    book = Book()
    decision = endorsed(book) if act is Act.DECIDE_LEVEL else proposed(book)
    given = {Act.DECIDE_LEVEL: givens.decided(), Act.DECLINE_LEVEL: level_terms.CloseProposal(reason="No.")}
    assert met(book.act(level.MACHINE, act, COM, given.get(act, NothingGiven()), decision)) == [
        ("id", ProblemCode.NOT_BY_YOU)
    ]


def test_a_level_is_not_decided_before_it_is_endorsed() -> None:
    book = Book()
    assert met(decide_in(book, proposed(book))) == [("id", ProblemCode.NOT_NOW)]
    assert book.case["level"] == Level.LEVEL_1


@pytest.mark.parametrize(
    ("assessments", "disagreements", "state"),
    [
        ((), 0, AssessmentState.MISSING),
        ((Assessment(date(2025, 1, 4), "HIGH"),), 0, AssessmentState.OLD),
        ((Assessment(date(2025, 12, 1), "HIGH"),), 1, AssessmentState.CONTRADICTED),
        (
            (Assessment(date(2025, 12, 1), "HIGH"), Assessment(date(2025, 12, 1), "LOW")),
            0,
            AssessmentState.CONTRADICTED,
        ),
    ],
)
def test_an_assessment_that_does_not_stand_stops_the_decision_until_it_is_said_why(
    assessments: tuple[Assessment, ...], disagreements: int, state: AssessmentState
) -> None:
    book = Book(assessments=assessments, disagreements=disagreements)
    decision = endorsed(book)
    assert met(decide_in(book, decision)) == [("assessment_stands_because", ProblemCode.MISSING)]
    done(decide_in(book, decision, assessment_stands_because="The risk is known and the plan covers it."))
    (row,) = book.of(t.level_decision)
    assert (row["assessment_state"], row["assessment_stands_because"]) == (
        state,
        "The risk is known and the plan covers it.",
    )


def test_an_assessment_of_exactly_the_age_allowed_is_current() -> None:
    book = Book(assessments=(Assessment(date(2025, 1, 5), "HIGH"),))
    done(decide_in(book, endorsed(book)))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"reference": "MEETING-9"}, ("reference", ProblemCode.INVALID)),
        ({"reference": "MEETING-2"}, ("reference", ProblemCode.NOT_YET)),
        ({"at": DecidedAt.SCREENING}, ("reference", ProblemCode.INVALID)),
    ],
)
def test_a_level_is_decided_where_the_case_was_before_those_who_decide(
    given: dict[str, Any], problem: tuple[str, ProblemCode]
) -> None:
    book = Book()
    assert met(decide_in(book, endorsed(book), **given)) == [problem]


@pytest.mark.parametrize("to", NEEDED)
def test_each_group_of_tests_for_a_level_is_needed(to: Level) -> None:
    for left_out in givens.TESTS[to]:
        criteria = tuple(each for each in givens.criteria(to) if each.criterion is not left_out)
        given = givens.propose(to, criteria=criteria)
        assert ("criteria", ProblemCode.MISSING) in met(Book().act(level.MACHINE, Act.PROPOSE_LEVEL, COM, given))
    unmet = givens.propose(to, criteria=givens.criteria(to, met=False))
    assert met(Book().act(level.MACHINE, Act.PROPOSE_LEVEL, COM, unmet))


def test_a_time_at_level_3_is_in_the_record_or_it_was_not() -> None:
    claimed = Criterion(criterion=LevelCriterion.PREVIOUSLY_LEVEL_3, met=True, how="Years ago.")
    criteria = (*givens.criteria(Level.LEVEL_2), claimed)
    given = givens.propose(criteria=criteria)
    assert met(Book().act(level.MACHINE, Act.PROPOSE_LEVEL, COM, given)) == [("criteria.2.met", ProblemCode.INVALID)]
    book = at_level(Level.LEVEL_3)
    done(book.act(level.MACHINE, Act.PROPOSE_LEVEL, COM, given))


def test_every_other_guard_of_a_proposal_names_its_field() -> None:
    twice = (*givens.criteria(Level.LEVEL_2), givens.criteria(Level.LEVEL_2)[0])
    for given, problem in (
        (givens.propose(Level.TO_BE_DETERMINED), ("level", ProblemCode.INVALID)),
        (givens.propose(evidence=()), ("evidence", ProblemCode.MISSING)),
        (givens.propose(criteria=twice), ("criteria", ProblemCode.INVALID)),
    ):
        assert met(Book().act(level.MACHINE, Act.PROPOSE_LEVEL, COM, given)) == [problem]
    third = Book(category=Category.CATEGORY_3)
    given = givens.propose(Level.LEVEL_1)
    assert met(third.act(level.MACHINE, Act.PROPOSE_LEVEL, COM, given)) == [("level", ProblemCode.INVALID)]
    left = Book()
    left.case["status"] = CaseStatus.EXITED
    assert met(left.act(level.MACHINE, Act.PROPOSE_LEVEL, COM, givens.propose())) == [("id", ProblemCode.NOT_NOW)]
    book = Book()
    proposed(book)
    assert met(book.act(level.MACHINE, Act.PROPOSE_LEVEL, POLICE, givens.propose())) == [("id", ProblemCode.NOT_NOW)]


def test_a_case_that_became_category_3_is_not_set_to_level_1() -> None:
    book = Book()
    decision = endorsed(book, Level.LEVEL_1)
    book.category = Category.CATEGORY_3
    assert met(decide_in(book, decision)) == [("level", ProblemCode.INVALID)]


def test_dissent_stands_beside_the_decision_before_and_after_it() -> None:
    book = Book()
    decision = endorsed(book)
    given = level_terms.RecordDissent(view="Level 3, for the resources.")
    done(book.act(level.MACHINE, Act.RECORD_DISSENT, POLICE, given, decision))
    done(decide_in(book, decision))
    done(book.act(level.MACHINE, Act.RECORD_DISSENT, COORDINATOR, given, decision))
    assert [row["agency"] for row in book.of(t.decision_dissent)] == ["police", "coordination"]


def test_a_proposal_that_is_declined_or_withdrawn_stays_on_record_and_changes_no_level() -> None:
    for act, state in ((Act.DECLINE_LEVEL, "NOT_AGREED"), (Act.WITHDRAW_LEVEL_PROPOSAL, "WITHDRAWN")):
        book = Book()
        decision = proposed(book)
        done(book.act(level.MACHINE, act, CHAIR, level_terms.CloseProposal(reason="The risk has changed."), decision))
        (row,) = book.of(t.level_decision)
        assert (row["stage"], row["closed_because"]) == (state, "The risk has changed.")
        assert book.case["level"] == Level.LEVEL_1


# -- communicated


def test_each_responsible_authority_and_everybody_assigned_gets_it() -> None:
    book = at_level(Level.LEVEL_2)
    receipts = [(row["to_agency"], row.get("to_name")) for row in book.of(t.decision_receipt)]
    assert receipts == [
        ("police", None),
        ("prison", None),
        ("probation", None),
        ("probation", "Tobias Merrow"),
        ("police", "Rowan Tarrant"),
    ]


def test_a_receipt_is_acknowledged_by_whom_it_is_for_and_once() -> None:
    book = at_level(Level.LEVEL_2)
    agency, personal = book.of(t.decision_receipt)[0]["id"], book.of(t.decision_receipt)[4]["id"]
    given = receipt.Acknowledge(note="Visits are weekly from now on.")
    refused = book.act(receipt.MACHINE, Act.ACKNOWLEDGE_DECISION, CHAIR, given, personal)
    assert met(refused) == [("id", ProblemCode.NOT_BY_YOU)]
    for key, actor in ((agency, CHAIR), (personal, POLICE)):
        done(book.act(receipt.MACHINE, Act.ACKNOWLEDGE_DECISION, actor, given, key))
        again = book.act(receipt.MACHINE, Act.ACKNOWLEDGE_DECISION, actor, given, key)
        assert met(again) == [("id", ProblemCode.NOT_NOW)]


def test_an_acknowledgement_is_chased_when_it_is_overdue_and_not_before() -> None:
    book = at_level(Level.LEVEL_2)
    key = book.of(t.decision_receipt)[0]["id"]
    book.later(5)
    refused = book.act(receipt.MACHINE, Act.CHASE_ACKNOWLEDGEMENT, COORDINATOR, NothingGiven(), key)
    assert met(refused) == [("id", ProblemCode.NOT_YET)]
    book.later(1)
    for times in (1, 2):
        done(book.act(receipt.MACHINE, Act.CHASE_ACKNOWLEDGEMENT, COORDINATOR, NothingGiven(), key))
        assert book.of(t.decision_receipt)[0]["chased"] == times
