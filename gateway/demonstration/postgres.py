"""The embedded PostgreSQL of the demonstration and of the tests: a real server, from a wheel, in one folder.

    with EmbeddedPostgres.start(Path(".data/postgres")) as server:
        dsn = server.create_database("mappa")

In the folder: ``cluster`` (PostgreSQL's own data and ``server.log``), ``password`` and ``lock``. The server listens
on 127.0.0.1 alone and asks for the password, which a user of the same machine cannot read.

The server is in a session of its own: Ctrl-C reaches us and not it, so that we end our work before we end it. A
parent that is killed leaves it running; the next start on the same folder adopts it. Whoever holds ``lock`` is the
parent, and the kernel lets go of it however the parent dies.
"""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from gateway.demonstration.account import Account, EmbeddedPostgresError, account_for
from gateway.demonstration.server import (
    Postmaster,
    folder_of_binaries,
    free_port,
    major_version,
    postmaster_of,
    refuse_busy_port,
    run,
)

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "stop_servers_below"]

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a path to a socket may be too long; a port never is
    "max_connections": "100",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",  # no spinning disks
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
AS_DELIVERED: Mapping[str, str] = {}  # no setting but those above
ATTEMPTS = 3  # a port found free can be taken before the server takes it


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running server. ``port`` and ``pid`` are the server's."""

    directory: Path
    port: int
    pid: int
    password: str
    lock: IO[bytes]

    @classmethod
    def start(cls, data_directory: Path, port: int | None = None, changed: Mapping[str, str] = AS_DELIVERED) -> Self:
        """Start the server on a folder (made where needed), or adopt the one a killed parent left on it.

        ``port`` is the one to listen on; without it a free one is chosen. ``changed`` names settings to start it with
        in place of ours, or beside them. Raises ``EmbeddedPostgresError``.
        """
        directory = data_directory.expanduser().resolve()
        lock = _hold(directory)
        try:
            postmaster = _adopt_or_launch(directory, port, changed)
            password = (directory / "password").read_text()
        except BaseException:
            lock.close()
            raise
        return cls(directory, postmaster.port, postmaster.pid, password, lock)

    def dsn(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address of a database, for asyncpg and psycopg.

        There is one password: a role made for the demonstration is given it too.
        """
        return f"postgresql://{quote(user)}:{self.password}@127.0.0.1:{self.port}/{quote(database, safe='')}"

    def create_database(self, name: str) -> str:
        """Make a database unless it is there; its address."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.dsn(name)

    def stop(self) -> None:
        """End the server, cleanly; the data stays. Nothing happens where it has ended already."""
        if (postmaster := postmaster_of(_cluster(self.directory))) is not None:
            postmaster.stop()
        self.lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def stop_servers_below(folder: Path) -> int:
    """Stop every server whose data is in a folder, before the folder is deleted; how many there were."""
    left = [postmaster_of(path.parent) for path in folder.resolve().glob("**/postmaster.pid")]
    running = [postmaster for postmaster in left if postmaster is not None]
    for postmaster in running:
        postmaster.stop()
    return len(running)


def _cluster(directory: Path) -> Path:
    return directory / "cluster"


def _hold(directory: Path) -> IO[bytes]:
    """Make the folder and become the parent of its server; refuse while another process is that."""
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (directory / "lock").open("ab")
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The folder {directory} cannot be written ({error.strerror}). "
            "Make it yours, or choose another for the data (--data FOLDER)."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise EmbeddedPostgresError(
            f"Another demonstration is running on {directory}. Stop it, or choose another folder (--data FOLDER)."
        ) from error
    return lock


def _adopt_or_launch(directory: Path, port: int | None, changed: Mapping[str, str]) -> Postmaster:
    left = postmaster_of(_cluster(directory))
    if left is not None and left.ready and port in (None, left.port):
        return left
    if left is not None:  # it listens elsewhere, or was killed half started
        left.stop()
    if port is not None:
        refuse_busy_port(port)
    account = account_for(_cluster(directory))
    account.open_way_to(folder_of_binaries() / "bin")
    account.open_tree(folder_of_binaries())
    account.open_way_to(_cluster(directory))
    _ensure_cluster(directory, account)
    return _launch(_cluster(directory), account, port, changed)


def _ensure_cluster(directory: Path, account: Account) -> None:
    """Make the data unless it is there. Cut short, it leaves ``cluster.new``, which the next start makes anew."""
    cluster = _cluster(directory)
    if cluster.exists():
        _refuse_other_major_version(cluster)
        return
    fresh = directory / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = _write_password(directory, account)
    account.take(fresh)
    account.take(directory)
    run(
        "initdb",
        [
            "--encoding=UTF8",
            *_locale(),
            "--auth=scram-sha-256",
            "--username=postgres",
            f"--pwfile={password}",
            f"--pgdata={fresh}",
        ],
        account,
    )
    fresh.rename(cluster)


def _locale() -> list[str]:
    """The same on every machine from 17 on; before, the machine's own."""
    if int(major_version()) < 17:
        return ["--locale=C.UTF-8"]
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]


def _write_password(directory: Path, account: Account) -> Path:
    path = directory / "password"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(24))
    account.take(path)
    return path


def _refuse_other_major_version(cluster: Path) -> None:
    made_by, ours = (cluster / "PG_VERSION").read_text().strip(), major_version()
    if made_by != ours:
        raise EmbeddedPostgresError(
            f"The data in {cluster} was made by PostgreSQL {made_by}, and this is PostgreSQL {ours}. "
            "It is synthetic: delete it with `make reset`, or choose another folder (--data FOLDER)."
        )


def _launch(cluster: Path, account: Account, port: int | None, changed: Mapping[str, str]) -> Postmaster:
    for attempt in range(1, ATTEMPTS + 1):
        settings = {**SETTINGS, **changed, "port": str(port or free_port())}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = cluster / "server.log"
        command = [f"--pgdata={cluster}", f"--log={log}", "--wait", "--timeout=60", f"--options={options}", "start"]
        try:
            run("pg_ctl", command, account)
            break
        except subprocess.CalledProcessError as error:
            if port is not None or attempt == ATTEMPTS:
                raise _explained(log) from error
    postmaster = postmaster_of(cluster)
    if postmaster is None:
        raise _explained(cluster / "server.log")
    return postmaster


def _explained(log: Path) -> EmbeddedPostgresError:
    lines = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line] if log.exists() else []
    reason = lines[-1] if lines else "it said nothing"
    return EmbeddedPostgresError(
        f"The embedded PostgreSQL did not start: {reason}. "
        f"Its log is {log}; `make reset` deletes the data and starts afresh."
    )


if __name__ == "__main__":
    stop_servers_below(Path(sys.argv[1]))
