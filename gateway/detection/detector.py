"""Applies the rules to the record of a time and keeps what they find, each thing once.

A run that dies leaves what it has found so far; the next one over the same time finds the rest.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import asyncpg
import structlog

from agencies.keys import uuid7
from gateway.audit.connection import Connect, Connection
from gateway.detection.book import NAMED
from gateway.detection.rules import Numbers

_log = structlog.get_logger(__name__)

LOCK = 0x64657465  # "dete"
EVERY = 3600.0  # seconds between runs of the worker
BUDGET = 900.0  # seconds of one rule: it goes through the entries of days, and connections give up far sooner
BACK = timedelta(days=4)  # that each run of the worker looks back: more than any rule waits before it finds

MEMORY = "set work_mem = '64MB'"  # for each sort and hash of a rule; what is more goes through the disk

GIVEN = ("principal_id", "principal_name", "agency", "subject_id", "first_at", "last_at", "accesses", "entries")

# One finding for a rule, a person, whom they looked at, and the day on which it began.
_KEEP = """
insert into coordination.detection (id, rule, rule_version, says, principal_id, principal_name, agency, subject_id,
    first_at, last_at, accesses, entries, status, recorded_at, found_on)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'NEW', $13,
    ($9::timestamptz at time zone 'Europe/London')::date on conflict do nothing
"""


_IN_FORCE = """
select distinct on (rule) rule, version, "span", least, spared, ahead, day_from, day_until, valid_from, valid_until,
    source, verified
from coordination.detection_number
where valid_from <= $1 and (valid_until is null or valid_until > $1) order by rule, version desc
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that is looked through."""

    since: datetime
    until: datetime


async def in_force(connection: Connection, on: date) -> list[Numbers]:
    """The numbers of each rule on a day: of those in force the highest version."""
    return [Numbers(**{**row, "spared": tuple(row["spared"])}) for row in await connection.fetch(_IN_FORCE, on)]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a run came to: how many findings of each rule are new, and which rules were given up."""

    found: Mapping[str, int]
    late: tuple[str, ...] = ()
    elsewhere: bool = False  # somebody else is at it, so nothing was looked at

    @property
    def lacking(self) -> str:
        """What was not applied, in words; empty where all was."""
        return (
            f"not applied, for they took more than {BUDGET:.0f} seconds each: {', '.join(self.late)}"
            if self.late
            else ""
        )


async def look_through(connection: Connection, stretch: Stretch) -> Looked:
    """Apply each rule that has numbers in force. One that takes too long keeps no other from being applied."""
    numbers = [each for each in await in_force(connection, stretch.until.date()) if each.rule in NAMED]
    found = dict.fromkeys((each.rule for each in numbers), 0)
    if not await connection.fetchval("select pg_try_advisory_lock($1)", LOCK):
        return Looked(found, elsewhere=True)
    late = list[str]()
    try:
        await connection.execute(MEMORY)
        for each in numbers:
            try:
                found[each.rule] += await _applied(connection, stretch, each)
            except TimeoutError:
                late.append(each.rule)
    finally:
        await connection.execute("select pg_advisory_unlock($1)", LOCK)
    return Looked(found, tuple(late))


async def detect(connection: Connection, stretch: Stretch) -> Mapping[str, int]:
    """How many findings of each rule that has numbers in force are new. 0 of all while somebody else is at it.

    Raises ``TimeoutError``, which names what was not applied, when the others were.
    """
    looked = await look_through(connection, stretch)
    if looked.late:
        raise TimeoutError(looked.lacking)
    return looked.found


async def _applied(connection: Connection, stretch: Stretch, numbers: Numbers) -> int:
    given = (stretch.since, stretch.until, *numbers.bound)
    rows = await connection.fetch(NAMED[numbers.rule].sql, *given, timeout=BUDGET)
    kept = [await _keep(connection, numbers, row) for row in rows]
    return sum(kept)


async def _keep(connection: Connection, numbers: Numbers, row: asyncpg.Record) -> bool:
    says, told = NAMED[numbers.rule].says(numbers), [row[name] for name in GIVEN]
    done = await connection.execute(_KEEP, uuid7(), numbers.rule, numbers.version, says, *told, datetime.now(UTC))
    return bool(done.endswith(" 1"))


class Detector:
    """The worker: looks now and then at what was recorded lately. A run that fails is told, and the next tries.

    ``fault`` says in words what the last run did not do, until one does it; it is empty where all was done.
    """

    def __init__(self, connect: Connect, every: float = EVERY) -> None:
        self._connect, self._every = connect, every
        self.fault = ""

    async def run(self) -> None:
        """Until it is cancelled. It begins by waiting: whoever starts a gateway waits for nothing else."""
        while True:
            await asyncio.sleep(self._every)
            await self.look()

    async def look(self) -> Looked | None:
        """One run over the last days; None where the record could not be looked through at all."""
        try:
            looked = await self._looked()
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            _log.error("access_record.not_looked_through", reason=f"{type(error).__name__}: {error}")
            self.fault = "could not be applied; the log says why"
            return None
        if looked.late:
            _log.error("access_record.not_looked_through", reason=looked.lacking)
        if not looked.elsewhere:  # whoever is at it tells how that went; what we said last stands until we look again
            self.fault = looked.lacking
        return looked

    async def _looked(self) -> Looked:
        now = datetime.now(UTC)
        connection = await self._connect()
        try:
            return await look_through(connection, Stretch(now - BACK, now))
        finally:
            await connection.close()
