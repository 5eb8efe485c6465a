"""The law's own changelog, ``policies/CHANGELOG.md``: no decision changes without a line for those who answer for it.

The newest entry names the table it describes by its digest, so that a checkout without history can tell whether the
last change of the table was written up.

    ## 2026-11-25, table 3f0c9a1b77d2e604

    - Housing representatives, convened to a meeting on the case, now see licence conditions.
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

CHANGELOG: Final = Path(__file__).parent / "CHANGELOG.md"
_HEADING: Final = re.compile(r"^## (\d{4}-\d\d-\d\d), table ([0-9a-f]{16})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one change of the table means."""

    written: str
    digest: str
    lines: tuple[str, ...]


def digest_of(table: str) -> str:
    """What an entry calls a table by."""
    return sha256(table.encode()).hexdigest()[:16]


def heading(table: str, on: date) -> str:
    """The heading of the entry that describes this table."""
    return f"## {on.isoformat()}, table {digest_of(table)}"


def newest(text: str) -> Entry | None:
    """The first entry of a changelog."""
    found = _HEADING.search(text)
    if found is None:
        return None
    following = re.search(r"^## ", text[found.end() :], re.MULTILINE)
    body = text[found.end() :][: following.start()] if following else text[found.end() :]
    return Entry(found[1], found[2], tuple(line[2:].strip() for line in body.splitlines() if line.startswith("- ")))


def problem(table: str, changelog: Path | None = None) -> str | None:
    """What is wrong with the changelog of this table, with the remedy; None where its newest entry describes it."""
    written = changelog or CHANGELOG
    entry = newest(written.read_text("utf-8") if written.exists() else "")
    remedy = (
        "Run `mappa policy diff REVISION --entry`, with the revision you began from, put what it prints at the top of "
        "policies/CHANGELOG.md, and have a policy officer read it."
    )
    if entry is None or entry.digest != digest_of(table):
        described = f"describes table {entry.digest}" if entry else "has no entry"
        return f"The table is {digest_of(table)}, and policies/CHANGELOG.md {described}. {remedy}"
    if not any(entry.lines):
        return f"The newest entry of policies/CHANGELOG.md says nothing. {remedy}"
    return None
