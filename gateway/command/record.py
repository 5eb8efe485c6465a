"""Verifying the access record from the command line, and the keys of its log."""

import os
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from gateway.audit.verdict import Verdict
from gateway.audit.verify import Asked
from gateway.audit.verify import verify as verified
from gateway.command.refusal import CommandRefused
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy


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
    if not verdict.sound:
        raise CommandRefused(f"The access record is not as it was written: {verdict.faults_found} faults.")


def _told(verdict: Verdict) -> str:
    return (
        f"{verdict.leaves} entries in a tree of {verdict.size}, {verdict.heads} heads, "
        f"{verdict.checkpoints} checkpoints, {verdict.waiting} waiting.\n"
        f"Root {verdict.root.hex()}"
    )


def policy(path: Path) -> Policy:
    """The policy in a file."""
    try:
        return Policy.parse(path.read_bytes())
    except (OSError, FormatRefused) as error:
        raise CommandRefused(f"{path} is no policy: {error}. docs/audit.md shows one.") from None


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
            f"{out} cannot be written ({error.strerror}): name a file that is not there yet."
        ) from None
    return str(key.verifier)
