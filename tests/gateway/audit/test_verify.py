import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from gateway.audit.entry import Entry, leaf_of
from gateway.audit.verdict import TOLD, FaultKind
from gateway.audit.verify import Asked, verify
from gateway.transparency.tree import EMPTY, grown, root
from tests.gateway.audit.record import Record, entry, old_entries

Found = set[tuple[FaultKind, int | None]]

# The record has 20 leaves under heads of 5, 10, 15 and 20. What a superuser does, and what verification says.
TAMPERED: dict[str, tuple[Sequence[str], Found]] = {
    "a column of an entry is changed": (
        ["update audit.entry set principal_name = 'Somebody Else' where id = {leaf7}"],
        {(FaultKind.ENTRY_CHANGED, 7)},
    ),
    "an entry is made to name another reading": (
        ["update audit.entry set reading = sha256('other') where id = {leaf0}"],
        {(FaultKind.ENTRY_CHANGED, 0), (FaultKind.SHARED_MISSING, None)},
    ),
    "a rule inside a reading is changed": (
        [
            "alter table audit.reading drop constraint reading_digest_check",
            "update audit.reading set body = replace(body, 'r1', 'r9')",
        ],
        {(FaultKind.SHARED_CHANGED, None)},
    ),
    "a reading says one thing, and is read as another": (
        [
            "alter table audit.reading alter column parsed drop expression",
            "update audit.reading set parsed = '{}'",
        ],
        {(FaultKind.SHARED_CHANGED, None)},
    ),
    "a reading is deleted": (
        ["delete from audit.reading"],
        {(FaultKind.SHARED_MISSING, None)},
    ),
    "whom an entry is about is changed": (
        [
            "alter table audit.subject_set drop constraint subject_set_digest_check",
            """update audit.subject_set set members = set_byte(members, 3, get_byte(members, 3) # 1)
            where digest = (select subject_set from audit.entry where id = {leaf2})""",
        ],
        {(FaultKind.SHARED_CHANGED, None), (FaultKind.SUBJECT_ADDED, None), (FaultKind.KEY_CHANGED, None)},
    ),
    "whom an entry is about is deleted": (
        ["delete from audit.subject_set where digest = (select subject_set from audit.entry where id = {leaf2})"],
        {(FaultKind.SHARED_MISSING, None), (FaultKind.SUBJECT_ADDED, None)},
    ),
    "an entry is made unreadable": (
        ["update audit.entry set variables = '{\"a\": 1e999}' where id = {leaf3}"],
        {(FaultKind.ENTRY_CHANGED, 3)},
    ),
    "a leaf is changed": (
        [
            "update audit.leaf set leaf_hash = sha256('forged') where index = 7",
        ],
        {(FaultKind.LEAF_CHANGED, 7)},
    ),
    "an entry is deleted": (
        ["delete from audit.entry where id = {leaf12}"],
        {(FaultKind.ENTRY_DELETED, 12)},
    ),
    "an entry is deleted with its leaf": (
        [
            "delete from audit.entry where id = {leaf12}",
            "delete from audit.leaf where index = 12",
        ],
        {(FaultKind.LEAF_MISSING, 12)},
    ),
    "the last leaves before a head are deleted": (
        ["delete from audit.leaf where index in (8, 9)"],
        {(FaultKind.LEAF_MISSING, 8), (FaultKind.ENTRY_WITHOUT_LEAF, None)},
    ),
    "an entry is deleted, with its leaf, and the leaves after it close up": (
        [
            "delete from audit.entry where id = {leaf12}",
            "delete from audit.leaf where index = 12",
            "update audit.leaf set index = index + 1000 where index > 12",
            "update audit.leaf set index = index - 1001 where index > 1000",
        ],
        {(FaultKind.HEAD_MISMATCH, 15), (FaultKind.TRUNCATED, 19)},
    ),
    "an entry is moved to another time": (
        ["update audit.entry set recorded_at = recorded_at - interval '1 day' where id = {leaf4}"],
        {
            (FaultKind.ENTRY_DELETED, 4),
            (FaultKind.ENTRY_WITHOUT_LEAF, None),
        },
    ),
    "two leaves under one head change places": (
        [
            "update audit.leaf set index = -1 where index = 6",
            "update audit.leaf set index = 6 where index = 8",
            "update audit.leaf set index = 8 where index = -1",
        ],
        {(FaultKind.REORDERED, 7), (FaultKind.REORDERED, 8), (FaultKind.HEAD_MISMATCH, 10)},
    ),
    "two leaves under different heads change places": (
        [
            "update audit.leaf set index = -1 where index = 4",
            "update audit.leaf set index = 4 where index = 5",
            "update audit.leaf set index = 5 where index = -1",
        ],
        {(FaultKind.HEAD_MISMATCH, 5), (FaultKind.HEAD_MISMATCH, 10)},
    ),
    "the tail of the tree is cut off": (
        ["delete from audit.leaf where index >= 17"],
        {(FaultKind.TRUNCATED, 17), (FaultKind.ENTRY_WITHOUT_LEAF, None)},
    ),
    "the tail is cut off with its heads": (
        ["delete from audit.leaf where index >= 15", "delete from audit.tree_head where size > 15"],
        {(FaultKind.ENTRY_WITHOUT_LEAF, None)},
    ),
    "the whole tree is taken away": (
        ["delete from audit.leaf", "delete from audit.tree_head"],
        {(FaultKind.ENTRY_WITHOUT_LEAF, None)},
    ),
    "the newest heads are deleted": (
        ["delete from audit.tree_head where size > 10"],
        {(FaultKind.LEAF_ADDED, 10)},
    ),
    "the root of a head is changed": (
        ["update audit.tree_head set root = sha256('forged') where size = 10"],
        {(FaultKind.HEAD_CHANGED, 10)},
    ),
    "the frontier of a head is changed": (
        ["update audit.tree_head set frontier = array[sha256('forged'), sha256('forged')] where size = 10"],
        {(FaultKind.HEAD_CHANGED, 10)},
    ),
    "a head is replaced by one that agrees with itself": (
        [
            "delete from audit.tree_head where size = 15",
            "insert into audit.tree_head values (16, sha256('x'), array[sha256('x')], now(), now())",
        ],
        {(FaultKind.HEAD_MISMATCH, 16), (FaultKind.HEAD_MISMATCH, 20)},
    ),
    "the tail is cut off under two heads": (
        ["delete from audit.leaf where index >= 12"],
        {(FaultKind.TRUNCATED, 12), (FaultKind.ENTRY_WITHOUT_LEAF, None)},
    ),
    "a head of an impossible size is added": (
        ["insert into audit.tree_head values (-4, sha256(''), '{}', now(), now())"],
        {(FaultKind.HEAD_CHANGED, -4)},
    ),
    "a head is added in front of what is to come": (
        ["insert into audit.tree_head values (32, sha256('x'), array[sha256('x')], now(), now())"],
        {(FaultKind.TRUNCATED, 20)},
    ),
    "a leaf is added at an impossible place": (
        ["insert into audit.leaf values (-3, gen_random_uuid(), now(), sha256('x'))"],
        {(FaultKind.ENTRY_DELETED, -3), (FaultKind.LEAF_ADDED, -3)},
    ),
    "a subject is taken from the index": (
        [
            "update audit.subject_set set made_at = now() - interval '1 hour'",
            "delete from audit.subject_member where digest = (select subject_set from audit.entry where id = {leaf2})",
        ],
        {(FaultKind.SUBJECT_MISSING, None)},
    ),
    "a subject is added to the index": (
        ["insert into audit.subject_member select gen_random_uuid(), digest from audit.subject_set limit 1"],
        {(FaultKind.SUBJECT_ADDED, None)},
    ),
}


