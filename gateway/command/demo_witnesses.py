"""The witnesses of the demonstration: police, prison and probation, each with a key and a memory of its own.

They share the demonstration's process and talk to it over HTTP all the same. In production each agency runs its own
(``mappa witness``), where nobody who runs the gateway can reach it.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from gateway.command.serving import listening, running
from gateway.command.witness import Charge, opened
from gateway.transparency.keys import KeyType, SigningKey, VerifierKey
from gateway.witness.service import Service

AGENCIES = ("police", "prison", "probation")
NEEDED = 2  # of the three


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Their services, each with the socket that it serves on."""

    services: list[tuple[Service, socket]]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """While the body runs."""
        async with AsyncExitStack() as stack:
            for service, at in self.services:
                await stack.enter_async_context(running(service, at))
            yield


@contextmanager
def agencies(data: Path, log: VerifierKey, policy: Path, host: str) -> Iterator[Witnesses]:
    """The three, ready to serve; ``policy`` is written anew, for their ports are what is free."""
    folder = data / "witnesses"
    folder.mkdir(mode=0o700, exist_ok=True)
    keys = {name: _key(folder / f"{name}.key", f"{name}.mappa.invalid/witness") for name in AGENCIES}
    with ExitStack() as stack:
        sockets = {name: stack.enter_context(listening(host, 0)) for name in AGENCIES}
        policy.write_text(_policy(log, keys, {name: at.getsockname()[1] for name, at in sockets.items()}, host))
        services = [
            (stack.enter_context(opened(Charge(folder / f"{name}.key", folder / f"{name}.sqlite", policy))), at)
            for name, at in sockets.items()
        ]
        yield Witnesses(services)


def _key(path: Path, name: str) -> SigningKey:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(SigningKey.generate(name, KeyType.COSIGNATURE).written() + "\n")
    return SigningKey.parse(path.read_text().strip())


def _policy(log: VerifierKey, keys: dict[str, SigningKey], ports: dict[str, int], host: str) -> str:
    witnesses = [f"witness {name} {key.verifier} http://{host}:{ports[name]}/" for name, key in keys.items()]
    group = f"group agencies {NEEDED} {' '.join(AGENCIES)}"
    return "\n".join([f"log {log}", *witnesses, group, "quorum agencies\n"])
