"""Applies the rules to the record of a time and keeps what they find, each thing once.

A run that dies leaves what it has found so far; the next one over the same time finds the rest.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg
import structlog

from agencies.holdings import uuid7
from gateway.audit.connection import Connect, Connection
from gateway.detection.book import RULES
from gateway.detection.rules import Rule

_log = structlog.get_logger(__name__)

LOCK = 0x64657465  # "dete"
EVERY = 3600.0  # seconds between runs of the worker
BACK = timedelta(days=4)  # that each run of the worker looks back: more than any rule waits before it finds

GIVEN = ("principal_id", "principal_name", "agency", "subject_id", "first_at", "last_at", "accesses", "entries")

# One finding for a rule, a person, whom they looked at, and the day on which it began.
_KEEP = """
insert into coordination.detection (id, rule, rule_version, says, principal_id, principal_name, agency, subject_id,
    first_at, last_at, accesses, entries, status, recorded_at, found_on)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'NEW', $13,
    ($9::timestamptz at time zone 'Europe/London')::date on conflict do nothing
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that is looked through."""

    since: datetime
    until: datetime


async def detect(connection: Connection, stretch: Stretch, rules: Sequence[Rule] = RULES) -> dict[str, int]:
    """How many findings of each rule are new. 0 of all while somebody else is at it."""
    found = dict.fromkeys((rule.name for rule in rules), 0)
    if not await connection.fetchval("select pg_try_advisory_lock($1)", LOCK):
        return found
    try:
        for rule in rules:
            if rule.since <= stretch.until.date():
                found[rule.name] += await _applied(connection, stretch, rule)
    finally:
        await connection.execute("select pg_advisory_unlock($1)", LOCK)
    return found


async def _applied(connection: Connection, stretch: Stretch, rule: Rule) -> int:
    numbers = rule.numbers
    bound = (stretch.since, stretch.until, numbers.window, numbers.least, list(numbers.spared))
    kept = [await _keep(connection, rule, row) for row in await connection.fetch(rule.sql, *bound)]
    return sum(kept)


async def _keep(connection: Connection, rule: Rule, row: asyncpg.Record) -> bool:
    told = [row[name] for name in GIVEN]
    done = await connection.execute(_KEEP, uuid7(), rule.name, rule.version, rule.words, *told, datetime.now(UTC))
    return bool(done.endswith(" 1"))


class Detector:
    """The worker: looks now and then at what was recorded lately. A run that fails is logged, and the next tries."""

    def __init__(self, connect: Connect, every: float = EVERY) -> None:
        self._connect, self._every = connect, every

    async def run(self) -> None:
        """Until it is cancelled. It begins by waiting: whoever starts a gateway waits for nothing else."""
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.error("access_record.not_looked_through", reason=type(error).__name__)

    async def look(self) -> dict[str, int]:
        """One run over the last days."""
        now = datetime.now(UTC)
        connection = await self._connect()
        try:
            return await detect(connection, Stretch(now - BACK, now))
        finally:
            await connection.close()
