"""Copies the log out of the database into a folder: the layout of C2SP tlog-tiles, with the entries' bodies beside it,
and beside those what they name by its hash. A body about somebody is sealed (``transparency.sealed``); what opens it is
put apart, where it is asked for.

What is whole already is not written again, so that a copy can be brought up to date, and one that was broken off is
taken up where it stopped; until then it does not verify. What it consists of is listed and signed with the log's key
(``listing``). The newest checkpoint is written last: a copy holds all that its checkpoint is of.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import orjson

from gateway.audit.connection import Connection
from gateway.audit.entry import canonical_bytes
from gateway.audit.listing import Listing, written
from gateway.audit.named import named_by, sealing_keys
from gateway.audit.published import cosigned
from gateway.audit.stored import CHUNK
from gateway.audit.tiling import Held, bundle, hashes_of, held_of
from gateway.transparency import preimages, sealed
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import SigningKey
from gateway.transparency.layout import (
    CHECKPOINT,
    CHECKPOINTS,
    CONTENTS,
    DIGESTS,
    KEYS,
    body_path,
    files_of,
    keys_path,
    named_path,
    stretches,
    tiles_above,
    tiles_within,
)
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


@dataclass(frozen=True, slots=True)
class Into:
    """The folder of a copy, the log's keys, which sign for what is in it, and where what opens the bodies goes."""

    folder: Path
    signing: Sequence[SigningKey]
    keys: Path | None = None


async def copy(connection: Connection, into: Into, policy: Policy, progress: Progress) -> Checkpoint:
    """The log up to the newest checkpoint that the policy accepts, which it returns; in one snapshot.

    ``into.keys``: what it held before is replaced, so that none is left of what was erased. For the owner of the
    tables: no other role reads the keys.

    Raises ``NothingToCopy``, also where the keys that sign are not this log's, ``sequencer.LogDamagedError`` where the
    log does not give what it should, and ``OSError``.
    """
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        newest = await _newest(connection, policy)
        checkpoint = Checkpoint.parse(newest.text)
        if (origin := into.signing[0].verifier.name) != checkpoint.origin:
            raise NothingToCopy(f"the keys to sign with are those of {origin}, and the log is {checkpoint.origin}")
        await _Copying(connection, into, policy, progress, checkpoint.size).run(newest)
        return checkpoint


class _Copying:
    """One run, up to a size."""

    def __init__(self, connection: Connection, into: Into, policy: Policy, progress: Progress, size: int) -> None:
        self._connection, self._folder, self._progress, self._size = connection, into.folder, progress, size
        self._listing = Listing(into.folder, into.signing, policy.logs)
        self._keys = _Keys(connection, into.keys, into.signing) if into.keys else None
        self._erased: Mapping[int, int] = {}

    async def run(self, newest: Note) -> None:
        self._erased = {row["tile"]: row["entries"] for row in await self._connection.fetch(_ERASED, WIDTH)}
        for stretch in stretches(self._size):
            await self._stretch(stretch)
        others = {tile.path: await self._above(tile) for tile in tiles_above(self._size)}
        others[CHECKPOINTS] = await _checkpoints(self._connection, self._folder / CHECKPOINTS, self._size)
        if self._keys:
            self._keys.sign(self._size)
        before = _size_in(self._folder)
        self._listing.sign(stretches(self._size), {**others, CHECKPOINT: sha256(bytes(newest)).digest()})
        written(self._folder / CHECKPOINT, bytes(newest))
        _forget_narrower(self._folder, before, self._size)

    async def _stretch(self, stretch: int) -> None:
        known, listed = self._listing.part(stretch), dict[str, bytes]()
        begun = False
        for tile in tiles_within(self._size, stretch):
            if self._stands(tile, known):
                listed |= {path: known[path] for path in files_of(tile)}
            else:
                if not begun:
                    self._listing.begin(stretch)
                begun = True
                listed |= await _leaves(self._connection, self._folder, tile)
            if self._keys:
                await self._keys.add(tile)
            self._progress(tile.index * WIDTH + tile.width, self._size)
        if begun:
            self._listing.end(stretch, listed)
        if self._keys:
            self._keys.end(stretch)

    def _stands(self, tile: Tile, known: Mapping[str, bytes]) -> bool:
        """Whether the folder has the tile as it is to be, under a list that was signed."""
        return (
            tile.width == WIDTH
            and all(path in known and (self._folder / path).exists() for path in files_of(tile))
            and not _lags(self._folder, tile, self._erased.get(tile.index, 0))
        )

    async def _above(self, tile: Tile) -> bytes:
        return written(self._folder / tile.path, await hashes_of(self._connection, tile))


