"""One stretch of 65,536 leaves of a copy, checked by itself: what one process does while another does the next.

It begins at a whole subtree, so that its tree need not know what came before: whoever puts the stretches together adds
the roots of the stretches before it on the left.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

import orjson

from gateway.transparency import sealed
from gateway.transparency.layout import STRETCH, named_path
from gateway.transparency.leaf import ENTRY_VERSION, VERSION, Leaf
from gateway.transparency.preimages import NAMING
from gateway.transparency.text import FormatRefused
from gateway.transparency.tiles import WIDTH, Grower, Tile
from gateway.transparency.tree import leaf_hash
from gateway.verification.contents import Part
from gateway.verification.copy import Copy, CopyDamaged

_Read = TypeVar("_Read")

LEAVES = STRETCH
TOLD = 100  # findings described of one stretch; the rest are counted

HOUR = len("2026-11-25T16")
MOMENT = len("2026-11-25T16:41:48.120394Z")
DIGEST = len("\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
ID = 36

_HEAD = f"{VERSION}\n".encode()


@dataclass(frozen=True, slots=True)
class Task:
    """The leaves from ``first`` up to ``end``, the sizes in between at which the tree is asked for, and their lists."""

    copy: Copy
    first: int
    end: int
    sizes: tuple[int, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Leaves between two checkpoints: how many the first has before it, and the earliest and latest time in them."""

    first: int
    earliest: str
    latest: str


@dataclass(slots=True)
class Found:
    """What a stretch holds. ``trees``: the frontier at each size asked for; the last is the whole stretch's."""

    trees: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    above: list[bytes] = field(default_factory=list)  # the roots of its whole tiles
    spans: dict[int, Span] = field(default_factory=dict)  # by the size that ends them
    gaps: list[tuple[str, str, int]] = field(default_factory=list)  # from time to time no entry; the leaf after it
    erased: int = 0
    unopened: int = 0  # sealed, and no key was given for them
    faults: list[str] = field(default_factory=list)
    faulty: int = 0

    def add(self, says: str) -> None:
        """One fault more."""
        self.faulty += 1
        if len(self.faults) < TOLD:
            self.faults.append(says)


def checked(task: Task) -> Found:
    """Every leaf of the stretch against its tile and its body, and every file against what was signed for."""
    walk = _Walk(task)
    for tile in _tiles(task):
        walk.tile(tile)
    for part in task.parts:
        for says in part.faults(_tiles(task)):
            walk.found.add(says)
    return walk.found


