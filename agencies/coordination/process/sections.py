"""A section of minutes (MAPPA guidance, chapter 13b): whose contribution it is, and each text it has had.

Several people write at once. Each section has a version of its own, so that two who write different sections never
meet, and of two who write the same one the second is told, and is given both texts. Every text stands in the history
of its section. Fact, assessment and intelligence are kept apart (DPA 2018 s.38(2)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus, SectionState
from agencies.coordination.process.receipt import RESPONSIBLE
from agencies.coordination.process.section_terms import (
    AddKnown,
    AddSection,
    Part,
    ReleaseSection,
    Section,
    SectionKnown,
    WriteSection,
    looser,
)
from agencies.holdings import Assertion
from agencies.problems import Problem, ProblemCode
from agencies.transitions import (
    Effects,
    Guard,
    Insert,
    Machine,
    Situation,
    Transition,
    Update,
    Writable,
    Write,
    in_words,
)
from policies.vocabulary import ABOUT_NO_CASE, Act, DataClass, ItemHandling

COORDINATION = "coordination"
INTELLIGENCE = DataClass.INTELLIGENCE.value
# What is about no case, or is no information that anybody contributes.
NOT_HELD = ABOUT_NO_CASE | {DataClass.EXISTENCE, DataClass.ACCESS_LIMIT}

Adding = Situation[AddSection, AddKnown]
Writing = Situation[WriteSection, SectionKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _minutes_are_drafted(situation: Situation[Any, Any]) -> Iterator[Problem]:
    if situation.known.status is not MinutesStatus.DRAFT:
        message = f"The minutes are {in_words(situation.known.status)}: ask for a correction, or for an amendment."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def part_of(situation: Adding) -> Part | None:
    """The head of the agenda that is named."""
    return next((part for part in situation.known.form if part.code == situation.given.heading), None)


def _heading_is_of_the_form(situation: Adding) -> Iterator[Problem]:
    if part_of(situation) is None:
        headings = ", ".join(part.code for part in situation.known.form)
        message = f"The form of these minutes has no such heading. It has: {headings or 'none'}."
        yield Problem("heading", message, ProblemCode.INVALID)


def _holds_what_is_contributed(situation: Adding) -> Iterator[Problem]:
    if situation.given.holds in NOT_HELD:
        yield Problem("holds", "No section of minutes holds this kind of information.", ProblemCode.INVALID)


def holds(situation: Adding) -> str:
    """The kind of information that a further section holds."""
    part = part_of(situation)
    return situation.given.holds or (part.holds if part else DataClass.MINUTES.value)


def _intelligence_apart(assertion: Assertion, held: str) -> Iterator[Problem]:
    if assertion is Assertion.INTELLIGENCE and held != INTELLIGENCE:
        message = "Intelligence is kept apart: put it into a section of its own that holds INTELLIGENCE."
        yield Problem("assertion", message, ProblemCode.INVALID)
    if assertion is not Assertion.INTELLIGENCE and held == INTELLIGENCE:
        message = "This section holds intelligence: facts and assessments go into another."
        yield Problem("assertion", message, ProblemCode.INVALID)


def _added_apart(situation: Adding) -> Iterator[Problem]:
    yield from _intelligence_apart(situation.given.assertion, holds(situation))


def _written_apart(situation: Writing) -> Iterator[Problem]:
    yield from _intelligence_apart(situation.given.assertion, situation.known.section.data_class)


def _is_no_intercept(situation: Situation[AddSection | WriteSection, Any]) -> Iterator[Problem]:
    if situation.given.handling is ItemHandling.INTERCEPT:
        message = "Intercept material is not written into minutes, nor anything that shows there is some."
        yield Problem("handling", message, ProblemCode.INVALID)


def _is_for_an_agency(situation: Adding) -> Iterator[Problem]:
    contributor, own = situation.given.contributor, situation.actor.owner
    if contributor in (None, own):
        return
    if own != COORDINATION:
        message = "You write for your own agency: leave this out."
        yield Problem("contributor", message, ProblemCode.NOT_BY_YOU)
    elif contributor not in (*RESPONSIBLE, *situation.known.contributors):
        yield Problem("contributor", "There is no such agency or body.", ProblemCode.INVALID)


def _waits_for_release(situation: Situation[ReleaseSection, SectionKnown]) -> Iterator[Problem]:
    if situation.known.section.item_handling != ItemHandling.CHAIR_RELEASE.stored:
        yield Problem("id", "This section does not wait for your release.", ProblemCode.NOT_NOW)


# -- effects -----------------------------------------------------------------------------------------------------


def text_of(section: UUID, version: int, row: Mapping[str, Any]) -> Insert:
    """A text of a section, as its history keeps it."""
    kept = {name: value for name, value in row.items() if name in t.minutes_section_version.c and name != "id"}
    return Insert(t.minutes_section_version, {**kept, "section_id": section, "section_version": version})


def _added(situation: Adding) -> Effects:
    given, part = situation.given, part_of(situation)
    row = {
        "case_id": situation.place.case,
        "minutes_id": situation.place.key,
        "position": part.position if part else 0,
        "heading": given.heading,
        "data_class": holds(situation),
        "item_handling": (given.handling or ItemHandling.OPEN).stored,
        "owner": given.contributor or situation.actor.owner,
        "assertion": given.assertion,
        "body": given.body,
        "written_by_agency": situation.actor.owner,
    }
    return Effects(row, (), lambda key: (text_of(key, 1, {**row, **situation.recorded()}),))


def rewritten(situation: Situation[Any, Any], section: Section, body: str) -> tuple[dict[str, Any], Insert]:
    """The columns of a section whose text is another now, and that text as its history keeps it."""
    values = {"body": body, "written_by_agency": situation.actor.owner, **situation.recorded()}
    kept = {
        "case_id": situation.place.case,
        "data_class": section.data_class,
        "item_handling": section.item_handling,
        "owner": section.owner,
        "assertion": section.assertion,
    }
    return values, text_of(section.id, section.version + 1, kept | values)


def _written(situation: Writing) -> Effects:
    given, section = situation.given, situation.known.section
    handling = section.item_handling if given.handling is None else given.handling.stored
    marked = replace(section, item_handling=handling, assertion=given.assertion)
    values, text = rewritten(situation, marked, given.body)
    told = {"item_handling": handling, "assertion": given.assertion}
    return Effects(told | values, (text, *_held_back(situation)))


def _held_back(situation: Writing) -> tuple[Write, ...]:
    """What is held back now is held back in the earlier texts as well."""
    handling = situation.given.handling
    if handling is None:
        return ()
    marked = {"item_handling": handling.stored}
    texts = looser(situation.known.texts, handling)
    return tuple(Update(t.minutes_section_version, each.id, marked) for each in texts)


def _released(situation: Situation[ReleaseSection, SectionKnown]) -> Effects:
    """The present text is open; earlier ones stay as they were handled."""
    opened = {"item_handling": ItemHandling.OPEN.stored}
    latest = max(situation.known.texts, key=lambda text: text.section_version)
    values = {**opened, "released_because": situation.given.reason}
    return Effects(values, (Update(t.minutes_section_version, latest.id, opened),))


# -- the table ---------------------------------------------------------------------------------------------------

MINUTES_ARE_DRAFTED = Guard("the minutes are still drafted", _minutes_are_drafted)
_NO_INTERCEPT = Guard("it is no intercept material", _is_no_intercept)
SECTION = frozenset(
    {
        "state",
        "item_handling",
        "assertion",
        "body",
        "written_by_agency",
        "recorded_at",
        "recorded_by_id",
        "recorded_by_name",
        "released_because",
    }
)

MACHINE = Machine(
    "minutes section",
    t.minutes_section,
    SectionState,
    DataClass.MINUTES,
    (
        Transition(
            Act.ADD_MINUTES_SECTION,
            (),
            SectionState.WRITTEN,
            _added,
            (
                MINUTES_ARE_DRAFTED,
                Guard("its heading is of the form", _heading_is_of_the_form),
                Guard("it holds information about the case", _holds_what_is_contributed),
                Guard("intelligence is kept apart", _added_apart),
                _NO_INTERCEPT,
                Guard("only the co-ordination unit writes for another agency", _is_for_an_agency),
            ),
        ),
        Transition(
            Act.WRITE_MINUTES_SECTION,
            (SectionState.EMPTY, SectionState.WRITTEN),
            SectionState.WRITTEN,
            _written,
            (MINUTES_ARE_DRAFTED, Guard("intelligence is kept apart", _written_apart), _NO_INTERCEPT),
        ),
        Transition(
            Act.RELEASE_MINUTES_SECTION,
            (SectionState.WRITTEN,),
            None,
            _released,
            (Guard("it waits for the chair's release", _waits_for_release),),
        ),
    ),
    writes=(
        Writable(t.minutes_section, adds=True, changes=SECTION),
        Writable(t.minutes_section_version, adds=True, changes=frozenset({"item_handling"})),
    ),
    column="state",
    begins=SectionState.EMPTY,
)
