"""Sessions in PostgreSQL.

A statement that is cut short changes nothing. A crash between renewing a token at the identity provider and keeping it
loses that token: the person signs in again.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from gateway.sessions.pool import Connection, WebPool
from gateway.web.session import Kept

COLUMNS: Final = ", ".join(field.name for field in fields(Kept))
PLACES: Final = ", ".join(f"${place}" for place, _ in enumerate(fields(Kept), start=1))

ADD: Final = f"insert into web.session ({COLUMNS}) values ({PLACES})"  # noqa: S608 - names of our own fields
FORGET_STALE: Final = "delete from web.session where seen_at < $1"
FIND: Final = f"select {COLUMNS} from web.session where key = $1"  # noqa: S608
SEE: Final = "update web.session set seen_at = $2 where key = $1"
CHOOSE: Final = "update web.session set purpose = $2 where key = $1"
ACT_IN: Final = "update web.session set role = $2 where key = $1"
DRAFT: Final = "update web.session set draft = $2 where key = $1"
RENEW: Final = "update web.session set sealed = $2 where key = $1"
END: Final = "delete from web.session where key = $1"
END_ALL: Final = """delete from web.session where issuer = $1
    and ($2::text is null or subject = $2) and ($3::text is null or provider_session = $3)"""


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session whose row is locked."""

    kept: Kept
    connection: Connection

    async def save(self, sealed: bytes) -> None:
        """Keep other tokens; they count once the transaction ends."""
        await self.connection.execute(RENEW, self.kept.key, sealed)


class StoredSessions:
    """Keeps sessions."""

    def __init__(self, pool: WebPool) -> None:
        self._pool = pool

    async def add(self, kept: Kept, stale: datetime) -> None:
        """Keep a new session; forget those not seen since ``stale``."""
        async with self._pool.connected() as connection, connection.transaction():
            await connection.execute(FORGET_STALE, stale)
            await connection.execute(ADD, *(getattr(kept, field.name) for field in fields(Kept)))

    async def find(self, key: bytes) -> Kept | None:
        """The session of a key, live or not."""
        async with self._pool.connected() as connection:
            return _kept(await connection.fetchrow(FIND, key))

    async def see(self, key: bytes, at: datetime) -> None:
        """Note that the person is here."""
        await self._pool.execute(SEE, key, at)

    async def choose(self, key: bytes, purpose: str) -> None:
        """Keep another purpose."""
        await self._pool.execute(CHOOSE, key, purpose)

    async def act_in(self, key: bytes, role: str | None) -> None:
        """Keep another role; None: none is chosen."""
        await self._pool.execute(ACT_IN, key, role)

    async def draft(self, key: bytes, draft: bytes | None) -> None:
        """Keep, or forget, what was typed."""
        await self._pool.execute(DRAFT, key, draft)

    @asynccontextmanager
    async def renewing(self, key: bytes) -> AsyncIterator[HeldSession | None]:
        """Hold a session while its tokens are renewed; None where it has ended. A second caller waits for the first."""
        async with self._pool.connected() as connection, connection.transaction():
            kept = _kept(await connection.fetchrow(FIND + " for update", key))
            yield HeldSession(kept, connection) if kept else None

    async def end(self, key: bytes) -> None:
        """Forget a session."""
        await self._pool.execute(END, key)

    async def end_all(self, issuer: str, subject: str | None, provider_session: str | None) -> None:
        """Forget those of a person, of one of their sessions at the identity provider, or of both."""
        await self._pool.execute(END_ALL, issuer, subject, provider_session)


def _kept(row: Any) -> Kept | None:  # noqa: ANN401 - a record
    return Kept(**row) if row else None
