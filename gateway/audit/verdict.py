"""What a verification found: kinds of fault, where each is, and the whole in one value."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

TOLD = 100  # faults described; the rest are counted


class FaultKind(StrEnum):
    """What can have been done to the record. ``Fault.at`` is a leaf's index, or for a head the size of its tree."""

    ENTRY_CHANGED = "entry changed"
    ENTRY_DELETED = "entry deleted"
    ENTRY_WITHOUT_LEAF = "entry without leaf"
    LEAF_CHANGED = "leaf changed"
    LEAF_MISSING = "leaf missing"
    LEAF_ADDED = "leaf added"
    REORDERED = "leaves reordered"
    TRUNCATED = "log truncated"
    HEAD_CHANGED = "head changed"
    HEAD_MISMATCH = "head does not fit"
    CHECKPOINT_MISMATCH = "checkpoint does not fit"
    SUBTREE_CHANGED = "root of a subtree changed"
    SHARED_CHANGED = "what entries share changed"
    SHARED_MISSING = "what an entry names missing"
    ERASED_UNRECORDED = "erasure that no entry tells of"
    SUBJECT_MISSING = "subject missing from the index"
    SUBJECT_ADDED = "subject added to the index"
    KEY_CHANGED = "key of a subject changed or missing"
    KEY_RETURNED = "key brought back that was destroyed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not agree, in words for the person who must look into it."""

    kind: FaultKind
    says: str
    at: int | None = None
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``size`` and ``root`` are the newest head's: compare them with a copy kept elsewhere."""

    size: int
    root: bytes
    leaves: int
    heads: int
    checkpoints: int
    erased: int  # by a rule, and on record
    waiting: int  # entries so young that the sequencer may yet come to them
    faults: tuple[Fault, ...]
    faults_found: int  # all of them; ``faults`` describes the first hundred

    @property
    def keys_returned(self) -> bool:
        """Whether a restore brought back keys that were destroyed."""
        return any(fault.kind is FaultKind.KEY_RETURNED for fault in self.faults)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.faults_found == 0


@dataclass(slots=True)
class Findings:
    """Gathers faults in bounded memory."""

    faults: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, fault: Fault) -> None:
        """One fault more."""
        self.count += 1
        if len(self.faults) < TOLD:
            self.faults.append(fault)
