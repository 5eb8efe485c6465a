"""The life of an information-sharing agreement: proposed by one person, put in force by another, and ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.directory import tables as t
from agencies.directory.tables import AgreementStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Writable, Write
from policies.vocabulary import ABOUT_NO_CASE, Act, Basis, DataClass, Purpose

AUTHORITY = ("police", "prison", "probation", "coordination")  # CJA 2003 s.325(1), and the unit that acts for them
INSPECTORATE = "oversight"  # inspects by powers of its own: s.325(4G)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPartyGiven:
    """A party to an agreement."""

    owner: Annotated[str, "Its code: police, prison, probation, coordination, or a body's own code."]
    basis: Annotated[Basis, "On which footing of the Act it is a party."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAgreement:
    """Who is to share which kinds of information, for what, from when."""

    reference: Annotated[str, "The agreement's own reference, which no other has."]
    title: Annotated[str, "What it is about, in a line."]
    parties: Annotated[tuple[AgreementPartyGiven, ...], "Who shares with whom: each of them with each other."]
    purposes: Annotated[tuple[Purpose, ...], "For which purposes."]
    data_classes: Annotated[tuple[DataClass, ...], "Which kinds of information."]
    valid_from: Annotated[date, "Its first day."]
    valid_until: Annotated[date | None, "The day on which it no longer holds; without one, until it is ended."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAgreement:
    """Why it is refused, or ended."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True)
class ProposeKnown:
    """What proposing rests on: whether the reference is taken, and the bodies there are."""

    taken: UUID | None
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An agreement as it was proposed."""

    proposed_by_id: UUID | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class ProposalKnown:
    """What putting it in force rests on."""

    proposal: Proposal


def _is_new(situation: Situation[ProposeAgreement, ProposeKnown]) -> Iterator[Problem]:
    if situation.known.taken is not None:
        yield Problem("reference", "Another agreement has this reference: give this one its own.", ProblemCode.INVALID)


def _has_parties(situation: Situation[ProposeAgreement, ProposeKnown]) -> Iterator[Problem]:
    parties = situation.given.parties
    if len({each.owner for each in parties}) < max(2, len(parties)):
        message = "Name at least two parties, and each of them once."
        yield Problem("parties", message, ProblemCode.INVALID)
    for place, each in enumerate(parties):
        if each.owner == INSPECTORATE:
            fits = each.basis is Basis.INSPECTION
        elif each.owner in AUTHORITY:
            fits = each.basis is Basis.RESPONSIBLE_AUTHORITY
        else:
            fits = each.basis in (Basis.DUTY_TO_COOPERATE, Basis.ASSOCIATE)
            if each.owner not in situation.known.bodies:
                bodies = ", ".join((*AUTHORITY, INSPECTORATE, *situation.known.bodies))
                message = f"There is no party of this code. Use one of: {bodies}."
                yield Problem(f"parties.{place}.owner", message, ProblemCode.INVALID)
        if not fits:
            message = (
                "Police, prison, probation and co-ordination share as the responsible authority, and only they do; "
                "oversight by its power to inspect."
            )
            yield Problem(f"parties.{place}.basis", message, ProblemCode.INVALID)


def _shares_something(situation: Situation[ProposeAgreement, ProposeKnown]) -> Iterator[Problem]:
    given = situation.given
    if not given.purposes:
        yield Problem("purposes", "Name at least one purpose.", ProblemCode.MISSING)
    if not given.data_classes:
        yield Problem("data_classes", "Name at least one kind of information.", ProblemCode.MISSING)
    if idle := sorted(ABOUT_NO_CASE & set(given.data_classes)):
        message = f"{', '.join(each.name for each in idle)} is about no case, and needs no agreement: leave it out."
        yield Problem("data_classes", message, ProblemCode.INVALID)
    if given.valid_until is not None and given.valid_until <= max(given.valid_from, situation.today):
        message = "It has to end after its first day, and after today."
        yield Problem("valid_until", message, ProblemCode.INVALID)


def _by_a_second_person(situation: Situation[Any, ProposalKnown]) -> Iterator[Problem]:
    if situation.known.proposal.proposed_by_id == situation.actor.id:
        message = "You proposed this agreement: a second person puts it in force."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _still_holds(situation: Situation[Any, ProposalKnown]) -> Iterator[Problem]:
    until = situation.known.proposal.valid_until
    if until is not None and until <= situation.today:
        yield Problem("id", "Its last day has passed: propose another.", ProblemCode.NOT_NOW)


def _proposed(situation: Situation[ProposeAgreement, ProposeKnown]) -> Effects:
    given = situation.given
    values = {
        "reference": given.reference,
        "title": given.title,
        "purposes": sorted(map(str, set(given.purposes))),
        "data_classes": sorted(map(str, set(given.data_classes))),
        "valid_from": given.valid_from,
        "valid_until": given.valid_until,
    }

    def parties(made: UUID) -> tuple[Write, ...]:
        return tuple(
            Insert(t.agreement_party, {"agreement_id": made, "owner": each.owner, "basis": str(each.basis)})
            for each in given.parties
        )

    return Effects({**values, **situation.by("proposed_by")}, parts=parties)


def _in_force(situation: Situation[Any, ProposalKnown]) -> Effects:
    return Effects({**situation.by("approved_by"), "approved_on": situation.today})


def _refused(situation: Situation[CloseAgreement, ProposalKnown]) -> Effects:
    return Effects({"closed_because": situation.given.reason, **situation.by("closed_by")})


def _ended(situation: Situation[CloseAgreement, Any]) -> Effects:
    return Effects(
        {"valid_until": situation.today, "closed_because": situation.given.reason, **situation.by("closed_by")}
    )


SECOND_PERSON = Guard("somebody else proposed it", _by_a_second_person)

MACHINE = Machine(
    "agreement",
    t.agreement,
    AgreementStatus,
    DataClass.REFERENCE,
    (
        Transition(
            Act.PROPOSE_AGREEMENT,
            (),
            AgreementStatus.PROPOSED,
            _proposed,
            (
                Guard("its reference is its own", _is_new),
                Guard("there are two parties or more, each on a footing it may rest on", _has_parties),
                Guard("it shares something about cases, for a purpose, for some time", _shares_something),
            ),
        ),
        Transition(
            Act.APPROVE_AGREEMENT,
            (AgreementStatus.PROPOSED,),
            AgreementStatus.IN_FORCE,
            _in_force,
            (SECOND_PERSON, Guard("its last day has not passed", _still_holds)),
        ),
        Transition(
            Act.REFUSE_AGREEMENT, (AgreementStatus.PROPOSED,), AgreementStatus.REFUSED, _refused, (SECOND_PERSON,)
        ),
        Transition(Act.END_AGREEMENT, (AgreementStatus.IN_FORCE,), AgreementStatus.ENDED, _ended),
    ),
    writes=(
        Writable(
            t.agreement,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "valid_until",
                    "approved_by_id",
                    "approved_by_name",
                    "approved_on",
                    "closed_because",
                    "closed_by_id",
                    "closed_by_name",
                }
            ),
        ),
        Writable(t.agreement_party, adds=True),
    ),
)
