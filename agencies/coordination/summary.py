"""The caseload in numbers: a view that counts active cases by area, category and level, for those who see no case.

With 42 areas and few cases at levels 2 and 3, a number can point at a person. What is published follows the practice of
official statistics for such tables: consistent rounding to the nearest five, and nothing under five (conventional
rounding to base 5: OECD Glossary of Statistical Disclosure Control; with small numbers left out: Defence Statistics
rounding policy, 2010; HESA, rounding and suppression to anonymise statistics).

Every area has a row for every category and level, whether it has cases there or not, so that a row says nothing by
being there. Each published number follows from its own count alone, and no total of counts is published: whatever is
worked out from the published numbers, a number that is left out may have been any from 0 to 4.
"""

from sqlalchemy import Boolean, Column, Integer, MetaData, SmallInteger, Table, Uuid

from agencies.coordination.vocabulary import Category, Level
from agencies.holdings import vocabulary

SMALLEST_SHOWN = 5
STEP = 5

# Kept apart from the tables' metadata: a view is made by its migration and holds nothing of its own.
views = MetaData()

caseload = Table(
    "caseload",
    views,
    Column("id", Uuid, primary_key=True),
    Column("area_id", SmallInteger),
    vocabulary("category", Category),
    vocabulary("level", Level),
    Column("cases", Integer),
    Column("suppressed", Boolean),
    schema="coordination",
)


def published(count: int) -> int | None:
    """What is published of a count: rounded to the nearest five, None where it is under five."""
    return None if count < SMALLEST_SHOWN else (count + STEP // 2) // STEP * STEP
