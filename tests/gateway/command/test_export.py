"""``mappa audit export`` and ``mappa audit pack``, over what a served gateway recorded."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.command.application import main
from tests.gateway.served import LOG_KEY, Served

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
