"""What a connection to the record is, and what makes one: a function that the wiring gives."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
Connect: TypeAlias = Callable[[], Awaitable[Connection]]


class OneConnection:
    """A connection that is kept open, for one user at a time. If anything goes wrong on it, it is not used again."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._open: Connection | None = None
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def used(self) -> AsyncIterator[Connection]:
        """The connection, opened where it is not. Raises what opening it raises."""
        async with self._alone:
            try:
                if self._open is None or self._open.is_closed():
                    self._open = await self._connect()
                yield self._open
            except BaseException:
                self.drop()
                raise

    async def close(self) -> None:
        """Lets it go once nobody uses it; whoever uses it next opens another."""
        async with self._alone:
            self.drop()

    def drop(self) -> None:
        """Lets it go at once."""
        if self._open is not None:
            self._open.terminate()
        self._open = None
