"""A guess at what a variable of a recorded operation held, as the record would have kept it.

Whoever has the key can go through guesses; so it stays with the gateway, which tells nothing but whether a guess is
right, of entries that its caller may read, and records that it was asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from gateway.audit.entry import VariableHasher


@dataclass(frozen=True, slots=True)
class Guesses:
    """With the key of now first, and those of before: an entry's hashes are of the key that was set at its time."""

    hashers: Sequence[VariableHasher]

    def hashes(self, name: str, guess: str) -> list[str]:
        """Every hash that the record has of a variable that held this."""
        return [hasher.hash(name, value) for hasher in self.hashers for value in meant(guess)]


def meant(guess: str) -> Iterator[object]:
    """The values that a text may stand for: itself, and what it is as JSON (7 is a number, and may be a text)."""
    yield guess
    try:
        value = orjson.loads(guess)
    except orjson.JSONDecodeError:
        return
    yield value
