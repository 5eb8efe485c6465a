"""The directory: nobody opens anything alone, nor for themselves; what makes no sense is refused by field."""
# ruff: noqa: ANN401 - whatever was decided

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.directory import tables as t
from agencies.directory.appointments import (
    APPOINTMENT,
    CLEARANCE,
    PRINCIPAL,
    AppointmentKnown,
    GiveReason,
    ProposeAppointment,
    ProposeClearance,
    Proposed,
    ProposedKnown,
    RegisterKnown,
    RegisterPrincipal,
)
from agencies.directory.tables import AppointmentStatus, AreaRelation, AuditReach, PrincipalStatus
from agencies.problems import ProblemCode
from agencies.transitions import Done, Insert, Refused, Update, decide
from policies.vocabulary import Act, Agency, Clearance, Role
from tests.agencies.process.situations import COORDINATION, NOW, POLICE, PROBATION, RECORD, situation

TODAY, SOMEBODY = NOW.date(), UUID(int=0x99)
ROLE = ProposeAppointment(role=Role.CHAIR, in_area=7, valid_from=TODAY, reason="Seconded for a year.")
VETTED = ProposeClearance(clearance=Clearance.TERRORISM, reason="DV, reference 12.")
KNOWN = AppointmentKnown((), 7, ("housing",))
PROPOSED = ProposedKnown(
    Proposed(
        SOMEBODY,
        PROBATION.id,
        None,
        Role.MAPPA_COORDINATOR,
        7,
        valid_from=TODAY,
        clearance=Clearance.TERRORISM,
    )
)
AUDITED = Proposed(
    SOMEBODY,
    PROBATION.id,
    None,
    Role.AUDITOR,
    None,
    AuditReach.AGENCY,
    "housing",
    reason="Asked for.",
    valid_from=TODAY,
)
REASON = GiveReason(reason="The post is gone.")
DECISIONS = (
    (APPOINTMENT, Act.APPROVE_APPOINTMENT),
    (APPOINTMENT, Act.REFUSE_APPOINTMENT),
    (CLEARANCE, Act.APPROVE_CLEARANCE),
    (CLEARANCE, Act.REFUSE_CLEARANCE),
)


def proposing(known: AppointmentKnown = KNOWN, **changes: Any) -> Any:
    return decide(APPOINTMENT, Act.PROPOSE_APPOINTMENT, situation(replace(ROLE, **changes), known))


def met(found: Any) -> list[tuple[str, ProblemCode]]:
    assert isinstance(found, Refused)
    return [(problem.field, problem.code) for problem in found.problems]


def test_a_role_is_proposed_and_opens_nothing_until_another_puts_it_in_force() -> None:
    found = proposing()
    assert isinstance(found, Done)
    (made,) = found.writes
    assert (made.table, made.values["status"], made.values["role"]) == (
        t.principal_role,
        AppointmentStatus.PROPOSED,
        "chair",
    )
    in_force = decide(
        APPOINTMENT,
        Act.APPROVE_APPOINTMENT,
        situation(None, PROPOSED, AppointmentStatus.PROPOSED, actor=COORDINATION),
    )
    assert isinstance(in_force, Done)
    changed, area = in_force.writes
    assert changed.values["approved_by_id"] == COORDINATION.id
    assert isinstance(area, Insert)
    assert (area.values["id"], area.values["principal_id"]) == (RECORD, SOMEBODY)
    assert area.values["relation"] == AreaRelation.COORDINATES


def test_what_is_ended_closes_the_area_that_it_opened() -> None:
    found = decide(APPOINTMENT, Act.END_APPOINTMENT, situation(REASON, PROPOSED, AppointmentStatus.IN_FORCE))
    assert isinstance(found, Done)
    assert [each.values["valid_until"] for each in found.writes] == [TODAY, TODAY]
    nowhere = ProposedKnown(replace(PROPOSED.proposed, area_id=None))
    found = decide(APPOINTMENT, Act.END_APPOINTMENT, situation(REASON, nowhere, AppointmentStatus.IN_FORCE))
    assert isinstance(found, Done)
    assert len(found.writes) == 1


