"""What a folder says that it consists of, signed with the log's key, against what it holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gateway.transparency import contents
from gateway.transparency.layout import (
    CHECKPOINT,
    CHECKPOINTS,
    CONTENTS,
    digests_path,
    files_of,
    key_files_of,
    stretches,
    tiles_above,
)
from gateway.transparency.text import FormatRefused
from gateway.transparency.tiles import Tile
from gateway.transparency.trust import NotTrusted, Policy
from gateway.verification.copy import Copy

CHANGED = "is not the file that was there when the log signed for this folder: it was changed"


@dataclass(frozen=True, slots=True)
class Part:
    """The list of the files about a stretch of leaves, and the digest that was signed for it."""

    folder: Path
    path: str
    digest: bytes
    keys: bool  # of the folder of keys
    shown: str  # before each path in what is said

    def faults(self, tiles: Iterable[Tile]) -> Iterator[str]:
        """Each file that is another than is listed. One that is not there is told of by whoever reads it."""
        try:
            data = (self.folder / self.path).read_bytes()
        except OSError as error:
            yield f"{self.shown}{self.path} cannot be read ({error.strerror})"
            return
        if sha256(data).digest() != self.digest:
            yield f"{self.shown}{self.path} {CHANGED}"
            return
        try:
            listed = contents.read(data)
        except FormatRefused as error:
            yield f"{self.shown}{self.path}: {error}"
            return
        of = key_files_of if self.keys else files_of
        yield from _differing(self.folder, self.shown, self.path, listed, (path for tile in tiles for path in of(tile)))


@dataclass(frozen=True, slots=True)
class Contents:
    """What one folder consists of, as the log signed it."""

    folder: Path
    digests: contents.Digests
    keys: bool
    shown: str

    def part(self, stretch: int) -> Part | None:
        """The list of a stretch; None where none is signed, which ``faults`` tells."""
        path = digests_path(stretch)
        digest = self.digests.get(path)
        return None if digest is None else Part(self.folder, path, digest, self.keys, self.shown)

    def faults(self, size: int) -> Iterator[str]:
        """What is wrong with all but the stretches' files, for a tree of this size."""
        parts = {digests_path(stretch) for stretch in stretches(size)}
        others = [] if self.keys else [*(tile.path for tile in tiles_above(size)), CHECKPOINTS, CHECKPOINT]
        for path in sorted(parts - self.digests.keys()):
            yield f"{self.shown}{CONTENTS} does not list {path}"
        listed = {path: digest for path, digest in self.digests.items() if path not in parts}
        yield from _differing(self.folder, self.shown, CONTENTS, listed, others)


def read(copy: Copy, policy: Policy) -> tuple[list[Contents], list[str]]:
    """What the copy, and its folder of keys where there is one, say that they consist of; and what is wrong there."""
    folders = [(copy.folder, False, "")] + ([(copy.keys, True, f"{copy.keys}/")] if copy.keys else [])
    found, faults = list[Contents](), list[str]()
    for folder, keys, shown in folders:
        try:
            digests = contents.endorsed((folder / CONTENTS).read_bytes(), policy.logs)
        except OSError as error:
            says = "the list of its files that the log signed; make it anew with `mappa audit copy`"
            faults.append(f"{shown}{CONTENTS} cannot be read ({error.strerror}): it is {says}")
        except (FormatRefused, NotTrusted) as error:
            faults.append(f"{shown}{CONTENTS}: {error}")
        else:
            found.append(Contents(folder, digests, keys, shown))
    return found, faults


def _differing(folder: Path, shown: str, name: str, listed: contents.Digests, expected: Iterable[str]) -> Iterator[str]:
    left = dict(listed)
    for path in expected:
        digest = left.pop(path, None)
        if digest is None:
            yield f"{shown}{name} does not list {path}"
        elif _digest(folder / path) not in {digest, None}:
            yield f"{shown}{path} {CHANGED}"
    for path in left:
        yield f"{shown}{name} lists {path}, which has no place in it"


def _digest(path: Path) -> bytes | None:
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return None
