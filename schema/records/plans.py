"""What was agreed and is to be done, as readers see it: actions, disclosure, plans, what the offender is told."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import action, disclosure
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
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
        sa.and_(t.action.c.status.in_(action.TO_DO), t.action.c.due_on < TODAY),
        "Whether it is still to be done and its day has passed.",
        filters=True,
    )
    accepted_on = column(t.action.c.accepted_on, "The day its owner took it on.", filters=True)
    accepted_by_name = column(t.action.c.accepted_by_name, "Who took it on.", DataClass.PRACTITIONER)
    completed_on = column(t.action.c.completed_on, "The day it was done.", filters=True, sorts=True)
    completed_by_name = column(t.action.c.completed_by_name, "Who said that it is done.", DataClass.PRACTITIONER)
    completion_note = column(t.action.c.completion_note, "What was done.")
    evidence = column(t.action.c.evidence, "What shows that it was done.")
    not_possible_because = column(t.action.c.not_possible_because, "Why it cannot be done, where it cannot.")
    closed_on = column(t.action.c.closed_on, "The day it was closed or withdrawn.", filters=True, sorts=True)
    closed_by_name = column(t.action.c.closed_by_name, "Who closed or withdrew it.", DataClass.PRACTITIONER)
    closed_because = column(t.action.c.closed_because, "What verified it, or why it was withdrawn.")
    escalated = column(
        t.action.c.escalated, "How many steps it was taken further since its present day passed.", filters=True
    )
    last_escalated_on = column(t.action.c.last_escalated_on, "The day it was last taken a step further.")
    version = column(t.action.c.version, "How often it was changed; what an act on it expects you to have seen.")
    changes = many("ActionChange", t.action.c.id, t.action_change.c.action_id, "How it was before each change.")
    escalations = many("Escalation", t.action.c.id, t.escalation.c.record_id, "How far it was taken further.")
    steps = many("Step", t.action.c.id, t.step.c.record_id, "What was done to it, in order.")
    agenda_item = one("AgendaItem", t.action.c.meeting_case_id, t.meeting_case.c.id, _ITEM)
    case = one("Case", t.action.c.case_id, t.case.c.id, _CASE)


class ActionChange(Record):
    """An action as it was before it was extended, given to somebody else, returned, or said not to be possible."""

    table = t.action_change
    scope = ByCase(t.action_change.c.case_id)
    exists = DataClass.ACTION
    order = Order("changed_on")

    kind = column(t.action_change.c.kind, "What was changed.", filters=True)
    changed_on = column(t.action_change.c.changed_on, "The day it was changed.", filters=True, sorts=True)
    reason = column(t.action_change.c.reason, "Why.")
    due_on_before = column(t.action_change.c.due_on_before, "The day by which it was to be done before.")
    owner_before = column(t.action_change.c.owner_before, "The agency that was to do it before.")
    assigned_to_before = column(
        t.action_change.c.assigned_to_before, "Who was to do it before.", DataClass.PRACTITIONER
    )
    changed_by_name = column(t.action_change.c.recorded_by_name, "Who changed it.", DataClass.PRACTITIONER)


class Escalation(Record):
    """That something overdue was taken a step further: when, to whom, by which rule."""

    table = t.escalation
    scope = ByCase(t.escalation.c.case_id)
    exists = DataClass.EXISTENCE
    row_class = t.escalation.c.data_class
    order = Order("escalated_on")

    record = column(t.escalation.c.record, "What kind of record was overdue.", filters=True)
    step = column(t.escalation.c.step, "Which step it was, 1 first.", filters=True)
    to_agency = column(t.escalation.c.to_agency, "The agency, body or board that was told.", filters=True)
    due_on = column(t.escalation.c.due_on, "The day that had passed.")
    escalated_on = column(t.escalation.c.escalated_on, "The day it was taken further.", filters=True, sorts=True)
    note = column(t.escalation.c.note, "What was said, to whom.")
    rule_code = column(t.escalation.c.rule_code, "The rule by which the step was due.", filters=True)
    rule_source = column(t.escalation.c.rule_source, "Where that rule is laid down.")
    escalated_by_name = column(t.escalation.c.recorded_by_name, "Who took it further.", DataClass.PRACTITIONER)


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
    tell_by = column(t.disclosure_decision.c.tell_by, "The day by which they are told.", filters=True, sorts=True)
    overdue = column(
        sa.and_(t.disclosure_decision.c.outcome.in_(disclosure.WAITS), t.disclosure_decision.c.tell_by < TODAY),
        "Whether somebody is still to be told and that day has passed.",
        filters=True,
    )
    told_on = column(t.disclosure_decision.c.told_on, "The day it was told.", filters=True, sorts=True)
    what_was_told = column(t.disclosure_decision.c.what_was_told, "What is told, and no more.")
    reason = column(t.disclosure_decision.c.reason, "Why, or why not.")
    version = column(
        t.disclosure_decision.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    steps = many("Step", t.disclosure_decision.c.id, t.step.c.record_id, "What was done to it, in order.")
    agenda_item = one("AgendaItem", t.disclosure_decision.c.meeting_case_id, t.meeting_case.c.id, _ITEM)
    case = one("Case", t.disclosure_decision.c.case_id, t.case.c.id, _CASE)


class RiskManagementPlan(Record):
    """An edition of the risk management plan that MAPPA agreed: four pillars and contingency."""

    table = t.risk_management_plan
    scope = ByCase(t.risk_management_plan.c.case_id)
    exists = DataClass.RISK_PLAN
    order = Order("edition", descending=True)
    timeline_entry = Timeline(
        on=t.risk_management_plan.c.agreed_on,
        kind="RISK_MANAGEMENT_PLAN",
        title=line("Risk management plan, edition ", t.risk_management_plan.c.edition),
    )

    edition = column(t.risk_management_plan.c.edition, "Which edition this is, counted from 1.", sorts=True)
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
    version = column(
        t.offender_informed.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    steps = many("Step", t.offender_informed.c.id, t.step.c.record_id, "What was done to it, in order.")
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


ROOTS = (
    Root(
        "actions",
        "Action",
        "Actions on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only actions that are, or are not, overdue."),
            Argument("owningAgency", "owning_agency", Operator.EQUALS, "Only actions of this agency or body."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only actions on cases of this MAPPA area."),
        ),
    ),
    Root(
        "disclosureDecisions",
        "DisclosureDecision",
        "Decisions on telling somebody outside MAPPA, of the cases that you may see: made, still to be made, or none.",
        arguments=(
            Argument("outcome", "outcome", Operator.EQUALS, "Only decisions with this outcome."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, late to be made."),
            Argument("toldByAgency", "told_by_agency", Operator.EQUALS, "Only those that this agency or body makes."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only on cases of this MAPPA area."),
        ),
    ),
)