def test_an_auditor_is_told_whose_accesses_they_look_into_and_nobody_else_is() -> None:
    auditor: dict[str, Any] = {"role": Role.AUDITOR, "in_area": None}
    whose = (
        {"audits": AuditReach.NATIONAL},
        {"audits": AuditReach.AGENCY, "audits_agency": "housing"},
        {"audits": AuditReach.AREA, "in_area": 7},
    )
    for reach in whose:
        assert isinstance(proposing(**{**auditor, **reach}), Done)
        assert isinstance(proposing(replace(KNOWN, held=("auditor",)), **{**auditor, **reach}), Done)
    until = TODAY + timedelta(days=30)
    assert isinstance(proposing(role=Role.INSPECTOR, in_area=None, audits=AuditReach.NATIONAL, valid_until=until), Done)
    for wrong, field in (
        (auditor, "audits"),
        ({"audits": AuditReach.AREA}, "audits"),
        ({**auditor, "audits": AuditReach.AGENCY}, "audits_agency"),
        ({**auditor, "audits": AuditReach.AGENCY, "audits_agency": "none"}, "audits_agency"),
        ({**auditor, "audits": AuditReach.NATIONAL, "audits_agency": "housing"}, "audits_agency"),
        ({**auditor, "audits": AuditReach.AREA}, "in_area"),
        ({**auditor, "audits": AuditReach.NATIONAL, "in_area": 7}, "in_area"),
        ({"role": Role.INSPECTOR, "in_area": None, "audits": AuditReach.NATIONAL}, "valid_until"),
        ({**auditor, "audits": AuditReach.AREA, "in_area": 7, "warrant": True}, "warrant"),
        ({"warrant": True}, "warrant"),
    ):
        assert field in [found for found, _ in met(proposing(**wrong))]


def test_an_auditors_appointment_opens_accesses_by_name_of_who_decided_and_its_end_closes_them() -> None:
    known = ProposedKnown(AUDITED)
    approving = situation(None, known, AppointmentStatus.PROPOSED, actor=COORDINATION)
    found = decide(APPOINTMENT, Act.APPROVE_APPOINTMENT, approving)
    assert isinstance(found, Done)
    opened = found.writes[1]
    assert (opened.table, opened.values["id"], opened.values["owner"]) == (t.audit_appointment, RECORD, "housing")
    assert (opened.values["reach"], opened.values["decided_by"]) == (AuditReach.AGENCY, COORDINATION.name)
    ended = decide(APPOINTMENT, Act.END_APPOINTMENT, situation(REASON, known, AppointmentStatus.IN_FORCE))
    assert isinstance(ended, Done)
    assert (ended.writes[1].table, ended.writes[1].values) == (t.audit_appointment, {"valid_until": TODAY})


def test_a_warrant_opens_the_area_beside_its_accesses_and_closes_both() -> None:
    warrant = replace(AUDITED, role=Role.INSPECTOR, reach=AuditReach.AREA, audited_owner=None, area_id=7, warrant=True)
    known, opened = ProposedKnown(warrant), [t.audit_appointment, t.principal_area]
    approving = situation(None, known, AppointmentStatus.PROPOSED, actor=COORDINATION)
    found = decide(APPOINTMENT, Act.APPROVE_APPOINTMENT, approving)
    assert isinstance(found, Done)
    assert [each.table for each in found.writes[1:]] == opened
    assert found.writes[2].values["relation"] == AreaRelation.WORKS_IN
    ended = decide(APPOINTMENT, Act.END_APPOINTMENT, situation(REASON, known, AppointmentStatus.IN_FORCE))
    assert isinstance(ended, Done)
    assert [each.table for each in ended.writes[1:]] == opened


