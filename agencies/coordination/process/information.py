"""Requests for information to agencies, so that a referral can be decided: asked, reminded of, answered or declined.

Who provides it says whether it is fact, assessment or intelligence (DPA 2018 s.38(2)); who declines says why, for a
refusal to share is recorded too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_not_past
from agencies.coordination.process.referral import SCREENED
from agencies.coordination.process.rules import Days, allowed, due
from agencies.coordination.vocabulary import InformationStatus, ReferralStatus, RuleKind
from agencies.holdings import Assertion
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass, Role

ASKED = (InformationStatus.REQUESTED,)
# Who answers for their agency or body, as the law has it (policies/law/referral.polar): a request reaches these alone.
ANSWERING = (
    Role.POLICE_OFFENDER_MANAGER,
    Role.POLICE_INTELLIGENCE,
    Role.PRISON_OFFENDER_MANAGER,
    Role.PRISON_SECURITY,
    Role.COMMUNITY_OFFENDER_MANAGER,
    Role.SENIOR_PROBATION_OFFICER,
    Role.AGENCY_REPRESENTATIVE,
)
ALREADY_THERE = ("police", "prison", "probation")  # the responsible authorities, beside the bodies of s.325(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInformation:
    """What is asked, of whom, by when."""

    asked_of: Annotated[str, "The code of the agency or body: police, prison, probation, or one of bodies."]
    what: Annotated[
        str, "What is needed, about whom, and for which decision: those asked may be shown this and nothing else."
    ]
    due_on: Annotated[date | None, "By when; left out, the rule in force says."] = None
    despite: Annotated[
        str | None, "Where it reaches nobody who could see it: why it is asked all the same, and how they are told."
    ] = None


@dataclass(frozen=True, slots=True)
class RequestKnown:
    """What a request rests on."""

    status: ReferralStatus  # of the referral
    bodies: tuple[str, ...]
    rules: tuple[Days, ...]
    reached: bool  # whether somebody of whom it is asked would be shown it, and may answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvideInformation:
    """What was asked for."""

    answer: Annotated[str, "What was asked for, so that it is understood by somebody who was not there."]
    assertion: Annotated[Assertion, "Whether it is fact, assessment or intelligence."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInformation:
    """A refusal to share."""

    reason: Annotated[str, "Why it is not shared."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequest:
    """A request that is no longer needed."""

    reason: Annotated[str, "Why it is no longer needed."]


@dataclass(frozen=True, slots=True)
class Asked:
    """The request that is reminded of."""

    remind_from: date
    reminders: int


@dataclass(frozen=True, slots=True)
class AskedKnown:
    """What a reminder rests on."""

    asked: Asked


def _is_an_agency(situation: Situation[RequestInformation, RequestKnown]) -> Iterator[Problem]:
    known = (*ALREADY_THERE, *situation.known.bodies)
    if situation.given.asked_of not in known:
        message = f"No agency or body has this code. Use one of: {', '.join(known)}."
        yield Problem("asked_of", message, ProblemCode.INVALID)


def _is_still_decided(situation: Situation[RequestInformation, RequestKnown]) -> Iterator[Problem]:
    if situation.known.status not in SCREENED:
        message = "Information is asked for while a referral is being screened: this one is not."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _reaches_somebody(situation: Situation[RequestInformation, RequestKnown]) -> Iterator[Problem]:
    """A warning, which is answered: the unit may ask by other means, and has somebody let in."""
    given, known = situation.given, situation.known
    if given.asked_of in (*ALREADY_THERE, *known.bodies) and not known.reached and given.despite is None:
        message = (
            f"Nobody of {given.asked_of} would see this: nobody of it who answers works in the area, or they are kept "
            "out of the case. Have somebody let in first, or say why it is asked all the same."
        )
        yield Problem("despite", message, ProblemCode.MISSING, DataClass.ACCESS_LIMIT)


def _is_not_past(situation: Situation[RequestInformation, RequestKnown]) -> Iterator[Problem]:
    due_on = situation.given.due_on
    if due_on is not None:
        yield from is_not_past(due_on, situation.today)


def _is_time(situation: Situation[Any, AskedKnown]) -> Iterator[Problem]:
    if situation.today < situation.known.asked.remind_from:
        message = f"It is not yet time to remind: that is from {situation.known.asked.remind_from:%-d %B %Y} on."
        yield Problem("id", message, ProblemCode.NOT_YET)


def _requested(situation: Situation[RequestInformation, RequestKnown]) -> Effects:
    given, rules, today = situation.given, situation.known.rules, situation.today
    due_on = given.due_on or due(rules, RuleKind.INFORMATION_DUE, today)
    row = {
        "case_id": situation.place.case,
        "referral_id": situation.place.key,
        "asked_of": given.asked_of,
        "asked_by_agency": situation.actor.owner,
        "what": given.what,
        "despite": given.despite,
        "asked_on": today,
        "due_on": due_on,
        "remind_from": max(today, due_on - allowed(rules, RuleKind.REMINDER_BEFORE)),
        **situation.by("asked_by"),
    }
    key = situation.place.key
    return Effects(row, (Update(t.referral, key, {}),) if key else ())


def _provided(situation: Situation[ProvideInformation, Any]) -> Effects:
    given = situation.given
    return Effects({"answer": given.answer, "assertion": given.assertion, **_closed(situation)})


def _declined(situation: Situation[DeclineInformation | CancelRequest, Any]) -> Effects:
    return Effects({"closed_because": situation.given.reason, **_closed(situation)})


def _closed(situation: Situation[Any, Any]) -> dict[str, Any]:
    return {"closed_on": situation.today, **situation.by("answered_by")}


def _reminded(situation: Situation[Any, AskedKnown]) -> Effects:
    return Effects({"reminders": situation.known.asked.reminders + 1, "last_reminded_on": situation.today})


MACHINE = Machine(
    "request for information",
    t.information_request,
    InformationStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.REQUEST_INFORMATION,
            (),
            InformationStatus.REQUESTED,
            _requested,
            (
                Guard("the referral is being screened", _is_still_decided),
                Guard("it is asked of an agency or body that there is", _is_an_agency),
                Guard("it is due today or later", _is_not_past),
                Guard("it reaches somebody of it, or it is said why it is asked all the same", _reaches_somebody),
            ),
        ),
        Transition(
            Act.REMIND_OF_INFORMATION,
            ASKED,
            None,
            _reminded,
            (Guard("the time to remind has come", _is_time),),
        ),
        Transition(Act.PROVIDE_INFORMATION, ASKED, InformationStatus.PROVIDED, _provided),
        Transition(Act.DECLINE_INFORMATION, ASKED, InformationStatus.DECLINED, _declined),
        Transition(Act.CANCEL_INFORMATION_REQUEST, ASKED, InformationStatus.CANCELLED, _declined),
    ),
    writes=(
        Writable(
            t.information_request,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "answer",
                    "assertion",
                    "closed_because",
                    "closed_on",
                    "answered_by_id",
                    "answered_by_name",
                    "reminders",
                    "last_reminded_on",
                }
            ),
        ),
        Writable(t.referral),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, ASKED, InformationStatus.CANCELLED),),
)
