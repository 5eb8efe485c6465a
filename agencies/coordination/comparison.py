"""How levels were decided in comparable cases, in numbers: for those who decide, as information and not advice.

Comparable is the same category, the same level of risk of serious harm and the same custody state, as they were known
when it was decided. Only decisions of months that have ended count, in steps of five. A number under five is not
shown; small numbers of several areas are shown together where they come to five. Every decision is in one shown number
at most, and there are no totals, so that no number can be had by taking one from another. The view has the numbers of
every month, and its readers take those of their own day.
"""

from sqlalchemy import Boolean, Column, Date, Integer, SmallInteger, Table, Text, Uuid

from agencies.coordination.summary import views
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
