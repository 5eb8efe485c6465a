"""Verifying the access record from the command line, and the keys of its log."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import typer
from rich.console import Console
from rich.progress import Progress

from agencies.keys import uuid7
from gateway.audit.connection import Connection
from gateway.audit.copying import Into, NothingToCopy, copy
from gateway.audit.entry import Entry
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.projection import rebuild
from gateway.audit.returned import destroy_returned
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.sharing import Shared, Told, packed, reading_of, shared
from gateway.audit.verdict import Verdict
from gateway.audit.verify import Asked
from gateway.audit.verify import verify as verified
from gateway.command.refusal import CommandRefused
from gateway.sequencing import LogRefused, signing_keys
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy
from policies.vocabulary import LOG_PURPOSES, Act, Outcome, Purpose

TOWARDS_NOBODY = "none/ordinary"  # the place of what is taken out of the record without a standing


async def verify(dsn: str, policy: Policy | None) -> None:
    """Say that the record is sound, or exactly what is wrong and where."""
    terminal = Console(stderr=True)
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task("Verifying the access record", total=None)
        verdict = await verified(
            dsn, lambda done, total: progress.update(task, completed=done, total=total), Asked(policy)
        )
    typer.echo(_told(verdict))
    for fault in verdict.faults:
        typer.echo(f"  {fault.kind}: {fault.says}")
    if verdict.keys_returned:
        typer.echo(await _destroyed_again(dsn))
    if not verdict.sound:
        raise CommandRefused(f"The access record is not as it was written: {verdict.faults_found} faults.")


async def _destroyed_again(dsn: str) -> str:
    """What a restore brought back does not wait for the next start."""
    connection = await asyncpg.connect(dsn)
    try:
        number = await destroy_returned(connection)
    except asyncpg.InsufficientPrivilegeError:
        return (
            "Keys that were destroyed are there again: run this as the owner, or start mappa sequence, to destroy them."
        )
    finally:
        await connection.close()
    return f"{number} keys and secrets that a restore had brought back were destroyed again: verify once more."


async def reindexed(dsn: str) -> int:
    """Make the index of subjects anew; the number of its rows."""
    connection = await asyncpg.connect(dsn)
    try:
        return await rebuild(connection)
    finally:
        await connection.close()


@contextmanager
def _bar(of: str) -> Iterator[Callable[[int, int], None]]:
    """How far it is, on a terminal: called with what is done, and how much there is."""
    terminal = Console(stderr=True)
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task(of, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _told(verdict: Verdict) -> str:
    return (
        f"{verdict.leaves} entries in a tree of {verdict.size}, {verdict.heads} heads, "
        f"{verdict.checkpoints} checkpoints, {verdict.waiting} waiting, {verdict.erased} erased.\n"
        f"Root {verdict.root.hex()}"
    )


async def copied(dsn: str, into: Into, policy: Policy, purpose: Purpose) -> str:
    """Record that the log is copied, then copy it; what was copied."""
    if into.keys and into.keys.resolve() == into.folder.resolve():
        raise CommandRefused("Give --keys a folder apart: with its keys inside, anybody could read the copy.")
    connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "copy", purpose)
        with _bar("Copying the access record") as told:
            checkpoint = await copy(connection, into, policy, told)
    except (NothingToCopy, LogDamagedError) as refused:
        raise CommandRefused(f"The log cannot be copied: {refused}.") from None
    finally:
        await connection.close()
    return f"{checkpoint.size} leaves copied to {into.folder}{_opened_by(into.keys)}.\nRoot {checkpoint.root.hex()}"


def _opened_by(keys: Path | None) -> str:
    return f", what opens it to {keys}" if keys else ""


def log_purpose(stated: str) -> Purpose:
    """A purpose for which the access record may be used; anything else is refused."""
    found = next((purpose for purpose in LOG_PURPOSES if purpose.name == stated.upper()), None)
    if found is None:
        allowed = ", ".join(purpose.name for purpose in LOG_PURPOSES)
        raise CommandRefused(f"{stated} is no purpose for which the access record may be used: state one of {allowed}.")
    return found


async def recorded(connection: Connection, operation: str, purpose: Purpose, subject: UUID | None = None) -> None:
    """Whoever takes the record out of the database leaves an entry in it first, under their name on this machine."""
    entry, named = told_of(Doing(operation, purpose), Told(TOWARDS_NOBODY, {}), subject)
    await connection.execute(INSERT, *columns([parameters(entry, named)]))


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done from the command line, why, and with how many entries of the record."""

    operation: str
    purpose: Purpose
    act: Act = Act.CONSULT_ACCESS_RECORD
    entries: int = 0
    of: str = "audit"  # the command it belongs to


def told_of(doing: Doing, told: Told, subject: UUID | None = None) -> tuple[Entry, Shared]:
    """The entry of it, and what the entry names."""
    named = shared(packed([(0, subject)]) if subject else b"", reading_of({0: told}, told))
    entry = Entry(
        id=uuid7(),
        recorded_at=datetime.now(UTC),
        request_id=uuid7(),
        act=doing.act.name,
        outcome=Outcome.GRANTED.name,
        reason=None,
        principal_id=None,
        principal_name=getpass.getuser(),
        agency=None,
        roles=[],
        client=f"mappa {doing.of} {doing.operation}",
        acting=[],
        human=True,
        purpose=doing.purpose.name,
        operation_name=doing.operation,
        document_hash=None,
        variables={},
        subject_set=named.digest,
        reading=named.reading.digest if named.reading else None,
        policy_version="",
        row_count=doing.entries,
        duration_us=0,
    )
    return entry, named


def policy(path: Path) -> Policy:
    """The policy in a file."""
    try:
        return Policy.parse(path.read_bytes())
    except (OSError, FormatRefused) as error:
        raise CommandRefused(f"{path} is no policy: {error}. docs/audit.md shows one.") from None


def signing(text: str) -> tuple[SigningKey, ...]:
    """The log's keys, as they are set."""
    try:
        return signing_keys(text)
    except LogRefused as refused:
        raise CommandRefused(str(refused)) from None


def new_key(name: str, out: Path, *, witness: bool) -> str:
    """Write a new signing key where nothing is yet, readable by its owner alone; the verifier's key."""
    try:
        key = SigningKey.generate(name, KeyType.COSIGNATURE if witness else KeyType.LOG)
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.written() + "\n")
    except FormatRefused as error:
        raise CommandRefused(f"{error}. Give a name such as example.org/mappa.") from None
    except OSError as error:
        raise CommandRefused(
            f"{out} cannot be written ({error.strerror}): name a new file, in a folder that is there."
        ) from None
    return str(key.verifier)
