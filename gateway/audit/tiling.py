"""The tiles of the log (C2SP tlog-tiles) made from the database: for a copy in a folder, and for whoever mirrors it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from gateway.audit.connection import Connect, Connection
from gateway.audit.entry import Entry, columns_read, leaf_of
from gateway.audit.hashes import hashes_at
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.stored import read
from gateway.transparency.layout import bundled
from gateway.transparency.leaf import Leaf
from gateway.transparency.tiles import WIDTH, Tile

AT_ONCE = 2  # connections that mirrors take

_SIGNED_FOR = "select coalesce(max(size), 0) from audit.checkpoint"
_LEAVES = f"""
select l.index, l.entry_id, l.recorded_at as leaf_recorded_at, x.digest as erased, {columns_read("e")}
from audit.leaf l left join audit.entry e on e.recorded_at = l.recorded_at and e.id = l.entry_id
left join audit.erasure x on x.recorded_at = l.recorded_at and x.entry_id = l.entry_id
where l.index >= $1 and l.index < $2 order by l.index
"""  # noqa: S608 - built of our own column names


class Mirror:
    """Gives the files of the log by their paths, as far as checkpoints were signed. They name nobody."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._few = asyncio.Semaphore(AT_ONCE)

    async def file(self, path: str) -> bytes | None:
        """A tile, or its leaves; None where there is none. Raises ``LogDamagedError``, and what the driver raises."""
        tile = Tile.at(path)
        if tile is None:
            return None
        async with self._few:
            connection = await self._connect()
            try:
                if tile.end > await connection.fetchval(_SIGNED_FOR):
                    return None
                if path == tile.path:
                    return await hashes_of(connection, tile)
                return bundle(await held_of(connection, tile))
            finally:
                await connection.close()


async def hashes_of(connection: Connection, tile: Tile) -> bytes:
    """The hashes of a tile of any level. Raises ``LogDamagedError``."""
    places = [(tile.level, index) for index in range(tile.index * WIDTH, tile.index * WIDTH + tile.width)]
    found = await hashes_at(connection, places)
    if len(found) < tile.width:
        raise LogDamagedError(f"{tile.path} cannot be made: hashes of the tree are missing; run mappa audit verify")
    return b"".join(found[place] for place in places)


@dataclass(frozen=True, slots=True)
class Held:
    """A leaf, and its entry; None where that was erased."""

    leaf: Leaf
    entry: Entry | None


async def held_of(connection: Connection, tile: Tile) -> list[Held]:
    """What is held under a tile of level 0. Raises ``LogDamagedError``."""
    first = tile.index * WIDTH
    rows = await connection.fetch(_LEAVES, first, first + tile.width)
    if len(rows) < tile.width:
        raise LogDamagedError(f"leaves are missing from {first} on; run mappa audit verify")
    return [_held(row) for row in rows]


def bundle(held: Iterable[Held]) -> bytes:
    """These leaves, as they are served."""
    return bundled(bytes(each.leaf) for each in held)


def _held(row: asyncpg.Record) -> Held:
    """A leaf with its entry, as they are stored: whether they fit is for whoever verifies the copy."""
    entry = read(row)
    if entry is None and row["erased"] is not None:
        return Held(Leaf(row["entry_id"], row["leaf_recorded_at"], row["erased"]), None)
    if entry is None:
        raise LogDamagedError(f"leaf {row['index']}: entry {row['entry_id']} is gone; run mappa audit verify")
    return Held(leaf_of(entry), entry)
