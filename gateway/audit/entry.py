"""One entry of the access record, its one canonical encoding, its leaf, and the keyed hashes that stand for variables.

The encoding is made from what is stored, so that anyone who reads the row computes the same bytes:

    mappa-access-entry-v2 LF {"act":"CONSULT","acting":[],...,"variables":{"reference":"6f0c..."}}

JSON as RFC 8259 in UTF-8, no space between tokens, members in the order of their UTF-8 names, at every depth; only
quotation mark, reverse solidus and U+0000..U+001F escaped; the time in UTC with six digits; hashes in hexadecimal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from operator import attrgetter
from typing import Protocol
from uuid import UUID

import orjson

from gateway.transparency.leaf import ENTRY_VERSION, Leaf, instant

JSON_FIELDS = ("variables",)
_BLOCK = 64  # bytes that SHA-256 takes in at a time
ID_FIELDS = ("id", "request_id", "principal_id")
BYTES_FIELDS = ("document_hash", "subject_set", "reading", "question")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was asked, by whom, for what, and what of whom was shown. Never a value.

    ``act``, ``outcome`` and ``purpose`` are names of members of ``policies.vocabulary``; they are held as text
    because the record outlives the vocabulary. What is not known is ``None``: before a caller is authenticated, who
    they are. Lists keep their order: sort what has none, for the order is part of the encoding.
    """

    id: UUID  # version 7, made by the gateway
    recorded_at: datetime  # by the gateway's clock, with a time zone
    request_id: UUID
    act: str
    outcome: str
    reason: str | None  # the code of a refusal
    principal_id: UUID | None
    principal_name: str | None
    agency: str | None
    roles: Sequence[str]
    client: str | None
    acting: Sequence[str]  # systems acting for a human, outermost last
    human: bool  # whether a human is behind the request
    purpose: str | None
    operation_name: str | None
    document_hash: bytes | None  # SHA-256
    variables: Mapping[str, str]  # name -> keyed hash
    subject_set: bytes | None  # SHA-256 of who is in the answer, and where (``sharing.packed``); None: nobody
    reading: bytes | None  # SHA-256 of what is shown and withheld in each place (``sharing.reading_body``)
    policy_version: str
    row_count: int
    duration_us: int  # microseconds
    question: bytes | None = None  # the name, the hash of the document and the variables, sealed, where about somebody


FIELDS = tuple(field.name for field in fields(Entry))
_values_of = attrgetter(*FIELDS)


def encode(value: object) -> bytes:
    """The one JSON of a value. Raises ``TypeError`` (``orjson.JSONEncodeError``) for what has none."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)


def _plain(value: object) -> object:
    """Drivers bring a UUID type of their own, and tuples stand for lists; nothing else is let in."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in an entry; give text, a list or a mapping")


def canonical_bytes(entry: Entry) -> bytes:
    """The bytes whose SHA-256 is in the entry's leaf. The same before writing and from the stored row."""
    values: dict[str, object] = dict(zip(FIELDS, _values_of(entry), strict=True))
    values["recorded_at"] = instant(entry.recorded_at)
    for name in ID_FIELDS:
        if values[name] is not None:
            values[name] = str(values[name])
    for name in BYTES_FIELDS:
        digest = values[name]
        values[name] = digest.hex() if isinstance(digest, bytes) else None
    if entry.question is None:
        del values["question"]
    return ENTRY_VERSION + encode(values)


def as_recorded(entry: Entry) -> Entry:
    """An entry that was read with its question opened, as it stands in its table and as its leaf vouches for it."""
    if entry.question is None:
        return entry
    return replace(entry, operation_name=None, document_hash=None, variables={})


def leaf_of(entry: Entry) -> Leaf:
    """What of the entry becomes a leaf: that it was recorded, and a digest of what it says."""
    return Leaf(entry.id, entry.recorded_at, sha256(canonical_bytes(entry)).digest())


def columns_read(alias: str) -> str:
    """What to select of ``audit.entry`` for ``from_row``. JSON as text, whatever the connection makes of jsonb."""
    return ", ".join(f"{alias}.{name}::text as {name}" if name in JSON_FIELDS else f"{alias}.{name}" for name in FIELDS)


class Row(Protocol):
    """A stored row as a driver gives it."""

    def __getitem__(self, column: str, /) -> object: ...


def from_row(row: Row) -> Entry:
    """The entry of a stored row. Raises ``ValueError`` where JSON cannot be read: nothing of ours wrote that."""
    values: dict[str, object] = {name: row[name] for name in FIELDS}
    values |= {name: orjson.loads(str(values[name])) for name in JSON_FIELDS}
    return Entry(**values)  # type: ignore[arg-type]  # the columns have the types of the fields


class VariableHasher:
    """Stands a keyed hash for each variable: with the key a guess can be tested, without it nothing can be read.

    The hash is bound to the variable's name, so that equal values of different variables do not look alike; equal
    values of one variable do, so that an auditor can count who made the same search.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise ValueError(f"the key for variables has {len(key)} bytes; give at least 32 from a random source")
        derived = sha256(b"mappa-access-entry-variables" + key).digest().ljust(_BLOCK, b"\0")
        # HMAC (RFC 2104) with its two first blocks taken in once: this runs for every variable of every request.
        self._inner = sha256(bytes(byte ^ 0x36 for byte in derived))
        self._outer = sha256(bytes(byte ^ 0x5C for byte in derived))

    def hash(self, name: str, value: object) -> str:
        """16 bytes of HMAC-SHA-256 over name and JSON value, in hexadecimal."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(encode([name, value]))
        outer.update(inner.digest())
        return outer.digest()[:16].hex()

    def hash_all(self, variables: Mapping[str, object]) -> dict[str, str]:
        """What ``Entry.variables`` holds for the variables of an operation."""
        return {name: self.hash(name, value) for name, value in variables.items()}

    def matches(self, name: str, guess: object, hashed: str) -> bool:
        """Whether ``guess`` (as JSON: "7" is not 7) is what was hashed."""
        return compare_digest(self.hash(name, guess), hashed)
