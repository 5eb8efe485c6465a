"""The socket that the gateway, its demonstration's doors and witnesses listen on."""

import socket

from gateway.command.serving import listening


def test_what_it_accepts_sends_at_once() -> None:
    with (
        listening("127.0.0.1", 0) as at,
        socket.create_connection(at.getsockname()),
        at.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
