"""Emergency access to one case: taken alone with a reason, for some hours; acknowledged, and reviewed by another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from agencies.directory import tables as t
from agencies.directory.tables import EmergencyOutcome, EmergencyStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass, Handling

SHORTEST_REASON = 20  # characters: a word is no reason
# Whoever is kept out of a case is told what they are told of a case that is not: that there is none.
NO_CASE = "There is no case with this reference in this area: check the reference and the area."
LIMITED = frozenset({Handling.LIMITED_ACCESS.stored, Handling.TERRORISM_LIMITED_ACCESS.stored})
TERRORISM = frozenset({Handling.TERRORISM.stored, Handling.TERRORISM_LIMITED_ACCESS.stored})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEmergencyAccess:
    """Which case has to be seen at once, and why."""

    reference: Annotated[str, "The public reference of the one case, such as MAPPA-07-000123."]
    reason: Annotated[str, "What is happening, and why it cannot wait for whoever manages the case."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEmergencyAccess:
    """What a second person found."""

    outcome: Annotated[
        EmergencyOutcome, "Whether it was justified, or whom it was referred to. If not, it ends at once."
    ]
    note: Annotated[str, "What the finding rests on."]


@dataclass(frozen=True, slots=True)
class Named:
    """The case that was named, and how whoever asks stands to it."""

    id: UUID
    handling: int
    excluded: bool
    permitted: bool
    cleared: bool
    on_the_case: bool

    @property
    def kept_from_them(self) -> bool:
        """Whether an emergency would show them nothing: excluded, not named, or not cleared."""
        limited = self.handling in LIMITED and not self.permitted
        return self.excluded or limited or (self.handling in TERRORISM and not self.cleared)


@dataclass(frozen=True, slots=True)
class TakeKnown:
    """What taking access rests on. ``until``: when an access of theirs to this case ends, if they took one."""

    case: Named | None
    until: datetime | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    """An access as it was taken."""

    principal_id: UUID
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TakenKnown:
    """What acknowledging and reviewing rest on."""

    taken: Taken


def _is_there(situation: Situation[TakeEmergencyAccess, TakeKnown]) -> Iterator[Problem]:
    case = situation.known.case
    if case is None or case.kept_from_them:
        yield Problem("reference", NO_CASE, ProblemCode.NOT_FOUND)
    elif case.on_the_case:
        yield Problem("reference", "You are on this case: open it as you always do.", ProblemCode.NOT_NOW)
    elif situation.known.until is not None and situation.known.until > situation.now:
        yield Problem("reference", "Your emergency access to this case has not ended yet.", ProblemCode.NOT_NOW)


def _is_reasoned(situation: Situation[TakeEmergencyAccess, TakeKnown]) -> Iterator[Problem]:
    if len(situation.given.reason.strip()) < SHORTEST_REASON:
        message = "Say in a sentence what is happening and why it cannot wait: it will be reviewed."
        yield Problem("reason", message, ProblemCode.INVALID)


def _is_allowed_for_a_time(situation: Situation[TakeEmergencyAccess, TakeKnown]) -> Iterator[Problem]:
    if situation.known.hours is None:
        message = "No rule says how long emergency access lasts: ask the co-ordination unit to have one entered."
        yield Problem("reference", message, ProblemCode.NOT_YET)


def _by_a_second_person(situation: Situation[Any, TakenKnown]) -> Iterator[Problem]:
    if situation.known.taken.principal_id == situation.actor.id:
        yield Problem("id", "You took this access yourself: somebody else has to do this.", ProblemCode.NOT_BY_YOU)


def _taken(situation: Situation[TakeEmergencyAccess, TakeKnown]) -> Effects:
    case, hours = situation.known.case, situation.known.hours
    if case is None or hours is None:
        raise LookupError("Emergency access was taken to no case, or for no time: its guards are missing.")
    return Effects(
        {
            **situation.by("principal"),
            "agency": situation.actor.owner,
            "case_id": case.id,
            "reason": situation.given.reason,
            "granted_at": situation.now,
            "ends_at": situation.now + timedelta(hours=hours),
        }
    )


def _acknowledged(situation: Situation[Any, TakenKnown]) -> Effects:
    return Effects({"acknowledged_at": situation.now, **situation.by("acknowledged_by")})


def _reviewed(situation: Situation[ReviewEmergencyAccess, TakenKnown]) -> Effects:
    given, ends_at = situation.given, situation.known.taken.ends_at
    over = min(ends_at, situation.now) if given.outcome is EmergencyOutcome.NOT_JUSTIFIED else ends_at
    found = {"outcome": given.outcome, "review_note": given.note, "ends_at": over}
    return Effects({"reviewed_at": situation.now, **situation.by("reviewed_by"), **found})


SECOND_PERSON = Guard("somebody else took it", _by_a_second_person)

MACHINE = Machine(
    "emergency access",
    t.emergency_grant,
    EmergencyStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.TAKE_EMERGENCY_ACCESS,
            (),
            EmergencyStatus.TAKEN,
            _taken,
            (
                Guard("the case is there for them, they are not on it and have no access to it already", _is_there),
                Guard("the reason is written out", _is_reasoned),
                Guard("a rule says for how long", _is_allowed_for_a_time),
            ),
        ),
        Transition(
            Act.ACKNOWLEDGE_EMERGENCY_ACCESS,
            (EmergencyStatus.TAKEN,),
            EmergencyStatus.ACKNOWLEDGED,
            _acknowledged,
            (SECOND_PERSON,),
        ),
        Transition(
            Act.REVIEW_EMERGENCY_ACCESS,
            (EmergencyStatus.TAKEN, EmergencyStatus.ACKNOWLEDGED),
            EmergencyStatus.REVIEWED,
            _reviewed,
            (SECOND_PERSON,),
        ),
    ),
    writes=(
        Writable(
            t.emergency_grant,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "ends_at",
                    "acknowledged_at",
                    "acknowledged_by_id",
                    "acknowledged_by_name",
                    "reviewed_at",
                    "reviewed_by_id",
                    "reviewed_by_name",
                    "outcome",
                    "review_note",
                }
            ),
        ),
    ),
)
