"""Lists what a copy of the log consists of while it is written, and signs for it (``transparency.contents``).

What was written before is taken over only as a list says that the log's key signed: a file that somebody changed since
then keeps the digest that it had, and is found. Whatever is under no signature is written anew.

A list goes before a file of it is written, and comes back when all of them are: a crash leaves files that are under no
list, and never a list of files that are no more.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from gateway.transparency import contents
from gateway.transparency.contents import Digests
from gateway.transparency.keys import SigningKey, VerifierKey
from gateway.transparency.layout import CONTENTS, digests_path
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import NotTrusted


class Listing:
    """The lists of one folder. ``known``: whose signature under an older one counts."""

    def __init__(self, folder: Path, signing: Sequence[SigningKey], known: Iterable[VerifierKey]) -> None:
        self._folder, self._signing = folder, signing
        self._digests = _signed_for(folder / CONTENTS, known)

    def part(self, stretch: int) -> dict[str, bytes]:
        """What is listed of the files of a stretch; nothing where no signature is over it."""
        path = digests_path(stretch)
        try:
            data = (self._folder / path).read_bytes()
            return contents.read(data) if sha256(data).digest() == self._digests.get(path) else {}
        except (OSError, FormatRefused):
            return {}

    def begin(self, stretch: int) -> None:
        """A file of the stretch is about to be written."""
        (self._folder / digests_path(stretch)).unlink(missing_ok=True)

    def end(self, stretch: int, listed: Digests) -> None:
        """All files of the stretch are written. What came before it is kept if the copy is broken off now."""
        path = digests_path(stretch)
        self._digests[path] = written(self._folder / path, contents.written(listed))
        self._sign(self._digests)

    def sign(self, stretches: Iterable[int], others: Digests) -> None:
        """Sign for the whole: the lists of these stretches, and all other files."""
        parts = {path: self._digests[path] for path in map(digests_path, stretches)}
        self._sign({**parts, **others})

    def _sign(self, digests: Digests) -> None:
        written(self._folder / CONTENTS, contents.signed(digests, self._signing))


def written(path: Path, data: bytes) -> bytes:
    """Write a file whole or not at all; its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
    return sha256(data).digest()


def _signed_for(path: Path, known: Iterable[VerifierKey]) -> dict[str, bytes]:
    try:
        return contents.endorsed(path.read_bytes(), known)
    except (OSError, FormatRefused, NotTrusted):
        return {}
