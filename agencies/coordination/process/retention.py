"""How long entries of the access record are kept: proposed by one as a board decided it, and agreed by another.

A rule erases for good, so it takes two people. Nor may the gateway write it: whoever breaks into it could have the
record of that erased by one. The owner of the tables takes over what was agreed (``mappa audit adopt``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.retention import ProposalStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass, Outcome, Purpose

MOST_MONTHS = 1200  # a slip of the keyboard, and not a decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRule:
    """Which entries are to be kept for how long, from when, and who decided so."""

    rule: Annotated[str, "Which rule it is: the name of one there is, which it replaces from its day, or a new one."]
    keep_months: Annotated[int, "For how many months an entry is kept."]
    valid_from: Annotated[date, "From which day on."]
    decided_by: Annotated[str, "Who decided it: the board that owns the record."]
    source: Annotated[str, "Where that stands: the minutes, with their day."]
    reason: Annotated[str, "Why so long, and no longer."]
    outcome: Annotated[Outcome | None, "Only entries that ended so; without it, any."] = None
    purpose: Annotated[Purpose | None, "Only entries of this purpose; without it, any."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseRule:
    """Why it is not to be."""

    reason: Annotated[str, "Why it is not to be."]


@dataclass(frozen=True, slots=True)
class RuleAppointed:
    """Whether whoever proposes is appointed to the whole of the access record today."""

    appointed: UUID | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A rule as it was proposed."""

    recorded_by_id: UUID | None
    taken_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class RuleKnown:
    """What agreeing and refusing rest on."""

    proposal: Proposed


def _a_time(situation: Situation[ProposeRule, RuleAppointed]) -> Iterator[Problem]:
    if not 1 <= situation.given.keep_months <= MOST_MONTHS:
        message = f"Give whole months, from 1 to {MOST_MONTHS}."
        yield Problem("keepMonths", message, ProblemCode.INVALID)


def _to_come(situation: Situation[ProposeRule, RuleAppointed]) -> Iterator[Problem]:
    if situation.given.valid_from < situation.today:
        yield Problem("validFrom", "This day is past: a rule holds from today on, or later.", ProblemCode.INVALID)


def _appointed(situation: Situation[ProposeRule, RuleAppointed]) -> Iterator[Problem]:
    if situation.known.appointed is None:
        message = "A rule reaches over the whole record: somebody who is appointed to all of it proposes it."
        yield Problem("rule", message, ProblemCode.NOT_BY_YOU)


def _by_a_second_person(situation: Situation[Any, RuleKnown]) -> Iterator[Problem]:
    if situation.known.proposal.recorded_by_id == situation.actor.id:
        yield Problem("id", "You proposed it: a second person agrees to it.", ProblemCode.NOT_BY_YOU)


def _not_in_force(situation: Situation[Any, RuleKnown]) -> Iterator[Problem]:
    if situation.known.proposal.taken_over_at is not None:
        message = "The owner of the record has taken it over: propose the next version of it."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _proposed(situation: Situation[ProposeRule, RuleAppointed]) -> Effects:
    given = situation.given
    told = {
        "rule": given.rule,
        "outcome": given.outcome.name if given.outcome else None,
        "purpose": given.purpose.name if given.purpose else None,
        "keep_months": given.keep_months,
        "valid_from": given.valid_from,
    }
    why = {"decided_by": given.decided_by, "source": given.source, "reason": given.reason}
    return Effects({**told, **why, **situation.recorded()})


def _agreed(situation: Situation[Any, RuleKnown]) -> Effects:
    return Effects({"agreed_at": situation.now, **situation.by("agreed_by")})


def _refused(situation: Situation[RefuseRule, RuleKnown]) -> Effects:
    told = {"refused_because": situation.given.reason, "refused_at": situation.now}
    return Effects({**told, **situation.by("refused_by")})


MACHINE = Machine(
    "retention-rule",
    t.retention_proposal,
    ProposalStatus,
    DataClass.ACCESS_RECORD,
    (
        Transition(
            Act.PROPOSE_RETENTION_RULE,
            (),
            ProposalStatus.PROPOSED,
            _proposed,
            (
                Guard("it says for how many months", _a_time),
                Guard("it holds from today on, or later", _to_come),
                Guard("whoever proposes it is appointed to the whole record", _appointed),
            ),
        ),
        Transition(
            Act.AGREE_RETENTION_RULE,
            (ProposalStatus.PROPOSED,),
            ProposalStatus.AGREED,
            _agreed,
            (Guard("somebody else proposed it", _by_a_second_person),),
        ),
        Transition(
            Act.REFUSE_RETENTION_RULE,
            (ProposalStatus.PROPOSED, ProposalStatus.AGREED),
            ProposalStatus.REFUSED,
            _refused,
            (Guard("the owner of the tables has not taken it over", _not_in_force),),
        ),
    ),
    writes=(
        Writable(
            t.retention_proposal,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "agreed_at",
                    "agreed_by_id",
                    "agreed_by_name",
                    "refused_because",
                    "refused_at",
                    "refused_by_id",
                    "refused_by_name",
                }
            ),
        ),
    ),
)
