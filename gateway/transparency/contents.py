"""What a copy of the log consists of: the SHA-256 of each of its files, signed with the log's key.

The tree vouches for leaves and for what they commit to, but not for how a body is sealed, nor for which checkpoints a
copy holds. This list does, so that whoever has no key of a body still finds every change.

It is in two steps, so that a copy of any size is listed and checked by parts: a list for each 65,536 leaves, and one
of those lists and of all other files. Each line is one of ``sha256sum``, which checks it. The second is a signed note,
under two lines with which no checkpoint can begin:

    mappa-copy-contents-v1
    gateway.example/access-record
    9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  digests/000

    — gateway.example/access-record Az3g...=
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from gateway.transparency.keys import SigningKey, VerifierKey
from gateway.transparency.note import Note
from gateway.transparency.text import FormatRefused, utf8
from gateway.transparency.trust import NotTrusted

KIND = "mappa-copy-contents-v1"
MOST_BYTES = 1 << 30  # of the list of lists: a copy of billions of entries has some megabytes
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)", re.ASCII)

Digests = Mapping[str, bytes]
"""By the path of the file in its folder."""


def written(digests: Digests) -> bytes:
    """The lines, in the order given."""
    return "".join(_line(path, digest) for path, digest in digests.items()).encode()


def read(data: bytes) -> dict[str, bytes]:
    """What lines say. Raises ``FormatRefused``, which names the line."""
    return _read(utf8(data, "the list"))


def signed(digests: Digests, keys: Sequence[SigningKey]) -> bytes:
    """The list as keys of one log sign it."""
    return bytes(Note.signed(f"{KIND}\n{keys[0].verifier.name}\n{written(digests).decode()}", keys))


def endorsed(data: bytes, logs: Iterable[VerifierKey]) -> dict[str, bytes]:
    """What a list says that keys of a log signed, and nobody else.

    Raises ``FormatRefused`` for what is none or spoilt, ``NotTrusted`` where it is signed by no key of these logs, or
    also by one that is not among them.
    """
    note = Note.parse(data, MOST_BYTES)
    kind, _, rest = note.text.partition("\n")
    origin, _, listed = rest.partition("\n")
    if kind != KIND:
        raise FormatRefused(f"the list does not begin with {KIND}")
    signers = note.signers(key for key in logs if key.name == origin)
    if not signers:
        raise NotTrusted(f"the list of {origin[:80]} is signed by no key of a log in the policy: it is another's")
    if len(signers) < len(note.signatures):
        raise NotTrusted("the list bears a signature by a key that is not in the policy")
    return _read(listed)


def _read(text: str) -> dict[str, bytes]:
    *told, unended = text.split("\n")
    found = {path: digest for place, line in enumerate(told, start=1) for path, digest in [_parsed(line, place)]}
    if unended or len(found) < len(told):
        raise FormatRefused("the list is cut off, or names a file twice")
    return found


def _parsed(line: str, place: int) -> tuple[str, bytes]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise FormatRefused(f"line {place} of the list is no digest of a file")
    return match[2], bytes.fromhex(match[1])


def _line(path: str, digest: bytes) -> str:
    return f"{digest.hex()}  {path}\n"
