"""What is read of the record itself: its leaves with their entries, its heads, and how far the tree is behind."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, columns_read, from_row
from gateway.transparency.tree import EMPTY, Frontier

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
CHUNK = 2000  # rows held at once
_LOWEST = -(2**63)  # below every number that a row may bear, rightly or wrongly

# Whoever appends leaves or rebuilds the index by subject holds this; it is let go by commit, roll-back and death.
LOCK = 0x6D61707061  # "mappa"

_HEADS = "select size, root, frontier, made_at, complete_to from audit.tree_head"
_LAST_HEAD = f"{_HEADS} order by size desc limit 1"
_NEXT_HEADS = f"{_HEADS} where size > $1 order by size limit $2"

_LEAVES = f"""
select l.index as leaf_index, l.entry_id, l.recorded_at as leaf_recorded_at, l.leaf_hash, x.digest as erased,
    {columns_read("e")}
from audit.leaf l left join audit.entry e on e.recorded_at = l.recorded_at and e.id = l.entry_id
left join audit.erasure x on x.recorded_at = l.recorded_at and x.entry_id = l.entry_id
where l.index > $1 order by l.index limit $2
"""  # noqa: S608 - built of our own column names

# Both halves of the key on both sides, so that two short ranges of two like-ordered indexes are compared.
WITHOUT_LEAF = """
audit.entry e where e.recorded_at >= $1 and not exists (
    select from audit.leaf l where l.recorded_at = e.recorded_at and l.entry_id = e.id and l.recorded_at >= $1)
"""

_LAG = f"""
select count(*) as entries,
       coalesce(greatest(extract(epoch from clock_timestamp() - min(e.recorded_at)), 0), 0)::float8 as seconds
from {WITHOUT_LEAF}
"""  # noqa: S608 - built of our own text


@dataclass(frozen=True, slots=True)
class Head:
    """The tree as it stood: RFC 9162's tree head, and what is needed to grow on from it."""

    size: int
    root: bytes
    frontier: tuple[bytes, ...]
    made_at: datetime
    complete_to: datetime  # what was recorded before it is in the tree, save what committed late

    def grown_from(self) -> Frontier | None:
        """The tree to append to; ``None`` where the head does not agree with itself."""
        if self.size < 0 or self.size.bit_count() != len(self.frontier):
            return None
        frontier = Frontier(self.size, self.frontier)
        return frontier if frontier.root() == self.root else None


NO_HEAD = Head(0, EMPTY, (), BEGINNING, BEGINNING)


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the tree, and with it the index by subject, is behind the record."""

    entries: int
    seconds: float  # the age of the oldest entry without a leaf


def _head(row: asyncpg.Record) -> Head:
    return Head(row["size"], row["root"], tuple(row["frontier"]), row["made_at"], row["complete_to"])


async def last_head(connection: Connection) -> Head:
    """The newest head; ``NO_HEAD`` of an empty log."""
    row = await connection.fetchrow(_LAST_HEAD)
    return _head(row) if row else NO_HEAD


async def head_of(connection: Connection, size: int) -> Head | None:
    """The head of a tree of exactly ``size`` leaves."""
    row = await connection.fetchrow(f"{_HEADS} where size = $1", size)
    return _head(row) if row else None


async def head_within(connection: Connection, most: int | None) -> Head:
    """The greatest head of at most so many leaves; ``NO_HEAD`` where there is none."""
    if most is None:
        return await last_head(connection)
    row = await connection.fetchrow(f"{_HEADS} where size <= $1 order by size desc limit 1", most)
    return _head(row) if row else NO_HEAD


async def heads(connection: Connection) -> AsyncIterator[Head]:
    """Every head by size, some at a time."""
    size = _LOWEST
    while rows := await connection.fetch(_NEXT_HEADS, size, CHUNK):
        for row in rows:
            yield _head(row)
        size = rows[-1]["size"]


async def leaves(connection: Connection) -> AsyncIterator[list[asyncpg.Record]]:
    """Every leaf by index with its entry (whose columns are NULL where it is gone), and the digest of one that was
    erased, a chunk at a time.
    """
    index = _LOWEST
    while rows := await connection.fetch(_LEAVES, index, CHUNK):
        yield rows
        index = rows[-1]["leaf_index"]


def read(row: asyncpg.Record) -> Entry | None:
    """The entry of a stored row; ``None`` where it is gone or is nothing that we wrote."""
    try:
        return from_row(row) if row["id"] is not None else None
    except (TypeError, ValueError):
        return None


async def measure_lag(connection: Connection, look_back: timedelta) -> Lag:
    """Counts what is recorded since ``look_back`` before the newest head was complete and has no leaf yet."""
    row = await connection.fetchrow(_LAG, earlier((await last_head(connection)).complete_to, look_back))
    return Lag(row["entries"], row["seconds"]) if row else Lag(0, 0.0)


def earlier(moment: datetime, by: timedelta) -> datetime:
    """``moment - by``, not before the beginning of time."""
    return moment - by if moment - BEGINNING > by else BEGINNING
