import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from gateway.audit import signing
from gateway.audit.memory import MemoryLost, Remembered
from gateway.audit.regrowth import LogRolledBackError
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.signing import Signer, newest_signed
from gateway.audit.verdict import FaultKind
from gateway.audit.verify import Asked, verify
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.note import Note
from gateway.transparency.tree import Frontier
from tests.gateway.audit.log import FOREIGN, KEY, NEXT_KEY, ORIGIN, POLICY, grown, signer
from tests.gateway.audit.record import Record, entry, old_entries, until


async def signed(by: Signer) -> Checkpoint:
    found = await by.sign()
    assert found is not None
    return found.checkpoint


async def sizes(record: Record) -> list[int]:
    return [row["size"] for row in await record.superuser.fetch("select size from audit.checkpoint order by 1")]


async def test_a_checkpoint_says_the_size_and_root_of_the_tree_under_the_logs_signature(record: Record) -> None:
    await grown(record, 2, 5)
    found = await signer(record).sign()
    assert found is not None
    verdict = await record.verdict()
    assert found.checkpoint == Checkpoint(ORIGIN, 10, verdict.root)
    assert POLICY.endorsed(Note.parse(bytes(found.note))).checkpoint == found.checkpoint
    assert (verdict.sound, verdict.checkpoints) == (True, 1)


async def test_an_empty_log_signs_nothing_and_an_unchanged_one_nothing_more(record: Record) -> None:
    ours = signer(record)
    assert await ours.sign() is None
    await grown(record)
    assert await ours.sign() == await ours.sign() == await signer(record).sign()
    assert await sizes(record) == [5]


async def test_a_long_way_is_signed_in_steps(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "STEP", 10)
    await grown(record, 5, 5)
    assert (await signed(signer(record))).size == 25
    assert await sizes(record) == [10, 20, 25]


async def test_many_signers_sign_each_tree_once(record: Record, tmp_path: Path) -> None:
    signers = [signer(record, tmp_path / str(number)) for number in range(4)]
    for _ in range(3):
        await grown(record)
        await asyncio.gather(*(each.sign() for each in signers))
    assert await sizes(record) == [5, 10, 15]
    assert (await verify(record.dsn, asked=Asked(POLICY))).sound


async def test_it_signs_in_the_background_soon_after_the_tree_has_grown(record: Record) -> None:
    ours = signer(record)
    running = asyncio.create_task(ours.run())
    await grown(record)
    await until(lambda: record.has(1, "checkpoint"), within=1.0)
    assert ours.fault == ""
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_it_signs_at_once_when_the_sequencer_that_it_follows_has_grown_the_tree(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "LOOK_EVERY", 60.0)
    ours, sequencer = signer(record), record.sequencer()
    ours.follow(sequencer.grown)
    running = asyncio.create_task(ours.run())
    await until(lambda: ours.fault == "")
    await record.put(old_entries(3))
    await sequencer.sequence()
    await until(lambda: record.has(1, "checkpoint"), within=2.0)
    assert not sequencer.grown.is_set()
    running.cancel()
    await asyncio.wait({running})
    await sequencer.close()


