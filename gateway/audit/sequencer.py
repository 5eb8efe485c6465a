"""Turns committed entries into leaves of the tree, behind the record and in the order that then holds for ever.

Any number may run, in any replica: a lock that ends with the transaction lets one append at a time, and each starts
from what the database says, keeping nothing in between. So a sequencer killed anywhere leaves either the whole of a
batch or nothing of it, and the next round of any other, running this same code, goes on from there.

Why it looks back: an entry's time and id are made before it is committed, so a slow commit shows up *behind* entries
that already have leaves. "Everything newer than the last leaf" would lose it for ever. Hence every round asks for
entries without a leaf from a little before the point up to which the tree was complete, every few rounds from longer
before it; now and then a sweep asks for those of a day, and the first round for those of all time. The further back,
the more leaves are passed over: at thousands of entries a second that costs more than making them.
"""

import asyncio
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import asyncpg
import structlog

from gateway.audit.connection import Connect, Connection, OneConnection
from gateway.audit.leaf_sql import leaf_hash, readable
from gateway.audit.projection import project
from gateway.audit.pulse import Pulse, pulse_of
from gateway.audit.stored import LOCK, WITHOUT_LEAF, Head, Lag, earlier, last_head, measure_lag
from gateway.transparency.tree import Frontier

_log = structlog.get_logger(__name__)

MONTHS_AHEAD = 3

# What nothing of ours wrote gets no leaf: it is left for ``verify`` to name, and must not stop the log.
_ADD_LEAVES = f"""
with found as materialized (
    select e.id, e.recorded_at, e.subject_set, case when {readable("e")} then {leaf_hash("e")} end as leaf_hash
    from {WITHOUT_LEAF} order by e.recorded_at, e.id limit $2
), added as (
    insert into audit.leaf (index, entry_id, recorded_at, leaf_hash)
    select $3 + row_number() over (order by recorded_at, id) - 1, id, recorded_at, leaf_hash
    from found where leaf_hash is not null
)
select recorded_at, subject_set, leaf_hash from found order by recorded_at, id
"""  # noqa: S608 - built of our own text

_ADD_HEAD = """
insert into audit.tree_head (size, root, frontier, made_at, complete_to) values ($1, $2, $3, clock_timestamp(), $4)
"""

_STANDING = "select clock_timestamp() as now, coalesce((select max(index) + 1 from audit.leaf), 0) as leaves"


class LogDamagedError(Exception):
    """What is stored of the tree does not agree with itself; it is not grown further."""


class Reach(StrEnum):
    """How far back a round looks for entries without a leaf."""

    LATEST = "latest"
    RECENT = "recent"
    DAY = "day"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Pace:
    """How often, and how far back: an entry committed within ``glance`` of its time is found by the next round, one
    committed within ``look_back`` of it by the next round that looks so far.
    """

    every: float = 0.25  # seconds between rounds
    glance: timedelta = timedelta(seconds=0.5)
    look_every: float = 3.0  # seconds between rounds that look back further than a glance
    look_back: timedelta = timedelta(seconds=15)
    sweep_every: float = 300.0  # seconds between sweeps of a day
    batch: int = 250  # leaves of one transaction: while it is made, those who are answered share the cores with it
    rest: float = 1.0  # so many times as long as a batch took, before the next

    def back(self, reach: Reach) -> timedelta:
        """How long before the last complete moment a round begins."""
        return {
            Reach.LATEST: self.glance,
            Reach.RECENT: self.look_back,
            Reach.DAY: timedelta(days=1),
            Reach.ALL: timedelta.max,
        }[reach]


