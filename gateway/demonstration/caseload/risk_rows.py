"""Risk as probation assesses it: harm by group and setting, bands, the plan of the assessment, notes on health."""

from datetime import date, timedelta
from typing import Final

from agencies.coordination.vocabulary import Category, Level
from agencies.holdings import Assertion
from agencies.probation.vocabulary import (
    AssessmentStatus,
    HealthNoteKind,
    PredictorBandLevel,
    PredictorTool,
    RoshLevel,
)
from gateway.demonstration.caseload.desk import OASYS, POLICE_SYSTEM, PROBATION_SYSTEM, Desk, named, source
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.plan_rows import plan_words

_ASCENDING: Final = (RoshLevel.LOW, RoshLevel.MEDIUM, RoshLevel.HIGH, RoshLevel.VERY_HIGH)
_BY_LEVEL: Final = {
    Level.LEVEL_2: {RoshLevel.MEDIUM: 0.05, RoshLevel.HIGH: 0.85, RoshLevel.VERY_HIGH: 0.1},
    Level.LEVEL_3: {RoshLevel.HIGH: 0.4, RoshLevel.VERY_HIGH: 0.6},
}
_ORDINARY: Final = {RoshLevel.LOW: 0.15, RoshLevel.MEDIUM: 0.6, RoshLevel.HIGH: 0.25}


def last_assessed(desk: Desk, life: Life) -> date:
    """When risk was last assessed: about one assessment in six is older than a year."""
    first, last = (380, 900) if desk.chance.happens(0.16) else (5, 360)
    return max(life.sentence.convicted_on, desk.chance.before(desk.today, first, last))


def write_risk(desk: Desk, life: Life, assessed_on: date) -> None:
    """The assessments of this day, the plan that came of them, and notes on health."""
    raised = life.kind.level in MULTI_AGENCY
    if life.supervised or desk.chance.happens(0.4):
        write_rosh(desk, life, assessed_on, desk.chance.weighed(_BY_LEVEL.get(life.kind.level, _ORDINARY)))
    _write_bands(desk, life, assessed_on)
    if raised or (life.supervised and desk.chance.happens(0.25)):
        write_oasys_plan(desk, life, assessed_on)
    if desk.chance.happens(0.7 if raised else 0.12):
        write_health_note(desk, life)


def write_rosh(desk: Desk, life: Life, assessed_on: date, overall: RoshLevel) -> None:
    """An assessment whose highest level in any setting is ``overall``."""
    offence = life.sentence.offence
    most = "children" if offence.against_child else "known_adult" if offence.against_partner else "public"
    levels = {
        group: overall if group == most else _lower(desk, overall)
        for group in ("children", "public", "known_adult", "staff")
    }
    settings = {f"{group}_in_community": level for group, level in levels.items()}
    if life.in_custody:
        settings |= {f"{group}_in_custody": _lower(desk, level) for group, level in levels.items()}
        settings["prisoners_in_custody"] = _lower(desk, overall)
    desk.add(
        "probation.rosh_assessment",
        person_id=life.person_id,
        assessed_on=assessed_on,
        status=AssessmentStatus.COMPLETED if desk.chance.happens(0.95) else AssessmentStatus.LOCKED_INCOMPLETE,
        overall=overall,
        **settings,
        **{slot: desk.chance.pick(sentences) for slot, sentences in _NARRATIVE[most].items()},
        **{slot: desk.chance.pick(sentences) for slot, sentences in _FACTORS.items()},
        **named("assessor", life.managers.community),
        **source(OASYS, assessed_on, assertion=Assertion.ASSESSMENT),
    )


def _lower(desk: Desk, level: RoshLevel) -> RoshLevel:
    return _ASCENDING[max(0, _ASCENDING.index(level) - desk.chance.number(0, 2))]


