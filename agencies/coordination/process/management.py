"""The case while it is managed: it becomes active, and its category is changed by a person who confirms a new finding.

A finding alone changes nothing (DPA 2018 ss.50A-50D). Where several categories apply, the rows of precedence say which
goes first (``agencies.coordination.rules``). Category 3 is managed at level 2 or 3 alone (mappa.md 2.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process.common import MANAGED
from agencies.coordination.process.found import Found, ground, unsupported
from agencies.coordination.process.identification import handling_of
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass, Handling

MULTI_AGENCY = (Level.LEVEL_2, Level.LEVEL_3)

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCategory:
    """The category in which a case now is."""

    category: Annotated[Category, "The category that you confirm, one only: CATEGORY_1 to CATEGORY_4."]
    reason: Annotated[str, "What has changed, and why this category."]
    otherwise_because: Annotated[
        str | None, "Where the rules do not give this category: why it stands all the same."
    ] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """The case as it stands."""

    category: Category
    level: Level
    lead_agency: LeadAgency
    handling: int  # the place of a ``policies.vocabulary.Handling``


@dataclass(frozen=True, slots=True)
class StartKnown:
    """What starting rests on."""

    case: Case


@dataclass(frozen=True, slots=True)
class CategoryKnown:
    """What a change of category rests on."""

    case: Case
    found: Found | None
    periods: tuple[UUID, ...]  # of its category history, that are open


Confirming = Situation[ConfirmCategory, CategoryKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _is_led(situation: Situation[NothingGiven, StartKnown]) -> Iterator[Problem]:
    if situation.known.case.lead_agency is LeadAgency.TO_BE_DETERMINED:
        message = "No agency leads the case: it is managed once one does."
        yield Problem("id", message, ProblemCode.NOT_YET, DataClass.MANAGEMENT)


def _is_another(situation: Confirming) -> Iterator[Problem]:
    if situation.given.category is situation.known.case.category:
        message = "The case is in this category already."
        yield Problem("category", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _is_supported(situation: Confirming) -> Iterator[Problem]:
    given = situation.given
    yield from unsupported(given.category, situation.known.found, given.otherwise_because)


def _is_at_level_2_or_3(situation: Confirming) -> Iterator[Problem]:
    yield from _fits("category", situation.given.category, situation.known.case.level)


def _its_category_fits(situation: Situation[NothingGiven, StartKnown]) -> Iterator[Problem]:
    yield from _fits("id", situation.known.case.category, situation.known.case.level)


def _fits(field: str, category: Category, level: Level) -> Iterator[Problem]:
    if category is Category.CATEGORY_3 and level not in MULTI_AGENCY:
        message = "Category 3 is managed at level 2 or 3 alone: have one of them decided first."
        yield Problem(field, message, ProblemCode.NOT_YET, DataClass.MANAGEMENT)


# -- effects -----------------------------------------------------------------------------------------------------


def _categorised(situation: Confirming) -> Effects:
    """The period of the category before ends today; the new one begins, and the case is in it."""
    given, known, today = situation.given, situation.known, situation.today
    grounds = ground(given.category, known.found, today)
    because = (given.reason, given.otherwise_because)
    begun = {
        "case_id": situation.place.case,
        "category": given.category,
        "qualifying_reason": grounds["qualifying_reason"],
        "valid_from": today,
        "reason": " ".join(each for each in because if each),
        **situation.recorded(),
    }
    ended = tuple(Update(t.category_history, each, {"valid_until": today}) for each in known.periods)
    values = {"category": given.category, "handling": _handling(known.case, given.category), **grounds}
    return Effects(values, (*ended, Insert(t.category_history, begun)))


def _handling(case: Case, category: Category) -> int:
    """Closer than before where the category asks for it; a case that leaves category 4 is not opened up by that."""
    limited = Handling.LIMITED_ACCESS.stored
    wanted = handling_of(category, restricted=bool(case.handling & limited))
    return case.handling | wanted.stored


MACHINE = Machine(
    "case",
    t.case,
    CaseStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.START_MANAGEMENT,
            (CaseStatus.IDENTIFIED,),
            CaseStatus.ACTIVE,
            guards=(
                Guard("it has a lead agency", _is_led),
                Guard("category 3 is at level 2 or 3", _its_category_fits),
            ),
        ),
        Transition(
            Act.CONFIRM_CATEGORY,
            MANAGED,
            None,
            _categorised,
            (
                Guard("it is another category", _is_another),
                Guard("category 3 is at level 2 or 3", _is_at_level_2_or_3),
                Guard("the rules give it, it rests on a decision, or it is said why it stands", _is_supported),
            ),
        ),
    ),
    writes=(
        Writable(t.case, changes=frozenset({"status", "category", "handling", "qualifying_reason", "qualified_on"})),
        Writable(t.category_history, adds=True, changes=frozenset({"valid_until"})),
    ),
    begins=CaseStatus.IDENTIFIED,
    moved=(
        Moved(Act.CONFIRM_EXIT, MANAGED, CaseStatus.EXITED),
        Moved(Act.CONFIRM_EXIT, MANAGED, CaseStatus.ENTERED_IN_ERROR),
        Moved(Act.CONFIRM_IDENTIFICATION, (CaseStatus.EXITED,), CaseStatus.IDENTIFIED),
    ),
)
