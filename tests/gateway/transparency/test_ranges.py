"""Proofs from tiles, against the definitions of RFC 9162 written out word for word over lists of leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency import tree
from gateway.transparency.ranges import Place, Plan
from gateway.transparency.tiles import WIDTH
from gateway.transparency.tree import leaf_hash, node_hash, verify_consistency, verify_inclusion

LEAVES = [leaf_hash(str(number).encode()) for number in range(1200)]
SIZES = st.integers(1, len(LEAVES))


def mth(leaves: list[bytes]) -> bytes:
    """Section 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    k = largest_power_of_two_below(len(leaves))
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """Section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = largest_power_of_two_below(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """Section 2.1.4.1."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = largest_power_of_two_below(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


def largest_power_of_two_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def stored(size: int) -> dict[Place, bytes]:
    """The leaves, and the roots of whole subtrees of 256."""
    above = {(1, index): mth(LEAVES[index * WIDTH : (index + 1) * WIDTH]) for index in range(size // WIDTH)}
    return {(0, index): LEAVES[index] for index in range(size)} | above


@given(SIZES, st.data())
def test_a_path_from_tiles_is_the_path_of_the_definition_and_verifies(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = Plan.inclusion(index, size).proof(stored(size))
    assert proof == path(index, LEAVES[:size])
    assert verify_inclusion(LEAVES[index], index, size, proof, mth(LEAVES[:size]))
    assert Plan.root(size).proof(stored(size)) == [mth(LEAVES[:size])]


@given(SIZES, SIZES)
def test_a_consistency_proof_from_tiles_is_the_definitions_and_verifies(one: int, other: int) -> None:
    first, second = sorted((one, other))
    proof = Plan.consistency(first, second).proof(stored(second))
    assert proof == subproof(first, LEAVES[:second], whole=True)
    assert verify_consistency(first, second, mth(LEAVES[:first]), mth(LEAVES[:second]), proof)


@given(SIZES, SIZES, st.data())
def test_a_proof_with_anything_changed_verifies_nothing(one: int, other: int, data: st.DataObject) -> None:
    first, second = sorted((one, other))
    proof = subproof(first, LEAVES[:second], whole=True)
    changed = data.draw(st.sampled_from(["hash", "more", "less", "root"]))
    roots = [mth(LEAVES[:first]), mth(LEAVES[:second])]
    if changed == "hash" and proof:
        proof[data.draw(st.integers(0, len(proof) - 1))] = leaf_hash(b"another")
    elif changed == "less" and proof:
        proof.pop(data.draw(st.integers(0, len(proof) - 1)))
    elif changed == "root" or first == second:
        roots[data.draw(st.integers(0, 1))] = leaf_hash(b"another")
    else:
        proof.insert(data.draw(st.integers(0, len(proof))), leaf_hash(b"another"))
    assert not verify_consistency(first, second, roots[0], roots[1], proof)


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_proof_over_a_trillion_leaves_takes_few_hashes(index: int, more: int) -> None:
    plan = Plan.inclusion(index, index + more)
    assert len(plan.stretches) <= 41
    assert len(plan.places()) <= 3_000
    assert all(level <= 5 for level, _ in plan.places())


@pytest.mark.parametrize("place", [(-1, 5), (5, 5), (0, 0)])
def test_there_is_no_path_from_no_leaf(place: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        Plan.inclusion(*place)


@pytest.mark.parametrize("place", [(0, 5), (6, 5), (-1, 5)])
def test_there_is_no_proof_from_no_beginning(place: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        Plan.consistency(*place)


def test_the_empty_tree_has_its_root_from_no_tile() -> None:
    assert Plan.root(0).places() == set()
    assert Plan.root(0).proof({}) == [tree.EMPTY]
