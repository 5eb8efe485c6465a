"""Copies of logs: whole ones verify, and whatever is done to one is named with its place."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from gateway.transparency import contents
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.layout import CHECKPOINT, CHECKPOINTS, CONTENTS
from gateway.transparency.note import Signature
from gateway.verification.copy import Copy
from gateway.verification.walk import Asked, verify
from tests.gateway.verification.made import LOG, POLICY, START, Recorded, cosigned, entries, put, sign, verified, write

SIZE = 600


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    write(folder, entries(SIZE), range(25, SIZE, 25))
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_whole_copy_verifies_up_to_its_newest_checkpoint(whole: Path) -> None:
    report = verified(whole)
    assert (report.faults, report.notes) == ([], [])
    assert (report.leaves, report.checkpoints, report.cosigned, report.erased) == (SIZE, 24, 24, 0)
    assert report.endorsed is not None
    assert report.endorsed.checkpoint.size == SIZE
    assert report.last_seen == {"police": START + timedelta(seconds=SIZE)}


def test_two_processes_find_what_one_finds(copy: Path) -> None:
    put(copy / "tile/entries/001", (copy / "tile/entries/001").read_bytes()[:-1])
    sign(copy, SIZE)
    found = verify(Asked(Copy(copy), POLICY, processes=2))
    assert found.faults == verified(copy).faults == ["tile/entries/001 does not hold 256 leaves"]


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 512])
def test_a_log_of_any_size_verifies(tmp_path: Path, size: int) -> None:
    write(tmp_path, entries(size), [1, size // 2 or 1])
    assert verified(tmp_path).faults == []


def changed(path: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        data = (copy / path).read_bytes()
        assert old in data
        put(copy / path, data.replace(old, new, 1))

    return change


def gone(path: str) -> Callable[[Path], None]:
    return lambda copy: (copy / path).unlink()


def cut(path: str) -> Callable[[Path], None]:
    return lambda copy: put(copy / path, (copy / path).read_bytes()[:-32])


@pytest.mark.parametrize(
    ("done", "faults"),
    [
        (
            changed("body/001", b'"row_count":1', b'"row_count":2'),
            ["leaf 256: the entry is not the one that the leaf commits to: its body was changed"],
        ),
        (
            changed("tile/entries/001", b"-000000000100\n", b"-000000000101\n"),
            [
                "leaf 256: the leaf in tile/entries/001 is not the one in tile/0/001",
                "leaf 256: the entry is not the one that the leaf commits to: its body was changed",
            ],
        ),
        (gone("named/001"), ["named/001 cannot be read (No such file or directory)"]),
        (changed("named/001", b'"reading"', b'"reeding"'), ["named/001: line 11 is none that a copy holds"]),
        (changed("named/001", b'{"members"', b'{ "members"'), ["named/001: line 1 is none that a copy holds"]),
        (cut("named/001"), ["named/001: the last line is not ended"]),
        (
            changed("named/002.p/88", b"AAg=", b"AQg="),
            [*(f"leaf {leaf}: the entry names " for leaf in range(518, 600, 10)), "named/002.p/88 holds "],
        ),
        (gone("body/000"), ["body/000 cannot be read (No such file or directory)"]),
        (gone("tile/0/001"), ["tile/0/001 cannot be read (No such file or directory)"]),
        (cut("tile/0/000"), ["tile/0/000 has 8160 bytes and not 8192"]),
        (cut("tile/1/000.p/2"), ["tile/1/000.p/2 has 32 bytes and not 64"]),
        (changed("body/000", b"\n", b""), ["body/000 does not hold 256 lines"]),
        (gone(CHECKPOINT), ["checkpoint cannot be read (No such file or directory)"]),
        (gone(CHECKPOINTS), ["checkpoints cannot be read (No such file or directory)"]),
        (changed(CHECKPOINT, b"600", b"599"), ["checkpoint: the signature of gateway.example/access-record"]),
        (changed(CHECKPOINTS, b"\\n50\\n", b"\\n51\\n"), ["checkpoints, line 2: the signature of gateway.example"]),
        (changed(CHECKPOINTS, b'"', b""), ["checkpoints, line 1: the note has no signatures"]),
    ],
)
def test_what_was_changed_is_named_with_its_place(copy: Path, done: Callable[[Path], None], faults: list[str]) -> None:
    done(copy)
    sign(copy, SIZE)  # with the log's key: what else is held against it
    report = verified(copy)
    assert report.faults_found == len(report.faults)
    assert len(report.faults) >= len(faults)
    for told, expected in zip(report.faults, faults, strict=False):
        assert told.startswith(expected)


def test_a_tile_above_that_is_not_made_of_those_below_is_named(copy: Path) -> None:
    hashes = (copy / "tile/1/000.p/2").read_bytes()
    put(copy / "tile/1/000.p/2", hashes[32:] + hashes[:32])
    sign(copy, SIZE)
    assert verified(copy).faults == ["tile/1/000.p/2 is not made of the tiles below it"]


def test_a_file_that_nothing_stands_in_for_ends_the_verification(copy: Path) -> None:
    (copy / "tile/0/001").unlink()
    (copy / "tile/entries/001").unlink()
    assert verified(copy).faults[-1].endswith("nothing after it can be verified")


# -- what the log signed that the copy consists of ----------------------------------------------------------------


OTHER = SigningKey.generate("gateway.example/other", KeyType.LOG)
FORGED = SigningKey.generate(LOG.verifier.name, KeyType.LOG)
STRANGE = Signature.made(OTHER, "anything\n")
TWICE = {"digests/000\nanother line": bytes(32)}


def test_whatever_was_changed_since_the_log_signed_for_it_is_named(copy: Path) -> None:
    says = "is not the file that was there when the log signed for this folder: it was changed"
    kept = [*(copy / CHECKPOINTS).read_bytes().splitlines(keepends=True)]
    put(copy / CHECKPOINTS, b"".join(kept[1:]))  # one fewer: the others are still good
    assert verified(copy).faults == [f"{CHECKPOINTS} {says}"]
    put(copy / CHECKPOINTS, b"".join(kept))
    listed = copy / "digests/000"
    put(listed, listed.read_bytes()[::-1])
    assert verified(copy).faults == [f"digests/000 {says}"]
    listed.unlink()
    assert verified(copy).faults == ["digests/000 cannot be read (No such file or directory)"]


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (
            gone(CONTENTS),
            "contents cannot be read (No such file or directory): it is the list of its files that the log",
        ),
        (changed(CONTENTS, b"checkpoints", b"checkpaints"), "contents: the signature of gateway.example/access-record"),
        (lambda copy: put(copy / CONTENTS, (copy / CHECKPOINT).read_bytes()), "contents: the list does not begin with"),
        (
            lambda copy: sign(copy, SIZE, OTHER),
            "contents: the list of gateway.example/other is signed by no key of a log",
        ),
        (lambda copy: sign(copy, SIZE, FORGED), "contents: the list of gateway.example/access-record is signed by no"),
        (
            lambda copy: put(copy / CONTENTS, (copy / CONTENTS).read_bytes() + f"{STRANGE}\n".encode()),
            "contents: the list bears a signature by a key that is not in the policy",
        ),
        (lambda copy: sign(copy, 512), "digests/000 does not list tile/0/002.p/88"),
        (lambda copy: put(copy / CONTENTS, contents.signed({}, [LOG])), "contents does not list digests/000"),
        (lambda copy: put(copy / CONTENTS, contents.signed(TWICE, [LOG])), "contents: line 2 of the list is no digest"),
    ],
    ids=["gone", "changed", "a checkpoint", "another log", "forged", "signed by more", "another size", "empty", "torn"],
)
def test_a_list_that_is_missing_or_not_the_logs_is_said_plainly(
    copy: Path, done: Callable[[Path], None], says: str
) -> None:
    done(copy)
    assert [fault for fault in verified(copy).faults if fault.startswith(says)]


def test_an_erased_entry_is_counted_and_harms_nothing(copy: Path) -> None:
    bodies = (copy / "body/000").read_bytes().split(b"\n")
    bodies[7] = b""
    put(copy / "body/000", b"\n".join(bodies))
    sign(copy, SIZE)
    report = verified(copy)
    assert (report.faults, report.erased) == ([], 1)


# -- a log that was made anew, with its key ----------------------------------------------------------------------


def replaced(recorded: list[Recorded]) -> list[Recorded]:
    return [*recorded[:100], Recorded(9_999, recorded[100].at), *recorded[101:]]


@pytest.mark.parametrize(
    ("recorded", "says"),
    [
        (replaced(entries(SIZE)), "the log was rewritten, reordered or forked before that"),
        ([*entries(SIZE)[::-1][:50], *entries(SIZE)[:-50]], "the log was rewritten, reordered or forked before that"),
        (entries(300), "the log was cut off"),
        ([*entries(300), *entries(SIZE, START + timedelta(hours=1), first=5_000)], "rewritten, reordered or forked"),
    ],
    ids=["rewritten", "reordered", "truncated", "forked"],
)
def test_a_checkpoint_that_was_kept_elsewhere_betrays_a_log_that_was(
    whole: Path, tmp_path: Path, recorded: list[Recorded], says: str
) -> None:
    write(tmp_path / "new", recorded, [50])
    assert verified(tmp_path / "new").faults == []
    kept = (whole / CHECKPOINT).read_bytes()
    (fault,) = verified(tmp_path / "new", ("kept", kept)).faults
    assert fault.startswith("kept: ")
    assert says in fault


def test_old_checkpoints_that_are_left_betray_it_too(whole: Path, tmp_path: Path) -> None:
    write(tmp_path / "new", replaced(entries(SIZE)), [50])
    put(tmp_path / "new" / CHECKPOINTS, (whole / CHECKPOINTS).read_bytes())
    sign(tmp_path / "new", SIZE)
    faults = verified(tmp_path / "new").faults
    assert len(faults) == 20
    assert faults[0] == (
        "checkpoints, line 5: the first 125 leaves do not give the root that was signed: "
        "the log was rewritten, reordered or forked before that"
    )


def test_a_log_whose_newest_checkpoint_no_witness_saw_is_not_trusted(copy: Path) -> None:
    note = (copy / CHECKPOINT).read_text()
    put(copy / CHECKPOINT, "".join(note.splitlines(keepends=True)[:-1]).encode())
    sign(copy, SIZE)
    assert verified(copy).faults == [
        "checkpoint: the checkpoint of 600 leaves is cosigned by no witness: the quorum police asks for more"
    ]


# -- times -------------------------------------------------------------------------------------------------------


def test_hours_in_which_nothing_was_recorded_are_told(tmp_path: Path) -> None:
    later = START + timedelta(hours=30)
    write(tmp_path, [*entries(10), *entries(10, later, first=10)], [10])
    report = verified(tmp_path)
    assert report.faults == []
    assert report.notes == [
        "leaf 10: nothing was recorded from 2026-11-25T09:00:09.000000Z to 2026-11-26T15:00:00.000000Z"
    ]


def test_an_entry_that_was_put_in_later_than_its_time_is_told(tmp_path: Path) -> None:
    later = START + timedelta(hours=2)
    backdated = Recorded(99, START + timedelta(seconds=5))
    write(tmp_path, [*entries(10), *entries(10, later, first=10), backdated], [10, 20])
    (note,) = verified(tmp_path).notes
    assert note == (
        "leaves 20 to 20: one bears the time 2026-11-25T09:00:05.000000Z, and was not there "
        "when witnesses looked at 2026-11-25T11:00:10+00:00: it was put in later"
    )


def test_an_entry_of_a_time_to_come_is_told(tmp_path: Path) -> None:
    recorded = entries(10)
    write(tmp_path, recorded, [])
    early = cosigned(10, root_of(tmp_path), START - timedelta(hours=1))
    put(tmp_path / CHECKPOINT, bytes(early))
    put(tmp_path / CHECKPOINTS, orjson.dumps(bytes(early).decode()) + b"\n")
    sign(tmp_path, 10)
    (note,) = verified(tmp_path).notes
    assert note == (
        "leaves 0 to 9: one bears the time 2026-11-25T09:00:09.000000Z, "
        "and witnesses saw it at 2026-11-25T08:00:00+00:00"
    )


def root_of(folder: Path) -> bytes:
    report = verified(folder)
    assert report.endorsed is not None
    return report.endorsed.checkpoint.root
