"""What entries name by its SHA-256, as a copy of the log holds it: a line of JSON for each, in one encoding only.

{"members":"<base64>"}    whom answers were about: for each subject one byte for the place, and the sixteen of its alias
{"reading":"<JSON>"}      what was shown and withheld in each place, and by which rules

Who is behind an alias is not in a copy. Whoever is told gets the keys beside it, a line of JSON for each:

{"alias":"<hex>","subject":"<hex>","key":"<hex>"}    the alias is the first 16 bytes of SHA-256(key || subject)
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256

import orjson

from gateway.transparency.text import FormatRefused

NAMING = ("subject_set", "reading")  # the fields of an entry that hold such digests, in hexadecimal


def written(sets: Iterable[bytes], readings: Iterable[str]) -> bytes:
    """The lines, in the order given: sort what has none."""
    lines = [*map(_set, sets), *map(_reading, readings)]
    return b"".join(line + b"\n" for line in lines)


def digests(data: bytes) -> set[str]:
    """The digests of what the lines hold, in hexadecimal. Raises ``FormatRefused``, which names the line."""
    return {_digest(line, place) for place, line in enumerate(data.split(b"\n")[:-1], start=1)} | _unended(data)


def key_line(alias: bytes, subject: bytes, key: bytes | None) -> bytes:
    """The line that tells who is behind an alias; without a key, the alias is the subject itself."""
    return orjson.dumps({"alias": alias.hex(), "subject": subject.hex(), "key": key.hex() if key else None}) + b"\n"


def opened(members: bytes, keys: bytes) -> list[str]:
    """The keys of the cases and persons in a set, in hexadecimal, by the lines that tell who they are.

    Raises ``FormatRefused`` for a line that does not open what it says, or an alias that the set does not have.
    """
    return [subject.hex() for subject, _ in keys_of(members, keys).values()]


def keys_of(members: bytes, keys: bytes) -> dict[bytes, tuple[bytes, bytes | None]]:
    """By each alias of a set, who is behind it and the key that tells so. Raises as ``opened`` does."""
    _unended(keys)
    aliases = {members[start + 1 : start + 17] for start in range(0, len(members), 17)}
    return dict(_opened(aliases, line, place) for place, line in enumerate(keys.split(b"\n")[:-1], start=1))


def _opened(aliases: set[bytes], line: bytes, place: int) -> tuple[bytes, tuple[bytes, bytes | None]]:
    try:
        told = orjson.loads(line)
        alias, subject = bytes.fromhex(told["alias"]), bytes.fromhex(told["subject"])
        key = None if told["key"] is None else bytes.fromhex(told["key"])
    except (ValueError, TypeError, KeyError):
        raise FormatRefused(f"line {place} is no key") from None
    if line + b"\n" != key_line(alias, subject, key):
        raise FormatRefused(f"line {place} is no key: it is in another encoding")
    made = subject if key is None else sha256(key + subject).digest()[:16]
    if made != alias or alias not in aliases:
        raise FormatRefused(f"line {place} does not open a subject of this set")
    return alias, (subject, key)


def _unended(data: bytes) -> set[str]:
    if data and not data.endswith(b"\n"):
        raise FormatRefused("the last line is not ended")
    return set()


def _digest(line: bytes, place: int) -> str:
    try:
        ((kind, told),) = orjson.loads(line).items()
        preimage = b64decode(told) if kind == "members" else told.encode()
        if line == (_set(preimage) if kind == "members" else _reading(told) if kind == "reading" else b""):
            return sha256(preimage).hexdigest()
    except (ValueError, TypeError, AttributeError):
        pass
    raise FormatRefused(f"line {place} is none that a copy holds")


def _set(members: bytes) -> bytes:
    return orjson.dumps({"members": b64encode(members).decode()})


def _reading(body: str) -> bytes:
    return orjson.dumps({"reading": body})
