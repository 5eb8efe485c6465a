"""``mappa-verify`` as it is run: sentences, and exit code 1 for whatever does not verify."""

import csv
import io
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from gateway.transparency import preimages
from gateway.transparency.layout import CHECKPOINT
from gateway.transparency.leaf import instant
from gateway.transparency.note import Note
from gateway.transparency.receipt import Receipt
from gateway.verification.command import main
from gateway.verification.pack import verified
from tests.gateway.transparency.proofs import inclusion_proof
from tests.gateway.verification.made import POLICY, READING, START, WRITTEN, entries, put, write


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["mappa-verify", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy, the policy, and a receipt with its entry."""
    recorded = entries(40)
    write(tmp_path / "copy", recorded, [20])
    put(tmp_path / "policy.txt", WRITTEN.encode())
    note = Note.parse((tmp_path / "copy" / CHECKPOINT).read_bytes())
    path = inclusion_proof([each.leaf.hash for each in recorded], 7)
    put(tmp_path / "receipt", bytes(Receipt(recorded[7].leaf, 7, path, note)))
    put(tmp_path / "entry.json", recorded[7].body + b"\n")
    put(tmp_path / "other.json", recorded[8].body + b"\n")
    return tmp_path


def test_a_receipt_is_told_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    policy, entry = f"--policy={folder / 'policy.txt'}", f"--entry={folder / 'entry.json'}"
    code, said, _ = run(monkeypatch, capsys, "receipt", folder / "receipt", policy, entry)
    assert code == 0
    assert said.splitlines() == [
        "Entry 00000000-0000-0000-0000-000000000007, recorded at 2026-11-25T09:00:07+00:00,",
        "is leaf 7 of gateway.example/access-record, under the checkpoint of 40 leaves.",
        "Witness police saw it at 2026-11-25T09:00:40+00:00.",
        "The entry that was given is the one that was recorded.",
    ]


def test_what_a_proved_entry_names_is_held_to_its_hash(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = entries(40)[7]
    subjects = folder / f"{sha256(told.members).hexdigest()}.subjects"
    put(subjects, told.members)
    put(folder / f"{sha256(READING.encode()).hexdigest()}.reading", READING.encode())
    words = ("receipt", folder / "receipt", f"--policy={folder / 'policy.txt'}", f"--entry={folder / 'entry.json'}")
    code, said, _ = run(monkeypatch, capsys, *words, f"--named={folder}")
    assert code == 0
    assert said.endswith("Whom it was about and what they were shown are as they were recorded.\n")
    alias = told.members[1:17]
    put(subjects.with_suffix(".keys"), preimages.key_line(alias, alias, None))
    code, said, _ = run(monkeypatch, capsys, *words, f"--named={folder}")
    assert (code, said.splitlines()[-1]) == (0, f"It was about {UUID(bytes=alias)}.")
    for wrong in (preimages.key_line(alias, bytes(16), bytes(32)), preimages.key_line(bytes(16), bytes(16), None)):
        put(subjects.with_suffix(".keys"), wrong)
        code, _, problem = run(monkeypatch, capsys, *words, f"--named={folder}")
        assert code == 1
        assert problem.endswith("line 1 does not open a subject of this set.\n")
    put(subjects, entries(40)[8].members)
    code, _, problem = run(monkeypatch, capsys, *words, f"--named={folder}")
    assert code == 1
    assert problem == f"{subjects} is not what the entry names: it was changed.\n"


def test_a_copy_is_told_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = f"--kept={folder / 'copy' / CHECKPOINT}"
    code, said, _ = run(monkeypatch, capsys, "copy", folder / "copy", f"--policy={folder / 'policy.txt'}", kept)
    assert code == 0
    assert said.startswith("40 leaves, 0 of them with their entry erased; 3 checkpoints, 3 of them cosigned by enough")
    assert "It is the log gateway.example/access-record whole, up to 40 leaves.\nRoot " in said


def test_what_is_wrong_with_a_copy_is_told_and_exit_code_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "copy", entries(40, START - timedelta(days=2)) + entries(3, first=50), [40])
    (folder / "copy" / "body" / "000.p" / "43").unlink()
    code, said, problem = run(monkeypatch, capsys, "copy", folder / "copy", f"--policy={folder / 'policy.txt'}")
    assert code == 1
    assert "  fault: body/000.p/43 cannot be read (No such file or directory)\n" in said
    assert "  look into: leaf 40: nothing was recorded from " in said
    assert problem == "The copy does not verify: 1 faults.\n"


# -- a pack for the Information Commissioner -----------------------------------------------------------------------


@pytest.fixture
def pack(folder: Path) -> Path:
    """Five entries of the log, as a pack holds them."""
    recorded = entries(40)
    note, pack = Note.parse((folder / "copy" / CHECKPOINT).read_bytes()), folder / "pack"
    for place, each in enumerate(recorded[:5]):
        path = inclusion_proof([each.leaf.hash for each in recorded], place)
        named = pack / "entries" / str(each.leaf.entry_id)
        put(named.with_suffix(".tlog-proof"), bytes(Receipt(each.leaf, place, path, note)))
        put(named.with_suffix(".json"), each.body + b"\n")
        put(pack / "named" / f"{sha256(each.members).hexdigest()}.subjects", each.members)
        alias = each.members[1:]
        put(pack / "named" / f"{sha256(each.members).hexdigest()}.keys", preimages.key_line(alias, alias, None))
    put(pack / "named" / f"{sha256(READING.encode()).hexdigest()}.reading", READING.encode())
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(["id", "recorded_at", "act", "row_count", "processing", "holders", "subjects", "reading"])
    for each in recorded[:5]:
        subjects = f'{{"untold":["{UUID(bytes=each.members[1:])}"]}}'
        about = ["", "", subjects, '{"untold":null}']
        table.writerow([each.leaf.entry_id, instant(each.at), "CONSULT", 1, *about])
    put(pack / "entries.csv", written.getvalue().encode())
    return pack


def test_a_whole_pack_is_told_in_a_sentence(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, problem = run(monkeypatch, capsys, "pack", pack, f"--policy={pack.parent / 'policy.txt'}")
    times = "from 2026-11-25T09:00:00+00:00 to 2026-11-25T09:00:04+00:00"
    assert (code, said, problem) == (0, f"5 entries are in the log as they were recorded, {times}.\n", "")


ENTRY = "entries/00000000-0000-0000-0000-000000000002"


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (
            (f"{ENTRY}.json", b'"row_count":1', b'"row_count":2'),
            f"{ENTRY}: the entry is not the one that the receipt was made for",
        ),
        ((f"{ENTRY}.json", None, None), f"{ENTRY}: No such file or directory"),
        ((f"{ENTRY}.tlog-proof", None, None), f"{ENTRY}: No such file or directory"),
        ((f"{ENTRY}.tlog-proof", b"index 2", b"index 3"), f"{ENTRY}: "),
        (
            ("entries.csv", b'000000000002",', b'000000000009",'),
            "entries.csv has a line of 00000000-0000-0000-0000-00000000000",
        ),
        (
            ("entries.csv", b'2026-11-25T09:00:02.000000Z","CONSULT', b'2026-11-25T09:00:02.000000Z","COLLECT'),
            "entries.csv: act of 00000000-0000-0000-0000-000000000002 is not what the entry says",
        ),
        (("entries.csv", None, None), "entries.csv cannot be read (No such file or directory)"),
        (("named/{subjects}", b"\x02", b"\x03"), "is not what the entry names: it was changed"),
        (("named/{subjects}", None, None), "cannot be read (No such file or directory)"),
    ],
    ids=["body", "no-body", "no-proof", "proof", "line", "column", "no-table", "subjects", "no-subjects"],
)
def test_whatever_was_done_to_a_pack_is_named(
    pack: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    done: tuple[str, bytes | None, bytes],
    says: str,
) -> None:
    path, old, new = done
    file = pack / path.format(subjects=f"{sha256(entries(3)[2].members).hexdigest()}.subjects")
    if old is None:
        file.unlink()
    else:
        assert old in file.read_bytes()
        put(file, file.read_bytes().replace(old, new, 1))
    code, said, problem = run(monkeypatch, capsys, "pack", pack, f"--policy={pack.parent / 'policy.txt'}")
    assert code == 1
    assert says in said
    assert "The pack does not verify: " in problem


def test_no_byte_of_a_pack_can_be_changed_and_none_breaks_the_verifier(pack: Path) -> None:
    chance = Random(11)  # noqa: S311 - it chooses what to test
    assert verified(pack, POLICY, lambda _done, _all: None).faults == []
    for path in sorted(path for path in pack.rglob("*") if path.is_file()) * 12:
        data = path.read_bytes()
        place = chance.randrange(len(data))
        byte = bytes([data[place] ^ chance.randrange(1, 256)])
        path.write_bytes(data[:place] + byte + data[place + 1 :])
        assert verified(pack, POLICY, lambda _done, _all: None).faults, (path, place, byte)
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("receipt {0}/receipt --policy {0}/policy.txt --entry {0}/other.json", "its digest is another"),
        ("receipt {0}/entry.json --policy {0}/policy.txt", "does not verify: the receipt does not begin with"),
        ("receipt {0}/none --policy {0}/policy.txt", "{0}/none cannot be read (No such file or directory)."),
        ("receipt {0}/receipt --policy {0}/receipt", "{0}/receipt is no policy: line 1 of the policy: "),
        ("pack {0}/none --policy {0}/policy.txt", "The pack does not verify: 1 faults, 0 entries are proved."),
        ("copy {0}/none --policy {0}/policy.txt", "The copy does not verify: "),
        ("copy {0}/copy --policy {0}/policy.txt --kept {0}/none", "{0}/none cannot be read"),
    ],
)
def test_what_does_not_verify_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, says: str
) -> None:
    code, _, problem = run(monkeypatch, capsys, *words.format(folder).split())
    assert code == 1
    assert says.format(folder) in problem


def test_it_loads_nothing_of_the_gateway_but_the_formats_and_no_database() -> None:
    listed = "import sys, gateway.verification.command; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    ours = {name for name in loaded if name.split(".")[0] in {"gateway", "policies", "schema", "agencies"}}
    assert {name for name in ours if not name.startswith(("gateway.verification", "gateway.transparency"))} == {
        "gateway"
    }
    assert not {"asyncpg", "psycopg", "sqlalchemy", "starlette", "oso", "strawberry"} & set(loaded)
