"""Runs trials, one after another: a fixed number in the tests, for a stated time by ``make prove``."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from policies.vocabulary import Purpose
from tests.noninterference import law
from tests.noninterference.changes import Kind
from tests.noninterference.coverage import Tried
from tests.noninterference.ground import Ground, Grounds
from tests.noninterference.people import Person
from tests.noninterference.shrink import shrunk, told
from tests.noninterference.trial import Trial


@dataclass(slots=True)
class Run:
    """A run of trials and what came of it."""

    grounds: Grounds
    kinds_at_once: int
    tried: Tried = field(default_factory=Tried)

    def trials(self, seed: int, most: int, until: Callable[[], bool]) -> Iterator[Trial]:
        """Trials in the world of a seed, principals in turn, until it is time to stop. Raises what shows."""
        with self.grounds.made(seed) as ground:
            random = Random(seed)
            for number, (who, purpose) in enumerate(_turns(ground, random)):
                if number >= most or until():
                    return
                trial = Trial(ground, who, purpose, seed, by_chance=number % 2 == 1, tried=self.tried)
                self._hold(trial, number)
                yield trial

    def _hold(self, trial: Trial, number: int) -> None:
        """Every kind of change comes round; the first difference is made small and raised."""
        kinds = list(Kind)
        first = number * self.kinds_at_once
        chosen = [kinds[(first + each) % len(kinds)] for each in range(self.kinds_at_once)]
        for found in trial.differences(chosen):
            raise AssertionError(told(shrunk(trial, found), trial.seed, trial))


def _turns(ground: Ground, random: Random) -> Iterator[tuple[Person, Purpose]]:
    """Everybody in the directory with every purpose open to them, in an order of the seed."""
    turns = [(who, purpose) for who in ground.everybody for purpose in sorted(law.purposes(who.kind))]
    random.shuffle(turns)
    yield from turns


def for_a_while(run: Run, seed: int, seconds: float, say: Callable[[str], None]) -> None:
    """World after world until the time is over."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for _ in run.trials(seed, 40, lambda: time.monotonic() >= ends):
            pass
        say(f"world {seed}: {run.tried.summary()}")
        seed += 1
