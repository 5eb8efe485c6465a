"""Limited access is opened by two people: one proposes that a limit is lifted, or somebody let in; another releases it.

A limit closes a case at once (HMPPS External API: limited access fails closed); opening it is never one person's doing,
nor whoever's it lets in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.holdings import Assertion, entered
from agencies.probation import tables as t
from agencies.probation.vocabulary import AccessLimitKind, LimitReleaseKind, LimitReleaseStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Update, Writable, Write
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLimitRelease:
    """What is to be opened, to whom and why."""

    kind: Annotated[LimitReleaseKind, "What is to be opened."]
    who: Annotated[
        str | None,
        "Whom it lets in, by their reference as practitioners gives it; nobody where a restriction is lifted.",
    ] = None
    reason: Annotated[str, "Why the case may be opened so far again."]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseLimitRelease:
    """Why the limit stays."""

    reason: Annotated[str, "Why the limit stays."]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in force on the case."""

    id: UUID
    kind: str
    principal_id: UUID


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who works in an area."""

    principal_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ProposeKnown:
    """What proposing rests on: the limits in force, who was named, and what is proposed already."""

    limits: tuple[Limit, ...]
    who: Whom | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A release as it was proposed."""

    kind: str
    principal_id: UUID | None
    principal_name: str | None
    reason: str
    proposed_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class ReleaseKnown:
    """What releasing and refusing rest on: the proposal, and the limits in force now."""

    proposal: Proposal
    limits: tuple[Limit, ...]


Proposing = Situation[ProposeLimitRelease, ProposeKnown]
Releasing = Situation[Any, ReleaseKnown]


def _of(limits: tuple[Limit, ...], kind: AccessLimitKind, whom: UUID | None = None) -> tuple[Limit, ...]:
    return tuple(each for each in limits if each.kind == kind and whom in (None, each.principal_id))


def _opens_nothing(kind: str, whom: UUID | None, limits: tuple[Limit, ...]) -> str | None:
    """Why there is nothing that it would open, in words; None where there is."""
    restriction = _of(limits, AccessLimitKind.RESTRICTION)
    if kind == LimitReleaseKind.LIFT_EXCLUSION and not _of(limits, AccessLimitKind.EXCLUSION, whom):
        return "They are not excluded from this case: nothing has to be lifted."
    if kind != LimitReleaseKind.LIFT_EXCLUSION and not restriction:
        return "The case is restricted to nobody: nothing has to be opened."
    if kind == LimitReleaseKind.LET_IN and _of(restriction, AccessLimitKind.RESTRICTION, whom):
        return "They are one of those to whom the case is restricted already."
    return None


def _names_whom_it_lets_in(situation: Proposing) -> Iterator[Problem]:
    given, who = situation.given, situation.known.who
    if given.kind is LimitReleaseKind.LIFT_RESTRICTION:
        if given.who is not None:
            message = "A restriction is lifted for everybody: leave this out, or let one person in."
            yield Problem("who", message, ProblemCode.INVALID)
    elif given.who is None:
        yield Problem("who", "Name the person whom it lets in.", ProblemCode.MISSING)
    elif who is None:
        message = "There is no practitioner with this reference: choose one of practitioners."
        yield Problem("who", message, ProblemCode.INVALID)
    elif who.principal_id == situation.actor.id:
        yield Problem("who", "Nobody lets themselves in: name somebody else.", ProblemCode.NOT_BY_YOU)


def _opens_something(situation: Proposing) -> Iterator[Problem]:
    given, known = situation.given, situation.known
    if (given.kind is LimitReleaseKind.LIFT_RESTRICTION) is not (known.who is None):
        return  # said of ``who`` already
    whom = None if known.who is None else known.who.principal_id
    if message := _opens_nothing(given.kind, whom, known.limits):
        yield Problem("kind", message, ProblemCode.NOT_NOW)


