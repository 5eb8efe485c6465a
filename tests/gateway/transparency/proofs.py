"""The proofs of RFC 9162 section 2.1, made of all leaves and by the letter, for verifiers to be tried with."""

from collections.abc import Sequence

from gateway.transparency.tree import root


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The path from leaf ``index`` to the root (section 2.1.3.1). Raises ``IndexError`` for no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """That the tree of the first ``first`` leaves is the beginning of this one (section 2.1.4.1)."""
    if not 0 < first <= len(leaves):
        raise IndexError(f"a tree of {len(leaves)} leaves has no beginning of {first}")
    return _consistency(leaves, first, known=True)


def _consistency(leaves: Sequence[bytes], first: int, *, known: bool) -> list[bytes]:
    """SUBPROOF of the section; ``known`` while the subtree's root is the one the verifier holds."""
    if first == len(leaves):
        return [] if known else [root(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_consistency(leaves[:split], first, known=known), root(leaves[split:])]
    return [*_consistency(leaves[split:], first - split, known=False), root(leaves[:split])]
