"""Who may sign in, in which roles and with which clearance: nothing that opens anything is done by one person.

A person is entered in the directory; that alone shows them nothing. A role, or a clearance, is proposed by one person
and put in force by another, neither of them whoever it is for. Whatever hides (a suspension, an end) is done by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import Table

from agencies.directory import tables as t
from agencies.directory.agreements import AUTHORITY
from agencies.directory.tables import AppointmentStatus, AreaRelation, AuditReach, PrincipalStatus
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Situation, Transition, Update, Writable, Write
from policies.vocabulary import Act, Agency, Clearance, DataClass, Role

COORDINATING = frozenset({Role.MAPPA_COORDINATOR, Role.MAPPA_ADMINISTRATOR})
AUDITING = frozenset({Role.AUDITOR, Role.INSPECTOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPrincipal:
    """Who is to be able to sign in."""

    name: Annotated[str, "Their name, as colleagues are to read it."]
    issuer: Annotated[str, "The address of the identity provider that knows them."]
    subject: Annotated[str, "What that provider calls them: the `sub` of their tokens."]
    agency: Annotated[Agency, "Whom they work for."]
    body: Annotated[str | None, "The code of the body, for somebody of a duty-to-co-operate body."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReason:
    """Why it is done."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAppointment:
    """In which role somebody is to act, where and how long: also a secondment, or cover for somebody who is away."""

    role: Annotated[Role, "The role. It counts only in an agency that has it."]
    in_area: Annotated[int | None, "The number of the MAPPA area; without one, no area is opened."] = None
    audits: Annotated[AuditReach | None, "For an auditor or inspector alone: whose accesses they look into."] = None
    audits_agency: Annotated[str | None, "The code of the agency or body whose accesses, where it is one's."] = None
    warrant: Annotated[bool | None, "For an inspector of an area alone: whether they are shown its cases as well."] = (
        None
    )
    valid_from: Annotated[date, "Its first day."]
    valid_until: Annotated[date | None, "The day on which it no longer holds; without one, until it is ended."] = None
    reason: Annotated[str, "What it rests on: the post, the secondment, whom they stand in for."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeClearance:
    """What somebody was vetted for, and how long."""

    clearance: Annotated[Clearance, "The clearance."]
    valid_until: Annotated[date | None, "The day on which it no longer holds; without one, until it is ended."] = None
    reason: Annotated[str, "What it rests on: the vetting and its reference."]


@dataclass(frozen=True, slots=True)
class RegisterKnown:
    """What entering somebody rests on: who is called so already, and the bodies there are."""

    taken: UUID | None
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppointmentKnown:
    """What proposing a role rests on: the roles that they hold, whether there is the area, and the bodies there are."""

    held: tuple[str, ...]
    area: int | None
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was proposed, for whom and by whom."""

    principal_id: UUID
    proposed_by_id: UUID | None
    valid_until: date | None
    role: str | None = None
    area_id: int | None = None
    reach: str | None = None
    audited_owner: str | None = None
    warrant: bool = False
    reason: str | None = None
    valid_from: date | None = None
    clearance: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedKnown:
    """What approving, refusing and ending rest on."""

    proposed: Proposed


def _is_new(situation: Situation[RegisterPrincipal, RegisterKnown]) -> Iterator[Problem]:
    if situation.known.taken is not None:
        message = "Somebody is entered under this subject already: use their entry."
        yield Problem("subject", message, ProblemCode.INVALID)


def _is_of_a_body(situation: Situation[RegisterPrincipal, RegisterKnown]) -> Iterator[Problem]:
    given, bodies = situation.given, situation.known.bodies
    if given.agency is Agency.PARTNER and given.body not in bodies:
        yield Problem("body", f"Name the body they work for. Use one of: {', '.join(bodies)}.", ProblemCode.INVALID)
    if given.agency is not Agency.PARTNER and given.body is not None:
        message = "Only somebody of a duty-to-co-operate body has one: leave it out."
        yield Problem("body", message, ProblemCode.INVALID)


def _for_another(situation: Situation[Any, Any]) -> Iterator[Problem]:
    if situation.place.key == situation.actor.id:
        yield Problem("id", "Nobody does this for themselves: ask somebody else.", ProblemCode.NOT_BY_YOU)


def _by_a_second_person(situation: Situation[Any, ProposedKnown]) -> Iterator[Problem]:
    proposed, actor = situation.known.proposed, situation.actor.id
    if proposed.proposed_by_id == actor:
        yield Problem("id", "You proposed this: a second person decides.", ProblemCode.NOT_BY_YOU)
    elif proposed.principal_id == actor:
        yield Problem("id", "It is for yourself: somebody else decides.", ProblemCode.NOT_BY_YOU)


def _lasts(situation: Situation[Any, Any]) -> Iterator[Problem]:
    first = max(getattr(situation.given, "valid_from", situation.today), situation.today)
    until = situation.given.valid_until
    if until is not None and until <= first:
        yield Problem("valid_until", "It has to end after its first day, and after today.", ProblemCode.INVALID)


def _is_not_held(situation: Situation[ProposeAppointment, AppointmentKnown]) -> Iterator[Problem]:
    given = situation.given
    if given.role in situation.known.held and given.in_area is None and given.audits is None:
        message = "They hold this role already: end that appointment first, or name another area."
        yield Problem("role", message, ProblemCode.NOT_NOW)


def _is_in_an_area(situation: Situation[ProposeAppointment, AppointmentKnown]) -> Iterator[Problem]:
    if situation.given.in_area is not None and situation.known.area is None:
        yield Problem("in_area", "There is no MAPPA area of this number. Use one of 1 to 42.", ProblemCode.INVALID)


def _audits_somebody(situation: Situation[ProposeAppointment, AppointmentKnown]) -> Iterator[Problem]:
    """Whoever looks into accesses is told whose; nobody else is (DPA 2018 s.62: for its four purposes alone)."""
    given, codes = situation.given, (*AUTHORITY, *situation.known.bodies)
    if (given.role in AUDITING) is not (given.audits is not None):
        message = "Say whose accesses an auditor or inspector looks into, and of nobody else: NATIONAL, AGENCY or AREA."
        yield Problem("audits", message, ProblemCode.INVALID)
    if (given.audits is AuditReach.AGENCY) is not (given.audits_agency is not None):
        message = "Name the agency or body where the accesses are one's, and nowhere else."
        yield Problem("audits_agency", message, ProblemCode.INVALID)
    elif given.audits_agency is not None and given.audits_agency not in codes:
        message = f"There is no agency or body of this code. Use one of: {', '.join(codes)}."
        yield Problem("audits_agency", message, ProblemCode.INVALID)
    if given.role in AUDITING and (given.audits is AuditReach.AREA) is not (given.in_area is not None):
        message = "Name the area where the accesses are an area's, and nowhere else."
        yield Problem("in_area", message, ProblemCode.INVALID)
    if given.warrant and (given.role is not Role.INSPECTOR or given.audits is not AuditReach.AREA):
        message = "Only an inspector of an area is given a warrant for its cases: leave it out."
        yield Problem("warrant", message, ProblemCode.INVALID)
    if given.role is Role.INSPECTOR and given.valid_until is None:
        yield Problem("valid_until", "An inspector is appointed to a day: name it.", ProblemCode.MISSING)


def _is_a_clearance(situation: Situation[ProposeClearance, Any]) -> Iterator[Problem]:
    if situation.given.clearance is Clearance.NONE:
        message = "To take a clearance away, end it: nobody has to agree to that."
        yield Problem("clearance", message, ProblemCode.INVALID)


def _still_holds(situation: Situation[Any, ProposedKnown]) -> Iterator[Problem]:
    until = situation.known.proposed.valid_until
    if until is not None and until <= situation.today:
        yield Problem("id", "Its last day has passed: propose another.", ProblemCode.NOT_NOW)


def _registered(situation: Situation[RegisterPrincipal, RegisterKnown]) -> Effects:
    given = situation.given
    owner = given.body or given.agency.value
    entry = {"name": given.name, "issuer": given.issuer, "subject": given.subject}
    return Effects({**entry, "agency": given.agency.value, "owner": owner})


def _suspended(situation: Situation[GiveReason, Any]) -> Effects:
    return Effects({"suspended_because": situation.given.reason})


def _reinstated(_: Situation[Any, Any]) -> Effects:
    return Effects({"suspended_because": None})


def _proposed(situation: Situation[ProposeAppointment, AppointmentKnown]) -> Effects:
    given = situation.given
    lasts = {"valid_from": given.valid_from, "valid_until": given.valid_until, "reason": given.reason}
    what = {"principal_id": situation.place.key, "role": given.role.value, "area_id": given.in_area}
    whose = {"reach": given.audits, "audited_owner": given.audits_agency, "warrant": bool(given.warrant)}
    return Effects({**what, **whose, **lasts, **situation.by("proposed_by")})


def _appointed(situation: Situation[Any, ProposedKnown]) -> Effects:
    return Effects(situation.by("approved_by"), _opened(situation))


def _opened(situation: Situation[Any, ProposedKnown]) -> tuple[Write, ...]:
    """An area to work in, or accesses to look into: opened by rows of the appointment's own key, ended with it."""
    proposed = situation.known.proposed
    lasts = {"valid_from": proposed.valid_from, "valid_until": proposed.valid_until}
    whose = {"id": situation.place.key, "principal_id": proposed.principal_id, "area_id": proposed.area_id, **lasts}
    relation = AreaRelation.COORDINATES if proposed.role in COORDINATING else AreaRelation.WORKS_IN
    reach = {"role": proposed.role, "reach": proposed.reach, "owner": proposed.audited_owner}
    why = {"decided_by": situation.actor.name, "reason": proposed.reason}
    rows = {
        t.principal_area: {**whose, "relation": relation.value},
        t.audit_appointment: {**whose, **reach, **why},
    }
    return tuple(Insert(table, rows[table]) for table in _opens(proposed))


def _opens(proposed: Proposed) -> tuple[Table, ...]:
    """The tables in which an appointment opens something."""
    if proposed.reach is not None:
        return (t.audit_appointment, t.principal_area) if proposed.warrant else (t.audit_appointment,)
    return () if proposed.area_id is None else (t.principal_area,)


def _refused(situation: Situation[GiveReason, ProposedKnown]) -> Effects:
    return Effects({"closed_because": situation.given.reason, **situation.by("closed_by")})


def _appointment_ended(situation: Situation[GiveReason, ProposedKnown]) -> Effects:
    over = {"valid_until": situation.today, "closed_because": situation.given.reason, **situation.by("closed_by")}
    key = situation.place.key
    if key is None:
        raise LookupError("An appointment was ended that has no key.")
    closed = {"valid_until": situation.today}
    return Effects(over, tuple(Update(table, key, closed) for table in _opens(situation.known.proposed)))


def _clearance_proposed(situation: Situation[ProposeClearance, Any]) -> Effects:
    given = situation.given
    what = {"principal_id": situation.place.key, "clearance": given.clearance.value, "reason": given.reason}
    return Effects({**what, "valid_until": given.valid_until, **situation.by("proposed_by")})


def _cleared(situation: Situation[Any, ProposedKnown]) -> Effects:
    proposed = situation.known.proposed
    held = {"clearance": str(proposed.clearance), "clearance_until": proposed.valid_until}
    return Effects(situation.by("approved_by"), (Update(t.principal, proposed.principal_id, held),))


def _clearance_ended(situation: Situation[GiveReason, ProposedKnown]) -> Effects:
    closed = {"closed_because": situation.given.reason, **situation.by("closed_by")}
    held = {"clearance": Clearance.NONE.value, "clearance_until": None}
    return Effects(closed, (Update(t.principal, situation.known.proposed.principal_id, held),))


FOR_ANOTHER = Guard("it is for somebody else", _for_another)
SECOND_PERSON = Guard("somebody else proposed it, for somebody else", _by_a_second_person)
LASTS = Guard("it lasts some time", _lasts)
STILL_HOLDS = Guard("its last day has not passed", _still_holds)
_PROPOSED, _IN_FORCE = (AppointmentStatus.PROPOSED,), (AppointmentStatus.IN_FORCE,)
_DECIDED = frozenset(
    {"status", "approved_by_id", "approved_by_name", "closed_because", "closed_by_id", "closed_by_name"}
)

PRINCIPAL = Machine(
    "directory entry",
    t.principal,
    PrincipalStatus,
    DataClass.ACCESS_RECORD,
    (
        Transition(
            Act.REGISTER_PRINCIPAL,
            (),
            PrincipalStatus.ACTIVE,
            _registered,
            (
                Guard("nobody is entered under the subject", _is_new),
                Guard("whoever is of a body names one that there is", _is_of_a_body),
            ),
        ),
        Transition(
            Act.SUSPEND_PRINCIPAL, (PrincipalStatus.ACTIVE,), PrincipalStatus.SUSPENDED, _suspended, (FOR_ANOTHER,)
        ),
        Transition(
            Act.REINSTATE_PRINCIPAL, (PrincipalStatus.SUSPENDED,), PrincipalStatus.ACTIVE, _reinstated, (FOR_ANOTHER,)
        ),
    ),
    writes=(Writable(t.principal, adds=True, changes=frozenset({"status", "suspended_because"})),),
)

APPOINTMENT = Machine(
    "appointment",
    t.principal_role,
    AppointmentStatus,
    DataClass.ACCESS_RECORD,
    (
        Transition(
            Act.PROPOSE_APPOINTMENT,
            (),
            AppointmentStatus.PROPOSED,
            _proposed,
            (
                FOR_ANOTHER,
                LASTS,
                Guard("they do not hold the role already", _is_not_held),
                Guard("the area is one that there is", _is_in_an_area),
                Guard(
                    "an auditor or inspector is told whose accesses they look into, an inspector to a day",
                    _audits_somebody,
                ),
            ),
        ),
        Transition(
            Act.APPROVE_APPOINTMENT,
            _PROPOSED,
            AppointmentStatus.IN_FORCE,
            _appointed,
            (SECOND_PERSON, STILL_HOLDS),
        ),
        Transition(Act.REFUSE_APPOINTMENT, _PROPOSED, AppointmentStatus.REFUSED, _refused, (SECOND_PERSON,)),
        Transition(Act.END_APPOINTMENT, _IN_FORCE, AppointmentStatus.ENDED, _appointment_ended),
    ),
    writes=(
        Writable(t.principal_role, adds=True, changes=_DECIDED | {"valid_until"}),
        Writable(t.principal_area, adds=True, changes=frozenset({"valid_until"})),
        Writable(t.audit_appointment, adds=True, changes=frozenset({"valid_until"})),
    ),
)

CLEARANCE = Machine(
    "clearance",
    t.principal_clearance,
    AppointmentStatus,
    DataClass.ACCESS_RECORD,
    (
        Transition(
            Act.PROPOSE_CLEARANCE,
            (),
            AppointmentStatus.PROPOSED,
            _clearance_proposed,
            (FOR_ANOTHER, LASTS, Guard("it is one", _is_a_clearance)),
        ),
        Transition(
            Act.APPROVE_CLEARANCE, _PROPOSED, AppointmentStatus.IN_FORCE, _cleared, (SECOND_PERSON, STILL_HOLDS)
        ),
        Transition(Act.REFUSE_CLEARANCE, _PROPOSED, AppointmentStatus.REFUSED, _refused, (SECOND_PERSON,)),
        Transition(Act.END_CLEARANCE, _IN_FORCE, AppointmentStatus.ENDED, _clearance_ended),
    ),
    writes=(
        Writable(t.principal_clearance, adds=True, changes=_DECIDED),
        Writable(t.principal, changes=frozenset({"clearance", "clearance_until"})),
    ),
)
