"""Whom an act names by their reference, as a statement of facts."""

import sqlalchemy as sa

from agencies.coordination.practitioners import practitioner
from schema.mutations import TODAY

_SOMEBODY = practitioner.c


def practitioner_named(*columns: str) -> sa.Select[tuple[object, ...]]:
    """These columns of the practitioner whose reference is bound to ``who``, if they work anywhere today."""
    return (
        sa.select(*(_SOMEBODY[each] for each in columns))
        .where(
            _SOMEBODY.reference == sa.bindparam("who", None, sa.Text),
            _SOMEBODY.valid_from <= TODAY,
            sa.or_(_SOMEBODY.valid_until.is_(None), _SOMEBODY.valid_until > TODAY),
        )
        .limit(1)
    )
