"""The schema's own changelog, ``schema/CHANGELOG.md``: nothing that programs rest on changes untold."""

from pathlib import Path
from typing import Final

from policies.changelog import Described

CHANGELOG: Final = Path(__file__).parent / "CHANGELOG.md"
OF_SCHEMA: Final = Described(
    "schema",
    "schema/CHANGELOG.md",
    "Run `mappa schema diff REVISION --entry`, with the revision you began from, and put what it prints at the top of "
    "schema/CHANGELOG.md.",
)
