"""The text of a law: the files that it is read from, and the hash that names it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from policies.grammar import PolicyRefused, Source

DIRECTORY: Final = Path(__file__).parent / "law"


def read(directory: Path) -> tuple[Source, ...]:
    """The sources of a law, in the order of their names."""
    files = sorted(directory.glob("*.polar"))
    if not files:
        raise PolicyRefused(
            [f"{directory}: no .polar file is here. Install the package again, or name another directory."]
        )
    return tuple(Source(file.name, file.read_text("utf-8")) for file in files)


def version(sources: Sequence[Source]) -> str:
    """A hash of every byte of the law: the same text is the same version wherever it was loaded."""
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.name):
        digest.update(f"{source.name}\0{len(source.text)}\0{source.text}\0".encode())
    return digest.hexdigest()[:16]
