"""Makes receipts: for whoever asked, that the entry of their question is in the log.

Only its own entry is proved to a caller, and an entry that is somebody else's looks like one that is not there: one
statement looks for both. The refusal of somebody who could not be told is nobody's entry: whoever has its id gets the
receipt, signed in or not. The id has 74 random bits, and only whoever was refused was told it. A receipt tells its
holder the entry's id, time and digest, where it stands, and how large the log is; nothing of what it says of anybody.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from gateway.audit.connection import Connect, Connection
from gateway.audit.entry import Entry, columns_read, from_row, leaf_of
from gateway.audit.hashes import proof_of
from gateway.audit.published import cosigned
from gateway.audit.sequencer import LogDamagedError
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.leaf import Leaf
from gateway.transparency.note import Note
from gateway.transparency.ranges import Plan
from gateway.transparency.receipt import Receipt
from gateway.transparency.tree import verify_inclusion
from gateway.transparency.trust import Policy

# An entry's id says when it was made, to the millisecond, and is made with its time; so the partition and the index by
# time find it. The window allows for a clock that is set right in between.
WINDOW = timedelta(seconds=2)

_ENTRY = f"""
select {columns_read("e")} from audit.entry e
where e.recorded_at between $1 and $2 and e.id = $3
    and (e.principal_id = $4 or e.principal_id is null and e.outcome = 'UNAUTHENTICATED')
"""  # noqa: S608 - built of our own column names
_LEAF = "select index, leaf_hash from audit.leaf where recorded_at = $1 and entry_id = $2"
_COVERING = """
select c.note, array(select s.line from audit.cosignature s where s.size = c.size order by s.witness) as lines
from audit.checkpoint c where c.size > $1 order by c.size desc, c.signed_at desc limit $2
"""
AT_ONCE = 4  # connections that receipts take
STRANGERS = 1  # that receipts take for whoever is not signed in
PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4)  # seconds before each try to bring the log up to date
LOOKED_AT = 64  # the newest checkpoints among which one with enough cosignatures is looked for

Settle = Callable[[], Awaitable[object]]
"""Brings the log up to date: sequences, signs, gathers cosignatures."""


class ReceiptNotReady(Exception):
    """The entry is there and is under no checkpoint yet: ask again in a moment."""


class Receipts:
    """``settle`` is called where an entry is not yet under a checkpoint, so that no background task is waited for."""

    def __init__(self, connect: Connect, settle: Settle, policy: Policy) -> None:
        self._connect, self._settle, self._policy = connect, settle, policy
        self._few, self._strangers = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(STRANGERS)

    async def receipt(self, entry_id: UUID, principal_id: UUID | None) -> Receipt | None:
        """The receipt; None where this principal, or nobody, has no such entry.

        Raises ``ReceiptNotReady``, ``LogDamagedError``, and what the driver raises.
        """
        async with self._few if principal_id else self._strangers:
            connection = await self._connect()
            try:
                leaf = await _own(connection, entry_id, principal_id)
                return None if leaf is None else await self._made(connection, leaf)
            finally:
                await connection.close()

    async def newest(self) -> Note:
        """The newest checkpoint that the quorum cosigned; where none is, the newest. Raises ``ReceiptNotReady``."""
        async with self._few:
            connection = await self._connect()
            try:
                notes = await _covering(connection, -1)
            finally:
                await connection.close()
        if not notes:
            raise ReceiptNotReady("nothing has been signed yet")
        return _best(notes, self._policy)

    async def _made(self, connection: Connection, leaf: Leaf) -> Receipt:
        """Under a checkpoint that the quorum cosigned, where that can be had soon; else under one the log signed.

        Another replica may be at it, and then ours has nothing to do but to look again.
        """
        for pause in PAUSES:
            found = await _placed(connection, leaf, self._policy)
            if found is not None and _enough(found.note, self._policy):
                return await _proved(connection, leaf, found)
            await asyncio.sleep(pause)
            await self._settle()
        return await _proved(connection, leaf, await _placed(connection, leaf, self._policy))


async def receipt_of(connection: Connection, entry: Entry, policy: Policy) -> Receipt:
    """The receipt of an entry as the log stands. Raises ``ReceiptNotReady`` and ``LogDamagedError``."""
    leaf = leaf_of(entry)
    return await _proved(connection, leaf, await _placed(connection, leaf, policy))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a leaf stands, and the best checkpoint over it."""

    index: int
    note: Note


async def _placed(connection: Connection, leaf: Leaf, policy: Policy) -> _Place | None:
    """The newest checkpoint with cosignatures enough; where none has, the newest, which the log at least signed."""
    row = await connection.fetchrow(_LEAF, leaf.recorded_at, leaf.entry_id)
    if row is None:
        return None
    notes = await _covering(connection, row["index"])
    return _Place(row["index"], _best(notes, policy)) if notes else None


async def _covering(connection: Connection, index: int) -> list[Note]:
    """The newest checkpoints over a leaf, the newest first."""
    covering = await connection.fetch(_COVERING, index, LOOKED_AT)
    return [cosigned(each["note"], each["lines"]) for each in covering]


def _best(notes: list[Note], policy: Policy) -> Note:
    return next((note for note in notes if _enough(note, policy)), notes[0])


def _enough(note: Note, policy: Policy) -> bool:
    return policy.met_by(set(policy.cosigners(note)))


async def _proved(connection: Connection, leaf: Leaf, place: _Place | None) -> Receipt:
    """The receipt, checked before anybody is given it."""
    if place is None:
        raise ReceiptNotReady("it is not under a checkpoint yet")
    checkpoint = Checkpoint.parse(place.note.text)
    try:
        path = await proof_of(connection, Plan.inclusion(place.index, checkpoint.size))
    except KeyError as missing:
        raise LogDamagedError(f"the tree has no hash at {missing}: run mappa audit verify") from missing
    if not verify_inclusion(leaf.hash, place.index, checkpoint.size, path, checkpoint.root):
        raise LogDamagedError(f"leaf {place.index} does not lead to the signed root: run mappa audit verify")
    return Receipt(leaf, place.index, path, place.note)


async def _own(connection: Connection, entry_id: UUID, principal_id: UUID | None) -> Leaf | None:
    made_at = _made_at(entry_id)
    if made_at is None:
        return None
    row = await connection.fetchrow(_ENTRY, made_at - WINDOW, made_at + WINDOW, entry_id, principal_id)
    return None if row is None else _leaf(row)


def _leaf(row: asyncpg.Record) -> Leaf:
    return leaf_of(from_row(row))


def _made_at(entry_id: UUID) -> datetime | None:
    """When an id of version 7 was made."""
    if entry_id.version != 7:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=entry_id.int >> 80)
    except OverflowError:
        return None
