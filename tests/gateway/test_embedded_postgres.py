"""The embedded PostgreSQL: what it leaves behind, and what it says when it cannot start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

from gateway.demonstration.postgres import EmbeddedPostgres, EmbeddedPostgresError, stop_servers_below
from gateway.demonstration.server import folder_of_binaries, postmaster_of
from tests.folders import database_folder

# Ctrl-C reaches it also where the tests themselves run behind a shell, which lets its background ignore it.
PARENT = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from gateway.demonstration.postgres import EmbeddedPostgres
server = EmbeddedPostgres.start(Path(sys.argv[1]))
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = database_folder()
    yield made
    stop_servers_below(made)
    shutil.rmtree(made)


def a_parent_with_a_server(folder: Path) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-c", PARENT, str(folder)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


def end(parent: subprocess.Popen[str], how: signal.Signals) -> None:
    """As a terminal or the kernel does: the signal goes to the whole group of the parent."""
    os.killpg(parent.pid, how)
    parent.communicate(timeout=30)


def test_the_server_has_the_settings_the_gateway_is_measured_with(folder: Path) -> None:
    with EmbeddedPostgres.start(folder) as server, psycopg.connect(server.dsn()) as connection:
        rows = connection.execute(
            "SELECT name, current_setting(name) FROM pg_settings WHERE name IN ('random_page_cost', 'shared_buffers',"
            " 'max_connections', 'fsync', 'listen_addresses', 'TimeZone')"
        ).fetchall()
    assert dict(rows) == {
        "random_page_cost": "1.1",
        "shared_buffers": "256MB",
        "max_connections": "100",
        "fsync": "on",
        "listen_addresses": "127.0.0.1",
        "TimeZone": "UTC",
    }


def test_nobody_comes_in_without_the_password(postgres: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://postgres:guessed@127.0.0.1:{postgres.port}/postgres")
    assert (postgres.directory / "password").stat().st_mode & 0o077 == 0


def test_a_database_is_made_once_and_then_found(postgres: EmbeddedPostgres) -> None:
    first = postgres.create_database("made once")
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE kept (value integer)")
    assert postgres.create_database("made once") == first
    with psycopg.connect(first) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    assert urlsplit(first).path == "/made%20once"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_server_outlives_its_parent_and_is_adopted(folder: Path, how: signal.Signals) -> None:
    parent, server_pid = a_parent_with_a_server(folder)
    end(parent, how)
    with EmbeddedPostgres.start(folder) as adopted:
        assert adopted.pid == server_pid
        with psycopg.connect(adopted.dsn()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not psutil.pid_exists(server_pid) or psutil.Process(server_pid).status() == psutil.STATUS_ZOMBIE


def test_a_server_left_on_another_port_is_moved_and_keeps_its_data(folder: Path) -> None:
    parent, left_pid = a_parent_with_a_server(folder)
    end(parent, signal.SIGKILL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with EmbeddedPostgres.start(folder, port) as moved:
        assert moved.port == port
        assert moved.pid != left_pid
        moved.create_database("after_the_move")


def test_a_second_start_on_the_same_data_is_refused(folder: Path) -> None:
    with EmbeddedPostgres.start(folder), pytest.raises(EmbeddedPostgresError) as refusal:
        EmbeddedPostgres.start(folder)
    assert str(refusal.value) == (
        f"Another demonstration is running on {folder}. Stop it, or choose another folder (--data FOLDER)."
    )


def test_stopping_what_has_stopped_already_is_no_error(folder: Path) -> None:
    server = EmbeddedPostgres.start(folder)
    assert stop_servers_below(folder) == 1
    server.stop()
    assert postmaster_of(folder / "cluster") is None


def test_a_note_of_a_dead_server_whose_number_another_process_has_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n0\n5432\n\n127.0.0.1\n0\nready\n")
    assert postmaster_of(tmp_path) is None
    (tmp_path / "postmaster.pid").write_text("")
    assert postmaster_of(tmp_path) is None


def test_another_postgresql_is_run_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPA_POSTGRES", "/opt/postgresql/15")
    assert folder_of_binaries() == Path("/opt/postgresql/15")


def test_a_busy_port_is_refused_with_the_remedy(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with pytest.raises(EmbeddedPostgresError) as refusal:
            EmbeddedPostgres.start(folder, port)
    assert str(refusal.value) == (
        f"Port {port} cannot be had for PostgreSQL (Address already in use). "
        "Stop what uses it, or name no port: a free one is chosen."
    )


def test_data_of_another_major_version_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    (tmp_path / "cluster" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedPostgresError) as refusal:
        EmbeddedPostgres.start(tmp_path)
    assert str(refusal.value) == (
        f"The data in {tmp_path}/cluster was made by PostgreSQL 12, and this is PostgreSQL 18. "
        "It is synthetic: delete it with `make reset`, or choose another folder (--data FOLDER)."
    )


def test_a_folder_that_cannot_be_written_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedPostgresError) as refusal:
        EmbeddedPostgres.start(tmp_path / "file" / "below")
    assert str(refusal.value) == (
        f"The folder {tmp_path}/file/below cannot be written (Not a directory). "
        "Make it yours, or choose another for the data (--data FOLDER)."
    )


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    EmbeddedPostgres.start(folder).stop()
    settings = folder / "cluster" / "postgresql.auto.conf"
    good = settings.read_text()
    settings.write_text("nonsense = on\n")
    with pytest.raises(EmbeddedPostgresError, match=r"did not start: .* FATAL: .*Its log is .*server\.log"):
        EmbeddedPostgres.start(folder)
    settings.write_text(good)
