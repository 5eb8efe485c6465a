"""A copy out of a real database: it verifies, here and by an implementation that is not ours; and a superuser's work
on the database, done so that it agrees with itself and signed with the log's key, does not.
"""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import UUID

import orjson
import pytest
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey

from gateway.audit.copying import Into, NothingToCopy, copy
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.verify import Asked as AskedOfDatabase
from gateway.audit.verify import verify as verify_database
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.layout import CHECKPOINT, CONTENTS
from gateway.transparency.leaf import Leaf
from gateway.transparency.note import Note
from gateway.transparency.ranges import Plan
from gateway.transparency.trust import Policy
from gateway.verification.copy import Copy
from gateway.verification.report import Report
from gateway.verification.walk import Asked, verify
from tests.gateway.audit.log import KEY, signer
from tests.gateway.audit.record import READING, Record, entry
from tests.gateway.audit.test_sealing import about
from tests.gateway.audit.test_witnessing import ATTACKS, KEYS, POLICY, WRITTEN, Agencies, witnesses

ANOTHER = SigningKey.generate("another.example", KeyType.LOG)
ALONE = Policy.parse(WRITTEN.replace("quorum two", "quorum none").encode())  # trusts the log's key by itself


def progress(_done: int, _all: int) -> None:
    """Nobody watches."""


async def cosigned_log(record: Record, folder: Path, size: int = 10) -> None:
    await record.put([entry() for _ in range(size)])
    await record.sequencer(batch=5).sequence()
    await signer(record).sign()
    await witnesses(record, Agencies(folder)).gather()


def verified(folder: Path, *kept: Path, policy: Policy = POLICY) -> Report:
    pinned = tuple((path.name, path.read_bytes()) for path in kept)
    return verify(Asked(Copy(folder), policy, pinned, processes=0))


async def test_a_copy_verifies_and_is_brought_up_to_date(record: Record, tmp_path: Path) -> None:
    for size in (300, 295):
        await cosigned_log(record, tmp_path, size)
        checkpoint = await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
        report = verified(tmp_path / "copy")
        assert (report.faults, report.leaves, report.erased) == ([], checkpoint.size, 0)
    assert (report.leaves, report.checkpoints, report.cosigned) == (595, 2, 2)


async def test_a_copy_holds_whom_each_entry_is_about_and_what_was_shown(record: Record, tmp_path: Path) -> None:
    await cosigned_log(record, tmp_path)
    await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
    lines = [orjson.loads(line) for line in (tmp_path / "copy" / "named/000.p/10").read_bytes().splitlines()]
    sets = await record.superuser.fetch("select members from audit.subject_set")
    assert {b64decode(line["members"]) for line in lines if "members" in line} == {row["members"] for row in sets}
    assert [line["reading"] for line in lines if "reading" in line] == [READING.body]


async def test_whole_tiles_are_not_written_again(record: Record, tmp_path: Path) -> None:
    await cosigned_log(record, tmp_path, 300)
    await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
    whole = tmp_path / "copy" / "tile/0/000"
    whole.write_bytes(whole.read_bytes()[::-1])
    await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
    assert verified(tmp_path / "copy").faults_found == 257  # each leaf, and the file against what was signed for it


async def test_a_copy_that_was_broken_off_or_meddled_with_is_taken_up_as_far_as_it_was_signed_for(
    record: Record, tmp_path: Path
) -> None:
    await cosigned_log(record, tmp_path, 300)
    folder = tmp_path / "copy"
    into = Into(folder, [KEY])
    await copy(record.superuser, into, POLICY, progress)
    body = folder / "body/000"
    as_it_was = body.read_bytes()
    body.write_bytes(as_it_was.replace(b"GRANTED", b"GRUNTED", 1))
    await copy(record.superuser, into, POLICY, progress)
    assert verified(folder).faults[-1].startswith("body/000 is not the file")  # nobody signs for what was changed
    for path in (CONTENTS, "digests/000", "tile/entries/000"):
        (folder / path).unlink()
        await copy(record.superuser, into, POLICY, progress)
        assert verified(folder).faults == []
    with pytest.raises(
        NothingToCopy, match=r"those of another\.example, and the log is gateway\.example/access-record"
    ):
        await copy(record.superuser, Into(folder, [ANOTHER]), POLICY, progress)


async def test_what_no_quorum_saw_is_not_copied(record: Record, tmp_path: Path) -> None:
    with pytest.raises(NothingToCopy, match="has no checkpoint yet"):
        await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
    await cosigned_log(record, tmp_path)
    await record.put([entry() for _ in range(5)])
    await record.sequencer().sequence()
    await signer(record).sign()
    assert (await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)).size == 10
    assert (await copy(record.superuser, Into(tmp_path / "other", [KEY]), ALONE, progress)).size == 15


