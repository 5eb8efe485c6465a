"""What ``mappa audit restored`` says at each step of restoring: the order, the keys, the name, and what is next."""

from pathlib import Path

from gateway.audit.memory import Remembered
from gateway.command.refusal import CommandRefused
from gateway.command.restoring import Restored, restored
from gateway.sequencing import MEMORY
from gateway.transparency.keys import SigningKey
from migrations.newest import newest
from tests.gateway.audit.log import KEY, grown, signer
from tests.gateway.audit.record import Record
from tests.gateway.audit.test_restored import RENAMED, TO_FIVE, WITHOUT_SIGNED

AT_NEWEST = f"""create table public.alembic_version (version_num text);
insert into public.alembic_version values ('{newest()}')"""  # noqa: S608 - our own number


async def said(record: Record, memory: Path, key: SigningKey = KEY) -> str:
    """What it tells, or refuses with."""
    try:
        return "\n".join(await restored(record.dsn, Restored([key], None, [memory])))
    except CommandRefused as refused:
        return str(refused)


async def test_a_step_out_of_order_is_refused_with_what_to_do(record: Record, tmp_path: Path) -> None:
    change = record.superuser.execute
    await change("alter schema audit rename to aside; alter schema audit_keys rename to keys_aside")
    assert "Nothing is restored here yet. Next: the roles" in await said(record, tmp_path)
    await change("alter schema aside rename to audit")
    assert "The record was restored before its keys: empty the database" in await said(record, tmp_path)
    await change("alter schema keys_aside rename to audit_keys; alter schema audit rename to aside")
    assert "Only the keys are here. Next: `pg_restore` of record.dump." in await said(record, tmp_path)
    await change("alter schema aside rename to audit")
    assert "The record is here in part, for its restoring was broken off: empty" in await said(record, tmp_path)
    await change(AT_NEWEST)
    await change("update public.alembic_version set version_num = '9999'")
    assert "is of a newer version than this one" in await said(record, tmp_path)
    await change("update public.alembic_version set version_num = '0001'")
    assert "Next: `mappa migrate`; then run this again." in await said(record, tmp_path)


async def test_what_was_lost_is_refused_until_the_log_has_another_name(record: Record, tmp_path: Path) -> None:
    by = signer(record, Remembered(tmp_path / MEMORY))
    for _ in range(2):
        await grown(record)
        await by.sign()
    await record.superuser.execute(AT_NEWEST)
    told = await said(record, tmp_path)
    assert "The log goes on as it was" in told
    assert "10 leaves are here" in told
    await record.tamper(*TO_FIVE)
    told = await said(record, tmp_path)
    assert "The log may not go on under this name" in told
    assert "Look for a newer backup." in told
    await record.tamper(*WITHOUT_SIGNED)
    assert f"mappa audit key {KEY.verifier.name}-2 --out log.key" in await said(record, tmp_path)
    assert "this one is gateway.example/access-record-2: name another file" in await said(record, tmp_path, RENAMED)
    told = await said(record, tmp_path / "new", RENAMED)
    assert f"the witnesses' too: log {RENAMED.verifier}" in told
    assert "Next: `mappa audit verify`" in told


async def test_keys_that_are_missing_are_told(record: Record, tmp_path: Path) -> None:
    await record.superuser.execute(AT_NEWEST)
    await grown(record)
    await record.tamper("delete from audit_keys.subject_key")
    assert "keys are missing, and with each whom some entries were about" in await said(record, tmp_path)
