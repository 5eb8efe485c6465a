"""Terrorism handling is lifted by two people: one proposes it of a case that left category 4, another releases it.

A change of category hides, and opens nothing (``management``): whoever is not cleared is let in by a decision of its
own, never by one person's, as with limited access. In category 4 the handling is not lifted, and a case that comes into
category 4 again is handled so again. The limits on who may open the case stand as they were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.handling_releases import HandlingReleaseStatus
from agencies.coordination.process.common import is_managed
from agencies.coordination.process.found import Found
from agencies.coordination.vocabulary import CaseStatus, Category
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass, Handling

TERRORISM: Final = Handling.TERRORISM.stored


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeHandlingRelease:
    """Why a case need not be handled as a terrorism case any more."""

    reason: Annotated[str, "Why it may be opened to those who are not cleared."]
    otherwise_because: Annotated[
        str | None, "Where the rules find category 4: why the handling is lifted all the same."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseHandlingRelease:
    """Why it is handled so still."""

    reason: Annotated[str, "Why it is handled so still."]


@dataclass(frozen=True, slots=True)
class HandledCase:
    """The case as it stands."""

    status: CaseStatus
    category: Category
    handling: int  # the place of a ``policies.vocabulary.Handling``


@dataclass(frozen=True, slots=True)
class ProposeKnown:
    """What proposing rests on. ``in_category_4``: how many periods of it are open."""

    case: HandledCase
    in_category_4: int
    found: Found | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A release as it was proposed."""

    otherwise_because: str | None
    proposed_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class ReleaseKnown:
    """What releasing rests on: the proposal, and the case as it stands now."""

    proposal: Proposed
    case: HandledCase
    in_category_4: int
    found: Found | None


@dataclass(frozen=True, slots=True)
class RefuseKnown:
    """What refusing rests on."""

    proposal: Proposed


Proposing = Situation[ProposeHandlingRelease, ProposeKnown]
Releasing = Situation[Any, ReleaseKnown]


def _is_managed(situation: Situation[Any, Any]) -> Iterator[Problem]:
    yield from is_managed(situation.known.case.status, "it stays handled as it was.")


def _is_handled_so(situation: Situation[Any, Any]) -> Iterator[Problem]:
    if not situation.known.case.handling & TERRORISM:
        message = "The case is not handled as a terrorism case: nothing has to be lifted."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.ACCESS_LIMIT)


def _has_left_category_4(situation: Situation[Any, Any]) -> Iterator[Problem]:
    known = situation.known
    if known.case.category is Category.CATEGORY_4 or known.in_category_4:
        message = "The case is in category 4: it is handled so until another category is confirmed."
        yield Problem("id", message, ProblemCode.NOT_YET, DataClass.MANAGEMENT)


def _is_found_in_category_4(found: Found | None) -> bool:
    return found is not None and found.category is Category.CATEGORY_4


def _rules_do_not_find_category_4(situation: Proposing) -> Iterator[Problem]:
    if _is_found_in_category_4(situation.known.found) and situation.given.otherwise_because is None:
        message = "The rules find category 4. Say why the handling is lifted all the same."
        yield Problem("otherwise_because", message, ProblemCode.MISSING, DataClass.CONVICTION)


def _rules_still_do_not(situation: Releasing) -> Iterator[Problem]:
    known = situation.known
    if _is_found_in_category_4(known.found) and known.proposal.otherwise_because is None:
        message = "The rules find category 4 since it was proposed. Refuse this proposal."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.CONVICTION)


def _is_not_waiting(situation: Proposing) -> Iterator[Problem]:
    if situation.known.waiting:
        message = "It was proposed of this case already: have that proposal decided first."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _by_a_second_person(situation: Situation[Any, Any]) -> Iterator[Problem]:
    if situation.known.proposal.proposed_by_id == situation.actor.id:
        yield Problem("id", "You proposed this: a second person decides.", ProblemCode.NOT_BY_YOU)


def _proposed(situation: Proposing) -> Effects:
    given = situation.given
    why = {"reason": given.reason, "otherwise_because": given.otherwise_because}
    when = {"proposed_on": situation.today, **situation.by("proposed_by")}
    return Effects({"case_id": situation.place.case, **why, **when})


def _released(situation: Releasing) -> Effects:
    """What is left is how it is handled without regard to terrorism: a limit on who may open it stands."""
    case = situation.place.case
    if case is None:
        raise TypeError("A release is of a case: give the case that it is of.")
    opened = Update(t.case, case, {"handling": situation.known.case.handling & ~TERRORISM})
    return Effects(_decided(situation), (opened,))


def _refused(situation: Situation[RefuseHandlingRelease, RefuseKnown]) -> Effects:
    return Effects({"refused_because": situation.given.reason, **_decided(situation)})


def _decided(situation: Situation[Any, Any]) -> dict[str, Any]:
    return {"decided_on": situation.today, **situation.by("decided_by")}


WAITS = (HandlingReleaseStatus.PROPOSED,)
_SECOND = Guard("somebody else proposed it", _by_a_second_person)
_OPENS = (
    Guard("the case is identified or active", _is_managed),
    Guard("it is handled as a terrorism case", _is_handled_so),
    Guard("no period of category 4 is open", _has_left_category_4),
)

MACHINE = Machine(
    "handling release",
    t.handling_release,
    HandlingReleaseStatus,
    DataClass.ACCESS_LIMIT,
    (
        Transition(
            Act.PROPOSE_HANDLING_RELEASE,
            (),
            HandlingReleaseStatus.PROPOSED,
            _proposed,
            (
                *_OPENS,
                Guard("the rules find no category 4, or it is said why it is lifted", _rules_do_not_find_category_4),
                Guard("no other of the case waits", _is_not_waiting),
            ),
        ),
        Transition(
            Act.RELEASE_HANDLING,
            WAITS,
            HandlingReleaseStatus.RELEASED,
            _released,
            (
                _SECOND,
                *_OPENS,
                Guard("the rules find no category 4 since, or it was said why it is lifted", _rules_still_do_not),
            ),
        ),
        Transition(Act.REFUSE_HANDLING_RELEASE, WAITS, HandlingReleaseStatus.REFUSED, _refused, (_SECOND,)),
    ),
    writes=(
        Writable(
            t.handling_release,
            adds=True,
            changes=frozenset({"status", "decided_on", "decided_by_id", "decided_by_name", "refused_because"}),
        ),
        Writable(t.case, changes=frozenset({"handling"})),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, WAITS, HandlingReleaseStatus.REFUSED),),
)
