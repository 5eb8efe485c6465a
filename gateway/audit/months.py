"""Whether the record's months are made ahead. One that is not costs no entry: it is kept in the default partition."""

import time

import asyncpg

from gateway.audit.connection import Connect, Connection

EVERY = 300.0  # seconds between looks
AHEAD = 1  # months that must be there already; three are made

_MISSING = """
select to_char(month, 'YYYY-MM') from generate_series(
    date_trunc('month', now() at time zone 'UTC'),
    date_trunc('month', now() at time zone 'UTC') + make_interval(months => $1), interval '1 month') month
where to_regclass('audit.entry_' || to_char(month, 'YYYY_MM')) is null order by month
"""


class Months:
    """Looked at now and then; in between, what was seen last is told."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._looked_at: float | None = None
        self._seen = ""

    async def fault(self) -> str:
        """What is missing; empty while all is well, and while the database cannot be asked."""
        now = time.monotonic()
        if self._looked_at is None or now - self._looked_at > EVERY:
            self._looked_at = now
            try:
                connection = await self._connect()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                return self._seen
            try:
                self._seen = await look(connection)
            finally:
                await connection.close()
        return self._seen


async def look(connection: Connection) -> str:
    """Which months are missing; empty where none is."""
    missing = [row[0] for row in await connection.fetch(_MISSING, AHEAD)]
    return f"are not made: {', '.join(missing)}; run audit.ensure_partitions as the owner" if missing else ""
