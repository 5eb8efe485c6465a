"""The administration of the directory, as mutations: who may sign in, in which roles, with which clearance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.directory import appointments
from agencies.directory import tables as directory
from agencies.given import NothingGiven
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.mutations import RECORD, Mutation, OnNothing, OnRecord

_PRINCIPAL, _ROLE, _CLEARANCE = directory.principal.c, directory.principal_role.c, directory.principal_clearance.c
_TAKEN = sa.select(_PRINCIPAL.id).where(
    _PRINCIPAL.issuer == sa.bindparam("issuer", None, sa.Text),
    _PRINCIPAL.subject == sa.bindparam("subject", None, sa.Text),
)
_HELD = sa.select(_ROLE.role).where(
    _ROLE.principal_id == RECORD, _ROLE.status == directory.AppointmentStatus.IN_FORCE, _ROLE.valid_until.is_(None)
)
_AREA = sa.select(t.area.c.id).where(t.area.c.id == sa.bindparam("area_named", None, sa.SmallInteger))
_APPOINTMENT = sa.select(
    _ROLE.principal_id,
    _ROLE.proposed_by_id,
    _ROLE.valid_until,
    _ROLE.role,
    _ROLE.area_id,
    _ROLE.reach,
    _ROLE.audited_owner,
    _ROLE.warrant,
    _ROLE.reason,
    _ROLE.valid_from,
).where(_ROLE.id == RECORD)
_CLEARED = sa.select(
    _CLEARANCE.principal_id, _CLEARANCE.proposed_by_id, _CLEARANCE.valid_until, _CLEARANCE.clearance
).where(_CLEARANCE.id == RECORD)
_ON_PRINCIPAL, _ON_APPOINTMENT, _ON_CLEARANCE = (
    OnRecord("Principal"),
    OnRecord("Appointment"),
    OnRecord("ClearanceGrant"),
)


def _called(given: appointments.RegisterPrincipal, _today: date) -> Mapping[str, Any]:
    return {"issuer": given.issuer, "subject": given.subject}


def _where(given: appointments.ProposeAppointment, _today: date) -> Mapping[str, Any]:
    return {"area_named": given.in_area}


def _decision(act: Act, description: str, given: type = NothingGiven) -> Mutation:
    """What is done to an appointment, or to a clearance, that was proposed."""
    of_role = act in (Act.APPROVE_APPOINTMENT, Act.REFUSE_APPOINTMENT, Act.END_APPOINTMENT)
    return Mutation(
        act,
        description,
        appointments.APPOINTMENT if of_role else appointments.CLEARANCE,
        on=_ON_APPOINTMENT if of_role else _ON_CLEARANCE,
        gives="Appointment" if of_role else "ClearanceGrant",
        given=given,
        known=appointments.ProposedKnown,
        facts={"proposed": _APPOINTMENT if of_role else _CLEARED},
    )


MUTATIONS = (
    Mutation(
        Act.REGISTER_PRINCIPAL,
        "Enter somebody in the directory. They are shown nothing until they are appointed to a role.",
        appointments.PRINCIPAL,
        on=OnNothing(),
        gives="Principal",
        given=appointments.RegisterPrincipal,
        known=appointments.RegisterKnown,
        facts={"taken": _TAKEN, "bodies": BODIES},
        asks=_called,
    ),
    Mutation(
        Act.SUSPEND_PRINCIPAL,
        "Keep somebody from signing in, from the next request on.",
        appointments.PRINCIPAL,
        on=_ON_PRINCIPAL,
        gives="Principal",
        given=appointments.GiveReason,
    ),
    Mutation(
        Act.REINSTATE_PRINCIPAL,
        "Let somebody sign in again who was suspended, in the roles that they still hold.",
        appointments.PRINCIPAL,
        on=_ON_PRINCIPAL,
        gives="Principal",
    ),
    Mutation(
        Act.PROPOSE_APPOINTMENT,
        "Propose that somebody else acts in a role. It opens nothing until a second person puts it in force.",
        appointments.APPOINTMENT,
        on=_ON_PRINCIPAL,
        gives="Appointment",
        given=appointments.ProposeAppointment,
        known=appointments.AppointmentKnown,
        facts={"held": _HELD, "area": _AREA, "bodies": BODIES},
        asks=_where,
    ),
    _decision(Act.APPROVE_APPOINTMENT, "Put an appointment in force that somebody else proposed."),
    _decision(
        Act.REFUSE_APPOINTMENT,
        "Refuse an appointment that somebody else proposed, and say why.",
        appointments.GiveReason,
    ),
    _decision(
        Act.END_APPOINTMENT,
        "End an appointment today, and say why. What it opened is closed from the next request on.",
        appointments.GiveReason,
    ),
    Mutation(
        Act.PROPOSE_CLEARANCE,
        "Propose a clearance for somebody else. It opens nothing until a second person puts it in force.",
        appointments.CLEARANCE,
        on=_ON_PRINCIPAL,
        gives="ClearanceGrant",
        given=appointments.ProposeClearance,
    ),
    _decision(Act.APPROVE_CLEARANCE, "Put a clearance in force that somebody else proposed."),
    _decision(
        Act.REFUSE_CLEARANCE, "Refuse a clearance that somebody else proposed, and say why.", appointments.GiveReason
    ),
    _decision(
        Act.END_CLEARANCE,
        "End a clearance, and say why. What it opened is closed from the next request on.",
        appointments.GiveReason,
    ),
)
