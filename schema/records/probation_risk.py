"""What the probation service holds of risk, health and victims, as readers see it."""

from agencies.probation import tables as t
from policies.vocabulary import DataClass
from schema.declare import (
    ColumnField,
    Order,
    Record,
    Timeline,
    column,
    embedded,
)
from schema.records.wording import in_words, line
from schema.scopes import ByPerson

_PROVENANCE = "Where this came from and how fresh it is."
_NARRATIVE = DataClass.RISK_NARRATIVE


def _level(group: str, words: str) -> ColumnField:
    return column(t.rosh_assessment.c[group], f"Risk of serious harm to {words}.", filters=True)


class RoshAssessment(Record):
    """An assessment of the risk of serious harm, to each group, in the community and in custody."""

    table = t.rosh_assessment
    scope = ByPerson(t.rosh_assessment.c.person_id)
    exists = DataClass.RISK_LEVEL
    owner = "probation"
    order = Order("assessed_on", descending=True)
    timeline_entry = Timeline(
        on=t.rosh_assessment.c.assessed_on,
        kind="ROSH_ASSESSMENT",
        title=line("Risk of serious harm assessed: ", in_words(t.rosh_assessment.c.overall)),
    )

    assessed_on = column(t.rosh_assessment.c.assessed_on, "The day of the assessment.", filters=True, sorts=True)
    status = column(t.rosh_assessment.c.status, "Whether the assessment was finished.", filters=True)
    overall = _level("overall", "anybody: the highest of all groups and settings")
    children_in_community = _level("children_in_community", "children, in the community")
    children_in_custody = _level("children_in_custody", "children, in custody")
    public_in_community = _level("public_in_community", "the public, in the community")
    public_in_custody = _level("public_in_custody", "the public, in custody")
    known_adult_in_community = _level("known_adult_in_community", "a known adult, in the community")
    known_adult_in_custody = _level("known_adult_in_custody", "a known adult, in custody")
    staff_in_community = _level("staff_in_community", "staff, in the community")
    staff_in_custody = _level("staff_in_custody", "staff, in custody")
    prisoners_in_custody = _level("prisoners_in_custody", "other prisoners, in custody")
    who_is_at_risk = column(t.rosh_assessment.c.who_is_at_risk, "Who is at risk, in words.", _NARRATIVE)
    nature_of_risk = column(t.rosh_assessment.c.nature_of_risk, "What harm is feared, in words.", _NARRATIVE)
    imminence = column(t.rosh_assessment.c.imminence, "When the risk is likely to be greatest, in words.", _NARRATIVE)
    factors_increasing = column(
        t.rosh_assessment.c.factors_increasing, "What is likely to increase the risk, in words.", _NARRATIVE
    )
    factors_reducing = column(
        t.rosh_assessment.c.factors_reducing, "What is likely to reduce the risk, in words.", _NARRATIVE
    )
    assessor_name = column(t.rosh_assessment.c.assessor_name, "Who made the assessment.", DataClass.PRACTITIONER)
    provenance = embedded("Provenance", _PROVENANCE)


class PredictorBand(Record):
    """The band that an actuarial predictor of reoffending gives; the score behind it is not shared."""

    table = t.predictor_band
    scope = ByPerson(t.predictor_band.c.person_id)
    exists = DataClass.RISK_LEVEL
    owner = "probation"
    order = Order("assessed_on", descending=True)

    tool = column(t.predictor_band.c.tool, "Which predictor it is.", filters=True, sorts=True)
    band = column(t.predictor_band.c.band, "The band it gives.", filters=True)
    assessed_on = column(t.predictor_band.c.assessed_on, "The day it was calculated.", filters=True, sorts=True)
    status = column(t.predictor_band.c.status, "Whether the assessment was finished.", filters=True)
    provenance = embedded("Provenance", _PROVENANCE)


