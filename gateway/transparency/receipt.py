"""Receipts (C2SP tlog-proof): that an entry is in the log, in one file that needs nothing but pinned keys to verify.

    c2sp.org/tlog-proof@v1
    extra bWFwcGEtYWNjZXNzLWxlYWYtdjEK...
    index 73894
    gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
    ...

    example.org/log
    109482
    ...

``extra`` is the leaf itself, so that the file stands alone; it is believed only because it hashes up to the root.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from gateway.transparency.leaf import Leaf
from gateway.transparency.note import MOST_BYTES, Note
from gateway.transparency.text import HASH, FormatRefused, decoded, encoded, number, utf8
from gateway.transparency.tree import verify_inclusion
from gateway.transparency.trust import Endorsed, Policy

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63


class Unproved(ValueError):
    """A receipt that can be read and does not prove what it says."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What a receipt proves: this leaf stands at this place of the log, as the checkpoint's signers saw it."""

    leaf: Leaf
    index: int
    endorsed: Endorsed


@dataclass(frozen=True, slots=True)
class Receipt:
    """A leaf, its place, the path to the root, and the checkpoint that says the root."""

    leaf: Leaf
    index: int
    path: Sequence[bytes]
    note: Note

    def __bytes__(self) -> bytes:
        head = [HEADER, f"extra {encoded(bytes(self.leaf))}", f"index {self.index}", *map(encoded, self.path)]
        return "".join(f"{line}\n" for line in head).encode() + b"\n" + bytes(self.note)

    @classmethod
    def parse(cls, data: bytes) -> "Receipt":
        """Raises ``FormatRefused``."""
        if len(data) > MOST_BYTES:
            raise FormatRefused(f"the receipt has {len(data)} bytes: more than {MOST_BYTES} are not read")
        head, gap, note = utf8(data, "the receipt").partition("\n\n")
        told = head.split("\n")
        if not gap or len(told) < 3 or told[0] != HEADER:
            raise FormatRefused(f"the receipt does not begin with {HEADER}, a leaf and an index, a line each")
        if len(told) - 3 > LONGEST_PATH:
            raise FormatRefused("the receipt's path is longer than any tree is high")
        leaf = Leaf.parse(decoded(_after("extra ", told[1]), "the receipt's leaf"))
        path = [decoded(line, "a hash of the receipt's path", HASH) for line in told[3:]]
        return cls(leaf, number(_after("index ", told[2]), "the index"), path, Note.parse(note.encode()))

    def proved(self, policy: Policy, body: bytes | None = None) -> Proved:
        """What it proves under a policy; ``body`` is the entry's canonical encoding, where the reader has it.

        Raises ``Unproved`` or ``NotTrusted`` with what is wrong, ``FormatRefused`` for signatures that are none.
        """
        endorsed = policy.endorsed(self.note)
        checkpoint = endorsed.checkpoint
        if not verify_inclusion(self.leaf.hash, self.index, checkpoint.size, self.path, checkpoint.root):
            raise Unproved(f"the path does not lead from leaf {self.index} to the root of {checkpoint.size} leaves")
        if body is not None and sha256(body).digest() != self.leaf.digest:
            raise Unproved("the entry is not the one that the receipt was made for: its digest is another")
        return Proved(self.leaf, self.index, endorsed)


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise FormatRefused(f"the receipt has {line[:20]!r} where {word.strip()} should stand")
    return line.removeprefix(word)
