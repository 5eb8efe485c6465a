"""Minutes without a database: nothing that was agreed changes, and no word of anybody's is lost."""

# ruff: noqa: ANN401 - givens of every act
from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import SectionHeading
from agencies.coordination.process import section_terms
from agencies.holdings import Assertion
from agencies.transitions import Actor, Done, Refused
from policies.vocabulary import Act, DataClass, ItemHandling
from tests.agencies.process.minutes_book import AMENDMENT, CHAIR, HOUSING, POLICE, UNIT, MinutesBook, section, text
from tests.agencies.process.situations import fields


def problems(decided: Any) -> list[tuple[str, str]]:
    assert isinstance(decided, Refused), decided
    return [(each.field, each.code.name) for each in decided.problems]


# -- begun


def test_minutes_begin_with_a_section_for_each_head_and_one_for_each_agency_that_shares() -> None:
    book = MinutesBook()
    key = book.begun()
    begun = [(row["position"], row["heading"], row["owner"], row["state"]) for row in book.sections(key)]
    assert begun == [
        (1, "ATTENDANCE", "coordination", "EMPTY"),
        *((2, "INFORMATION_SHARING", owner, "EMPTY") for owner in ("police", "prison", "probation", "housing")),
        (3, "RISK_ASSESSMENT", "coordination", "EMPTY"),
    ]
    (row,) = book.of(t.minutes)
    assert (row["edition"], row["status"], row["circulate_by"]) == (1, "DRAFT", date(2026, 1, 11))


def test_minutes_are_begun_once_and_of_a_meeting_that_has_the_case_on_its_agenda() -> None:
    book = MinutesBook()
    book.begun()
    for meeting, code in (("MEETING-1", "NOT_NOW"), ("MEETING-9", "INVALID")):
        with pytest.raises(AssertionError, match=code):
            book.begun(meeting)


# -- written


def test_each_text_of_a_section_stands_in_its_history() -> None:
    book = MinutesBook()
    on = book.sections(book.begun())[0]["id"]
    for body in ("First.", "Second.", "Third."):
        book.write_section(on, text(body))
    assert [(row["section_version"], row["body"]) for row in book.texts(on)] == [
        (2, "First."),
        (3, "Second."),
        (4, "Third."),
    ]
    assert book.rows[t.minutes_section.name][on]["body"] == "Third."


def test_intelligence_stands_apart_and_intercept_nowhere() -> None:
    book = MinutesBook()
    key = book.begun()
    on = book.sections(key)[0]["id"]
    assert problems(book.write_section(on, text(assertion=Assertion.INTELLIGENCE))) == [("assertion", "INVALID")]
    assert problems(book.write_section(on, text(handling=ItemHandling.INTERCEPT))) == [("handling", "INVALID")]
    held_back = section(
        assertion=Assertion.INTELLIGENCE, holds=DataClass.INTELLIGENCE, handling=ItemHandling.OWNER_ONLY
    )
    assert isinstance(book.of_minutes(Act.ADD_MINUTES_SECTION, key, POLICE, held_back), Done)
    added = book.sections(key)[-1]
    assert (added["owner"], added["data_class"], added["item_handling"]) == ("police", "intelligence", 1)
    assert problems(book.write_section(added["id"], text())) == [("assertion", "INVALID")]


def test_only_the_unit_adds_a_section_for_another_agency() -> None:
    book = MinutesBook()
    key = book.begun()
    for actor, contributor, expected in (
        (POLICE, "housing", [("contributor", "NOT_BY_YOU")]),
        (UNIT, "nobody", [("contributor", "INVALID")]),
    ):
        assert (
            problems(book.of_minutes(Act.ADD_MINUTES_SECTION, key, actor, section(contributor=contributor))) == expected
        )
    book.of_minutes(Act.ADD_MINUTES_SECTION, key, UNIT, section(contributor="housing"))
    book.of_minutes(Act.ADD_MINUTES_SECTION, key, HOUSING, section())
    assert [row["owner"] for row in book.sections(key)[-2:]] == ["housing", "housing"]


def test_a_section_falls_under_a_head_of_the_form_and_holds_information_on_the_case() -> None:
    book = MinutesBook()
    wrong = section(heading=SectionHeading.ACTIONS, holds=DataClass.ACCESS_RECORD)
    assert problems(book.of_minutes(Act.ADD_MINUTES_SECTION, book.begun(), UNIT, wrong)) == [
        ("heading", "INVALID"),
        ("holds", "INVALID"),
    ]


