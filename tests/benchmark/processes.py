"""Processes that the benchmark started: pinned to a core, held still while others run, accounted for, and ended.

It signals nothing that it did not start itself. CPU comes from the kernel's ``schedstat``, in nanoseconds, by thread.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

PATIENCE = 10.0  # seconds for a clean end


@dataclass(frozen=True, slots=True)
class Running:
    """A server that was started here."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    beside: "Running | None" = None  # what works for it in a process of its own

    def cpu(self) -> int:
        """Nanoseconds of CPU, with what works beside it."""
        return cpu_of(self.process.pid) + (self.beside.cpu() if self.beside else 0)

    def hold(self) -> None:
        """Let it do nothing until it is let go on."""
        for each in self._all():
            each.send_signal(signal.SIGSTOP)

    def let_go_on(self) -> None:
        """Let it work again."""
        for each in self._all():
            each.send_signal(signal.SIGCONT)

    def _all(self) -> "list[subprocess.Popen[bytes]]":
        return [self.process, *([self.beside.process] if self.beside else [])]

    def end(self) -> None:
        """End it, in time or at once."""
        if self.beside:
            self.beside.end()
        if self.process.poll() is not None:
            return
        self.let_go_on()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def require_alive(self) -> None:
        """Raise with the last words of a server that has ended."""
        if self.beside:
            self.beside.require_alive()
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended: {self.log.read_text(errors='replace')[-1500:]}")


def start(name: str, command: Sequence[str], environment: Mapping[str, str], core: int, log: Path) -> Running:
    """Start a server on one core; what it says goes to ``log``."""
    file: IO[bytes]
    with log.open("wb") as file:
        process = subprocess.Popen(
            list(command),
            env={**os.environ, **environment},
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    pin(process.pid, core)
    return Running(name, process, log)


def pin(pid: int, core: int) -> None:
    """Keep a process, all its threads, and whatever it starts from now on, on one core."""
    for thread in _threads(pid):
        with suppress(ProcessLookupError):
            os.sched_setaffinity(thread, {core})


def pin_tree(pid: int, core: int) -> None:
    """The same for a process and those it has started."""
    for each in (pid, *_children(pid)):
        pin(each, core)


def cpu_of(pid: int) -> int:
    """Nanoseconds of CPU that a process has used."""
    return sum(_nanoseconds(pid, thread) for thread in _threads(pid))


def cpu_of_thread(thread: int) -> int:
    """Nanoseconds of CPU that one thread of this process has used."""
    return _nanoseconds(os.getpid(), thread)


def cpu_of_children(pid: int) -> dict[int, int]:
    """Nanoseconds by child, so that one which began in between is counted and one that ended takes nothing back."""
    return {child: cpu_of(child) for child in _children(pid)}


def used(before: Mapping[int, int], after: Mapping[int, int]) -> int:
    """Nanoseconds used between two looks."""
    return sum(max(0, value - before.get(child, 0)) for child, value in after.items())


def memory_of(pid: int) -> float:
    """Resident megabytes."""
    return float(psutil.Process(pid).memory_info().rss) / 1e6


def _threads(pid: int) -> list[int]:
    try:
        return [int(each.name) for each in Path(f"/proc/{pid}/task").iterdir()]
    except FileNotFoundError:
        return []


def _nanoseconds(pid: int, thread: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _children(pid: int) -> list[int]:
    with suppress(psutil.NoSuchProcess):
        return [child.pid for child in psutil.Process(pid).children()]
    return []
