"""The terms of a level-setting decision: what is given for its acts, and what they rest on."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from agencies.coordination.process.assessment import Assessment
from agencies.coordination.process.common import OnAgenda
from agencies.coordination.process.criteria import Criterion, Evidence
from agencies.coordination.process.limits import Day
from agencies.coordination.process.receipt import Assigned
from agencies.coordination.process.rules import Days
from agencies.coordination.process.scheduling import Due
from agencies.coordination.rules.reviews import ReviewRule
from agencies.coordination.vocabulary import CaseStatus, Category, DecidedAt, Level, ScreeningOutcome
from agencies.transitions import Situation

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLevel:
    """A level that is proposed, with the tests and what they rest on."""

    level: Annotated[Level, "The level: LEVEL_1, LEVEL_2 or LEVEL_3."]
    rationale: Annotated[str, "Why this level: the lowest at which the risk is managed defensibly."]
    criteria: Annotated[tuple[Criterion, ...], "The tests for the level, each with whether and how it is met."]
    evidence: Annotated[tuple[Evidence, ...], "What the tests rest on: at least one item."]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDissent:
    """A view that differs."""

    view: Annotated[str, "What you see differently, and why."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLevel:
    """A decision: where it is taken, and why."""

    at: Annotated[DecidedAt, "Whether in a MAPP meeting or in the screening of a referral."]
    reference: Annotated[str, "The reference of the meeting, or of the referral that was screened."]
    rationale: Annotated[str, "Why this level, in your words."]
    assessment_stands_because: Annotated[
        str | None, "Where the assessment is missing, old or contradicted: why the decision stands all the same."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseProposal:
    """A proposal that goes no further."""

    reason: Annotated[str, "Why it goes no further."]


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """Of the case whose level it is."""

    status: CaseStatus
    level: Level
    category: Category


@dataclass(frozen=True, slots=True)
class ProposeKnown:
    """What a proposal rests on."""

    case: CaseKnown
    open_proposals: int
    times_at_level_3: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal as it stands."""

    level: Level
    proposed_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class ProposalKnown:
    """What endorsing or closing rests on."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening of a referral of the case."""

    id: UUID
    reference: str
    outcome: ScreeningOutcome


@dataclass(frozen=True, slots=True)
class Period:
    """A level that the case is at, as its history has it."""

    id: UUID


@dataclass(frozen=True, slots=True)
class DecideKnown:
    """What a decision rests on."""

    proposal: Proposal
    case: CaseKnown
    assessments: tuple[Assessment, ...]
    disagreements: int
    in_custody: bool | None
    meetings: tuple[OnAgenda, ...]
    screenings: tuple[Screened, ...]  # the latest of each referral
    decided_before: UUID | None
    periods: tuple[Period, ...]  # that are open
    assigned: tuple[Assigned, ...]
    rules: tuple[Days, ...]
    reviews: tuple[Due, ...]  # that are still to be held
    review_rules: tuple[ReviewRule, ...]
    days: tuple[Day, ...]


Deciding = Situation[DecideLevel, DecideKnown]
