"""Access by the person a case is about (DPA 2018 ss.45 and 54): logged, decided kind by kind, and answered in a month.

Nothing is withheld without a ground of s.45(4) and a reason, which are recorded for the Commissioner (s.45(7)); and no
kind of information is passed over: what is held is found when the request is logged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import AccessDecision, SubjectAccessStatus, WithheldGround
from agencies.coordination.process.common import raised
from agencies.coordination.process.limits import months, unruled
from agencies.coordination.rules.book_of_times import SUBJECT_ACCESS_ANSWERED, SUBJECT_ACCESS_EXTENDED
from agencies.coordination.rules.rows import Timing
from agencies.coordination.rules.spans import months_after
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, When, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSubjectAccess:
    """A request for access."""

    made_by: Annotated[str, "Who asks, and how it was checked that they are the person or act for them."]
    scope: Annotated[str, "What is asked for, in their words."]
    received_on: Annotated[date, "The day on which it was received, by whichever agency: the month begins then."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendSubjectAccess:
    """Two further months."""

    reason: Annotated[str, "Why the month is not enough: how complex it is, or how many requests there are."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSubjectAccess:
    """What is decided on one kind of information."""

    give: Annotated[bool, "Whether it is given to the person."]
    ground: Annotated[WithheldGround | None, "Where it is withheld: for what, of DPA 2018 s.45(4)."] = None
    reason: Annotated[str, "Why; where it is withheld, why that is necessary and proportionate."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSubjectAccess:
    """The answer to the person, or why the request goes no further."""

    answer: Annotated[str, "What was sent to the person, how and when; or why the request goes no further."]


@dataclass(frozen=True, slots=True)
class LogKnown:
    """What is held of the case and its person."""

    held: tuple[str, ...]  # words of the kinds of information, each once
    timings: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """The request as it stands."""

    received_on: date
    extended_because: str | None


@dataclass(frozen=True, slots=True)
class RequestKnown:
    """What extending rests on."""

    request: Request
    timings: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class AnswerKnown:
    """What answering rests on."""

    undecided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartKnown:
    """What deciding rests on: the request that the part belongs to."""

    status: SubjectAccessStatus


def _due(situation: Situation[Any, Any], code: str, received_on: date) -> date:
    """The corresponding day of the month in which the limit ends, or its last."""
    return months_after(received_on, months(situation.known.timings, code, situation.today))


# -- guards ------------------------------------------------------------------------------------------------------


def _was_received(situation: Situation[LogSubjectAccess, LogKnown]) -> Iterator[Problem]:
    if situation.given.received_on > situation.today:
        yield Problem("received_on", "This day is still to come.", ProblemCode.INVALID)


def _has_its_limits(situation: Situation[Any, Any]) -> Iterator[Problem]:
    for code in (SUBJECT_ACCESS_ANSWERED, SUBJECT_ACCESS_EXTENDED):
        yield from unruled(situation.known.timings, code, situation.today)


def _is_not_extended(situation: Situation[ExtendSubjectAccess, RequestKnown]) -> Iterator[Problem]:
    request = situation.known.request
    if request.extended_because is not None:
        yield Problem("id", "It was extended already, and may be so once.", ProblemCode.NOT_NOW)
    elif not [*_has_its_limits(situation)] and situation.today > _due(
        situation, SUBJECT_ACCESS_ANSWERED, request.received_on
    ):
        message = "The month has passed: the person must be told of an extension within it."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _is_withheld_for_something(situation: Situation[DecideSubjectAccess, PartKnown]) -> Iterator[Problem]:
    given = situation.given
    if not given.give and given.ground is None:
        yield Problem("ground", "Nothing is withheld without a ground: name one of s.45(4).", ProblemCode.MISSING)
    if given.give and given.ground is not None:
        yield Problem("ground", "It is given: leave the ground out.", ProblemCode.INVALID)


def _waits(situation: Situation[DecideSubjectAccess, PartKnown]) -> Iterator[Problem]:
    if situation.known.status is not SubjectAccessStatus.LOGGED:
        yield Problem("id", "The request has been answered, or withdrawn.", ProblemCode.NOT_NOW)


def _all_is_decided(situation: Situation[AnswerSubjectAccess, AnswerKnown]) -> Iterator[Problem]:
    for kind in situation.known.undecided:
        message = f"It is not decided whether {kind.replace('_', ' ')} is given."
        yield Problem(f"parts.{kind}", message, ProblemCode.NOT_YET)


# -- effects -----------------------------------------------------------------------------------------------------


def _logged(situation: Situation[LogSubjectAccess, LogKnown]) -> Effects:
    given, known = situation.given, situation.known
    case = situation.place.case
    row = {
        "case_id": case,
        "made_by": given.made_by,
        "scope": given.scope,
        "received_on": given.received_on,
        "respond_by": _due(situation, SUBJECT_ACCESS_ANSWERED, given.received_on),
    }
    part = {"case_id": case, "decision": AccessDecision.UNDECIDED, **situation.recorded()}
    return Effects(
        row,
        (raised(case),),
        parts=lambda key: tuple(
            Insert(t.subject_access_part, {**part, "request_id": key, "kind": kind}) for kind in known.held
        ),
    )


def _extended(situation: Situation[ExtendSubjectAccess, RequestKnown]) -> Effects:
    respond_by = _due(situation, SUBJECT_ACCESS_EXTENDED, situation.known.request.received_on)
    return Effects({"respond_by": respond_by, "extended_because": situation.given.reason})


def _answered(situation: Situation[AnswerSubjectAccess, Any]) -> Effects:
    values = {"answer": situation.given.answer, "answered_on": situation.today, **situation.by("answered_by")}
    return Effects(values)


def _decided(situation: Situation[DecideSubjectAccess, PartKnown]) -> Effects:
    given = situation.given
    values = {"ground": given.ground, "reason": given.reason, "decided_on": situation.today}
    return Effects({**values, **situation.by("decided_by")})


def _given(given: DecideSubjectAccess) -> bool:
    return given.give


_OPEN = (SubjectAccessStatus.LOGGED,)

_LIMITED = Guard("rules say by when it is answered", _has_its_limits)

MACHINE = Machine(
    "subject access request",
    t.subject_access_request,
    SubjectAccessStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.LOG_SUBJECT_ACCESS,
            (),
            SubjectAccessStatus.LOGGED,
            _logged,
            (Guard("it was received", _was_received), _LIMITED),
        ),
        Transition(
            Act.EXTEND_SUBJECT_ACCESS,
            _OPEN,
            None,
            _extended,
            (_LIMITED, Guard("it is within the month, and was not extended", _is_not_extended)),
        ),
        Transition(
            Act.ANSWER_SUBJECT_ACCESS,
            _OPEN,
            SubjectAccessStatus.ANSWERED,
            _answered,
            (Guard("every kind of information that is held was decided", _all_is_decided),),
        ),
        Transition(Act.WITHDRAW_SUBJECT_ACCESS, _OPEN, SubjectAccessStatus.WITHDRAWN, _answered),
    ),
    writes=(
        Writable(
            t.subject_access_request,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "respond_by",
                    "extended_because",
                    "answered_on",
                    "answered_by_id",
                    "answered_by_name",
                    "answer",
                }
            ),
        ),
        Writable(t.subject_access_part, adds=True),
        Writable(t.case),
    ),
)

_DECIDABLE = tuple(AccessDecision)
_HOW = (
    Guard("what is withheld has its ground", _is_withheld_for_something),
    Guard("the request waits for its answer", _waits),
)

PART = Machine(
    "subject access part",
    t.subject_access_part,
    AccessDecision,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.DECIDE_SUBJECT_ACCESS,
            _DECIDABLE,
            AccessDecision.GIVEN,
            _decided,
            _HOW,
            When("it is given", _given),
        ),
        Transition(
            Act.DECIDE_SUBJECT_ACCESS, _DECIDABLE, AccessDecision.WITHHELD, _decided, _HOW, When("it is withheld")
        ),
    ),
    writes=(
        Writable(
            t.subject_access_part,
            changes=frozenset({"decision", "ground", "reason", "decided_on", "decided_by_id", "decided_by_name"}),
        ),
    ),
    column="decision",
    begins=AccessDecision.UNDECIDED,
)
