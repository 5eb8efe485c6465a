from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.leaf import Leaf
from gateway.transparency.note import Note, Signature
from gateway.transparency.receipt import Receipt, Unproved
from gateway.transparency.text import FormatRefused
from gateway.transparency.tree import leaf_hash, root
from gateway.transparency.trust import NotTrusted, Policy
from tests.gateway.transparency.proofs import inclusion_proof

LOG = SigningKey.generate("example.org/log", KeyType.LOG)
WITNESS = SigningKey.generate("example.org/witness", KeyType.COSIGNATURE)
POLICY = Policy.parse(f"log {LOG.verifier}\nwitness w {WITNESS.verifier}\nquorum w\n".encode())
BODY = b"what the entry says"
LEAF = Leaf(UUID(int=5), datetime(2026, 11, 25, tzinfo=UTC), sha256(BODY).digest())
LEAVES = [leaf_hash(bytes([number])) for number in range(11)]
LEAVES[6] = LEAF.hash
TEXT = Checkpoint("example.org/log", 11, root(LEAVES)).text
NOTE = Note.signed(TEXT, [LOG]).with_signatures([Signature.made(WITNESS, TEXT, 1_700_000_000)])
RECEIPT = Receipt(LEAF, 6, inclusion_proof(LEAVES, 6), NOTE)


def test_a_receipt_proves_its_leaf_from_nothing_but_the_file_and_the_pinned_keys() -> None:
    proved = Receipt.parse(bytes(RECEIPT)).proved(POLICY, BODY)
    assert (proved.leaf, proved.index) == (LEAF, 6)
    assert proved.endorsed.checkpoint.size == 11
    assert list(proved.endorsed.witnesses) == ["w"]


def test_a_receipt_is_written_as_the_specification_says() -> None:
    written = bytes(RECEIPT).decode()
    head, _, note = written.partition("\n\n")
    assert head.splitlines()[0] == "c2sp.org/tlog-proof@v1"
    assert head.splitlines()[1].startswith("extra ")
    assert head.splitlines()[2] == "index 6"
    assert len(head.splitlines()) == 3 + len(RECEIPT.path)
    assert note == bytes(NOTE).decode()


def accepted(data: bytes) -> bool:
    try:
        Receipt.parse(data).proved(POLICY)
    except (FormatRefused, NotTrusted, Unproved):
        return False
    return True


def test_no_byte_of_a_receipt_can_be_changed_whichever_it_is() -> None:
    written = bytes(RECEIPT)
    for place in range(len(written)):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            changed = written[:place] + bytes([written[place] ^ flip]) + written[place + 1 :]
            assert not accepted(changed), (place, flip)


@given(st.data())
def test_no_byte_can_be_taken_out_or_put_in(data: st.DataObject) -> None:
    written = bytes(RECEIPT)
    place = data.draw(st.integers(0, len(written) - 1))
    more = data.draw(st.binary(max_size=3))
    changed = written[:place] + more + written[place + data.draw(st.integers(0, 3)) :]
    assert accepted(changed) == (changed == written)


@given(
    st.binary(max_size=300) | st.text(alphabet="c2sp.org/tlog-proof@v1\nextra index 0AZ=", max_size=300).map(str.encode)
)
def test_whatever_is_no_receipt_is_refused_and_breaks_nothing(data: bytes) -> None:
    assert not accepted(data)
    assert not accepted(b"c2sp.org/tlog-proof@v1\n" + data)


def test_another_entry_is_not_the_one_that_the_receipt_was_made_for() -> None:
    with pytest.raises(Unproved, match="its digest is another"):
        RECEIPT.proved(POLICY, b"something else")


def test_a_leaf_that_is_elsewhere_is_not_proved() -> None:
    with pytest.raises(Unproved, match="does not lead from leaf 5"):
        Receipt(LEAF, 5, RECEIPT.path, NOTE).proved(POLICY)


def test_a_receipt_that_no_witness_saw_is_not_trusted_by_who_asks_for_one() -> None:
    with pytest.raises(NotTrusted, match="cosigned by no witness"):
        Receipt(LEAF, 6, RECEIPT.path, Note.signed(TEXT, [LOG])).proved(POLICY)


def test_a_receipt_longer_than_any_is_not_read() -> None:
    with pytest.raises(FormatRefused, match="longer than any tree is high"):
        Receipt.parse(bytes(Receipt(LEAF, 6, [bytes(32)] * 64, NOTE)))
    with pytest.raises(FormatRefused, match="are not read"):
        Receipt.parse(b"a" * 70_000)
