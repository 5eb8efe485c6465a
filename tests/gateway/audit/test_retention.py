"""Entries go when their rule has run out and nothing holds them; their leaves and proofs stay, and it is told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from gateway.audit.copying import Into, copy
from gateway.audit.entry import Entry
from gateway.audit.receipts import receipt_of
from gateway.audit.retention import erase, planned
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.sharing import NOTHING, Shared
from gateway.audit.verdict import FaultKind
from gateway.transparency.receipt import Receipt
from gateway.verification.copy import Copy
from gateway.verification.walk import Asked, verify
from tests.gateway.audit.log import KEY, POLICY, signer
from tests.gateway.audit.record import Record, entry, subject_of

NOW = datetime.now(UTC)
LONG_AGO, LATELY = NOW - timedelta(days=400), NOW - timedelta(days=40)
_RULE = """
insert into audit.retention_rule
    (id, rule, version, outcome, purpose, keep_months, decided_by, source, verified, valid_from)
values (gen_random_uuid(), gen_random_uuid(), 1, $1, $2, $3, 'A board', 'Its minutes', $4, '2026-01-01')
"""


async def rule(record: Record, months: int, purpose: str | None = None, *, verified: bool = True) -> None:
    await record.superuser.execute(_RULE, None, purpose, months, verified)


async def logged(record: Record, *entries: Entry) -> Sequence[Entry]:
    """These entries with their leaves, under a checkpoint."""
    await record.put(entries)
    await record.sequencer().sequence()
    await signer(record).sign()
    return entries


def teller(number: int) -> tuple[Entry, Shared]:
    told = {"act": "ERASE_ACCESS_RECORD", "row_count": number, "subject_set": None, "reading": None}
    return entry(**told), NOTHING


async def erased(record: Record) -> int:
    return await erase(await record.as_owner(), NOW, teller)


async def left(record: Record) -> set[UUID]:
    rows = await record.superuser.fetch("select id from audit.entry where act = 'CONSULT'")
    return {row["id"] for row in rows}


def told_in(folder: Path) -> str:
    """All that stands in the files of a folder."""
    return "".join(path.read_text("latin-1") for path in folder.rglob("*") if path.is_file())


async def test_what_is_past_its_time_goes_with_whom_it_was_about_and_the_log_stays_sound(record: Record) -> None:
    old, new = await logged(record, entry(recorded_at=LONG_AGO), entry(recorded_at=LATELY))
    await rule(record, 12)
    assert await erased(record) == 1
    assert await left(record) == {new.id}
    assert [await record.count(table) for table in ("leaf", "subject_set", "erasure")] == [2, 1, 1]
    held = "select count(*) from audit.about where subject_id = $1"
    assert await record.superuser.fetchval(held, subject_of(old)) == 0
    assert await record.superuser.fetchval(held, subject_of(new)) == 1
    await record.sequencer().sequence()
    verdict = await record.verdict()
    assert (verdict.faults, verdict.leaves, verdict.erased) == ((), 3, 1)
    assert await erased(record) == 0


async def test_every_proof_that_was_given_holds_and_a_copy_verifies_without_what_was_erased(
    record: Record, tmp_path: Path
) -> None:
    old, _ = await logged(record, entry(recorded_at=LONG_AGO), entry(recorded_at=LATELY))
    receipt = bytes(await receipt_of(record.superuser, old, POLICY))
    await copy(record.superuser, Into(tmp_path, [KEY]), POLICY, lambda _done, _all: None)
    await rule(record, 12)
    assert await erased(record) == 1
    await logged(record)
    await copy(record.superuser, Into(tmp_path, [KEY]), POLICY, lambda _done, _all: None)
    report = verify(Asked(Copy(tmp_path), POLICY, (), processes=0))
    assert (report.faults, report.erased) == ([], 1)
    assert str(old.request_id) not in told_in(tmp_path)
    assert bytes(Receipt.parse(receipt)) == receipt


async def test_a_set_that_another_entry_still_names_stays(record: Record) -> None:
    first = entry(recorded_at=LONG_AGO)
    await logged(record, first, entry(recorded_at=LATELY, subject_set=first.subject_set))
    await rule(record, 12)
    assert await erased(record) == 1
    assert await record.count("subject_set") == 1


@pytest.mark.parametrize(
    ("rules", "goes"),
    [
        ([], False),
        ([(12, None, False)], False),
        ([(12, None, True)], True),
        ([(12, "MANAGE_RISK", True)], True),
        ([(12, "PLAN_RELEASE", True)], False),
        ([(12, None, True), (24, "MANAGE_RISK", True)], False),
        ([(12, None, True), (24, "MANAGE_RISK", False)], True),
        ([(24, None, True)], False),
    ],
    ids=["none", "unverified", "verified", "of-the-purpose", "of-another", "longest", "longest-unverified", "not-yet"],
)
async def test_the_longest_verified_rule_that_speaks_of_it_counts(
    record: Record, rules: list[tuple[int, str | None, bool]], goes: bool
) -> None:
    await logged(record, entry(recorded_at=LONG_AGO))
    for months, purpose, verified in rules:
        await rule(record, months, purpose, verified=verified)
    assert await erased(record) == int(goes)


WHEN = f"'{LONG_AGO - timedelta(days=1)}'::timestamptz, '{LONG_AGO}'::timestamptz"
AFTER = f"'{LONG_AGO + timedelta(days=1)}'::timestamptz, 'infinity'::timestamptz"


@pytest.mark.parametrize(
    ("hold", "kept"),
    [
        ("'{subject}'::uuid, null::uuid, null::timestamptz, null::timestamptz", True),
        ("null::uuid, '{user}'::uuid, null::timestamptz, null::timestamptz", True),
        (f"null::uuid, '{{user}}'::uuid, {WHEN}", True),
        (f"'{{subject}}'::uuid, '{{user}}'::uuid, {WHEN}", True),
        (f"null::uuid, '{{user}}'::uuid, {AFTER}", False),
        ("'{subject}'::uuid, gen_random_uuid(), null::timestamptz, null::timestamptz", False),
        ("gen_random_uuid(), '{user}'::uuid, null::timestamptz, null::timestamptz", False),
    ],
    ids=["subject", "user", "user-then", "both", "user-later", "another-user", "another-subject"],
)
async def test_a_hold_comes_before_every_rule_where_the_entry_is_all_that_it_says(
    record: Record, hold: str, kept: bool
) -> None:
    (old,) = await logged(record, entry(recorded_at=LONG_AGO))
    await rule(record, 12)
    named = hold.format(subject=subject_of(old), user=old.principal_id)
    holds = f"select * from (values ({named})) h (subject_id, principal_id, since, until)"  # noqa: S608
    (due,) = await planned(record.superuser, NOW, holds)
    assert (due.entries, due.held) == (int(not kept), int(kept))
    assert await erase(await record.as_owner(), NOW, teller, holds) == int(not kept)


async def test_nothing_else_lets_an_entry_or_its_subjects_go(record: Record) -> None:
    (old,) = await logged(record, entry(recorded_at=LONG_AGO))
    owner, gateway = await record.as_owner(), await record.as_gateway()
    for statement in ("delete from audit.entry", "delete from audit.subject_set", "truncate audit.erasure"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await owner.execute(statement)
    await rule(record, 12)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        await erase(gateway, NOW, teller)
    assert await left(record) == {old.id}


async def test_an_erasing_that_no_entry_tells_of_is_found(record: Record) -> None:
    await logged(record, *(entry(recorded_at=LONG_AGO) for _ in range(3)))
    await rule(record, 12)
    await erase(await record.as_owner(), NOW, lambda _number: teller(2))
    await record.sequencer().sequence()
    assert {kind for kind, _ in await record.faults()} == {FaultKind.ERASED_UNRECORDED}


async def test_an_erasure_that_is_not_what_the_leaf_commits_to_is_found(record: Record) -> None:
    await logged(record, entry(recorded_at=LONG_AGO))
    await rule(record, 12)
    await erased(record)
    await record.sequencer().sequence()
    await record.tamper("update audit.erasure set digest = sha256('another')")
    assert (FaultKind.ENTRY_CHANGED, 0) in await record.faults()


async def test_what_somebody_changed_is_evidence_and_is_not_erased(record: Record) -> None:
    await logged(record, entry(recorded_at=LONG_AGO))
    await rule(record, 12)
    await record.tamper("update audit.entry set agency = 'another'")
    with pytest.raises(LogDamagedError, match="is kept: run mappa audit verify"):
        await erased(record)
    assert await record.count("erasure") == 0
