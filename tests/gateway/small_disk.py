"""A PostgreSQL on a disk of its own, which a test may fill: in memory, and mounted where that server alone sees it.

It takes a namespace of users and one of mounts, and no rights; not every machine gives them to whoever asks, so
``possible`` says whether this one does.
"""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.demonstration.server import folder_of_binaries, free_port
from tests.gateway.served import until

SIZE = "320m"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "timezone": "UTC",
    "fsync": "off",
    "max_wal_size": "48MB",  # what it has of these files it uses again: so the tables fill up first
    "min_wal_size": "48MB",
}

# The first namespace has its own mounts, and root in it may make them; PostgreSQL refuses root, and is nobody's in the
# second.
_AS_NOBODY = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
_APART = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
_MOUNT = 'mount -t tmpfs -o size="$SIZE",mode=700 disk "$DISK"'
_SERVE = (
    '"$BIN/initdb" --pgdata="$DISK/data" --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync '
    '--wal-segsize=1 >&2 && exec "$BIN/postgres" -D "$DISK/data" -p "$PORT" $SET'
)


def _environment(folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "DISK": str(folder), "SIZE": SIZE, **more}


def possible() -> bool:
    """Whether this machine lets somebody without rights mount a disk for themselves."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            tried = [*_APART, f"{_MOUNT} && exec {' '.join(_AS_NOBODY)} true"]
            done = subprocess.run(tried, env=_environment(Path(folder), {}), capture_output=True, check=False)
        except OSError:
            return False
    return done.returncode == 0


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """The server, and its disk as we reach it."""

    postgres: EmbeddedPostgres
    root: Path

    @contextmanager
    def full(self) -> Iterator[None]:
        """Without a byte left, until the body ends."""
        filler = self.root / "filler"
        try:
            with filler.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(64 * 1024))
                except OSError:
                    pass
            yield
        finally:
            filler.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Served while the body runs. Nothing of it is left behind: the disk goes with the server."""
    port, said = free_port(), folder / "said"
    given = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    more = {"BIN": str(folder_of_binaries() / "bin"), "PORT": str(port), "SET": given, "SERVE": _SERVE}
    command = [*_APART, f'{_MOUNT} && exec {" ".join(_AS_NOBODY)} sh -c "$SERVE"']
    disk = folder / "disk"
    disk.mkdir()
    with said.open("wb") as out, Path(os.devnull).open("rb") as lock:
        server = subprocess.Popen(command, env=_environment(disk, more), stdout=out, stderr=out, start_new_session=True)
        postgres = EmbeddedPostgres(folder, port, server.pid, "unasked", lock)
        try:
            until(lambda: server.poll() is not None or _answers(postgres))
            assert server.poll() is None, said.read_text()
            yield SmallDisk(postgres, Path(f"/proc/{server.pid}/root{disk}"))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def _answers(postgres: EmbeddedPostgres) -> bool:
    try:
        psycopg.connect(postgres.dsn(), connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
