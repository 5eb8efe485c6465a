"""The terms of a review: what is given for its acts, and what they rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from agencies.coordination.process.common import OnAgenda
from agencies.coordination.process.limits import Day
from agencies.coordination.process.scheduling import Due
from agencies.coordination.rules.reviews import ReviewRule
from agencies.coordination.rules.rows import Timing
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, ReviewKind, ReviewOutcome

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReview:
    """A review as it was held."""

    held_on: Annotated[date, "The day it was held."]
    kind: Annotated[ReviewKind, "What kind of review it was; at level 2 and 3 it is a MAPP_MEETING."]
    outcome: Annotated[ReviewOutcome, "How it ended. A level is not changed by it, but by a decision."]
    summary: Annotated[str, "What it found, and why it ended so."]
    meeting: Annotated[str | None, "With MAPP_MEETING: the reference of the meeting."] = None
    endorsed_by: Annotated[
        str | None, "Where the outcome needs endorsing (a referral, or level 1 retained): who of senior grade did."
    ] = None
    next_due_on: Annotated[date | None, "An earlier day for the next review than the rule gives, where one is set."] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissReview:
    """Why a review was not held by its day."""

    reason: Annotated[str, "Why it was not held."]
    instead: Annotated[str, "What is done instead, and when it is to be held."]


@dataclass(frozen=True, slots=True, kw_only=True)
class BringForward:
    """An earlier day."""

    due_on: Annotated[date, "The day by which it is now to be held."]
    reason: Annotated[str, "What calls for it: an arrest, a move, a new relationship, a warning."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelReview:
    """A review that is not to be held."""

    reason: Annotated[str, "Why it is not to be held."]


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Of the case that is reviewed."""

    status: CaseStatus
    level: Level
    category: Category
    lead_agency: LeadAgency


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The review as it is scheduled."""

    due_on: date
    missed_because: str | None
    escalated: int


@dataclass(frozen=True, slots=True)
class HoldKnown:
    """What holding a review rests on."""

    case: Reviewed
    meetings: tuple[OnAgenda, ...]
    others: tuple[Due, ...]  # reviews of the case that are still to be held, beside this one
    review_rules: tuple[ReviewRule, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class ScheduledKnown:
    """What bringing a review forward, or saying why it was missed, rests on."""

    scheduled: Scheduled
    case: Reviewed
    others: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class EscalateReviewKnown:
    """What taking a missed review a step further rests on."""

    scheduled: Scheduled
    case: Reviewed
    timings: tuple[Timing, ...]
    days: tuple[Day, ...]