_NARRATIVE: Final = {
    "children": {
        "who_is_at_risk": (
            "Children met through family or work.",
            "Children under 13, and those met online.",
        ),
        "nature_of_risk": ("Sexual assault and its lasting harm.", "Grooming that leads to contact."),
    },
    "known_adult": {
        "who_is_at_risk": ("The former partner, and any later one.", "A named adult and those who help them."),
        "nature_of_risk": ("Assault causing serious injury.", "Violence and control in a relationship."),
    },
    "public": {
        "who_is_at_risk": ("Adults unknown to the person, at night.", "Members of the public who are in the way."),
        "nature_of_risk": ("Serious injury with or without a weapon.", "Violence in the course of another offence."),
    },
}
_FACTORS: Final = {
    "imminence": (
        "Not imminent while the plan is kept.",
        "Within days of contact being resumed.",
        "On losing the address.",
    ),
    "factors_increasing": (
        "Drinking, rejection, secret contact.",
        "Isolation and time online.",
        "Debt and loss of work.",
    ),
    "factors_reducing": (
        "Work, routine and a steady address.",
        "Taking part in the programme.",
        "An officer who is trusted.",
    ),
}


def _write_bands(desk: Desk, life: Life, assessed_on: date) -> None:
    sexual = life.kind.category is Category.CATEGORY_1
    tools = [PredictorTool.COMBINED_SERIOUS_REOFFENDING]
    tools += [PredictorTool.DIRECT_CONTACT_SEXUAL] if sexual else [PredictorTool.VIOLENT_REOFFENDING]
    if sexual and desk.chance.happens(0.4):
        tools.append(PredictorTool.ARMS)
    for tool in tools if life.supervised else tools[1:]:
        band = desk.chance.weighed(
            {PredictorBandLevel.LOW: 0.4, PredictorBandLevel.MEDIUM: 0.4, PredictorBandLevel.HIGH: 0.2}
        )
        row = {"tool": tool, "band": band, "assessed_on": assessed_on, "status": AssessmentStatus.COMPLETED}
        system = POLICE_SYSTEM if tool is PredictorTool.ARMS else OASYS
        told = source(system, assessed_on, assertion=Assertion.ASSESSMENT)
        desk.add("probation.predictor_band", person_id=life.person_id, **row, **told)


def write_oasys_plan(desk: Desk, life: Life, completed_on: date) -> None:
    """The plan as the assessment exchanges it."""
    pillars = plan_words(desk)
    desk.add(
        "probation.oasys_plan",
        person_id=life.person_id,
        assessment_reference=f"OAS-{life.number:07d}",
        assessment_type="LAYER3",
        status=AssessmentStatus.COMPLETED,
        initiated_on=max(life.sentence.convicted_on, completed_on - timedelta(days=14)),
        completed_on=completed_on,
        latest_signed_on=completed_on,
        latest_completed_on=completed_on,
        current_situation="In custody, preparing for release."
        if life.in_custody
        else "In the community under supervision.",
        further_considerations="To be read with the plan agreed at the last meeting.",
        **pillars,
        contingency_plans="If contact is lost, the police are told the same day and recall is considered.",
        **source(OASYS, completed_on, assertion=Assertion.ASSESSMENT),
    )


_HEALTH: Final = {
    HealthNoteKind.MENTAL_HEALTH: "Low mood since the trial; open to the community team and seen monthly.",
    HealthNoteKind.SUBSTANCE_USE: "Used cannabis daily when the offence was committed; is tested monthly.",
    HealthNoteKind.NEURODIVERSITY: "Needs conditions in writing: has broken one that was only spoken.",
    HealthNoteKind.PHYSICAL_HEALTH: "Chronic pain; has taken more than was prescribed before an assault.",
    HealthNoteKind.MEDICATION: "Hears voices when a dose is missed; the pharmacy says so to probation.",
}


def write_health_note(desk: Desk, life: Life) -> None:
    """One of what probation may know of health, as far as it bears on risk."""
    kind = desk.chance.pick(list(_HEALTH))
    note_health(desk, life, kind, _HEALTH[kind])


def note_health(desk: Desk, life: Life, kind: HealthNoteKind, text: str) -> None:
    """A note on health, some time since the conviction."""
    noted_on = max(life.sentence.convicted_on, desk.chance.before(desk.today, 10, 300))
    row = {"kind": kind, "noted_on": noted_on, "text": text}
    desk.add("probation.health_note", person_id=life.person_id, **row, **source(PROBATION_SYSTEM, noted_on))
