"""Named Ed25519 keys, written as the signed-note specification writes them.

    example.org/log+33d7b496+AeHZ...            a verifier's key: name, id, and base64 of type and public key
    PRIVATE+KEY+example.org/log+33d7b496+Aeym...  its signer's: the same with the 32-byte seed

The type says what a key signs: ``LOG`` (0x01) the text of a note, ``COSIGNATURE`` (0x04) a witness's statement that
everything it has seen of a log is consistent with the checkpoint, and when it said so.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gateway.transparency.text import GREATEST, HASH, FormatRefused, decoded, encoded

SIGNATURE = 64  # bytes of Ed25519
STAMP = 8  # bytes of a cosignature's time
_PRIVATE = "PRIVATE+KEY+"


class KeyType(IntEnum):
    """What a key signs; the number is the specification's signature type."""

    LOG = 0x01
    COSIGNATURE = 0x04


def _named(name: str) -> str:
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise FormatRefused(f"{name[:80]!r} is no name of a key: it is empty, or holds a space or a plus")
    return name


def _key_id(name: str, kind: KeyType, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def _parts(text: str, what: str) -> tuple[str, str, KeyType, bytes]:
    """Name, id in hexadecimal, type and key. The base64 may itself hold a plus."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise FormatRefused(f"{what} is not written as name+id+key")
    key = decoded(parts[2], what, 1 + HASH)
    if key[0] not in list(KeyType):
        raise FormatRefused(f"{what} is of a type that is not read here ({key[0]})")
    return _named(parts[0]), parts[1], KeyType(key[0]), key[1:]


@dataclass(frozen=True)
class VerifierKey:
    """The public half: who signed, and what kind of statement it is."""

    name: str
    kind: KeyType
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ``FormatRefused``."""
        name, written, kind, public = _parts(text, "a verifier's key")
        key = cls(name, kind, public)
        if key.id.hex() != written:
            raise FormatRefused(f"the key of {name} has the id {key.id.hex()}, and {written[:16]!r} is written")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.kind]) + self.public)}"

    def __reduce__(self) -> tuple[type[Self], tuple[str, KeyType, bytes]]:
        """To another process it goes without what was computed from it, which cannot."""
        return type(self), (self.name, self.kind, self.public)

    @cached_property
    def id(self) -> bytes:
        """The first four bytes of SHA-256 over name, type and key."""
        return _key_id(self.name, self.kind, self.public)

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether ``signature`` (what follows the key's id in a signature line) is this key's over ``text``."""
        if len(signature) != SIGNATURE + (STAMP if self.kind is KeyType.COSIGNATURE else 0):
            return False
        signed = text.encode()
        if self.kind is KeyType.COSIGNATURE:
            at = stamp(signature)
            if at > GREATEST:
                return False
            signed = cosigned(text, at)
        try:
            self._public.verify(signature[-SIGNATURE:], signed)
        except InvalidSignature:
            return False
        return True

    @cached_property
    def _public(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public)


def cosigned(text: str, at: int) -> bytes:
    """What a witness signs: the checkpoint's text under a header that says when (tlog-cosignature)."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def stamp(signature: bytes) -> int:
    """The time in a cosignature, in seconds since 1970."""
    return int.from_bytes(signature[:STAMP], "big")


@dataclass(frozen=True)
class SigningKey:
    """The private half. Keep it where secrets are kept; it never appears in a ``repr``."""

    verifier: VerifierKey
    _private: Ed25519PrivateKey

    @classmethod
    def generate(cls, name: str, kind: KeyType) -> Self:
        """A new key of this name. Raises ``FormatRefused`` for a name that none may have."""
        return cls._of(_named(name), kind, Ed25519PrivateKey.generate())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ``FormatRefused``, which never tells of what was given."""
        if not text.startswith(_PRIVATE):
            raise FormatRefused(f"a signing key begins with {_PRIVATE}: make one with `mappa audit key`")
        name, written, kind, seed = _parts(text.removeprefix(_PRIVATE), "a signing key")
        key = cls._of(name, kind, Ed25519PrivateKey.from_private_bytes(seed))
        if key.verifier.id.hex() != written:
            raise FormatRefused(f"the signing key of {name} is damaged: its id is not the one that is written")
        return key

    @classmethod
    def _of(cls, name: str, kind: KeyType, private: Ed25519PrivateKey) -> Self:
        return cls(VerifierKey(name, kind, private.public_key().public_bytes_raw()), private)

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier.name}+{self.verifier.id.hex()})"

    def written(self) -> str:
        """The whole key, its secret too."""
        key = bytes([self.verifier.kind]) + self._private.private_bytes_raw()
        return f"{_PRIVATE}{self.verifier.name}+{self.verifier.id.hex()}+{encoded(key)}"

    def signature(self, text: str, at: int | None = None) -> bytes:
        """What follows the key's id in a signature line; ``at`` is a cosignature's time, in seconds since 1970."""
        if self.verifier.kind is KeyType.LOG:
            return self._private.sign(text.encode())
        if at is None:
            raise ValueError("a cosignature says when: give its time")
        return at.to_bytes(STAMP, "big") + self._private.sign(cosigned(text, at))
