"""How the assessment stands that a decision rests on: there, recent enough, and not contradicted.

A missing or contradicted assessment is never read as low risk, and an old one never as a recent one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.coordination.vocabulary import AssessmentState


@dataclass(frozen=True, slots=True)
class Assessment:
    """A completed assessment of the risk of serious harm."""

    assessed_on: date
    overall: str


def latest(assessments: Sequence[Assessment]) -> Assessment | None:
    """The latest of them."""
    return max(assessments, key=lambda each: each.assessed_on, default=None)


def state_of(assessments: Sequence[Assessment], disagreements: int, oldest: timedelta, today: date) -> AssessmentState:
    """How it stands: two of one day that differ contradict each other, as does a disagreement on record."""
    found = latest(assessments)
    if found is None:
        return AssessmentState.MISSING
    of_that_day = {each.overall for each in assessments if each.assessed_on == found.assessed_on}
    if disagreements or len(of_that_day) > 1:
        return AssessmentState.CONTRADICTED
    return AssessmentState.OLD if found.assessed_on < today - oldest else AssessmentState.CURRENT


WORDS = {
    AssessmentState.MISSING: "There is no completed assessment of the risk of serious harm",
    AssessmentState.OLD: "The assessment of the risk of serious harm is older than the rule in force allows",
    AssessmentState.CONTRADICTED: "Sources disagree on the risk of serious harm",
}
