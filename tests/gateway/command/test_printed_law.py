"""The law from the command line: printed, and held against its committed table and what the changelog tells.

Each enumerates a law over its whole domain, which is slow where it is measured: the ways are those of ``test_policy``.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policies import engine
from policies.sources import DIRECTORY
from tests.gateway.command.running import Run


@pytest.mark.usefixtures("known_law")
def test_the_law_is_printed_and_checked(run: Run) -> None:
    code, table, _ = run("policy", "table")
    assert code == 0
    assert "mappa_coordinator" in table
    said = "The law loads, policies/table.txt is its table, and policies/CHANGELOG.md tells of it.\n"
    assert run("policy", "check") == (0, said, "")


@pytest.mark.usefixtures("known_law")
def test_a_table_that_the_changelog_does_not_tell_of_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("policies.changelog.CHANGELOG", tmp_path / "CHANGELOG.md")
    code, _, problem = run("policy", "check")
    assert code == 1
    assert problem.startswith("The table is ")
    assert "mappa policy diff REVISION --entry" in problem


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"lay_adviser"] and', '"smb_member"] and', "The law decides otherwise than policies/table.txt: run `mappa"),
        ('"lay_adviser"] and', '"nobody"] and', "The law is refused:\noversight.polar:"),
    ],
)
def test_a_law_that_changed_or_does_not_load_is_told(
    run: Run, changed_law: Callable[[str, str], None], old: str, new: str, sentence: str
) -> None:
    changed_law(old, new)
    code, _, problem = run("policy", "check")
    assert code == 1
    assert problem.startswith(sentence)


@pytest.fixture
def changed_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], None]:
    """The law with some words of its oversight part changed."""
    law = tmp_path / "law"
    shutil.copytree(DIRECTORY, law)
    monkeypatch.setattr(engine, "DIRECTORY", law)

    def change(old: str, new: str) -> None:
        part = law / "oversight.polar"
        part.write_text(part.read_text().replace(old, new))

    return change
