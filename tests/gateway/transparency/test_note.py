import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.note import MOST_SIGNATURES, Note, Signature
from gateway.transparency.text import FormatRefused

# The checkpoint that the specification shows.
SHOWN = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""
KEY = SigningKey.generate("example.org/log", KeyType.LOG)
OTHER = SigningKey.generate("example.org/log", KeyType.LOG)
WITNESS = SigningKey.generate("example.org/witness", KeyType.COSIGNATURE)
TEXT = Checkpoint("example.org/log", 7, bytes(range(32))).text
SIGNED = Note.signed(TEXT, [KEY]).with_signatures([Signature.made(WITNESS, TEXT, 1_700_000_000)])
KNOWN = [KEY.verifier, WITNESS.verifier]


def test_the_checkpoint_of_the_specification_is_read_and_written_as_it_is() -> None:
    note = Note.parse(SHOWN.encode())
    checkpoint = Checkpoint.parse(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == note.text
    assert bytes(note) == SHOWN.encode()
    assert note.signatures[0].key_id.hex() == "033de0ae"


def test_a_text_may_hold_empty_lines_and_ends_at_the_last() -> None:
    note = Note.signed("one\n\nthree\n", [KEY])
    assert Note.parse(bytes(note)) == note
    assert note.signers(KNOWN)


def test_who_signed_is_told_and_who_is_unknown_passed_over() -> None:
    assert [key for key, _ in SIGNED.signers(KNOWN)] == KNOWN
    assert [key for key, _ in SIGNED.signers([WITNESS.verifier])] == [WITNESS.verifier]
    assert SIGNED.signers([OTHER.verifier]) == []


def test_a_signature_of_a_known_key_over_another_text_spoils_the_note() -> None:
    forged = Note(TEXT.replace("7", "8"), SIGNED.signatures)
    with pytest.raises(FormatRefused, match="is not over this text"):
        forged.signers(KNOWN)


def test_a_good_signature_does_not_hide_a_bad_one_of_the_same_key() -> None:
    bad = Signature(KEY.verifier.name, KEY.verifier.id, bytes(64))
    with pytest.raises(FormatRefused, match="is not over this text"):
        SIGNED.with_signatures([bad]).signers(KNOWN)


@given(st.data())
def test_no_byte_of_a_note_can_be_changed_with_all_signatures_standing(data: st.DataObject) -> None:
    written = bytes(SIGNED)
    place = data.draw(st.integers(0, len(written) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != written[place]))
    try:
        signers = Note.parse(written[:place] + bytes([byte]) + written[place + 1 :]).signers(KNOWN)
    except FormatRefused:
        return
    assert len(signers) < len(KNOWN)


@given(st.binary(max_size=200) | st.text(alphabet="a\n— +=Zw", max_size=200).map(str.encode))
def test_whatever_is_read_as_a_note_is_written_as_it_was(data: bytes) -> None:
    try:
        note = Note.parse(data)
    except FormatRefused:
        return
    assert bytes(note) == data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no signatures"),
        (b"text\n", "no signatures"),
        (b"text\n\n", "does not end with a line"),
        (b"text\n\n- name AAAAAAAA\n", "is no signature"),
        ("text\n\n— name\n".encode(), "is no signature"),
        ("text\n\n— na+me AAAAAAA=\n".encode(), "is no signature"),
        ("text\n\n— name AAAAAAA\n".encode(), "is not base64"),
        ("text\n\n— name AAAAAAB=\n".encode(), "is not (the )?base64"),
        ("text\n\n— name AAAA\n".encode(), "is too short"),
        ("text\n\n— name AAAAAAA=".encode(), "does not end with a line"),
        ("text\r\n\n— name AAAAAAA=\n".encode(), "control character"),
        (b"\xff\n\n", "not UTF-8"),
        (b"a" * 70_000, "are not read"),
        (b"text\n\n" + "— name AAAAAAA=\n".encode() * (MOST_SIGNATURES + 1), "are not read"),
    ],
)
def test_what_is_no_note_is_refused_with_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(FormatRefused, match=says):
        Note.parse(data)


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"a\n1\n{ROOT}", "does not end with a line"),
        (f"a\n{ROOT}\n", "an origin, a size and a root"),
        (f"\n1\n{ROOT}\n", "no empty line"),
        (f"a\n01\n{ROOT}\n", "not a whole number"),
        (f"a\n-1\n{ROOT}\n", "not a whole number"),
        (f"a\n\u0661\n{ROOT}\n", "not a whole number"),
        (f"a\n{2**63}\n{ROOT}\n", "not a whole number"),
        ("a\n1\nAAAA\n", "has 3 bytes and not 32"),
        (f"a\n1\n{ROOT[:-2]}J=\n", "not the base64 of anything"),
        (f"a\n1\n{ROOT}\n\n", "no empty line"),
    ],
)
def test_what_is_no_checkpoint_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(FormatRefused, match=says):
        Checkpoint.parse(text)


def test_another_logs_extension_lines_are_kept() -> None:
    text = f"a\n1\n{ROOT}\nmore\n"
    assert Checkpoint.parse(text).text == text
