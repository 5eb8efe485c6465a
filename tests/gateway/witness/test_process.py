"""``mappa witness`` as an agency runs it: a process of its own, asked over HTTP, killed and started again."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from gateway.transparency.note import Signature
from tests.gateway.served import until
from tests.gateway.witness.test_witness import FORGED, KEY, LOG, note, submission

MAPPA = Path(sys.executable).with_name("mappa")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "witness.key").write_text(KEY.written() + "\n")
    (tmp_path / "policy.txt").write_text(f"log {LOG.verifier}\nquorum none\n")
    return tmp_path


@contextmanager
def witness(folder: Path) -> Iterator[httpx2.Client]:
    """While the body runs; killed in the end, without a farewell."""
    said = folder / "said"
    command = [str(MAPPA), "witness", "--port", "0"]
    command += [f"--key={folder / 'witness.key'}", f"--state={folder / 'state'}", f"--policy={folder / 'policy.txt'}"]
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        (address, *_) = until(lambda: re.findall(r"http://[\d.:]+/", said.read_text()), seconds=30)
        with httpx2.Client(base_url=address, trust_env=False) as client:
            yield client
    finally:
        process.kill()
        process.wait(timeout=10)


def test_what_it_saw_outlives_a_kill(folder: Path) -> None:
    with witness(folder) as client:
        reply = client.post("/add-checkpoint", content=submission(0, 6))
        assert reply.status_code == 200
        signature = Signature.parse(reply.text.removesuffix("\n"))
        assert KEY.verifier.accepts(note(6).text, signature.value)
        assert client.get("/add-checkpoint").status_code == 405
        assert client.post("/").status_code == 404
        assert client.post("/add-checkpoint", content=b"a" * 100_000).status_code == 413
    with witness(folder) as client:
        assert client.post("/add-checkpoint", content=submission(6, 20, FORGED)).status_code == 422
        behind = client.post("/add-checkpoint", content=submission(0, 20))
        assert (behind.status_code, behind.text) == (409, "6\n")
        assert behind.headers["content-type"] == "text/x.tlog.size"
        assert client.post("/add-checkpoint", content=submission(6, 20)).status_code == 200


def test_it_loads_no_database_no_law_and_nothing_of_the_gateway_but_the_formats() -> None:
    listed = "import sys, gateway.command.witness; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    formats = ("gateway.witness", "gateway.transparency", "gateway.command")
    assert [name for name in loaded if name.startswith("gateway.") and not name.startswith(formats)] == []
    assert not {"asyncpg", "psycopg", "sqlalchemy", "starlette", "oso", "strawberry"} & loaded
