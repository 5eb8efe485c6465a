"""A meeting as it is to be: the day, the time, the place and the chair, and what must hold of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from agencies.coordination.meeting_vocabulary import MeetingRuleKind, Seniority
from agencies.coordination.process.meeting_terms import (
    Colleague,
    ScheduleMeeting,
    required,
)
from agencies.coordination.process.timetable import LONGEST, SHORTEST, Slot, elsewhere, instant
from agencies.coordination.vocabulary import Level
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Guard, Situation, in_words
from policies.vocabulary import DataClass, Role

Planning = Situation[Any, Any]  # of ScheduleMeeting and ScheduleKnown, or of RescheduleMeeting and MeetingKnown


@dataclass(frozen=True, slots=True)
class Plan:
    """What was given, filled in from the meeting as it stands where there is one."""

    level: Level
    held_on: date
    slot: Slot
    place: str | None
    remote: bool
    chair_id: UUID | None
    seniority: Seniority | None


def plan(situation: Planning) -> Plan:
    """The meeting as it is to be."""
    given, known = situation.given, situation.known
    starts_at, new = instant(given.held_on, given.starts_at), chair(situation)
    if isinstance(given, ScheduleMeeting):
        slot, who = Slot(starts_at, given.lasts_minutes), new.id if new else None
        return Plan(given.level, given.held_on, slot, given.place, given.remote, who, given.chair_seniority)
    before = known.meeting
    return Plan(
        before.level,
        given.held_on,
        Slot(starts_at, given.lasts_minutes or before.lasts_minutes),
        given.place or before.place,
        before.remote if given.remote is None else given.remote,
        new.id if new else before.chair_id,
        given.chair_seniority if new else before.chair_seniority,
    )


def chair(situation: Planning) -> Colleague | None:
    """Whoever is named as the chair, where somebody of the area who chairs is."""
    named = situation.given.chair
    return next((each for each in situation.known.people if each.reference == named and each.role is Role.CHAIR), None)


def _level_has_meetings(situation: Planning) -> Iterator[Problem]:
    if plan(situation).level not in (Level.LEVEL_2, Level.LEVEL_3):
        yield Problem("level", "Meetings are held at level 2 and level 3.", ProblemCode.INVALID)


def _is_to_come(situation: Planning) -> Iterator[Problem]:
    if situation.given.held_on < situation.today:
        yield Problem("held_on", "This day has passed: choose today or a later one.", ProblemCode.INVALID)


def _has_its_time(situation: Planning) -> Iterator[Problem]:
    slot = plan(situation).slot
    if slot.starts_at is None:
        yield Problem("starts_at", "This is no time of day: write it as 09:30 or 14:00.", ProblemCode.INVALID)
    if slot.lasts_minutes is None:
        yield Problem("lasts_minutes", "Say how many minutes it is to last.", ProblemCode.MISSING)
    elif not SHORTEST <= slot.lasts_minutes <= LONGEST:
        message = f"A meeting lasts {SHORTEST} to {LONGEST} minutes."
        yield Problem("lasts_minutes", message, ProblemCode.INVALID)


def _is_somewhere(situation: Planning) -> Iterator[Problem]:
    as_planned = plan(situation)
    if not as_planned.remote and as_planned.place is None:
        yield Problem("place", "Say where it is held, or that it is held remotely.", ProblemCode.MISSING)


def _chair_chairs_here(situation: Planning) -> Iterator[Problem]:
    if situation.given.chair is not None and chair(situation) is None:
        message = "Nobody who chairs meetings in this area has this reference: take one from practitioners."
        yield Problem("chair", message, ProblemCode.INVALID)


def _chair_is_senior(situation: Planning) -> Iterator[Problem]:
    as_planned = plan(situation)
    ranks = list(Seniority)
    needs = required(situation.known.rules, MeetingRuleKind.CHAIR_SENIORITY, as_planned.level)
    least = [Seniority(word) for word in needs]
    given = as_planned.seniority
    if any(given is None or ranks.index(given) < ranks.index(each) for each in least):
        needed = in_words(max(least, key=ranks.index))
        message = f"At {in_words(as_planned.level)} a chair is at least of {needed}: name one who is."
        yield Problem("chair_seniority", message, ProblemCode.INVALID)


def _chair_is_free(situation: Planning) -> Iterator[Problem]:
    as_planned = plan(situation)
    if as_planned.chair_id is None:
        return
    if elsewhere(situation.known.engagements, as_planned.chair_id, as_planned.slot, situation.place.key):
        message = "The chair is at another MAPP meeting at this time: choose another time, or another chair."
        yield Problem("starts_at", message, ProblemCode.INVALID, DataClass.MEETING)


SOUND = (
    Guard("it manages level 2 or 3", _level_has_meetings),
    Guard("its day is still to come", _is_to_come),
    Guard("it has its time and its length", _has_its_time),
    Guard("it is held somewhere, or remotely", _is_somewhere),
    Guard("its chair chairs in the area", _chair_chairs_here),
    Guard("its chair is as senior as its level needs", _chair_is_senior),
    Guard("its chair is at no other meeting at the time", _chair_is_free),
)
