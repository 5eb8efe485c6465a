"""The rules of the process that are in force, as facts for the acts that count days."""

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
