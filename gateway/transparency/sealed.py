"""An entry's body as a copy of the log holds it: sealed, so that a copy tells what was asked about somebody to those
alone who are given the keys, and to nobody once these are destroyed.

{"set":"<hex>","sealed":"<base64>"}    twelve bytes drawn at random, then the body by AES-256-GCM, bound to its leaf

One key seals the bodies of all entries that name a set of subjects. It is made of the keys that each subject of the set
has for that month. Whoever is to read them gets the keys apart from the copy, a line of JSON for each set:

{"set":"<hex>","key":"<hex>"}

A leaf commits to the body and not to how it is sealed: proofs are the same with the keys and without. Whoever holds the
key of a set finds every change of a sealed body by it; whoever has none, by what the log signed for (``contents``).
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.transparency.text import FormatRefused

_NONCE = 12  # bytes; at random, of which a key may see 2^32 (NIST SP 800-38D)
_BEGINS = b'{"set":"'

Keys = Mapping[str, AESGCM]
"""By the digest of the set, in hexadecimal."""


def seal(of_set: bytes, key: bytes, leaf: bytes, body: bytes) -> bytes:
    """The line of an entry's body. ``leaf``: the bytes of the leaf that commits to it."""
    nonce = os.urandom(_NONCE)
    return _line(of_set.hex(), nonce + AESGCM(key).encrypt(nonce, body, leaf))


def set_of(line: bytes) -> str | None:
    """The set by whose key a line of a copy is sealed; None where it is not. Raises ``FormatRefused``."""
    return _told(line)[0] if line.startswith(_BEGINS) else None


def unseal(line: bytes, leaf: bytes, key: AESGCM) -> bytes | None:
    """The body; None where this is not how the key sealed it for this leaf. Raises ``FormatRefused``."""
    _, held = _told(line)
    try:
        return key.decrypt(held[:_NONCE], held[_NONCE:], leaf)
    except (InvalidTag, ValueError):
        return None


def key_lines(keys: Mapping[bytes, bytes]) -> bytes:
    """The lines that open what these sets' keys sealed."""
    return b"".join(_key_line(of_set.hex(), key.hex()) for of_set, key in sorted(keys.items()))


def keys_in(data: bytes) -> Keys:
    """The keys that lines tell. Raises ``FormatRefused``, which names the line."""
    return dict(_keys(data.split(b"\n")))


def _keys(lines: list[bytes]) -> Iterable[tuple[str, AESGCM]]:
    if lines.pop():
        raise FormatRefused("the last line is not ended")
    for place, line in enumerate(lines, start=1):
        try:
            told = orjson.loads(line)
            if line + b"\n" == _key_line(told["set"], told["key"]):
                yield told["set"], AESGCM(bytes.fromhex(told["key"]))
                continue
        except (ValueError, TypeError, KeyError):
            pass
        raise FormatRefused(f"line {place} is no key of a set")


def _told(line: bytes) -> tuple[str, bytes]:
    """In one encoding only, so that no two lines say the same."""
    try:
        told = orjson.loads(line)
        of_set, held = told["set"], b64decode(told["sealed"])
        if line == _line(of_set, held):
            return of_set, held
    except (ValueError, TypeError, KeyError):
        pass
    raise FormatRefused("the body is not sealed as a copy seals it")


def _line(of_set: str, held: bytes) -> bytes:
    return orjson.dumps({"set": of_set, "sealed": b64encode(held).decode()})


def _key_line(of_set: str, key: str) -> bytes:
    return orjson.dumps({"set": of_set, "key": key}) + b"\n"