@pytest.mark.parametrize("table", ["entry", "leaf", "subtree", "subject_set", "reading"])
async def test_a_log_with_something_missing_is_not_copied(record: Record, tmp_path: Path, table: str) -> None:
    await cosigned_log(record, tmp_path, 300)
    await record.tamper(f"delete from audit.{table}")  # noqa: S608
    with pytest.raises(LogDamagedError, match="run mappa audit verify"):
        await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)


# -- as an implementation that is not ours reads it --------------------------------------------------------------


async def test_an_independent_implementation_reads_the_same_log_and_accepts_every_signature(
    record: Record, tmp_path: Path
) -> None:
    await cosigned_log(record, tmp_path, 600)
    await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
    reader = TilesReader(LocalBackend(tmp_path / "copy"))
    checkpoint = reader.get_checkpoint()
    assert reader.calculate_root_hash() == checkpoint.root_hash
    for key in (KEY, *KEYS.values()):
        checkpoint.verify(Vkey.from_string(str(key.verifier)))
    ours = Note.parse((tmp_path / "copy" / CHECKPOINT).read_bytes())
    assert checkpoint.serialize().encode() == bytes(ours)
    chance = Random(9)  # noqa: S311 - it chooses what to test
    for _ in range(60):
        index, size = sorted((chance.randrange(600), chance.randrange(1, 601)))
        if index < size:
            await _agree(record, reader, index, size)


async def _agree(record: Record, reader: TilesReader, index: int, size: int) -> None:
    """Our proofs from the database are theirs from the files, and both verify by their rules."""
    from gateway.audit.hashes import proof_of  # noqa: PLC0415

    root = reader.mth(0, size)
    leaf = Leaf.parse(reader.get_entry(index)).hash
    theirs = reader.get_inclusion_proof(index, size)
    theirs.check(leaf, root)
    assert await proof_of(record.superuser, Plan.inclusion(index, size)) == theirs.node_hashes
    if index:
        grows = reader.get_consistency_proof(index, size)
        grows.check(reader.mth(0, index), root)
        assert await proof_of(record.superuser, Plan.consistency(index, size)) == grows.node_hashes


# -- what a superuser with the log's key did ---------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
async def test_the_verifier_detects_a_log_that_was(
    record: Record, tmp_path: Path, attack: Callable[[Record], object]
) -> None:
    await cosigned_log(record, tmp_path)
    await copy(record.superuser, Into(tmp_path / "honest", [KEY]), POLICY, progress)
    await attack(record)  # type: ignore[misc]  # each is a coroutine function
    await record.put([entry() for _ in range(7)])
    await record.sequencer(batch=5).sequence()
    await signer(record).sign()
    assert (await verify_database(record.dsn, asked=AskedOfDatabase(POLICY))).sound
    with pytest.raises(NothingToCopy):
        await copy(record.superuser, Into(tmp_path / "copy", [KEY]), POLICY, progress)
    await copy(record.superuser, Into(tmp_path / "copy", [KEY]), ALONE, progress)
    (without_quorum,) = verified(tmp_path / "copy").faults
    assert "is cosigned by no witness: the quorum two asks for more" in without_quorum
    (against_kept,) = verified(tmp_path / "copy", tmp_path / "honest" / CHECKPOINT, policy=ALONE).faults
    assert against_kept.startswith("checkpoint: the first 10 leaves do not give the root that was signed")


async def test_no_byte_of_any_file_of_a_copy_can_be_changed_and_none_breaks_the_verifier(
    record: Record, tmp_path: Path
) -> None:
    """Sealed and in the clear, with the keys of the sealed and without: the quorum needs two of three cosignatures."""
    await record.write(*(about(UUID(int=1 + place % 3)) for place in range(40)))
    await cosigned_log(record, tmp_path, 260)
    folder, keys = tmp_path / "copy", tmp_path / "apart"
    await copy(record.superuser, Into(folder, [KEY], keys), POLICY, progress)
    for opened in (None, keys):
        report = verify(Asked(Copy(folder, opened), POLICY, processes=0))
        assert (report.faults, report.unopened) == ([], 0 if opened else 40)
    chance = Random(7)  # noqa: S311 - it chooses what to test
    for path in sorted(path for top in (folder, keys) for path in top.rglob("*") if path.is_file()) * 5:
        data = path.read_bytes()
        place = chance.randrange(len(data) or 1)
        byte = bytes([(data or b"\n")[place] ^ chance.randrange(1, 256)])
        path.write_bytes(data[:place] + byte + data[place + 1 :])
        for opened in (keys,) if path.is_relative_to(keys) else (None, keys):
            assert verify(Asked(Copy(folder, opened), POLICY, processes=0)).faults, (path, place, byte, opened)
        path.write_bytes(data)
