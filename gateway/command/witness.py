"""Running a witness: its key, its memory, the logs that it watches, and its one path over HTTP."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer

from gateway.command.log_files import policy_in
from gateway.command.refusal import CommandRefused
from gateway.command.serving import listening, running, until_stopped, uvloop_run
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy
from gateway.witness.judge import Judge
from gateway.witness.service import Service
from gateway.witness.state import State

_MAKE_ONE: Final = "make one with `mappa audit key NAME --out FILE --witness`."
SERVES: Final = "The witness takes checkpoints at "  # and its address: said once it does


@dataclass(frozen=True, slots=True)
class Charge:
    """Where a witness keeps its key and its memory, and the policy file whose logs it watches."""

    key: Path
    state: Path
    policy: Path


def run(charge: Charge, host: str, port: int, *, until_input_ends: bool = False) -> None:
    """Serve until Ctrl-C, or until whoever started it is gone."""
    with opened(charge) as service, listening(host, port) as at:

        async def serve() -> None:
            async with running(service, at):
                typer.echo(f"{SERVES}http://{host}:{at.getsockname()[1]}/")
                await until_stopped(until_input_ends=until_input_ends)

        uvloop_run(serve())


@contextmanager
def opened(charge: Charge) -> Iterator[Service]:
    """The witness, its memory closed in the end."""
    state = _state(charge.state)
    try:
        yield Service(Judge(state, _key(charge.key), _watched(charge.policy)))
    finally:
        state.close()


def _state(path: Path) -> State:
    try:
        return State(path)
    except sqlite3.Error as error:
        raise CommandRefused(
            f"{path} cannot be used as a witness's memory ({error}): name a file of its own."
        ) from None


def _key(path: Path) -> SigningKey:
    try:
        key = SigningKey.parse(path.read_text().strip())
    except (OSError, UnicodeDecodeError, FormatRefused) as error:
        raise CommandRefused(f"{path} cannot be used as a key ({error}): {_MAKE_ONE}") from None
    if key.verifier.kind is not KeyType.COSIGNATURE:
        raise CommandRefused(f"{path} is no witness's key: {_MAKE_ONE}")
    return key


def _watched(path: Path) -> Policy:
    policy = policy_in(path)
    if not policy.logs:
        raise CommandRefused(f"{path} names no log to watch: add a line that begins with log.")
    return policy
