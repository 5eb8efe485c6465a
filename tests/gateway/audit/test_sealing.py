"""Whom an entry is about is sealed with a key kept apart; destroyed, no copy tells it, and every proof still holds."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import asyncpg
import orjson
import pytest

from gateway.audit.copying import Into, copy
from gateway.audit.entry import Entry
from gateway.audit.sequencer import Reach
from gateway.audit.sharing import Shared, packed, shared
from gateway.audit.verdict import FaultKind
from gateway.verification.copy import Copy
from gateway.verification.walk import Asked, verify
from tests.gateway.audit.log import KEY, POLICY, signer
from tests.gateway.audit.record import READING, Record, entry
from tests.gateway.audit.test_retention import LATELY, LONG_AGO, erased, rule, told_in

CASE, PERSON, OTHER = UUID(int=11), UUID(int=12), UUID(int=13)
OPENED = "select subjects from audit.access where id = $1"


def about(*subjects: UUID, **changes: object) -> tuple[Entry, Shared]:
    """An entry about these, as a gateway writes it."""
    named = shared(packed((8, subject) for subject in subjects), READING)
    return entry(subject_set=named.digest, **changes), named


async def sequenced(record: Record, *told: tuple[Entry, Shared]) -> None:
    await record.write(*told)
    await record.sequencer().sequence()
    await signer(record).sign()


async def opened(record: Record, told: Entry) -> object:
    return orjson.loads(await record.superuser.fetchval(OPENED, told.id))


async def stored(record: Record, tables: Iterable[str]) -> str:
    """All that stands in tables, as text."""
    rows = [await record.superuser.fetch(f"select t::text as line from {table} t") for table in tables]  # noqa: S608
    return "\n".join(row["line"] for found in rows for row in found)


async def test_the_record_names_nobody_and_its_readers_are_told_who(record: Record) -> None:
    told, named = about(CASE, PERSON)
    await sequenced(record, (told, named))
    kept = await stored(record, ("audit.entry", "audit.subject_set", "audit.subject_member"))
    for subject in (CASE, PERSON):
        assert subject.hex not in kept.replace("-", "")
    assert named.digest is not None
    assert named.digest.hex() not in kept  # of which anybody could test a guess
    assert await opened(record, told) == {"assigned/ordinary": [str(CASE), str(PERSON)]}
    found = "select e.id from audit.about a join audit.entry e on e.subject_set = a.digest where a.subject_id = $1"
    assert [row["id"] for row in await record.superuser.fetch(found, PERSON)] == [told.id]
    assert (await record.verdict()).faults == ()


async def test_who_is_seen_again_is_one_set_and_one_key_also_without_the_names_of_what_is_sealed(
    record: Record,
) -> None:
    await record.write(about(CASE, PERSON), about(CASE, PERSON), about(CASE))
    await record.superuser.execute("truncate audit_keys.sealed_set")  # as a crash of PostgreSQL leaves it
    await record.write(about(CASE, PERSON), about(PERSON, CASE))
    assert await record.count("subject_set") == 2
    assert await record.superuser.fetchval("select count(*) from audit_keys.subject_key") == 2
    assert await record.superuser.fetchval("select count(distinct subject_set) from audit.entry") == 2


async def test_erased_it_is_unreadable_in_copies_made_before_and_every_proof_holds(
    record: Record, tmp_path: Path
) -> None:
    await sequenced(record, about(CASE, PERSON, recorded_at=LONG_AGO), about(OTHER, recorded_at=LATELY))
    await copy(record.superuser, Into(tmp_path, [KEY]), POLICY, lambda _done, _all: None)
    keys = {row["key"] for row in await record.superuser.fetch("select key from audit_keys.subject_key")}
    await rule(record, 12)
    assert await erased(record) == 1
    left = await record.superuser.fetch("select subject_id, key from audit_keys.subject_key")
    assert [row["subject_id"] for row in left] == [OTHER]
    report = verify(Asked(Copy(tmp_path), POLICY, (), processes=0))
    assert (report.faults, report.erased, report.leaves) == ([], 0, 2)
    held = told_in(tmp_path)
    for secret in [CASE.hex, str(PERSON), *(key.hex() for key in keys)]:
        assert secret not in held
    await record.sequencer().sequence()
    assert (await record.verdict()).faults == ()


async def test_a_key_stays_while_any_entry_is_kept_that_needs_it(record: Record) -> None:
    kept, named = about(CASE, OTHER, recorded_at=LATELY)
    await sequenced(record, about(CASE, PERSON, recorded_at=LONG_AGO))
    await record.write((kept, named))  # and is not in the index by subject yet
    await rule(record, 12)
    assert await erased(record) == 1
    assert await opened(record, kept) == {"assigned/ordinary": [str(CASE), str(OTHER)]}
    await record.write(about(CASE, PERSON))
    await record.sequencer().sequence(Reach.ALL)
    assert (await record.verdict()).faults == ()


async def test_a_month_that_is_over_keeps_its_keys_and_loses_its_secret(record: Record) -> None:
    told, named = about(CASE)
    await sequenced(record, (told, named))
    secrets = "select starts_on from audit_keys.period order by 1"
    this, coming = [row["starts_on"] for row in await record.superuser.fetch(secrets)]
    await record.superuser.execute("update audit_keys.period set starts_on = starts_on - 40 where starts_on = $1", this)
    await record.superuser.execute("update audit_keys.sealed_set set period = period - 40")
    await (await record.as_gateway()).execute("select audit_keys.turn()")
    in_its_place = [row["starts_on"] for row in await record.superuser.fetch(secrets)]
    assert in_its_place[-2:] == [this, coming]
    assert await opened(record, told) == {"assigned/ordinary": [str(CASE)]}
    await record.superuser.execute("delete from audit_keys.period where starts_on < $1", this)
    await record.write(about(CASE))
    keys = await record.superuser.fetch("select subject_id from audit_keys.subject_key")
    assert [row["subject_id"] for row in keys] == [CASE, CASE]  # one of each month


async def test_nothing_is_recorded_without_a_secret_to_seal_with(record: Record) -> None:
    await record.superuser.execute("delete from audit_keys.period")
    with pytest.raises(asyncpg.RaiseError, match="no secret to seal with"):
        await record.write(about(CASE))
    assert await record.count("entry") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "select * from audit_keys.subject_key",
        "select secret from audit_keys.period",
        "delete from audit_keys.subject_key",
        "update audit_keys.subject_key set subject_id = alias",
        "insert into audit_keys.period values ('2001-01-01', sha256(''))",
    ],
    ids=["read-keys", "read-secrets", "destroy", "change", "add-a-secret"],
)
async def test_the_gateway_may_seal_and_no_more(record: Record, statement: str) -> None:
    await record.write(about(CASE))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        await (await record.as_gateway()).execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from audit_keys.subject_key",
        "update audit_keys.subject_key set period = period",
        "truncate audit_keys.subject_key",
    ],
)
async def test_what_opens_a_kept_entry_is_not_destroyed_by_its_owner_either(record: Record, statement: str) -> None:
    await sequenced(record, about(CASE))
    for connection in (await record.as_owner(), record.superuser):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await connection.execute(statement)


async def test_no_key_opens_an_alias_for_anybody_else(record: Record) -> None:
    await record.write(about(CASE))
    with pytest.raises(asyncpg.CheckViolationError, match="subject_key_opens_check"):
        await record.tamper("update audit_keys.subject_key set subject_id = gen_random_uuid()")


@pytest.mark.parametrize(
    "tampering",
    [
        ["delete from audit_keys.subject_key"],
        [
            "alter table audit_keys.subject_key drop constraint subject_key_opens_check",
            "update audit_keys.subject_key set subject_id = gen_random_uuid()",
        ],
    ],
    ids=["destroyed", "another"],
)
async def test_verification_names_a_key_that_was_destroyed_or_changed(record: Record, tampering: list[str]) -> None:
    await sequenced(record, about(CASE))
    await record.tamper(*tampering)
    assert {kind for kind, _ in await record.faults()} == {FaultKind.KEY_CHANGED}
