"""When a case is to be reviewed, by which rule, and how each review went."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, SmallInteger, Table, Text, Uuid, false

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.vocabulary import (
    Category,
    Level,
    ReviewBasis,
    ReviewKind,
    ReviewOutcome,
    ScheduleStatus,
)
from agencies.holdings import key, lasting, metadata, vocabulary

# How often cases are reviewed. Intervals differ by area and edition of the guidance, so they are data with a source;
# a rule without area, level or category holds for all of them (mappa.md 3).
review_rule = Table(
    "review_rule",
    metadata,
    key(),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id")),
    vocabulary("level", Level, nullable=True),
    vocabulary("category", Category, nullable=True),
    Column("interval_days", Integer, nullable=False),
    *lasting(),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False, server_default=false()),
    schema="coordination",
)

# A review that is to be held, by which rule, and counted from what.
review_schedule = Table(
    "review_schedule",
    metadata,
    key(),
    of_case(),
    Column("rule_id", Uuid, ForeignKey("coordination.review_rule.id"), index=True),
    vocabulary("level", Level),  # at which level the case was when the review was scheduled
    Column("due_on", Date, nullable=False),
    vocabulary("basis", ReviewBasis),
    Column("counted_from", Date),
    vocabulary("status", ScheduleStatus),
    Column("called_for_by", Text),  # what called for it, where it was not a rule
    Column("closed_because", Text),  # why it was brought forward or cancelled
    Column("missed_because", Text),  # why it was not held by its day
    Column("done_instead", Text),
    *practitioner("missed_said_by"),
    Column("escalated", SmallInteger, nullable=False, server_default="0"),  # how many steps were taken
    Column("last_escalated_on", Date),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, review_schedule.c.due_on, review_schedule.c.id)
Index(
    "review_schedule_still_due_idx",
    review_schedule.c.due_on,
    review_schedule.c.id,
    postgresql_where=review_schedule.c.status == ScheduleStatus.DUE,
)

# A review that was held.
review = Table(
    "review",
    metadata,
    key(),
    of_case(),
    Column("schedule_id", Uuid, ForeignKey("coordination.review_schedule.id"), index=True),
    Column("meeting_case_id", Uuid, ForeignKey("coordination.meeting_case.id"), index=True),
    vocabulary("kind", ReviewKind),
    Column("held_on", Date, nullable=False),
    vocabulary("outcome", ReviewOutcome),
    Column("summary", Text),
    Column("next_due", Date),
    *practitioner("reviewed_by"),
    *practitioner("endorsed_by"),
    *recorded(),
    schema="coordination",
)
Index(None, review.c.held_on, review.c.id)
