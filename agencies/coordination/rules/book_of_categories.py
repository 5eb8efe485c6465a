"""The rows by which a person comes under MAPPA, as published for England and Wales.

``verified`` is true where the statute or the official announcement was read; everything else says where it is from and
awaits somebody who can confirm it. A change of the law is a new row from its day, and an end to the old one.
"""

from datetime import date
from typing import Final

from agencies.coordination.rule_vocabulary import Reach
from agencies.coordination.rules.rows import (
    LevelCondition,
    NotificationLength,
    Precedence,
    QualifyingSentence,
    Schedule,
)
from agencies.coordination.vocabulary import Category, Level, QualifyingReason

ARRANGEMENTS_BEGAN: Final = date(2004, 4, 5)  # when the sections of the Criminal Justice Act on them came into force
TERRORISM_BEGAN: Final = date(2022, 6, 28)
COERCIVE_CONTROL: Final = date(2025, 2, 3)

_STATUTE = "CJA 2003 s.327(3), as amended by PCSC Act 2022 s.189"
_TERRORISM = "CJA 2003 s.325(2)(aa), inserted by PCSC Act 2022 s.189; the day it began is to be confirmed"
_ANNOUNCED = "Victims and Prisoners Act 2024; announcement of the Ministry of Justice, 3 February 2025"
_RECALLED = "MAPPA guidance chapter 6, as recalled; to be confirmed"
_REGISTER = "Sexual Offences Act 2003 s.82, from a solicitor's summary; to be confirmed"

_COERCIVE: Final = "CJA 2003, s.327(4A): controlling or coercive behaviour"

SCHEDULES: Final = (
    Schedule(
        code="sexual-offences-act-schedule-3",
        name="Sexual Offences Act 2003, Sch. 3",
        category=Category.CATEGORY_1,
        reach=Reach.RUNNING,
        valid_from=ARRANGEMENTS_BEGAN,
        source="CJA 2003 s.327(2); SOA 2003 Part 2",
        verified=True,
    ),
    *(
        Schedule(
            code=f"schedule-15-part-{part}",
            name=f"CJA 2003, Sch. 15 Part {part}",
            category=Category.CATEGORY_2,
            reach=Reach.RUNNING,
            valid_from=ARRANGEMENTS_BEGAN,
            source=_STATUTE,
            verified=True,
        )
        for part in (1, 2)
    ),
    Schedule(
        code="section-327-4A",
        name="CJA 2003, s.327(4A)",
        category=Category.CATEGORY_2,
        reach=Reach.RUNNING,
        valid_from=ARRANGEMENTS_BEGAN,
        source=_STATUTE,
        verified=True,
    ),
    Schedule(
        code="coercive-control",
        name=_COERCIVE,
        category=Category.CATEGORY_2,
        reach=Reach.NOT_SETTLED,  # no source says whether sentences passed before the day are reached
        valid_from=COERCIVE_CONTROL,
        source=_ANNOUNCED,
        verified=True,
    ),
    Schedule(
        code="schedule-19ZA",
        name="CJA 2003, Sch. 19ZA",
        category=Category.CATEGORY_4,
        reach=Reach.RUNNING,
        valid_from=TERRORISM_BEGAN,
        source=_TERRORISM,
    ),
)

_ANY_LENGTH: Final = (
    "LIFE_IMPRISONMENT",
    "CUSTODY_FOR_LIFE",
    "DETENTION_DURING_HM_PLEASURE",
    "IMPRISONMENT_FOR_PUBLIC_PROTECTION",
    "DETENTION_FOR_PUBLIC_PROTECTION",
    "EXTENDED_SENTENCE",
)
_TWELVE_MONTHS: Final = (
    "IMPRISONMENT",
    "YOUNG_OFFENDER_DETENTION",
    "DETENTION_SECTION_250",
    "DETENTION_AND_TRAINING_ORDER",
)
_HOSPITAL: Final = ("HOSPITAL_ORDER", "HOSPITAL_ORDER_WITH_RESTRICTION", "GUARDIANSHIP_ORDER")


