"""The caseload in numbers: a view that counts active cases by area, category and level, for those who see no case.

A number under five is suppressed: with 42 areas and few cases at levels 2 and 3 it could point at a person.
"""

from sqlalchemy import Boolean, Column, Integer, MetaData, SmallInteger, Table, Uuid

from agencies.coordination.vocabulary import Category, Level
from agencies.holdings import vocabulary

SMALLEST_SHOWN = 5

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

CREATE = f"""
create view coordination.caseload as
select md5(area_id || category || level)::uuid as id, area_id, category, level,
    case when count(*) >= {SMALLEST_SHOWN} then count(*)::int end as cases, count(*) < {SMALLEST_SHOWN} as suppressed
from coordination."case" where status = 'ACTIVE'
group by area_id, category, level
"""  # noqa: S608 - the only thing put in is our own number
