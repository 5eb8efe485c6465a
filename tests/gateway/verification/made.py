"""A copy of a log, made up in a folder with its keys: what a verifier is tested on without a database."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import orjson

from gateway.transparency import contents, preimages
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.layout import (
    CHECKPOINT,
    CHECKPOINTS,
    CONTENTS,
    body_path,
    bundled,
    digests_path,
    files_of,
    key_files_of,
    named_path,
    stretches,
    tiles_above,
    tiles_within,
)
from gateway.transparency.leaf import ENTRY_VERSION, Leaf, instant
from gateway.transparency.note import Note, Signature
from gateway.transparency.tiles import WIDTH, Grower, tiles_of
from gateway.transparency.trust import Policy
from gateway.verification.copy import Copy
from gateway.verification.report import Report
from gateway.verification.walk import Asked, verify

ORIGIN = "gateway.example/access-record"
LOG = SigningKey.generate(ORIGIN, KeyType.LOG)
WITNESS = SigningKey.generate("police.example/witness", KeyType.COSIGNATURE)
WRITTEN = f"log {LOG.verifier}\nwitness police {WITNESS.verifier}\nquorum police\n"
POLICY = Policy.parse(WRITTEN.encode())
READING = '{"nobody":{},"places":{}}'
START = datetime(2026, 11, 25, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry: when, and a body like one."""

    number: int
    at: datetime

    @property
    def body(self) -> bytes:
        told = {"act": "CONSULT", "id": str(UUID(int=self.number)), "recorded_at": instant(self.at), "row_count": 1}
        told |= {"subject_set": sha256(self.members).hexdigest(), "reading": sha256(READING.encode()).hexdigest()}
        return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)

    @property
    def members(self) -> bytes:
        """About one of ten people."""
        return bytes(16) + bytes((self.number % 10,))

    @property
    def leaf(self) -> Leaf:
        return Leaf(UUID(int=self.number), self.at, sha256(ENTRY_VERSION + self.body).digest())


def entries(number: int, since: datetime = START, first: int = 0) -> list[Recorded]:
    """So many, a second apart."""
    return [Recorded(first + place, since + timedelta(seconds=place)) for place in range(number)]


def cosigned(size: int, root: bytes, at: datetime) -> Note:
    """A checkpoint as the log and the witness sign it."""
    text = Checkpoint(ORIGIN, size, root).text
    note = Note.signed(text, [LOG])
    return note.with_signatures([Signature.made(WITNESS, text, int(at.timestamp()))])


def write(folder: Path, recorded: Sequence[Recorded], sizes: Iterable[int]) -> None:
    """The log of these entries, with a cosigned checkpoint at each size (the last is of all)."""
    shutil.rmtree(folder, ignore_errors=True)
    tree, asked = Grower(), {*sizes, len(recorded)}
    hashes: dict[tuple[int, int], bytes] = {}
    notes, newest = [], START
    for place, each in enumerate(recorded):
        hashes[0, place] = each.leaf.hash
        tree.append(each.leaf.hash)
        hashes |= {(above.level, above.index): above.hash for above in tree.taken()}
        newest = max(newest, each.at)
        if tree.size in asked:
            notes.append(cosigned(tree.size, tree.root(), newest + timedelta(seconds=1)))
    for tile in tiles_of(len(recorded)):
        inside = range(tile.index * WIDTH, tile.index * WIDTH + tile.width)
        put(folder / tile.path, b"".join(hashes[tile.level, place] for place in inside))
        if tile.level == 0:
            put(folder / tile.bundle, bundled(bytes(recorded[place].leaf) for place in inside))
            put(folder / body_path(tile), b"".join(recorded[place].body + b"\n" for place in inside))
            sets = sorted({recorded[place].members for place in inside})
            put(folder / named_path(tile), preimages.written(sets, [READING]))
    put(folder / CHECKPOINTS, b"".join(orjson.dumps(bytes(note).decode()) + b"\n" for note in notes))
    put(folder / CHECKPOINT, bytes(notes[-1]))
    sign(folder, len(recorded))


def sign(folder: Path, size: int, key: SigningKey = LOG, *, keys: bool = False) -> None:
    """Sign for what a copy of a tree of this size, or its folder of keys, holds now: who has the log's key can."""
    signed, of = dict[str, bytes](), key_files_of if keys else files_of
    for stretch in stretches(size):
        inside = [path for tile in tiles_within(size, stretch) for path in of(tile)]
        put(folder / digests_path(stretch), contents.written({path: digest(folder / path) for path in inside}))
        signed[digests_path(stretch)] = digest(folder / digests_path(stretch))
    others = [] if keys else [*(tile.path for tile in tiles_above(size)), CHECKPOINTS, CHECKPOINT]
    signed |= {path: digest(folder / path) for path in others}
    put(folder / CONTENTS, contents.signed(signed, [key]))


def digest(path: Path) -> bytes:
    return sha256(path.read_bytes() if path.exists() else b"").digest()


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def verified(folder: Path, *kept: tuple[str, bytes]) -> Report:
    """With one process, which starts no other: quick for small logs."""
    return verify(Asked(Copy(folder), POLICY, kept, processes=0))
