"""What of an entry becomes a leaf: its id, when it was recorded, and the SHA-256 of its canonical encoding.

    mappa-access-leaf-v1
    0193a8c1-...
    2026-11-25T16:41:48.000000Z
    Dw8...=

So the tree, its mirrors and every receipt commit to an entry without telling what it says: they can be handed to
those who may not read the record, and an entry's body can be erased while all that was proved of the log stays true.
The encoding holds ids that were drawn at random, so that nobody can find the body by trying likely ones.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from gateway.transparency.text import HASH, FormatRefused, decoded, encoded, lines, utf8
from gateway.transparency.tree import leaf_hash

VERSION = "mappa-access-leaf-v1"
ENTRY_VERSION = b"mappa-access-entry-v2\n"  # the first line of an entry's canonical encoding
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def instant(moment: datetime) -> str:
    """A moment with a time zone, in UTC with six digits. Raises ``ValueError`` for one without."""
    if moment.tzinfo is None:
        raise ValueError("a moment in the record has no time zone; give datetime.now(UTC)")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The leaf of one entry."""

    entry_id: UUID
    recorded_at: datetime
    digest: bytes  # SHA-256 of the entry's canonical encoding

    def __bytes__(self) -> bytes:
        told = (VERSION, str(self.entry_id), instant(self.recorded_at), encoded(self.digest))
        return "".join(f"{line}\n" for line in told).encode()

    @property
    def hash(self) -> bytes:
        """The leaf's hash in the tree."""
        return leaf_hash(bytes(self))

    @classmethod
    def parse(cls, data: bytes) -> "Leaf":
        """Raises ``FormatRefused``."""
        told = lines(utf8(data, "the leaf"), "the leaf")
        if len(told) != 4 or told[0] != VERSION:
            raise FormatRefused(f"the leaf is not four lines that begin with {VERSION}")
        leaf = cls(_uuid(told[1]), _moment(told[2]), decoded(told[3], "the digest", HASH))
        if bytes(leaf) != data:
            raise FormatRefused("the leaf is not written as leaves are")
        return leaf


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise FormatRefused(f"the leaf's id is none: {text[:40]!r}") from None


def _moment(text: str) -> datetime:
    if not _INSTANT.fullmatch(text):
        raise FormatRefused(f"the leaf's time is none: {text[:40]!r}")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise FormatRefused(f"the leaf's time is none: {text[:40]!r}") from None
