"""Whether a person comes under MAPPA, in which category, why, since when and until when."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.coordination.rule_vocabulary import Ending, Reach, Verdict
from agencies.coordination.rules.facts import PersonFacts, Sentence
from agencies.coordination.rules.identification import NOTHING_HELD, Identification, answers
from agencies.coordination.rules.rows import RuleMissingError
from agencies.coordination.rules.spans import Span
from agencies.coordination.vocabulary import Category, Level, QualifyingReason
from agencies.police.vocabulary import NotificationBasis
from agencies.probation.vocabulary import SentenceKind
from gateway.assessment.holdings import HOSPITAL, LIFELONG
from tests.agencies.rules.facts import (
    BOOK,
    SENTENCED,
    SEXUAL,
    TERRORIST,
    dangerous,
    held,
    person,
    registered,
    sentence,
)

ON = date(2023, 12, 1)
CATEGORIES = (Category.CATEGORY_1, Category.CATEGORY_2, Category.CATEGORY_3, Category.CATEGORY_4)


def said(facts: PersonFacts, on: date = ON) -> Identification:
    return on_day(answers(facts, BOOK), on)


def on_day(periods: tuple[Identification, ...], on: date) -> Identification:
    first, *later = periods
    return next((each for each in reversed(later) if each.since <= on), first)


def ends_of(answer: Identification) -> Ending | None:
    return None if answer.ground is None else answer.ground.ending


# -- sentences ---------------------------------------------------------------------------------------------------


def test_exactly_twelve_months_qualifies_in_category_2_and_says_why() -> None:
    answer = said(person(sentence()))
    assert (answer.verdict, answer.category) == (Verdict.QUALIFIES, Category.CATEGORY_2)
    assert answer.ground is not None
    assert answer.ground.limb is QualifyingReason.QUALIFYING_SENTENCE
    assert answer.ground.rule == "category-2-imprisonment"
    assert answer.ground.words == "Robbery: imprisonment of not less than 12 months, passed on 10 May 2023."
    assert "s.327(3)" in answer.ground.source


@pytest.mark.parametrize("length", [Span(11), Span(11, 29), Span(days=364), Span(days=365)])
def test_less_than_twelve_months_does_not_qualify(length: Span) -> None:
    """10 May 2023 to 10 May 2024 has a leap day within, so that 365 days are a day short."""
    assert said(person(sentence(length=length))).verdict is Verdict.DOES_NOT_QUALIFY


def test_365_days_qualify_where_no_leap_day_lies_within() -> None:
    facts = person(sentence(sentenced_on=date(2022, 5, 10), length=Span(days=365)))
    assert said(facts, date(2022, 6, 1)).category is Category.CATEGORY_2


def test_a_licence_holds_through_its_last_day() -> None:
    facts = person(sentence())
    assert said(facts, SENTENCED - timedelta(days=1)).verdict is Verdict.DOES_NOT_QUALIFY
    assert said(facts, SENTENCED).verdict is Verdict.QUALIFIES
    assert said(facts, date(2024, 5, 9)).verdict is Verdict.QUALIFIES
    assert said(facts, date(2024, 5, 10)).verdict is Verdict.DOES_NOT_QUALIFY
    assert said(facts).until == date(2024, 5, 10)


@pytest.mark.parametrize("kind", [kind for kind in SentenceKind if kind in LIFELONG])
def test_a_sentence_for_life_qualifies_without_a_length_and_nothing_dated_ends_it(kind: SentenceKind) -> None:
    answer = said(person(sentence(kind=kind, length=None, ending=Ending.NEVER, last_day=None)))
    assert (answer.category, answer.until, ends_of(answer)) == (Category.CATEGORY_2, None, Ending.NEVER)


@pytest.mark.parametrize("kind", HOSPITAL)
def test_a_hospital_or_guardianship_order_qualifies_until_discharge(kind: SentenceKind) -> None:
    answer = said(person(sentence(kind=kind, length=None, ending=Ending.ON_DISCHARGE, last_day=None)))
    assert answer.ground is not None
    assert answer.ground.limb is QualifyingReason.HOSPITAL_OR_GUARDIANSHIP_ORDER
    assert ends_of(answer) is Ending.ON_DISCHARGE


@pytest.mark.parametrize("kind", ["COMMUNITY_ORDER", "CAUTION"])
def test_a_sentence_that_the_statute_does_not_list_does_not_qualify(kind: str) -> None:
    assert said(person(sentence(kind=kind))).verdict is Verdict.DOES_NOT_QUALIFY


def test_an_offence_in_no_schedule_does_not_qualify_whatever_its_sentence() -> None:
    theft = sentence(offence="Theft", offence_code="TH", schedule=None, length=Span(60))
    assert said(person(theft)).verdict is Verdict.DOES_NOT_QUALIFY


@pytest.mark.parametrize(
    ("changes", "unknown"),
    [
        ({"schedule": None}, "No list says whether Robbery is in a schedule."),
        ({"length": None}, "The length of the sentence for Robbery is not recorded."),
        ({"kind": "OTHER"}, "The sentence for Robbery was not recognised."),
        ({"kind": "OTHER", "sentenced_on": None}, "The sentence for Robbery is not recorded yet."),
    ],
)
def test_what_is_not_known_is_never_no(changes: dict[str, object], unknown: str) -> None:
    answer = said(person(sentence(**changes)))
    assert (answer.verdict, answer.category, answer.unknowns) == (Verdict.NOT_KNOWN, None, (unknown,))


def test_of_somebody_of_whom_nothing_is_held_nothing_is_known() -> None:
    assert said(PersonFacts()).unknowns == (NOTHING_HELD,)


# -- coercive control, from 3 February 2025 ------------------------------------------------------------------------

COERCIVE: dict[str, Any] = {"offence": "Coercive control", "offence_code": "CC", "schedule": None}


def test_coercive_control_qualifies_from_the_day_on_also_when_suspended() -> None:
    day = date(2025, 2, 3)
    for kind in ("IMPRISONMENT", "SUSPENDED_SENTENCE"):
        facts = person(sentence(**COERCIVE, kind=kind, sentenced_on=day, last_day=date(2026, 2, 2)))
        assert said(facts, day).category is Category.CATEGORY_2
        assert said(facts, day - timedelta(days=1)).verdict is Verdict.DOES_NOT_QUALIFY


def test_whether_an_earlier_sentence_for_coercive_control_is_reached_is_not_known_from_the_day_on() -> None:
    facts = person(sentence(**COERCIVE, sentenced_on=date(2025, 2, 2), last_day=date(2026, 2, 1)))
    assert said(facts, date(2025, 2, 2)).verdict is Verdict.DOES_NOT_QUALIFY
    answer = said(facts, date(2025, 2, 3))
    assert answer.verdict is Verdict.NOT_KNOWN
    assert answer.unknowns == (
        "Whether the change of 3 February 2025 reaches the earlier sentence for Coercive control is not settled.",
    )
    assert said(facts, date(2026, 2, 2)).verdict is Verdict.DOES_NOT_QUALIFY


@pytest.mark.parametrize(
    ("reach", "verdict"), [(Reach.RUNNING, Verdict.QUALIFIES), (Reach.PASSED_SINCE, Verdict.DOES_NOT_QUALIFY)]
)
def test_once_the_question_is_settled_a_row_says_so(reach: Reach, verdict: Verdict) -> None:
    settled = [replace(row, reach=reach) if row.code == "coercive-control" else row for row in BOOK.schedules]
    facts = person(sentence(**COERCIVE, sentenced_on=date(2024, 6, 1), last_day=date(2026, 5, 31)))
    assert on_day(answers(facts, replace(BOOK, schedules=tuple(settled))), date(2025, 2, 3)).verdict is verdict


# -- notification ------------------------------------------------------------------------------------------------


def test_notification_is_category_1_and_ends_when_its_years_are_over() -> None:
    facts = person(registered())
    assert said(facts, date(2030, 2, 28)).category is Category.CATEGORY_1
    assert said(facts, date(2030, 3, 1)).verdict is Verdict.DOES_NOT_QUALIFY


def test_an_end_that_the_police_recorded_goes_before_the_rule() -> None:
    facts = person(registered(last_day=date(2025, 6, 30)))
    assert said(facts).until == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"indefinite": True}, Ending.NEVER),
        ({"basis": "CUSTODY_OVER_30_MONTHS"}, Ending.NEVER),
        ({"basis": "CIVIL_ORDER"}, Ending.NOT_KNOWN),
        ({"basis": "CAUTION", "starts_on": date(2023, 11, 1)}, Ending.ON_DATE),
    ],
)
def test_what_ends_notification_follows_from_its_basis(changes: dict[str, object], ending: Ending) -> None:
    answer = said(person(registered(**changes)))
    assert (answer.category, ends_of(answer)) == (Category.CATEGORY_1, ending)


def test_a_period_from_before_the_arrangements_counts_from_when_they_began() -> None:
    facts = person(registered(basis="CUSTODY_OVER_30_MONTHS", starts_on=date(1994, 3, 11)))
    assert said(facts).category is Category.CATEGORY_1
    assert said(facts, date(2004, 4, 4)).verdict is Verdict.DOES_NOT_QUALIFY


def test_notification_under_an_act_that_was_not_recorded_is_not_known() -> None:
    answer = said(person(registered(basis="UNKNOWN")))
    assert answer.verdict is Verdict.NOT_KNOWN
    assert answer.unknowns == ("Subject to notification requirements; the record does not say under which Act.",)


def test_a_registrable_offence_without_a_period_of_notification_is_a_question() -> None:
    answer = said(person(sentence(offence="Exposure", schedule=SEXUAL, kind="COMMUNITY_ORDER")))
    assert answer.verdict is Verdict.NOT_KNOWN
    assert answer.unknowns == ("Exposure may bring notification requirements, and the police hold no period of them.",)


# -- one category at a time ----------------------------------------------------------------------------------------


def test_who_is_registered_and_on_licence_is_in_category_1_then_in_2_when_only_the_licence_is_left() -> None:
    rape = sentence(offence="Rape", offence_code="RA", schedule=None, length=Span(120), last_day=date(2033, 5, 9))
    facts = person(rape, registered(last_day=date(2028, 2, 29)))
    assert [each.category for each in said(facts).others] == [Category.CATEGORY_2]
    assert said(facts).category is Category.CATEGORY_1
    assert said(facts, date(2028, 3, 1)).category is Category.CATEGORY_2


def test_terrorism_goes_before_every_other_category() -> None:
    facts = person(
        sentence(), registered(), sentence(schedule=TERRORIST), registered(basis="TERRORISM_OFFENCE", indefinite=True)
    )
    answer = said(facts)
    assert answer.category is Category.CATEGORY_4
    assert {each.category for each in answer.others} == {
        Category.CATEGORY_1,
        Category.CATEGORY_2,
        Category.CATEGORY_4,
    }


def test_where_no_row_says_which_category_goes_first_nothing_is_guessed() -> None:
    without = replace(BOOK, precedence=BOOK.precedence[:1])
    with pytest.raises(RuleMissingError, match="No row says when"):
        answers(person(sentence(), registered()), without)


# -- category 3: by decision, at level 2 or 3 alone ------------------------------------------------------------------

DECIDED = date(2023, 6, 1)


def test_category_3_holds_while_it_is_decided_and_the_level_is_2_or_3() -> None:
    facts = person(
        sentence(schedule=None, offence_code="TH"),
        dangerous(DECIDED),
        held(Level.LEVEL_3, DECIDED, date(2023, 9, 1)),
        held(Level.LEVEL_2, date(2023, 9, 1), date(2024, 1, 1)),
        held(Level.LEVEL_1, date(2024, 1, 1)),
    )
    assert said(facts, DECIDED).category is Category.CATEGORY_3
    assert said(facts, date(2023, 12, 31)).category is Category.CATEGORY_3
    assert said(facts, date(2024, 1, 1)).verdict is Verdict.DOES_NOT_QUALIFY


def test_category_3_with_its_level_to_be_determined_is_not_known() -> None:
    assert said(person(dangerous(DECIDED), held(Level.TO_BE_DETERMINED, DECIDED))).verdict is Verdict.NOT_KNOWN
    assert said(person(dangerous(DECIDED))).verdict is Verdict.NOT_KNOWN


def test_category_3_is_for_whoever_is_in_no_other() -> None:
    facts = person(sentence(), dangerous(DECIDED), held(Level.LEVEL_2, DECIDED))
    assert said(facts).category is Category.CATEGORY_2
    assert said(facts, date(2024, 5, 10)).category is Category.CATEGORY_3


# -- properties ----------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
SENTENCES = st.builds(
    sentence,
    offence_code=st.sampled_from([None, "CC", "TH", "RA", "??"]),
    schedule=st.sampled_from([None, "CJA 2003, Sch. 15 Part 1", SEXUAL, TERRORIST]),
    sentenced_on=DAYS,
    convicted_on=DAYS,
    kind=st.sampled_from([kind.value for kind in SentenceKind]),
    length=st.one_of(st.none(), st.builds(Span, st.integers(0, 40), st.integers(0, 400))),
    last_day=st.one_of(st.none(), DAYS),
)
PERIODS = st.builds(
    registered,
    basis=st.sampled_from([basis.value for basis in NotificationBasis]),
    starts_on=DAYS,
    last_day=st.one_of(st.none(), DAYS),
    indefinite=st.booleans(),
)
DECISIONS = st.builds(dangerous, DAYS)
LEVELS = st.builds(held, st.sampled_from(list(Level)), DAYS)
PEOPLE = st.lists(st.one_of(SENTENCES, PERIODS, DECISIONS, LEVELS), max_size=5).map(lambda facts: person(*facts))


@given(PEOPLE)
def test_the_answers_of_a_life_follow_one_another_without_a_gap_and_each_differs_from_the_last(
    facts: PersonFacts,
) -> None:
    every = answers(facts, BOOK)
    assert every[0].since == date.min
    assert every[-1].until is None
    for one, following in pairwise(every):
        assert one.until == following.since
        assert one.since < following.since
        assert replace(one, since=following.since, until=following.until) != following


@given(PEOPLE, DAYS)
def test_the_answer_on_a_day_is_that_of_its_period_and_never_no_while_something_is_unknown(
    facts: PersonFacts, day: date
) -> None:
    answer = said(facts, day)
    assert answer.since <= day
    assert answer.until is None or day < answer.until
    assert (answer.verdict is Verdict.QUALIFIES) == (answer.category in CATEGORIES)
    assert answer.verdict is not Verdict.DOES_NOT_QUALIFY or not answer.unknowns


@given(PEOPLE, SENTENCES, DAYS)
def test_one_more_sentence_takes_nobody_out_of_mappa(facts: PersonFacts, more: Sentence, day: date) -> None:
    with_more = replace(facts, sentences=(*facts.sentences, more))
    if said(facts, day).verdict is Verdict.QUALIFIES:
        assert said(with_more, day).verdict is Verdict.QUALIFIES


@given(SENTENCES, st.dates(date(2025, 2, 1), date(2025, 2, 5)))
def test_around_the_day_of_a_change_the_day_itself_is_the_first_with_the_new_rule(drawn: Sentence, day: date) -> None:
    changed = replace(drawn, **COERCIVE, kind="IMPRISONMENT", length=Span(24))
    facts = person(replace(changed, sentenced_on=day, convicted_on=day, last_day=date(2027, 1, 1)))
    assert (said(facts, day).verdict is Verdict.QUALIFIES) == (day >= date(2025, 2, 3))


# -- the rows ------------------------------------------------------------------------------------------------------


def test_every_sentence_and_basis_in_the_rows_is_a_word_of_its_owner() -> None:
    assert {row.sentence_kind for row in BOOK.sentences} <= {kind.value for kind in SentenceKind}
    assert {row.basis for row in BOOK.notifications} <= {basis.value for basis in NotificationBasis}


def test_every_row_has_a_key_of_its_own_and_a_source() -> None:
    rows = [*BOOK.schedules, *BOOK.sentences, *BOOK.notifications, *BOOK.precedence, *BOOK.conditions, *BOOK.timings]
    assert len({row.key for row in rows}) == len(rows)
    assert all(row.source for row in rows)
