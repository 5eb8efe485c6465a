"""Where record and rules part: a wrong category, an exit that a person is to confirm, a review of a decision."""

from datetime import date

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules.category import Recorded, of_category, of_exited
from agencies.coordination.rules.facts import PersonFacts
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.identification import answers
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import Category, Level
from tests.agencies.rules.facts import BOOK, SENTENCED, dangerous, held, person, registered, sentence

RULING = Ruling(BOOK, Calendar(), date(2023, 12, 1))


def found(facts: PersonFacts, category: Category, reviewed_on: date | None = None) -> list[Finding]:
    recorded = Recorded(category, SENTENCED, reviewed_on)
    return list(of_category(recorded, facts, answers(facts, BOOK), RULING))


def test_an_exit_is_found_from_the_day_after_the_last_day_and_is_to_be_confirmed_in_working_days() -> None:
    (exit_due,) = found(person(sentence()), Category.CATEGORY_2)
    assert exit_due.kind is FindingKind.EXIT_DUE
    assert (exit_due.holds_from, exit_due.holds_until) == (date(2024, 5, 10), None)
    assert exit_due.settle_by == date(2024, 5, 24)
    assert exit_due.says == (
        "The ground for category 2 ended on 10 May 2024. No other ground stands: a person is to confirm the exit."
    )


def test_an_exit_from_one_category_names_the_one_that_still_stands() -> None:
    facts = person(sentence(last_day=date(2030, 1, 1)), registered(last_day=date(2025, 1, 31)))
    first = found(facts, Category.CATEGORY_1)[0]
    assert first.kind is FindingKind.EXIT_DUE
    assert first.says.startswith("The ground for category 1 ended on 1 February 2025. Category 2 stands: Robbery")


def test_a_category_that_the_rules_do_not_give_is_a_disagreement_with_the_rule_and_its_source() -> None:
    disagrees = found(person(sentence()), Category.CATEGORY_1)[0]
    assert disagrees.kind is FindingKind.CATEGORY_DISAGREES
    assert disagrees.says.startswith("Recorded in category 1; the rules say category 2: Robbery: imprisonment")
    assert disagrees.rule_code == "category-2-imprisonment"
    assert disagrees.holds_until == date(2024, 5, 10)


def test_what_may_be_all_that_keeps_the_rules_from_the_recorded_category_is_said_with_what_they_say() -> None:
    """A period of notification that nobody entered is no reason to move somebody to category 2."""
    disagrees = found(person(sentence(offence="Rape", offence_code="RA")), Category.CATEGORY_1)[0]
    assert disagrees.kind is FindingKind.CATEGORY_DISAGREES
    assert disagrees.says.startswith("Recorded in category 1; the rules say category 2: Rape: imprisonment")
    assert disagrees.says.endswith(" Rape may bring notification requirements, and the police hold no period of them.")


def test_no_ground_at_all_is_a_disagreement_too() -> None:
    (disagrees,) = found(person(sentence(offence_code="TH", schedule=None)), Category.CATEGORY_2)
    assert disagrees.says == "Recorded in category 2; the rules find no ground for any category."


def test_a_category_to_be_determined_disagrees_and_is_due_to_leave_when_the_ground_ends() -> None:
    kinds = [each.kind for each in found(person(sentence()), Category.TO_BE_DETERMINED)]
    assert kinds == [FindingKind.CATEGORY_DISAGREES, FindingKind.EXIT_DUE]


def test_what_is_not_known_is_a_finding_of_its_own() -> None:
    finding = found(person(sentence(length=None)), Category.CATEGORY_2)[0]
    assert finding.kind is FindingKind.CATEGORY_NOT_KNOWN
    assert finding.says == "The length of the sentence for Robbery is not recorded."


def test_a_category_that_rests_on_a_decision_is_reviewed_from_the_decision_or_the_last_review() -> None:
    facts = person(dangerous(date(2023, 6, 1)), held(Level.LEVEL_2, date(2023, 6, 1)))
    (review,) = found(facts, Category.CATEGORY_3)
    assert (review.kind, review.holds_from) == (FindingKind.CATEGORY_REVIEW_DUE, date(2023, 12, 1))
    (later,) = found(facts, Category.CATEGORY_3, date(2023, 8, 31))
    assert later.holds_from == date(2024, 2, 29)


def test_category_3_at_level_1_is_due_to_leave() -> None:
    facts = person(
        dangerous(date(2023, 6, 1)),
        held(Level.LEVEL_2, date(2023, 6, 1), date(2023, 11, 1)),
        held(Level.LEVEL_1, date(2023, 11, 1)),
    )
    exit_due = found(facts, Category.CATEGORY_3)[0]
    assert (exit_due.kind, exit_due.holds_from) == (FindingKind.EXIT_DUE, date(2023, 11, 1))


def test_who_left_and_was_sentenced_again_is_found_from_the_new_sentence_on() -> None:
    again = person(registered(last_day=date(2022, 1, 31)), sentence())
    (finding,) = of_exited(date(2022, 2, 1), answers(again, BOOK), RULING)
    assert (finding.kind, finding.holds_from) == (FindingKind.CATEGORY_DISAGREES, SENTENCED)
    assert finding.says.startswith("Left MAPPA on 1 February 2022; now in category 2: Robbery")
    assert list(of_exited(SENTENCED, answers(again, BOOK), RULING)) == []


def test_an_agreement_finds_nothing_and_neither_does_what_is_over() -> None:
    endless = sentence(last_day=None)
    assert found(person(endless), Category.CATEGORY_2) == []
    over = sentence(sentenced_on=date(2020, 1, 1), last_day=date(2021, 1, 1))
    assert [each.holds_from for each in found(person(over, endless), Category.CATEGORY_2)] == []
