"""Verifying the access record from the command line."""

import typer
from rich.console import Console
from rich.progress import Progress

from gateway.audit.verdict import Verdict
from gateway.audit.verify import verify as verified
from gateway.command.refusal import CommandRefused


async def verify(dsn: str) -> None:
    """Say that the record is sound, or exactly what is wrong and where."""
    terminal = Console(stderr=True)
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task("Verifying the access record", total=None)
        verdict = await verified(dsn, lambda done, total: progress.update(task, completed=done, total=total))
    typer.echo(_told(verdict))
    for fault in verdict.faults:
        typer.echo(f"  {fault.kind}: {fault.says}")
    if not verdict.sound:
        raise CommandRefused(f"The access record is not as it was written: {verdict.faults_found} faults.")


def _told(verdict: Verdict) -> str:
    return (
        f"{verdict.leaves} entries in a tree of {verdict.size}, {verdict.heads} heads, {verdict.waiting} waiting.\n"
        f"Root {verdict.root.hex()}"
    )
