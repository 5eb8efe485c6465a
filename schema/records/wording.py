"""Short texts for the timeline, made in SQL from vocabulary columns: never from anything a person wrote."""

from typing import Any

import sqlalchemy as sa


def in_words(word: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """``LEVEL_2`` -> ``level 2``."""
    return sa.func.lower(sa.func.replace(sa.cast(word, sa.Text), "_", " "))


def line(*parts: str | sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """The parts joined; a part that is NULL is left out."""
    return sa.func.concat(*(sa.literal(part) if isinstance(part, str) else part for part in parts))
