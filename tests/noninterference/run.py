"""Runs trials, one after another: a fixed number in the tests, for a stated time by ``make prove``."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from policies.vocabulary import Purpose
from tests.noninterference import law
from tests.noninterference.accounts import Accounts
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
    agreed: int = 0  # worlds in which every way of asking told the same

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


def agreed(ground: Ground, by_chance: bool) -> None:
    """One principal of a world is told the same in every way of asking."""
    who, purpose = next(_turns(ground, Random(ground.seed)))
    accounts = Accounts(Trial(ground, who, purpose, ground.seed, by_chance=by_chance))
    accounts.agree_on_lists()
    accounts.agree_on_cases(relations=3)
    accounts.agree_on_exports()


def for_a_while(run: Run, seed: int, seconds: float, say: Callable[[str], None]) -> None:
    """World after world until the time is over; in each, one principal is asked for every account of every record."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for trial in run.trials(seed, 40, lambda: time.monotonic() >= ends):
            if run.agreed < len(run.tried.worlds):
                agreed(trial.ground, by_chance=seed % 2 == 1)
                run.agreed += 1
        say(f"world {seed}: {run.tried.summary()}")
        seed += 1
