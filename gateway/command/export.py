"""``mappa audit export``: entries in the forms that others read, and a pack for the Information Commissioner."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, as_recorded, canonical_bytes
from gateway.audit.exports import table
from gateway.audit.exports.forms import Form, heading, lines
from gateway.audit.named import keys_of, named_by
from gateway.audit.receipts import ReceiptNotReady, receipt_of
from gateway.audit.selection import Access, EntryUnreadable, Selection, selected
from gateway.audit.sequencer import LogDamagedError
from gateway.command.entered import recorded
from gateway.command.refusal import CommandRefused
from gateway.transparency.leaf import ENTRY_VERSION
from gateway.transparency.trust import Policy
from policies.vocabulary import Purpose


async def exported(dsn: str, selection: Selection, purpose: Purpose, form: Form, out: Path) -> int:
    """Record that entries are exported, then write them; how many."""
    connection = await _connected(dsn, "export", selection, purpose)
    try:
        number = 0
        with out.open("x", encoding="utf-8", newline="") as file:
            file.write(heading(form))
            async for access in _told(connection, selection):
                number += 1
                file.write(lines(form, access))
    except OSError as error:
        raise CommandRefused(
            f"{out} cannot be written ({error.strerror}): name a new file, in a folder that is there."
        ) from None
    finally:
        await connection.close()
    return number


async def _connected(dsn: str, operation: str, selection: Selection, purpose: Purpose) -> Connection:
    connection: Connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, operation, purpose, selection.subject)
    except BaseException:
        connection.terminate()
        raise
    return connection


async def _told(connection: Connection, selection: Selection) -> AsyncIterator[Access]:
    try:
        async for access in selected(connection, selection):
            yield access
    except EntryUnreadable as error:
        raise CommandRefused(f"Nothing more is exported: {error}.") from None


PACK = """What is in this folder

entries.csv       every access that was selected, a line each, as a table
entries/ID.json   the same, each as it was recorded, in its one canonical encoding
entries/ID.tlog-proof   for each, the proof that it is in the access record's log
named/HASH.subjects     whom entries were about, under its SHA-256, which stands in them as subject_set
named/HASH.keys         who is behind each of those: its alias there is the start of SHA-256(key || subject)
named/HASH.reading      what was shown and withheld, and by which rules, under its SHA-256: reading
policy.txt        the keys of the log, and of the witnesses that cosign it

To check all of it, with nothing but these files and a policy that you pinned yourself:

    mappa-verify pack . --policy policy.txt

Or one entry, which also says whom it was about:

    mappa-verify receipt entries/ID.tlog-proof --policy policy.txt --entry entries/ID.json --named named

The first holds each entry to its proof, what it names to its hash, and the table to the entries. That the pack leaves
nothing out it cannot know: ask for a copy of the log (mappa audit copy) where that is in doubt. Keep the keys no longer
than you need them: without them nobody can tell from an entry whom it was about.

How to read a line of entries.csv

recorded_at, duration_us      when it was, and how long it took in millionths of a second
principal_name, roles, agency who asked, as what, and for which agency or body; principal_id is their key
client, acting, human         through which systems, and whether a person was behind it
purpose                       why, as they stated it
act, operation_name           what was done, and by which question; row_count: how many rows it found
subjects                      whom it was about, each case or person by its key, under how the user stood to them
reading                       under the same: which fields were shown, which were withheld, and by which rules
outcome, reason               how it ended; a refusal tells nothing of anybody
document_hash, variables      digests: a guess at what was searched for can be tested by whoever has the key, not read
policy_version                by which version of the law it was decided

In entries/ID.json the question (its name and digests) is sealed about whoever it was about; the table has it opened.

The logging duty is that of the Data Protection Act 2018, section 62: collection, alteration, consultation, disclosure,
combination and erasure; the date and time, and so far as possible who consulted, who disclosed and to whom. In
entries.csv the column processing says which of the six each access was, holders whose information it showed, and so who
disclosed it; principal_name, agency, client and acting are the recipients. A log may be used for the purposes of that
section only.

Selected: from {since} until {until}, {whom}. Entries: {number}.
Made under the purpose {purpose}, which stands in the log beside who made it.
"""


@dataclass(frozen=True, slots=True)
class Pack:
    """Where a pack is written, and the policy that goes with it."""

    folder: Path
    policy: Path
    pinned: Policy


async def packed(dsn: str, selection: Selection, purpose: Purpose, pack: Pack) -> int:
    """A pack for the Information Commissioner, about one subject or one user; how many entries."""
    if (selection.subject is None) == (selection.principal is None):
        raise CommandRefused("A pack is about one person: give either --subject or --user.")
    # Up to now: that the pack is made is an entry about the same person, and has no proof yet.
    selection = replace(selection, until=min(selection.until, datetime.now(UTC)))
    connection = await _connected(dsn, "pack", selection, purpose)
    try:
        for part in ("entries", "named"):
            (pack.folder / part).mkdir(parents=True)
        number, names = 0, set[str]()
        with (pack.folder / "entries.csv").open("x", encoding="utf-8", newline="") as file:
            file.write(table.header())
            async for access in _told(connection, selection):
                number += 1
                names.add(access.entry.principal_name or "")
                file.write(table.line(access))
                await _entry(connection, as_recorded(access.entry), pack)
        whom = f"about {selection.subject}" if selection.subject else f"by {_named_as(names)} ({selection.principal})"
        told = {"since": _day(selection.since), "until": _day(selection.until), "whom": whom, "number": number}
        (pack.folder / "README.txt").write_text(PACK.format(**told, purpose=purpose.name))
        (pack.folder / "policy.txt").write_bytes(pack.policy.read_bytes())
    except OSError as error:
        raise CommandRefused(f"{pack.folder} cannot be written ({error.strerror}): name a new folder.") from None
    finally:
        await connection.close()
    return number


async def _entry(connection: Connection, entry: Entry, pack: Pack) -> None:
    place = pack.folder / "entries" / str(entry.id)
    place.with_suffix(".json").write_bytes(canonical_bytes(entry).removeprefix(ENTRY_VERSION) + b"\n")
    try:
        await _named(connection, entry, pack.folder / "named")
        receipt = await receipt_of(connection, entry, pack.pinned)
    except (ReceiptNotReady, LogDamagedError) as error:
        raise CommandRefused(f"Entry {entry.id} cannot be proved yet ({error}): try again in a minute.") from None
    place.with_suffix(".tlog-proof").write_bytes(bytes(receipt))


async def _named(connection: Connection, entry: Entry, folder: Path) -> None:
    """The preimages of the digests in an entry, each under its own: what many entries name is written once."""
    found = await named_by(connection, [entry])
    for digest, members in found.sets.items():
        (folder / f"{digest.hex()}.subjects").write_bytes(members)
        (folder / f"{digest.hex()}.keys").write_bytes(await keys_of(connection, members))
    for digest, body in found.readings.items():
        (folder / f"{digest.hex()}.reading").write_text(body, encoding="utf-8")


def _named_as(names: set[str]) -> str:
    """The names that a user bore at the time."""
    return ", ".join(sorted(names - {""})) or "this user"


def _day(moment: datetime) -> str:
    return moment.isoformat()


def uuid_of(text: str | None, option: str) -> UUID | None:
    """An id from the command line."""
    try:
        return None if text is None else UUID(text)
    except ValueError:
        raise CommandRefused(f"{option} {text} is no id: give the key that stands in the entries.") from None
