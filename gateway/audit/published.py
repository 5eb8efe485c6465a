"""Whether what was said of the record to others fits what is stored: checkpoints, cosignatures, roots of subtrees."""

from collections.abc import Iterator, Mapping, Sequence

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.stored import BEGINNING
from gateway.audit.verdict import Fault, FaultKind, Findings
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.note import Note, Signature
from gateway.transparency.text import FormatRefused
from gateway.transparency.tiles import WIDTH, Grower, Subtree
from gateway.transparency.trust import NotTrusted, Policy

CHUNK = 1_000
_BEFORE_ALL = -(2**63)

_CHECKPOINTS = """
select c.size, c.signed_at, c.root, c.note, h.root as head_root,
    array(select s.line from audit.cosignature s where s.size = c.size order by s.witness) as lines
from audit.checkpoint c left join audit.tree_head h on h.size = c.size
where (c.size, c.signed_at) > ($1, $2) order by c.size, c.signed_at limit $3
"""
_SIGNED_FOR = "select coalesce(max(size), 0) from audit.checkpoint"
_SUBTREES = """
select s.level, s.index, s.hash from audit.subtree s
join unnest($1::smallint[], $2::bigint[]) as t (level, index) on t.level = s.level and t.index = s.index
"""


def cosigned(note: str, lines: Sequence[str]) -> Note:
    """A checkpoint with the cosignatures that were gathered for it. Raises ``FormatRefused``."""
    return Note.parse(note.encode()).with_signatures(Signature.parse(line) for line in lines)


class Published:
    """Give it each leaf's hash in order, then ``look_up`` now and then, and ``checkpoints`` in the end."""

    def __init__(self, connection: Connection, policy: Policy | None, findings: Findings) -> None:
        self._connection, self._policy, self._findings = connection, policy, findings
        self._tree = Grower()
        self._signed_for: int | None = None

    def append(self, leaf: bytes) -> None:
        """The next leaf as it is stored."""
        self._tree.append(leaf)

    async def look_up(self) -> None:
        """Whether the subtrees that became whole since are stored as they are."""
        if self._signed_for is None:
            self._signed_for = await self._connection.fetchval(_SIGNED_FOR)
        due = [each for each in self._tree.taken() if (each.index + 1) * WIDTH**each.level <= self._signed_for]
        rows = await self._connection.fetch(_SUBTREES, [each.level for each in due], [each.index for each in due])
        stored = {(row["level"], row["index"]): row["hash"] for row in rows}
        for each in due:
            self._compare(each, stored)

    def _compare(self, subtree: Subtree, stored: Mapping[tuple[int, int], bytes]) -> None:
        if stored.get((subtree.level, subtree.index)) != subtree.hash:
            first = subtree.index * WIDTH**subtree.level
            says = f"the root of the {WIDTH**subtree.level} leaves from {first} on is not stored as it is"
            self._findings.add(Fault(FaultKind.SUBTREE_CHANGED, f"{says}: proofs made from it will not verify", first))

    async def checkpoints(self) -> int:
        """Judges each checkpoint against the head of its size, which is judged against the leaves; their number."""
        size, since, number = _BEFORE_ALL, BEGINNING, 0
        while rows := await self._connection.fetch(_CHECKPOINTS, size, since, CHUNK):
            for row in rows:
                for says in self._wrong(row):
                    told = f"the checkpoint of {row['size']} leaves {says}"
                    self._findings.add(Fault(FaultKind.CHECKPOINT_MISMATCH, told, row["size"]))
            number += len(rows)
            size, since = rows[-1]["size"], rows[-1]["signed_at"]
        return number

    def _wrong(self, row: asyncpg.Record) -> Iterator[str]:
        if row["head_root"] is None:
            yield "has no head: the log was cut off, or the head deleted"
        elif row["head_root"] != row["root"]:
            yield "has another root than the head: one of them was changed"
        try:
            note = cosigned(row["note"], row["lines"])
            checkpoint = Checkpoint.parse(note.text)
            if (checkpoint.size, checkpoint.root) != (row["size"], row["root"]):
                yield "says another size or root than what stands beside it"
            if self._policy is not None:
                self._policy.signed(note)
        except (FormatRefused, NotTrusted) as error:
            yield f"is not as it was signed: {error}"
