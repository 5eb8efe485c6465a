"""What every table shares: metadata, keys, and the columns that keep where a fact came from.

Each agency owns one PostgreSQL schema and the tables in it. Dates are UK dates, instants are UTC. Keys are UUIDv7, so
that new rows append to their index. A vocabulary column stores the name of its enum member, which is also its
GraphQL name.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, DateTime, Enum, FromClause, Integer, MetaData, SmallInteger, Text, Uuid

from agencies.keys import uuid7

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


class Assertion(StrEnum):
    """Facts are kept apart from assessments (DPA 2018 s.38(2))."""

    FACT = "FACT"
    ASSESSMENT = "ASSESSMENT"
    INTELLIGENCE = "INTELLIGENCE"


class SubjectCategory(StrEnum):
    """Whom an item concerns (DPA 2018 s.38(3))."""

    CONVICTED = "CONVICTED"
    SUSPECT = "SUSPECT"
    VICTIM = "VICTIM"
    WITNESS = "WITNESS"
    OTHER = "OTHER"


class Reliability(StrEnum):
    """How far the source itself vouches for the item (DPA 2018 s.38(5))."""

    VERIFIED = "VERIFIED"
    REPORTED = "REPORTED"
    UNVERIFIED = "UNVERIFIED"
    UNKNOWN = "UNKNOWN"


def key() -> Column[UUID]:
    """The primary key of every table."""
    return Column("id", Uuid, primary_key=True, default=uuid7)


def vocabulary(
    name: str, words: type[StrEnum], *, nullable: bool = False, begins: StrEnum | None = None
) -> Column[str]:
    """A column that holds a member of ``words``, checked by the database; ``begins`` where nothing else is said."""
    kind = Enum(words, native_enum=False, create_constraint=True, name=name, length=60)
    return Column(name, kind, nullable=nullable, server_default=begins)


def provenance() -> list[Column[Any]]:
    """Where a fact came from, how sure its source is, and how its owner wants it handled."""
    return [
        Column("source_system", Text, nullable=False),
        Column("source_reference", Text),
        Column("as_of", DateTime(timezone=True), nullable=False),
        Column("received_at", DateTime(timezone=True), nullable=False),
        vocabulary("assertion", Assertion),
        vocabulary("subject_category", SubjectCategory),
        vocabulary("reliability", Reliability),
        Column("item_handling", SmallInteger, nullable=False, server_default="0"),
        Column("superseded_by", Uuid),  # a correction supersedes; nothing is overwritten
    ]


def entered(now: datetime, assertion: Assertion) -> dict[str, Any]:
    """The columns of ``provenance`` for what an agency's own people enter here; who did, the history says."""
    return {
        "source_system": "Entered here",
        "as_of": now,
        "received_at": now,
        "assertion": assertion,
        "subject_category": SubjectCategory.CONVICTED,
        "reliability": Reliability.VERIFIED,
    }


def lasting() -> list[Column[Any]]:
    """From and until: a relation that changes with time; ``until`` is exclusive and open while NULL."""
    return [Column("valid_from", Date, nullable=False), Column("valid_until", Date)]


def versioned() -> Column[Any]:
    """How often a record has been changed by an act, so that nobody changes what they have not seen."""
    return Column("version", Integer, nullable=False, server_default="1")


def version_of(table: FromClause) -> str | None:
    """The column that acts raise and nothing else does; None where a record is not acted on.

    A principal's ``version`` is raised by every fact about where they stand: whoever keeps the directory must not learn
    from it that one changed.
    """
    return next((name for name in ("entry_version", "version") if name in table.c), None)
