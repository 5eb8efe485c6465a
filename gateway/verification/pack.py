"""A pack for the Information Commissioner: every entry in it against its proof, and what it names against its hash."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from gateway.transparency.leaf import ENTRY_VERSION
from gateway.transparency.preimages import NAMING, opened
from gateway.transparency.receipt import Receipt, Unproved
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import NotTrusted, Policy
from gateway.verification.table import Named, otherwise

ENTRIES, NAMED, TABLE = "entries", "named", "entries.csv"
_KINDS = ("subjects", "reading")  # how the files of what ``NAMING`` names end


@dataclass(slots=True)
class Packed:
    """How many entries are proved, when the first and last of them were recorded, and what is wrong where."""

    entries: int = 0
    first: str = ""
    last: str = ""
    faults: list[str] = field(default_factory=list)


def verified(folder: Path, policy: Policy, progress: Callable[[int, int], None]) -> Packed:
    """All that is in the folder. The table is held to the entries, in every column that they have in words."""
    found = Packed()
    proofs = {path.name.removesuffix(".tlog-proof") for path in (folder / ENTRIES).glob("*.tlog-proof")}
    bodies = {path.stem for path in (folder / ENTRIES).glob("*.json")}
    for number, entry_id in enumerate(sorted(proofs | bodies), start=1):
        try:
            _entry(folder, entry_id, policy, found)
        except (OSError, FormatRefused, NotTrusted, Unproved) as error:
            found.faults.append(f"{ENTRIES}/{entry_id}: {getattr(error, 'strerror', None) or error}")
        progress(number, len(proofs | bodies))
    found.faults += _table(folder, proofs | bodies)
    return found


def _entry(folder: Path, entry_id: str, policy: Policy, found: Packed) -> None:
    place = folder / ENTRIES / entry_id
    body = ENTRY_VERSION + place.with_name(f"{entry_id}.json").read_bytes().removesuffix(b"\n")
    proved = Receipt.parse(place.with_name(f"{entry_id}.tlog-proof").read_bytes()).proved(policy, body)
    if str(proved.leaf.entry_id) != entry_id:
        raise Unproved(f"its proof is of entry {proved.leaf.entry_id}")
    at = proved.leaf.recorded_at.isoformat()
    found.entries += 1
    found.first, found.last = min(found.first or at, at), max(found.last, at)
    found.faults += (f"{ENTRIES}/{entry_id}: {says}" for says in unlike(body, folder / NAMED))


def unlike(body: bytes, folder: Path) -> Iterator[str]:
    """What is wrong with what a proved entry names by its hash, in the folder of that."""
    told = orjson.loads(body.removeprefix(ENTRY_VERSION))
    for name, kind in zip(NAMING, _KINDS, strict=True):
        digest = told.get(name)
        path = folder / f"{digest}.{kind}"
        if digest is not None and (says := _unlike(path, digest)):
            yield f"{path} {says}"


def subjects(body: bytes, folder: Path) -> list[str] | None:
    """The keys of whom a proved entry was about; None where it was about nobody or no keys are there.

    Raises ``FormatRefused``, which names the file.
    """
    keys = folder / f"{orjson.loads(body.removeprefix(ENTRY_VERSION)).get('subject_set')}.keys"
    if not keys.exists():
        return None
    try:
        return opened(keys.with_suffix(".subjects").read_bytes(), keys.read_bytes())
    except FormatRefused as error:
        raise FormatRefused(f"{keys} does not tell whom the entry was about: {error}") from None


def _unlike(path: Path, digest: str) -> str | None:
    try:
        same = sha256(path.read_bytes()).hexdigest() == digest
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if same else "is not what the entry names: it was changed"


def _table(folder: Path, entries: set[str]) -> Iterator[str]:
    """A line of the table without an entry, an entry without a line, and a line that says something else."""
    seen = set[str]()
    try:
        text = (folder / TABLE).read_bytes().decode()
        if _rewritten(text) != text:
            yield f"{TABLE} is not written as a pack's is"
        else:
            for line in csv.DictReader(io.StringIO(text, newline="")):
                entry_id = line.get("id") or ""
                if entry_id not in entries or entry_id in seen:
                    yield f"{TABLE} has a line of {entry_id[:36]}, which is not among the entries, or a second one"
                    continue
                seen.add(entry_id)
                yield from _otherwise(folder, entry_id, line)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield f"{TABLE} cannot be read ({getattr(error, 'strerror', None) or error})"
        return
    for entry_id in sorted(entries - seen):
        yield f"{TABLE} has no line of {entry_id}"


def _rewritten(text: str) -> str:
    """The table as it is written: in one way only."""
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text, newline="")))
    return written.getvalue()


def _otherwise(folder: Path, entry_id: str, line: Mapping[str, Any]) -> Iterator[str]:
    """The columns in which a line says something else than the entry, and keys without which nobody can tell."""
    try:
        told = orjson.loads((folder / ENTRIES / f"{entry_id}.json").read_bytes())
        of_set, reading = (told.get(name) for name in NAMING)
        members = (folder / NAMED / f"{of_set}.subjects").read_bytes() if of_set else None
        held = (folder / NAMED / f"{reading}.reading").read_bytes() if reading else None
    except (OSError, orjson.JSONDecodeError):
        return  # told of already, by the entry
    keys = folder / NAMED / f"{of_set}.keys"
    try:
        named = Named(members, keys.read_bytes() if of_set else b"", held)
        yield from (
            f"{TABLE}: {name} of {entry_id} is not what the entry says" for name in otherwise(line, told, named)
        )
    except (OSError, FormatRefused) as error:
        yield f"{keys}: {getattr(error, 'strerror', None) or error}"
    except (ValueError, TypeError, AttributeError, LookupError):
        pass  # a body or a reading that was changed into something else, of which the entry tells already
