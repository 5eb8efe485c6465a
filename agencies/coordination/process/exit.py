"""Exit from MAPPA (MAPPA guidance, chapter 6): due by the rules, or by death, decision or error; confirmed by a person.

Whoever has a part in the case proposes it; somebody else, of the co-ordination unit, confirms or refuses. With the case
everything ends that still waited for somebody (``closing``). Nothing is deleted.

Open actions are what a person is kept safe by. An exit by decision waits until they are settled: the risk is not less
while something is still to be done about it. An exit by law, by death or as an error is a fact, which no open action
holds up: whoever confirms it says who goes on with which, and under which power, for MAPPA no longer sees to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import ExitReason, ExitStatus
from agencies.coordination.meeting_vocabulary import ActionStatus
from agencies.coordination.process import closing
from agencies.coordination.process.common import is_managed, raised
from agencies.coordination.process.found import BY_DECISION
from agencies.coordination.vocabulary import CaseStatus, Category
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Update, Writable, in_words
from policies.vocabulary import Act, DataClass

ENDS = {ExitReason.ENTERED_IN_ERROR: CaseStatus.ENTERED_IN_ERROR}  # every other reason: the case has left

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeExit:
    """That a case is to leave MAPPA."""

    why: Annotated[ExitReason, "By which of the ways a case leaves."]
    reason: Annotated[str, "What happened, or was decided, and how that is known."]
    occurred_on: Annotated[date | None, "With DEATH: the day. With GROUND_ENDED: the day it ended, if you know it."] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerExit:
    """An exit that does not come about."""

    reason: Annotated[str, "Why the case stays."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmExit:
    """The decision that the case leaves."""

    reason: Annotated[str, "Why you confirm it, in your words."]
    otherwise_because: Annotated[
        str | None, "With GROUND_ENDED, where the rules find no exit due: why it is one all the same."
    ] = None
    handed_over: Annotated[
        str | None, "Where actions are still open: who goes on with which outside MAPPA, or why nobody need."
    ] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """The case as it stands."""

    status: CaseStatus
    category: Category


@dataclass(frozen=True, slots=True)
class ProposeKnown:
    """What proposing rests on."""

    case: Case
    due: tuple[str, ...]  # what the rules say, where they find that an exit is due
    proposed: int  # exits that wait for an answer


@dataclass(frozen=True, slots=True)
class Proposed:
    """The exit as it was proposed."""

    why: ExitReason
    proposed_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class AnswerKnown:
    """What refusing rests on."""

    proposed: Proposed


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is neither verified nor withdrawn."""

    id: UUID
    reference: str
    owner: str
    status: ActionStatus


@dataclass(frozen=True, slots=True)
class ConfirmKnown:
    """What confirming rests on, and all that ends with the case."""

    proposed: Proposed
    case: Case
    due: tuple[str, ...]
    referrals: tuple[UUID, ...]
    requests: tuple[UUID, ...]
    proposals: tuple[UUID, ...]
    reviews: tuple[UUID, ...]
    listed: tuple[UUID, ...]
    invitations: tuple[UUID, ...]
    offers: tuple[UUID, ...]
    actions: tuple[OpenAction, ...]
    exceptions: tuple[UUID, ...]
    parts: tuple[UUID, ...]
    openings: tuple[UUID, ...]
    shared: tuple[UUID, ...]
    releases: tuple[UUID, ...]
    levels: tuple[UUID, ...]  # periods of its history that are open
    categories: tuple[UUID, ...]

    @property
    def still_open(self) -> closing.OpenInCase:
        """What ends with the case."""
        return closing.OpenInCase(
            referrals=self.referrals,
            requests=self.requests,
            proposals=self.proposals,
            reviews=self.reviews,
            listed=self.listed,
            invitations=self.invitations,
            offers=self.offers,
            actions=tuple(each.id for each in self.actions),
            exceptions=self.exceptions,
            parts=self.parts,
            openings=self.openings,
            shared=self.shared,
            releases=self.releases,
        )