def _is_not_waiting(situation: Proposing) -> Iterator[Problem]:
    if situation.known.waiting:
        message = "Another release of this case waits to be decided: have that one decided first."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _by_a_second_person(situation: Releasing) -> Iterator[Problem]:
    proposal, actor = situation.known.proposal, situation.actor.id
    if proposal.proposed_by_id == actor:
        yield Problem("id", "You proposed this: a second person decides.", ProblemCode.NOT_BY_YOU)
    elif proposal.principal_id == actor:
        yield Problem("id", "It lets you in yourself: somebody else decides.", ProblemCode.NOT_BY_YOU)


def _still_opens_something(situation: Releasing) -> Iterator[Problem]:
    proposal = situation.known.proposal
    if message := _opens_nothing(proposal.kind, proposal.principal_id, situation.known.limits):
        yield Problem("id", f"{message} Refuse this proposal.", ProblemCode.NOT_NOW)


def _proposed(situation: Proposing) -> Effects:
    given, who = situation.given, situation.known.who
    whom = {"principal_id": who and who.principal_id, "principal_name": who and who.name}
    what = {"person_id": situation.place.person, "kind": given.kind, "reason": given.reason, **whom}
    return Effects({**what, "proposed_on": situation.today, **situation.by("proposed_by")})


def _released(situation: Releasing) -> Effects:
    return Effects({"decided_on": situation.today, **situation.by("decided_by")}, tuple(_opening(situation)))


def _opening(situation: Releasing) -> Iterator[Write]:
    """What it changes of the limits: one more is named, or those that are lifted end today."""
    proposal, limits = situation.known.proposal, situation.known.limits
    if proposal.kind == LimitReleaseKind.LET_IN:
        whom = {"principal_id": proposal.principal_id, "principal_name": proposal.principal_name}
        row = {"person_id": situation.place.person, "kind": AccessLimitKind.RESTRICTION, "reason": proposal.reason}
        since = {"valid_from": situation.today, **entered(situation.now, Assertion.FACT)}
        yield Insert(t.access_limit, {**row, **whom, **since})
        return
    lifts = proposal.kind == LimitReleaseKind.LIFT_EXCLUSION
    kind = AccessLimitKind.EXCLUSION if lifts else AccessLimitKind.RESTRICTION
    for limit in _of(limits, kind, proposal.principal_id):
        yield Update(t.access_limit, limit.id, {"valid_until": situation.today})


def _refused(situation: Situation[RefuseLimitRelease, ReleaseKnown]) -> Effects:
    why = {"refused_because": situation.given.reason, "decided_on": situation.today}
    return Effects({**why, **situation.by("decided_by")})


SECOND_PERSON = Guard("somebody else proposed it, and it lets somebody else in", _by_a_second_person)
_WAITS = (LimitReleaseStatus.PROPOSED,)

MACHINE = Machine(
    "limit release",
    t.limit_release,
    LimitReleaseStatus,
    DataClass.ACCESS_LIMIT,
    (
        Transition(
            Act.PROPOSE_LIMIT_RELEASE,
            (),
            LimitReleaseStatus.PROPOSED,
            _proposed,
            (
                Guard("it names whom it lets in, who is somebody else", _names_whom_it_lets_in),
                Guard("a limit in force is opened by it", _opens_something),
                Guard("no other of the case waits", _is_not_waiting),
            ),
        ),
        Transition(
            Act.RELEASE_LIMIT,
            _WAITS,
            LimitReleaseStatus.RELEASED,
            _released,
            (SECOND_PERSON, Guard("a limit in force is opened by it still", _still_opens_something)),
        ),
        Transition(Act.REFUSE_LIMIT_RELEASE, _WAITS, LimitReleaseStatus.REFUSED, _refused, (SECOND_PERSON,)),
    ),
    writes=(
        Writable(
            t.limit_release,
            adds=True,
            changes=frozenset({"status", "decided_on", "decided_by_id", "decided_by_name", "refused_because"}),
        ),
        Writable(t.access_limit, adds=True, changes=frozenset({"valid_until"})),
    ),
)
