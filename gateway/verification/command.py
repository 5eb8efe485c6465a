"""``mappa-verify``: for auditors, witnesses and whoever holds a receipt. It needs files alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gateway.transparency.leaf import ENTRY_VERSION
from gateway.transparency.receipt import Receipt, Unproved
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import NotTrusted, Policy
from gateway.verification.copy import Copy
from gateway.verification.pack import subjects, unlike, verified
from gateway.verification.report import Report
from gateway.verification.walk import Asked, verify

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="Verify the access record.")

PolicyFile = Annotated[Path, typer.Option("--policy", help="A policy file: the keys that you trust.")]


class Refused(Exception):
    """What cannot be verified, or does not verify, in one sentence."""


@app.command()
def receipt(
    file: Annotated[Path, typer.Argument(help="A receipt, as the gateway handed it out.")],
    policy: PolicyFile,
    entry: Annotated[
        Path | None, typer.Option("--entry", help="The entry's body, a line of JSON, where you have it.")
    ] = None,
    named: Annotated[
        Path | None, typer.Option("--named", help="The folder of what entries name by its hash; with --entry.")
    ] = None,
) -> None:
    """Verify one receipt, and say which entry it proves to be in the log.

    Example: mappa-verify receipt 0193a8c1-7d0e-7c4b-9b1f-3d2f6a1e8c55.tlog-proof --policy policy.txt
    """
    body = ENTRY_VERSION + _read(entry).removesuffix(b"\n") if entry else None
    try:
        proved = Receipt.parse(_read(file)).proved(_policy(policy), body)
    except (FormatRefused, NotTrusted, Unproved) as error:
        raise Refused(f"{file} does not verify: {error}") from None
    checkpoint = proved.endorsed.checkpoint
    typer.echo(f"Entry {proved.leaf.entry_id}, recorded at {proved.leaf.recorded_at.isoformat()},")
    typer.echo(f"is leaf {proved.index} of {checkpoint.origin}, under the checkpoint of {checkpoint.size} leaves.")
    for name, at in sorted(proved.endorsed.witnesses.items()):
        typer.echo(f"Witness {name} saw it at {at.isoformat()}.")
    if body is not None:
        typer.echo("The entry that was given is the one that was recorded.")
        if named is not None:
            _tell_named(body, named)


def _tell_named(body: bytes, folder: Path) -> None:
    """Each digest in a proved entry against the file of its name, and whom it was about as far as there are keys."""
    for says in unlike(body, folder):
        raise Refused(f"{says}.")
    typer.echo("Whom it was about and what they were shown are as they were recorded.")
    try:
        about = subjects(body, folder)
    except (FormatRefused, OSError) as error:
        raise Refused(f"{error}.") from None
    if about is not None:
        typer.echo("It was about " + ", ".join(str(UUID(subject)) for subject in about) + ".")


@app.command()
def pack(
    folder: Annotated[Path, typer.Argument(help="A pack, as `mappa audit pack` makes it.")],
    policy: PolicyFile,
) -> None:
    """Verify every entry of a pack for the Information Commissioner: its proof, its body, and what it names.

    Example: mappa-verify pack pack --policy policy.txt
    """
    with _bar("Verifying the pack") as told:
        found = verified(folder, _policy(policy), told)
    for says in found.faults:
        typer.echo(f"  fault: {says}")
    if found.faults or not found.entries:
        raise Refused(f"The pack does not verify: {len(found.faults)} faults, {found.entries} entries are proved.")
    typer.echo(f"{found.entries} entries are in the log as they were recorded, from {found.first} to {found.last}.")


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """How far it is, on a terminal: called with what is done, and how much there is."""
    terminal = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@app.command()
def copy(
    folder: Annotated[Path, typer.Argument(help="A copy of the log, as `mappa audit copy` makes it.")],
    policy: PolicyFile,
    kept: Annotated[
        list[Path] | None,
        typer.Option("--kept", help="A checkpoint that you kept from before: the copy must hold its tree. Repeatable."),
    ] = None,
    keys: Annotated[
        Path | None, typer.Option("--keys", help="The folder of what opens the entries, as it was made with the copy.")
    ] = None,
    quiet: Annotated[float, typer.Option(help="Tell of longer than so many hours in which nothing was recorded.")] = 24,
) -> None:
    """Verify a whole copy of the log: every leaf, entry, tile, checkpoint and cosignature.

    Example: mappa-verify copy /mnt/access-record --keys /mnt/keys --policy policy.txt --kept last-month.checkpoint
    """
    pinned = tuple((str(path), _read(path)) for path in kept or ())
    asked = Asked(Copy(folder, keys), _policy(policy), pinned, timedelta(hours=quiet))
    with _bar("Verifying the copy") as told:
        report = verify(asked, told)
    _tell(report)
    if not report.sound:
        raise Refused(f"The copy does not verify: {report.faults_found} faults.")


def _tell(report: Report) -> None:
    typer.echo(
        f"{report.leaves} leaves, {report.erased} of them with their entry erased; "
        f"{report.checkpoints} checkpoints, {report.cosigned} of them cosigned by enough witnesses."
    )
    if report.unopened:
        says = "are sealed, and their keys were not given: that they are in the log is verified, not what they say"
        typer.echo(f"{report.unopened} entries {says}.")
    for name, at in sorted(report.last_seen.items()):
        typer.echo(f"Witness {name} cosigned last at {at.isoformat()}.")
    for says in report.notes:
        typer.echo(f"  look into: {says}")
    if report.notes_found > len(report.notes):
        typer.echo(f"  look into: {report.notes_found - len(report.notes)} more of these")
    for says in report.faults:
        typer.echo(f"  fault: {says}")
    if report.endorsed is not None and report.sound:
        checkpoint = report.endorsed.checkpoint
        typer.echo(
            f"It is the log {checkpoint.origin} whole, up to {checkpoint.size} leaves.\nRoot {checkpoint.root.hex()}"
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from None


def _policy(path: Path) -> Policy:
    try:
        return Policy.parse(_read(path))
    except FormatRefused as error:
        raise Refused(f"{path} is no policy: {error}.") from None


def main() -> NoReturn:
    """Run the command; what is refused is said in one sentence, with exit code 1."""
    try:
        app(prog_name="mappa-verify")
    except Refused as refused:
        typer.secho(str(refused), err=True, fg="red")
        sys.exit(1)
    sys.exit(0)