class OasysPlan(Record):
    """The risk management plan of the probation service, as OASys exchanges it."""

    table = t.oasys_plan
    scope = ByPerson(t.oasys_plan.c.person_id)
    exists = DataClass.RISK_PLAN
    owner = "probation"
    order = Order("completed_on", descending=True)

    assessment_reference = column(t.oasys_plan.c.assessment_reference, "The reference of the assessment.")
    assessment_type = column(t.oasys_plan.c.assessment_type, "Which layer of assessment it comes from.")
    status = column(t.oasys_plan.c.status, "Whether the assessment was finished.", filters=True)
    initiated_on = column(t.oasys_plan.c.initiated_on, "The day the assessment was begun.")
    completed_on = column(t.oasys_plan.c.completed_on, "The day it was completed.", filters=True, sorts=True)
    latest_signed_on = column(t.oasys_plan.c.latest_signed_on, "The day an assessment was last signed and locked.")
    latest_completed_on = column(t.oasys_plan.c.latest_completed_on, "The day an assessment was last completed.")
    current_situation = column(t.oasys_plan.c.current_situation, "Key information about the current situation.")
    further_considerations = column(t.oasys_plan.c.further_considerations, "Further considerations.")
    supervision = column(t.oasys_plan.c.supervision, "How the person is supervised.")
    monitoring_and_control = column(t.oasys_plan.c.monitoring_and_control, "How they are monitored and controlled.")
    interventions_and_treatment = column(
        t.oasys_plan.c.interventions_and_treatment, "What work is done with them to lower the risk."
    )
    victim_safety_planning = column(t.oasys_plan.c.victim_safety_planning, "How victims are kept safe.")
    contingency_plans = column(t.oasys_plan.c.contingency_plans, "What is done if something happens.")
    provenance = embedded("Provenance", _PROVENANCE)


class HealthNote(Record):
    """What the probation service knows of the person's health, as far as it bears on risk."""

    table = t.health_note
    scope = ByPerson(t.health_note.c.person_id)
    exists = DataClass.HEALTH
    owner = "probation"
    order = Order("noted_on", descending=True)

    kind = column(t.health_note.c.kind, "What the note is about.", filters=True)
    noted_on = column(t.health_note.c.noted_on, "The day it was noted.", filters=True, sorts=True)
    text = column(t.health_note.c.text, "The note.")
    provenance = embedded("Provenance", _PROVENANCE)


class VictimContact(Record):
    """Contact with a victim under the Victim Contact Scheme: who they are and what they asked for."""

    table = t.victim_contact
    scope = ByPerson(t.victim_contact.c.person_id)
    exists = DataClass.VICTIM
    owner = "probation"
    subject = t.victim_contact.c.victim_person_id
    order = Order("valid_from", descending=True)

    victim_name = column(t.victim_contact.c.victim_name, "The name of the victim.")
    relationship = column(t.victim_contact.c.relationship, "What the victim is to the person.")
    victim_address = column(t.victim_contact.c.victim_address, "Where the victim lives.", DataClass.VICTIM_ADDRESS)
    liaison_officer_name = column(
        t.victim_contact.c.liaison_officer_name, "The victim liaison officer.", DataClass.PRACTITIONER
    )
    opted_in = column(
        t.victim_contact.c.opted_in, "Whether the victim chose to be contacted; empty until asked.", filters=True
    )
    contact_level = column(t.victim_contact.c.contact_level, "How much contact the victim chose.", filters=True)
    first_contact_due = column(
        t.victim_contact.c.first_contact_due, "The day by which the victim must first be contacted.", sorts=True
    )
    first_contacted_on = column(t.victim_contact.c.first_contacted_on, "The day the victim was first contacted.")
    last_contacted_on = column(t.victim_contact.c.last_contacted_on, "The day the victim was last contacted.")
    requested_conditions = column(
        t.victim_contact.c.requested_conditions, "The licence conditions for which the victim asked."
    )
    representations = column(t.victim_contact.c.representations, "What the victim wishes to be taken into account.")
    valid_from = column(t.victim_contact.c.valid_from, "The day from which contact was arranged.", sorts=True)
    valid_until = column(t.victim_contact.c.valid_until, "The day on which it ended; empty while it lasts.")
    provenance = embedded("Provenance", _PROVENANCE)
