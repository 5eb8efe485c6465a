"""Saved views in PostgreSQL. A statement that is cut short changes nothing."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from gateway.sessions.pool import WebPool
from gateway.web.saved import AT_MOST, KeptView, Owner

OF: Final = "select id, sealed, seen_at from web.saved_view where issuer = $1 and subject = $2 order by saved_at, id"
FORGET_STALE: Final = "delete from web.saved_view where seen_at < $1"
ONE_AT_A_TIME: Final = "select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))"  # else two pass the bound
ADD: Final = """insert into web.saved_view (id, issuer, subject, sealed, saved_at, seen_at)
    select $3, $1, $2, $4, $5, $5
    where (select count(*) from web.saved_view where issuer = $1 and subject = $2) < $6 returning id"""
SEE: Final = "update web.saved_view set seen_at = $3 where issuer = $1 and subject = $2"
REMOVE: Final = "delete from web.saved_view where issuer = $1 and subject = $2 and id = any($3)"


class StoredViews:
    """Keeps saved views."""

    def __init__(self, pool: WebPool) -> None:
        self._pool = pool

    async def of(self, owner: Owner) -> tuple[KeptView, ...]:
        """Theirs, the oldest first."""
        async with self._pool.connected() as connection:
            rows = await connection.fetch(OF, owner.issuer, owner.subject)
        return tuple(KeptView(**row) for row in rows)

    async def add(self, owner: Owner, kept: KeptView, stale: datetime) -> bool:
        """Keep one more, unless they have as many as there may be; forget anybody's not seen since ``stale``."""
        whose = (owner.issuer, owner.subject)
        async with self._pool.connected() as connection, connection.transaction():
            await connection.execute(FORGET_STALE, stale)
            await connection.execute(ONE_AT_A_TIME, *whose)
            added = await connection.fetchval(ADD, *whose, kept.id, kept.sealed, kept.seen_at, AT_MOST)
        return added is not None

    async def see(self, owner: Owner, at: datetime) -> None:
        """Note that they came."""
        await self._pool.execute(SEE, owner.issuer, owner.subject, at)

    async def remove(self, owner: Owner, ids: Collection[UUID]) -> None:
        """Forget these of theirs."""
        await self._pool.execute(REMOVE, owner.issuer, owner.subject, list(ids))
