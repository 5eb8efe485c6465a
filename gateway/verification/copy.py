"""A copy of the log in a folder, read with an error that names the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from gateway.transparency import preimages, sealed
from gateway.transparency.layout import CHECKPOINTS, body_path, keys_path, named_path, unbundled
from gateway.transparency.text import HASH, FormatRefused
from gateway.transparency.tiles import Tile


class CopyDamaged(Exception):
    """A file of the copy that is missing or is not what it should be, named."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The folder, and the one with what opens its bodies, where that was given."""

    folder: Path
    keys: Path | None = None

    def read(self, path: str) -> bytes:
        """A file. Raises ``CopyDamaged``."""
        try:
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise CopyDamaged(f"{path} cannot be read ({error.strerror})") from None

    def checkpoints(self) -> Iterator[tuple[str, bytes]]:
        """Every checkpoint, with where it stands. One that is no JSON string is given as it stands."""
        for place, line in enumerate(self.read(CHECKPOINTS).splitlines(), start=1):
            try:
                told = orjson.loads(line)
            except orjson.JSONDecodeError:
                told = None
            yield f"{CHECKPOINTS}, line {place}", told.encode() if isinstance(told, str) else line

    def hashes(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile. Raises ``CopyDamaged``."""
        data = self.read(tile.path)
        if len(data) != tile.width * HASH:
            raise CopyDamaged(f"{tile.path} has {len(data)} bytes and not {tile.width * HASH}")
        return [data[start : start + HASH] for start in range(0, len(data), HASH)]

    def leaves(self, tile: Tile) -> list[bytes]:
        """The leaves under a tile of level 0. Raises ``CopyDamaged``."""
        leaves = unbundled(self.read(tile.bundle))
        if leaves is None or len(leaves) != tile.width:
            raise CopyDamaged(f"{tile.bundle} does not hold {tile.width} leaves")
        return leaves

    def bodies(self, tile: Tile) -> list[bytes]:
        """The lines of the bodies of a tile's leaves, empty where one was erased. Raises ``CopyDamaged``."""
        path = body_path(tile)
        data = self.read(path)
        bodies = data.split(b"\n")
        if bodies.pop() or len(bodies) != tile.width:
            raise CopyDamaged(f"{path} does not hold {tile.width} lines")
        return bodies

    def opening(self, tile: Tile) -> sealed.Keys:
        """What opens the bodies of a tile. Raises ``CopyDamaged``."""
        if self.keys is None:
            return {}
        path = self.keys / keys_path(tile)
        try:
            return sealed.keys_in(path.read_bytes())
        except (OSError, FormatRefused) as error:
            raise CopyDamaged(f"{path}: {getattr(error, 'strerror', None) or error}") from None

    def named(self, tile: Tile) -> set[str]:
        """The digests of what the copy holds that entries of a tile name, in hexadecimal. Raises ``CopyDamaged``."""
        path = named_path(tile)
        try:
            return preimages.digests(self.read(path))
        except FormatRefused as error:
            raise CopyDamaged(f"{path}: {error}") from None
