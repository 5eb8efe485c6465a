"""Children referred to those who protect them, and what they answered (Working Together to Safeguard Children).

A referral without an answer is found after the day that the rule gives (``rules.custody.of_referral``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_managed, raised
from agencies.coordination.rule_vocabulary import SafeguardingAnswer
from agencies.coordination.vocabulary import CaseStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, When, Writable
from policies.vocabulary import Act, DataClass

ANSWERS = tuple(answer for answer in SafeguardingAnswer if answer is not SafeguardingAnswer.AWAITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferChildren:
    """Children who may be at risk."""

    made_to: Annotated[str, "The code of the body that it is made to: social_care, or another of bodies."]
    children: Annotated[str, "Whom it is about, in words."]
    concern: Annotated[str, "What gives concern."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardingAnswered:
    """What they answered."""

    answer: Annotated[SafeguardingAnswer, "What they answered."]
    detail: Annotated[str, "The answer in their words, and who gave it."]


@dataclass(frozen=True, slots=True)
class ReferKnown:
    """What referring children rests on."""

    reference: str  # of the case
    status: CaseStatus
    number: int  # of such referrals so far
    bodies: tuple[str, ...]


def _case_is_managed(situation: Situation[ReferChildren, ReferKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.status, "refer the children outside it.")


def _is_a_body(situation: Situation[ReferChildren, ReferKnown]) -> Iterator[Problem]:
    if situation.given.made_to not in situation.known.bodies:
        message = f"No body has this code. Use one of: {', '.join(situation.known.bodies)}."
        yield Problem("made_to", message, ProblemCode.INVALID)


def _is_an_answer(situation: Situation[SafeguardingAnswered, Any]) -> Iterator[Problem]:
    if situation.given.answer is SafeguardingAnswer.AWAITED:
        yield Problem("answer", "Say what they answered; until then it is awaited.", ProblemCode.INVALID)


def _made(situation: Situation[ReferChildren, ReferKnown]) -> Effects:
    given, known = situation.given, situation.known
    row = {
        "case_id": situation.place.case,
        "reference": f"CHR-{known.reference.removeprefix('MAPPA-')}-{known.number + 1}",
        "made_on": situation.today,
        "owner": situation.actor.owner,
        "made_to": given.made_to,
        "children": given.children,
        "concern": given.concern,
        **situation.by("made_by"),
    }
    return Effects(row, (raised(situation.place.case),))


def _answered(situation: Situation[SafeguardingAnswered, Any]) -> Effects:
    return Effects({"answered_on": situation.today, "answer_detail": situation.given.detail})


def _answer(answer: SafeguardingAnswer) -> Transition:
    words = answer.replace("_", " ").lower()
    when = When(words, lambda given: given.answer is answer)
    source = (SafeguardingAnswer.AWAITED,)
    return Transition(Act.RECORD_SAFEGUARDING_ANSWER, source, answer, _answered, (), when)


MACHINE = Machine(
    "safeguarding referral",
    t.safeguarding_referral,
    SafeguardingAnswer,
    DataClass.PUBLIC_PROTECTION,
    (
        Transition(
            Act.REFER_CHILDREN,
            (),
            SafeguardingAnswer.AWAITED,
            _made,
            (
                Guard("the case is identified or active", _case_is_managed),
                Guard("it is made to a body that there is", _is_a_body),
            ),
        ),
        *map(_answer, ANSWERS),
        Transition(
            Act.RECORD_SAFEGUARDING_ANSWER,
            (SafeguardingAnswer.AWAITED,),
            None,
            guards=(Guard("it is an answer", _is_an_answer),),
            when=When("still awaited", lambda given: given.answer is SafeguardingAnswer.AWAITED),
        ),
    ),
    writes=(
        Writable(t.safeguarding_referral, adds=True, changes=frozenset({"answer", "answered_on", "answer_detail"})),
        Writable(t.case),
    ),
    column="answer",
)
