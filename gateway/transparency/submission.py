"""What is sent to a witness (C2SP tlog-witness, add-checkpoint): from which size, the proof, and the checkpoint.

old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
...

example.org/log
20852163
...
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.transparency.note import MOST_BYTES, Note
from gateway.transparency.text import HASH, FormatRefused, decoded, encoded, number, utf8

PATH = "add-checkpoint"  # below a witness's submission prefix
SIZE_TYPE = "text/x.tlog.size"
LONGEST_PROOF = 63


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint for a witness that cosigned a tree of ``old`` leaves last, and why the one grows from the other."""

    old: int
    proof: Sequence[bytes]
    note: Note

    def __bytes__(self) -> bytes:
        head = [f"old {self.old}", *map(encoded, self.proof)]
        return "".join(f"{line}\n" for line in head).encode() + b"\n" + bytes(self.note)

    @classmethod
    def parse(cls, data: bytes) -> "Submission":
        """Raises ``FormatRefused``."""
        if len(data) > MOST_BYTES:
            raise FormatRefused(f"more than {MOST_BYTES} bytes are not read")
        head, gap, note = utf8(data, "the request").partition("\n\n")
        first, *proof = head.split("\n")
        if not gap or not first.startswith("old "):
            raise FormatRefused("the request does not begin with the old size, and its proof")
        if len(proof) > LONGEST_PROOF:
            raise FormatRefused(f"the proof has more than {LONGEST_PROOF} lines")
        hashes = [decoded(line, "a hash of the proof", HASH) for line in proof]
        return cls(number(first.removeprefix("old "), "the old size"), hashes, Note.parse(note.encode()))
