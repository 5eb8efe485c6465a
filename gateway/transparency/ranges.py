"""Proofs from tiles: which hashes a proof needs, and the proof once they are there.

Every hash in a proof of RFC 9162 is the root of some stretch of leaves, and every such stretch falls into whole
subtrees whose size is a power of two; each of those lies within one tile. So a proof over a billion leaves takes a few
hundred hashes, wherever they are kept::

    plan = Plan.inclusion(index, size)
    proof = plan.proof({place: hash for each of plan.places()})
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gateway.transparency.tiles import HEIGHT
from gateway.transparency.tree import EMPTY, node_hash, root

Stretch = tuple[int, int]  # leaves from the first up to and without the second
Place = tuple[int, int]  # a level of tiles, and an index in it


@dataclass(frozen=True, slots=True)
class Plan:
    """The stretches of leaves whose roots make a proof, in the proof's order."""

    stretches: tuple[Stretch, ...]

    @classmethod
    def inclusion(cls, index: int, size: int) -> "Plan":
        """The path from leaf ``index`` to the root of ``size`` leaves (section 2.1.3.1)."""
        if not 0 <= index < size:
            raise IndexError(f"there is no leaf {index} in a tree of {size}")
        return cls(tuple(_path(index, 0, size)))

    @classmethod
    def consistency(cls, first: int, second: int) -> "Plan":
        """That the tree of ``second`` leaves begins with that of ``first`` (section 2.1.4.1)."""
        if not 0 < first <= second:
            raise IndexError(f"a tree of {second} leaves has no beginning of {first}")
        return cls(tuple(_beginning(first, 0, second, known=True)))

    @classmethod
    def root(cls, size: int) -> "Plan":
        """The root of the tree of ``size`` leaves, as a proof of one hash."""
        return cls(((0, size),))

    def places(self) -> set[Place]:
        """Where the hashes are that it takes: the level of tiles and the index in it; level 0 is the leaves."""
        return {place for stretch in self.stretches for subtree in _subtrees(*stretch) for place in subtree}

    def proof(self, hashes: Mapping[Place, bytes]) -> list[bytes]:
        """The proof. Raises ``KeyError`` for a hash that is not there."""
        return [_root(stretch, hashes) for stretch in self.stretches]


def _path(index: int, start: int, end: int) -> Iterator[Stretch]:
    if end - start == 1:
        return
    split = _split(start, end)
    if index < split:
        yield from _path(index, start, split)
        yield split, end
    else:
        yield from _path(index, split, end)
        yield start, split


def _beginning(first: int, start: int, end: int, *, known: bool) -> Iterator[Stretch]:
    """SUBPROOF of the section; ``known`` while the subtree's root is the one the verifier holds."""
    if first == end:
        if not known:
            yield start, end
        return
    split = _split(start, end)
    if first <= split:
        yield from _beginning(first, start, split, known=known)
        yield split, end
    else:
        yield from _beginning(first, split, end, known=False)
        yield start, split


def _split(start: int, end: int) -> int:
    """Where the left subtree ends: its size is the largest power of two smaller than the whole."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _subtrees(start: int, end: int) -> Iterator[Sequence[Place]]:
    """The whole subtrees of a stretch, largest first, each as the places in tiles that lie under it."""
    while start < end:
        height = (end - start).bit_length() - 1
        level, width = height // HEIGHT, 1 << height % HEIGHT
        first = start >> level * HEIGHT
        yield [(level, index) for index in range(first, first + width)]
        start += 1 << height


def _root(stretch: Stretch, hashes: Mapping[Place, bytes]) -> bytes:
    found: bytes | None = None
    for places in reversed(list(_subtrees(*stretch))):
        subtree = root([hashes[place] for place in places])
        found = subtree if found is None else node_hash(subtree, found)
    return EMPTY if found is None else found
