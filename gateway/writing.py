"""Changing PostgreSQL: a few connections of their own, each change one transaction, all or nothing.

Reading connections are read-only by their setting; these are not, and may write what the role was granted, no more. A
transaction that fails anywhere before its commit leaves nothing; one whose commit is not acknowledged may have been
made, which the caller finds out by sending it again with its idempotency key.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from gateway.audit.connection import Connection
from gateway.store import SETTINGS, StoreUnavailable, ValueRefused, named, read_json
from schema.writes import Sent

_SETTINGS = {
    **SETTINGS,
    "default_transaction_read_only": "off",
    "application_name": "mappa-gateway-changes",
    "synchronous_commit": "on",  # a change that was answered for is not lost with the server
}


class ChangeUncertain(Exception):
    """The connection was lost while the change was being committed: it may have been made, or not."""


class Change:
    """One transaction under way."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.given_up = False  # nothing is to be changed after all

    async def row(self, sent: Sent) -> Any:  # noqa: ANN401 - a record, whatever its columns
        """The first row of a statement, or None."""
        return await self.connection.fetchrow(sent.sql, *sent.values)

    async def rows(self, sent: Sent) -> list[Any]:
        """Every row of a statement."""
        return await self.connection.fetch(sent.sql, *sent.values)

    async def fetch_row(self, sql: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - as ``Store.fetch_row``
        """The first row, or None, seen from within the change."""
        return await self.connection.fetchrow(sql, *values)


class Writing:
    """The writing side of the database."""

    def __init__(self, dsn: str, connections: int, budget: float) -> None:
        self._dsn = dsn
        self._budget = budget
        self._idle: list[Connection] = []
        self._room = asyncio.Semaphore(connections)

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Change]:
        """One transaction: committed when the body ends, unless it was given up, and undone when the body raises.

        Raises ``StoreUnavailable`` where nothing was changed, and ``ChangeUncertain`` where that is not known.
        """
        committing = False
        try:
            async with asyncio.timeout(self._budget), self._room, self._connected() as connection:
                transaction = connection.transaction()
                await transaction.start()
                change = Change(connection)
                try:
                    yield change
                except Exception:
                    await transaction.rollback()
                    raise
                committing = not change.given_up
                await (transaction.commit() if committing else transaction.rollback())
        except asyncpg.DataError as error:
            raise ValueRefused from error
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            if committing:
                raise ChangeUncertain from error
            raise StoreUnavailable(f"the change was not made: {named(error)}") from error

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        """A connection. One that is left in the middle of a transaction is thrown away, which undoes it."""
        connection = self._idle.pop() if self._idle else await self._connect()
        try:
            yield connection
        finally:
            if connection.is_closed() or connection.is_in_transaction():
                connection.terminate()
            else:
                self._idle.append(connection)

    async def _connect(self) -> Connection:
        milliseconds = f"{self._budget * 1000:.0f}"
        limits = {"statement_timeout": milliseconds, "lock_timeout": milliseconds}
        idle = {"idle_in_transaction_session_timeout": milliseconds}
        connection = await asyncpg.connect(self._dsn, server_settings=_SETTINGS | limits | idle)
        await read_json(connection)
        return connection

    async def close(self) -> None:
        """Close what is idle; a change under way ends with its own connection."""
        while self._idle:
            await self._idle.pop().close(timeout=1)
