"""A copy tells what was asked about somebody to whoever has the keys; once those are destroyed, to nobody, for good."""

import shutil
from pathlib import Path

import pytest

from gateway.audit.copying import Into, copy
from gateway.audit.entry import Entry
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.sharing import Shared
from gateway.transparency.layout import KEYS
from gateway.verification.copy import Copy
from gateway.verification.report import Report
from gateway.verification.walk import Asked, verify
from tests.gateway.audit.log import KEY, POLICY
from tests.gateway.audit.record import READING, Record, entry
from tests.gateway.audit.test_retention import LATELY, LONG_AGO, erased, rule, told_in
from tests.gateway.audit.test_sealing import CASE, OTHER, PERSON, about, sequenced
from tests.gateway.verification.made import sign


async def copied(record: Record, folder: Path) -> None:
    await copy(record.superuser, Into(folder / "copy", [KEY], folder / "apart"), POLICY, lambda _done, _all: None)


def verified(folder: Path, *, with_keys: bool = True) -> Report:
    keys = folder / "apart" if with_keys else None
    return verify(Asked(Copy(folder / "copy", keys), POLICY, (), processes=0))


def seen(report: Report) -> tuple[list[str], int, int, int]:
    return report.faults, report.leaves, report.unopened, report.erased


def said_by(told: Entry) -> list[str]:
    """What an entry says that a reader would know it by, save its id and time, which are its leaf's."""
    names = (told.request_id, told.principal_id, told.principal_name, told.act, told.purpose, told.operation_name)
    return [*map(str, names), str(told.variables["reference"]), (told.document_hash or b"").hex()]


async def test_without_the_keys_a_copy_says_that_entries_were_made_and_with_them_what_they_say(
    record: Record, tmp_path: Path
) -> None:
    first, second = about(CASE, PERSON), about(OTHER)
    await sequenced(record, first, second, first_again(first[0]))
    await copied(record, tmp_path)
    assert not [said for each in (first[0], second[0]) for said in said_by(each) if said in told_in(tmp_path / "copy")]
    assert seen(verified(tmp_path)) == ([], 3, 0, 0)
    assert seen(verified(tmp_path, with_keys=False)) == ([], 3, 3, 0)


def first_again(told: Entry) -> tuple[Entry, Shared]:
    """Another entry about the same: its body is sealed with the same key, and never alike."""
    return about(CASE, PERSON, principal_name=told.principal_name)


async def test_what_was_erased_opens_in_no_copy_that_was_made_before_and_every_proof_holds(
    record: Record, tmp_path: Path
) -> None:
    old, new = about(CASE, PERSON, recorded_at=LONG_AGO, principal_name="Asked Once"), about(OTHER, recorded_at=LATELY)
    await sequenced(record, old, new)
    await copied(record, tmp_path)
    shutil.copytree(tmp_path / "copy", tmp_path / "before" / "copy")
    await rule(record, 12)
    assert await erased(record) == 1
    await sequenced(record)
    await copied(record, tmp_path)
    assert seen(verified(tmp_path)) == ([], 3, 0, 1)
    shutil.copytree(tmp_path / "apart", tmp_path / "before" / "apart")
    for file in (tmp_path / "before" / "apart" / KEYS).rglob("3"):
        file.rename(file.with_name("2"))  # all keys there are now, for what was two entries then
    sign(tmp_path / "before" / "apart", 2, KEY, keys=True)
    assert seen(verified(tmp_path / "before")) == ([], 2, 1, 0)
    left = told_in(tmp_path / "before" / "copy")
    assert not [said for said in (*said_by(old[0]), str(CASE), CASE.hex, PERSON.hex) if said in left]
    assert str(old[0].id) in left  # that there was one, and when
    assert READING.body.replace('"', '\\"') in left  # which fields a question like some one of these shows, of anybody


async def test_a_body_about_several_goes_with_the_last_key_of_one_of_them(record: Record, tmp_path: Path) -> None:
    both, one = about(CASE, OTHER, recorded_at=LONG_AGO), about(CASE, recorded_at=LATELY)
    await sequenced(record, both, one)
    await copied(record, tmp_path)
    opens = len(next((tmp_path / "apart" / KEYS).rglob("2")).read_bytes().splitlines())
    await rule(record, 12)
    await erased(record)
    assert await record.superuser.fetchval("select count(*) from audit_keys.subject_key") == 1  # of CASE alone
    await sequenced(record)
    await copied(record, tmp_path)
    (keys,) = (tmp_path / "apart" / KEYS).rglob("3")
    assert (opens, len(keys.read_bytes().splitlines())) == (2, 1)


async def test_entries_about_nobody_and_from_before_there_were_keys_are_copied_as_they_are(
    record: Record, tmp_path: Path
) -> None:
    nobody = entry(subject_set=None, outcome="REFUSED", principal_name="Asked In Vain")
    await record.put([nobody, entry(principal_name="Long Before")])
    await sequenced(record)
    await copied(record, tmp_path)
    assert all(name in told_in(tmp_path / "copy") for name in ("Asked In Vain", "Long Before"))
    assert seen(verified(tmp_path, with_keys=False)) == ([], 2, 0, 0)


async def test_a_log_whose_keys_somebody_destroyed_too_early_is_not_copied(record: Record, tmp_path: Path) -> None:
    await sequenced(record, about(CASE))
    await record.tamper("delete from audit_keys.subject_key")
    with pytest.raises(LogDamagedError, match="whose key is gone"):
        await copied(record, tmp_path)


async def test_a_body_that_was_put_in_the_place_of_another_is_found_and_keys_that_are_not_there_are_named(
    record: Record, tmp_path: Path
) -> None:
    await sequenced(record, about(CASE), about(CASE))
    await copied(record, tmp_path)
    path = tmp_path / "copy" / "body/000.p/2"
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(second + first)
    says = "the entry cannot be opened with the key of its set: its body, leaf or key was changed"
    assert verified(tmp_path).faults[:2] == [f"leaf 0: {says}", f"leaf 1: {says}"]
    path.write_bytes(first + second)
    shutil.rmtree(tmp_path / "apart" / KEYS)
    (fault,) = verified(tmp_path).faults
    assert fault.endswith("000.p/2: No such file or directory")
