"""Columns that the tables of the joint record share."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, SmallInteger, Text, Uuid

from agencies.holdings import versioned
from policies.vocabulary import DataClass, ItemHandling

__all__ = ["data_class", "item_handling", "of_case", "practitioner", "recorded", "versioned"]


def of_case() -> Column[Any]:
    """The case a row belongs to, carried by children too, so that every row is one step from its cell."""
    return Column("case_id", Uuid, ForeignKey("coordination.case.id"), nullable=False, index=True)


def practitioner(role: str) -> list[Column[Any]]:
    """Who acted: their id in the directory (no key: people leave it) and their name as it was at the time."""
    return [Column(f"{role}_id", Uuid), Column(f"{role}_name", Text)]


def recorded() -> list[Column[Any]]:
    """When and by whom a row of the joint record was written."""
    return [Column("recorded_at", DateTime(timezone=True), nullable=False), *practitioner("recorded_by")]


def item_handling() -> Column[Any]:
    """How the item itself is handled: the place of a ``policies.vocabulary.ItemHandling``."""
    return Column("item_handling", SmallInteger, nullable=False, server_default=str(ItemHandling.OPEN.stored))


def data_class(default: DataClass) -> list[Any]:
    """The kind of information this very row holds, as ``policies.vocabulary.DataClass`` says it, checked.

    Notices and the directory are records of their own, about no case. What was withheld, who has seen a case, and how
    often, stand in the access record alone, and a correction as it is told is no fact of the case. So no row of a case
    holds one.
    """
    told = (DataClass.NOTICE, DataClass.ADMINISTRATION, DataClass.CORRECTION)
    apart = (*told, DataClass.ACCESS_WITHHELD, DataClass.CASE_ACCESS, DataClass.ACCESS_COUNT)
    words = ", ".join(f"'{word}'" for word in DataClass if word not in apart)
    return [
        Column("data_class", Text, nullable=False, server_default=default.value),
        CheckConstraint(f"data_class IN ({words})", name="data_class"),
    ]