def _sentences(category: Category, limb: QualifyingReason) -> tuple[QualifyingSentence, ...]:
    """The sentences of s.327(3): not less than twelve months, without a fixed length, or in hospital."""
    two = category is Category.CATEGORY_2
    hospital = QualifyingReason.HOSPITAL_OR_GUARDIANSHIP_ORDER if two else limb
    kinds = [(kind, None, limb) for kind in _ANY_LENGTH] + [(kind, 12, limb) for kind in _TWELVE_MONTHS]
    kinds += [(kind, None, hospital) for kind in _HOSPITAL]
    return tuple(
        QualifyingSentence(
            code=f"{category.lower().replace('_', '-')}-{kind.lower().replace('_', '-')}",
            category=category,
            limb=reason,
            sentence_kind=kind,
            minimum_months=months,
            schedule=None,
            valid_from=ARRANGEMENTS_BEGAN if two else TERRORISM_BEGAN,
            source=_STATUTE if two else _TERRORISM,
            verified=two,
        )
        for kind, months, reason in kinds
    )


SENTENCES: Final = (
    *_sentences(Category.CATEGORY_2, QualifyingReason.QUALIFYING_SENTENCE),
    QualifyingSentence(
        code="category-2-suspended-sentence",
        category=Category.CATEGORY_2,
        limb=QualifyingReason.QUALIFYING_SENTENCE,
        sentence_kind="SUSPENDED_SENTENCE",
        minimum_months=12,
        schedule=None,
        valid_from=ARRANGEMENTS_BEGAN,
        source=_RECALLED,
    ),
    QualifyingSentence(
        code="category-2-suspended-sentence-coercive-control",
        category=Category.CATEGORY_2,
        limb=QualifyingReason.QUALIFYING_SENTENCE,
        sentence_kind="SUSPENDED_SENTENCE",
        minimum_months=12,
        schedule=_COERCIVE,
        valid_from=COERCIVE_CONTROL,
        source=_ANNOUNCED,
        verified=True,
    ),
    *_sentences(Category.CATEGORY_4, QualifyingReason.TERRORISM_SENTENCE),
)

_LENGTHS: Final = (
    ("CUSTODY_OVER_30_MONTHS", Category.CATEGORY_1, None, True),
    ("CUSTODY_6_TO_30_MONTHS", Category.CATEGORY_1, 120, False),
    ("CUSTODY_UNDER_6_MONTHS", Category.CATEGORY_1, 84, False),
    ("HOSPITAL_WITH_RESTRICTION", Category.CATEGORY_1, None, True),
    ("HOSPITAL_WITHOUT_RESTRICTION", Category.CATEGORY_1, 84, False),
    ("OTHER_DISPOSAL", Category.CATEGORY_1, 60, False),
    ("CAUTION", Category.CATEGORY_1, 24, False),
    ("CIVIL_ORDER", Category.CATEGORY_1, None, False),  # as long as the order
    ("TERRORISM_OFFENCE", Category.CATEGORY_4, None, False),  # by the sentence: what the police recorded counts
)
NOTIFICATIONS: Final = tuple(
    NotificationLength(
        code=f"notification-{basis.lower().replace('_', '-')}",
        basis=basis,
        category=category,
        months=months,
        indefinite=indefinite,
        valid_from=ARRANGEMENTS_BEGAN if category is Category.CATEGORY_1 else TERRORISM_BEGAN,
        source=_REGISTER if category is Category.CATEGORY_1 else "Counter-Terrorism Act 2008 Part 4; to be confirmed",
    )
    for basis, category, months, indefinite in _LENGTHS
)

_FIRST = "No source gives the order; terrorism first, then registration, then sentence is assumed. To be confirmed"
PRECEDENCE: Final = tuple(
    Precedence(
        code=f"precedence-{category.lower().replace('_', '-')}",
        category=category,
        rank=rank,
        valid_from=ARRANGEMENTS_BEGAN,
        source="CJA 2003 s.325(2)(b); local procedures" if category is Category.CATEGORY_3 else _FIRST,
    )
    for rank, category in enumerate(
        (Category.CATEGORY_4, Category.CATEGORY_1, Category.CATEGORY_2, Category.CATEGORY_3), start=1
    )
)

CONDITIONS: Final = tuple(
    LevelCondition(
        code=f"category-3-{level.lower().replace('_', '-')}",
        category=Category.CATEGORY_3,
        level=level,
        valid_from=ARRANGEMENTS_BEGAN,
        source="Procedures of Liverpool, Gwent and Norfolk; prison alert codes have no category 3 at level 1",
    )
    for level in (Level.LEVEL_2, Level.LEVEL_3)
)
