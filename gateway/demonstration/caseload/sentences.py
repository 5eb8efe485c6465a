"""A conviction and its sentence, reckoned back from where the person stands today, so that the dates agree."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from agencies.coordination.vocabulary import Category, Level
from agencies.probation.vocabulary import SentenceKind
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.offences import BY_CATEGORY, Offence
from gateway.demonstration.caseload.places import crown_court, magistrates_court

MONTH: Final = 30.44  # days, on average
PRE_RELEASE: Final = 183  # a level is to be set about six months before release


OVER: Final = 0.02  # of the licences at level 1: run out, and the case still stands


class Situation(StrEnum):
    """Where a person stands with their sentence."""

    CUSTODY = "CUSTODY"
    LICENCE = "LICENCE"
    ORDER = "ORDER"  # a community order or a suspended sentence
    REGISTERED = "REGISTERED"  # the sentence is over, notification requirements run on
    HOSPITAL = "HOSPITAL"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``released_on`` lies ahead of somebody in custody; ``ends_on`` is None where nothing ends it."""

    offence: Offence
    kind: SentenceKind
    months: int | None
    court: str
    convicted_on: date
    sentenced_on: date
    released_on: date | None
    ends_on: date | None

    @property
    def custodial(self) -> bool:
        """Whether the person was sent to prison."""
        return self.released_on is not None


_TERMS: Final = (12, 14, 16, 18, 20, 24, 24, 28, 30, 32, 36, 36, 40, 42, 48, 54, 60, 66, 72, 84, 96, 108, 120, 144)
_KINDS: Final = {
    SentenceKind.IMPRISONMENT: 0.80,
    SentenceKind.EXTENDED_SENTENCE: 0.12,
    SentenceKind.LIFE_IMPRISONMENT: 0.05,
    SentenceKind.IMPRISONMENT_FOR_PUBLIC_PROTECTION: 0.03,
}
_LIFELONG: Final = (SentenceKind.LIFE_IMPRISONMENT, SentenceKind.IMPRISONMENT_FOR_PUBLIC_PROTECTION)
_MULTI_AGENCY: Final = {Situation.CUSTODY: 0.35, Situation.LICENCE: 0.6, Situation.HOSPITAL: 0.05}
_BY_CATEGORY: Final = {
    Category.CATEGORY_1: {
        Situation.CUSTODY: 0.08,
        Situation.LICENCE: 0.22,
        Situation.ORDER: 0.12,
        Situation.REGISTERED: 0.57,
        Situation.HOSPITAL: 0.01,
    },
    Category.CATEGORY_4: {Situation.CUSTODY: 0.2, Situation.LICENCE: 0.4, Situation.REGISTERED: 0.4},
}
_OTHERWISE: Final = {Situation.CUSTODY: 0.2, Situation.LICENCE: 0.74, Situation.HOSPITAL: 0.06}


def situation_of(chance: Chance, category: Category, level: Level) -> Situation:
    """Where somebody of this category and level is likely to stand. A level to be determined awaits a release."""
    if level is Level.TO_BE_DETERMINED:
        return Situation.CUSTODY
    if category is Category.CATEGORY_3:
        return Situation.ORDER
    if level in (Level.LEVEL_2, Level.LEVEL_3):
        return chance.weighed(_MULTI_AGENCY)
    return chance.weighed(_BY_CATEGORY.get(category, _OTHERWISE))


def sentence_of(chance: Chance, category: Category, level: Level, situation: Situation) -> Sentence:
    """A sentence that leaves the person in this situation today."""
    offence = chance.pick(BY_CATEGORY[category])
    if situation in (Situation.CUSTODY, Situation.LICENCE):
        return _custodial(chance, offence, level, situation)
    if situation is Situation.ORDER:
        return _order(chance, offence)
    if situation is Situation.HOSPITAL:
        return _hospital(chance, offence)
    return _over(chance, offence)


def _custodial(chance: Chance, offence: Offence, level: Level, situation: Situation) -> Sentence:
    kind = chance.weighed(_KINDS) if offence.grave else SentenceKind.IMPRISONMENT
    months = chance.pick(_terms(offence, level))
    term = round(months * MONTH)
    served = _served(chance, kind, term)
    whole = term + chance.number(12, 60) * 30 if kind is SentenceKind.EXTENDED_SENTENCE else term
    lifelong = kind in _LIFELONG
    if situation is Situation.CUSTODY:
        released_on = chance.today + timedelta(days=_until_release(chance, level, served))
    else:
        released_on = chance.before(chance.today, 12, 5000 if lifelong else max(13, whole - served - 12))
        if level is Level.LEVEL_1 and not lifelong and chance.happens(OVER):  # the exit awaits its confirmation
            released_on = chance.today - timedelta(days=whole - served + chance.number(3, 40))
    sentenced_on = released_on - timedelta(days=served)
    return Sentence(
        offence,
        _in_its_time(kind, sentenced_on),
        None if lifelong else months,
        crown_court(chance),
        chance.before(sentenced_on, 0, 49),
        sentenced_on,
        released_on,
        None if lifelong else sentenced_on + timedelta(days=whole),
    )


