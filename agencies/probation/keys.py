"""The column by which every probation table names the person it is about."""

from uuid import UUID

from sqlalchemy import Column, ForeignKey, Uuid

SCHEMA = "probation"


def person() -> Column[UUID]:
    """The person; the cell of the row is one hop away."""
    return Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True)
