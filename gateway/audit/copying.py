"""Copies the log out of the database into a folder: the layout of C2SP tlog-tiles, with the entries' bodies beside it,
and beside those what they name by its hash. A body about somebody is sealed (``transparency.sealed``); what opens it is
put apart, where it is asked for.

What is whole already is not written again, so that a copy can be brought up to date, and one that was broken off is
taken up where it stopped. The newest checkpoint is written last: a copy holds all that its checkpoint is of.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import orjson

from gateway.audit.connection import Connection
from gateway.audit.entry import canonical_bytes
from gateway.audit.named import named_by, sealing_keys
from gateway.audit.published import cosigned
from gateway.audit.stored import CHUNK
from gateway.audit.tiling import Held, bundle, hashes_of, held_of
from gateway.transparency import preimages, sealed
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.layout import CHECKPOINT, CHECKPOINTS, KEYS, body_path, keys_path, named_path
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


_ERASED = """
select l.index / $1 as tile, count(*) as entries
from audit.erasure x join audit.leaf l on l.recorded_at = x.recorded_at and l.entry_id = x.entry_id group by 1
"""
_SETS = """
select distinct e.subject_set
from audit.leaf l join audit.entry e on e.recorded_at = l.recorded_at and e.id = l.entry_id
where l.index >= $1 and l.index < $2 and e.subject_set is not null
"""


class NothingToCopy(Exception):
    """The log has no checkpoint that the policy accepts yet."""


async def copy(
    connection: Connection, folder: Path, policy: Policy, progress: Progress, keys: Path | None = None
) -> Checkpoint:
    """The log up to the newest checkpoint that the policy accepts, which it returns; in one snapshot.

    ``keys``: a folder for what opens the bodies; what it held before is replaced, so that none is left of what was
    erased. For the owner of the tables: no other role reads the keys.

    Raises ``NothingToCopy``, ``sequencer.LogDamagedError`` where the log does not give what it should, and ``OSError``.
    """
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        newest = await _newest(connection, policy)
        checkpoint = Checkpoint.parse(newest.text)
        if keys:
            shutil.rmtree(keys / KEYS, ignore_errors=True)
        erased = {row["tile"]: row["entries"] for row in await connection.fetch(_ERASED, WIDTH)}
        for tile in tiles_of(checkpoint.size):
            if not _is_whole(folder, tile) or _lags(folder, tile, erased.get(tile.index, 0)):
                await _tile(connection, folder, tile)
            if keys and tile.level == 0:
                await _keys(connection, keys, tile)
            if tile.level == 0:
                progress(tile.index * WIDTH + tile.width, checkpoint.size)
        await _checkpoints(connection, folder / CHECKPOINTS, checkpoint.size)
        before = _size_in(folder)
        _write(folder / CHECKPOINT, bytes(newest))
        _forget_narrower(folder, before, checkpoint.size)
        return checkpoint


def _size_in(folder: Path) -> int:
    """The size of the tree that the folder holds already."""
    path = folder / CHECKPOINT
    return Checkpoint.parse(Note.parse(path.read_bytes()).text).size if path.exists() else 0


def _forget_narrower(folder: Path, before: int, size: int) -> None:
    """Drop the bodies that a wider tile has taken in, once it is under the checkpoint: else what is erased from the one
    would stay in the other. Broken off before, the next run does it.
    """
    for index in {max(before - 1, 0) // WIDTH, max(size - 1, 0) // WIDTH}:
        width = str(min(WIDTH, size - index * WIDTH))
        for path in (body_path, named_path):
            for file in (folder / path(Tile(0, index, 1))).parent.glob("*"):
                if file.name != width:
                    file.unlink()


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


def _lags(folder: Path, tile: Tile, erased: int) -> bool:
    """Whether the folder still holds what was erased from the record since it was written."""
    return tile.level == 0 < erased and (folder / body_path(tile)).read_bytes().split(b"\n")[:-1].count(b"") < erased


def _is_whole(folder: Path, tile: Tile) -> bool:
    paths = (tile.path, tile.bundle, body_path(tile), named_path(tile)) if tile.level == 0 else (tile.path,)
    return tile.width == WIDTH and all((folder / path).exists() for path in paths)


async def _tile(connection: Connection, folder: Path, tile: Tile) -> None:
    if tile.level == 0:
        held = await held_of(connection, tile)
        named = await named_by(connection, [each.entry for each in held if each.entry])
        written = preimages.written(_in_order(named.sets), _in_order(named.readings))
        keys = await sealing_keys(connection, named.sets)
        bodies = (_body(each, keys) for each in held)
        _write(folder / named_path(tile), written)
        _write(folder / body_path(tile), b"".join(bodies))
        _write(folder / tile.bundle, bundle(held))
    _write(folder / tile.path, await hashes_of(connection, tile))


def _body(held: Held, keys: Mapping[bytes, bytes]) -> bytes:
    """A line: the entry as it was recorded, sealed where it is about somebody; or nothing where it was erased."""
    if held.entry is None:
        return b"\n"
    body, of_set = canonical_bytes(held.entry).removeprefix(ENTRY_VERSION), held.entry.subject_set
    if of_set is not None and of_set in keys:
        body = sealed.seal(of_set, keys[of_set], bytes(held.leaf), body)
    return body + b"\n"


async def _keys(connection: Connection, folder: Path, tile: Tile) -> None:
    """What opens the bodies of a tile that are kept."""
    first = tile.index * WIDTH
    rows = await connection.fetch(_SETS, first, first + tile.width)
    found = await sealing_keys(connection, (row["subject_set"] for row in rows))
    _write(folder / keys_path(tile), sealed.key_lines(found))


def _in_order(found: Mapping[bytes, _Preimage]) -> list[_Preimage]:
    return [found[digest] for digest in sorted(found)]


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
