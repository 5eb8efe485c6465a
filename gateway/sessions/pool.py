"""A small pool of connections for what the pages keep: those for records are read-only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import asyncpg

from gateway.web.session import SessionsUnavailable

CONNECTIONS: Final = 4
BUDGET: Final = 2.0  # seconds, for any statement

Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"


class WebPool:
    """Connections to the schema ``web``. Whatever fails is ``SessionsUnavailable``."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Connection]:
        """A connection for a while."""
        try:
            async with self._pool.acquire(timeout=BUDGET) as connection:
                yield connection
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            raise SessionsUnavailable(type(error).__name__) from error

    async def execute(self, statement: str, *values: Any) -> None:  # noqa: ANN401 - whatever the columns hold
        """One statement by itself."""
        async with self.connected() as connection:
            await connection.execute(statement, *values)


@asynccontextmanager
async def web_pool(dsn: str) -> AsyncIterator[WebPool]:
    """The pool at this address. Nothing connects until somebody comes: a database that is down stops no start."""
    settings = {"application_name": "mappa-gateway-web", "timezone": "UTC"}
    async with asyncpg.create_pool(
        dsn, min_size=0, max_size=CONNECTIONS, command_timeout=BUDGET, timeout=BUDGET, server_settings=settings
    ) as pool:
        yield WebPool(pool)
