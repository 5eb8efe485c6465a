"""What a page costs as it holds more cases and more of each: ``python -m tests.benchmark.width``.

The gateway serves pages of a few sizes, with one field of each case and with more, in turn; what is told is the CPU of
a request, and how many times that of the page with one field in the same round.
"""

import argparse
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from typer import echo as say

from gateway.demonstration.server import free_port
from tests.benchmark.bench import Bench, start_all
from tests.benchmark.contenders import headers
from tests.benchmark.database import opened
from tests.benchmark.figures import Sample, in_order, medians, ratios
from tests.benchmark.measure import OTHER_CORE, Load, Spoiled, asked, run, written
from tests.benchmark.processes import pin_tree
from tests.benchmark.workloads import PRINCIPALS, WORKLOADS, bodies

SIZES: Final = (1, 50, 1000)  # cases of a page
WIDTHS: Final = (1, 4, 8, 15)  # fields of each
OF_CASES: Final = tuple("reference category level levelSetOn status leadAgency enteredOn nextReviewDue".split())
OF_PERSONS: Final = tuple("familyName givenNames dateOfBirth gender ethnicity nationality deceasedOn".split())
ASKER: Final = PRINCIPALS[0]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of so many cases, and of each so many fields: the case's own, and then those of its person."""

    cases: int
    fields: int

    @property
    def name(self) -> str:
        """In a round."""
        return f"{self.cases} x {self.fields}"

    @property
    def document(self) -> str:
        """What asks for it."""
        fields = " ".join(OF_CASES[: self.fields])
        if of_persons := " ".join(OF_PERSONS[: max(0, self.fields - len(OF_CASES))]):
            fields = f"{fields} person {{ {of_persons} }}"
        sort = "sort: { by: NEXT_REVIEW_DUE, direction: ASC }"
        return f"query Width {{ cases(first: {self.cases}, {sort}) {{ nodes {{ {fields} }} }} }}"


Samples = dict[Page, list[Sample | None]]  # a round after another


def main() -> None:
    """Load, measure in turn, tell."""
    choices = _choices()
    pages = {page.name: page for page in (Page(cases, fields) for cases in SIZES for fields in WIDTHS)}
    with ExitStack() as stack:
        bench = _begun(choices, stack)
        samples: Samples = {page: [] for page in pages.values()}
        _require_answers(bench, samples)
        for number in range(-1, choices.rounds):  # the first warms up, and counts for nothing
            for name in in_order(list(pages), number):
                sample = _sampled(bench, pages[name], choices)
                samples[pages[name]] += [sample] if number >= 0 else []
    _tell(samples)


def _choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.width", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.2, help="of each measured run")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--data", type=Path, default=Path(".data/benchmark"), help="where databases are kept")
    return parser.parse_args()


def _begun(choices: argparse.Namespace, stack: ExitStack) -> Bench:
    database = opened(choices.data, choices.cases)
    stack.callback(database.server.stop)
    pin_tree(database.server.pid, OTHER_CORE)
    bench = Bench(database, f"http://127.0.0.1:{free_port()}")
    start_all(bench, ["ours"], stack)
    return bench


def _require_answers(bench: Bench, pages: Iterable[Page]) -> None:
    """Each page is what it says, asked once before anything is timed."""
    server = bench.servers["ours"][1]
    server.let_go_on()
    for page in pages:
        [body] = bodies(page.document, [{}])
        nodes = asked(bench.url("ours", WORKLOADS[0]), body, headers(bench.issuer, ASKER))["cases"]["nodes"]
        if len(nodes) != page.cases:
            raise Spoiled(f"the page of {page.cases} cases has {len(nodes)}: load more of them (--cases)")
    server.hold()


def _sampled(bench: Bench, page: Page, choices: argparse.Namespace) -> Sample:
    requests: Sequence[bytes] = bodies(page.document, [{}])
    files = written(bench.database.folder, requests, headers(bench.issuer, ASKER))
    load = Load(choices.connections, choices.seconds, *files)
    return run(bench.servers["ours"][1], bench.database.server.pid, bench.url("ours", WORKLOADS[0]), load)


def _tell(samples: Samples) -> None:
    say("| cases | fields | gateway, ms | PostgreSQL, ms | times the page of one field |")
    say("| --- | --- | --- | --- | --- |")
    for page, found in samples.items():
        middles = medians(found)
        times = ratios(found, samples[Page(page.cases, WIDTHS[0])], "cpu")
        cost = f"{middles['server_cpu']:.3f} | {middles['database_cpu']:.3f}"
        say(f"| {page.cases:,} | {page.fields} | {cost} | {times} |")


if __name__ == "__main__":
    main()
