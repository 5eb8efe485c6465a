"""Checkpoints (C2SP tlog-checkpoint): a log's name, how many leaves it has, and their root, as the text of a note."""

from dataclasses import dataclass

from gateway.transparency.text import HASH, FormatRefused, decoded, encoded, lines, number


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree as a log says it stands."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()  # lines of other logs'; this one has none

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """The checkpoint in a note's text. Raises ``FormatRefused``."""
        told = lines(text, "the checkpoint")
        if len(told) < 3 or not all(told):
            raise FormatRefused("a checkpoint has an origin, a size and a root, a line each, and no empty line")
        origin, size, root, *extensions = told
        return cls(origin, number(size, "the size"), decoded(root, "the root", HASH), tuple(extensions))

    @property
    def text(self) -> str:
        """The text to sign."""
        return "\n".join((self.origin, str(self.size), encoded(self.root), *self.extensions)) + "\n"
