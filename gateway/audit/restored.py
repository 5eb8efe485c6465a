"""Where a database stands that was restored from a backup: whether it may go on as the log that it was.

It is what a signer asks before its first signature, and nothing is signed for it. Witnesses are shown the newest
checkpoint that is here, or an empty tree, which is consistent with whatever they saw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gateway.audit.connection import Connection
from gateway.audit.memory import Memory
from gateway.audit.regrowth import LogRolledBackError
from gateway.audit.signing import NotConfirmed, Signed, newest_signed
from gateway.audit.stored import last_head
from gateway.audit.witnessing import Witnesses
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import SigningKey
from gateway.transparency.note import Note
from gateway.transparency.tree import EMPTY


class Way(StrEnum):
    """How the log may go on."""

    ON = "The log goes on as it was: nothing is lost that was signed for"
    ANEW = "The log goes on under a new name, which nobody has seen signed"
    NOT_AT_ALL = "The log may not go on under this name: more was signed for than is here"
    NAME_TAKEN = "The log may not go on under this name: it was signed for, and what was signed is not here"
    OTHER_NAME = "The log may not go on with these keys: what was signed here is another log's"
    NOT_KNOWN = "The log may not go on yet: nobody outside the database says what was signed for"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the log may go on, what that rests on in words, and how many leaves there are."""

    way: Way
    says: str
    leaves: int


@dataclass(frozen=True, slots=True)
class Outside:
    """Whoever knows what was signed and is not restored with the database."""

    memories: Mapping[str, Memory]  # of the replicas, by where they are
    witnesses: Witnesses | None


async def standing(connection: Connection, keys: Sequence[SigningKey], outside: Outside) -> Standing:
    """Where it stands. Raises ``LogDamagedError`` or ``MemoryLost`` for a checkpoint or memory nobody can read."""
    leaves, last = (await last_head(connection)).size, await newest_signed(connection)
    try:
        way, says = await _way(leaves, last, keys, outside)
    except LogRolledBackError as error:
        way, says = (Way.NOT_AT_ALL if last is not None else Way.NAME_TAKEN), str(error)
    return Standing(way, says, leaves)


async def _way(leaves: int, last: Signed | None, keys: Sequence[SigningKey], outside: Outside) -> tuple[Way, str]:
    """Raises ``LogRolledBackError`` where somebody knows of more than is here."""
    origin = keys[0].verifier.name
    if last is not None and last.checkpoint.origin != origin:
        return Way.OTHER_NAME, f"it is the log {last.checkpoint.origin}, and the keys are of {origin}"
    remembered = _remembered(origin, outside.memories)
    _require_here(last, leaves, remembered)
    known = [f"{where} remembers {each.size} leaves" for where, each in remembered.items()]
    try:
        known += await _witnessed(last, keys, outside.witnesses)
    except NotConfirmed as error:
        if not known:
            return Way.NOT_KNOWN, str(error)
    if last is not None and not known:
        return Way.NOT_KNOWN, "neither a replica's memory nor a witness was asked"
    return (Way.ON if last is not None else Way.ANEW), "; ".join(known)


def _remembered(origin: str, memories: Mapping[str, Memory]) -> dict[str, Checkpoint]:
    found = {where: memory.newest(origin) for where, memory in memories.items()}
    return {where: checkpoint for where, checkpoint in found.items() if checkpoint is not None}


def _require_here(last: Signed | None, leaves: int, remembered: Mapping[str, Checkpoint]) -> None:
    """That no replica remembers what is not here. The tree itself is regrown before it is signed."""
    for where, each in remembered.items():
        other = last is not None and last.checkpoint.size == each.size and last.checkpoint.root != each.root
        if last is None or each.size > leaves or other:
            what = "another tree of" if other else "a signature for"
            raise LogRolledBackError(f"{where} remembers {what} {each.size} leaves, and there are {leaves} here")


async def _witnessed(last: Signed | None, keys: Sequence[SigningKey], witnesses: Witnesses | None) -> list[str]:
    """Raises ``LogRolledBackError`` where some have seen more, ``NotConfirmed`` where too few answer."""
    if witnesses is None:
        return []
    empty = Note.signed(Checkpoint(keys[0].verifier.name, 0, EMPTY).text, tuple(keys))
    await witnesses.confirm(*((last.note, last.checkpoint.size) if last is not None else (empty, 0)))
    return ["enough witnesses have seen nothing newer"]