def _tiles(task: Task) -> Iterator[Tile]:
    for first in range(task.first, task.end, WIDTH):
        yield Tile(0, first // WIDTH, min(WIDTH, task.end - first))


class _Walk:
    def __init__(self, task: Task) -> None:
        self._copy, self._sizes = task.copy, {*task.sizes, task.end}
        self._tree = Grower()
        self._first, self._index = task.first, task.first
        self._keys: sealed.Keys = {}  # of the tile
        self._named = set[str]()  # by the entries of a tile
        self._held: set[str] | None = None  # what the copy holds of it; None: it cannot be read
        self._span_first = task.first
        self._earliest = self._latest = self._newest = ""  # of the span; of the whole stretch
        self.found = Found()

    def tile(self, tile: Tile) -> None:
        """Where a file cannot be used, the others stand in for it, so that what comes after can still be judged."""
        leaves, hashes = self._tried(self._copy.leaves, tile), self._tried(self._copy.hashes, tile)
        bodies, self._keys = self._tried(self._copy.bodies, tile), self._tried(self._copy.opening, tile) or {}
        unopened = self.found.unopened
        self._named, self._held = set[str](), self._tried(self._copy.named, tile)
        if leaves is None and hashes is None:
            raise CopyDamaged(f"neither {tile.path} nor {tile.bundle} can be used: nothing after it can be verified")
        for place in range(tile.width):
            leaf = leaves[place] if leaves else None
            told = leaf_hash(leaf) if leaf is not None else None
            if told is not None and hashes and hashes[place] != told:
                self._say(f"the leaf in {tile.bundle} is not the one in {tile.path}")
            if leaf is not None:
                self._leaf(leaf, bodies[place] if bodies else None)
            self._append(told or (hashes or [b""])[place])
        if leaves and bodies and all(bodies) and self.found.unopened == unopened:
            self._unasked(tile)
        self.found.above += [subtree.hash for subtree in self._tree.taken() if subtree.level == 1]

    def _tried(self, read: Callable[[Tile], _Read], tile: Tile) -> _Read | None:
        try:
            return read(tile)
        except CopyDamaged as damaged:
            self.found.add(str(damaged))
            return None

    def _leaf(self, leaf: bytes, line: bytes | None) -> None:
        body = self._opened(leaf, line) if line else None
        recorded_at = self._body(leaf, body) if body else self._alone(leaf)
        if line == b"":
            self.found.erased += 1
        if recorded_at:
            self._time(recorded_at)

    def _opened(self, leaf: bytes, line: bytes) -> bytes | None:
        """The body of a line; None where it is sealed and no key was given, or the key finds it changed."""
        try:
            of_set = sealed.set_of(line)
            if of_set is None:
                return line
            self._names({of_set})
            if of_set not in self._keys:
                self.found.unopened += 1
                return None
            body = sealed.unseal(line, leaf, self._keys[of_set])
        except FormatRefused as error:
            self._say(str(error))
            return None
        if body is None:
            self._say("the entry cannot be opened with the key of its set: its body, leaf or key was changed")
        return body

    def _body(self, leaf: bytes, body: bytes) -> str:
        """The time of an entry whose leaf is the one its body gives; empty where it is not."""
        made, names = _leaf_of(body)
        if leaf == made:
            self._names(names)
            return leaf[-MOMENT - DIGEST : -DIGEST].decode("ascii")
        self._say("the entry is not the one that the leaf commits to: its body was changed")
        return self._alone(leaf)

    def _names(self, names: set[str]) -> None:
        """What an entry names must be there, and be what its hash was made of."""
        self._named |= names
        if self._held is not None:
            for digest in sorted(names - self._held):
                self._say(f"the entry names {digest}, which the copy does not hold, or holds changed")

    def _unasked(self, tile: Tile) -> None:
        """What no entry names has no place in a copy."""
        if self._held is not None and (unasked := self._held - self._named):
            self.found.add(f"{named_path(tile)} holds {min(unasked)}, which no entry names")

    def _alone(self, leaf: bytes) -> str:
        try:
            Leaf.parse(leaf)
        except FormatRefused as error:
            self._say(str(error))
            return ""
        return leaf.split(b"\n")[2].decode()

    def _time(self, moment: str) -> None:
        """Times are of one width, so that their text sorts as they do."""
        self._earliest, self._latest = min(self._earliest or moment, moment), max(self._latest, moment)
        if moment[:HOUR] > self._newest[:HOUR]:  # another hour: perhaps far away
            self.found.gaps.append((self._newest, moment, self._index))
        self._newest = max(self._newest, moment)

    def _append(self, hashed: bytes) -> None:
        self._tree.append(hashed)
        self._index += 1
        if self._index in self._sizes:
            self.found.trees[self._index] = tuple(self._tree.hashes)
            self.found.spans[self._index] = Span(self._span_first, self._earliest, self._latest)
            self._span_first, self._earliest, self._latest = self._index, "", ""

    def _say(self, what: str) -> None:
        self.found.add(f"leaf {self._index}: {what}")


def _leaf_of(body: bytes) -> tuple[bytes | None, set[str]]:
    """The leaf that a body gives, written straight down (a million are made in a few seconds), and what it names."""
    try:
        told = orjson.loads(body)
        entry_id, recorded_at = told["id"], told["recorded_at"]
        if (len(entry_id), len(recorded_at)) != (ID, MOMENT):
            return None, set()
        digest = b64encode(sha256(ENTRY_VERSION + body).digest())
        names = {name for field in NAMING if (name := told.get(field)) is not None}
        return _HEAD + f"{entry_id}\n{recorded_at}\n".encode() + digest + b"\n", names
    except (orjson.JSONDecodeError, TypeError, KeyError, AttributeError, UnicodeEncodeError):
        return None, set()