def test_what_is_held_back_later_is_held_back_in_the_earlier_texts_too_and_released_in_the_present_one_alone() -> None:
    book = MinutesBook()
    key = book.begun()
    on = book.sections(key)[1]["id"]
    book.write_section(on, text("Too much."))
    book.write_section(on, text("Less.", handling=ItemHandling.OWNER_ONLY))
    assert [row["item_handling"] for row in book.texts(on)] == [1, 1]
    book.write_section(on, text("For the chair.", handling=ItemHandling.CHAIR_RELEASE))
    assert [row["item_handling"] for row in book.texts(on)] == [1, 1, 2]
    released = section_terms.ReleaseSection(reason="All of them need it.")
    book.of_minutes(Act.RELEASE_MINUTES_SECTION, on, CHAIR, released)
    assert [row["item_handling"] for row in book.texts(on)] == [1, 1, 0]
    assert book.rows[t.minutes_section.name][on]["item_handling"] == 0
    assert problems(book.of_minutes(Act.RELEASE_MINUTES_SECTION, on, CHAIR, released)) == [("id", "NOT_NOW")]


# -- circulated, agreed, amended


def test_minutes_are_circulated_when_every_head_that_is_needed_is_written() -> None:
    book = MinutesBook()
    key = book.begun()
    refused = book.of_minutes(Act.CIRCULATE_MINUTES, key)
    assert fields(refused) == ["sections.ATTENDANCE", "sections.RISK_ASSESSMENT"]
    for row in book.sections(key):
        book.write_section(row["id"])
    book.of_minutes(Act.CIRCULATE_MINUTES, key)
    row = book.rows[t.minutes.name][key]
    assert (row["status"], row["agree_by"]) == ("CIRCULATED", book.now.date() + timedelta(days=20))
    assert problems(book.write_section(book.sections(key)[0]["id"])) == [("id", "NOT_NOW")]


def test_minutes_are_circulated_with_what_every_meeting_must_decide_and_agreed_when_corrections_are_answered() -> None:
    book = MinutesBook(decided=0, corrections=1)
    key = book.drafted()
    assert problems(book.of_minutes(Act.CIRCULATE_MINUTES, key)) == [
        ("disclosure_decision", "MISSING"),
        ("offender_informed", "MISSING"),
    ]
    book.decided = 1
    book.of_minutes(Act.CIRCULATE_MINUTES, key)
    assert problems(book.of_minutes(Act.AGREE_MINUTES, key, CHAIR)) == [("id", "NOT_YET")]


def test_minutes_of_a_meeting_still_to_be_held_are_prepared_but_not_circulated() -> None:
    book = MinutesBook()
    key = book.begun("MEETING-2")
    for row in book.sections(key):
        book.write_section(row["id"])
    assert problems(book.of_minutes(Act.CIRCULATE_MINUTES, key)) == [("id", "NOT_YET")]


def test_minutes_of_a_meeting_that_nobody_opened_are_not_circulated_whatever_its_day() -> None:
    book = MinutesBook(opened=0)
    key = book.drafted()
    assert problems(book.of_minutes(Act.CIRCULATE_MINUTES, key)) == [("id", "NOT_YET")]


def test_whoever_chaired_the_meeting_agrees_its_minutes() -> None:
    book = MinutesBook(chair=CHAIR.id)
    key = book.drafted()
    book.of_minutes(Act.CIRCULATE_MINUTES, key)
    assert problems(book.of_minutes(Act.AGREE_MINUTES, key, POLICE)) == [("id", "NOT_BY_YOU")]
    assert isinstance(book.of_minutes(Act.AGREE_MINUTES, key, CHAIR), Done)


