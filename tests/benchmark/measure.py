"""One run of wrk against one contender, and what the kernel says it cost."""

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.benchmark.figures import Sample
from tests.benchmark.processes import Running, cpu_of_children, memory_of, used
from tests.benchmark.workloads import HERE

SERVER_CORE: Final = 0
OTHER_CORE: Final = 1  # wrk's and PostgreSQL's
LOOK: Final = 0.3  # seconds
QUIET: Final = 0.1  # of a core
LEFT_FOR: Final = 20.0  # seconds
REFUSED: Final = 0.1  # of the requests: more than this, and what was measured is refusing
SETTLE: Final = 0.2  # seconds between letting a server go on and asking it


@dataclass(frozen=True, slots=True)
class Load:
    """How hard, for how long, and on which files."""

    connections: int
    seconds: float
    bodies: Path
    headers: Path


class Spoiled(Exception):
    """A run in which many requests failed measures nothing."""


def asked(url: str, body: bytes, headers: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    """The parsed answer to one request; an error in it is an error here."""
    request = urllib.request.Request(url, body, dict(headers))  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310 - loopback
        answer = json.load(reply)
    if answer.get("errors"):
        raise Spoiled(f"{url} answered with errors: {json.dumps(answer['errors'])[:800]}")
    return answer["data"]


def written(folder: Path, bodies: Sequence[bytes], headers: Mapping[str, str]) -> tuple[Path, Path]:
    """The files wrk reads: a body a line, a header a line."""
    paths = folder / "bodies", folder / "headers"
    paths[0].write_bytes(b"\n".join(bodies) + b"\n")
    paths[1].write_text("".join(f"{name}: {value}\n" for name, value in headers.items()))
    return paths


def run(server: Running, postmaster: int, url: str, load: Load) -> Sample:
    """One measured run; the server is let go on before it, and held after it."""
    server.let_go_on()
    time.sleep(SETTLE)
    try:
        server_before, database_before = server.cpu(), cpu_of_children(postmaster)
        told = _wrk(url, load)
        _await_quiet(server)  # what is left to do behind the answers is a cost of theirs too
        server_cpu = server.cpu() - server_before
        database_cpu = used(database_before, cpu_of_children(postmaster))
        memory = memory_of(server.process.pid)
    finally:
        server.hold()
    _require_sound(server, told)
    requests = told["requests"] - told["refused"]
    return Sample(
        requests_per_second=requests / told["seconds"],
        p50=told["p50"],
        p99=told["p99"],
        server_cpu=server_cpu / requests / 1e6,
        database_cpu=database_cpu / requests / 1e6,
        memory=memory,
        requests=int(requests),
        refused=told["refused"] / told["requests"],
    )


def _wrk(url: str, load: Load) -> dict[str, float]:
    wrk = shutil.which("wrk") or "wrk"
    rate = ["-t1", f"-c{load.connections}", f"-d{max(1, round(load.seconds))}s", "--timeout", "30s"]
    script = ["-s", str(HERE / "requests.lua"), url, "--", str(load.bodies), str(load.headers)]
    taskset = ["taskset", "-c", str(OTHER_CORE)]
    said = subprocess.run([*taskset, wrk, *rate, *script], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(said.stdout.strip().splitlines()[-1])
    return found


def _await_quiet(server: Running) -> None:
    """Until it has next to nothing to do, or for as long as is fair to the rest."""
    until = time.monotonic() + LEFT_FOR
    while time.monotonic() < until:
        before = server.cpu()
        time.sleep(LOOK)
        if server.cpu() - before < LOOK * QUIET * 1e9:
            return


def _require_sound(server: Running, told: Mapping[str, float]) -> None:
    server.require_alive()
    if told["refused"] > told["requests"] * REFUSED or not told["requests"] or told["broken"]:
        raise Spoiled(f"{server.name} did not answer soundly: {dict(told)}. Its log is {server.log}.")
