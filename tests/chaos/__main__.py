"""``make chaos KILLS=200 MINUTES=20``: kills under load, and whether the log holds all that clients received."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.chaos.run import Run, run
from tests.chaos.stand import Victim


def main() -> int:
    """Run, tell, and say whether all was well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="at most")
    parser.add_argument("--minutes", type=float, default=20.0, help="at most")
    parser.add_argument("--seed", type=int, default=1, help="of the victims and their moments")
    given = parser.parse_args()
    chance, folder = Random(given.seed), Path(tempfile.mkdtemp(prefix="mappa-chaos-"))
    victims = [chance.choice(list(Victim)) for _ in range(given.kills)]
    try:
        done = run(folder, victims, chance, 60 * given.minutes, _say)
    finally:
        shutil.rmtree(folder)
    _tell(done)
    return 1 if done.judgement is None or done.judgement.faults else 0


def _tell(done: Run) -> None:
    for victim, number in done.kills.most_common():
        _say(f"{number:5} kills of {victim}")
    judgement = done.judgement
    if judgement is None:
        return
    for status, number in sorted(judgement.received.items()):
        _say(f"{number:5} answers with status {status} reached a client whole")
    _say(f"{judgement.entries:5} entries, {judgement.leaves} leaves; {judgement.unsent} granted, and reached nobody")
    for fault in judgement.faults[:20]:
        _say(f"  fault: {fault}")
    _say(f"{len(judgement.faults)} faults in {done.seconds:.0f} s.")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
