"""Copies the log out of the database into a folder: the layout of C2SP tlog-tiles, with the entries' bodies beside it,
and beside those what they name by its hash.

What is whole already is not written again, so that a copy can be brought up to date, and one that was broken off is
taken up where it stopped. The newest checkpoint is written last: a copy holds all that its checkpoint is of.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import orjson

from gateway.audit.connection import Connection
from gateway.audit.entry import canonical_bytes
from gateway.audit.named import named_by
from gateway.audit.published import cosigned
from gateway.audit.stored import CHUNK
from gateway.audit.tiling import bundle, entries_of, hashes_of
from gateway.transparency import preimages
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.layout import CHECKPOINT, CHECKPOINTS, body_path, named_path
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


class NothingToCopy(Exception):
    """The log has no checkpoint that the policy accepts yet."""


async def copy(connection: Connection, folder: Path, policy: Policy, progress: Progress) -> Checkpoint:
    """The log up to the newest checkpoint that the policy accepts, which it returns; in one snapshot.

    Raises ``NothingToCopy``, ``sequencer.LogDamagedError`` where the log does not give what it should, and ``OSError``.
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
    if tile.level == 0:
        entries = await entries_of(connection, tile)
        named = await named_by(connection, entries)
        written = preimages.written(_in_order(named.sets), _in_order(named.readings))
        bodies = (canonical_bytes(entry).removeprefix(ENTRY_VERSION) + b"\n" for entry in entries)
        _write(folder / named_path(tile), written)
        _write(folder / body_path(tile), b"".join(bodies))
        _write(folder / tile.bundle, bundle(entries))
    _write(folder / tile.path, await hashes_of(connection, tile))


def _in_order(found: Mapping[bytes, _Preimage]) -> list[_Preimage]:
    return [found[digest] for digest in sorted(found)]


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
