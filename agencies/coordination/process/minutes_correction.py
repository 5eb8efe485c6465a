"""A correction of circulated minutes: asked for by an agency that was there, and answered before they are agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesCorrectionStatus, MinutesStatus
from agencies.coordination.process.section_terms import Section
from agencies.coordination.process.sections import rewritten
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Update, Writable, in_words
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCorrection:
    """What is wrong in a section."""

    what: Annotated[str, "What is wrong, and how you know."]
    should_say: Annotated[str | None, "How it should read, where you can say so."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCorrection:
    """The section as it reads now. The text before stands in its history."""

    body: Annotated[str, "The whole text of the section, corrected."]
    section_version: Annotated[int, "The version of the section that you corrected."]
    answer: Annotated[str, "What was changed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCorrection:
    """That the section stays as it is."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True)
class AskKnown:
    """What asking for a correction rests on."""

    status: MinutesStatus
    minutes_id: UUID
    section: Section
    attended: tuple[str, ...]  # codes of the agencies and bodies that were there


@dataclass(frozen=True, slots=True)
class AnswerKnown:
    """What answering one rests on."""

    status: MinutesStatus
    minutes_id: UUID
    section: Section
    asked_by_id: UUID | None


Asking = Situation[AskCorrection, AskKnown]
Accepting = Situation[AcceptCorrection, AnswerKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _are_circulated(situation: Situation[Any, AskKnown | AnswerKnown]) -> Iterator[Problem]:
    status = situation.known.status
    if status is MinutesStatus.DRAFT:
        yield Problem("id", "The minutes are still drafted: write the section instead.", ProblemCode.NOT_NOW)
    elif status is not MinutesStatus.CIRCULATED:
        message = f"The minutes are {in_words(status)}: they can be amended, and not corrected."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _was_there(situation: Asking) -> Iterator[Problem]:
    if situation.actor.owner not in situation.known.attended:
        message = "Your agency is not on record as having been at the meeting: ask one that was, or the chair."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU, DataClass.MEETING)


def _says_something(situation: Asking) -> Iterator[Problem]:
    if situation.known.section.body is None:
        yield Problem("id", "Nothing is written in this section.", ProblemCode.NOT_NOW)


def _by_a_second_person(situation: Situation[Any, AnswerKnown]) -> Iterator[Problem]:
    if situation.known.asked_by_id == situation.actor.id:
        yield Problem("id", "You asked for it: somebody else answers it.", ProblemCode.NOT_BY_YOU)


def _rests_on_the_present_text(situation: Accepting) -> Iterator[Problem]:
    version = situation.known.section.version
    if situation.given.section_version != version:
        message = f"The section is at version {version}, and you corrected version {situation.given.section_version}."
        yield Problem("section_version", message, ProblemCode.CONFLICT)


# -- effects -----------------------------------------------------------------------------------------------------


def _asked(situation: Asking) -> Effects:
    section = situation.known.section
    row = {
        "case_id": situation.place.case,
        "minutes_id": situation.known.minutes_id,
        "section_id": section.id,
        "data_class": section.data_class,
        "item_handling": section.item_handling,
        "owner": section.owner,
        "asked_by_agency": situation.actor.owner,
        "asked_on": situation.today,
        "what": situation.given.what,
        "should_say": situation.given.should_say,
        **situation.by("asked_by"),
    }
    return Effects(row)


def _accepted(situation: Accepting) -> Effects:
    """The minutes have changed with their section: whoever agrees them must have seen that."""
    given, known = situation.given, situation.known
    values, text = rewritten(situation, known.section, given.body)
    section: Update | Insert = Update(t.minutes_section, known.section.id, values)
    answered = {"answered_on": situation.today, "answer": given.answer, **situation.by("answered_by")}
    return Effects(answered, (section, text, Update(t.minutes, known.minutes_id, {})))


def _declined(situation: Situation[DeclineCorrection, AnswerKnown]) -> Effects:
    answered = {"answered_on": situation.today, "answer": situation.given.reason}
    return Effects({**answered, **situation.by("answered_by")})


# -- the table ---------------------------------------------------------------------------------------------------

_CIRCULATED = Guard("the minutes are circulated", _are_circulated)
_SECOND = Guard("whoever answers did not ask", _by_a_second_person)
WAITS = (MinutesCorrectionStatus.ASKED,)

MACHINE = Machine(
    "minutes correction",
    t.minutes_correction,
    MinutesCorrectionStatus,
    DataClass.MINUTES,
    (
        Transition(
            Act.ASK_MINUTES_CORRECTION,
            (),
            MinutesCorrectionStatus.ASKED,
            _asked,
            (
                _CIRCULATED,
                Guard("the agency that asks was at the meeting", _was_there),
                Guard("something is written there", _says_something),
            ),
        ),
        Transition(
            Act.ACCEPT_MINUTES_CORRECTION,
            WAITS,
            MinutesCorrectionStatus.ACCEPTED,
            _accepted,
            (_CIRCULATED, _SECOND, Guard("it corrects the present text", _rests_on_the_present_text)),
        ),
        Transition(Act.DECLINE_MINUTES_CORRECTION, WAITS, MinutesCorrectionStatus.DECLINED, _declined, (_SECOND,)),
    ),
    writes=(
        Writable(
            t.minutes_correction,
            adds=True,
            changes=frozenset({"status", "answered_on", "answered_by_id", "answered_by_name", "answer"}),
        ),
        Writable(
            t.minutes_section,
            changes=frozenset({"body", "written_by_agency", "recorded_at", "recorded_by_id", "recorded_by_name"}),
        ),
        Writable(t.minutes_section_version, adds=True),
        Writable(t.minutes),
    ),
)
