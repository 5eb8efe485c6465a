"""What was asked about somebody is sealed in its entry with a key made of theirs, and is read through a view alone."""

from hashlib import sha512
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from gateway.audit.entry import Entry
from gateway.audit.named import sealing_keys
from gateway.audit.sharing import NOTHING
from gateway.audit.verdict import FaultKind
from tests.gateway.audit.record import Record, entry
from tests.gateway.audit.test_sealing import CASE, OTHER, PERSON, about, sequenced

ASKED: dict[str, Any] = {
    "operation_name": "Case_MAPPA_07_000123",
    "document_hash": bytes(range(100, 132)),
    "variables": {"reference": "ab" * 16, "first": "cd" * 16},
}
_FIELDS = "operation_name, document_hash, variables::text as variables"


def told_by(row: asyncpg.Record) -> dict[str, Any]:
    told = {name: row[name] for name in ASKED}
    return told | {"variables": orjson.loads(told["variables"])}


async def stored(record: Record, told: Entry) -> asyncpg.Record:
    row = await record.superuser.fetchrow(f"select {_FIELDS}, question from audit.entry where id = $1", told.id)  # noqa: S608
    assert row is not None
    return row


async def read(record: Record, told: Entry) -> dict[str, Any]:
    """As an auditor does, with a gateway's rights."""
    row = await (await record.as_gateway()).fetchrow(f"select {_FIELDS} from audit.access where id = $1", told.id)  # noqa: S608
    assert row is not None
    return told_by(row)


def masked(key: bytes, entry_id: UUID, told: bytes) -> bytes:
    """The form that ``gateway.audit.question`` says, made without it."""
    blocks = range(1, len(told) // 64 + 1)
    stream = b"".join(sha512(key + entry_id.bytes + number.to_bytes(4)).digest() for number in blocks)
    return bytes(one ^ other for one, other in zip(told, stream, strict=True))


async def test_its_columns_say_nothing_and_its_key_opens_it_for_whoever_reads_the_record(record: Record) -> None:
    told, named = about(CASE, PERSON, **ASKED)
    await sequenced(record, (told, named))
    row = await stored(record, told)
    assert told_by(row) == {"operation_name": None, "document_hash": None, "variables": {}}
    ((of_set, key),) = await record.superuser.fetch("select digest, key from audit_keys.set_key")
    assert await sealing_keys(record.superuser, [of_set]) == {of_set: key}, "made of the keys of its subjects"
    plain = masked(key, told.id, row["question"])
    assert (len(plain) % 64, orjson.loads(plain)) == (
        0,
        [ASKED["operation_name"], ASKED["document_hash"].hex(), ASKED["variables"]],
    )
    assert await read(record, told) == ASKED
    assert (await record.verdict()).faults == ()


async def test_the_same_question_about_the_same_is_never_sealed_alike(record: Record) -> None:
    first, second = about(CASE, **ASKED), about(CASE, **ASKED)
    await record.write(first, second)
    await record.write(about(OTHER, operation_name=None, document_hash=None, variables={}))
    sealed = await record.superuser.fetch("select distinct question from audit.entry")
    assert len(sealed) == 3
    assert await record.superuser.fetchval("select count(*) from audit_keys.set_key") == 2
    assert [await read(record, told) for told, _ in (first, second)] == [ASKED, ASKED]


async def test_an_entry_about_nobody_keeps_what_was_asked_as_it_is(record: Record) -> None:
    told = entry(subject_set=None, outcome="REFUSED", **ASKED)
    await record.write((told, NOTHING))
    assert (await stored(record, told))["question"] is None
    assert await read(record, told) == ASKED


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("update audit.entry set question = question || '\\x00'", FaultKind.ENTRY_CHANGED),
        ("update audit.entry set question = sha512('another')", FaultKind.ENTRY_CHANGED),
        ("update audit.entry set operation_name = 'Another'", FaultKind.ENTRY_CHANGED),
        ("delete from audit_keys.set_key", FaultKind.KEY_CHANGED),
        ("update audit_keys.set_key set key = sha256('another')", FaultKind.KEY_CHANGED),
    ],
    ids=["longer", "another", "in-the-clear", "without-key", "another-key"],
)
async def test_what_somebody_changed_is_found_and_stops_no_reader(record: Record, change: str, kind: FaultKind) -> None:
    told, named = about(CASE, **ASKED)
    await sequenced(record, (told, named))
    await record.tamper(change)
    assert kind in {fault.kind for fault in (await record.verdict()).faults}
    assert (await read(record, told))["operation_name"] in (None, ASKED["operation_name"])