class _Keys:
    """The folder of what opens the bodies, anew."""

    def __init__(self, connection: Connection, folder: Path, signing: Sequence[SigningKey]) -> None:
        for name in (KEYS, DIGESTS):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / CONTENTS).unlink(missing_ok=True)
        self._connection, self._folder = connection, folder
        self._listing = Listing(folder, signing, ())
        self._listed = dict[str, bytes]()

    async def add(self, tile: Tile) -> None:
        """What opens the bodies of a tile that are kept."""
        first = tile.index * WIDTH
        rows = await self._connection.fetch(_SETS, first, first + tile.width)
        found = await sealing_keys(self._connection, (row["subject_set"] for row in rows))
        self._listed[keys_path(tile)] = written(self._folder / keys_path(tile), sealed.key_lines(found))

    def end(self, stretch: int) -> None:
        self._listing.end(stretch, self._listed)
        self._listed = {}

    def sign(self, size: int) -> None:
        self._listing.sign(stretches(size), {})


def _size_in(folder: Path) -> int:
    """The size of the tree that the folder holds already."""
    path = folder / CHECKPOINT
    return Checkpoint.parse(Note.parse(path.read_bytes()).text).size if path.exists() else 0


def _forget_narrower(folder: Path, before: int, size: int) -> None:
    """Drop what wider tiles have taken in, once these are under the checkpoint: else what is erased from the one would
    stay in the other. Broken off before, the next run does it.
    """
    for tile in tiles_of(size):
        if tile.end >= before:
            for path in files_of(replace(tile, width=1)):
                for file in (folder / path).parent.glob("*"):
                    if file.name != str(tile.width):
                        file.unlink()


async def _newest(connection: Connection, policy: Policy) -> Note:
    async for row in connection.cursor(_NEWEST, LOOKED_AT, prefetch=CHUNK):
        note = cosigned(row["note"], row["lines"])
        if policy.met_by(set(policy.cosigners(note))):
            return note
    raise NothingToCopy("the log has no checkpoint yet that is signed and cosigned as the policy asks")


async def _checkpoints(connection: Connection, path: Path, size: int) -> bytes:
    """Every one up to a size, some at a time; the SHA-256 of the file."""
    new, digest = path.with_name(f"{path.name}.new"), sha256()
    with new.open("wb") as file:
        async for row in connection.cursor(_UPTO, size, prefetch=CHUNK):
            line = orjson.dumps(bytes(cosigned(row["note"], row["lines"])).decode()) + b"\n"
            file.write(line)
            digest.update(line)
    new.replace(path)
    return digest.digest()


def _lags(folder: Path, tile: Tile, erased: int) -> bool:
    """Whether the folder still holds what was erased from the record since it was written."""
    return tile.level == 0 < erased and (folder / body_path(tile)).read_bytes().split(b"\n")[:-1].count(b"") < erased


async def _leaves(connection: Connection, folder: Path, tile: Tile) -> dict[str, bytes]:
    """Write a tile of level 0 and all that is about it; the SHA-256 of each file."""
    held = await held_of(connection, tile)
    named = await named_by(connection, [each.entry for each in held if each.entry])
    keys = await sealing_keys(connection, named.sets)
    files = {
        named_path(tile): preimages.written(_in_order(named.sets), _in_order(named.readings)),
        body_path(tile): b"".join(_body(each, keys) for each in held),
        tile.bundle: bundle(held),
        tile.path: await hashes_of(connection, tile),
    }
    digests = {path: written(folder / path, data) for path, data in files.items()}
    return {path: digests[path] for path in files_of(tile)}


def _body(held: Held, keys: Mapping[bytes, bytes]) -> bytes:
    """A line: the entry as it was recorded, sealed where it is about somebody; or nothing where it was erased."""
    if held.entry is None:
        return b"\n"
    body, of_set = canonical_bytes(held.entry).removeprefix(ENTRY_VERSION), held.entry.subject_set
    if of_set is not None and of_set in keys:
        body = sealed.seal(of_set, keys[of_set], bytes(held.leaf), body)
    return body + b"\n"


def _in_order(found: Mapping[bytes, _Preimage]) -> list[_Preimage]:
    return [found[digest] for digest in sorted(found)]
