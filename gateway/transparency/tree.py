"""The Merkle tree of RFC 9162 section 2.1 over SHA-256: roots, growth, and the verification of proofs.

Leaves are given by their hashes. Small and pure: ``Frontier`` is the everyday path. Proofs are made from tiles, in
``ranges``.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; the prefix keeps a leaf from being taken for a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the whole subtrees of a tree, largest first: all that is needed to go on growing it."""

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Raises ``ValueError`` when there is not one hash for each whole subtree."""
        self.size, self.hashes = size, list(hashes)
        if size.bit_count() != len(self.hashes):
            raise ValueError(f"{len(self.hashes)} subtrees cannot make a tree of {size} leaves")

    def append(self, leaf: bytes) -> None:
        """One leaf more: every trailing one bit of the size is a subtree that is now whole."""
        merged, size = leaf, self.size
        while size & 1:
            merged, size = node_hash(self.hashes.pop(), merged), size >> 1
        self.hashes.append(merged)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return folded(self.hashes)


def folded(subtrees: Sequence[bytes]) -> bytes:
    """The root over whole subtrees, the largest first."""
    if not subtrees:
        return EMPTY
    found = subtrees[-1]
    for subtree in reversed(subtrees[:-1]):
        found = node_hash(subtree, found)
    return found


def grown(leaves: Iterable[bytes]) -> Frontier:
    """The frontier of the tree of these leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree of these leaves (section 2.1.1)."""
    return grown(leaves).root()


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether ``leaf`` is at ``index`` of the tree of ``size`` leaves with the root ``expected`` (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            place, last = _risen(place, last)
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == expected


def _risen(place: int, last: int) -> tuple[int, int]:
    """Past the levels at which this node has no sibling."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of ``second`` leaves begins with the tree of ``first`` (section 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    return bool(path) and _climb(first, second, path) == (first_root, second_root)


def _climb(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots, as the path gives them; ``None`` for a path of the wrong length."""
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first_found = second_found = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first_found, second_found = node_hash(step, first_found), node_hash(step, second_found)
            place, last = _risen(place, last)
        else:
            second_found = node_hash(second_found, step)
        place, last = place >> 1, last >> 1
    return (first_found, second_found) if last == 0 else None
