"""HTTP/1.1 for the hot path: a POST to ``/graphql`` that can be answered promptly needs no task and no ASGI.

uvicorn's own protocol does everything else: other paths, other methods, large and chunked bodies, upgrades, pipelined
requests and slow readers. A request is gathered here first; whatever the prompt way does not take is handed to it
whole, as if it had just come in.
"""

from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from gateway.asked import Asked
from gateway.written import Written, lines

HOT = b"/graphql"
WORTH_COPYING = 16_384  # bytes of an answer; a longer one is written in its parts
LONGEST_GATHERED = 65_536  # bytes of a body; a longer one is handed over as it comes


class _Answering:
    """Stands in uvicorn's place for the request that is being answered, so that what is pipelined waits behind it."""

    __slots__ = ("body", "disconnected", "keep_alive", "message_event", "more_body", "response_complete")

    def __init__(self, *, keep_alive: bool) -> None:
        self.keep_alive = keep_alive
        self.body = bytearray()
        self.more_body = False
        self.disconnected = False
        self.response_complete = False
        self.message_event = _NOBODY_WAITS


class _NoEvent:
    """Of an answer on which no task waits."""

    def set(self) -> None:
        """Nobody is told."""


_NOBODY_WAITS = _NoEvent()


class PromptProtocol(HttpToolsProtocol):
    """One connection."""

    gathered: bytearray | None = None

    def on_headers_complete(self) -> None:
        """Gather what may be prompt; leave the rest to uvicorn."""
        if self._is_hot():
            self.gathered = bytearray()
        else:
            super().on_headers_complete()

    def _is_hot(self) -> bool:
        """Nothing is under way on this connection, its reader keeps up, and it is a plain POST to the hot path."""
        return (
            self.url == HOT
            and self.parser.get_method() == b"POST"
            and (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused
            and not self.expect_100_continue
            and not self.parser.should_upgrade()
            and self.parser.get_http_version() == "1.1"
            and self.limit_concurrency is None
        )

    def on_body(self, body: bytes) -> None:
        """Part of a body."""
        if self.gathered is None:
            super().on_body(body)
            return
        self.gathered += body
        if len(self.gathered) > LONGEST_GATHERED:
            self._hand_over(more=True)

    def on_message_complete(self) -> None:
        """The whole request is here."""
        if self.gathered is None:
            super().on_message_complete()
            return
        answering = _Answering(keep_alive=self.parser.should_keep_alive())
        asked = Asked("POST", tuple(self.headers), b"", bytes(self.gathered))

        def answer(reply: Written) -> None:
            self._send(answering, reply)

        if self.app.prompt(asked, answer):
            self.gathered = None
            self.cycle = answering  # type: ignore[assignment]  # as much of a cycle as uvicorn looks at
        else:
            self._hand_over(more=False)

    def _hand_over(self, *, more: bool) -> None:
        """Let uvicorn go on with the request, as far as it has come."""
        gathered, self.gathered = self.gathered or bytearray(), None
        super().on_headers_complete()
        cycle: RequestResponseCycle = self.cycle
        cycle.body += gathered
        cycle.more_body = more
        cycle.message_event.set()

    def _send(self, answering: _Answering, reply: Written) -> None:
        """Write an answer, whole; into the void if its connection is gone, which is nobody else's business."""
        answering.response_complete = True
        if answering.disconnected or self.transport.is_closing():
            return
        closing = b"\r\n" if answering.keep_alive else b"connection: close\r\n\r\n"
        head = b"".join((STATUS_LINE[reply.status], self._own_headers(), reply.head, closing))
        if sum(map(len, reply.parts)) > WORTH_COPYING:
            self.transport.writelines((head, *reply.parts))
        else:
            self.transport.write(b"".join((head, *reply.parts)))
        if not answering.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def _own_headers(self) -> bytes:
        """The server's headers; uvicorn makes the list anew every second, for its date."""
        headers = self.server_state.default_headers
        if headers is not _joined.of:
            _joined.of, _joined.text = headers, lines(tuple(headers))
        return _joined.text


class _Joined:
    of: Any = None
    text: bytes = b""


_joined = _Joined()
