"""Signed notes (C2SP signed-note): text, an empty line, and a line for each signature.

    example.org/log
    2
    Dw8...=

    — example.org/log Az3g...=

A signature of a key that nobody here knows is passed over, as the specification asks; one of a known key that does not
verify spoils the whole note.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.transparency.keys import SigningKey, VerifierKey
from gateway.transparency.text import FormatRefused, decoded, encoded, lines, utf8

MOST_BYTES = 64 * 1024
MOST_SIGNATURES = 64  # the specification asks for 16 at least
_DASH = "— "


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note."""

    name: str
    key_id: bytes
    value: bytes  # what follows the key's id

    @classmethod
    def made(cls, key: SigningKey, text: str, at: int | None = None) -> "Signature":
        """By ``key`` over ``text``; a cosignature says when."""
        return cls(key.verifier.name, key.verifier.id, key.signature(text, at))

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Raises ``FormatRefused``. ``line`` without its line feed."""
        name, space, value = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not space or not name or "+" in name or any(map(str.isspace, name)):
            raise FormatRefused(f"a line under the note is no signature: {line[:40]!r}")
        data = decoded(value, f"the signature of {name}")
        if len(data) < 5:
            raise FormatRefused(f"the signature of {name} is too short")
        return cls(name, data[:4], data[4:])

    def by(self, key: VerifierKey) -> bool:
        """Whether it says that it is this key's; whether it is, ``VerifierKey.accepts`` says."""
        return self.name == key.name and self.key_id == key.id

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {encoded(self.key_id + self.value)}"


@dataclass(frozen=True, slots=True)
class Note:
    """Text that ends with a line, and who says that they signed it."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def signed(cls, text: str, keys: Iterable[SigningKey]) -> "Note":
        """The text, signed by each key."""
        return cls(text, tuple(Signature.made(key, text) for key in keys))

    @classmethod
    def parse(cls, data: bytes, most: int = MOST_BYTES) -> "Note":
        """Raises ``FormatRefused``."""
        if len(data) > most:
            raise FormatRefused(f"the note has {len(data)} bytes: more than {most} are not read")
        text, gap, under = utf8(data, "the note").rpartition("\n\n")
        if not gap or not text:
            raise FormatRefused("the note has no signatures: they stand after an empty line")
        signatures = tuple(Signature.parse(line) for line in lines(under, "the note"))
        if len(signatures) > MOST_SIGNATURES:
            raise FormatRefused(f"the note has {len(signatures)} signatures: more than {MOST_SIGNATURES} are not read")
        return cls(text + "\n", signatures)

    def with_signatures(self, more: Iterable[Signature]) -> "Note":
        """The same text under more signatures."""
        return Note(self.text, (*self.signatures, *more))

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(f"{each}\n" for each in self.signatures)).encode()

    def signers(self, known: Iterable[VerifierKey]) -> list[tuple[VerifierKey, Signature]]:
        """Whose signatures stand under it, of those known, once each. Raises ``FormatRefused`` if one is not theirs."""
        found: dict[VerifierKey, Signature] = {}
        for key in known:
            for signature in self.signatures:
                if signature.by(key):
                    if not key.accepts(self.text, signature.value):
                        raise FormatRefused(f"the signature of {key.name} ({key.id.hex()}) is not over this text")
                    found.setdefault(key, signature)
        return list(found.items())
