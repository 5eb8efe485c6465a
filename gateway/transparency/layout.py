"""How a copy of the log lies in a folder: as C2SP tlog-tiles serves a log, with the entries' bodies beside it.

checkpoint                 the newest, cosigned
checkpoints                every one that was signed, oldest first, a JSON string to a line
tile/0/x001/067.p/12       hashes; tile/entries/... the leaves
body/x001/067.p/12         what the leaves commit to: canonical encodings without their first line, a line each, and
                           sealed (``sealed``) where it is about somebody
named/x001/067.p/12        what those name by its hash: whom they are about, what was shown (``preimages``)

Elsewhere, for whoever is to read the bodies: keys/x001/067.p/12, what opens those of a tile.
"""

from collections.abc import Iterable

from gateway.transparency.tiles import Tile

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
_BODIES = "body"
_NAMED = "named"
KEYS = "keys"


def body_path(tile: Tile) -> str:
    """Where the bodies of the leaves of a tile of level 0 are; an erased one is an empty line."""
    return tile.bundle.replace("tile/entries", _BODIES, 1)


def named_path(tile: Tile) -> str:
    """Where that is which the entries of a tile of level 0 name by its hash, each once."""
    return tile.bundle.replace("tile/entries", _NAMED, 1)


def keys_path(tile: Tile) -> str:
    """Where, apart from the copy, the keys are that open the bodies of a tile of level 0."""
    return tile.bundle.replace("tile/entries", KEYS, 1)


def bundled(leaves: Iterable[bytes]) -> bytes:
    """Leaves as a bundle: each after its length, in two bytes."""
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def unbundled(data: bytes) -> list[bytes] | None:
    """The leaves of a bundle; None where it is none."""
    leaves, start = list[bytes](), 0
    while start + 2 <= len(data):
        end = start + 2 + int.from_bytes(data[start : start + 2], "big")
        leaves.append(data[start + 2 : end])
        start = end
    return leaves if start == len(data) else None