@pytest.mark.parametrize(("machine", "act"), DECISIONS)
def test_neither_who_proposed_it_nor_whom_it_is_for_decides(machine: Any, act: Act) -> None:
    given = REASON if "REFUSE" in act.name else None
    own = decide(machine, act, situation(given, PROPOSED, AppointmentStatus.PROPOSED))
    assert met(own) == [("id", ProblemCode.NOT_BY_YOU)]
    mine = ProposedKnown(replace(PROPOSED.proposed, principal_id=POLICE.id))
    assert met(decide(machine, act, situation(given, mine, AppointmentStatus.PROPOSED, actor=POLICE))) == [
        ("id", ProblemCode.NOT_BY_YOU)
    ]
    assert isinstance(decide(machine, act, situation(given, PROPOSED, AppointmentStatus.PROPOSED, actor=POLICE)), Done)


def test_nobody_proposes_suspends_or_reinstates_for_themselves() -> None:
    own = replace(situation(None, None).place, key=PROBATION.id)
    for machine, act, given, known, state in (
        (APPOINTMENT, Act.PROPOSE_APPOINTMENT, ROLE, KNOWN, None),
        (CLEARANCE, Act.PROPOSE_CLEARANCE, VETTED, None, None),
        (PRINCIPAL, Act.SUSPEND_PRINCIPAL, REASON, None, PrincipalStatus.ACTIVE),
        (PRINCIPAL, Act.REINSTATE_PRINCIPAL, None, None, PrincipalStatus.SUSPENDED),
    ):
        at = situation(given, known, state, place=replace(own, state=state))
        assert met(decide(machine, act, at)) == [("id", ProblemCode.NOT_BY_YOU)]


def test_what_makes_no_sense_is_refused_by_field() -> None:
    assert met(proposing(valid_until=TODAY)) == [("valid_until", ProblemCode.INVALID)]
    assert met(proposing(replace(KNOWN, held=("chair",)), in_area=None)) == [("role", ProblemCode.NOT_NOW)]
    assert met(proposing(replace(KNOWN, area=None))) == [("in_area", ProblemCode.INVALID)]
    vetted = replace(VETTED, clearance=Clearance.NONE)
    assert met(decide(CLEARANCE, Act.PROPOSE_CLEARANCE, situation(vetted, None))) == [
        ("clearance", ProblemCode.INVALID)
    ]
    over = ProposedKnown(replace(PROPOSED.proposed, valid_until=TODAY - timedelta(days=1)))
    late = situation(None, over, AppointmentStatus.PROPOSED, actor=COORDINATION)
    assert met(decide(APPOINTMENT, Act.APPROVE_APPOINTMENT, late)) == [("id", ProblemCode.NOT_NOW)]


def test_somebody_is_entered_once_and_for_a_body_that_there_is() -> None:
    given = RegisterPrincipal(name="Ffion", issuer="https://idp", subject="f", agency=Agency.PARTNER, body="housing")
    known = RegisterKnown(None, ("housing",))
    found = decide(PRINCIPAL, Act.REGISTER_PRINCIPAL, situation(given, known))
    assert isinstance(found, Done)
    assert found.writes[0].values["owner"] == "housing"
    for changed, field in (
        (replace(given, body="none"), "body"),
        (replace(given, agency=Agency.POLICE), "body"),
    ):
        assert met(decide(PRINCIPAL, Act.REGISTER_PRINCIPAL, situation(changed, known))) == [
            (field, ProblemCode.INVALID)
        ]
    taken = replace(known, taken=SOMEBODY)
    assert met(decide(PRINCIPAL, Act.REGISTER_PRINCIPAL, situation(given, taken))) == [("subject", ProblemCode.INVALID)]


def test_a_clearance_in_force_is_the_persons_and_one_that_ends_is_nobodys() -> None:
    at = situation(None, PROPOSED, AppointmentStatus.PROPOSED, actor=COORDINATION)
    found = decide(CLEARANCE, Act.APPROVE_CLEARANCE, at)
    assert isinstance(found, Done)
    held = found.writes[1]
    assert isinstance(held, Update)
    assert (held.table, held.key, held.values["clearance"]) == (t.principal, SOMEBODY, Clearance.TERRORISM)
    ended = decide(CLEARANCE, Act.END_CLEARANCE, situation(REASON, PROPOSED, AppointmentStatus.IN_FORCE))
    assert isinstance(ended, Done)
    assert ended.writes[1].values["clearance"] == Clearance.NONE
