"""How levels were decided in comparable cases, in numbers: for those who decide, as information and not advice.

Comparable is the same category, the same level of risk of serious harm and the same custody state, as they were known
when it was decided. Only decisions of months that have ended count, in steps of five. A number under five is not
shown; small numbers of several areas are shown together where they come to five. Every decision is in one shown number
at most, and there are no totals, so that no number can be had by taking one from another. The view has the numbers of
every month, and its readers take those of their own day.
"""

from sqlalchemy import Boolean, Column, Date, Integer, SmallInteger, Table, Text, Uuid

from agencies.coordination.summary import SMALLEST_SHOWN, views
from agencies.coordination.vocabulary import Category, Level
from agencies.holdings import vocabulary

comparable_decisions = Table(
    "comparable_decisions",
    views,
    Column("id", Uuid, primary_key=True),
    Column("as_at", Date),  # the day after the last month that counts
    vocabulary("category", Category),
    Column("risk_band", Text),
    Column("in_custody", Boolean),
    vocabulary("level", Level),
    Column("area_id", SmallInteger),  # NULL: several areas together
    Column("decisions", Integer),
    schema="coordination",
)

# The view as migration 0025 made it, which takes it from here; what stands is the one of 0072.
_PROFILE = "category, risk_band, in_custody, level"

CREATE = f"""
create view coordination.comparable_decisions as
with counted as (
    select d.category, d.risk_band, d.in_custody, d.level, k.area_id, count(*) as decided
    from coordination.level_decision d join coordination."case" k on k.id = d.case_id
    where d.stage = 'DECIDED' and d.decided_on < date_trunc('month', current_date)
        and d.category is not null and d.risk_band is not null and d.in_custody is not null
    group by d.category, d.risk_band, d.in_custody, d.level, k.area_id
), shown as (
    select {_PROFILE}, area_id, decided from counted where decided >= {SMALLEST_SHOWN}
    union all
    select {_PROFILE}, null, sum(decided) from counted where decided < {SMALLEST_SHOWN}
    group by {_PROFILE} having sum(decided) >= {SMALLEST_SHOWN} and count(*) > 1
)
select md5(concat_ws('|', {_PROFILE}, area_id))::uuid as id, {_PROFILE}, area_id,
    (round(decided / 5.0) * 5)::int as decisions
from shown
"""  # noqa: S608 - the only thing put in is our own number and our own names
