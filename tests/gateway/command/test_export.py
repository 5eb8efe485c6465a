"""``mappa audit export`` and ``mappa audit pack``, over what a served gateway recorded."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.command.application import main
from gateway.verification.table import Named, otherwise
from tests.gateway.served import LOG_KEY, Served
from tests.gateway.small_caseload import PERSONA_IDS
from tests.gateway.test_record_holds import PLACE, placing

Run = Callable[..., tuple[int, str, str]]
TODAY = (
    f"--since={datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}",
    f"--until={datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}",
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], served: Served) -> Run:
    def mappa(*words: object) -> tuple[int, str, str]:
        address = f"--database={served.database.owner}"
        why = [] if any(str(word).startswith("--purpose") for word in words) else ["--purpose=verify_lawfulness"]
        monkeypatch.setattr(sys, "argv", ["mappa", "audit", *map(str, words), *why, *TODAY, address])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return mappa


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text(f"log {LOG_KEY.verifier}\nquorum none\n")
    return path


def asked(served: Served) -> str:
    """A case that was looked at: its key as the entries have it."""
    entry = served.entry(served.ask("police", "{ cases(first: 1) { nodes { reference } } }"))
    return str(next(iter(entry["subjects"].values()))[0])


@pytest.mark.parametrize("form", ["csv", "ocsf", "fhir"])
def test_entries_are_exported_and_the_export_is_an_entry(run: Run, served: Served, tmp_path: Path, form: str) -> None:
    subject = asked(served)
    served.until_sequenced()
    out = tmp_path / "out"
    code, said, _ = run("export", out, f"--form={form}", f"--subject={subject}")
    assert code == 0
    assert said.endswith(f" entries exported to {out}.\n")
    assert subject in out.read_text()
    if form != "csv":
        assert all(json.loads(line) for line in out.read_text().splitlines())
    (entry,) = served.database.execute(
        "select * from audit.access where client = 'mappa audit export' order by recorded_at desc limit 1"
    )
    assert (entry["act"], entry["subjects"]) == ("CONSULT_ACCESS_RECORD", {"none/ordinary": [subject]})
    assert entry["purpose"] == "VERIFY_LAWFULNESS"


def test_a_pack_verifies_entry_by_entry_with_what_is_in_it(
    run: Run, served: Served, tmp_path: Path, policy: Path
) -> None:
    subject = asked(served)
    served.until_sequenced()
    pack = tmp_path / "pack"
    code, _, problem = run("pack", pack, f"--subject={subject}", f"--policy={policy}")
    assert (code, problem) == (0, "")
    assert "Data Protection Act 2018, section 62" in (pack / "README.txt").read_text()
    receipts = sorted((pack / "entries").glob("*.tlog-proof"))
    assert receipts
    verify = Path(sys.executable).with_name("mappa-verify")
    command = [str(verify), "receipt", str(receipts[0]), "--policy", str(pack / "policy.txt")]
    command += ["--entry", str(receipts[0].with_suffix(".json")), "--named", str(pack / "named")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    assert "The entry that was given is the one that was recorded." in done.stdout
    assert "Whom it was about and what they were shown are as they were recorded." in done.stdout
    assert subject in done.stdout.splitlines()[-1]


def _every_cell_is_held_to_the_entry(
    pack: Path, lines: Sequence[Mapping[str, str]], entries: Mapping[str, Mapping[str, Any]]
) -> None:
    """Also what was sealed: whom it was about, and by which question."""
    for line in (next(each for each in lines if each["outcome"] == outcome) for outcome in ("GRANTED", "REFUSED")):
        entry = entries[line["id"]]
        members, keys = (pack / "named" / f"{entry['subject_set']}.{kind}" for kind in ("subjects", "keys"))
        reading = (pack / "named" / f"{entry['reading']}.reading").read_bytes() if entry["reading"] else None
        named = Named(None, b"", reading)
        if entry["subject_set"]:
            named = Named(members.read_bytes(), keys.read_bytes(), reading)
        assert list(otherwise(line, entry, named)) == []
        for name, cell in line.items():
            assert list(otherwise({**line, name: f"{cell}x"}, entry, named)) == [name]


def test_a_pack_of_one_user_says_all_that_they_asked_and_verifies_as_a_whole(
    run: Run, served: Served, tmp_path: Path, policy: Path
) -> None:
    """Every file of it is opened: what was granted, what was refused, and nothing of anybody else's."""
    subject = asked(served)
    assert served.ask("police", PLACE, placing(subject=subject)).status == 403
    served.until_sequenced()
    user, pack = str(PERSONA_IDS["police"]), tmp_path / "pack"
    code, said, problem = run("pack", pack, f"--user={user}", f"--policy={policy}")
    assert (code, problem) == (0, "")
    told = (pack / "README.txt").read_text()
    assert f"by Rowan Tarrant ({user})" in told
    assert "Made under the purpose VERIFY_LAWFULNESS" in told
    lines = list(csv.DictReader((pack / "entries.csv").read_text().splitlines()))
    assert said.startswith(f"{len(lines)} entries packed in ")
    assert f"Entries: {len(lines)}." in told
    assert {line["principal_id"] for line in lines} == {user}
    assert {"GRANTED", "REFUSED"} <= {line["outcome"] for line in lines}
    entries = {line["id"]: json.loads((pack / "entries" / f"{line['id']}.json").read_text()) for line in lines}
    assert all(entry["principal_name"] == "Rowan Tarrant" for entry in entries.values())
    named = {path.name for path in (pack / "named").iterdir()}
    of_sets = {f"{entry['subject_set']}.{kind}" for entry in entries.values() for kind in ("subjects", "keys")}
    readings = {f"{entry['reading']}.reading" for entry in entries.values()}
    assert named == {name for name in of_sets | readings if not name.startswith("None.")}
    assert all(json.loads((pack / "named" / name).read_text()) for name in named if name.endswith(".reading"))
    keys = [json.loads(line) for path in (pack / "named").glob("*.keys") for line in path.read_text().splitlines()]
    assert subject.replace("-", "") in {line["subject"] for line in keys}
    _every_cell_is_held_to_the_entry(pack, lines, entries)
    assert (pack / "policy.txt").read_bytes() == policy.read_bytes()
    whole = [Path(sys.executable).with_name("mappa-verify"), "pack", pack, "--policy", policy]
    done = subprocess.run(list(map(str, whole)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split(" are in the log")[0]) == (0, f"{len(lines)} entries"), done


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "export {0}/out --purpose=manage_risk",
            "manage_risk is no purpose for which the access record may be used: state one of VERIFY_LAWFULNESS, ",
        ),
        ("export {0}/out --form=xml", "There is no form xml: choose csv, ocsf or fhir."),
        ("export {0}/out --subject=x", "--subject x is no id: "),
        ("export {0}/none/out", "{0}/none/out cannot be written (No such file or directory)"),
        ("pack {0}/pack --policy={0}/policy.txt", "A pack is about one person: give either --subject or --user."),
        ("pack {0}/pack", "Give --policy: "),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(run: Run, tmp_path: Path, policy: Path, words: str, says: str) -> None:
    assert policy.exists()
    code, _, problem = run(*words.format(tmp_path).split())
    assert code == 1
    assert problem.startswith(says.format(tmp_path))
