"""A life up to today: who, convicted of what, where they stand, who manages them and since when."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.coordination.rules.book_of_areas import Area, area_numbered
from agencies.coordination.vocabulary import CaseStatus, Category, Level
from agencies.probation.vocabulary import SentenceKind
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.margins import DEMONSTRATION_KINDS, Kind
from gateway.demonstration.caseload.people import Person, person_of
from gateway.demonstration.caseload.sentences import MONTH, Sentence, Situation, sentence_of, situation_of
from gateway.demonstration.caseload.staff import (
    PERSONA_CASES,
    Practitioner,
    Staff,
    establishment_of,
    of_demonstration_region,
)
from gateway.demonstration.personas import AREA
from policies.vocabulary import Handling

STRIDE = 23_000  # each area's numbers begin this far from the next area's
MULTI_AGENCY = (Level.LEVEL_2, Level.LEVEL_3)


@dataclass(frozen=True, slots=True)
class Managers:
    """Who manages a person, for each agency."""

    police: Practitioner
    prison: Practitioner
    community: Practitioner
    senior: Practitioner
    liaison: Practitioner
    establishment: tuple[str, str]  # code and name


@dataclass(frozen=True, slots=True)
class Life:
    """A case and its person. ``number`` is unique among all cases; ``place`` among those of the area."""

    id: str
    person_id: str
    area: Area
    place: int
    kind: Kind
    status: CaseStatus
    restricted: bool  # access is restricted to named users
    person: Person
    situation: Situation
    sentence: Sentence
    managers: Managers
    entered_on: date
    exited_on: date | None
    category_4_until: date | None = None  # the day it came from category 4 into the category that it is in
    terrorism_lifted: bool = False  # whether it is handled as a terrorism case no more since

    @property
    def number(self) -> int:
        """Unique among all cases, and the same for a place in an area whatever the size of the caseload."""
        return (self.area.id - 1) * STRIDE + self.place

    @property
    def reference(self) -> str:
        """The public reference, as spoken on the telephone."""
        return f"MAPPA-{self.area.id:02d}-{self.place:06d}"

    @property
    def handling(self) -> int:
        """As stored: a live restriction, terrorism, both or neither."""
        left = self.category_4_until is not None and not self.terrorism_lifted
        terrorism = left or self.kind.category is Category.CATEGORY_4
        if self.restricted:
            return (Handling.TERRORISM_LIMITED_ACCESS if terrorism else Handling.LIMITED_ACCESS).stored
        return (Handling.TERRORISM if terrorism else Handling.ORDINARY).stored

    @property
    def is_demonstration(self) -> bool:
        """Whether it is one of the cases that the demonstration shows, which stay as its documents tell them."""
        return self.area.id == AREA and self.place <= len(DEMONSTRATION_KINDS)

    def oddly(self, likelihood: float) -> float:
        """How likely something amiss is: often in the demonstration's area, so that there is something to look into."""
        if self.is_demonstration:
            return 0
        return 0.35 if self.area.id == AREA else likelihood

    @property
    def registered(self) -> bool:
        """Whether notification requirements apply."""
        return self.kind.category in (Category.CATEGORY_1, Category.CATEGORY_4)

    @property
    def in_custody(self) -> bool:
        """Whether a prison holds the person today."""
        return self.situation is Situation.CUSTODY

    @property
    def supervised(self) -> bool:
        """Whether probation supervises the person today."""
        return self.situation is not Situation.REGISTERED


def live(chance: Chance, staff: Staff, area: int, place: int, kind: Kind) -> Life:
    """A life for the case at this place of an area."""
    situation = situation_of(chance, kind.category, kind.level)
    sentence = sentence_of(chance, kind.category, kind.level, situation)
    return life_with(chance, staff, (area, place, kind), (situation, sentence))


def life_with(
    chance: Chance,
    staff: Staff,
    case: tuple[int, int, Kind],
    stands: tuple[Situation, Sentence],
    ordinary: bool = False,
) -> Life:
    """A life with this sentence; an ``ordinary`` one has not ended and is restricted to nobody."""
    area, place, kind = case
    situation, sentence = stands
    entered_on = sentence.convicted_on if kind.category is Category.CATEGORY_1 else sentence.sentenced_on
    status, exited_on = (CaseStatus.ACTIVE, None) if ordinary else _status(chance, kind, situation, sentence)
    return Life(
        id=chance.key(),
        person_id=chance.key(),
        area=area_numbered(area),
        place=place,
        kind=kind,
        status=status,
        restricted=not ordinary and chance.happens(0.12 if kind.category is Category.CATEGORY_4 else 0.004),
        person=person_of(chance, sentence.convicted_on),
        situation=situation,
        sentence=sentence,
        managers=managers_of(chance, staff, area, place),
        entered_on=entered_on,
        exited_on=exited_on,
    )


def _status(chance: Chance, kind: Kind, situation: Situation, sentence: Sentence) -> tuple[CaseStatus, date | None]:
    if kind.level is Level.TO_BE_DETERMINED:
        return CaseStatus.IDENTIFIED, None
    if kind.level is Level.LEVEL_1 and situation in (Situation.LICENCE, Situation.REGISTERED):
        last = sentence.released_on or sentence.sentenced_on
        if chance.today - last > timedelta(days=150) and chance.happens(0.008):
            return CaseStatus.EXITED, chance.before(chance.today, 1, 60)
        if chance.happens(0.001):
            return CaseStatus.ENTERED_IN_ERROR, None
    return CaseStatus.ACTIVE, None


def managers_of(chance: Chance, staff: Staff, area: int, place: int) -> Managers:
    """Managers from the staff; the first cases of the demonstration's area are with its own people."""
    first = area == AREA and place <= PERSONA_CASES
    prison = _one(chance, staff.prison, of_demonstration_region(area) and place <= PERSONA_CASES)
    return Managers(
        police=_one(chance, staff.police, first),
        prison=prison,
        community=_one(chance, staff.community, first),
        senior=chance.pick(staff.seniors),
        liaison=_one(chance, staff.liaison, first),
        establishment=establishment_of(area, staff.prison.index(prison)),
    )


def _one(chance: Chance, people: tuple[Practitioner, ...], first: bool) -> Practitioner:
    return people[0] if first else chance.pick(people[1:] or people)


def notification_days(sentence: Sentence) -> int | None:
    """How long notification requirements last (Sexual Offences Act 2003 s.82); None when indefinite."""
    if sentence.kind is SentenceKind.CAUTION:
        return 730
    if sentence.kind is SentenceKind.HOSPITAL_ORDER:
        return 2557
    if not sentence.custodial:
        return None if sentence.kind is SentenceKind.HOSPITAL_ORDER_WITH_RESTRICTION else 1826
    if sentence.months is None or sentence.months > 30:
        return None
    return 3652 if sentence.months >= 6 else 2557


def first_level_on(chance: Chance, life: Life) -> date:
    """When the level was first set: before release, or within weeks of coming under MAPPA."""
    released_on, earliest = life.sentence.released_on, life.sentence.sentenced_on + timedelta(days=1)
    if life.in_custody and released_on is not None:
        return chance.day(max(earliest, released_on - timedelta(days=180)), chance.today)
    if life.situation is Situation.LICENCE and released_on is not None:
        return max(earliest, chance.before(released_on, 60, 150))
    return min(chance.today, chance.after(life.sentence.sentenced_on, 3, 40))


__all__ = ["MONTH", "MULTI_AGENCY", "Life", "Managers", "first_level_on", "life_with", "live", "notification_days"]
