"""What is killed: a gateway, a sequencer and a PostgreSQL, each a process that can be ended at any moment.

SIGKILL takes a process and what it held in memory. What it had written the system keeps, so this is no loss of power.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

import httpx2
import psutil

from gateway.command.serving import sequence_forever, serve_forever
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.demonstration.server import free_port
from gateway.settings import Settings
from tests.gateway import served as serving
from tests.gateway.served import Database, until
from tests.gateway.small_caseload import filled

PATIENCE = 60.0  # seconds until all is well again after a kill

_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload(["gateway.command.serving", "gateway.wiring"])


class Victim(StrEnum):
    """What a kill takes."""

    GATEWAY = "the gateway"
    SEQUENCER = "the sequencer"
    BACKEND = "a process of PostgreSQL, which then ends all others and recovers"
    POSTGRES = "the whole of PostgreSQL"


@dataclass
class Stand:
    """The three, and how to reach them."""

    postgres: EmbeddedPostgres
    database: Database
    tokens: AccessTokens
    folder: Path
    port: int = field(default_factory=free_port)
    running: dict[Victim, BaseProcess] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        """All are up and answer."""
        self._start(Victim.SEQUENCER)
        self._start(Victim.GATEWAY)
        self.wait_until_well()

    def wait_until_well(self) -> None:
        """Raises with the last words of the two, where it takes too long."""
        try:
            until(lambda: is_ready(self.address), seconds=PATIENCE)
        except AssertionError:
            said = (self.folder / "said").read_text(errors="replace")[-2000:]
            raise AssertionError(f"not well again within {PATIENCE:.0f} s; last words: {said}") from None

    def kill(self, victim: Victim, chance: Random) -> None:
        """At once, and start again whatever does not come back by itself."""
        if victim is Victim.BACKEND:
            _kill_one(_children(self._postmaster), chance)
        elif victim is Victim.POSTGRES:
            self._kill_postgres()
        else:
            self.running[victim].kill()
            self.running[victim].join(PATIENCE)
            self._start(victim)

    def end(self) -> None:
        """None is left."""
        for process in self.running.values():
            process.kill()
            process.join(PATIENCE)
        self.postgres.stop()

    @property
    def _postmaster(self) -> psutil.Process:
        return psutil.Process(self.postgres.pid)

    def _kill_postgres(self) -> None:
        processes = [self._postmaster, *_children(self._postmaster)]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=PATIENCE)
        self.postgres.lock.close()
        self.postgres = EmbeddedPostgres.start(self.folder / "postgres", self.postgres.port)

    def _start(self, victim: Victim) -> None:
        run: Any = serve_forever if victim is Victim.GATEWAY else sequence_forever
        process = _forking.Process(target=_apart, args=(run, self._settings(victim), self.folder / "said"))
        process.start()
        self.running[victim] = process

    def _settings(self, victim: Victim) -> Settings:
        changes: dict[str, Any] = {"port": self.port, "audit_budget": 2.0, "stranger_entries": 5.0, "sequence": False}
        if victim is Victim.SEQUENCER:
            changes["log_memory"] = self.folder / "memory"
        return serving.settings(self.database, self.tokens.issuer, **changes)


def _apart(run: Any, settings: Settings, said: Path) -> None:  # noqa: ANN401 - one of two functions
    """What it says goes to a file. A Ctrl-C ends the harness, which then ends this."""
    with said.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run(settings)


def _children(postmaster: psutil.Process) -> list[psutil.Process]:
    return list(postmaster.children())


def _kill_one(processes: list[psutil.Process], chance: Random) -> None:
    with suppress(psutil.NoSuchProcess):
        chance.choice(processes).kill()


def is_ready(address: str) -> bool:
    with suppress(httpx2.TransportError):
        return httpx2.get(f"{address}/readyz", trust_env=False, timeout=5).status_code == 200
    return False


@contextmanager
def standing(folder: Path) -> Iterator[Stand]:
    """All three, on a small caseload, ended in the end."""
    for part in ("postgres", "sign-in", "memory"):
        (folder / part).mkdir(mode=0o700)
    clock = serving.Clock()
    with serving.sign_in(folder / "sign-in", clock) as tokens:
        postgres = EmbeddedPostgres.start(folder / "postgres")
        name = filled(postgres, tokens.issuer)
        database = Database(postgres.dsn(name), postgres.dsn(name, user="mappa_gateway"))
        stand = Stand(postgres, database, tokens, folder)
        try:
            stand.begin()
            yield stand
        finally:
            stand.end()


def settle(seconds: float) -> None:
    """Any moment will do."""
    time.sleep(seconds)
