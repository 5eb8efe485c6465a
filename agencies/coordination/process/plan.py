"""The risk management plan as a meeting makes it (MAPPA guidance, chapter 12): four pillars and contingency.

It is written down while the minutes are drafted and agreed with them; the one that stood then is replaced, and both
stay on record.
"""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus, PlanStatus
from agencies.coordination.process.sections import MINUTES_ARE_DRAFTED
from agencies.transitions import Effects, Machine, Moved, Situation, Transition, Update, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlan:
    """The plan, pillar by pillar: who does what, so that it can be defended."""

    supervision: Annotated[str, "Pillar one: how the person is supervised."]
    monitoring_and_control: Annotated[str, "Pillar two: how the person is monitored and controlled."]
    interventions_and_treatment: Annotated[str, "Pillar three: what is done to change behaviour."]
    victim_safety_planning: Annotated[str, "Pillar four: how victims are kept safe."]
    contingency: Annotated[str, "What is done if something happens: if this, then that, by whom."]


@dataclass(frozen=True, slots=True)
class PlanKnown:
    """What recording a plan rests on."""

    status: MinutesStatus  # of the minutes
    meeting_case_id: UUID
    editions: int  # of the case's plan
    drafts: tuple[UUID, ...]  # of this item, which this one replaces


def _recorded(situation: Situation[RecordPlan, PlanKnown]) -> Effects:
    given, known = situation.given, situation.known
    row = {
        "case_id": situation.place.case,
        "meeting_case_id": known.meeting_case_id,
        "edition": known.editions + 1,
        "supervision": given.supervision,
        "monitoring_and_control": given.monitoring_and_control,
        "interventions_and_treatment": given.interventions_and_treatment,
        "victim_safety_planning": given.victim_safety_planning,
        "contingency": given.contingency,
    }
    return Effects(row, replaced(known.drafts))


def replaced(plans: tuple[UUID, ...]) -> tuple[Update, ...]:
    """Plans in whose place another stands now."""
    return tuple(Update(t.risk_management_plan, each, {"status": PlanStatus.REPLACED}) for each in plans)


def agreed(situation: Situation[Any, Any], plan: UUID, before: tuple[UUID, ...]) -> tuple[Update, ...]:
    """A plan that is agreed with its minutes, in place of the one before."""
    values = {"status": PlanStatus.AGREED, "agreed_on": situation.today, **situation.by("agreed_by")}
    return (Update(t.risk_management_plan, plan, values), *replaced(before))


MACHINE = Machine(
    "risk management plan",
    t.risk_management_plan,
    PlanStatus,
    DataClass.RISK_PLAN,
    (Transition(Act.RECORD_RISK_MANAGEMENT_PLAN, (), PlanStatus.DRAFT, _recorded, (MINUTES_ARE_DRAFTED,)),),
    writes=(Writable(t.risk_management_plan, adds=True, changes=frozenset({"status"})),),
    moved=(
        Moved(Act.RECORD_RISK_MANAGEMENT_PLAN, (PlanStatus.DRAFT,), PlanStatus.REPLACED),
        Moved(Act.AGREE_MINUTES, (PlanStatus.DRAFT,), PlanStatus.AGREED),
        Moved(Act.AGREE_MINUTES, (PlanStatus.AGREED,), PlanStatus.REPLACED),
    ),
)
