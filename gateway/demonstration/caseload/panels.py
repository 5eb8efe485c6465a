"""A panel: a few cases that come to the same series of meetings, each from some meeting on."""

from dataclasses import replace
from datetime import timedelta

from agencies.coordination.vocabulary import (
    Category,
    Level,
    ReviewBasis,
    ReviewKind,
    ReviewOutcome,
    ScheduleStatus,
)
from gateway.demonstration.caseload.careers import Career, Item, Step
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.meetings import (
    AGREED_AFTER,
    EVERY,
    Meeting,
    Turn,
    series,
    write_item,
    write_meeting,
)
from gateway.demonstration.caseload.minutes_rows import write_minutes
from gateway.demonstration.caseload.plan_rows import write_agreed


def hold(desk: Desk, level: Level, lives: list[Life]) -> list[tuple[Life, Career]]:
    """The meetings of a panel with all that was said and agreed; each life with the career that came of it."""
    meetings = series(desk.chance, level)
    stays = {life.id: stay(desk, life, meetings) for life in lives}
    for meeting in meetings:
        write_meeting(desk, lives[0].area.id, meeting, [life for life in lives if meeting in stays[life.id]])
    return [attend(desk, life, stays[life.id], place) for place, life in enumerate(lives, start=1)]


def stay(desk: Desk, life: Life, meetings: list[Meeting]) -> list[Meeting]:
    """The meetings at which a case is discussed: from some time after the sentence, to the end or until lowered."""
    held = [meeting for meeting in meetings if meeting.held]
    ready = life.sentence.sentenced_on + timedelta(days=45)
    possible = [place for place, meeting in enumerate(held) if meeting.held_on >= ready]
    first = desk.chance.pick(possible) if possible else len(held) - 1
    if life.kind.level in MULTI_AGENCY:
        return meetings[first:]
    return held[min(first, max(0, len(held) - 2)) :]


def attend(desk: Desk, life: Life, meetings: list[Meeting], position: int) -> tuple[Life, Career]:
    """What each meeting made of the case."""
    turns = [Turn.FIRST, *[Turn.BETWEEN] * (len(meetings) - 2), Turn.LAST][: len(meetings)]
    items = tuple(
        write_item(desk, life, meeting, position, turn) for meeting, turn in zip(meetings, turns, strict=True)
    )
    life = _entered(life, items[0])
    held = [item for item in items if item.held]
    career = Career(_steps(desk, life, held), held[-1].held_on, items)
    for place, item in enumerate(held):
        lowered = item is held[-1] and life.kind.level is Level.LEVEL_1
        following = item.held_on + timedelta(days=EVERY[item.level])
        write_minutes(desk, life, item, following, lowered=lowered)
        write_agreed(desk, life, item, place + 1, latest=item is (_agreed(desk, held) or held)[-1])
        _write_review(desk, life, career, place)
    return life, career


def _agreed(desk: Desk, held: list[Item]) -> list[Item]:
    """The meetings whose minutes had time to be agreed."""
    return [item for item in held if desk.today - item.held_on > AGREED_AFTER and not item.unwritten]


def _entered(life: Life, first: Item) -> Life:
    """Category 3 begins with the decision that meetings are needed; the others with conviction or sentence."""
    if life.kind.category is not Category.CATEGORY_3:
        return life
    return replace(life, entered_on=max(life.sentence.sentenced_on, first.held_on - timedelta(days=25)))


def _steps(desk: Desk, life: Life, held: list[Item]) -> tuple[Step, ...]:
    """The level before, if one had been set; the level of the meetings; and level 1 where the last lowered it."""
    raised = Step(held[0].level, held[0].held_on, held[0])
    earliest = life.sentence.sentenced_on + timedelta(days=1)
    before = max(earliest, held[0].held_on - timedelta(days=desk.chance.number(60, 240)))
    was_level_1 = life.kind.category is not Category.CATEGORY_3 and not life.in_custody and desk.chance.happens(0.5)
    earlier = (Step(Level.LEVEL_1, before),) if was_level_1 and before < raised.on else ()
    if life.kind.level is not Level.LEVEL_1:
        return (*earlier, raised)
    return (*earlier, raised, Step(Level.LEVEL_1, held[-1].held_on, held[-1]))


def _write_review(desk: Desk, life: Life, career: Career, place: int) -> None:
    """Each meeting reviews the case; the schedule it answers was counted from the meeting before."""
    held = [item for item in career.items if item.held]
    item = held[place]
    lowered = item is held[-1] and life.kind.level is Level.LEVEL_1
    level = Level.LEVEL_1 if lowered else item.level
    next_due = desk.review_due(life, level, item.held_on)
    schedule = None if item.first else _held_schedule(desk, life, held[place - 1])
    desk.add(
        "coordination.review",
        case_id=life.id,
        schedule_id=schedule,
        meeting_case_id=item.id,
        kind=ReviewKind.MAPP_MEETING,
        held_on=item.held_on,
        outcome=ReviewOutcome.LOWER_TO_LEVEL_1 if lowered else _OUTCOMES[item.level],
        summary="Reviewed at the meeting; see its minutes.",
        next_due=next_due,
        **named("reviewed_by", desk.staff.chairs[0]),
        **recorded(item.held_on, desk.staff.administrator),
    )


_OUTCOMES = {Level.LEVEL_2: ReviewOutcome.RETAIN_LEVEL_2, Level.LEVEL_3: ReviewOutcome.RETAIN_LEVEL_3}


def _held_schedule(desk: Desk, life: Life, before: Item) -> str:
    rule = desk.rule(life, before.level)
    return desk.add(
        "coordination.review_schedule",
        case_id=life.id,
        rule_id=rule.id,
        level=before.level,
        due_on=desk.review_due(life, before.level, before.held_on),
        basis=ReviewBasis.LAST_REVIEW,
        counted_from=before.held_on,
        status=ScheduleStatus.HELD,
        **recorded(before.held_on, desk.staff.administrator),
    )
