"""``make prove MINUTES=60``: trials for a stated time, and what they tried. Exits with 1 where anything shows."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from gateway.demonstration.postgres import EmbeddedPostgres
from policies.vocabulary import DataClass, Purpose
from tests.gateway import served as serving
from tests.noninterference.changes import Kind
from tests.noninterference.clocked import comparisons
from tests.noninterference.coverage import ELSEWHERE, Tried, View, unhideable
from tests.noninterference.ground import Grounds, Noon
from tests.noninterference.run import Run, for_a_while
from tests.noninterference.timing import FALSE_ALARMS
from tests.noninterference.trial import Trial

TIMES = 600  # of each question whose times are compared


def main() -> int:
    """Run, tell, and say whether all was well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="for how long")
    parser.add_argument("--seed", type=int, default=1_000, help="of the first world; the next has the next")
    given = parser.parse_args()
    folders = [Path(tempfile.mkdtemp(prefix="mappa-prove-")) for _ in range(2)]
    clock = Noon()
    try:
        with EmbeddedPostgres.start(folders[0]) as postgres, serving.sign_in(folders[1], clock) as tokens:
            run = Run(Grounds(postgres, tokens, clock), kinds_at_once=len(Kind))
            return _proved(run, given.seed, given.minutes)
    finally:
        for folder in folders:
            shutil.rmtree(folder)


def _proved(run: Run, seed: int, minutes: float) -> int:
    try:
        for_a_while(run, seed, 60 * minutes, _say)
    except AssertionError as error:
        _say(str(error))
        return 1
    sound = _clocked(run.grounds, seed)
    _say(f"{run.tried.table()}\n\n{run.tried.summary()}: every answer the same, byte for byte.")
    missing = left_out(run.tried)
    _say(f"Every way of asking told the same in {run.agreed} worlds.")
    _say(f"Not tried: {', '.join(missing)}. Give it more minutes." if missing else "Nothing was left out.")
    return 1 if missing or not sound else 0


def _clocked(grounds: Grounds, seed: int) -> bool:
    """Whether the clock told nothing."""
    random = Random(seed)
    with grounds.made(seed - 1) as ground:
        found = list(comparisons(Trial(ground, ground.everybody[0], Purpose.MANAGE_RISK, seed), TIMES))
    for each in found:
        _say(each.told(random))
    return all(each.p >= FALSE_ALARMS for each in found)


def left_out(tried: Tried) -> list[str]:
    """Data classes, kinds of change and ways of asking that a run never came to."""
    classes = set(DataClass) - tried.classes() - unhideable() - ELSEWHERE
    kinds = set(Kind) - {kind for _, kind, _ in tried.cells}
    views = set(View) - {view for _, _, view in tried.cells}
    return sorted(map(str, (*classes, *kinds, *views)))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
