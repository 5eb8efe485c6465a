"""Copies the log out of the database into a folder: the layout of C2SP tlog-tiles, with the entries' bodies beside it,
and beside those what they name by its hash.

What is whole already is not written again, so that a copy can be brought up to date, and one that was broken off is
taken up where it stopped. The newest checkpoint is written last: a copy holds all that its checkpoint is of.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import asyncpg
import orjson

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, canonical_bytes, columns_read, leaf_of
from gateway.audit.hashes import hashes_at
from gateway.audit.named import named_by
from gateway.audit.published import cosigned
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.stored import CHUNK, read
from gateway.transparency import preimages
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.layout import CHECKPOINT, CHECKPOINTS, body_path, bundled, named_path
from gateway.transparency.leaf import ENTRY_VERSION
from gateway.transparency.note import Note
from gateway.transparency.tiles import WIDTH, Tile, tiles_of
from gateway.transparency.trust import Policy

_Preimage = TypeVar("_Preimage", bytes, str)

Progress = Callable[[int, int], None]  # leaves done, leaves in all

LOOKED_AT = 10_000  # the newest checkpoints among which one that the policy accepts is looked for

_CHECKPOINTS = """
select c.note, array(select s.line from audit.cosignature s where s.size = c.size order by s.witness) as lines
from audit.checkpoint c
"""
_NEWEST = f"{_CHECKPOINTS} order by c.size desc, c.signed_at desc limit $1"
_UPTO = f"{_CHECKPOINTS} where c.size <= $1 order by c.size, c.signed_at"
_LEAVES = f"""
select l.index, l.entry_id, l.leaf_hash, {columns_read("e")}
from audit.leaf l left join audit.entry e on e.recorded_at = l.recorded_at and e.id = l.entry_id
where l.index >= $1 and l.index < $2 order by l.index
"""  # noqa: S608 - built of our own column names


class NothingToCopy(Exception):
    """The log has no checkpoint that the policy accepts yet."""


async def copy(connection: Connection, folder: Path, policy: Policy, progress: Progress) -> Checkpoint:
    """The log up to the newest checkpoint that the policy accepts, which it returns; in one snapshot.

    Raises ``NothingToCopy``, ``LogDamagedError`` where the log does not give what it should, and ``OSError``.
    """
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        newest = await _newest(connection, policy)
        checkpoint = Checkpoint.parse(newest.text)
        for tile in tiles_of(checkpoint.size):
            if not _is_whole(folder, tile):
                await _tile(connection, folder, tile)
            if tile.level == 0:
                progress(tile.index * WIDTH + tile.width, checkpoint.size)
        await _checkpoints(connection, folder / CHECKPOINTS, checkpoint.size)
        _write(folder / CHECKPOINT, bytes(newest))
        return checkpoint


async def _newest(connection: Connection, policy: Policy) -> Note:
    async for row in connection.cursor(_NEWEST, LOOKED_AT, prefetch=CHUNK):
        note = cosigned(row["note"], row["lines"])
        if policy.met_by(set(policy.cosigners(note))):
            return note
    raise NothingToCopy("the log has no checkpoint yet that is signed and cosigned as the policy asks")


async def _checkpoints(connection: Connection, path: Path, size: int) -> None:
    """Every one up to a size, some at a time."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        async for row in connection.cursor(_UPTO, size, prefetch=CHUNK):
            file.write(orjson.dumps(bytes(cosigned(row["note"], row["lines"])).decode()) + b"\n")
    new.replace(path)


def _is_whole(folder: Path, tile: Tile) -> bool:
    paths = (tile.path, tile.bundle, body_path(tile), named_path(tile)) if tile.level == 0 else (tile.path,)
    return tile.width == WIDTH and all((folder / path).exists() for path in paths)


async def _tile(connection: Connection, folder: Path, tile: Tile) -> None:
    first = tile.index * WIDTH
    if tile.level:
        places = [(tile.level, index) for index in range(first, first + tile.width)]
        found = await hashes_at(connection, places)
        if len(found) < tile.width:
            raise LogDamagedError(f"{tile.path} cannot be made: roots of subtrees are missing; run mappa audit verify")
        _write(folder / tile.path, b"".join(found[place] for place in places))
        return
    rows = await connection.fetch(_LEAVES, first, first + tile.width)
    if len(rows) < tile.width:
        raise LogDamagedError(f"leaves are missing from {first} on; run mappa audit verify")
    entries = [_entry(row) for row in rows]
    named = await named_by(connection, entries)
    written = preimages.written(_in_order(named.sets), _in_order(named.readings))
    _write(folder / named_path(tile), written)
    _write(folder / body_path(tile), b"".join(canonical_bytes(e).removeprefix(ENTRY_VERSION) + b"\n" for e in entries))
    _write(folder / tile.bundle, bundled(bytes(leaf_of(entry)) for entry in entries))
    _write(folder / tile.path, b"".join(row["leaf_hash"] for row in rows))


def _in_order(found: Mapping[bytes, _Preimage]) -> list[_Preimage]:
    return [found[digest] for digest in sorted(found)]


def _entry(row: asyncpg.Record) -> Entry:
    """The entry of a leaf, as they are stored: whether they fit is for whoever verifies the copy."""
    entry = read(row)
    if entry is None:
        raise LogDamagedError(f"leaf {row['index']}: entry {row['entry_id']} is gone; run mappa audit verify")
    return entry


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
