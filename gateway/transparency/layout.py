"""How a copy of the log lies in a folder: as C2SP tlog-tiles serves a log, with the entries' bodies beside it.

checkpoint                 the newest, cosigned
checkpoints                every one that was signed, oldest first, a JSON string to a line
tile/0/x001/067.p/12       hashes; tile/entries/... the leaves
body/x001/067.p/12         what the leaves commit to: canonical encodings without their first line, a line each, and
                           sealed (``sealed``) where it is about somebody
named/x001/067.p/12        what those name by its hash: whom they are about, what was shown (``preimages``)
digests/x001/067           the SHA-256 of each file about 65,536 leaves
contents                   that of each of those lists and of every other file, signed (``contents``)

Elsewhere, for whoever is to read the bodies: keys/x001/067.p/12, what opens those of a tile, with lists of their own.
"""

from collections.abc import Iterable, Iterator

from gateway.transparency.tiles import WIDTH, Tile, tiles_of

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
_BODIES = "body"
_NAMED = "named"
KEYS = "keys"
DIGESTS = "digests"
CONTENTS = "contents"
STRETCH = WIDTH * WIDTH  # leaves of which the files are listed together


def body_path(tile: Tile) -> str:
    """Where the bodies of the leaves of a tile of level 0 are; an erased one is an empty line."""
    return tile.bundle.replace("tile/entries", _BODIES, 1)


def named_path(tile: Tile) -> str:
    """Where that is which the entries of a tile of level 0 name by its hash, each once."""
    return tile.bundle.replace("tile/entries", _NAMED, 1)


def keys_path(tile: Tile) -> str:
    """Where, apart from the copy, the keys are that open the bodies of a tile of level 0."""
    return tile.bundle.replace("tile/entries", KEYS, 1)


def files_of(tile: Tile) -> tuple[str, ...]:
    """What a copy holds for a tile."""
    return (tile.path, tile.bundle, body_path(tile), named_path(tile)) if tile.level == 0 else (tile.path,)


def key_files_of(tile: Tile) -> tuple[str, ...]:
    """What the folder of keys holds for a tile."""
    return (keys_path(tile),) if tile.level == 0 else ()


def digests_path(stretch: int) -> str:
    """Where the list of the files about a stretch of leaves is, by the place of the stretch."""
    return Tile(1, stretch).path.replace("tile/1", DIGESTS, 1)


def stretches(size: int) -> range:
    """The places of the stretches of a tree."""
    return range(-(-size // STRETCH))


def tiles_within(size: int, stretch: int) -> Iterator[Tile]:
    """The tiles of level 0 of a stretch."""
    for first in range(stretch * STRETCH, min((stretch + 1) * STRETCH, size), WIDTH):
        yield Tile(0, first // WIDTH, min(WIDTH, size - first))


def tiles_above(size: int) -> Iterator[Tile]:
    """The tiles of a tree above its leaves, level by level."""
    return (tile for tile in tiles_of(size) if tile.level)


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
