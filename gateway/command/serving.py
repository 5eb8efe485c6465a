"""Serving over HTTP with uvicorn."""

import asyncio
import contextlib
import errno
import gc
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

import uvicorn

from gateway.command.logs import gathered
from gateway.command.refusal import CommandRefused

if TYPE_CHECKING:
    from gateway.settings import LogSettings, Settings


class Server(uvicorn.Server):
    """A uvicorn server that leaves signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: the command decides when to stop."""
        yield


def server(application: Any) -> Server:  # noqa: ANN401 - an ASGI application
    """A server for an application, with nothing trusted that a proxy may say."""
    return Server(
        uvicorn.Config(
            application,
            loop="uvloop",
            http=_protocol(application),
            lifespan="off",
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
    )


def _protocol(application: Any) -> Any:  # noqa: ANN401 - a name, or a class of protocols
    """The gateway's own protocol for the gateway alone: a witness loads nothing of it."""
    if not hasattr(application, "prompt"):
        return "httptools"
    from gateway.protocol import PromptProtocol

    return PromptProtocol


def listening(host: str, port: int) -> socket.socket:
    """A bound socket, or one sentence about why not.

    What it accepts sends at once (TCP_NODELAY, which is inherited from it). uvloop does not see to that, and a short
    answer is written as its head and then its body: the body waited 40 ms for the reader's delayed acknowledgement.
    """
    try:
        at = socket.create_server((host, port), backlog=2048, reuse_port=False)
    except OSError as error:
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror  # a name that is not known has one below 0
        raise CommandRefused(f"Port {port} on {host} cannot be had ({why}): {_remedy(number)}.") from None
    at.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return at


def _remedy(number: int) -> str:
    if number == errno.EADDRINUSE:
        return "stop what uses it, or choose another port"
    if number == errno.EACCES:
        return "choose a port from 1024 on"
    return "choose an address of this machine, such as 127.0.0.1"


@contextlib.asynccontextmanager
async def running(application: Any, at: socket.socket) -> AsyncIterator[None]:  # noqa: ANN401
    """Serve an application while the body runs; then let it finish what it answers."""
    serving = server(application)
    task = asyncio.create_task(serving.serve(sockets=[at]))
    try:
        yield
    finally:
        serving.should_exit = True
        await task


async def until_stopped(reload: Callable[[], object] | None = None, *, until_input_ends: bool = False) -> None:
    """Wait for Ctrl-C or a request to terminate. A hang-up, as from ``kill -HUP``, asks to load the law anew.

    ``until_input_ends``: or for the end of standard input, a pipe whose other end is gone with whoever started us.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if reload:
        loop.add_signal_handler(signal.SIGHUP, reload)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if until_input_ends:
        _at_end_of(sys.stdin.fileno(), stop.set)
    await stop.wait()


def _at_end_of(pipe: int, do: Callable[[], object]) -> None:
    """Do something once nobody holds the other end of a pipe any more; what comes through it is nothing to us."""

    def readable() -> None:
        if not os.read(pipe, 4096):
            asyncio.get_running_loop().remove_reader(pipe)
            do()

    asyncio.get_running_loop().add_reader(pipe, readable)


def serve_forever(settings: "Settings") -> None:
    """Serve until told to stop."""
    from gateway.wiring import opened

    with listening(settings.host, settings.port) as at:

        async def serve() -> None:
            async with opened(settings) as gateway, running(gateway, at):
                _keep_what_is_loaded()
                await until_stopped(gateway.door.law.reload)

        gathered()
        uvloop_run(serve())


def _keep_what_is_loaded() -> None:
    """Spare the collector what lives as long as the process: schema, tables, law.

    It would walk through all of it at its own moment, in the middle of somebody's request, and find nothing.
    """
    gc.collect()
    gc.freeze()


def sequence_forever(settings: "LogSettings", *, beside_gateway: bool = False) -> None:
    """Give entries their leaves and sign checkpoints until told to stop, and serve nothing.

    ``beside_gateway``: or until the gateway that began us is gone, which is told meanwhile how the work fares.
    """
    from gateway.companion import until_gateway_ends
    from gateway.sequencing import at_work

    async def sequence() -> None:
        async with at_work(settings) as held:
            await (until_gateway_ends(held) if beside_gateway else until_stopped())

    gathered()
    uvloop_run(sequence())


def uvloop_run(main: Any) -> None:  # noqa: ANN401 - a coroutine
    """Run on uvloop."""
    import uvloop

    uvloop.run(main)
