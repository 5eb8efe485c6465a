"""What a witness remembers, in one SQLite file: the newest tree of each log, and what a log could not explain.

Every change is on the disk before the call returns (``synchronous = extra``: the journal's folder too). Never restore
it from an older copy: a witness that has forgotten can be led to cosign a second history.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.transparency.tree import EMPTY

EVIDENCE = 1_000  # statements kept of what logs could not explain

_TABLES = """
create table if not exists seen (
    origin text primary key, size integer not null, root blob not null, note blob not null, at integer not null
) strict, without rowid;
create table if not exists evidence (
    at integer not null, origin text not null, says text not null, request blob not null
) strict;
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest tree of a log that was cosigned; of one that never was, the empty tree."""

    size: int = 0
    root: bytes = EMPTY
    note: bytes = b""


class State:
    """Opened for one process; another that opens the same file waits its turn."""

    def __init__(self, path: Path) -> None:
        """Raises ``sqlite3.Error`` for a file that is none of ours or cannot be written."""
        self._database = sqlite3.connect(path, isolation_level=None, timeout=10)
        self._database.execute("pragma synchronous = extra")
        self._database.executescript(_TABLES)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One change at a time, whole or not at all, on the disk in the end."""
        self._database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._database.execute("rollback")
            raise
        self._database.execute("commit")

    def seen(self, origin: str) -> Seen:
        """The newest tree that was cosigned."""
        row = self._database.execute("select size, root, note from seen where origin = ?", [origin]).fetchone()
        return Seen(*row) if row else Seen()

    def see(self, origin: str, seen: Seen, at: int) -> None:
        """Remember a tree in place of the one before it."""
        self._database.execute(
            "insert into seen values (?, ?, ?, ?, ?) on conflict (origin) do update "
            "set size = excluded.size, root = excluded.root, note = excluded.note, at = excluded.at",
            [origin, seen.size, seen.root, seen.note, at],
        )

    def keep(self, origin: str, says: str, request: bytes, at: int) -> None:
        """Keep a signed statement that does not agree with what was seen: it is proof against the log."""
        (kept,) = self._database.execute("select count(*) from evidence").fetchone()
        if kept < EVIDENCE:
            self._database.execute("insert into evidence values (?, ?, ?, ?)", [at, origin, says, request])

    def evidence(self) -> list[tuple[int, str, str, bytes]]:
        """All that was kept: when, of which log, what was wrong, and what it sent."""
        return self._database.execute("select at, origin, says, request from evidence order by at").fetchall()

    def close(self) -> None:
        """Let the file go."""
        self._database.close()
