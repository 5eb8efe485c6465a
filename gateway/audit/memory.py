"""What a signer remembers outside the database: the newest checkpoint that it signed or saw.

A database that is restored from a backup has forgotten what was signed since. A signer that took its word for it would
sign a second history. So each replica keeps the newest checkpoint in a file of its own, written before the database
is told, and signs nothing that does not grow from it. The file is public: it holds no secret and no personal data.
"""

import os
from pathlib import Path
from typing import Protocol

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.note import Note
from gateway.transparency.text import FormatRefused


class MemoryLost(Exception):
    """What is remembered cannot be read or written: nothing may be signed."""


class Memory(Protocol):
    """Where the newest checkpoint is kept. ``remember`` returns when it would outlive a loss of power."""

    def newest(self, origin: str) -> Checkpoint | None:
        """What was remembered last of this log; None where nothing ever was."""
        ...

    def remember(self, note: Note) -> None:
        """Keep a checkpoint in place of the one before it."""
        ...


class Forgetful:
    """Remembers for as long as the process runs: for want of a folder. Restores are then for witnesses to notice."""

    def __init__(self) -> None:
        self._newest: Checkpoint | None = None

    def newest(self, origin: str) -> Checkpoint | None:
        """See ``Memory``."""
        return self._newest if self._newest is not None and self._newest.origin == origin else None

    def remember(self, note: Note) -> None:
        """See ``Memory``."""
        self._newest = Checkpoint.parse(note.text)


class Remembered:
    """In a file of this replica's own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def newest(self, origin: str) -> Checkpoint | None:
        """See ``Memory``. Raises ``MemoryLost`` for a file that is there and is nothing of ours."""
        try:
            found = Checkpoint.parse(Note.parse(self._path.read_bytes()).text)
        except FileNotFoundError:
            return None
        except (OSError, FormatRefused) as error:
            raise MemoryLost(f"{self._path} cannot be read ({error}): put back a copy; do not delete it") from error
        if found.origin != origin:
            raise MemoryLost(f"{self._path} is of the log {found.origin}, and this one is {origin}: name another file")
        return found

    def remember(self, note: Note) -> None:
        """See ``Memory``. A crash leaves the old file or the new one, whole."""
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            with new.open("wb") as file:
                file.write(bytes(note))
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)  # the name too must outlive a loss of power
            finally:
                os.close(folder)
        except OSError as error:
            raise MemoryLost(f"{self._path} cannot be written ({error.strerror}): nothing is signed") from error
