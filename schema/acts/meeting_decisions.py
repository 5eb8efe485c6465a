"""What a meeting decided, as mutations: the risk management plan, disclosure, and what the offender is told."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import PlanStatus
from agencies.coordination.process import disclosure, informed, plan
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.mutations import CASE, RECORD, Mutation, OnRecord

_MINUTES = t.minutes.c
_PLAN = t.risk_management_plan.c
_STATUS = sa.select(_MINUTES.status).where(_MINUTES.id == RECORD)
_ITEM = sa.select(_MINUTES.meeting_case_id).where(_MINUTES.id == RECORD)
_EDITIONS = sa.select(sa.func.coalesce(sa.func.max(_PLAN.edition), 0)).where(_PLAN.case_id == CASE)
_DRAFTS = sa.select(_PLAN.id).where(
    _PLAN.case_id == CASE, _PLAN.meeting_case_id == _ITEM.scalar_subquery(), _PLAN.status == PlanStatus.DRAFT
)
_TELLS = sa.select(t.disclosure_decision.c.told_by_agency).where(t.disclosure_decision.c.id == RECORD)

_ON_MINUTES = OnRecord("Minutes")

MUTATIONS = (
    Mutation(
        Act.RECORD_RISK_MANAGEMENT_PLAN,
        "Write down the plan that the meeting made: four pillars and contingency. It is agreed with the minutes.",
        plan.MACHINE,
        on=_ON_MINUTES,
        gives="RiskManagementPlan",
        given=plan.RecordPlan,
        known=plan.PlanKnown,
        facts={"status": _STATUS, "meeting_case_id": _ITEM, "editions": _EDITIONS, "drafts": _DRAFTS},
    ),
    Mutation(
        Act.RECORD_DISCLOSURE_DECISION,
        "Record whether somebody outside MAPPA is told: who, by whom, how and when; or why not.",
        disclosure.MACHINE,
        on=_ON_MINUTES,
        gives="DisclosureDecision",
        given=disclosure.RecordDisclosure,
        known=disclosure.DisclosureKnown,
        facts={"status": _STATUS, "meeting_case_id": _ITEM, "bodies": BODIES},
    ),
    Mutation(
        Act.CONFIRM_DISCLOSURE,
        "Say that somebody was told, as was decided.",
        disclosure.MACHINE,
        on=OnRecord("DisclosureDecision"),
        gives="DisclosureDecision",
        given=disclosure.ConfirmDisclosure,
        known=disclosure.ConfirmKnown,
        facts={"told_by_agency": _TELLS},
    ),
    Mutation(
        Act.RECORD_OFFENDER_INFORMED,
        "Record what the offender is told of the meeting, or why it is withheld.",
        informed.MACHINE,
        on=_ON_MINUTES,
        gives="OffenderInformed",
        given=informed.RecordInformed,
        known=informed.InformedKnown,
        facts={"status": _STATUS, "meeting_case_id": _ITEM},
    ),
    Mutation(
        Act.CONFIRM_OFFENDER_INFORMED,
        "Say that the offender was told.",
        informed.MACHINE,
        on=OnRecord("OffenderInformed"),
        gives="OffenderInformed",
        given=informed.ConfirmInformed,
    ),
)
