"""``mappa audit restored``: how far restoring a backup has come, what is wrong with that, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx2

from gateway.audit.connection import Connection
from gateway.audit.cosigning import Post
from gateway.audit.memory import MemoryLost, Remembered
from gateway.audit.restored import Outside, Standing, Way, standing
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.witnessing import Witnesses
from gateway.command.refusal import CommandRefused
from gateway.sequencing import MEMORY, WITNESS_BUDGET, posting
from gateway.transparency.keys import SigningKey
from gateway.transparency.trust import Policy
from migrations.newest import newest

_THERE = """
select to_regclass('audit_keys.subject_key') is not null as keys, to_regnamespace('audit') is not null as begun,
    to_regclass('audit.access') is not null and to_regclass('public.alembic_version') is not null as record
"""
_GONE = "select count(*) from audit.key_fault"
_BACK = "select count(*) from audit.key_returned"

AGAIN = "empty the database and restore again, the keys first, then the record (docs/operations.md, Restoring)"
WITHOUT = (
    "Where people decide that the restored record is to stand, empty the database, restore it again without what was "
    "signed, and set a key of another name (docs/operations.md, Restoring); then run this again"
)
EVIDENCE = (
    "Give each replica a new folder for MAPPA_LOG_MEMORY. Keep what the old log signed as evidence, and write down who "
    "decided this, when and why, and which entries are gone."
)
THEN = "Next: `mappa audit verify`, `mappa rules assess`, and only then let anybody in."


@dataclass(frozen=True, slots=True)
class Restored:
    """What is known of the log: its keys, whom to trust, and the folders in which its replicas remember."""

    keys: Sequence[SigningKey]
    policy: Policy | None
    memories: Sequence[Path]


async def restored(dsn: str, given: Restored, post: Post | None = None) -> list[str]:
    """What to do next, and what to know. Raises ``CommandRefused`` where it may not go on so."""
    connection = await asyncpg.connect(dsn)
    try:
        await _in_order(connection)
        told = await _keys(connection)
        async with httpx2.AsyncClient(timeout=WITNESS_BUDGET, trust_env=False) as client:
            found = await _stands(connection, dsn, given, post or posting(client))
    except (LogDamagedError, MemoryLost) as error:
        raise CommandRefused(f"What was signed cannot be read: {error}.") from None
    finally:
        await connection.close()
    return [*told, *_told(found, given)]


async def _in_order(connection: Connection) -> None:
    there = await connection.fetchrow(_THERE)
    assert there is not None  # noqa: S101 - one row, whatever is there
    if not there["keys"]:
        if there["begun"]:
            raise CommandRefused(f"The record was restored before its keys: {AGAIN}.")
        raise CommandRefused("Nothing is restored here yet. Next: the roles, then `pg_restore` of keys.dump.")
    if not there["record"]:
        if there["begun"]:
            raise CommandRefused(f"The record is here in part, for its restoring was broken off: {AGAIN}.")
        raise CommandRefused("Only the keys are here. Next: `pg_restore` of record.dump.")
    at = await connection.fetchval("select version_num from public.alembic_version")
    if at < newest():
        raise CommandRefused("The record is older than this version. Next: `mappa migrate`; then run this again.")
    if at > newest():
        raise CommandRefused("The record is of a newer version than this one: go on with that version.")


async def _keys(connection: Connection) -> list[str]:
    gone, back = await connection.fetchval(_GONE), await connection.fetchval(_BACK)
    told = []
    if gone:
        told.append(
            f"{gone} keys are missing, and with each whom some entries were about: where there is a backup of the keys "
            f"that is newer than the record's, {AGAIN}."
        )
    if back:
        told.append(f"{back} keys that had been destroyed are back: `mappa audit verify` destroys them again.")
    return told


async def _stands(connection: Connection, dsn: str, given: Restored, post: Post) -> Standing:
    asked = given.policy is not None and any(each.url for each in given.policy.witnesses.values())
    witnesses = Witnesses(lambda: asyncpg.connect(dsn), given.policy, post) if given.policy and asked else None
    memories = {str(folder): Remembered(folder / MEMORY) for folder in given.memories}
    return await standing(connection, given.keys, Outside(memories, witnesses))


def _told(found: Standing, given: Restored) -> list[str]:
    name, says = given.keys[0].verifier.name, found.way + (f" ({found.says})" if found.says else "")
    if found.way is Way.ON:
        return [f"{says}. {found.leaves} leaves are here.", f"The settings stay as they were. {THEN}"]
    if found.way is Way.ANEW:
        line = f"log {given.keys[0].verifier}"
        return [
            f"{says}. {found.leaves} leaves are here, and are signed for as {name}.",
            f"Put this line beside the old one into everybody's policy file, the witnesses' too: {line}",
            EVIDENCE,
            THEN,
        ]
    raise CommandRefused(f"{says}. {_REMEDIES[found.way].format(name=name)}.")


_REMEDIES = {
    Way.NOT_AT_ALL: f"Look for a newer backup. {WITHOUT}",
    Way.NAME_TAKEN: "Make a key of another name (`mappa audit key {name}-2 --out log.key`), set MAPPA_LOG_KEYS to it "
    "alone, and run this again",
    Way.OTHER_NAME: f"Set MAPPA_LOG_KEYS to its key, to go on as it was. {WITHOUT}",
    Way.NOT_KNOWN: "Give each replica's MAPPA_LOG_MEMORY as --memory, and as --policy the file with the witnesses' "
    "addresses; a witness watches a new log once the log's line is in its own policy file",
}
