"""The rule book as it is delivered: every row, before an area adds rows of its own in the database."""

from typing import Final

from agencies.coordination.rules.book_of_categories import (
    CONDITIONS,
    NOTIFICATIONS,
    PRECEDENCE,
    SCHEDULES,
    SENTENCES,
)
from agencies.coordination.rules.book_of_times import TIMINGS
from agencies.coordination.rules.rows import RuleBook

DELIVERED: Final = RuleBook(
    schedules=SCHEDULES,
    sentences=SENTENCES,
    notifications=NOTIFICATIONS,
    precedence=PRECEDENCE,
    conditions=CONDITIONS,
    timings=TIMINGS,
)
