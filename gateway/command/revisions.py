"""Laws to compare: a git revision's, a directory's, or the one that is being worked on."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gateway.command.refusal import CommandRefused
from policies.grammar import PolicyRefused, Source
from policies.sources import DIRECTORY, read

WORKING = "WORKING"


@dataclass(frozen=True, slots=True)
class Named:
    """A law by the name it was asked for."""

    name: str
    sources: tuple[Source, ...]


def pair(said: str, other: str | None) -> tuple[Named, Named]:
    """``A..B``, ``A`` (and the working tree), or ``A B``; each a revision, a directory or WORKING."""
    before, dots, after = (said, "", other) if Path(said).is_dir() else said.partition("..")
    if dots and other is not None:
        raise CommandRefused(f"{said} names two laws, and {other} is a third: give two.")
    return law_of(before or WORKING), law_of(after or other or WORKING)


def law_of(name: str) -> Named:
    """The law of a revision, of a directory, or WORKING."""
    if name == WORKING:
        return Named("the working tree", read(DIRECTORY))
    if Path(name).is_dir():
        return Named(name, _directory(Path(name)))
    return Named(name, _revision(name))


def text_of(name: str, file: Path) -> str:
    """A committed file as it was in a revision."""
    top = _checkout(file.parent)
    where = file.resolve().relative_to(top.resolve()).as_posix()
    try:
        return _git(top, "show", f"{name}:{where}")
    except _GitRefused as refused:
        raise CommandRefused(f"git has no {where} of {name} ({refused}): give a revision that has.") from None


def _directory(directory: Path) -> tuple[Source, ...]:
    """A directory of .polar files, or a checkout that has the law in its place."""
    within = directory / "policies" / "law"
    try:
        return read(within if within.is_dir() else directory)
    except PolicyRefused as refused:
        raise CommandRefused(str(refused)) from None


def _revision(name: str) -> tuple[Source, ...]:
    top = _checkout(DIRECTORY)
    where = DIRECTORY.resolve().relative_to(top.resolve()).as_posix()
    try:
        _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except _GitRefused as refused:
        raise CommandRefused(
            f"git knows no law by that name ({refused}): give a revision, a directory, or {WORKING}."
        ) from None
    files = _git(top, "ls-tree", "-r", "-z", "--name-only", name, "--", where).split("\0")
    found = [file for file in files if file.endswith(".polar")]
    if not found:
        raise CommandRefused(f"{name} has no law in {where}: name a revision that has.")
    return tuple(Source(Path(file).name, _git(top, "show", f"{name}:{file}")) for file in sorted(found))


class _GitRefused(Exception):
    """What git said of it."""


def _checkout(within: Path) -> Path:
    """The top of the checkout that holds a folder."""
    try:
        return Path(_git(within, "rev-parse", "--show-toplevel").strip())
    except _GitRefused as refused:
        raise CommandRefused(
            f"{within} is in no checkout of git ({refused}): call mappa from one, or compare two directories."
        ) from None


def _git(where: Path, *words: str) -> str:
    git = shutil.which("git")
    if git is None:
        raise CommandRefused("git is not installed: install it, or compare two directories.")
    command = [git, "-c", f"safe.directory={where}", "-C", str(where), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise _GitRefused(done.stderr.strip() or "no such revision")
    return done.stdout
