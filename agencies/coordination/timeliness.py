"""How timely the work of an area was, in numbers: what fell due in the last twelve months, and how late it was.

The buckets are those of the case audit form, whose marks run from very timely to more than a week, a month and three
months late (mappa.md 3 and 4.4), with a week's grace told apart from what was in time. What was not done when those
months had ended counts by the days that it was late by then. The view has the numbers of every month, and its readers
take those of their own day. Published as the caseload is (``summary``): to the nearest five, nothing under five, and a
row for each combination whether there is anything in it or not.
"""

from enum import StrEnum

from sqlalchemy import Boolean, Column, Date, Integer, SmallInteger, Table, Uuid

from agencies.coordination.summary import views
from agencies.coordination.vocabulary import Level
from agencies.holdings import vocabulary


class TimelinessKind(StrEnum):
    """What was to be done by a day."""

    REVIEW_HELD = "REVIEW_HELD"
    MINUTES_CIRCULATED = "MINUTES_CIRCULATED"
    REFERRAL_SCREENED = "REFERRAL_SCREENED"


class Lateness(StrEnum):
    """How late it was done, or is so far."""

    IN_TIME = "IN_TIME"
    UP_TO_A_WEEK = "UP_TO_A_WEEK"
    OVER_A_WEEK = "OVER_A_WEEK"
    OVER_A_MONTH = "OVER_A_MONTH"
    OVER_THREE_MONTHS = "OVER_THREE_MONTHS"


timeliness = Table(
    "timeliness",
    views,
    Column("id", Uuid, primary_key=True),
    Column("as_at", Date),  # the day after the last of the twelve months
    Column("area_id", SmallInteger),
    vocabulary("kind", TimelinessKind),
    vocabulary("level", Level),
    vocabulary("lateness", Lateness),
    Column("number", Integer),
    Column("suppressed", Boolean),
    schema="coordination",
)
