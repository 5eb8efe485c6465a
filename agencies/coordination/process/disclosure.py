"""Whether somebody outside MAPPA is told (MAPPA guidance, chapter 10): considered at every meeting for every case.

If they are: who is told, by whom, how and when. If not: why not, for a refusal is recorded too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import DisclosureOutcome, MinutesStatus
from agencies.coordination.process.receipt import RESPONSIBLE
from agencies.coordination.process.sections import COORDINATION, MINUTES_ARE_DRAFTED
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, When, Writable, in_words
from policies.vocabulary import Act, DataClass

TELLS = (DisclosureOutcome.DISCLOSED, DisclosureOutcome.TO_BE_DISCLOSED, DisclosureOutcome.SELF_DISCLOSURE)
WAITS = (DisclosureOutcome.TO_BE_DISCLOSED, DisclosureOutcome.SELF_DISCLOSURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDisclosure:
    """What a meeting decided on telling somebody outside MAPPA."""

    outcome: Annotated[DisclosureOutcome, "What was decided."]
    reason: Annotated[str, "Why, or why not."]
    told_whom: Annotated[str | None, "Who is told: the one best placed to protect, and nobody else."] = None
    told_by_agency: Annotated[str | None, "The code of the agency or body that tells, or helps the person tell."] = None
    how: Annotated[str | None, "How they are told."] = None
    what_is_told: Annotated[str | None, "What they are told, and no more."] = None
    tell_by: Annotated[date | None, "With TO_BE_DISCLOSED and SELF_DISCLOSURE: by when."] = None
    told_on: Annotated[date | None, "With DISCLOSED: when they were told."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDisclosure:
    """That somebody was told, as was decided."""

    told_on: Annotated[date, "When they were told."]
    how: Annotated[str, "How they were told."]
    what_was_told: Annotated[str, "What they were told, and no more."]


@dataclass(frozen=True, slots=True)
class DisclosureKnown:
    """What a decision on disclosure rests on."""

    status: MinutesStatus  # of the minutes
    meeting_case_id: UUID
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmKnown:
    """What confirming a disclosure rests on."""

    told_by_agency: str | None


Deciding = Situation[RecordDisclosure, DisclosureKnown]
Confirming = Situation[ConfirmDisclosure, ConfirmKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _says_who_by_whom_and_how(situation: Deciding) -> Iterator[Problem]:
    given = situation.given
    if given.outcome not in TELLS:
        return
    needed = {"told_whom": "Who is told?", "told_by_agency": "By whom?", "how": "How?", "what_is_told": "What?"}
    for name, question in needed.items():
        if getattr(given, name) is None:
            yield Problem(name, f"{question} This is part of a decision to tell somebody.", ProblemCode.MISSING)


def _says_when(situation: Deciding) -> Iterator[Problem]:
    given = situation.given
    if given.outcome in WAITS and given.tell_by is None:
        yield Problem("tell_by", "By when are they told?", ProblemCode.MISSING)
    if given.outcome is DisclosureOutcome.DISCLOSED and given.told_on is None:
        yield Problem("told_on", "When were they told?", ProblemCode.MISSING)


def _is_told_or_not(situation: Deciding) -> Iterator[Problem]:
    given = situation.given
    if given.outcome in TELLS:
        return
    for name in ("told_whom", "told_by_agency", "how", "what_is_told", "tell_by", "told_on"):
        if getattr(given, name) is not None:
            message = f"It is {in_words(given.outcome)}: leave this out, or say that somebody is told."
            yield Problem(name, message, ProblemCode.INVALID)


def _by_an_agency(situation: Deciding) -> Iterator[Problem]:
    agency = situation.given.told_by_agency
    if agency is not None and agency not in (*RESPONSIBLE, COORDINATION, *situation.known.bodies):
        yield Problem("told_by_agency", "There is no such agency or body.", ProblemCode.INVALID)


def _not_told_in_the_future(situation: Situation[RecordDisclosure | ConfirmDisclosure, object]) -> Iterator[Problem]:
    told_on = situation.given.told_on
    if told_on is not None and told_on > situation.today:
        yield Problem("told_on", "This day is still to come.", ProblemCode.INVALID)


def _by_whoever_was_to_tell(situation: Confirming) -> Iterator[Problem]:
    if situation.actor.owner not in (COORDINATION, situation.known.told_by_agency):
        message = "Another agency was to tell them: it says that it did, or the co-ordination unit does."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


# -- effects -----------------------------------------------------------------------------------------------------


def _recorded(situation: Deciding) -> Effects:
    given = situation.given
    row = {
        "case_id": situation.place.case,
        "meeting_case_id": situation.known.meeting_case_id,
        "decided_on": situation.today,
        "told_whom": given.told_whom,
        "told_by_agency": given.told_by_agency,
        "how": given.how,
        "what_was_told": given.what_is_told,
        "tell_by": given.tell_by,
        "told_on": given.told_on,
        "reason": given.reason,
    }
    return Effects(row)


def _confirmed(situation: Confirming) -> Effects:
    given = situation.given
    values = {"told_on": given.told_on, "how": given.how, "what_was_told": given.what_was_told}
    return Effects({**values, **situation.by("told_by")})


# -- the table ---------------------------------------------------------------------------------------------------

_GUARDS = (
    MINUTES_ARE_DRAFTED,
    Guard("it says who is told, by whom, how and what", _says_who_by_whom_and_how),
    Guard("it says when", _says_when),
    Guard("nobody is told where it is decided that nobody is", _is_told_or_not),
    Guard("an agency or body that there is tells", _by_an_agency),
    Guard("nobody was told on a day still to come", _not_told_in_the_future),
)


def _decided(outcome: DisclosureOutcome) -> Transition:
    def is_it(given: RecordDisclosure) -> bool:
        return given.outcome is outcome

    return Transition(Act.RECORD_DISCLOSURE_DECISION, (), outcome, _recorded, _GUARDS, When(in_words(outcome), is_it))


MACHINE = Machine(
    "disclosure decision",
    t.disclosure_decision,
    DisclosureOutcome,
    DataClass.DISCLOSURE,
    (
        *map(_decided, DisclosureOutcome),
        Transition(
            Act.CONFIRM_DISCLOSURE,
            WAITS,
            DisclosureOutcome.DISCLOSED,
            _confirmed,
            (
                Guard("whoever was to tell them, or the co-ordination unit, does it", _by_whoever_was_to_tell),
                Guard("nobody was told on a day still to come", _not_told_in_the_future),
            ),
        ),
    ),
    writes=(
        Writable(
            t.disclosure_decision,
            adds=True,
            changes=frozenset({"outcome", "told_on", "how", "what_was_told", "told_by_id", "told_by_name"}),
        ),
    ),
    column="outcome",
)
