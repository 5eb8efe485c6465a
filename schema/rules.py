"""The rules that are in force, as facts for the acts that count days."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from schema.mutations import AREA, TODAY

_RULE = t.process_rule.c

# Read with the day and the area of what is acted on. An area's own rule, and the one for all areas.
RULES = sa.select(_RULE.kind, _RULE.area_id, _RULE.days).where(
    _RULE.valid_from <= TODAY,
    sa.or_(_RULE.valid_until.is_(None), _RULE.valid_until > TODAY),
    sa.or_(_RULE.area_id.is_(None), _RULE.area_id == AREA),
)

_LIMIT, _DAY = t.timing.c, t.calendar_day.c

# Time limits, and the days on which an area works otherwise than the bank holidays say; its own word is the last.
TIMINGS = sa.select(
    _LIMIT.code,
    _LIMIT.amount,
    _LIMIT.unit,
    _LIMIT.direction,
    _LIMIT.counted_from,
    _LIMIT.owner,
    _LIMIT.statement,
    _LIMIT.valid_from,
    _LIMIT.valid_until,
    _LIMIT.source,
    _LIMIT.verified,
).where(_LIMIT.valid_from <= TODAY, sa.or_(_LIMIT.valid_until.is_(None), _LIMIT.valid_until > TODAY))
DAYS = (
    sa.select(_DAY.day, _DAY.worked)
    .where(sa.or_(_DAY.area_id.is_(None), _DAY.area_id == AREA))
    .order_by(_DAY.area_id.nulls_first())
)

_REVIEW = t.review_rule.c

# How often cases are reviewed, now and before: a review is counted by the rule of the day it is counted from.
REVIEW_RULES = sa.select(
    _REVIEW.id,
    _REVIEW.area_id.label("area"),
    _REVIEW.level,
    _REVIEW.category,
    _REVIEW.interval_days,
    _REVIEW.valid_from,
    _REVIEW.valid_until,
).where(sa.or_(_REVIEW.area_id.is_(None), _REVIEW.area_id == AREA))
