"""What the measurements of the access record share: entries like most, and the sequencer and signer at their work."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg

from agencies.keys import uuid7
from gateway.audit.entry import Entry
from gateway.audit.memory import Forgetful
from gateway.audit.sequencer import Pace, Sequencer
from gateway.audit.sharing import Shared, Told, reading_of
from gateway.audit.signing import Signer
from gateway.transparency.keys import KeyType, SigningKey

KEY = SigningKey.generate("volume.invalid/access-record", KeyType.LOG)
USERS = 5_000
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


@asynccontextmanager
async def behind(dsn: str) -> AsyncIterator[None]:
    """The sequencer and the signer at their work, in this process, as in a gateway."""
    sequencer = Sequencer(lambda: asyncpg.connect(dsn), Pace())
    signer = Signer(lambda: asyncpg.connect(dsn), [KEY], Forgetful())
    tasks = [asyncio.create_task(each.run()) for each in (sequencer, signer)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await sequencer.close()
        await signer.close()


async def waiting(dsn: str) -> int:
    """Entries that are under no checkpoint yet."""
    connection = await asyncpg.connect(dsn)
    found = await connection.fetchval(
        "select (select count(*) from audit.entry) - (select coalesce(max(size), 0) from audit.checkpoint)"
    )
    await connection.close()
    return int(found)
