"""What the tests of the access record share: entries that can be made up, and a record to put them in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Self
from uuid import UUID, uuid4

import asyncpg

from agencies.keys import uuid7
from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, columns_read, from_row
from gateway.audit.insertion import ADD_READING, INSERT, columns, parameters, reading_values
from gateway.audit.sequencer import Pace, Sequencer
from gateway.audit.sharing import Shared, Told, packed, reading_of, unpacked
from gateway.audit.verdict import FaultKind, Verdict
from gateway.audit.verify import verify

_ADD_SET = "insert into audit.subject_set (digest, members) values ($1, $2) on conflict do nothing"
_ADD_KEYS = """
insert into audit_keys.subject_key (alias, subject_id) select t, t from unnest($1::uuid[]) t on conflict do nothing
"""  # sets that ``put`` writes name their subjects in the clear
LONG_AGO = timedelta(hours=1)  # past the grace that verification gives


READING = reading_of(
    {
        8: Told(
            "assigned/ordinary", {"shown": {"IDENTITY": ["name"]}, "withheld": {"HEALTH": ["note"]}, "rules": ["r1"]}
        ),
        20: Told("area/ordinary", {"shown": {"IDENTITY": ["name"]}, "withheld": {}, "rules": ["r2"]}),
    },
    Told("none/ordinary", {"shown": {}, "withheld": {"IDENTITY": ["name"]}, "rules": []}),
)
_SETS: dict[bytes, bytes] = {}  # what ``put`` writes beside entries that name it


def set_of(*subjects: tuple[int, UUID]) -> bytes:
    """The digest of a set of subjects, each with its place."""
    members = packed(subjects)
    digest = sha256(members).digest()
    _SETS[digest] = members
    return digest


def subject_of(told: Entry) -> UUID:
    """The first subject of an entry."""
    return next(subject for _, subject in unpacked(_SETS[told.subject_set or b""]))


def entry(**changes: Any) -> Entry:  # noqa: ANN401 - whatever the field holds
    """A granted consultation of one case and one person, unless the test says otherwise."""
    values: dict[str, Any] = {
        "id": uuid7(),
        "recorded_at": datetime.now(UTC),
        "request_id": uuid4(),
        "act": "CONSULT",
        "outcome": "GRANTED",
        "reason": None,
        "principal_id": UUID(int=7),
        "principal_name": "Ffion Example",
        "agency": "POLICE",
        "roles": ["POLICE_OFFENDER_MANAGER"],
        "client": "mappa-web",
        "acting": [],
        "human": True,
        "purpose": "MANAGE_RISK",
        "operation_name": "OneCase",
        "document_hash": bytes(range(32)),
        "variables": {"reference": "0" * 32},
        "subject_set": set_of((8, uuid4()), (20, uuid4())),
        "reading": READING.digest,
        "policy_version": "1a2b",
        "row_count": 1,
        "duration_us": 1234,
    }
    return Entry(**(values | changes))


def old_entries(number: int) -> list[Entry]:
    """Entries of an hour ago, a second apart."""
    start = datetime.now(UTC) - LONG_AGO
    return [entry(recorded_at=start + timedelta(seconds=place)) for place in range(number)]


@dataclass
class Record:
    """One database with an access record in it."""

    dsn: str
    superuser: Connection
    opened: list[Connection] = field(default_factory=list)
    hand: "Connection | None" = None  # the one that ``put`` writes with

    @classmethod
    @asynccontextmanager
    async def at(cls, dsn: str) -> AsyncIterator[Self]:
        record = cls(dsn, await asyncpg.connect(dsn))
        try:
            yield record
        finally:
            for connection in [*record.opened, record.superuser]:
                connection.terminate()

    async def as_gateway(self) -> Connection:
        """A connection with the gateway's rights, closed with the record."""
        connection = await asyncpg.connect(self.dsn, server_settings={"role": "mappa_gateway"})
        self.opened.append(connection)
        return connection

    async def as_owner(self) -> Connection:
        """A connection with the owner's rights, closed with the record."""
        connection = await asyncpg.connect(self.dsn, server_settings={"role": "mappa_owner"})
        self.opened.append(connection)
        return connection

    def sequencer(self, batch: int = 500, sweep_every: float = 300.0) -> Sequencer:
        """A sequencer with the gateway's rights."""
        return Sequencer(self.as_gateway, Pace(every=0.01, look_every=0.1, sweep_every=sweep_every, batch=batch))

    async def put(self, entries: Iterable[Entry]) -> None:
        """Writes entries without a writer, and what they name."""
        if self.hand is None or self.hand.is_closed():
            self.hand = await self.as_gateway()
        told = list(entries)
        await self.hand.execute(ADD_READING, *reading_values(READING))
        sets = {each.subject_set: _SETS[each.subject_set] for each in told if each.subject_set in _SETS}
        await self.hand.executemany(_ADD_SET, list(sets.items()))
        await self.hand.execute(_ADD_KEYS, [key for members in sets.values() for _, key in unpacked(members)])
        await self.hand.execute(INSERT, *columns([parameters(each) for each in told]))

    async def write(self, *told: tuple[Entry, Shared]) -> None:
        """Writes entries as a gateway does, with whom they are about, which is sealed."""
        gateway = self.hand if self.hand and not self.hand.is_closed() else await self.as_gateway()
        await gateway.execute(INSERT, *columns([parameters(each, named) for each, named in told]))

    async def filled(self, batches: int = 4, of: int = 5) -> list[Entry]:
        """Old entries, sequenced in batches."""
        entries = old_entries(batches * of)
        await self.put(entries)
        sequencer = self.sequencer(batch=of)
        await sequencer.sequence()
        await sequencer.close()
        return entries

    async def tamper(self, *statements: str) -> None:
        """What a superuser can do who takes the triggers away first and puts them back."""
        tables = await self.superuser.fetch(
            """select oid::regclass::text as name from pg_class
            where relnamespace in ('audit'::regnamespace, 'audit_keys'::regnamespace) and relkind in ('r', 'p')"""
        )
        for table in tables:
            await self.superuser.execute(f"alter table {table['name']} disable trigger all")
        for statement in statements:
            await self.superuser.execute(statement)
        for table in tables:
            await self.superuser.execute(f"alter table {table['name']} enable trigger all")

    async def has(self, number: int, table: str) -> bool:
        """Whether there are so many rows, or more."""
        return await self.count(table) >= number

    async def count(self, table: str) -> int:
        return int(await self.superuser.fetchval(f"select count(*) from audit.{table}"))  # noqa: S608

    async def stored(self, entry_id: UUID, **changes: str) -> Entry:
        """The entry as it is stored, but for the changes."""
        row = await self.superuser.fetchrow(f"select {columns_read('e')} from audit.entry e where id = $1", entry_id)  # noqa: S608
        assert row is not None
        return replace(from_row(row), **changes)  # type: ignore[arg-type]

    async def verdict(self) -> Verdict:
        return await verify(self.dsn)

    async def faults(self) -> set[tuple[FaultKind, int | None]]:
        """What verification finds, and where."""
        return {(fault.kind, fault.at) for fault in (await self.verdict()).faults}


async def until(holds: Callable[[], bool | Awaitable[bool]], within: float = 10.0) -> None:
    """Waits until a condition holds; fails if it does not in time."""
    async with asyncio.timeout(within):
        while not await _true(holds()):  # noqa: ASYNC110 - what is waited for is not ours to signal
            await asyncio.sleep(0.01)


async def _true(holds: bool | Awaitable[bool]) -> bool:
    return holds if isinstance(holds, bool) else await holds
