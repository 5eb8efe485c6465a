"""Reviews: scheduled by rule, held, brought forward, or missed, and why (MAPPA guidance, chapter 7; mappa.md 3).

A review changes no level: it says what was found, and what is to follow. Whoever holds one schedules the next.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from agencies.coordination import tables as t
from agencies.coordination.process.action_terms import Escalate
from agencies.coordination.process.common import MANAGED, OnAgenda
from agencies.coordination.process.limits import Escalation, Overdue, ruling
from agencies.coordination.process.review_terms import (
    BringForward,
    CancelReview,
    EscalateReviewKnown,
    HoldKnown,
    HoldReview,
    MissReview,
    ScheduledKnown,
)
from agencies.coordination.process.scheduling import Scheduling, next_review
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.reviews import LEADS
from agencies.coordination.vocabulary import (
    Level,
    ReviewBasis,
    ReviewKind,
    ReviewOutcome,
    ScheduleStatus,
)
from agencies.problems import Problem, ProblemCode
from agencies.transitions import (
    Effects,
    Guard,
    Insert,
    Machine,
    Moved,
    Situation,
    Transition,
    Update,
    Writable,
    Write,
    in_words,
)
from policies.vocabulary import Act, DataClass

Holding = Situation[HoldReview, HoldKnown]
Escalating = Situation[Escalate, EscalateReviewKnown]

ESCALATION = Escalation("scheduled review", DataClass.MANAGEMENT, times.REVIEW_MISSED)
MULTI_AGENCY = (Level.LEVEL_2, Level.LEVEL_3)
# How a review may end at each level (outcome labels in use by probation, mappa.md 2.3; agenda item 9, mappa.md 4.7).
OUTCOMES = {
    Level.LEVEL_1: (
        ReviewOutcome.RETAIN_LEVEL_1,
        ReviewOutcome.RETAIN_LEVEL_1_ENDORSED,
        ReviewOutcome.REFER_TO_LEVEL_2,
        ReviewOutcome.REFER_TO_LEVEL_3,
    ),
    Level.LEVEL_2: (
        ReviewOutcome.RETAIN_LEVEL_2,
        ReviewOutcome.RAISE_TO_LEVEL_3,
        ReviewOutcome.LOWER_TO_LEVEL_1,
    ),
    Level.LEVEL_3: (
        ReviewOutcome.RETAIN_LEVEL_3,
        ReviewOutcome.LOWER_TO_LEVEL_2,
        ReviewOutcome.LOWER_TO_LEVEL_1,
    ),
}
# Those that a second person of senior grade endorses (mappa.md 2.3: SPO endorsed).
ENDORSED = (ReviewOutcome.RETAIN_LEVEL_1_ENDORSED, ReviewOutcome.REFER_TO_LEVEL_2, ReviewOutcome.REFER_TO_LEVEL_3)


# -- guards ------------------------------------------------------------------------------------------------------


def _was_held(situation: Holding) -> Iterator[Problem]:
    if situation.given.held_on > situation.today:
        yield Problem("held_on", "This day is still to come: record a review once it was held.", ProblemCode.NOT_YET)


def _ends_as_the_level_allows(situation: Holding) -> Iterator[Problem]:
    level, outcome = situation.known.case.level, situation.given.outcome
    ways = (*OUTCOMES.get(level, ()), ReviewOutcome.EXIT)
    if outcome not in ways:
        message = f"At {in_words(level)} a review ends in one of: {', '.join(way.name for way in ways)}."
        yield Problem("outcome", message, ProblemCode.INVALID, DataClass.MANAGEMENT)


def _in_a_meeting(situation: Holding) -> Iterator[Problem]:
    given, known = situation.given, situation.known
    if known.case.level in MULTI_AGENCY and given.kind is not ReviewKind.MAPP_MEETING:
        message = "At level 2 and 3 a review is held in a MAPP meeting: give its reference."
        yield Problem("kind", message, ProblemCode.INVALID, DataClass.MANAGEMENT)
    if (given.kind is ReviewKind.MAPP_MEETING) and _meeting(situation) is None:
        message = "Give the reference of the meeting of that day that was opened with the case on its agenda."
        yield Problem("meeting", message, ProblemCode.MISSING)


def _is_endorsed(situation: Holding) -> Iterator[Problem]:
    if situation.given.outcome in ENDORSED and situation.given.endorsed_by is None:
        message = "This outcome is endorsed by somebody of senior grade: say who did."
        yield Problem("endorsed_by", message, ProblemCode.MISSING)


def _has_a_rule(situation: Holding) -> Iterator[Problem]:
    yield from _scheduling(situation).uncovered(situation.place.area, situation.given.held_on)


def _is_sooner_than_the_rule(situation: Holding) -> Iterator[Problem]:
    given, scheduling = situation.given, _scheduling(situation)
    if given.next_due_on is None or any(scheduling.uncovered(situation.place.area, given.held_on)):
        return
    latest = scheduling.due(situation.place.area, given.held_on)
    if not given.held_on < given.next_due_on <= latest:
        message = f"Choose a day after this review, and by {latest:%-d %B %Y}, when the rule has it due."
        yield Problem("next_due_on", message, ProblemCode.INVALID)


def _day_has_passed(situation: Situation[MissReview, ScheduledKnown]) -> Iterator[Problem]:
    due_on = situation.known.scheduled.due_on
    if situation.today <= due_on:
        yield Problem("id", f"It can still be held: it is due by {due_on:%-d %B %Y}.", ProblemCode.NOT_YET)


def _was_not_said(situation: Situation[MissReview, ScheduledKnown]) -> Iterator[Problem]:
    if situation.known.scheduled.missed_because is not None:
        yield Problem("id", "Why it was missed is on record: hold it.", ProblemCode.NOT_NOW)


def _is_sooner(situation: Situation[BringForward, ScheduledKnown]) -> Iterator[Problem]:
    due_on = situation.known.scheduled.due_on
    if not situation.today <= situation.given.due_on < due_on:
        message = f"Choose today or a later day before {due_on:%-d %B %Y}, when it is due."
        yield Problem("due_on", message, ProblemCode.INVALID)


def _is_not_the_last(situation: Situation[CancelReview, ScheduledKnown]) -> Iterator[Problem]:
    known = situation.known
    if known.case.status in MANAGED and not known.others:
        message = "It is the only review of a case that is managed: bring it forward, or hold it."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _step_is_due(situation: Escalating) -> Iterator[Problem]:
    known = situation.known
    yield from ESCALATION.not_yet(_overdue(known), ruling(known.timings, known.days, situation.today))


# -- effects -----------------------------------------------------------------------------------------------------


def _meeting(situation: Holding) -> OnAgenda | None:
    given = situation.given
    found = (each for each in situation.known.meetings if each.reference == given.meeting)
    return next((each for each in found if each.held_on == given.held_on), None)


def _scheduling(situation: Holding) -> Scheduling:
    known = situation.known
    return Scheduling(known.review_rules, known.days, known.case.level, known.case.category)


def _overdue(known: EscalateReviewKnown) -> Overdue:
    return Overdue(known.scheduled.due_on, LEADS[known.case.lead_agency], known.scheduled.escalated)


def _held(situation: Holding) -> Effects:
    """The review, and the next one, unless the case is to leave MAPPA: then the exit is what follows."""
    given, known = situation.given, situation.known
    basis = ReviewBasis.MEETING_SET_DATE if given.next_due_on else ReviewBasis.LAST_REVIEW
    due, scheduled = next_review(
        situation, _scheduling(situation), (basis, given.held_on), known.others, given.next_due_on
    )
    meeting = _meeting(situation)
    row = {
        "case_id": situation.place.case,
        "schedule_id": situation.place.key,
        "meeting_case_id": meeting.id if meeting else None,
        "kind": given.kind,
        "held_on": given.held_on,
        "outcome": given.outcome,
        "summary": given.summary,
        "next_due": due,
        "endorsed_by_name": given.endorsed_by,
        **situation.by("reviewed_by"),
        **situation.recorded(),
    }
    return Effects(beside=(Insert(t.review, row), *scheduled, _of_case(situation, due, given.held_on)))


def _of_case(situation: Situation[Any, Any], due: date, reviewed_on: date | None = None) -> Write:
    if situation.place.case is None:
        raise TypeError("A review is that of a case.")
    reviewed = {"last_reviewed_on": reviewed_on} if reviewed_on else {}
    return Update(t.case, situation.place.case, {"next_review_due": due, **reviewed})


def _missed(situation: Situation[MissReview, Any]) -> Effects:
    given = situation.given
    said = {"missed_because": given.reason, "done_instead": given.instead}
    return Effects({**said, **situation.by("missed_said_by")})


def _brought_forward(situation: Situation[BringForward, ScheduledKnown]) -> Effects:
    """Another in its place, by hand; what it was counted from is the day on which it was called for."""
    given, today, key = situation.given, situation.today, situation.new()
    row = {
        "id": key,
        "case_id": situation.place.case,
        "level": situation.known.case.level,
        "due_on": given.due_on,
        "basis": ReviewBasis.SIGNIFICANT_EVENT,
        "counted_from": today,
        "status": ScheduleStatus.DUE,
        "called_for_by": given.reason,
        **situation.recorded(),
    }
    writes = (Insert(t.review_schedule, row), _of_case(situation, given.due_on))
    return Effects({"closed_because": given.reason}, writes)


def _cancelled(situation: Situation[CancelReview, Any]) -> Effects:
    return Effects({"closed_because": situation.given.reason})


def _escalated(situation: Escalating) -> Effects:
    known, today = situation.known, situation.today
    row, step = ESCALATION.taken(situation, _overdue(known), ruling(known.timings, known.days, today))
    return Effects({"escalated": step, "last_escalated_on": today}, (row,))


# -- the table ---------------------------------------------------------------------------------------------------

_DUE = (ScheduleStatus.DUE,)

MACHINE = Machine(
    "scheduled review",
    t.review_schedule,
    ScheduleStatus,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.HOLD_REVIEW,
            _DUE,
            ScheduleStatus.HELD,
            _held,
            (
                Guard("it was held, today or before", _was_held),
                Guard("it ends as a review at this level may", _ends_as_the_level_allows),
                Guard("at level 2 and 3 it was held in a meeting that had the case on its agenda", _in_a_meeting),
                Guard("a referral, or level 1 retained under oversight, is endorsed", _is_endorsed),
                Guard("a rule says when the next is due", _has_a_rule),
                Guard("a day set by hand is sooner than the rule's", _is_sooner_than_the_rule),
            ),
        ),
        Transition(
            Act.RECORD_REVIEW_MISSED,
            _DUE,
            None,
            _missed,
            (Guard("its day has passed", _day_has_passed), Guard("it was not said before", _was_not_said)),
        ),
        Transition(
            Act.BRING_REVIEW_FORWARD,
            _DUE,
            ScheduleStatus.REPLACED,
            _brought_forward,
            (Guard("the new day is sooner, and not past", _is_sooner),),
        ),
        Transition(
            Act.CANCEL_REVIEW,
            _DUE,
            ScheduleStatus.CANCELLED,
            _cancelled,
            (Guard("the case has left, or another review is scheduled", _is_not_the_last),),
        ),
        Transition(Act.ESCALATE_REVIEW, _DUE, None, _escalated, (Guard("by rule the next step is due", _step_is_due),)),
    ),
    writes=(
        Writable(
            t.review_schedule,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "closed_because",
                    "missed_because",
                    "done_instead",
                    "missed_said_by_id",
                    "missed_said_by_name",
                    "escalated",
                    "last_escalated_on",
                }
            ),
        ),
        Writable(t.review, adds=True),
        Writable(t.escalation, adds=True),
        Writable(t.case, changes=frozenset({"next_review_due", "last_reviewed_on"})),
    ),
    begins=ScheduleStatus.DUE,
    moved=(
        *(
            Moved(act, _DUE, ScheduleStatus.REPLACED)
            for act in (Act.DECIDE_LEVEL, Act.HOLD_REVIEW, Act.BRING_REVIEW_FORWARD)
        ),
        Moved(Act.CONFIRM_EXIT, _DUE, ScheduleStatus.CANCELLED),
    ),
)
