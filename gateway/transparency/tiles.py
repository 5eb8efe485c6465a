"""Tiles (C2SP tlog-tiles): the tree cut into rows of 256 hashes, each the root of a whole subtree of 256^level leaves.

Entry ``index`` of level ``level`` is the root of the leaves from ``index * 256**level`` on. Level 0 is the leaves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from gateway.transparency.tree import Frontier, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:[.]p/([0-9]{1,3}))?", re.ASCII)
_LONGEST = 64  # characters of a path: more than any tree needs


@dataclass(frozen=True, slots=True)
class Subtree:
    """The root of a whole subtree of 256^level leaves."""

    level: int
    index: int
    hash: bytes


class Grower(Frontier):
    """A frontier that tells of each subtree of 256, 65,536 ... leaves as it becomes whole."""

    __slots__ = ("completed",)

    def __init__(self, size: int = 0, hashes: tuple[bytes, ...] | list[bytes] = ()) -> None:
        super().__init__(size, hashes)
        self.completed: list[Subtree] = []  # since whoever asks last took them away

    def append(self, leaf: bytes) -> None:
        """One leaf more."""
        merged, place, height = leaf, self.size, 0
        while place & 1:
            merged, place, height = node_hash(self.hashes.pop(), merged), place >> 1, height + 1
            if height % HEIGHT == 0:
                self.completed.append(Subtree(height // HEIGHT, place, merged))
        self.hashes.append(merged)
        self.size += 1

    def taken(self) -> list[Subtree]:
        """What has become whole since this was last asked."""
        completed, self.completed = self.completed, []
        return completed


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: its level, its place in the level, and how many hashes it holds."""

    level: int
    index: int
    width: int = WIDTH

    @classmethod
    def at(cls, path: str) -> Self | None:
        """The tile that is served at a path, or whose leaves are; None where the specification puts nothing there."""
        found = _PATH.fullmatch(path) if len(path) <= _LONGEST else None
        if found is None:
            return None
        level, index, width = found.groups()
        digits = index.replace("/", "").replace("x", "")
        tile = cls(0 if level == "entries" else int(level), int(digits), int(width or WIDTH))
        return tile if path == (tile.bundle if level == "entries" else tile.path) and tile.width else None

    @property
    def end(self) -> int:
        """The size of the smallest tree that has it."""
        return int((self.index * WIDTH + self.width) * WIDTH**self.level)

    @property
    def path(self) -> str:
        """Where it is served, below the log's prefix: tile/0/x001/x234/067.p/12."""
        return f"tile/{self.level}/{_place(self.index, self.width)}"

    @property
    def bundle(self) -> str:
        """Where the leaves of a tile of level 0 are served."""
        return f"tile/entries/{_place(self.index, self.width)}"


def _place(index: int, width: int) -> str:
    digits = f"{index:0{-(-len(str(index)) // 3) * 3}d}"
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree, level by level; the last of a level may be partial, none is empty."""
    level, hashes = 0, size
    while hashes:
        for index in range(-(-hashes // WIDTH)):
            yield Tile(level, index, min(WIDTH, hashes - index * WIDTH))
        level, hashes = level + 1, hashes >> HEIGHT
