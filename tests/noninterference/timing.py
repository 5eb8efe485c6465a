"""Whether it can be told by the clock that something hidden is there: measured, with what would have been noticed.

Two questions that must be answered alike, one about what is hidden and one about what is not there, are asked in an
order of chance, one at a time. The times are compared by ranks (Mann-Whitney, normal approximation, two-sided). An
alarm at p < 0.001 is false once in a thousand sound comparisons. The power is found from the measured times themselves:
the smallest delay that, added to half of them, is noticed in nine of ten draws.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

FALSE_ALARMS = 0.001
NOTICED = 0.9
DRAWS = 30
DELAYS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # of the median


def p_value(ones: Sequence[float], others: Sequence[float]) -> float:
    """How often times as different as these, or more, come from one and the same source."""
    ranks = _ranks([*ones, *others])
    n, m = len(ones), len(others)
    u = sum(ranks[:n]) - n * (n + 1) / 2
    deviation = math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(u - n * m / 2) / deviation / math.sqrt(2))


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each; those that are equal share theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for each in order[start:end]:
            ranks[each] = (start + end + 1) / 2
        start = end
    return ranks


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sets of times, in seconds."""

    name: str
    hidden: Sequence[float]
    absent: Sequence[float]

    @property
    def p(self) -> float:
        return p_value(self.hidden, self.absent)

    def noticeable(self, random: Random) -> float:
        """The smallest delay, in seconds, that would have been noticed."""
        every = [*self.hidden, *self.absent]
        for share in DELAYS:
            delay = share * median(every)
            if sum(self._notices(every, delay, random) for _ in range(DRAWS)) >= NOTICED * DRAWS:
                return delay
        return math.inf

    def _notices(self, every: Sequence[float], delay: float, random: Random) -> bool:
        drawn = random.sample(every, len(every))
        middle = len(drawn) // 2
        return p_value([each + delay for each in drawn[:middle]], drawn[middle:]) < FALSE_ALARMS

    def told(self, random: Random) -> str:
        """What was found, in words."""
        difference = median(self.hidden) - median(self.absent)
        smallest = self.noticeable(random)
        return (
            f"{self.name}: {len(self.hidden)} times each, medians {1e6 * median(self.hidden):.0f} and "
            f"{1e6 * median(self.absent):.0f} us (difference {1e6 * difference:+.0f}), p = {self.p:.3f}; "
            f"a delay of {1e6 * smallest:.0f} us would have been noticed in nine runs of ten"
        )
