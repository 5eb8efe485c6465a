"""What many entries share and name by its SHA-256: whom an answer was about, and what it showed in each place.

A page that is asked for a thousand times holds the same people each time. Written once under its hash, the set of them
costs an entry 32 bytes, and its leaf vouches for the set as if it held it. Both forms are their own hash's preimage:

    subject set   for each subject one byte that says the place, and the sixteen bytes of the case's or person's alias
    reading       JSON: {"places": {"8": {"cell": "assigned/ordinary", "reading": {...}}, ...}, "nobody": {...}}

A set is put together here with the keys of cases and persons, and sealed as it is written: aliases take their place
(``sealing``).

A place is a number from 0 to 255; the reading that stands beside the set in the entry says what it is in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from gateway.audit.entry import encode

_MEMBER = 17  # bytes of one subject in a set


@dataclass(frozen=True, slots=True)
class Told:
    """One place in words, and what was shown and withheld there."""

    cell: str  # as "assigned/ordinary"
    reading: Mapping[str, object]  # {"shown": {data class: [fields]}, "withheld": {...}, "rules": [...]}


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown and withheld in every place that the rows of an answer could be in."""

    digest: bytes
    body: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What an entry names by its hash, to be written beside it."""

    members: bytes | None = None
    digest: bytes | None = None  # of the members
    reading: Reading | None = None


NOTHING = Shared()


def reading_of(places: Mapping[int, Told], nobody: Told) -> Reading:
    """The reading of a statement; ``nobody`` is what is told of an answer in which nobody is."""
    body = {
        "places": {str(place): _plain(told) for place, told in places.items()},
        "nobody": _plain(nobody),
    }
    text = encode(body)
    return Reading(sha256(text).digest(), text.decode())


def _plain(told: Told) -> dict[str, object]:
    return {"cell": told.cell, "reading": told.reading}


def shared(members: bytes, reading: Reading) -> Shared:
    """What an entry names that is about these members, and says that of them."""
    return Shared(members or None, sha256(members).digest() if members else None, reading)


def packed(subjects: Iterable[tuple[int, UUID]]) -> bytes:
    """The set of these subjects, each with its place, in the order given."""
    return b"".join(bytes((place,)) + subject.bytes for place, subject in subjects)


def unpacked(members: bytes) -> Iterator[tuple[int, UUID]]:
    """The subjects of a set, each with its place. Raises ``ValueError`` for what is no set."""
    if len(members) % _MEMBER:
        raise ValueError(f"a set of subjects has {len(members)} bytes, which is no multiple of {_MEMBER}")
    for start in range(0, len(members), _MEMBER):
        yield members[start], UUID(bytes=members[start + 1 : start + _MEMBER])
