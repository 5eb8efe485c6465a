"""What is killed: a gateway, the sequencer beside it, and a PostgreSQL, each a process that can be ended at any moment.

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

from gateway.command.serving import serve_forever
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
    SEQUENCER = "the sequencer, which the gateway begins again"
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
    gateway: BaseProcess | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        """All are up and answer."""
        self._start()
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
        elif victim is Victim.SEQUENCER:
            _kill_one(self._sequencers(), chance)
        else:
            self._kill_gateway()
            self._start()

    def end(self) -> None:
        """None is left."""
        self._kill_gateway()
        self.postgres.stop()

    def _sequencers(self) -> list[psutil.Process]:
        """The one that the gateway has begun; none, while it is between two."""
        if self.gateway is None or not psutil.pid_exists(self.gateway.pid or 0):
            return []
        children = psutil.Process(self.gateway.pid).children()
        return [each for each in children if "sequence" in each.cmdline()]

    def _kill_gateway(self) -> None:
        """Its sequencer is not killed with it: that has to notice, and to end by itself."""
        sequencers = self._sequencers()
        if self.gateway is not None:
            self.gateway.kill()
            self.gateway.join(PATIENCE)
        _, left = psutil.wait_procs(sequencers, timeout=PATIENCE)
        assert not left, "the gateway was killed, and its sequencer goes on"

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

    def _start(self) -> None:
        self.gateway = _forking.Process(target=_apart, args=(self._settings(), self.folder / "said"))
        self.gateway.start()

    def _settings(self) -> Settings:
        changes: dict[str, Any] = {"port": self.port, "audit_budget": 2.0, "stranger_entries": 5.0}
        changes["log_memory"] = self.folder / "memory"
        return serving.settings(self.database, self.tokens.issuer, **changes)


def _apart(settings: Settings, said: Path) -> None:
    """What it says goes to a file. A Ctrl-C ends the harness, which then ends this."""
    with said.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve_forever(settings)


def _children(postmaster: psutil.Process) -> list[psutil.Process]:
    return list(postmaster.children())


def _kill_one(processes: list[psutil.Process], chance: Random) -> None:
    with suppress(psutil.NoSuchProcess, IndexError):
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
