"""The tests for a level as a checklist (MAPPA guidance, chapter 7, as read in mappa.md 2.2).

Level 1: the lead agency can manage, and its plan is robust. Level 2: formal meetings add value, and one reason more.
Level 3: the tests of level 2, and senior representation is needed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from agencies.coordination.vocabulary import Level, LevelCriterion
from agencies.problems import Problem, ProblemCode
from agencies.transitions import in_words

ADDED_VALUE = frozenset({LevelCriterion.MEETINGS_ADD_VALUE})
REASONS = frozenset(
    {
        LevelCriterion.HIGH_OR_VERY_HIGH_RISK,
        LevelCriterion.ACTIVE_INVOLVEMENT_NEEDED,
        LevelCriterion.PREVIOUSLY_LEVEL_3,
    }
)
SENIORITY = frozenset(
    {
        LevelCriterion.SENIOR_REPRESENTATION_NEEDED,
        LevelCriterion.RESOURCES_AT_SHORT_NOTICE,
        LevelCriterion.PUBLIC_INTEREST,
    }
)
LED_ALONE = (frozenset({LevelCriterion.LEAD_AGENCY_CAN_MANAGE}), frozenset({LevelCriterion.PLAN_IS_ROBUST}))

# For each level the groups of tests of which one must be met in each.
NEEDED: dict[Level, tuple[frozenset[LevelCriterion], ...]] = {
    Level.LEVEL_1: LED_ALONE,
    Level.LEVEL_2: (ADDED_VALUE, REASONS),
    Level.LEVEL_3: (ADDED_VALUE, REASONS | {LevelCriterion.PUBLIC_INTEREST}, SENIORITY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A test for the level: whether it is met, and how, or why not."""

    criterion: Annotated[LevelCriterion, "The test."]
    met: Annotated[bool, "Whether it is met."]
    how: Annotated[str, "How it is met, or why it is not."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something the decision rests on, with its date: a decision is judged by what was known when it was made."""

    what: Annotated[str, "What it is."]
    source: Annotated[str, "Where it comes from."]
    owner: Annotated[str, "The code of the agency whose item it is."]
    dated_on: Annotated[date | None, "The day it is of."] = None


def unmet(level: Level, given: Sequence[Criterion], was_level_3: bool) -> Iterator[Problem]:
    """What is missing from the checklist for this level, or contradicts the record."""
    met = {each.criterion for each in given if each.met}
    for group in NEEDED.get(level, ()):
        if not met & group:
            tests = " or ".join(sorted(f"{each.name}" for each in group))
            message = f"For {in_words(level)} this must be met, with how: {tests}."
            yield Problem("criteria", message, ProblemCode.MISSING)
    for place, each in enumerate(given):
        if each.criterion is LevelCriterion.PREVIOUSLY_LEVEL_3 and each.met and not was_level_3:
            message = "The record shows no time at level 3."
            yield Problem(f"criteria.{place}.met", message, ProblemCode.INVALID)
    if len({each.criterion for each in given}) < len(given):
        yield Problem("criteria", "A test stands twice: give each once.", ProblemCode.INVALID)
