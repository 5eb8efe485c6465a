"""What some migrations share, as it was then. Never changed: a later migration writes its own out."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op


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


def another_rule(kinds: str, kind: str, days: int, source: str) -> None:
    """Another kind of rule of the process, the last of ``kinds``, and the days it gives until an area sets its own."""
    words = ", ".join(f"'{each}'" for each in kinds.split())
    op.drop_constraint("process_rule_kind_check", "process_rule", schema="coordination")
    op.create_check_constraint(
        op.f("process_rule_kind_check"), "process_rule", f"kind IN ({words})", schema="coordination"
    )
    row = {"kind": kind, "days": days, "valid_from": date(2020, 1, 1), "source": source}
    rule = sa.table("process_rule", sa.column("id"), *map(sa.column, row), schema="coordination")
    op.execute(rule.insert().values(id=sa.func.gen_random_uuid(), **row))
