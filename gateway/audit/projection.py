"""The index by subject: which entries concern a case or a person.

It is filled behind the record by the sequencer, in the transaction that adds the leaves, so its lag is the tree's.
It says nothing that the entries do not; ``rebuild`` makes it anew from them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import structlog

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, from_row, subject_ids
from gateway.audit.stored import LOCK, leaves
from gateway.audit.turns import in_turns

_log = structlog.get_logger(__name__)

_ADD = """
insert into audit.subject_entry (subject_id, recorded_at, entry_id)
select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) on conflict do nothing
"""

ROWS = 5_000  # of one statement: what is sent at once holds the event loop too

Projected = tuple[UUID, datetime, UUID]  # subject_id, recorded_at, entry_id


def projected(entries: Iterable[Entry]) -> list[Projected]:
    """The rows of these entries, in an order that is always the same, so that two writers cannot deadlock."""
    return [row for entry in entries for row in _rows(entry)]


def _rows(entry: Entry) -> list[Projected]:
    return [(subject, entry.recorded_at, entry.id) for subject in sorted(_subjects(entry))]


def _subjects(entry: Entry) -> frozenset[UUID]:
    try:
        return subject_ids(entry)
    except (AttributeError, TypeError, ValueError):
        # Nothing of ours writes such an entry. It has its leaf all the same: one row must not stop the log.
        _log.error("access_record.subjects_unreadable", entry_id=str(entry.id))
        return frozenset()


async def project(connection: Connection, entries: Iterable[Entry]) -> None:
    """Adds the rows of these entries; those already there stay."""
    rows = [row for found in await in_turns(entries, _rows) for row in found]
    for start in range(0, len(rows), ROWS):
        await connection.execute(_ADD, *(list(column) for column in zip(*rows[start : start + ROWS], strict=True)))


async def rebuild(connection: Connection) -> int:
    """Makes the whole index anew, as the owner; the number of its rows.

    One transaction: readers see the old index until it is committed (DELETE, because TRUNCATE would show them none),
    and a crash leaves the old one. The lock keeps the sequencer away meanwhile.
    """
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        await connection.execute("delete from audit.subject_entry")
        async for rows in leaves(connection):
            await project(connection, _readable(rows))
        return int(await connection.fetchval("select count(*) from audit.subject_entry"))


def _readable(rows: Sequence[asyncpg.Record]) -> list[Entry]:
    return [entry for row in rows if (entry := read(row)) is not None]


def read(row: asyncpg.Record) -> Entry | None:
    """The entry of a stored row; ``None`` where it is gone or is nothing that we wrote."""
    try:
        return from_row(row) if row["id"] is not None else None
    except (TypeError, ValueError):
        return None
