"""The checkpoints of a copy: who signed each, and who cosigned it and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.transparency.note import Note
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import NotTrusted, Policy


@dataclass(frozen=True, slots=True)
class Stated:
    """A checkpoint that the log signed, and where it was found."""

    where: str
    size: int
    root: bytes
    cosigned: dict[str, datetime]  # by the witnesses' names in the policy
    enough: bool  # cosigned, as the quorum asks


@dataclass(frozen=True, slots=True)
class Batch:
    """Some checkpoints to be judged, each with where it was found."""

    policy: Policy
    notes: Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Those that are signed, what is wrong with the others, and what to look into."""

    stated: list[Stated]
    faults: list[str]
    notes: list[str]


def judged(batch: Batch) -> Judged:
    """Each signature of each."""
    found = Judged([], [], [])
    known = {(key.name, key.id) for key in batch.policy.logs}
    known |= {(each.key.name, each.key.id) for each in batch.policy.witnesses.values()}
    for where, data in batch.notes:
        try:
            note = Note.parse(data)
            signed = batch.policy.signed(note)
        except (FormatRefused, NotTrusted) as error:
            found.faults.append(f"{where}: {error}")
            continue
        for name in sorted({each.name for each in note.signatures if (each.name, each.key_id) not in known}):
            found.notes.append(f"{where}: bears a signature of {name} by a key that is not in the policy")
        told = signed.checkpoint
        enough = batch.policy.met_by(set(signed.witnesses))
        found.stated.append(Stated(where, told.size, told.root, dict(signed.witnesses), enough))
    return found
