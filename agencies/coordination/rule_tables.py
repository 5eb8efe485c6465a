"""The rules as rows: dated, each with its source and whether that was checked. An area may add rows of its own.

A row is never changed: the law changes by a new row from its day and an end to the old one. The columns are those of
the classes in ``agencies.coordination.rules.rows``, which say what they mean.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, SmallInteger, Table, Text, UniqueConstraint, false

from agencies.coordination.rule_vocabulary import Direction, Reach, Unit
from agencies.coordination.vocabulary import Category, Level, QualifyingReason
from agencies.holdings import key, lasting, metadata, vocabulary


def _rule(name: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        key(),
        Column("code", Text, nullable=False),
        *columns,
        *lasting(),
        Column("source", Text, nullable=False),
        Column("verified", Boolean, nullable=False, server_default=false()),
        UniqueConstraint("code", "valid_from"),
        schema="coordination",
    )


offence_schedule = _rule(
    "offence_schedule",
    Column("name", Text, nullable=False),
    vocabulary("category", Category),
    vocabulary("reach", Reach),
)

offence_listing = _rule(
    "offence_listing",
    Column("offence_code", Text, nullable=False),
    Column("offence", Text, nullable=False),
    Column("schedule", Text),  # NULL: known to be in none
)

qualifying_sentence = _rule(
    "qualifying_sentence",
    vocabulary("category", Category),
    vocabulary("limb", QualifyingReason),
    Column("sentence_kind", Text, nullable=False),  # probation's word
    Column("minimum_months", SmallInteger),
    Column("schedule", Text),
)

notification_length = _rule(
    "notification_length",
    Column("basis", Text, nullable=False),  # the police's word
    vocabulary("category", Category, nullable=True),
    Column("months", SmallInteger),
    Column("indefinite", Boolean, nullable=False),
)

category_precedence = _rule(
    "category_precedence", vocabulary("category", Category), Column("rank", SmallInteger, nullable=False)
)

level_condition = _rule("level_condition", vocabulary("category", Category), vocabulary("level", Level))

timing = _rule(
    "timing",
    Column("amount", Integer, nullable=False),
    vocabulary("unit", Unit),
    vocabulary("direction", Direction),
    Column("counted_from", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency that is to keep it
    Column("statement", Text, nullable=False),
)

# A day that is worked, or not, otherwise than the calendar of bank holidays says: in an area, or in all of them.
calendar_day = Table(
    "calendar_day",
    metadata,
    key(),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), index=True),
    Column("day", Date, nullable=False, index=True),
    Column("worked", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False, server_default=false()),
    schema="coordination",
)
