"""Keys that a restore brought back are named by verification and destroyed again, and none that is needed is."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from gateway.audit.returned import ReturnedKeys, destroy_returned
from gateway.audit.verdict import FaultKind
from gateway.command.record import verify as verify_command
from gateway.command.refusal import CommandRefused
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.demonstration.server import folder_of_binaries
from tests.gateway.audit.record import Record
from tests.gateway.audit.test_retention import LATELY, LONG_AGO, erased, rule
from tests.gateway.audit.test_sealing import CASE, OTHER, PERSON, about, sequenced

KEYS_APART = "audit_keys"


def pg(tool: str, *arguments: str, dsn: str) -> None:
    """PostgreSQL's own tools, as whoever runs the platform uses them."""
    subprocess.run([folder_of_binaries() / "bin" / tool, f"--dbname={dsn}", *arguments], check=True)


@contextmanager
def restored(postgres: EmbeddedPostgres, *dumps: Path) -> Iterator[str]:
    """A new database in which dumps were restored, in order."""
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("create database restored")
        dsn = postgres.dsn("restored")
        try:
            for dump in dumps:
                pg("pg_restore", "--exit-on-error", str(dump), dsn=dsn)
            yield dsn
        finally:
            connection.execute("drop database restored with (force)")


async def opened(record: Record) -> set[UUID]:
    rows = await record.superuser.fetch("select subject_id from audit_keys.subject_key")
    return {row["subject_id"] for row in rows}


async def test_an_old_backup_of_the_keys_restored_beside_the_record_is_noticed_and_destroyed_again(
    postgres: EmbeddedPostgres, record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await record.tamper(
        "insert into audit_keys.period values ('2026-01-01', sha256('over')), ('2026-02-01', sha256('so'))"
    )
    await sequenced(record, about(CASE, PERSON, recorded_at=LONG_AGO), about(OTHER, recorded_at=LATELY))
    pg("pg_dump", "--format=custom", f"--schema={KEYS_APART}", f"--file={tmp_path / 'keys'}", dsn=record.dsn)
    await rule(record, 12)
    await erased(record)
    await sequenced(record)
    await record.superuser.execute("select audit_keys.turn()")
    assert (await record.verdict()).faults == ()
    pg("pg_dump", "--format=custom", f"--exclude-schema={KEYS_APART}", f"--file={tmp_path / 'record'}", dsn=record.dsn)
    with restored(postgres, tmp_path / "keys", tmp_path / "record") as dsn:
        async with Record.at(dsn) as again:
            assert await opened(again) == {CASE, PERSON, OTHER}
            faults = (await again.verdict()).faults
            # Of two subjects, a set, and of months: the second is over from the third day of the month that it is now.
            assert {fault.kind for fault in faults} == {FaultKind.KEY_RETURNED}
            assert len(faults) in {3 + 1, 3 + 2}
            with pytest.raises(CommandRefused, match=f"{len(faults)} faults"):
                await verify_command(dsn, None)
            said = f"{len(faults)} keys and secrets that a restore had brought back were destroyed again"
            assert said in capsys.readouterr().out
            assert await opened(again) == {OTHER}
            assert (await again.verdict()).faults == ()


async def test_the_process_behind_the_record_destroys_them_when_it_starts_with_the_rights_of_a_gateway(
    record: Record,
) -> None:
    await sequenced(record, about(CASE, PERSON, recorded_at=LONG_AGO), about(OTHER, recorded_at=LATELY))
    await record.superuser.execute("create table backup as select * from audit_keys.subject_key")
    await rule(record, 12)
    await erased(record)
    await record.superuser.execute("insert into audit_keys.subject_key select * from backup on conflict do nothing")
    looking = ReturnedKeys(record.as_gateway)
    await looking.look()
    assert looking.destroyed == 2
    assert await opened(record) == {OTHER}
    await looking.look()
    assert looking.destroyed == 2


async def test_a_key_whose_set_the_sequencer_has_not_come_to_yet_is_needed(record: Record) -> None:
    await record.write(about(CASE, PERSON))
    assert await record.count("subject_member") == 0
    assert await destroy_returned(await record.as_gateway()) == 0
    assert await opened(record) == {CASE, PERSON}
    assert (await record.verdict()).faults == ()
