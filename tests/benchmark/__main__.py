"""Runs the benchmark: ``python -m tests.benchmark --help``."""

import argparse
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from typer import echo as say

from gateway.demonstration.server import free_port
from tests.benchmark import contenders as field_of
from tests.benchmark.bench import Bench, start_all
from tests.benchmark.contenders import CONTENDERS
from tests.benchmark.database import opened
from tests.benchmark.figures import Sample, difference, flattened, in_order
from tests.benchmark.measure import OTHER_CORE, Load, Spoiled, asked, run, written
from tests.benchmark.processes import pin_tree
from tests.benchmark.report import Findings, Key, as_json, as_markdown, put_into
from tests.benchmark.workloads import PRINCIPALS, WORKLOADS, Principal, Workload, bodies, variables

COMPARED = 5  # requests of each workload whose answers are compared
WARM = 1.0  # seconds of load before the first round
SLOW = 15.0  # seconds, of a contender that takes seconds for an answer


def main() -> None:
    """Load, start, compare, measure, report."""
    choices = _choices()
    _require_tools()
    choices.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        database = opened(choices.data, choices.cases)
        stack.callback(database.server.stop)
        pin_tree(database.server.pid, OTHER_CORE)
        bench = Bench(database, f"http://127.0.0.1:{free_port()}")
        start_all(bench, choices.contenders, stack)
        _compare_all(bench, _chosen(choices))
        findings = Findings({**_told(choices), "command": _command(choices)})
        try:
            _measure_all(bench, choices, findings)
        finally:
            _report(choices, findings)


def _choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    names, askers = [each.name for each in WORKLOADS], [each.name for each in PRINCIPALS]
    parser.add_argument("--quick", action="store_true", help="three rounds of Q1 to Q3 at 16 connections")
    parser.add_argument("--cases", type=int, default=100_000, help="how many synthetic cases (200 to 1,000,000)")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measured run")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--workloads", nargs="+", choices=names, default=names)
    parser.add_argument("--principals", nargs="+", choices=askers, default=askers)
    parser.add_argument("--contenders", nargs="+", choices=[each.name for each in CONTENDERS])
    parser.add_argument("--data", type=Path, default=Path(".data/benchmark"), help="where databases are kept")
    parser.add_argument("--document", type=Path, help="write the tables into this page; of a full run only")
    choices = parser.parse_args()
    choices.contenders = choices.contenders or [each.name for each in CONTENDERS]
    if choices.quick:
        choices.rounds, choices.seconds, choices.connections = 3, 2.0, [16]
        choices.workloads = [name for name in choices.workloads if name in {"q1", "q2", "q3"}]
        choices.principals = choices.principals[:1]
        choices.contenders = [name for name in choices.contenders if name not in {"naive", "postgraphile+audit"}]
    if choices.document and (choices.quick or choices.rounds < 9):
        parser.error("--document takes the tables of a full run: leave out --quick, and run 9 rounds or more.")
    return choices


def _require_tools() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk makes the load, and is not here: install it (apt-get install wrk), and run this again.")
    if shutil.which("taskset") is None:
        sys.exit("taskset keeps wrk on its core, and is not here: install util-linux, and run this again.")


def _told(choices: argparse.Namespace) -> dict[str, object]:
    return {name: value for name, value in vars(choices).items() if not isinstance(value, Path)}


def _command(choices: argparse.Namespace) -> str:
    if choices.quick:
        return "make bench QUICK=1"
    return "make bench" if choices.cases == 100_000 else f"make bench CASES={choices.cases}"


def _chosen(choices: argparse.Namespace) -> list[tuple[Workload, Principal]]:
    return [
        (workload, principal)
        for workload in WORKLOADS
        if workload.name in choices.workloads
        for principal in PRINCIPALS
        if principal.name in choices.principals
    ]


def _compare_all(bench: Bench, chosen: list[tuple[Workload, Principal]]) -> None:
    """Nothing is timed before all give the same answers."""
    for workload, principal in chosen:
        wanted: list[object] | None = None
        for name, (contender, server, _) in bench.servers.items():
            if not contender.takes_part(workload, principal, 1, 0):
                continue
            server.let_go_on()
            found = _answers(bench, name, workload, principal)
            server.hold()
            wanted = wanted or found
            if differing := difference(wanted, found):
                raise SystemExit(f"{workload.name} for {principal.name}: {name} answers otherwise at {differing}")
        say(f"{workload.name} for {principal.name}: all answer alike")


def _answers(bench: Bench, name: str, workload: Workload, principal: Principal) -> list[object]:
    """Every answer in the shape of ours: a meeting by its reference is the only one of a list, and so on."""
    contender = bench.servers[name][0]
    headers = field_of.headers(bench.issuer, principal)
    requests = bodies(contender.document(workload), variables(bench.database.dsn, workload)[:COMPARED])
    answers = [flattened(asked(bench.url(name, workload), body, headers)) for body in requests]
    return [_as_ours(answer) for answer in answers] if contender.dialect else answers


def _as_ours(answer: dict[str, object]) -> dict[str, object]:
    """PostGraphile names a meeting by its reference, and gives the latest minutes as a list of one."""
    if "meeting" not in answer:
        return answer
    meeting = answer["meeting"]
    if isinstance(meeting, dict):
        for item in meeting["agenda"]:
            item["minutes"] = item["minutes"][0] if item["minutes"] else None
    return {"meetings": [meeting] if meeting else []}


def _measure_all(bench: Bench, choices: argparse.Namespace, findings: Findings) -> None:
    for connections in choices.connections:
        for workload, principal in _chosen(choices):
            for number in range(-1, choices.rounds):  # the first warms up, and counts for nothing
                _round(bench, findings, (workload, principal, connections), (number, choices.seconds))
            say(f"{workload.name} for {principal.name} at {connections} connections: measured")


def _round(bench: Bench, findings: Findings, what: tuple[Workload, Principal, int], when: tuple[int, float]) -> None:
    (workload, principal, connections), (number, seconds) = what, when
    key: Key = (workload.name, principal.name, connections)
    for name in in_order(list(bench.servers), number):
        if not bench.servers[name][0].takes_part(workload, principal, connections, number):
            continue
        try:
            sample = _sampled(bench, name, what, _seconds(bench, name, number, seconds))
        except Spoiled as error:
            findings.spoiled.append(f"{key[0]} {key[1]} {key[2]}, round {number + 1}: {error}")
            say(findings.spoiled[-1])
            sample = None
        if number >= 0:
            findings.add(key, name, sample)


def _seconds(bench: Bench, name: str, number: int, measured: float) -> float:
    """A slow contender is given the time for a few answers, and needs no warming."""
    return max(measured, SLOW) if bench.servers[name][0].slow else WARM if number < 0 else measured


def _sampled(bench: Bench, name: str, what: tuple[Workload, Principal, int], seconds: float) -> Sample:
    workload, principal, connections = what
    contender, server, _ = bench.servers[name]
    requests = bodies(contender.document(workload), variables(bench.database.dsn, workload))
    files = written(bench.database.folder, requests, field_of.headers(bench.issuer, principal))
    return run(server, bench.database.server.pid, bench.url(name, workload), Load(connections, seconds, *files))


def _report(choices: argparse.Namespace, findings: Findings) -> None:
    if not findings.samples:
        return
    (choices.data / "results.json").write_text(as_json(findings))
    tables = as_markdown(findings)
    (choices.data / "results.md").write_text(tables)
    say(tables)
    if choices.document:
        put_into(choices.document, tables)


if __name__ == "__main__":
    main()
