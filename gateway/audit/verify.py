"""Rebuilds the tree from the stored entries, and says exactly what does not agree, and where.

Everything is read in one snapshot, a chunk at a time, so memory does not grow with the log and a gateway may go on
writing. It needs to read the schema ``audit``, and nothing else.

What no check inside one database can show is a record that was rewritten whole, with its leaves, its heads and its
checkpoints, by somebody who has the log's key: for that there are witnesses, and ``mappa-verify`` for a copy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg

from gateway.audit.agreement import DISAGREEMENTS
from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, leaf_of
from gateway.audit.published import Published
from gateway.audit.replay import Replay, StoredLeaf
from gateway.audit.stored import BEGINNING, CHUNK, NO_HEAD, WITHOUT_LEAF, Head, heads, leaves, read
from gateway.audit.verdict import Fault, FaultKind, Findings, Verdict
from gateway.transparency.leaf import Leaf
from gateway.transparency.trust import Policy

Progress = Callable[[int, int], None]  # leaves done, leaves in all

GRACE = timedelta(minutes=10)  # a sequencer that runs has come to every entry by then

_WITHOUT_LEAF = f"select e.id, e.recorded_at, e.recorded_at > now() - $2::interval as young from {WITHOUT_LEAF}"  # noqa: S608

_HOW_WITHOUT = "it was inserted by hand, or its leaf was deleted, or the sequencer stands still"


@dataclass(frozen=True, slots=True)
class Asked:
    """How to verify: whose signatures to ask for, and how long an entry may wait for its leaf."""

    policy: Policy | None = None
    grace: timedelta = GRACE


async def verify(dsn: str, progress: Progress | None = None, asked: Asked | None = None) -> Verdict:
    """The whole record at ``dsn``. Entries without a leaf are ``waiting`` until they are older than the grace."""
    asked = asked or Asked()
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            walk = _Verification(connection, progress or (lambda _done, _all: None), asked.policy)
            return await walk.verdict(asked.grace)
    finally:
        await connection.close()


class _Verification:
    """One walk over leaves and heads side by side."""

    def __init__(self, connection: Connection, progress: Progress, policy: Policy | None) -> None:
        self._connection, self._progress = connection, progress
        self._findings = Findings()
        self._replay = Replay(self._findings)
        self._published = Published(connection, policy, self._findings)
        self._coming = heads(connection)
        self._newest = NO_HEAD
        self._leaves = self._heads = self._erased = 0

    async def verdict(self, grace: timedelta) -> Verdict:
        await self._walk()
        await self._shared(grace)
        checkpoints = await self._published.checkpoints()
        waiting = await self._without_leaf(grace)
        return Verdict(
            size=self._newest.size,
            root=self._newest.root,
            leaves=self._leaves,
            heads=self._heads,
            checkpoints=checkpoints,
            waiting=waiting,
            erased=self._erased,
            faults=tuple(self._findings.faults),
            faults_found=self._findings.count,
        )

    async def _walk(self) -> None:
        total = await self._connection.fetchval("select count(*) from audit.leaf")
        head = await self._next_head()
        async for rows in leaves(self._connection):
            entries = [read(row) for row in rows]
            for row, entry in zip(rows, entries, strict=True):
                head = await self._judge(head, row["leaf_index"])
                self._append(row, entry)
            await self._published.look_up()
            self._progress(self._leaves, total)
        head = await self._judge(head, self._replay.next_index)
        while head is not None and (newer := await self._next_head()):
            head = newer
        self._replay.close(head)

    async def _next_head(self) -> Head | None:
        head = await anext(self._coming, None)
        if head is not None:
            self._heads, self._newest = self._heads + 1, head
        return head

    async def _judge(self, head: Head | None, reached: int) -> Head | None:
        """Judges the heads of trees of up to ``reached`` leaves; the one after them."""
        while head is not None and head.size <= reached:
            self._replay.judge(head)
            head = await self._next_head()
        return head

    def _append(self, row: asyncpg.Record, entry: Entry | None) -> None:
        self._leaves += 1
        index, entry_id = row["leaf_index"], row["entry_id"]
        if row["id"] is None and row["erased"] is None:
            says = f"leaf {index}: entry {entry_id} of {row['leaf_recorded_at']} is gone, or its id or time was changed"
            self._add(FaultKind.ENTRY_DELETED, says, index, entry_id)
        elif row["id"] is not None and entry is None:
            self._add(FaultKind.ENTRY_CHANGED, f"leaf {index}: entry {entry_id} cannot be read", index, entry_id)
        self._published.append(row["leaf_hash"])
        self._erased += row["erased"] is not None
        told = _told(row, entry)
        self._replay.append(StoredLeaf(index, entry_id, row["leaf_recorded_at"], row["leaf_hash"], told))

    async def _shared(self, grace: timedelta) -> None:
        """Whether what entries share is there, is what its hash says, and is found by subject."""
        for kind, statement in DISAGREEMENTS.items():
            async for row in self._connection.cursor(statement, grace, prefetch=CHUNK):
                self._add(kind, f"{row['digest'].hex()} {row['says']}", None, row["entry_id"])

    async def _without_leaf(self, grace: timedelta) -> int:
        waiting = 0
        async for row in self._connection.cursor(_WITHOUT_LEAF, BEGINNING, grace, prefetch=CHUNK):
            if row["young"]:
                waiting += 1
            else:
                says = f"entry {row['id']} of {row['recorded_at']} has no leaf: {_HOW_WITHOUT}"
                self._add(FaultKind.ENTRY_WITHOUT_LEAF, says, None, row["id"])
        return waiting

    def _add(self, kind: FaultKind, says: str, at: int | None, entry_id: UUID | None) -> None:
        self._findings.add(Fault(kind, says, at, entry_id))


def _told(row: asyncpg.Record, entry: Entry | None) -> bytes | None:
    """The hash of the leaf that an entry gives, or what is kept of one that was erased."""
    if entry is not None:
        return leaf_of(entry).hash
    return Leaf(row["entry_id"], row["leaf_recorded_at"], row["erased"]).hash if row["erased"] else None
