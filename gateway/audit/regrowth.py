"""Whether the tree as it is stored grows from what was signed: it is regrown from its leaves, and passes through it."""

import asyncio
from collections.abc import Iterable

from gateway.audit.connection import Connection
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.stored import NO_HEAD, Head, head_of
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.tiles import Grower, Subtree

CHUNK = 2_000  # leaves held at once
HOLD = 500  # leaves appended at one hold of the event loop

_LEAVES = "select index, leaf_hash from audit.leaf where index >= $1 and index < $2 order by index"


class LogRolledBackError(LogDamagedError):
    """The database holds less than was signed already, or something else: it was restored, or rewritten."""


class Known:
    """What was signed, as the database and the memory say: places that the tree must pass through as it grows."""

    def __init__(self, base: Checkpoint | None, remembered: Checkpoint | None) -> None:
        self._remembered = remembered
        self.places: dict[int, bytes] = {}
        for checkpoint in (base, remembered):
            if checkpoint and self.places.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
                raise LogRolledBackError(f"two roots were signed for {checkpoint.size} leaves: nothing more is signed")

    @property
    def start(self) -> int:
        """Where to begin growing: at the oldest that is known."""
        return min(self.places, default=0)

    @property
    def end(self) -> int:
        """The most leaves that were signed for."""
        return max(self.places, default=0)

    def forgot(self, checkpoint: Checkpoint) -> bool:
        """Whether the memory is behind this checkpoint."""
        return self._remembered is None or self._remembered.size < checkpoint.size


async def regrown(connection: Connection, known: Known, head: Head) -> list[Subtree]:
    """The subtrees that became whole on the way from what was signed to ``head``, every place passed as signed."""
    if head.size < known.end:
        says = f"{known.end} leaves were signed for and the tree has {head.size}"
        raise LogRolledBackError(f"{says}: the database was restored or cut off. Nothing is signed: see docs/audit.md")
    tree = await _at(connection, known.start)
    places = {**known.places, head.size: known.places.get(head.size, head.root)}
    if head.size in known.places and known.places[head.size] != head.root:
        raise LogRolledBackError(_says_otherwise(head.size))
    for size in sorted(places):
        await _grow(connection, tree, size)
        if tree.root() != places[size]:
            raise LogRolledBackError(_says_otherwise(size))
    return tree.taken()


def _says_otherwise(size: int) -> str:
    return (
        f"the tree of {size} leaves is not the one that was signed, or not the one its leaves give: "
        "the database was rewritten. Nothing is signed: see docs/audit.md"
    )


async def _at(connection: Connection, size: int) -> Grower:
    head = await head_of(connection, size) if size else NO_HEAD
    tree = head.grown_from() if head is not None else None
    if tree is None:
        raise LogRolledBackError(f"the head of {size} leaves, which was signed, is gone or was changed")
    return Grower(tree.size, tree.hashes)


async def _grow(connection: Connection, tree: Grower, size: int) -> None:
    """To ``size`` leaves, a chunk at a time."""
    while tree.size < size:
        upto = min(size, tree.size + CHUNK)
        rows = await connection.fetch(_LEAVES, tree.size, upto)
        if [row["index"] for row in rows] != list(range(tree.size, upto)):
            raise LogRolledBackError(f"leaves are missing between {tree.size} and {upto - 1}")
        for start in range(0, len(rows), HOLD):
            _append(tree, (row["leaf_hash"] for row in rows[start : start + HOLD]))
            await asyncio.sleep(0)


def _append(tree: Grower, hashes: Iterable[bytes]) -> None:
    for each in hashes:
        tree.append(each)
