"""What the measurements of the access record share: entries like most, and the sequencer and signer at their work."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from uuid import UUID, uuid4

import asyncpg
from pydantic import SecretStr

from agencies.keys import uuid7
from gateway.audit.entry import Entry
from gateway.audit.sharing import Shared, Told, reading_of
from gateway.sequencing import at_work
from gateway.settings import LogSettings
from gateway.transparency.keys import KeyType, SigningKey

KEY = SigningKey.generate("volume.invalid/access-record", KeyType.LOG)
USERS = 5_000
PROCESSES = get_context("spawn")
READING = reading_of({}, Told("assigned/ordinary", {"shown": {"IDENTITY": ["familyName"]}, "rules": ["r1"]}))


def entry(named: Shared) -> Entry:
    """A consultation like most."""
    return Entry(
        id=uuid7(),
        recorded_at=datetime.now(UTC),
        request_id=uuid4(),
        act="CONSULT",
        outcome="GRANTED",
        reason=None,
        principal_id=UUID(int=random.randrange(1, USERS)),  # noqa: S311 - no secret
        principal_name="Somebody Synthetic",
        agency="POLICE",
        roles=["POLICE_OFFENDER_MANAGER"],
        client="mappa-web",
        acting=[],
        human=True,
        purpose="MANAGE_RISK",
        operation_name="OneCase",
        document_hash=bytes(32),
        variables={"reference": "0" * 32},
        subject_set=named.digest,
        reading=READING.digest,
        policy_version="1a2b3c4d",
        row_count=1,
        duration_us=2500,
    )


@contextmanager
def behind(dsn: str) -> Iterator[None]:
    """The sequencer and the signer at their work, in a process of their own, as beside a gateway."""
    begun, ended = PROCESSES.Event(), PROCESSES.Event()
    process = PROCESSES.Process(target=_sequence, args=(dsn, KEY.written(), begun, ended))
    process.start()
    try:
        begun.wait()
        yield
    finally:
        ended.set()
        process.join()


def _sequence(dsn: str, key: str, begun: Event, ended: Event) -> None:
    async def until_it_ends() -> None:
        async with at_work(LogSettings(database_url=SecretStr(dsn), log_keys=SecretStr(key))):
            begun.set()
            while not ended.is_set():  # noqa: ASYNC110 - an event between processes
                await asyncio.sleep(0.1)

    asyncio.run(until_it_ends())


async def waiting(dsn: str) -> int:
    """Entries that are under no checkpoint yet."""
    connection = await asyncpg.connect(dsn)
    found = await connection.fetchval(
        "select (select count(*) from audit.entry) - (select coalesce(max(size), 0) from audit.checkpoint)"
    )
    await connection.close()
    return int(found)


def told(what: str, figure: str) -> None:
    """A row of the table."""
    print(f"| {what} | {figure} |", flush=True)  # noqa: T201 - what it is for
