"""Kills, one after another, at moments that nobody chose, while a crowd asks."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.chaos.clients import Crowd
from tests.chaos.judged import Judgement, judged
from tests.chaos.stand import Stand, Victim, settle, standing
from tests.gateway.served import until


@dataclass(slots=True)
class Run:
    """What was done, and what came of it."""

    kills: Counter[Victim] = field(default_factory=Counter)
    seconds: float = 0.0
    judgement: Judgement | None = None


def run(
    folder: Path, victims: Sequence[Victim], chance: Random, seconds: float, say: Callable[[str], None] = print
) -> Run:
    """Kill these in order, or as many as there is time for. Raises what went wrong on the way."""
    began, done = time.monotonic(), Run()
    with standing(folder) as stand:
        with Crowd(stand) as crowd:
            for victim in victims:
                if time.monotonic() - began > seconds:
                    break
                _kill(stand, crowd, victim, chance)
                done.kills[victim] += 1
                if done.kills.total() % 20 == 0:
                    say(f"{done.kills.total()} kills, {len(crowd.received)} answers, {_passed(began)}")
            _answered_anew(stand, crowd)
        done.judgement = judged(stand.database, crowd.received, crowd.checkpoints)
    done.seconds = time.monotonic() - began
    return done


def _passed(began: float) -> str:
    return f"{time.monotonic() - began:.0f} s"


def _kill(stand: Stand, crowd: Crowd, victim: Victim, chance: Random) -> None:
    _answered_anew(stand, crowd)
    settle(chance.uniform(0.0, 0.4))
    stand.kill(victim, chance)


def _answered_anew(stand: Stand, crowd: Crowd) -> None:
    """Until all is well again, and somebody has been answered since."""
    stand.wait_until_well()
    before = len(crowd.received)
    until(lambda: crowd.failures or any(each.status == 200 for each in crowd.received[before:]), seconds=60)
    if crowd.failures:
        raise crowd.failures[0]
