"""Who is running in a benchmark: started, held still until they are measured, and ended."""

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Final

from gateway.demonstration.server import free_port
from tests.benchmark.contenders import CONTENDERS, Contender, Place
from tests.benchmark.database import Database, begin_anew
from tests.benchmark.measure import OTHER_CORE, SERVER_CORE
from tests.benchmark.processes import Running, start
from tests.benchmark.workloads import Workload

STARTS_WITHIN: Final = 40.0  # seconds


@dataclass(slots=True)
class Bench:
    """A loaded database, an identity provider and the contenders that answer from the one and trust the other."""

    database: Database
    issuer: str
    servers: dict[str, tuple[Contender, Running, int]] = field(default_factory=dict)

    def url(self, name: str, workload: Workload) -> str:
        """Where a contender is asked a question."""
        contender, _, port = self.servers[name]
        return f"http://127.0.0.1:{port}{contender.path(workload)}"


def start_all(bench: Bench, names: Collection[str], stack: ExitStack) -> None:
    """The identity provider, then these contenders, each held still once it answers; the stack ends them."""
    port = int(bench.issuer.rsplit(":", 1)[1])
    command = [sys.executable, "-m", "tests.benchmark.identity", str(port), str(bench.database.folder)]
    provider = start("identity provider", command, {}, OTHER_CORE, bench.database.folder / "identity.log")
    stack.callback(provider.end)
    _await(f"{bench.issuer}/jwks", provider)
    begin_anew(bench.database, bench.issuer)
    for contender in CONTENDERS:
        if contender.name in names:
            _start(bench, contender, stack)


def _start(bench: Bench, contender: Contender, stack: ExitStack) -> None:
    place = Place(bench.database, bench.issuer, free_port())
    log = bench.database.folder / f"{contender.name}.log"
    beside = None
    if contender.beside:
        behind = bench.database.folder / f"{contender.name}-beside.log"
        beside = start(
            f"beside {contender.name}", contender.beside(place), contender.environment(place), SERVER_CORE, behind
        )
    server = start(contender.name, contender.command(place), contender.environment(place), SERVER_CORE, log)
    server = replace(server, beside=beside)
    stack.callback(server.end)
    bench.servers[contender.name] = (contender, server, place.port)
    _await(f"http://127.0.0.1:{place.port}/healthz", server)
    server.hold()


def _await(url: str, server: Running) -> None:
    """Until it answers, with whatever."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        server.require_alive()
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - loopback
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{server.name} did not answer within {STARTS_WITHIN:.0f} s. Its log is {server.log}.")
