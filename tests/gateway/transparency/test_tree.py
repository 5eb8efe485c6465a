from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency.tree import (
    EMPTY,
    Frontier,
    grown,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.gateway.transparency.proofs import consistency_proof, inclusion_proof

SIZES = st.integers(1, 200)
# The eight leaves with which transparency logs have compared themselves since RFC 6962, and the roots of 1 to 8.
KNOWN = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def made(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 section 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@pytest.mark.parametrize("size", KNOWN_ROOTS)
def test_the_roots_known_to_every_transparency_log_come_out(size: int) -> None:
    assert root([leaf_hash(leaf) for leaf in KNOWN[:size]]).hex() == KNOWN_ROOTS[size]


def test_the_empty_tree_has_the_hash_of_nothing_for_its_root() -> None:
    assert Frontier().root() == EMPTY == by_definition([])


def test_every_size_has_the_root_of_the_definition() -> None:
    frontier, leaves = Frontier(), made(200)
    for size, leaf in enumerate(leaves, start=1):
        frontier.append(leaf)
        assert frontier.size == size
        assert frontier.root() == by_definition(leaves[:size])


@given(SIZES, SIZES)
def test_a_frontier_goes_on_from_where_it_was_stored(first: int, more: int) -> None:
    stored, leaves = grown(made(first)), made(first + more)
    again = Frontier(stored.size, stored.hashes)
    for leaf in leaves[first:]:
        again.append(leaf)
    assert again.root() == by_definition(leaves)


def test_a_frontier_with_a_hash_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="1 subtrees cannot make a tree of 3 leaves"):
        Frontier(3, [b""])


@given(st.data())
def test_a_leaf_is_proved_included_and_no_other_in_its_place(data: st.DataObject) -> None:
    size = data.draw(SIZES)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    leaves = made(size)
    proof, expected = inclusion_proof(leaves, index), by_definition(leaves)
    assert verify_inclusion(leaves[index], index, size, proof, expected)
    assert verify_inclusion(leaves[index], other, size, proof, expected) == (other == index)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, expected)
    assert not verify_inclusion(leaves[index], index, size, [*proof, EMPTY], expected)
    assert not proof or not verify_inclusion(leaves[index], index, size, proof[:-1], expected)


@given(st.data())
def test_a_tree_is_proved_to_begin_with_an_earlier_one_and_with_no_other(data: st.DataObject) -> None:
    second = data.draw(SIZES)
    first = data.draw(st.integers(1, second))
    leaves = made(second)
    proof, roots = consistency_proof(leaves, first), (by_definition(leaves[:first]), by_definition(leaves))
    assert verify_consistency(first, second, *roots, proof)
    assert not verify_consistency(first, second, leaf_hash(b"another"), roots[1], proof)
    assert not verify_consistency(first, second, roots[0], leaf_hash(b"another"), proof)
    assert not verify_consistency(first, second, *roots, [*proof, EMPTY])
    assert not proof or not verify_consistency(first, second, *roots, proof[:-1])


@given(st.data())
def test_a_proof_with_one_bit_turned_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 200))
    leaves, index = made(size), data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    place, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    turned = (int.from_bytes(proof[place]) ^ 1 << bit).to_bytes(32)
    assert not verify_inclusion(leaves[index], index, size, [*proof[:place], turned, *proof[place + 1 :]], root(leaves))


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 3)])
def test_no_proof_makes_an_impossible_beginning_consistent(first: int, second: int) -> None:
    assert not verify_consistency(first, second, EMPTY, EMPTY, [])
    with pytest.raises(IndexError, match="has no beginning of"):
        consistency_proof(made(second), first)


def test_there_is_no_proof_for_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError, match="there is no leaf 3 in a tree of 3"):
        inclusion_proof(made(3), 3)
