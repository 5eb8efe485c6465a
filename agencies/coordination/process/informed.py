"""What the offender is told of a meeting or a decision, or why it is withheld (mappa.md 5.1, point 11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import Informed, MinutesStatus
from agencies.coordination.process.sections import MINUTES_ARE_DRAFTED
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, When, Writable, in_words
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInformed:
    """What was decided on telling the offender."""

    outcome: Annotated[Informed, "Whether they were told, are to be told, or it is withheld."]
    informed_on: Annotated[date | None, "With TOLD: when."] = None
    how: Annotated[str | None, "With TOLD or TO_BE_TOLD: how."] = None
    what_is_said: Annotated[str | None, "With TOLD or TO_BE_TOLD: what they are told."] = None
    reason_withheld: Annotated[str | None, "With WITHHELD: why."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmInformed:
    """That the offender was told."""

    informed_on: Annotated[date, "When they were told."]
    how: Annotated[str, "How they were told."]
    what_was_said: Annotated[str, "What they were told."]


@dataclass(frozen=True, slots=True)
class InformedKnown:
    """What a decision on telling the offender rests on."""

    status: MinutesStatus  # of the minutes
    meeting_case_id: UUID


NEEDED = {
    Informed.TOLD: {"informed_on": "When were they told?", "how": "How?", "what_is_said": "What were they told?"},
    Informed.TO_BE_TOLD: {"how": "How are they told?", "what_is_said": "What are they told?"},
    Informed.WITHHELD: {"reason_withheld": "Why is it withheld?"},
}


def _says_what_is_needed(situation: Situation[RecordInformed, InformedKnown]) -> Iterator[Problem]:
    given = situation.given
    for name, question in NEEDED[given.outcome].items():
        if getattr(given, name) is None:
            yield Problem(name, question, ProblemCode.MISSING)


def _says_no_more(situation: Situation[RecordInformed, InformedKnown]) -> Iterator[Problem]:
    given = situation.given
    for name in ("informed_on", "how", "what_is_said", "reason_withheld"):
        if getattr(given, name) is not None and name not in NEEDED[given.outcome]:
            message = f"It is {in_words(given.outcome)}: leave this out."
            yield Problem(name, message, ProblemCode.INVALID)


def _not_in_the_future(situation: Situation[RecordInformed | ConfirmInformed, object]) -> Iterator[Problem]:
    on = situation.given.informed_on
    if on is not None and on > situation.today:
        yield Problem("informed_on", "This day is still to come.", ProblemCode.INVALID)


def _recorded(situation: Situation[RecordInformed, InformedKnown]) -> Effects:
    given = situation.given
    row = {
        "case_id": situation.place.case,
        "meeting_case_id": situation.known.meeting_case_id,
        "decided_on": situation.today,
        "informed_on": given.informed_on,
        "how": given.how,
        "what_was_said": given.what_is_said,
        "reason_withheld": given.reason_withheld,
    }
    return Effects(row)


def _confirmed(situation: Situation[ConfirmInformed, object]) -> Effects:
    given = situation.given
    values = {"informed_on": given.informed_on, "how": given.how, "what_was_said": given.what_was_said}
    return Effects({**values, **situation.by("informed_by")})


_PAST = Guard("it was not on a day still to come", _not_in_the_future)
_GUARDS = (
    MINUTES_ARE_DRAFTED,
    Guard("it says when, how and what, or why it is withheld", _says_what_is_needed),
    Guard("it says nothing that its outcome contradicts", _says_no_more),
    _PAST,
)


def _decided(outcome: Informed) -> Transition:
    def is_it(given: RecordInformed) -> bool:
        return given.outcome is outcome

    return Transition(Act.RECORD_OFFENDER_INFORMED, (), outcome, _recorded, _GUARDS, When(in_words(outcome), is_it))


MACHINE = Machine(
    "informing the offender",
    t.offender_informed,
    Informed,
    DataClass.DECISION,
    (
        *map(_decided, Informed),
        Transition(Act.CONFIRM_OFFENDER_INFORMED, (Informed.TO_BE_TOLD,), Informed.TOLD, _confirmed, (_PAST,)),
    ),
    writes=(
        Writable(
            t.offender_informed,
            adds=True,
            changes=frozenset({"outcome", "informed_on", "how", "what_was_said", "informed_by_id", "informed_by_name"}),
        ),
    ),
    column="outcome",
)
