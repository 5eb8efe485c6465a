"""The key pairs are published ones: those with which the documentation of other implementations shows the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency.keys import KeyType, SigningKey, VerifierKey
from gateway.transparency.text import FormatRefused

SIGNER = "PRIVATE+KEY+Test-Betty+df84580a+Afge8kCzBXU7jb3cV2Q363oNXCufJ6u9mjOY1BGRY9E2"
VERIFIER = "Test-Betty+df84580a+AQQASqPUZoIHcJAF5mBOryctwFdTV1E0GRY4kEAtTzwB"


def test_a_published_pair_of_keys_is_read_and_written_as_it_is() -> None:
    signer = SigningKey.parse(SIGNER)
    assert str(signer.verifier) == VERIFIER
    assert signer.verifier == VerifierKey.parse(VERIFIER)
    assert signer.written() == SIGNER
    assert repr(signer) == "SigningKey(Test-Betty+df84580a)"


@pytest.mark.parametrize("kind", KeyType)
def test_a_key_accepts_what_it_signed_and_nothing_else(kind: KeyType) -> None:
    key, other = SigningKey.generate("example.org/log", kind), SigningKey.generate("example.org/log", kind)
    signature = key.signature("text\n", at=1_700_000_000)
    assert key.verifier.accepts("text\n", signature)
    assert not key.verifier.accepts("text", signature)
    assert not other.verifier.accepts("text\n", signature)
    assert not key.verifier.accepts("text\n", signature[:-1])
    assert not key.verifier.accepts("text\n", signature + b"\0")


def test_a_cosignature_is_bound_to_its_time() -> None:
    key = SigningKey.generate("example.org/witness", KeyType.COSIGNATURE)
    signature = key.signature("text\n", at=1_700_000_000)
    later = (1_700_000_001).to_bytes(8, "big") + signature[8:]
    assert not key.verifier.accepts("text\n", later)
    assert not key.verifier.accepts("text\n", b"\xff" * 8 + signature[8:])
    with pytest.raises(ValueError, match="give its time"):
        key.signature("text\n")


def test_one_key_signs_different_statements_under_different_ids() -> None:
    log = SigningKey.generate("example.org", KeyType.LOG).verifier
    assert VerifierKey(log.name, KeyType.COSIGNATURE, log.public).id != log.id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Test-Betty", "not written as name"),
        ("Test-Betty+df84580a", "not written as name"),
        ("Test-Betty+df84580b+AQQASqPUZoIHcJAF5mBOryctwFdTV1E0GRY4kEAtTzwB", "has the id df84580a"),
        ("Test Betty+df84580a+AQQASqPUZoIHcJAF5mBOryctwFdTV1E0GRY4kEAtTzwB", "no name of a key"),
        ("+df84580a+AQQASqPUZoIHcJAF5mBOryctwFdTV1E0GRY4kEAtTzwB", "no name of a key"),
        ("Test-Betty+df84580a+AQQASqPUZoIHcJAF5mBOryctwFdTV1E0GRY4kEAtTzw=", "has 32 bytes and not 33"),
        ("Test-Betty+df84580a+AwQASqPUZoIHcJAF5mBOryctwFdTV1E0GRY4kEAtTzwB", "of a type that is not read here"),
        ("Test-Betty+df84580a+!!", "not base64"),
    ],
)
def test_a_verifiers_key_that_is_none_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(FormatRefused, match=says):
        VerifierKey.parse(text)


@pytest.mark.parametrize("text", [VERIFIER, SIGNER.replace("df84580a", "df84580b"), SIGNER[:-4], "PRIVATE+KEY+"])
def test_a_signing_key_that_is_none_is_refused_without_telling_what_was_given(text: str) -> None:
    with pytest.raises(FormatRefused) as refused:
        SigningKey.parse(text)
    assert "fge8kCz" not in str(refused.value)


@given(st.integers(0, len(VERIFIER) - 1), st.integers(0, 127))
def test_no_other_spelling_of_a_key_is_read_as_that_key(place: int, character: int) -> None:
    changed = VERIFIER[:place] + chr(character) + VERIFIER[place + 1 :]
    try:
        key = VerifierKey.parse(changed)
    except FormatRefused:
        return
    assert changed == VERIFIER
    assert str(key) == VERIFIER
