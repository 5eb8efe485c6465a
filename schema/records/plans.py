"""What was agreed and is to be done, as readers see it: actions, disclosure, plans, what the offender is told."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ActionStatus
from policies.vocabulary import DataClass
from schema.declare import (
    TODAY,
    Order,
    Record,
    Timeline,
    column,
    one,
)
from schema.records.wording import in_words, line
from schema.scopes import ByCase

_CASE = "The case."
_ITEM = "The meeting item at which it was agreed; null if it was agreed outside a meeting."
_TOPIC_CLASS = t.disagreement.c.data_class


class Action(Record):
    """Something an agency undertook to do by a date."""

    table = t.action
    scope = ByCase(t.action.c.case_id)
    exists = DataClass.ACTION
    owner = t.action.c.owner
    order = Order("due_on")
    timeline_entry = Timeline(
        on=t.action.c.set_on,
        kind="ACTION",
        title=line("Action ", t.action.c.reference, ": ", in_words(t.action.c.status)),
    )

    reference = column(t.action.c.reference, "The public reference of the action.", filters=True)
    description = column(t.action.c.description, "What is to be done.")
    owning_agency = column(t.action.c.owner, "The agency that is to do it.", filters=True, sorts=True)
    assigned_to_name = column(t.action.c.assigned_to_name, "Who is to do it.", DataClass.PRACTITIONER)
    set_on = column(t.action.c.set_on, "The day it was agreed.", filters=True, sorts=True)
    due_on = column(t.action.c.due_on, "The day by which it is to be done.", filters=True, sorts=True)
    status = column(t.action.c.status, "What became of it.", filters=True)
    overdue = column(
        sa.and_(t.action.c.status == ActionStatus.OPEN, t.action.c.due_on < TODAY),
        "Whether it is still open and its day has passed.",
        filters=True,
    )
    completed_on = column(t.action.c.completed_on, "The day it was done.", filters=True, sorts=True)
    completion_note = column(t.action.c.completion_note, "What was done.")
    agenda_item = one("AgendaItem", t.action.c.meeting_case_id, t.meeting_case.c.id, _ITEM)
    case = one("Case", t.action.c.case_id, t.case.c.id, _CASE)


class DisclosureDecision(Record):
    """Whether somebody outside MAPPA is told: who, by whom, how and when, or why not."""

    table = t.disclosure_decision
    scope = ByCase(t.disclosure_decision.c.case_id)
    exists = DataClass.DISCLOSURE
    order = Order("decided_on", descending=True)
    timeline_entry = Timeline(
        on=t.disclosure_decision.c.decided_on,
        kind="DISCLOSURE",
        title=line("Disclosure considered: ", in_words(t.disclosure_decision.c.outcome)),
    )

    outcome = column(t.disclosure_decision.c.outcome, "What was decided.", filters=True)
    decided_on = column(t.disclosure_decision.c.decided_on, "The day it was decided.", filters=True, sorts=True)
    told_whom = column(t.disclosure_decision.c.told_whom, "Who is or was told.", DataClass.THIRD_PARTY)
    told_by_agency = column(t.disclosure_decision.c.told_by_agency, "The agency that tells.", filters=True)
    told_by_name = column(t.disclosure_decision.c.told_by_name, "Who tells.", DataClass.PRACTITIONER)
    how = column(t.disclosure_decision.c.how, "How it is told.")
    told_on = column(t.disclosure_decision.c.told_on, "The day it was told.", filters=True, sorts=True)
    what_was_told = column(t.disclosure_decision.c.what_was_told, "What is told, and no more.")
    reason = column(t.disclosure_decision.c.reason, "Why, or why not.")
    agenda_item = one("AgendaItem", t.disclosure_decision.c.meeting_case_id, t.meeting_case.c.id, _ITEM)
    case = one("Case", t.disclosure_decision.c.case_id, t.case.c.id, _CASE)


class RiskManagementPlan(Record):
    """A version of the risk management plan that MAPPA agreed: four pillars and contingency."""

    table = t.risk_management_plan
    scope = ByCase(t.risk_management_plan.c.case_id)
    exists = DataClass.RISK_PLAN
    order = Order("version", descending=True)
    timeline_entry = Timeline(
        on=t.risk_management_plan.c.agreed_on,
        kind="RISK_MANAGEMENT_PLAN",
        title=line("Risk management plan version ", t.risk_management_plan.c.version),
    )

    version = column(t.risk_management_plan.c.version, "Which version this is, counted from 1.", sorts=True)
    status = column(t.risk_management_plan.c.status, "Whether it stands.", filters=True)
    agreed_on = column(t.risk_management_plan.c.agreed_on, "The day it was agreed.", filters=True, sorts=True)
    agreed_by_name = column(t.risk_management_plan.c.agreed_by_name, "Who agreed it.", DataClass.PRACTITIONER)
    supervision = column(t.risk_management_plan.c.supervision, "Pillar one: how the person is supervised.")
    monitoring_and_control = column(
        t.risk_management_plan.c.monitoring_and_control, "Pillar two: how the person is monitored and controlled."
    )
    interventions_and_treatment = column(
        t.risk_management_plan.c.interventions_and_treatment, "Pillar three: what is done to change behaviour."
    )
    victim_safety_planning = column(
        t.risk_management_plan.c.victim_safety_planning, "Pillar four: how victims are kept safe."
    )
    contingency = column(t.risk_management_plan.c.contingency, "What is done if something happens.")
    agenda_item = one("AgendaItem", t.risk_management_plan.c.meeting_case_id, t.meeting_case.c.id, _ITEM)
    case = one("Case", t.risk_management_plan.c.case_id, t.case.c.id, _CASE)


class OffenderInformed(Record):
    """What the offender was told of a meeting or a decision, or why they were not."""

    table = t.offender_informed
    scope = ByCase(t.offender_informed.c.case_id)
    exists = DataClass.DECISION
    order = Order("decided_on", descending=True)
    timeline_entry = Timeline(
        on=t.offender_informed.c.decided_on,
        kind="OFFENDER_INFORMED",
        title=line("Informing the offender: ", in_words(t.offender_informed.c.outcome)),
    )

    outcome = column(t.offender_informed.c.outcome, "Whether they were told.", filters=True)
    decided_on = column(t.offender_informed.c.decided_on, "The day it was decided.", filters=True, sorts=True)
    informed_on = column(t.offender_informed.c.informed_on, "The day they were told.", filters=True, sorts=True)
    informed_by_name = column(t.offender_informed.c.informed_by_name, "Who told them.", DataClass.PRACTITIONER)
    how = column(t.offender_informed.c.how, "How they were told.")
    what_was_said = column(t.offender_informed.c.what_was_said, "What they were told.")
    reason_withheld = column(t.offender_informed.c.reason_withheld, "Why they were not told.")
    agenda_item = one("AgendaItem", t.offender_informed.c.meeting_case_id, t.meeting_case.c.id, _ITEM)
    case = one("Case", t.offender_informed.c.case_id, t.case.c.id, _CASE)


class Disagreement(Record):
    """Two sources say different things; both stand until it is resolved."""

    table = t.disagreement
    scope = ByCase(t.disagreement.c.case_id)
    exists = DataClass.MANAGEMENT
    row_class = _TOPIC_CLASS
    order = Order("noticed_on", descending=True)
    timeline_entry = Timeline(
        on=t.disagreement.c.noticed_on,
        kind="DISAGREEMENT",
        title=line("Sources disagree: ", in_words(t.disagreement.c.status)),
    )

    topic = column(t.disagreement.c.topic, "What they say differently.")
    source_a = column(t.disagreement.c.source_a, "One source.")
    says_a = column(t.disagreement.c.says_a, "What it says.")
    source_b = column(t.disagreement.c.source_b, "The other source.")
    says_b = column(t.disagreement.c.says_b, "What it says.")
    noticed_on = column(t.disagreement.c.noticed_on, "The day it was noticed.", filters=True, sorts=True)
    status = column(t.disagreement.c.status, "Whether it still stands.", filters=True)
    resolution = column(t.disagreement.c.resolution, "How it was resolved.")
    resolved_on = column(t.disagreement.c.resolved_on, "The day it was resolved.")
    case = one("Case", t.disagreement.c.case_id, t.case.c.id, _CASE)