def _terms(offence: Offence, level: Level) -> tuple[int, ...]:
    """Months: more than seven years for a grave offence alone, and less than two where no meetings were wanted."""
    longer = _TERMS[5:] if level is not Level.LEVEL_1 else _TERMS
    return longer if offence.grave else longer[: len(longer) - 4]


def _in_its_time(kind: SentenceKind, sentenced_on: date) -> SentenceKind:
    """Imprisonment for public protection was passed from 2005 to 2012; before and after it, life."""
    ipp = SentenceKind.IMPRISONMENT_FOR_PUBLIC_PROTECTION
    passed = date(2005, 4, 4) <= sentenced_on <= date(2012, 12, 2)
    return SentenceKind.LIFE_IMPRISONMENT if kind is ipp and not passed else kind


def _served(chance: Chance, kind: SentenceKind, term: int) -> int:
    """Days in custody: half of a shorter term, two thirds of a longer or extended one, a tariff and more of life."""
    if kind in _LIFELONG:
        return chance.number(7, 19) * 365 + chance.number(0, 900)
    return term * 2 // 3 if kind is SentenceKind.EXTENDED_SENTENCE or term > 84 * MONTH else term // 2


def _until_release(chance: Chance, level: Level, served: int) -> int:
    """Days. A level is set in the six months before release; before that it is to be determined."""
    if level is Level.TO_BE_DETERMINED:
        return chance.number(min(150, served // 2), min(1400, served - 20))
    return chance.number(8, min(170, served - 30))


def _order(chance: Chance, offence: Offence) -> Sentence:
    kind = chance.pick((SentenceKind.COMMUNITY_ORDER, SentenceKind.SUSPENDED_SENTENCE))
    months = chance.pick((18, 24, 24, 36) if kind is SentenceKind.COMMUNITY_ORDER else (12, 18, 24))
    sentenced_on = chance.before(chance.today, 170, round(months * MONTH) - 15)
    ends_on = sentenced_on + timedelta(days=round(months * MONTH))
    return Sentence(
        offence, kind, months, _lower_court(chance), _convicted(chance, sentenced_on), sentenced_on, None, ends_on
    )


def _hospital(chance: Chance, offence: Offence) -> Sentence:
    kind = chance.pick((SentenceKind.HOSPITAL_ORDER, SentenceKind.HOSPITAL_ORDER_WITH_RESTRICTION))
    sentenced_on = chance.before(chance.today, 200, 2400)
    convicted_on = chance.before(sentenced_on, 20, 120)
    return Sentence(offence, kind, None, crown_court(chance), convicted_on, sentenced_on, None, None)


def _over(chance: Chance, offence: Offence) -> Sentence:
    """A sentence that is over, while the notification requirements that came with it are not."""
    kinds = {SentenceKind.IMPRISONMENT: 0.55, SentenceKind.COMMUNITY_ORDER: 0.2, SentenceKind.SUSPENDED_SENTENCE: 0.15}
    kind = chance.weighed({**kinds, SentenceKind.CAUTION: 0.1})
    if kind is SentenceKind.CAUTION:
        cautioned_on = chance.before(chance.today, 30, 700)
        return Sentence(offence, kind, None, "", cautioned_on, cautioned_on, None, cautioned_on)
    prison = kind is SentenceKind.IMPRISONMENT
    months = chance.pick(_TERMS) if prison else chance.pick((12, 18, 24))
    term = round(months * MONTH)
    longest = 1760 if not prison else (3600 if months <= 30 else 6500)
    sentenced_on = chance.before(chance.today, term + 20, longest)
    released_on = sentenced_on + timedelta(days=term // 2) if prison else None
    court = crown_court(chance) if prison else _lower_court(chance)
    ends_on = sentenced_on + timedelta(days=term)
    return Sentence(offence, kind, months, court, _convicted(chance, sentenced_on), sentenced_on, released_on, ends_on)


def _lower_court(chance: Chance) -> str:
    return magistrates_court(chance) if chance.happens(0.6) else crown_court(chance)


def _convicted(chance: Chance, sentenced_on: date) -> date:
    return chance.before(sentenced_on, 0, 42)
