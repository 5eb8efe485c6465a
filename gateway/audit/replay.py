"""Grows the tree again from stored leaves, judging each head as it is reached. Pure.

Each stretch of leaves between two heads is judged apart: after a head, the tree goes on from that head's own
frontier, so that one wrong leaf does not put every later head in the wrong.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.audit.stored import Head
from gateway.audit.verdict import TOLD, Fault, FaultKind, Findings
from gateway.transparency.tree import Frontier


@dataclass(frozen=True, slots=True)
class StoredLeaf:
    """A leaf as it is stored, and the hash that its entry gives now: ``None`` where there is no readable entry."""

    index: int
    entry_id: UUID
    recorded_at: datetime
    leaf_hash: bytes
    entry_hash: bytes | None

    @property
    def key(self) -> tuple[datetime, UUID]:
        """What leaves under one head are ordered by."""
        return self.recorded_at, self.entry_id


class Replay:
    """Give it leaves by ``append`` and heads by ``judge``, each in order, a head after the last leaf under it."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.next_index = 0
        self._by_leaves = Frontier()
        self._begin(Frontier(), 0)

    def _begin(self, tree: Frontier, first: int) -> None:
        """A new stretch, from leaf ``first``."""
        self._first = first
        self._by_leaves = tree
        self._by_entries: Frontier | None = None  # while it would differ from the other
        self._suspects: list[StoredLeaf] = []
        self._previous: StoredLeaf | None = None
        self._gap = False

    def append(self, leaf: StoredLeaf) -> None:
        """The next leaf."""
        if leaf.index < self.next_index:
            self._add(FaultKind.LEAF_ADDED, f"leaf {leaf.index} has no place in the tree", leaf.index, leaf.entry_id)
            return
        self._note_gap(leaf.index)
        self._note_order(leaf)
        self._note_content(leaf)
        self._by_leaves.append(leaf.leaf_hash)
        self.next_index = leaf.index + 1

    def _note_gap(self, index: int) -> None:
        if index > self.next_index:
            self._gap = True
            says = f"leaves {self.next_index} to {index - 1} are missing"
            self._add(FaultKind.LEAF_MISSING, says, self.next_index)
            self.next_index = index

    def _note_order(self, leaf: StoredLeaf) -> None:
        """Under one head leaves were appended by time and id."""
        if self._previous is not None and leaf.key <= self._previous.key:
            says = f"leaf {leaf.index} was recorded before leaf {self._previous.index} of the same batch"
            self._add(FaultKind.REORDERED, says, leaf.index, leaf.entry_id)
        self._previous = leaf

    def _note_content(self, leaf: StoredLeaf) -> None:
        """Where leaf and entry differ, the head will say which of them was changed."""
        if leaf.entry_hash is not None and leaf.entry_hash != leaf.leaf_hash:
            if self._by_entries is None:
                self._by_entries = Frontier(self._by_leaves.size, self._by_leaves.hashes)
            self._suspects.append(leaf)
            if len(self._suspects) == TOLD:
                self._accuse(FaultKind.ENTRY_CHANGED)  # so many that telling them apart is no use
        if self._by_entries is not None:
            self._by_entries.append(leaf.entry_hash or leaf.leaf_hash)

    def judge(self, head: Head) -> None:
        """The leaves since the last head, by this one. A head beyond the last leaf is for ``close``."""
        self._note_gap(head.size)
        tree = head.grown_from()
        if tree is None:
            says = f"the head of {head.size} leaves does not agree with itself: its root is not its frontier's"
            self._add(FaultKind.HEAD_CHANGED, says, head.size)
        self._accuse(self._culprit(head, known=tree is not None))
        self._begin(tree or self._by_leaves, self.next_index)

    def _culprit(self, head: Head, *, known: bool) -> FaultKind:
        fits = self._by_leaves.root() == head.root
        if fits or self._gap or not known:
            return FaultKind.ENTRY_CHANGED
        if self._by_entries is not None and self._by_entries.root() == head.root:
            return FaultKind.LEAF_CHANGED
        says = f"leaves {self._first} to {head.size - 1} do not give the root of the head of {head.size} leaves"
        self._add(
            FaultKind.HEAD_MISMATCH, f"{says}: leaves were changed, replaced or reordered, or the head", head.size
        )
        return FaultKind.ENTRY_CHANGED

    def _accuse(self, kind: FaultKind) -> None:
        whose = "the entry is not what its leaf was made of"
        if kind is FaultKind.LEAF_CHANGED:
            whose = "the leaf is not its entry's, and the head says that the entry is right"
        for leaf in self._suspects:
            self._add(kind, f"leaf {leaf.index}, entry {leaf.entry_id}: {whose}", leaf.index, leaf.entry_id)
        self._suspects = []

    def close(self, beyond: Head | None) -> None:
        """After the last leaf and the last head that it reaches; ``beyond`` is the newest head past it, if any."""
        self._accuse(FaultKind.ENTRY_CHANGED)
        last = self.next_index - 1
        if beyond is not None:
            says = f"the head of {beyond.size} leaves has no leaf after {last}: the end of the log was cut off"
            self._add(FaultKind.TRUNCATED, says, self.next_index)
        elif last >= self._first:
            says = f"leaves {self._first} to {last} are under no head: they were added, or heads deleted"
            self._add(FaultKind.LEAF_ADDED, says, self._first)

    def _add(self, kind: FaultKind, says: str, at: int, entry_id: UUID | None = None) -> None:
        self._findings.add(Fault(kind, says, at, entry_id))
