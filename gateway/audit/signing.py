"""Signs checkpoints of the tree, and never two that cannot be proved consistent.

Any number may run, in any replica; a lock lets one sign at a time. What keeps them honest:

1. The newest checkpoint is in the database, and a new one is signed only if its tree, regrown from the leaves that
   follow, begins with the one that was signed. That outlives restarts, and holds between replicas.
2. Each replica also remembers, in a file outside the database, the newest checkpoint that it signed or saw; the tree
   must grow from that one too. A database restored from a backup has forgotten what was signed; the file has not.
3. Witnesses remember as well, on machines that are not ours (``gateway.audit.witnessing``).

The order is: check, sign, remember, commit. A crash before the commit leaves a checkpoint that nobody was shown and a
memory of it; the tree it is of is committed already, so that whoever signs next finds it consistent. What is shown to
anyone is read from the database, so nothing is shown that was not remembered first.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from gateway.audit.connection import Connect, Connection, OneConnection
from gateway.audit.memory import Memory
from gateway.audit.regrowth import Known, LogRolledBackError, regrown
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.stored import head_within
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import SigningKey
from gateway.transparency.note import Note
from gateway.transparency.text import FormatRefused
from gateway.transparency.tiles import Subtree
from gateway.transparency.tree import EMPTY

_log = structlog.get_logger(__name__)

LOCK = 0x7369676E  # "sign"
LOOK_EVERY = 0.5  # seconds that whoever follows a sequencer waits for it, at most
STEP = 50_000  # leaves between two checkpoints, at most: what one transaction reads

_NEWEST = "select size, signed_at, root, note from audit.checkpoint order by size desc, signed_at desc limit 1"
_ADD = """
insert into audit.checkpoint (size, signed_at, root, note) values ($1, clock_timestamp(), $2, $3) returning signed_at
"""
_ADD_SUBTREES = """
insert into audit.subtree (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
on conflict do nothing
"""


class NotConfirmed(Exception):
    """Too few witnesses answered to know that nothing newer was signed: nothing is signed until they do."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it was signed, with the log's own signatures."""

    checkpoint: Checkpoint
    note: Note
    signed_at: datetime


async def newest_signed(connection: Connection) -> Signed | None:
    """The newest checkpoint of the log; None before the first. Raises ``LogDamagedError`` for one nobody can read."""
    row = await connection.fetchrow(_NEWEST)
    if row is None:
        return None
    try:
        note = Note.parse(row["note"].encode())
        checkpoint = Checkpoint.parse(note.text)
    except FormatRefused as error:
        raise LogDamagedError(f"the newest checkpoint, of {row['size']} leaves, cannot be read: {error}") from error
    if (checkpoint.size, checkpoint.root) != (row["size"], row["root"]):
        raise LogDamagedError(f"the newest checkpoint, of {row['size']} leaves, is not what stands beside it")
    return Signed(checkpoint, note, row["signed_at"])


class Confirming(Protocol):
    """Who else remembers what was signed (``gateway.audit.witnessing``)."""

    @property
    def alarm(self) -> str:
        """Why nothing more may be signed; empty while all is well."""
        ...

    async def confirm(self, note: Note, size: int) -> None:
        """Returns when enough of them have seen nothing newer than this; raises where they have, or do not answer."""
        ...


class Signer:
    """Runs in the background by ``run``, or at once by ``sign``. The first of ``keys`` names the log."""

    def __init__(self, connect: Connect, keys: Sequence[SigningKey], memory: Memory, every: float = 0.5) -> None:
        self._one, self._keys, self._memory, self._every = OneConnection(connect), tuple(keys), memory, every
        self._witnesses: Confirming | None = None
        self._grown: asyncio.Event | None = None
        self._confirmed: Connection | None = None  # that over which the database was seen not to be behind them
        self.origin = self._keys[0].verifier.name
        self.fault = "nothing has been signed yet"  # why the last round failed; empty while rounds succeed

    def heed(self, witnesses: Confirming) -> None:
        """Sign nothing against the witnesses."""
        self._witnesses = witnesses

    def follow(self, grown: asyncio.Event) -> None:
        """Sign as soon as the sequencer beside us has grown the tree, and not so long after the last time."""
        self._grown = grown

    async def run(self) -> None:
        """Signs until it is cancelled. A round that fails is logged, and the next one tries afresh."""
        try:
            while True:
                await self._turn()
                await asyncio.sleep(self._every)
                await self._until_grown()
        finally:
            self._one.drop()

    async def _until_grown(self) -> None:
        """Or for so long as the tree may have been grown by another replica's sequencer, which has its own signer."""
        if self._grown is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):  # wait_for loses a cancellation that comes as the event does
                    await self._grown.wait()
            self._grown.clear()

    async def _turn(self) -> None:
        try:
            await self.sign()
        except NotConfirmed as waiting:
            # The witnesses are lacking, which readiness tells of them: the gateway serves on, and asks again.
            _log.warning("access_record.not_confirmed", reason=str(waiting))
            self.fault = ""
        except Exception as error:  # noqa: BLE001 - the task outlives whatever happens to a round
            fault = f"{type(error).__name__}: {error}"
            if fault != self.fault:  # said once, for a damaged log stays damaged
                _log.error("access_record.not_signed", reason=fault)
            self.fault = fault
        else:
            self.fault = ""

    async def sign(self) -> Signed | None:
        """A checkpoint of the whole tree, in steps where it has far to go; None while the log is empty.

        Raises ``LogDamagedError`` where the tree does not grow from what was signed, and ``MemoryLost``.
        """
        async with self._one.used() as connection:
            while True:
                signed, whole = await self._step(connection)
                if whole:
                    return signed

    async def _step(self, connection: Connection) -> tuple[Signed | None, bool]:
        """The newest checkpoint after one step, and whether it is of the whole tree."""
        async with connection.transaction(isolation="read_committed"):
            await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
            # Statements after the lock see all that its last holder committed.
            last = await newest_signed(connection)
            remembered = await asyncio.to_thread(self._memory.newest, self.origin)
            known = Known(self._own(last), remembered)
            head = await head_within(connection, known.end + STEP)
            subtrees = await regrown(connection, known, head)
            whole = (await head_within(connection, None)).size == head.size
            if head.size and (last is None or last.checkpoint.size < head.size or self._keys_changed(last.note)):
                await self._require_confirmed(connection, last, remembered)
                await connection.execute(_ADD_SUBTREES, *_columns(subtrees))
                last = await self._signed(connection, Checkpoint(self.origin, head.size, head.root))
            elif last is not None and known.forgot(last.checkpoint):
                await asyncio.to_thread(self._memory.remember, last.note)  # another replica signed it: we checked it
            return last, whole

    async def _require_confirmed(
        self, connection: Connection, last: Signed | None, remembered: Checkpoint | None
    ) -> None:
        """Before the first signature over a connection, which may lead to another database than the last one did.

        A replica that remembers goes on alone where the witnesses do not answer; one that remembers nothing waits.
        """
        if self._witnesses is None:
            return
        if self._witnesses.alarm:
            raise LogRolledBackError(f"witnesses have seen what is not here: {self._witnesses.alarm}")
        if self._confirmed is connection:
            return
        empty = Note.signed(Checkpoint(self.origin, 0, EMPTY).text, self._keys)  # consistent with whatever was signed
        note, size = (last.note, last.checkpoint.size) if last is not None else (empty, 0)
        try:
            await self._witnesses.confirm(note, size)
            self._confirmed = connection
        except NotConfirmed:
            if remembered is None:
                raise

    async def _signed(self, connection: Connection, checkpoint: Checkpoint) -> Signed:
        note = Note.signed(checkpoint.text, self._keys)
        await asyncio.to_thread(self._memory.remember, note)
        # A crash here leaves a memory of a checkpoint that nobody was shown: see above.
        at = await connection.fetchval(_ADD, checkpoint.size, checkpoint.root, bytes(note).decode())
        return Signed(checkpoint, note, at)

    def _own(self, last: Signed | None) -> Checkpoint | None:
        """The checkpoint to grow from. Only one that we signed ourselves says where the tree stood."""
        if last is None:
            return None
        if last.checkpoint.origin != self.origin:
            raise LogDamagedError(f"the newest checkpoint is of the log {last.checkpoint.origin}, not {self.origin}")
        try:
            signers = last.note.signers(key.verifier for key in self._keys)
        except FormatRefused as error:
            raise LogDamagedError(f"the newest checkpoint is not as it was signed: {error}") from error
        if not signers:
            says = "the newest checkpoint is signed by none of the keys that were given"
            raise LogDamagedError(f"{says}: keep an old key beside the new one until both have signed")
        return last.checkpoint

    def _keys_changed(self, note: Note) -> bool:
        """Whether a key has not signed yet, so that one that comes in signs at once."""
        return not all(any(signature.by(key.verifier) for signature in note.signatures) for key in self._keys)

    async def close(self) -> None:
        """Lets the connection go; whatever is called next opens another."""
        await self._one.close()


def _columns(subtrees: Sequence[Subtree]) -> list[list[object]]:
    return [
        [each.level for each in subtrees],
        [each.index for each in subtrees],
        [each.hash for each in subtrees],
    ]
