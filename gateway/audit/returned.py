"""Keys that were destroyed and are there again, because a backup of them was restored: found, and destroyed again.

A key is destroyed with the last set of subjects that names its alias (``retention``), in one transaction. So a key
whose alias no set names was destroyed once, and has come back; with it, whoever has an old copy of the record could
read whom it was about. The same holds of the key of a set that is gone, and of the secret of a month that is over.
``verify`` names them; the process behind the record looks for them when it starts, for a restore is before a start, and
once a day.

A key that a set names is never touched, also where a gateway is just about to name it.
"""

import asyncio

import structlog

from gateway.audit.connection import Connect, Connection

_log = structlog.get_logger(__name__)

EVERY = 86_400.0  # seconds between looks
AGAIN = 60.0  # seconds until the next, where one failed
BUDGET = 900.0  # seconds of one: the keys of years are compared with the sets that name them


async def destroy_returned(connection: Connection) -> int:
    """Destroys them; how many keys and secrets."""
    return int(await connection.fetchval("select audit_keys.destroy_returned()", timeout=BUDGET))


class ReturnedKeys:
    """Looks when it is begun and once a day, by ``run``; ``destroyed`` is how many it has found since."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self.destroyed = 0

    async def run(self) -> None:
        """Until it is cancelled. A look that fails is logged, and soon made again."""
        while True:
            pause = EVERY
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - the task outlives whatever happens to a look
                _log.error("access_record.keys_not_looked_at", reason=f"{type(error).__name__}: {error}")
                pause = AGAIN
            await asyncio.sleep(pause)

    async def look(self) -> None:
        """Once, now."""
        connection = await self._connect()
        try:
            found = await destroy_returned(connection)
        finally:
            await connection.close()
        if found:
            _log.error("access_record.keys_brought_back", destroyed=found)
            self.destroyed += found
