"""Risk as OASys assesses it: harm by group and setting, bands, the risk management plan; and notes on health."""

from sqlalchemy import Column, Date, Table, Text, Uuid

from agencies.holdings import key, metadata, provenance, vocabulary
from agencies.probation.keys import SCHEMA, person
from agencies.probation.vocabulary import (
    AssessmentStatus,
    HealthNoteKind,
    PredictorBandLevel,
    PredictorTool,
    RoshLevel,
)

_GROUPS = ("children", "public", "known_adult", "staff")


def _levels() -> list[Column[str]]:
    """A level for each group in each setting; other prisoners are at risk in custody only."""
    names = [f"{group}_in_{setting}" for group in _GROUPS for setting in ("community", "custody")]
    return [vocabulary(name, RoshLevel, nullable=True) for name in [*names, "prisoners_in_custody"]]


# A risk of serious harm assessment (OASys summary, questions SUM1 to SUM6).
rosh_assessment = Table(
    "rosh_assessment",
    metadata,
    key(),
    person(),
    Column("assessed_on", Date, nullable=False),
    vocabulary("status", AssessmentStatus),
    vocabulary("overall", RoshLevel),
    *_levels(),
    Column("who_is_at_risk", Text),
    Column("nature_of_risk", Text),
    Column("imminence", Text),
    Column("factors_increasing", Text),
    Column("factors_reducing", Text),
    Column("assessor_id", Uuid),
    Column("assessor_name", Text),
    *provenance(),
    schema=SCHEMA,
)

# The band of an actuarial predictor. The score is not held: bands are what MAPPA partners are given.
predictor_band = Table(
    "predictor_band",
    metadata,
    key(),
    person(),
    vocabulary("tool", PredictorTool),
    vocabulary("band", PredictorBandLevel),
    Column("assessed_on", Date, nullable=False),
    vocabulary("status", AssessmentStatus),
    *provenance(),
    schema=SCHEMA,
)

# The risk management plan as OASys exchanges it; the joint plan of a meeting is the co-ordination's own.
oasys_plan = Table(
    "oasys_plan",
    metadata,
    key(),
    person(),
    Column("assessment_reference", Text),
    Column("assessment_type", Text),
    vocabulary("status", AssessmentStatus),
    Column("initiated_on", Date),
    Column("completed_on", Date),
    Column("latest_signed_on", Date),
    Column("latest_completed_on", Date),
    Column("current_situation", Text),
    Column("further_considerations", Text),
    Column("supervision", Text),
    Column("monitoring_and_control", Text),
    Column("interventions_and_treatment", Text),
    Column("victim_safety_planning", Text),
    Column("contingency_plans", Text),
    *provenance(),
    schema=SCHEMA,
)

# What probation knows of a person's health, as far as it bears on risk.
health_note = Table(
    "health_note",
    metadata,
    key(),
    person(),
    vocabulary("kind", HealthNoteKind),
    Column("noted_on", Date, nullable=False),
    Column("text", Text, nullable=False),
    *provenance(),
    schema=SCHEMA,
)
