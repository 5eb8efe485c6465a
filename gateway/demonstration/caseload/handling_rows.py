"""Cases that left category 4: the handling of one was not lifted, and it is proposed again; that of another was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from agencies.coordination.handling_releases import HandlingReleaseStatus
from agencies.coordination.vocabulary import CaseStatus, Category, Level
from gateway.demonstration.caseload.desk import Desk, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.margins import Kind

DAYS = timedelta(days=1)
LEFT = 150 * DAYS  # ago
KIND = Kind(Category.CATEGORY_2, Level.LEVEL_1)


def after_category_4(desk: Desk, lives: Sequence[Life]) -> list[Life]:
    """The same, but that two of them were in category 4 before: one is handled so still, of the other it was lifted."""
    left = desk.today - LEFT
    fit = [
        life
        for life in lives
        if life.kind == KIND and life.status is CaseStatus.ACTIVE and not life.restricted and life.entered_on < left
    ]
    was = {life.id: life for life in fit[:2]}
    lifted = [life.id for life in fit[1:2]]
    return [
        replace(life, category_4_until=left, terrorism_lifted=life.id in lifted) if life.id in was else life
        for life in lives
    ]


def write_handling_releases(desk: Desk, lives: Sequence[Life]) -> None:
    """Of a case that is handled so still it was refused once and is proposed again; of the other it was released."""
    for life in lives:
        if life.category_4_until is None:
            continue
        if life.terrorism_lifted:
            _write(desk, life, HandlingReleaseStatus.RELEASED, 90)
        else:
            _write(desk, life, HandlingReleaseStatus.REFUSED, 120)
            _write(desk, life, HandlingReleaseStatus.PROPOSED, 12)


def _write(desk: Desk, life: Life, status: HandlingReleaseStatus, ago: int) -> None:
    day, unit, senior = desk.today - ago * DAYS, desk.staff.coordinator, life.managers.senior
    decided = {"decided_on": day + 4 * DAYS, "decided_by_id": senior.id, "decided_by_name": senior.name, "version": 2}
    told = {
        HandlingReleaseStatus.PROPOSED: {},
        HandlingReleaseStatus.RELEASED: decided,
        HandlingReleaseStatus.REFUSED: {**decided, "refused_because": "One assessment more is to come."},
    }
    by = {"proposed_on": day, "proposed_by_id": unit.id, "proposed_by_name": unit.name}
    what = {"reason": "The decision that put him in category 4 was not renewed.", "status": status}
    desk.add("coordination.handling_release", case_id=life.id, **what, **by, **told[status], **recorded(day, unit))
