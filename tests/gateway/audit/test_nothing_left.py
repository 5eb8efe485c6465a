"""Once the entries about somebody are erased, nothing tells of them: no table, no dump, no copy, no file of the keys.

A dump and a copy that were made before, without the keys, tell nothing either.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from gateway.audit.copying import Into, copy
from gateway.audit.entry import Entry, VariableHasher
from gateway.audit.sharing import Shared
from gateway.command.retaining import rewritten
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.demonstration.server import folder_of_binaries
from tests.gateway.audit.log import KEY, POLICY
from tests.gateway.audit.record import Record
from tests.gateway.audit.test_retention import LATELY, LONG_AGO, erased, rule
from tests.gateway.audit.test_sealing import OTHER, about, sequenced

CASE, PERSON = UUID("3f6c1e9a-52d7-7b41-9c0e-8a7d55e1b204"), UUID("9b20d7f3-1c84-7e6a-b5f1-06cc93a8de57")
REFERENCE, WORDS = "MAPPA-07-000123", "Bronwen Erased"
SEARCHED = VariableHasher(b"the gateway's secret, which lives on").hash_all({"reference": REFERENCE, "text": WORDS})
NAMED_SO = "Case_MAPPA_07_000123"
DOCUMENT = bytes(range(100, 132))  # of a text with the reference in it, so that a guess can be tested


def asked(**changes: object) -> tuple[tuple[Entry, Shared], ...]:
    """Somebody looks the two up, twice."""
    return tuple(
        about(CASE, PERSON, operation_name=NAMED_SO, document_hash=DOCUMENT, variables=SEARCHED, **changes)
        for _ in range(2)
    )


def traces() -> Iterator[tuple[str, bytes]]:
    """What would tell of them: their keys, what was searched for and by which question, in every form."""
    for subject in (CASE, PERSON):
        yield f"{subject} as text", str(subject).encode()
        yield f"{subject} in hexadecimal", subject.hex.encode()
        yield f"{subject} as bytes", subject.bytes
    for word in (REFERENCE, WORDS, NAMED_SO, *SEARCHED.values(), DOCUMENT.hex()):
        yield word, word.encode()
    yield "the hash of the document", DOCUMENT
    for name, hashed in SEARCHED.items():
        yield f"the hash of {name}", bytes.fromhex(hashed)


def found_in(*paths: Path) -> set[str]:
    """The traces in files, or in all files below folders."""
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    assert files
    return {name for file in files for name, trace in traces() if trace in file.read_bytes()}


def dumped(record: Record, to: Path, *options: str) -> Path:
    program = folder_of_binaries() / "bin" / "pg_dump"
    subprocess.run([program, f"--dbname={record.dsn}", f"--file={to}", *options], check=True)
    return to


async def of_the_database(postgres: EmbeddedPostgres, record: Record) -> Path:
    """The files of its tables and indexes, written out."""
    await record.superuser.execute("checkpoint")
    number = await record.superuser.fetchval("select oid from pg_database where datname = current_database()")
    return postgres.directory / "cluster" / "base" / str(number)


async def test_erased_nobody_finds_a_trace_of_whom_it_was_about(
    postgres: EmbeddedPostgres, record: Record, tmp_path: Path
) -> None:
    await sequenced(record, *asked(recorded_at=LONG_AGO), about(OTHER, recorded_at=LATELY))
    before = dumped(record, tmp_path / "before.sql", "--exclude-schema=audit_keys")
    into = Into(tmp_path / "copy", [KEY], tmp_path / "keys")
    await copy(record.superuser, into, POLICY, lambda _done, _all: None)
    assert found_in(before, tmp_path / "copy") == set(), "without the keys, also before anything is erased"
    await rule(record, 12)
    assert await erased(record) == 2
    await sequenced(record)
    assert found_in(dumped(record, tmp_path / "after.sql")) == set(), "with the keys that there still are"
    await rewritten(record.superuser)
    assert found_in(await of_the_database(postgres, record)) == set(), "nor in what PostgreSQL has not yet overwritten"
    assert (await record.verdict()).faults == ()


async def test_the_search_for_traces_finds_them(postgres: EmbeddedPostgres, record: Record, tmp_path: Path) -> None:
    """In what is not sealed: the keys, and an entry about nobody, which lives by its own rule."""
    told, _ = asked()[0]
    await record.write(*asked())
    keys = found_in(dumped(record, tmp_path / "keys.sql", "--schema=audit_keys"))
    assert f"{CASE} as text" in keys
    files = await of_the_database(postgres, record)
    assert f"{CASE} as bytes" in found_in(files)
    await record.tamper(f"update audit.entry set operation_name = '{told.operation_name}'")  # noqa: S608
    assert NAMED_SO in found_in(dumped(record, tmp_path / "record.sql"), await of_the_database(postgres, record))