@pytest.mark.parametrize("later", range(4))
async def test_it_ends_when_it_is_told_to_just_as_the_tree_grows(
    record: Record, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    async def nothing(_: Signer) -> None: ...

    monkeypatch.setattr(signing, "LOOK_EVERY", 60.0)
    monkeypatch.setattr(Signer, "sign", nothing)
    ours, has_grown = signer(record), asyncio.Event()
    ours.follow(has_grown)
    running = asyncio.create_task(ours.run())
    await asyncio.sleep(0.05)
    has_grown.set()
    for _ in range(later):
        await asyncio.sleep(0)
    running.cancel()
    ended, _ = await asyncio.wait({running}, timeout=1)
    assert ended


# -- keys that change --------------------------------------------------------------------------------------------


async def test_a_new_key_signs_beside_the_old_one_and_then_alone(record: Record) -> None:
    await grown(record)
    await signer(record).sign()
    both = await signer(record, keys=(NEXT_KEY, KEY)).sign()  # the same tree, so that it need not wait for an entry
    assert both is not None
    assert len(POLICY.endorsed(both.note).logs) == 2
    await grown(record)
    alone = await signer(record, keys=(NEXT_KEY,)).sign()
    assert alone is not None
    assert POLICY.endorsed(alone.note).logs == (NEXT_KEY.verifier,)
    assert await sizes(record) == [5, 5, 10]
    assert (await verify(record.dsn, asked=Asked(POLICY))).sound


async def test_a_key_that_nobody_signed_beside_is_refused(record: Record) -> None:
    await grown(record)
    await signer(record).sign()
    with pytest.raises(LogDamagedError, match="keep an old key beside the new one"):
        await signer(record, keys=(FOREIGN,)).sign()


# -- two histories are never signed ------------------------------------------------------------------------------


async def cut_to(record: Record, size: int) -> None:
    """As a restore from a backup leaves it."""
    await record.tamper(
        f"delete from audit.checkpoint where size > {size}",  # noqa: S608
        f"delete from audit.tree_head where size > {size}",  # noqa: S608
        f"delete from audit.leaf where index >= {size}",  # noqa: S608
        "delete from audit.entry e where not exists (select from audit.leaf l where l.entry_id = e.id)",
    )


async def test_a_restored_database_is_noticed_by_what_the_signer_remembers(record: Record, tmp_path: Path) -> None:
    await grown(record)
    await signer(record, tmp_path / "memory").sign()
    await grown(record)
    await signer(record, tmp_path / "memory").sign()
    await cut_to(record, 5)
    with pytest.raises(LogRolledBackError, match="10 leaves were signed for and the tree has 5"):
        await signer(record, tmp_path / "memory").sign()
    await grown(record, 2, 5)  # it grows past what was signed, and is another tree
    with pytest.raises(LogRolledBackError, match="the tree of 10 leaves is not the one that was signed"):
        await signer(record, tmp_path / "memory").sign()
    assert await sizes(record) == [5]
    assert (await signed(signer(record))).size == 15  # without the memory nobody here can know: witnesses do


async def test_a_replica_learns_from_what_others_sign(record: Record, tmp_path: Path) -> None:
    await grown(record)
    await signer(record, tmp_path / "mine").sign()
    await signer(record, tmp_path / "other").sign()
    assert Remembered(tmp_path / "other").newest(ORIGIN) == Remembered(tmp_path / "mine").newest(ORIGIN)


async def test_a_replica_that_was_long_away_checks_all_that_was_signed_since(record: Record, tmp_path: Path) -> None:
    await grown(record)
    away = signer(record, tmp_path / "away")
    await away.sign()
    for _ in range(3):
        await grown(record)
        await signer(record).sign()
    assert (await signed(away)).size == 20
    assert Remembered(tmp_path / "away").newest(ORIGIN) == await away_newest(record)


async def away_newest(record: Record) -> Checkpoint:
    found = await newest_signed(record.superuser)
    assert found is not None
    return found.checkpoint


async def test_a_crash_after_remembering_and_before_committing_is_no_rollback(record: Record, tmp_path: Path) -> None:
    await grown(record)
    await signer(record, tmp_path / "memory").sign()
    await record.tamper("delete from audit.checkpoint")  # as if its commit had never come
    await grown(record)
    assert (await signed(signer(record, tmp_path / "memory"))).size == 10
    assert (await verify(record.dsn, asked=Asked(POLICY))).sound


async def forge(record: Record, size: int) -> None:
    """Rewrites leaf 1 and every head from then on, so that the record agrees with itself."""
    await record.tamper("update audit.leaf set leaf_hash = sha256('forged') where index = 1")
    tree = Frontier()
    for row in await record.superuser.fetch("select index, leaf_hash from audit.leaf order by index"):
        tree.append(row["leaf_hash"])
        if tree.size % size == 0:
            hashes = ",".join(f"'\\x{node.hex()}'::bytea" for node in tree.hashes)
            await record.tamper(
                f"update audit.tree_head set root = '\\x{tree.root().hex()}', frontier = array[{hashes}] "  # noqa: S608
                f"where size = {tree.size}"
            )


async def test_a_rewritten_tree_is_not_signed(record: Record) -> None:
    await grown(record)
    await signer(record).sign()
    await grown(record)
    await forge(record, 5)
    with pytest.raises(LogRolledBackError, match="is not the one that was signed"):
        await signer(record).sign()


async def test_a_rewritten_tree_whose_checkpoint_was_rewritten_too_is_known_by_the_memory(
    record: Record, tmp_path: Path
) -> None:
    await grown(record)
    await signer(record, tmp_path / "memory").sign()
    await forge(record, 5)
    await record.tamper("delete from audit.checkpoint")
    with pytest.raises(LogRolledBackError, match="is not the one that was signed"):
        await signer(record, tmp_path / "memory").sign()
    assert (await signed(signer(record))).size == 5


@pytest.mark.parametrize(
    ("done", "says"),
    [
        ("delete from audit.leaf where index = 6", "leaves are missing between 5 and 9"),
        ("update audit.leaf set leaf_hash = sha256('x') where index = 7", "not the one its leaves give"),
        ("update audit.tree_head set root = sha256('x') where size = 10", "not the one its leaves give"),
        ("delete from audit.tree_head where size = 5", "the head of 5 leaves, which was signed, is gone"),
        ("update audit.checkpoint set root = sha256('x')", "is not what stands beside it"),
        ("update audit.checkpoint set note = replace(note, '5', '6')", "cannot be read|is not what stands beside it"),
        ("update audit.checkpoint set note = 'nothing'", "cannot be read"),
    ],
)
async def test_a_damaged_log_is_not_signed_for(record: Record, done: str, says: str) -> None:
    await grown(record)
    await signer(record).sign()
    await grown(record)
    await record.tamper(done)
    ours = signer(record)
    with pytest.raises(LogDamagedError, match=says):
        await ours.sign()
    assert await sizes(record) == [5]


async def test_another_logs_checkpoint_in_the_table_stops_the_signer(record: Record) -> None:
    await grown(record)
    await signer(record).sign()
    await record.tamper(f"update audit.checkpoint set note = replace(note, '{ORIGIN}', 'elsewhere.example')")  # noqa: S608
    with pytest.raises(LogDamagedError, match=r"is of the log elsewhere\.example"):
        await signer(record).sign()


async def test_what_goes_wrong_in_the_background_is_kept_for_readiness_and_tried_again(
    record: Record, tmp_path: Path
) -> None:
    await grown(record)
    ours = signer(record, tmp_path / "nowhere" / "memory")
    running = asyncio.create_task(ours.run())
    await until(lambda: "MemoryLost" in ours.fault)
    (tmp_path / "nowhere").mkdir()
    await until(lambda: ours.fault == "")
    running.cancel()
    await asyncio.wait({running})
    assert await sizes(record) == [5]


# -- the memory --------------------------------------------------------------------------------------------------


def test_a_memory_that_is_damaged_or_of_another_log_stops_the_signer(tmp_path: Path) -> None:
    memory = Remembered(tmp_path / "memory")
    assert memory.newest(ORIGIN) is None
    memory.remember(Note.signed(Checkpoint(ORIGIN, 3, bytes(32)).text, [KEY]))
    assert memory.newest(ORIGIN) == Checkpoint(ORIGIN, 3, bytes(32))
    with pytest.raises(MemoryLost, match="name another file"):
        memory.newest("elsewhere.example")
    (tmp_path / "memory").write_bytes(b"")
    with pytest.raises(MemoryLost, match="put back a copy"):
        memory.newest(ORIGIN)


# -- verification ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "kind", "at"),
    [
        ("update audit.checkpoint set root = sha256('x')", FaultKind.CHECKPOINT_MISMATCH, 300),
        ("update audit.checkpoint set note = replace(note, '300', '200')", FaultKind.CHECKPOINT_MISMATCH, 300),
        ("update audit.checkpoint set note = 'nothing'", FaultKind.CHECKPOINT_MISMATCH, 300),
        ("update audit.checkpoint set note = replace(note, 'gateway', 'gatevvay')", FaultKind.CHECKPOINT_MISMATCH, 300),
        ("insert into audit.cosignature values (300, 'w', now(), 'a line')", FaultKind.CHECKPOINT_MISMATCH, 300),
        ("update audit.subtree set hash = sha256('x')", FaultKind.SUBTREE_CHANGED, 0),
        ("delete from audit.subtree", FaultKind.SUBTREE_CHANGED, 0),
    ],
)
async def test_verification_names_a_checkpoint_or_subtree_that_was_changed(
    record: Record, done: str, kind: FaultKind, at: int
) -> None:
    await grown(record, 1, 300)
    await signer(record).sign()
    await record.tamper(done)
    faults = (await verify(record.dsn, asked=Asked(POLICY))).faults
    assert {(fault.kind, fault.at) for fault in faults} == {(kind, at)}


async def test_verification_names_a_log_that_was_cut_off_under_its_checkpoint(record: Record) -> None:
    await grown(record)
    await signer(record).sign()
    await record.put([entry()])
    await record.tamper("delete from audit.tree_head", "delete from audit.leaf")
    assert (FaultKind.CHECKPOINT_MISMATCH, 5) in await record.faults()
