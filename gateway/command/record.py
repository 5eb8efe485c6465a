"""Verifying and copying the access record from the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import typer
from rich.console import Console
from rich.progress import Progress

from gateway.audit.copying import Into, NothingToCopy, copy
from gateway.audit.projection import rebuild
from gateway.audit.returned import destroy_returned
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.verdict import Verdict
from gateway.audit.verify import Asked
from gateway.audit.verify import verify as verified
from gateway.command.entered import recorded
from gateway.command.refusal import CommandRefused
from gateway.sequencing import LogRefused, signing_keys
from gateway.transparency.keys import SigningKey
from gateway.transparency.trust import Policy
from policies.vocabulary import Purpose


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


def signing(text: str) -> tuple[SigningKey, ...]:
    """The log's keys, as they are set."""
    try:
        return signing_keys(text)
    except LogRefused as refused:
        raise CommandRefused(str(refused)) from None
