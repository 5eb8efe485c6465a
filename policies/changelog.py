"""The law's own changelog, ``policies/CHANGELOG.md``: no decision changes without a line for those who answer for it.

Other committed texts have one of the same form: ``Described`` says what it tells of.

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


@dataclass(frozen=True, slots=True)
class Described:
    """What a changelog tells of, where it is kept, and what is done where it does not."""

    kind: str
    named: str
    remedy: str

    @property
    def heading(self) -> re.Pattern[str]:
        """How an entry begins."""
        return re.compile(rf"^## (\d{{4}}-\d\d-\d\d), {self.kind} ([0-9a-f]{{16}})$", re.MULTILINE)


OF_LAW: Final = Described(
    "table",
    "policies/CHANGELOG.md",
    "Run `mappa policy diff REVISION --entry`, with the revision you began from, put what it prints at the top of "
    "policies/CHANGELOG.md, and have a policy officer read it.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one change means."""

    written: str
    digest: str
    lines: tuple[str, ...]


def digest_of(text: str) -> str:
    """What an entry calls a table, or a schema, by."""
    return sha256(text.encode()).hexdigest()[:16]


def heading(text: str, on: date, of: Described = OF_LAW) -> str:
    """The heading of the entry that describes this table, or this schema."""
    return f"## {on.isoformat()}, {of.kind} {digest_of(text)}"


def newest(text: str, of: Described = OF_LAW) -> Entry | None:
    """The first entry of a changelog."""
    found = of.heading.search(text)
    if found is None:
        return None
    following = re.search(r"^## ", text[found.end() :], re.MULTILINE)
    body = text[found.end() :][: following.start()] if following else text[found.end() :]
    return Entry(found[1], found[2], tuple(line[2:].strip() for line in body.splitlines() if line.startswith("- ")))


def entries(text: str) -> list[tuple[str, str]]:
    """The entries of a changelog, the newest first: the heading of each, and what it says."""
    parts = [part.partition("\n") for part in text.split("\n## ")[1:]]
    return [(heading.strip(), said.strip()) for heading, _, said in parts]


def problem(text: str, changelog: Path | None = None, of: Described = OF_LAW) -> str | None:
    """What is wrong with the changelog of this text, with the remedy; None where its newest entry describes it."""
    written = changelog or CHANGELOG
    entry = newest(written.read_text("utf-8") if written.exists() else "", of)
    if entry is None or entry.digest != digest_of(text):
        described = f"describes {of.kind} {entry.digest}" if entry else "has no entry"
        return f"The {of.kind} is {digest_of(text)}, and {of.named} {described}. {of.remedy}"
    if not any(entry.lines):
        return f"The newest entry of {of.named} says nothing. {of.remedy}"
    return None