Confirming = Situation[ConfirmExit, ConfirmKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _case_stands(situation: Situation[Any, ProposeKnown | ConfirmKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.case.status, "it leaves no second time.")


def _no_other_waits(situation: Situation[ProposeExit, ProposeKnown]) -> Iterator[Problem]:
    if situation.known.proposed:
        message = "An exit of this case waits for its answer: have it answered or withdrawn first."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _death_has_its_day(situation: Situation[ProposeExit, ProposeKnown]) -> Iterator[Problem]:
    given = situation.given
    if given.why is ExitReason.DEATH and given.occurred_on is None:
        yield Problem("occurred_on", "Give the day of the death.", ProblemCode.MISSING)
    if given.occurred_on is not None and given.occurred_on > situation.today:
        yield Problem("occurred_on", "This day is still to come.", ProblemCode.INVALID)


def _decision_can_be_left(situation: Situation[ProposeExit, ProposeKnown]) -> Iterator[Problem]:
    category = situation.known.case.category
    if situation.given.why is ExitReason.RISK_REDUCED and category not in BY_DECISION:
        message = "Only category 3, and category 4 by decision, are left because the risk is less: others end by law."
        yield Problem("why", message, ProblemCode.INVALID, DataClass.MANAGEMENT)


def _by_a_second_person(situation: Situation[Any, AnswerKnown | ConfirmKnown]) -> Iterator[Problem]:
    if situation.known.proposed.proposed_by_id == situation.actor.id:
        yield Problem("id", "You proposed this exit: a second person answers it.", ProblemCode.NOT_BY_YOU)


def _is_due(situation: Confirming) -> Iterator[Problem]:
    known, because = situation.known, situation.given.otherwise_because
    if known.proposed.why is ExitReason.GROUND_ENDED and not known.due and because is None:
        message = "The rules find no exit that is due: look at what they find, or say why it is one all the same."
        yield Problem("otherwise_because", message, ProblemCode.MISSING, DataClass.CONVICTION)


def _actions_are_settled(situation: Confirming) -> Iterator[Problem]:
    known = situation.known
    if known.proposed.why is ExitReason.RISK_REDUCED:
        for each in known.actions:
            message = f"{each.reference}, of {each.owner}, is {in_words(each.status)}: verify or withdraw it first."
            yield Problem("id", message, ProblemCode.NOT_YET, DataClass.ACTION)
    elif known.actions and situation.given.handed_over is None:
        named = ", ".join(f"{each.reference} ({each.owner})" for each in known.actions)
        message = f"Actions are still open: {named}. Say who goes on with which outside MAPPA, or why nobody need."
        yield Problem("handed_over", message, ProblemCode.MISSING, DataClass.ACTION)


# -- effects -----------------------------------------------------------------------------------------------------


def _proposed(situation: Situation[ProposeExit, ProposeKnown]) -> Effects:
    given, known = situation.given, situation.known
    row = {
        "case_id": situation.place.case,
        "why": given.why,
        "reason": given.reason,
        "occurred_on": given.occurred_on,
        "found": " ".join(known.due) or None,
        "proposed_on": situation.today,
        "proposed_by_agency": situation.actor.owner,
        **situation.by("proposed_by"),
    }
    return Effects(row, (raised(situation.place.case),))


def _answered(situation: Situation[Any, Any]) -> Effects:
    values = {"answer": situation.given.reason, "answered_on": situation.today, **situation.by("answered_by")}
    return Effects(values)


def _confirmed(situation: Confirming) -> Effects:
    known, because = situation.known, f"The case left MAPPA: {situation.given.reason}"
    given = situation.given
    said = {"otherwise_because": given.otherwise_because, "handed_over": given.handed_over}
    values = {**_answered(situation).values, **said}
    return Effects(values, (*closing.closed(situation, known.still_open, because), *_left(situation)))


def _left(situation: Confirming) -> tuple[Update, ...]:
    """The case has left, and the periods of its histories end today."""
    known, today = situation.known, situation.today
    if situation.place.case is None:
        raise TypeError("An exit is that of a case.")
    status = ENDS.get(known.proposed.why, CaseStatus.EXITED)
    left = Update(t.case, situation.place.case, {"status": status, "exited_on": today})
    levels = (Update(t.level_history, each, {"valid_until": today}) for each in known.levels)
    categories = (Update(t.category_history, each, {"valid_until": today}) for each in known.categories)
    return (left, *levels, *categories)


# -- the table ---------------------------------------------------------------------------------------------------

_OPEN = (ExitStatus.PROPOSED,)
_STANDS = Guard("the case is identified or active", _case_stands)
_SECOND = Guard("whoever does it did not propose it", _by_a_second_person)

MACHINE = Machine(
    "exit",
    t.case_exit,
    ExitStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.PROPOSE_EXIT,
            (),
            ExitStatus.PROPOSED,
            _proposed,
            (
                _STANDS,
                Guard("no other exit waits", _no_other_waits),
                Guard("a death has its day, and no day is still to come", _death_has_its_day),
                Guard("only a category that rests on a decision is left by one", _decision_can_be_left),
            ),
        ),
        Transition(Act.WITHDRAW_EXIT, _OPEN, ExitStatus.WITHDRAWN, _answered),
        Transition(Act.REFUSE_EXIT, _OPEN, ExitStatus.REFUSED, _answered, (_SECOND,)),
        Transition(
            Act.CONFIRM_EXIT,
            _OPEN,
            ExitStatus.CONFIRMED,
            _confirmed,
            (
                _SECOND,
                _STANDS,
                Guard("the rules find it due, or it is said why it is", _is_due),
                Guard("no action is open; else, unless the risk is less, it is said who goes on", _actions_are_settled),
            ),
        ),
    ),
    writes=(
        Writable(
            t.case_exit,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "answered_on",
                    "answered_by_id",
                    "answered_by_name",
                    "answer",
                    "otherwise_because",
                    "handed_over",
                }
            ),
        ),
        Writable(t.case, changes=frozenset({"status", "exited_on"})),
        Writable(t.level_history, changes=frozenset({"valid_until"})),
        Writable(t.category_history, changes=frozenset({"valid_until"})),
        *closing.WRITES,
    ),
)
