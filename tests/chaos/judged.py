"""What the clients received, against what the log holds once all is well again."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import asyncpg

from gateway.audit.sequencer import Reach, Sequencer
from gateway.audit.verify import verify
from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.note import Note
from tests.chaos.clients import Received
from tests.gateway.served import Database
from tests.gateway.test_changes_killed import ASTRAY

OUTCOMES = {200: "INVALID", 400: "INVALID", 401: "UNAUTHENTICATED", 503: "FAILED"}  # of an answer that tells nothing


@dataclass(frozen=True, slots=True)
class Judgement:
    """Numbers for a person, and what is wrong; nothing should be."""

    received: Counter[int]  # answers, by status
    entries: int
    leaves: int
    unsent: int  # granted entries whose answer reached nobody
    faults: list[str]


def judged(database: Database, received: Sequence[Received], checkpoints: Sequence[str]) -> Judgement:
    """Every answer, every change, every checkpoint that was kept, and the log as a whole."""
    rows = database.execute("select id, outcome, reason, request_id, act from audit.entry")
    entries = {row["id"]: row for row in rows}
    faults = [fault for each in received for fault in _of_an_answer(each, entries)]
    faults += [f"a record is not where its steps lead: {row}" for row in database.execute(ASTRAY)]
    leaves, wrong = asyncio.run(_log(database))
    faults += wrong + [fault for text in checkpoints for fault in _of_a_checkpoint(database, text)]
    if leaves != len(entries):
        faults.append(f"there are {len(entries)} entries and {leaves} leaves")
    answered = {each.entry for each in received}
    unsent = sum(row["outcome"] == "GRANTED" and row["id"] not in answered for row in rows)
    return Judgement(Counter(each.status for each in received), len(entries), leaves, unsent, faults)


def _of_an_answer(each: Received, entries: dict[object, dict[str, object]]) -> Iterator[str]:
    if each.unrecorded:
        if each.told:
            yield f"request {each.request} was answered and told that it was not recorded"
        return
    entry = entries.get(each.entry)
    if entry is None:
        yield f"request {each.request} was answered {each.status} and its entry {each.entry} is not there"
    elif entry["outcome"] != ("GRANTED" if each.told else OUTCOMES.get(each.status)):
        yield f"request {each.request} was answered {each.status} and its entry says {entry['outcome']}"
    elif entry["request_id"] != each.request and entry["reason"] != "FLOOD":
        yield f"request {each.request} names the entry of another request"


async def _log(database: Database) -> tuple[int, list[str]]:
    """Its leaves once a sequencer has looked at all entries, and what verification finds."""
    sequencer = Sequencer(lambda: asyncpg.connect(database.gateway))
    await sequencer.sequence(Reach.ALL)
    await sequencer.close()
    verdict = await verify(database.owner)
    return verdict.leaves, [f"{fault.kind}: {fault.says}" for fault in verdict.faults]


def _of_a_checkpoint(database: Database, text: str) -> Iterator[str]:
    told = Checkpoint.parse(Note.parse(text.encode()).text)
    found = database.execute("select root from audit.tree_head where size = %s", [told.size])
    if not found or bytes(found[0]["root"]) != told.root:
        yield f"a checkpoint of {told.size} leaves was handed out, and is not of this log"
