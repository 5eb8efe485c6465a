"""Serves an ASGI application over real HTTP on this machine, on a port nobody else has."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp


def free_port_socket() -> socket.socket:
    """A socket bound to a free port of 127.0.0.1."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    return listener


def two_free_ports() -> int:
    """A port that is free, as the next one is: below those that systems give out unasked, so that both stay free."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with (
            suppress(OSError),
            socket.create_server(("127.0.0.1", port)),
            socket.create_server(("127.0.0.1", port + 1)),
        ):
            return port


@contextmanager
def served(application: ASGIApp, listener: socket.socket | None = None) -> Iterator[str]:
    """The root address of ``application`` while it is served."""
    listener = listener or free_port_socket()
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", lifespan="off", proxy_headers=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)
        listener.close()
