"""The witnesses of the demonstration: police, prison and probation, each a ``mappa witness`` of its own.

In the data folder each has ``witnesses/AGENCY``: ``witness.key``, ``state.sqlite`` (what it has seen), ``policy.txt``
(the one log that it watches) and ``witness.log``. In production each agency runs its own, where nobody who runs the
gateway can reach it.

Each is in a session of its own: Ctrl-C reaches us and not it, so that we end our work before we end it. Each serves
until its input ends, which we hold open: a demonstration that is killed leaves none behind.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gateway.command.refusal import CommandRefused
from gateway.command.witness import SERVES
from gateway.transparency.keys import KeyType, SigningKey, VerifierKey

AGENCIES: Final = ("police", "prison", "probation")
NEEDED: Final = 2  # of the three
READY_WITHIN: Final = 60.0  # seconds; it takes one on an idle machine
ENDS_WITHIN: Final = 10.0  # seconds
LOOK_EVERY: Final = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Witness:
    """One that was started. ``said_before`` is how long its log was by then, in bytes."""

    agency: str
    key: VerifierKey
    process: subprocess.Popen[bytes]
    log: Path
    said_before: int

    def address(self) -> str:
        """Where it takes checkpoints, once it serves. Raises ``CommandRefused`` where it does not."""
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            for line in self._said():
                if line.startswith(SERVES) and line.endswith("\n"):
                    return line.removeprefix(SERVES).strip()
            if self.process.poll() is not None:
                break
            time.sleep(LOOK_EVERY)
        raise CommandRefused(f"The witness of {self.agency} does not serve: {self.log} says why.")

    def _said(self) -> list[str]:
        with self.log.open("rb") as log:
            log.seek(self.said_before)
            return log.read().decode(errors="replace").splitlines(keepends=True)

    def stop(self) -> None:
        """End it, as it ends when we are killed; by force where it does not."""
        if self.process.stdin:
            with suppress(OSError):  # it has ended already
                self.process.stdin.close()
        try:
            self.process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def agencies(data: Path, log: VerifierKey, host: str) -> Iterator[list[Witness]]:
    """The three, started, while the body runs. They load while we do something else: see ``policy``."""
    with ExitStack() as stack:
        yield [_started(stack, data / "witnesses" / agency, log, host) for agency in AGENCIES]


def policy(log: VerifierKey, witnesses: list[Witness]) -> str:
    """Who must cosign, told once all of them serve: their ports are what is free. Raises ``CommandRefused``."""
    lines = [f"witness {each.agency} {each.key} {each.address()}" for each in witnesses]
    group = f"group agencies {NEEDED} {' '.join(AGENCIES)}"
    return "\n".join([f"log {log}", *lines, group, "quorum agencies\n"])


def _started(stack: ExitStack, folder: Path, log: VerifierKey, host: str) -> Witness:
    """One, with its folder made where it is not there; the stack ends it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = _key(folder / "witness.key", f"{folder.name}.mappa.invalid/witness")
    (folder / "policy.txt").write_text(f"log {log}\nquorum none\n")
    said = folder / "witness.log"
    with said.open("ab") as out:
        before = out.tell()
        process = subprocess.Popen(
            _command(folder, host),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    witness = Witness(folder.name, key.verifier, process, said, before)
    stack.callback(witness.stop)
    return witness


def _command(folder: Path, host: str) -> list[str]:
    kept = (
        f"--key={folder / 'witness.key'}",
        f"--state={folder / 'state.sqlite'}",
        f"--policy={folder / 'policy.txt'}",
    )
    return [
        sys.executable,
        "-m",
        "gateway.command",
        "witness",
        *kept,
        f"--host={host}",
        "--port=0",
        "--until-input-ends",
    ]


def _key(path: Path, name: str) -> SigningKey:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(SigningKey.generate(name, KeyType.COSIGNATURE).written() + "\n")
    return SigningKey.parse(path.read_text().strip())