async def test_a_record_that_nobody_touched_is_sound(record: Record) -> None:
    told = await record.filled()
    await record.put([entry(), entry()])
    verdict = await record.verdict()
    assert verdict.sound
    assert verdict.faults == ()
    assert (verdict.size, verdict.leaves, verdict.heads, verdict.waiting) == (20, 20, 4, 2)
    assert verdict.root == root([leaf_of(each).hash for each in told])


async def test_an_empty_record_is_sound(record: Record) -> None:
    verdict = await record.verdict()
    assert verdict.sound
    assert (verdict.size, verdict.root) == (0, EMPTY)


@pytest.mark.parametrize("deed", TAMPERED)
async def test_verification_says_what_was_done_and_where(record: Record, deed: str) -> None:
    await record.filled()
    statements, expected = TAMPERED[deed]
    entry_of = r"(select entry_id from audit.leaf where index = \1)"
    await record.tamper(*(re.sub(r"\{leaf(\d+)\}", entry_of, statement) for statement in statements))
    assert await record.faults() == expected


async def test_a_head_between_others_may_go_for_the_next_one_vouches_for_the_same_leaves(record: Record) -> None:
    await record.filled()
    await record.tamper("delete from audit.tree_head where size = 10")
    assert (await record.verdict()).sound


async def test_an_entry_inserted_by_hand_has_no_leaf(record: Record) -> None:
    await record.filled()
    forged = entry(recorded_at=datetime.now(UTC) - timedelta(days=2))
    await record.put([forged])
    (fault,) = (await record.verdict()).faults
    assert (fault.kind, fault.entry_id) == (FaultKind.ENTRY_WITHOUT_LEAF, forged.id)
    assert fault.says.startswith(f"entry {forged.id} of {forged.recorded_at}")
    assert fault.says.endswith("it was inserted by hand, or its leaf was deleted, or the sequencer stands still")


