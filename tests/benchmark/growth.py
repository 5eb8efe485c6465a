"""What a page costs as cases grow: ``python -m tests.benchmark.growth``.

The gateway serves the second question's page, the first and one from the middle of the list, from a caseload of each
size in turn; what is told is the p50 of one size against the other's in the same round.
"""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import orjson
from typer import echo as say

from gateway.demonstration.server import free_port
from tests.benchmark.bench import Bench, start_all
from tests.benchmark.contenders import headers
from tests.benchmark.database import opened
from tests.benchmark.figures import Sample, in_order, medians, ratios
from tests.benchmark.measure import OTHER_CORE, Load, asked, run, written
from tests.benchmark.processes import pin_tree
from tests.benchmark.workloads import PRINCIPALS, WORKLOADS, Workload, bodies

FIRST: Final = next(each for each in WORKLOADS if each.name == "q2")
MIDDLE: Final = Workload("q2_from", "the same from the middle of the list")
ASKER: Final = PRINCIPALS[0]
STEP: Final = """query($after: String) {
    cases(first: 50, after: $after, sort: { by: NEXT_REVIEW_DUE, direction: ASC }) {
        pageInfo { endCursor hasNextPage } } }"""

Samples = dict[int, list[Sample | None]]  # by number of cases, a round after another


def main() -> None:
    """Load each size, measure in turn, tell."""
    choices = _choices()
    with ExitStack() as stack:
        benches = {cases: _begun(choices.data, cases, stack) for cases in choices.cases}
        for page in (FIRST, MIDDLE):
            requests = {cases: _requests(bench, page) for cases, bench in benches.items()}
            samples: Samples = {cases: [] for cases in benches}
            for number in range(-1, choices.rounds):  # the first warms up, and counts for nothing
                for cases in map(int, in_order(list(map(str, benches)), number)):
                    sample = _sampled(benches[cases], page, requests[cases], choices)
                    samples[cases] += [sample] if number >= 0 else []
            _tell(page, samples)


def _choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.growth", description=__doc__)
    parser.add_argument("--cases", type=int, nargs=2, default=[10_000, 1_000_000], help="the two sizes")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measured run")
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--data", type=Path, default=Path(".data/benchmark"), help="where databases are kept")
    return parser.parse_args()


def _begun(data: Path, cases: int, stack: ExitStack) -> Bench:
    """A caseload of this size and the gateway that serves it, held still."""
    database = opened(data, cases)
    stack.callback(database.server.stop)
    pin_tree(database.server.pid, OTHER_CORE)
    bench = Bench(database, f"http://127.0.0.1:{free_port()}")
    start_all(bench, ["ours"], stack)
    return bench


def _requests(bench: Bench, page: Workload) -> Sequence[bytes]:
    return bodies(page.document(), [{"after": _middle(bench)} if page is MIDDLE else {}])


def _middle(bench: Bench) -> str:
    """The cursor in the middle of the asker's list, which is gone through page after page."""
    server, cursors, after = bench.servers["ours"][1], list[str](), None
    server.let_go_on()
    try:
        while True:
            body = orjson.dumps({"query": STEP, "variables": {"after": after}})
            page = asked(bench.url("ours", FIRST), body, headers(bench.issuer, ASKER))["cases"]["pageInfo"]
            after = page["endCursor"]
            cursors.append(after)
            if not page["hasNextPage"]:
                return cursors[(len(cursors) - 1) // 2]
    finally:
        server.hold()


def _sampled(bench: Bench, page: Workload, requests: Sequence[bytes], choices: argparse.Namespace) -> Sample:
    files = written(bench.database.folder, requests, headers(bench.issuer, ASKER))
    load = Load(choices.connections, choices.seconds, *files)
    return run(bench.servers["ours"][1], bench.database.server.pid, bench.url("ours", page), load)


def _tell(page: Workload, samples: Samples) -> None:
    (few, of_few), (many, of_many) = samples.items()
    middles: Mapping[int, Mapping[str, float]] = {cases: medians(found) for cases, found in samples.items()}
    figures = ", ".join(f"{middles[cases]['p50']:.2f} ms at {cases:,}" for cases in (few, many))
    cost = ratios(of_many, of_few, "cpu")
    say(f"{page.title}: p50 {ratios(of_many, of_few, 'p50')} times at {many:,} cases, CPU {cost} times; p50 {figures}")


if __name__ == "__main__":
    main()
