"""Chance that can be told again: the same seed and the same words give the same draws, dates and keys."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")

_LOW_62 = (1 << 62) - 1
_VARIANT = 0b10 << 62


class Chance(Random):
    """A source of draws named by words, and of keys shaped like UUIDv7 whose instant comes from ``today``.

    Nothing here reads a clock: a key's instant is ``today`` less sixty days, and a millisecond more for each key.
    """

    def __init__(self, words: str, today: date, started: int = 0) -> None:
        super().__init__(words)  # text is hashed by SHA-512, the same in every process
        instant = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=60)
        self._milliseconds = int(instant.timestamp()) * 1000 + started
        self.today = today

    def key(self) -> str:
        """The next key, as 32 hexadecimal digits."""
        self._milliseconds += 1
        bits = self.getrandbits(74)
        return f"{self._milliseconds:012x}7{bits >> 62:03x}{bits & _LOW_62 | _VARIANT:016x}"

    def pick(self, things: Sequence[T]) -> T:
        """One of them, each as likely."""
        return things[int(self.random() * len(things))]

    def weighed(self, weights: Mapping[T, float]) -> T:
        """One of them, as likely as it weighs."""
        rest = self.random() * sum(weights.values())
        for thing, weight in weights.items():
            rest -= weight
            if rest < 0:
                return thing
        return thing  # rounding may leave a trifle over: the last has it

    def happens(self, likelihood: float) -> bool:
        """Whether something of this likelihood, 0 to 1, comes about."""
        return self.random() < likelihood

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included; ``least`` where the ends are crossed."""
        return least + int(self.random() * (max(most, least) - least + 1))

    def day(self, first: date, last: date) -> date:
        """A day, both ends included; ``first`` where the ends are crossed."""
        return first + timedelta(days=self.number(0, (last - first).days))

    def before(self, day: date, least: int, most: int) -> date:
        """A day between ``least`` and ``most`` days before ``day``."""
        return day - timedelta(days=self.number(least, most))

    def after(self, day: date, least: int, most: int) -> date:
        """A day between ``least`` and ``most`` days after ``day``."""
        return day + timedelta(days=self.number(least, most))
