"""What a line of a pack's table must say: every cell follows from the proved entry and from what it names by its hash.

Whom an entry was about, and what was asked about them, follows with the keys that a pack has beside the sets. What the
table has in words, the entry has so: a list with spaces between, nothing for what is not known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512
from itertools import count
from typing import Any
from uuid import UUID

import orjson

from gateway.transparency.preimages import NAMING, keys_of
from gateway.transparency.text import FormatRefused

_QUESTION = ("operation_name", "document_hash", "variables")
_WORDS = ("processing", "holders")  # in no order
_MEMBER, _BLOCK = 17, 64  # bytes of a subject in a set, and of SHA-512
_NOBODY: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Named:
    """What a proved entry names: the set, the lines of its keys, and the reading. None: it names none."""

    members: bytes | None
    keys: bytes
    reading: bytes | None


def otherwise(line: Mapping[str, Any], entry: Mapping[str, Any], named: Named) -> Iterator[str]:
    """The columns in which a line says something else than the entry. Raises ``FormatRefused`` for what is no key."""
    expected = _cells(entry, named)
    yield from sorted(str(name) for name in line.keys() ^ expected.keys())
    for name in sorted(expected.keys() & line.keys()):
        cell, value = line[name] or "", expected[name]
        same = sorted(cell.split()) == sorted(value.split()) if name in _WORDS else cell in (value, f"'{value}")
        if not same:
            yield name


def _cells(entry: Mapping[str, Any], named: Named) -> dict[str, str]:
    own = {name: value for name, value in entry.items() if name not in (*NAMING, "question")}
    if entry.get("question") is not None:
        own |= zip(_QUESTION, _question(entry, named), strict=True)
    places = _places(named)
    told = {str(told.get("cell", "untold")): told.get("reading") for told in places.values()}
    words = {what: {word for each in told.values() for word in (each or {}).get(what) or ()} for what in _WORDS}
    beside = {what: " ".join(found) for what, found in words.items()}
    about = {"subjects": _encoded(_subjects(named, places)), "reading": _encoded(told)}
    return {name: _cell(value) for name, value in own.items()} | beside | about


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return _encoded(value) if isinstance(value, dict) else str(value)


def _encoded(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _places(named: Named) -> dict[int | None, Mapping[str, Any]]:
    """What the reading tells of each place that the set has; of an answer about nobody, what it tells of that."""
    body = orjson.loads(named.reading) if named.reading is not None else {}
    if named.members is None:
        return {None: body["nobody"]} if body else {}
    places = sorted({place for place, _ in _members(named.members)})
    return {place: body.get("places", _NOBODY).get(str(place), _NOBODY) for place in places}


def _subjects(named: Named, places: Mapping[int | None, Mapping[str, Any]]) -> dict[str, list[str]]:
    """Whom it was about, by the place in which they were seen."""
    found: dict[str, set[str]] = {}
    if named.members is not None:
        keys = keys_of(named.members, named.keys)
        for place, alias in _members(named.members):
            if alias in keys:
                found.setdefault(str(places[place].get("cell", "untold")), set()).add(str(UUID(bytes=keys[alias][0])))
    return {cell: sorted(subjects) for cell, subjects in found.items()}


def _members(members: bytes) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(members), _MEMBER):
        yield members[start], members[start + 1 : start + _MEMBER]


def _question(entry: Mapping[str, Any], named: Named) -> Sequence[object]:
    """What was asked, opened with the key of the set (``docs/audit.md``)."""
    members = named.members or b""
    keys = keys_of(members, named.keys)
    parts = [sha256((keys[alias][1] or b"") + b"body").digest() for _, alias in _members(members) if alias in keys]
    seed = sha256(b"".join(parts)).digest() + UUID(entry["id"]).bytes
    sealed = bytes.fromhex(entry["question"])
    blocks = (sha512(seed + n.to_bytes(4, "big")).digest() for n in count(1))
    stream = b"".join(next(blocks) for _ in range(0, len(sealed), _BLOCK))
    try:
        name, document, variables = orjson.loads(bytes(one ^ other for one, other in zip(sealed, stream, strict=True)))
    except ValueError:
        raise FormatRefused("what was asked cannot be opened with them") from None
    return name, document, variables
