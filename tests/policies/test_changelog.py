from datetime import date
from pathlib import Path

import pytest

from policies.changelog import CHANGELOG, digest_of, heading, newest, problem
from policies.table import TABLE

DAY = date(2026, 11, 25)


def changelog(where: Path, *entries: str) -> Path:
    written = where / "CHANGELOG.md"
    written.write_text("\n\n".join(["# Changes of the law", "Whatever is said first.", *entries]) + "\n", "utf-8")
    return written


def test_the_changelog_tells_of_the_committed_table() -> None:
    assert problem(TABLE.read_text("utf-8")) is None
    assert newest(CHANGELOG.read_text("utf-8"))


def test_a_table_that_the_newest_entry_does_not_describe_is_refused_with_the_remedy(tmp_path: Path) -> None:
    written = changelog(tmp_path, heading("new", DAY) + "\n\n- Something.", heading("old", DAY) + "\n\n- Older.")
    assert problem("new", written) is None
    said = problem("old", written)
    assert said is not None
    assert said.startswith(f"The table is {digest_of('old')}, and policies/CHANGELOG.md describes table ")
    assert "Run `mappa policy diff REVISION --entry`" in said


@pytest.mark.parametrize("body", ["", "\n\nNo line.", "\n\n- ", f"\n\n{heading('old', DAY)}\n\n- Older."])
def test_an_entry_that_says_nothing_is_refused(tmp_path: Path, body: str) -> None:
    said = problem("new", changelog(tmp_path, heading("new", DAY) + body))
    assert said is not None
    assert said.startswith("The newest entry of policies/CHANGELOG.md says nothing.")


def test_a_changelog_that_is_not_there_or_empty_tells_of_nothing(tmp_path: Path) -> None:
    for written in (tmp_path / "nowhere.md", changelog(tmp_path)):
        said = problem("new", written)
        assert said is not None
        assert "policies/CHANGELOG.md has no entry" in said


def test_an_entry_has_its_day_its_table_and_its_lines() -> None:
    entry = newest(f"{heading('new', DAY)}\n\n- One.\n- Two.\n\n{heading('old', DAY)}\n- Three.\n")
    assert entry is not None
    assert (entry.written, entry.digest, entry.lines) == ("2026-11-25", digest_of("new"), ("One.", "Two."))
