"""The caseload in parts that are written independently of one another, each from draws of its own.

A part is some cases of one area. What a part holds follows from the seed, the size and the day, and from nothing that
another part drew; so parts can be written in any order and in any process.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from agencies.coordination.rules.book_of_areas import AREAS
from agencies.coordination.vocabulary import CaseStatus, Category, Level
from gateway.demonstration.caseload.appointment_rows import write_former_colleagues
from gateway.demonstration.caseload.beginning_rows import (
    write_refused_notice,
    write_unanswered_notice,
)
from gateway.demonstration.caseload.book import Book
from gateway.demonstration.caseload.care_rows import write_care_exceptions
from gateway.demonstration.caseload.careers import Career, level_1_career
from gateway.demonstration.caseload.case_rows import write_case
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.decision_rows import write_proposal, write_refused_referral
from gateway.demonstration.caseload.demonstration_case import write_demonstration
from gateway.demonstration.caseload.desk import Desk
from gateway.demonstration.caseload.endings import write_confirmed_exit, write_endings, write_not_managed
from gateway.demonstration.caseload.handling_rows import after_category_4, write_handling_releases
from gateway.demonstration.caseload.keeping_rows import write_kept
from gateway.demonstration.caseload.life_rows import write_under_way
from gateway.demonstration.caseload.limit_rows import write_limit_releases
from gateway.demonstration.caseload.lives import MULTI_AGENCY, STRIDE, Life, live
from gateway.demonstration.caseload.margins import DEMONSTRATION_KINDS, Kind, allot, area_totals
from gateway.demonstration.caseload.meeting_states import write_states
from gateway.demonstration.caseload.oddities import oddity_of
from gateway.demonstration.caseload.opening_rows import write_openings
from gateway.demonstration.caseload.oversight_rows import write_detections
from gateway.demonstration.caseload.panels import hold
from gateway.demonstration.caseload.person_rows import write_person
from gateway.demonstration.caseload.police_rows import write_police
from gateway.demonstration.caseload.prison_rows import write_prison
from gateway.demonstration.caseload.probation_rows import write_probation
from gateway.demonstration.caseload.process_rows import write_waiting
from gateway.demonstration.caseload.release_rows import write_release_plan, write_safeguarding
from gateway.demonstration.caseload.risk_rows import write_risk
from gateway.demonstration.caseload.shared_item_rows import write_shared_items
from gateway.demonstration.caseload.staff import staff_of
from gateway.demonstration.caseload.surroundings_rows import write_surroundings
from gateway.demonstration.personas import AREA

LARGEST = 400  # cases in a part
OVERDUE = timedelta(days=30)  # how late the review is that is always late where the demonstration takes place
PANEL = {Level.LEVEL_2: 5, Level.LEVEL_3: 2}  # cases that come to the same meetings
LONG_ENOUGH = timedelta(days=400)  # since the sentence, to have been at level 2 and be so no longer
MOST_UNNOTIFIED = 6  # of an area
UNNOTIFIED = (Category.CATEGORY_2, Category.CATEGORY_1)
UNNOTICED = timedelta(days=600)  # since the conviction of somebody of whom nobody told co-ordination, at most
SPAN = 40_000  # milliseconds between the first keys of two parts


class PartKind(StrEnum):
    """Which cases of an area a part holds."""

    DEMONSTRATION = "DEMONSTRATION"
    MULTI_AGENCY = "MULTI_AGENCY"  # at level 2 or 3 now, or not long ago
    OTHERS = "OTHERS"


@dataclass(frozen=True, slots=True)
class Part:
    """Some cases of an area: the place of the first, and the kinds in order of place."""

    ordinal: int
    kind: PartKind
    area: int
    area_cases: int
    first: int
    kinds: tuple[Kind, ...]
    lowered: int = 0  # how many of them, from the first, may have been at level 2 and are no longer
    unnotified: int = 0  # how many people it has besides who qualify and have no case


def parts(cases: int, seed: int, today: date) -> list[Part]:
    """The caseload of this size. The demonstration's own cases are the first part, the same for every size."""
    totals, allotment = area_totals(cases), allot(cases)
    made = [Part(0, PartKind.DEMONSTRATION, AREA, totals[AREA - 1], 1, DEMONSTRATION_KINDS)]
    for area in AREAS:
        kinds = [kind for kind, count in allotment[area.id].items() for _ in range(count)]
        Chance(f"{seed}/order/{area.id}", today).shuffle(kinds)
        first = 1 + (len(DEMONSTRATION_KINDS) if area.id == AREA else 0)
        unnotified = 3 if area.id == AREA else min(MOST_UNNOTIFIED, totals[area.id - 1] // 50)
        for kind, lowered, piece in _pieces(kinds):
            besides = unnotified if kind is PartKind.OTHERS else 0
            made.append(Part(len(made), kind, area.id, totals[area.id - 1], first, tuple(piece), lowered, besides))
            first += len(piece)
            unnotified -= besides
    return made


def _pieces(kinds: list[Kind]) -> Iterator[tuple[PartKind, int, list[Kind]]]:
    """The cases that meetings were held on, then the others, a few hundred at a time."""
    raised = [kind for kind in kinds if kind.level in MULTI_AGENCY]
    others = [kind for kind in kinds if kind.level not in MULTI_AGENCY]
    settled = [kind for kind in others if kind.level is Level.LEVEL_1 and kind.category in _COMMON][: len(raised) // 2]
    for kind in settled:
        others.remove(kind)
    if raised:
        yield PartKind.MULTI_AGENCY, len(settled), settled + raised
    for start in range(0, len(others), LARGEST):
        yield PartKind.OTHERS, 0, others[start : start + LARGEST]


_COMMON = {kind.category for kind in DEMONSTRATION_KINDS[:2]}


def write_part(part: Part, book: Book, seed: int, today: date) -> None:
    """Every row of a part."""
    chance = Chance(f"{seed}/{part.kind}/{part.area}/{part.first}", today, part.ordinal * SPAN)
    desk = Desk(book, chance, staff_of(part.area, part.area_cases, seed, today), seed)
    if part.kind is PartKind.DEMONSTRATION:
        written = write_demonstration(desk)
    elif part.kind is PartKind.MULTI_AGENCY:
        written = _multi_agency(desk, part)
    else:
        written = _one_overdue(desk, part, [_level_1(desk, life) for life in _others(desk, part)])
    unmanaged = [life for life, career in written if _write_everything(desk, life, career)]
    if part.kind is PartKind.DEMONSTRATION:
        write_detections(desk, written[0][0])
    for number in range(part.unnotified):
        _write_unnotified(desk, part, number)
    if part.unnotified:  # once for each area
        active = [life for life, _ in written if life.status is CaseStatus.ACTIVE]
        write_under_way(desk, active)
        write_endings(desk, active)
        for life in [life for life, _ in written if life.status is CaseStatus.EXITED and life.exited_on][:1]:
            write_confirmed_exit(desk, life)
    write_care_exceptions(desk, [life for life, _ in written], unmanaged)
    if part.kind is PartKind.DEMONSTRATION:
        write_kept(desk, written[0][0])
        write_former_colleagues(desk, part.area)
        write_openings(desk, written[0][0])
        write_limit_releases(desk, written[0][0])
        write_shared_items(desk, written[0][0])


def _write_everything(desk: Desk, life: Life, career: Career) -> bool:
    """Gives whether a prison holds the person and nobody there manages them."""
    odd = oddity_of(desk, life)
    write_person(desk, life)
    write_case(desk, life, career)
    write_police(desk, life)
    unmanaged = write_prison(desk, life, odd.alert_level)
    write_probation(desk, life)
    write_risk(desk, life, odd.assessed_on)
    write_surroundings(desk, life)
    write_release_plan(desk, life)
    write_safeguarding(desk, life)
    return unmanaged


def _write_unnotified(desk: Desk, part: Part, number: int) -> None:
    """Somebody whom probation, prison or police have, who qualifies, and of whom nobody has told co-ordination."""
    kind = Kind(UNNOTIFIED[number % len(UNNOTIFIED)], Level.LEVEL_1)
    place = STRIDE - 1 - number  # numbers that no case of the area has
    life = live(desk.chance, desk.staff, part.area, place, kind)
    while desk.today - life.sentence.convicted_on > UNNOTICED:
        life = live(desk.chance, desk.staff, part.area, place, kind)
    write_person(desk, life)
    write_police(desk, life)
    write_probation(desk, life)
    for write in _NOTICES[number : number + 1]:
        write(desk, life)


_NOTICES = (write_unanswered_notice, write_refused_notice)


def _lives(desk: Desk, part: Part) -> list[Life]:
    places = enumerate(part.kinds, start=part.first)
    return [live(desk.chance, desk.staff, part.area, place, kind) for place, kind in places]


def _others(desk: Desk, part: Part) -> list[Life]:
    lives = _lives(desk, part)
    if part.unnotified and part.area == AREA:  # once
        lives = after_category_4(desk, lives)
        write_handling_releases(desk, lives)
    return lives


def _one_overdue(desk: Desk, part: Part, written: list[tuple[Life, Career]]) -> list[tuple[Life, Career]]:
    """The same; where the demonstration takes place, the review of the case that is longest at its level is late."""
    if part.area != AREA or not part.unnotified:
        return written
    standing = [each for each in written if each[0].status is CaseStatus.ACTIVE and each[1].steps]
    life, career = min(standing, key=lambda each: each[1].steps[0].on)
    late = desk.today - timedelta(days=desk.rule(life, Level.LEVEL_1).days) - OVERDUE
    since = replace(career, reviewed_on=max(career.steps[0].on, late))
    return [(each, since if each is life else before) for each, before in written]


def _level_1(desk: Desk, life: Life) -> tuple[Life, Career]:
    career = level_1_career(desk.chance, life, desk.rule(life, Level.LEVEL_1).days)
    if life.kind.level is Level.LEVEL_1 and not life.exited_on:
        if desk.chance.happens(0.015):
            write_refused_referral(desk, life)
        elif desk.chance.happens(0.003):
            write_proposal(desk, life)
    return life, career


def _multi_agency(desk: Desk, part: Part) -> list[tuple[Life, Career]]:
    desk.counted["meeting"] = 100  # the demonstration's own meetings of the area come before
    lives = [replace(life, status=CaseStatus.ACTIVE, exited_on=None) for life in _lives(desk, part)]
    lowered, raised = lives[: part.lowered], lives[part.lowered :]
    recent = [life for life in lowered if desk.today - life.sentence.sentenced_on < LONG_ENOUGH]
    lowered = [life for life in lowered if life not in recent]
    written: list[tuple[Life, Career]] = []
    for level, size in PANEL.items():
        of_level = [life for life in raised if life.kind.level is level]
        while of_level:
            panel, of_level = of_level[:size], of_level[size:]
            if level is Level.LEVEL_2 and lowered:
                panel, lowered = [*panel, *lowered[:3]], lowered[3:]
            written += hold(desk, level, panel)
    if part.area != AREA:  # the demonstration's own have theirs
        write_states(desk, [life for life, _ in written if life.kind.level is Level.LEVEL_2])
    for life in [life for life in raised if life.kind.category is Category.CATEGORY_3][:1]:
        write_not_managed(desk, life)
    at_level_1 = [*recent, *lowered]
    written += [_level_1(desk, life) for life in at_level_1]
    write_waiting(desk, at_level_1)
    return written