class Sequencer:
    """Runs in the background by ``run``, or at once by ``sequence``; both may be used, also at the same time.

    Give ``connect`` a ``command_timeout``, so that a hanging server is noticed.
    """

    def __init__(self, connect: Connect, pace: Pace | None = None) -> None:
        self._one, self._pace = OneConnection(connect), pace or Pace()
        self._swept_at: float | None = None
        self._looked_at = -math.inf
        self.grown = asyncio.Event()  # set with each batch that was appended, for whoever signs
        self.fault = "nothing has been sequenced yet"  # why the last round failed; empty while rounds succeed

    async def run(self) -> None:
        """Sequences until it is cancelled. A round that fails is logged, and the next one tries afresh."""
        try:
            while True:
                await self._turn()
                await asyncio.sleep(self._pace.every)
        finally:
            self._one.drop()

    async def _turn(self) -> None:
        try:
            await self._due()
        except Exception as error:  # noqa: BLE001 - the task outlives whatever happens to a round
            fault = f"{type(error).__name__}: {error}"
            if fault != self.fault:  # said once: there are four rounds a second
                _log.error("access_record.not_sequenced", reason=fault)
            self.fault = fault
        else:
            self.fault = ""

    async def _due(self) -> None:
        now = time.monotonic()
        if self._swept_at is not None and now - self._swept_at < self._pace.sweep_every:
            await self.sequence(self._glancing_or_looking(now), self._pace.rest)
            return
        await self.sequence(Reach.ALL if self._swept_at is None else Reach.DAY, self._pace.rest)
        async with self._one.used() as connection:
            await connection.execute("select audit.ensure_partitions($1)", MONTHS_AHEAD)
            await connection.execute("select audit_keys.turn()")
        self._swept_at = self._looked_at = now

    def _glancing_or_looking(self, now: float) -> Reach:
        if now - self._looked_at < self._pace.look_every:
            return Reach.LATEST
        self._looked_at = now
        return Reach.RECENT

    async def sequence(self, reach: Reach = Reach.RECENT, rest: float = 0) -> int:
        """Appends every entry within reach that has no leaf; how many. 0 also while another sequencer is at it.

        After each batch it rests, ``rest`` times as long as that took. Whoever waits for a receipt gives none.
        """
        async with self._one.used() as connection:
            since: datetime | None = earlier((await last_head(connection)).complete_to, self._pace.back(reach))
            total = 0
            while since is not None:
                began = time.monotonic()
                appended, since = await _append(connection, since, self._pace.batch)
                total += appended
                if appended:
                    self.grown.set()
                await asyncio.sleep(rest * (time.monotonic() - began))
            return total

    async def lag(self) -> Lag:
        """How far the tree and the index by subject are behind, in entries and in seconds."""
        async with self._one.used() as connection:
            return await measure_lag(connection, self._pace.look_back)

    async def pulse(self) -> Pulse:
        """How the record fares."""
        async with self._one.used() as connection:
            return await pulse_of(connection, self._pace.look_back)

    async def close(self) -> None:
        """Lets the connection go; whatever is called next opens another."""
        await self._one.close()


async def _append(connection: Connection, since: datetime, most: int) -> tuple[int, datetime | None]:
    """One batch: leaves, head and index by subject become visible together, or not at all.

    Gives how many, and from when on there may be more: what this one has passed over has its leaf, and need not be
    passed over again. None where there is no more.
    """
    async with connection.transaction(isolation="read_committed"):
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", LOCK):
            return 0, None
        # Statements after the lock see all that its last holder committed.
        [standing] = await connection.fetch(_STANDING)
        head = await last_head(connection)
        frontier = _trusted(head, standing["leaves"])
        rows = await connection.fetch(_ADD_LEAVES, since, most, head.size)
        grown = _grow(frontier, rows)
        if grown:
            # When there may be more, the tree is complete only up to the last of these.
            complete = standing["now"] if len(rows) < most else min(standing["now"], rows[-1]["recorded_at"])
            complete_to = max(head.complete_to, complete)
            await connection.execute(_ADD_HEAD, frontier.size, frontier.root(), frontier.hashes, complete_to)
            await project(connection, {row["subject_set"] for row in rows if row["subject_set"]})
        return grown, _more_from(rows, since, full=len(rows) == most, grown=bool(grown))


def _grow(frontier: Frontier, rows: Sequence[asyncpg.Record]) -> int:
    """Takes in the leaves that were added; how many."""
    before = frontier.size
    for row in rows:
        if row["leaf_hash"] is not None:
            frontier.append(row["leaf_hash"])
    grown = frontier.size - before
    if grown < len(rows):
        _log.error("access_record.entries_unreadable", rows=len(rows) - grown)
    return grown


def _more_from(rows: Sequence[asyncpg.Record], since: datetime, *, full: bool, grown: bool) -> datetime | None:
    """Where the next batch begins; None where there is none, or where it would only meet the same rows again."""
    last = rows[-1]["recorded_at"] if full else since
    return last if full and (grown or last > since) else None


def _trusted(head: Head, leaves: int) -> Frontier:
    """The tree to append to. Growing one that disagrees with itself would bury what was done to it."""
    frontier = head.grown_from()
    if frontier is None or leaves != head.size:
        says = f"the newest tree head says {head.size} leaves and there are {leaves}, or its root is not its frontier's"
        raise LogDamagedError(f"{says}; nothing is appended: run mappa audit verify")
    return frontier
