"""Columns that the first migrations share, as they were then. Never changed: a later migration writes its own out."""

from typing import Any

import sqlalchemy as sa


def word(name: str, words: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A column that holds one of the words, which are separated by spaces; the database checks it."""
    kind = sa.Enum(*words.split(), name=name, native_enum=False, create_constraint=True, length=60)
    return sa.Column(name, kind, nullable=nullable)


def lasting() -> list[sa.Column[Any]]:
    """From and until."""
    return [
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
    ]


def recorded() -> list[sa.Column[Any]]:
    """When and by whom a row of the joint record was written."""
    return [
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=True),
    ]


def provenance() -> list[sa.Column[Any]]:
    """Where a fact came from, how sure its source is, and how its owner wants it handled."""
    return [
        sa.Column("source_system", sa.Text(), nullable=False),
        sa.Column("source_reference", sa.Text(), nullable=True),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        word("assertion", "FACT ASSESSMENT INTELLIGENCE"),
        word("subject_category", "CONVICTED SUSPECT VICTIM WITNESS OTHER"),
        word("reliability", "VERIFIED REPORTED UNVERIFIED UNKNOWN"),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
    ]
