"""Keeps the demonstration's sign-in where it belongs: inside the demonstration, and on this machine.

A provider that signs anybody in as anybody must never be reached from elsewhere. So it needs a ``Demonstration``,
which is made by ``begin_demonstration`` alone, which refuses any address but loopback; and each request is looked at
again, since a proxy or a changed binding could make that promise empty.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.authentication.issuer import is_loopback

_SEAL: Final = object()
PROXY_HEADERS: Final = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via"})


class NotADemonstration(RuntimeError):
    """The demonstration identity provider was asked to start where it may not; the message says where it may."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Proof that a demonstration is running: where it keeps its files, and the loopback address it is bound to."""

    data_directory: Path
    bind_address: str
    seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise NotADemonstration("A demonstration is begun by `mappa demo`: run that to sign in as a persona.")
        if not is_loopback(self.bind_address):
            raise NotADemonstration(
                f"The demonstration signs anybody in, so it is for this machine only: use 127.0.0.1, not "
                f"{self.bind_address}."
            )


def begin_demonstration(data_directory: Path, bind_address: str) -> Demonstration:
    """Begin a demonstration. For ``mappa demo`` and its tests alone: production has an identity provider of its own."""
    demonstration = Demonstration(data_directory, bind_address, _SEAL)
    data_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return demonstration


class LoopbackOnly:
    """Lets a request through only if it came from this machine, straight, and under this machine's own name."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        if scope["type"] == "lifespan" or (scope["type"] == "http" and _is_local(scope)):
            await self._application(scope, receive, send)
            return
        problem = "The demonstration identity provider answers only this machine: ask it at 127.0.0.1, without a proxy."
        await JSONResponse({"error": "access_denied", "error_description": problem}, 403)(scope, receive, send)


def _is_local(scope: Scope) -> bool:
    peer = scope.get("client")
    headers = scope["headers"]
    straight = not any(name in PROXY_HEADERS for name, _ in headers)
    return peer is not None and is_loopback(peer[0]) and straight and _names_this_machine(headers)


def _names_this_machine(headers: list[tuple[bytes, bytes]]) -> bool:
    """The ``Host`` header must be ours: else a page elsewhere could point its own name here, and read the tokens."""
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    try:
        return len(hosts) == 1 and is_loopback(urlsplit(f"//{hosts[0]}").hostname)
    except ValueError:
        return False