def test_an_amendment_is_a_further_edition_that_is_agreed_in_its_turn() -> None:
    book = MinutesBook()
    first = book.agreed()
    done = book.of_minutes(Act.AMEND_MINUTES, first, UNIT, AMENDMENT)
    assert isinstance(done, Done)
    second = done.record
    assert problems(book.of_minutes(Act.AMEND_MINUTES, first, UNIT, AMENDMENT)) == [("id", "NOT_NOW")]
    assert problems(book.of_minutes(Act.AMEND_MINUTES, second, UNIT, AMENDMENT)) == [("id", "NOT_NOW")]
    assert [row["body"] for row in book.sections(second)] == [row["body"] for row in book.sections(first)]
    book.write_section(book.sections(second)[0]["id"], text("As it was."))
    book.of_minutes(Act.CIRCULATE_MINUTES, second)
    book.of_minutes(Act.AGREE_MINUTES, second, CHAIR)
    assert [(row["edition"], row["status"]) for row in book.of(t.minutes)] == [(1, "AGREED"), (2, "AMENDED")]
    assert book.sections(first)[0]["body"] == "What was said."


# -- whatever anybody does

ACTORS = (UNIT, POLICE, CHAIR, HOUSING)
numbers = st.integers(0, 11)


def anything(book: MinutesBook, which: int, who: int, what: int) -> None:
    """Some act by somebody on some minutes or section."""
    actor: Actor = ACTORS[who % len(ACTORS)]
    editions, written = [row["id"] for row in book.of(t.minutes)], [row["id"] for row in book.of(t.minutes_section)]
    handling = (None, *ItemHandling)[what % 5]
    on_minutes: tuple[tuple[Act, Any], ...] = (
        (Act.CIRCULATE_MINUTES, None),
        (Act.AGREE_MINUTES, None),
        (Act.AMEND_MINUTES, AMENDMENT),
        (Act.ADD_MINUTES_SECTION, section(f"Added {which}.", handling=handling)),
    )
    on_section: tuple[tuple[Act, Any], ...] = (
        (Act.WRITE_MINUTES_SECTION, text(f"Written {which} {who} {what}.", handling=handling)),
        (Act.RELEASE_MINUTES_SECTION, section_terms.ReleaseSection(reason="Needed.")),
    )
    act, given_ = (on_minutes + on_section)[which % 6]
    keys = editions if which % 6 < len(on_minutes) else written
    book.of_minutes(act, keys[-1 - what % len(keys)], actor, given_)


def said(book: MinutesBook, minutes: UUID) -> Any:
    """What an edition says, to whoever may read all of it."""
    row = book.rows[t.minutes.name][minutes]
    kept = ("edition", "status", "agreed_on", "agreed_by_id", "circulated_at", "amendment", "version")
    written = ("heading", "owner", "data_class", "assertion", "body", "written_by_agency")
    return (
        {name: row.get(name) for name in kept},
        [{name: each.get(name) for name in written} for each in book.sections(minutes)],
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(numbers, numbers, numbers), max_size=25))
def test_what_was_agreed_says_for_ever_what_it_said_whatever_anybody_does(walk: list[tuple[int, int, int]]) -> None:
    book = MinutesBook()
    book.agreed()
    agreed: dict[UUID, Any] = {}
    for step in walk:
        for row in book.of(t.minutes):
            if row["status"] in ("AGREED", "AMENDED"):
                agreed.setdefault(row["id"], deepcopy(said(book, row["id"])))
        anything(book, *step)
        assert {key: said(book, key) for key in agreed} == agreed
    for row in book.of(t.minutes_section):
        assert [each["body"] for each in book.texts(row["id"])][-1:] == [row["body"]] * bool(row.get("body"))
    editions = [row["edition"] for row in book.of(t.minutes)]
    assert editions == list(range(1, len(editions) + 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from((UNIT, POLICE)), st.booleans()), max_size=30))
def test_no_text_is_lost_however_two_writers_come_between_each_other(turns: list[tuple[Actor, bool]]) -> None:
    """Each reads and writes in any order. What is sent is in the history, or was given back with the present text."""
    book = MinutesBook()
    on = book.sections(book.begun())[1]["id"]
    seen = {UNIT: 1, POLICE: 1}
    for turn, (writer, reads) in enumerate(turns):
        row = book.rows[t.minutes_section.name][on]
        if reads:
            seen[writer] = row["version"]
            continue
        before, body = deepcopy(book.texts(on)), f"Turn {turn}."
        if seen[writer] != row["version"]:  # the conflict that the gateway answers before it asks the machine
            continue
        assert isinstance(book.write_section(on, text(body), writer), Done)
        assert book.texts(on)[:-1] == before, "what stood is as it was"
        assert book.texts(on)[-1]["body"] == body
        assert row["body"] == body