async def replace_leaf(record: Record, index: int) -> None:
    """Changes an entry and makes its leaf fit, as somebody would who knows how leaves are made."""
    row = await record.superuser.fetchrow("select entry_id from audit.leaf where index = $1", index)
    assert row is not None
    told = await record.stored(row["entry_id"], principal_name="Somebody Else")
    await record.tamper(
        f"update audit.entry set principal_name = 'Somebody Else' where id = '{told.id}'",  # noqa: S608
        f"update audit.leaf set leaf_hash = '\\x{leaf_of(told).hash.hex()}' where index = {index}",  # noqa: S608
    )


async def test_an_entry_changed_with_its_leaf_is_betrayed_by_the_next_head_alone(record: Record) -> None:
    await record.filled()
    await replace_leaf(record, 7)
    (fault,) = (await record.verdict()).faults
    assert (fault.kind, fault.at) == (FaultKind.HEAD_MISMATCH, 10)
    assert fault.says.startswith("leaves 5 to 9 do not give the root of the head of 10 leaves")


async def test_an_entry_changed_with_its_leaf_and_its_head_is_betrayed_by_the_head_after(record: Record) -> None:
    await record.filled()
    await replace_leaf(record, 7)
    rows = await record.superuser.fetch("select leaf_hash from audit.leaf where index < 10 order by index")
    forged = grown(row["leaf_hash"] for row in rows)
    frontier = ",".join(f"'\\x{node.hex()}'::bytea" for node in forged.hashes)
    await record.tamper(
        f"update audit.tree_head set root = '\\x{forged.root().hex()}', frontier = array[{frontier}] where size = 10"  # noqa: S608
    )
    assert await record.faults() == {(FaultKind.HEAD_MISMATCH, 15)}


async def test_faults_past_the_hundredth_are_counted(record: Record) -> None:
    await record.filled(3, 100)
    await record.tamper("update audit.entry set agency = 'PRISON'")
    verdict = await record.verdict()
    assert (len(verdict.faults), verdict.faults_found) == (TOLD, 300)
    assert not verdict.sound


async def test_progress_is_told(record: Record) -> None:
    await record.filled(2, 5)
    told: list[tuple[int, int]] = []
    await verify(record.dsn, lambda done, total: told.append((done, total)))
    assert told == [(10, 10)]


async def test_grace_is_how_long_an_entry_may_wait(record: Record) -> None:
    waiting: list[Entry] = old_entries(3)
    await record.put(waiting)
    assert (await verify(record.dsn, asked=Asked(grace=timedelta(hours=2)))).waiting == 3
    assert (await verify(record.dsn)).faults_found == 3


async def test_the_gateway_may_verify_and_others_write_meanwhile(record: Record) -> None:
    await record.filled(2, 5)
    gateway = record.dsn + "?options=-c%20role%3Dmappa_gateway"
    assert (await verify(gateway)).sound
