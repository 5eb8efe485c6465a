"""The forms that are in force, as facts for the acts that begin something on one."""

from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from schema.mutations import TODAY

_PART = t.form_part.c


def in_force(code: str | sa.BindParameter[str]) -> sa.ScalarSelect[Any]:
    """The key of the edition of a form that is in force on the day."""
    return (
        sa.select(t.form.c.id)
        .where(
            t.form.c.code == code,
            t.form.c.valid_from <= TODAY,
            sa.or_(t.form.c.valid_until.is_(None), t.form.c.valid_until > TODAY),
        )
        .order_by(t.form.c.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def parts_in_force(code: str) -> sa.Select[Any]:
    """The parts, in order, of the edition of a form that is in force on the day."""
    return (
        sa.select(_PART.form_id, _PART.position, _PART.code, _PART.label, _PART.required, _PART.holds)
        .where(_PART.form_id == in_force(code))
        .order_by(_PART.position)
    )
