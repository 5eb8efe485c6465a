"""An answer as it goes over the wire: its header lines, and its body in the parts it came in, which nobody copies."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from schema.media import MediaType
from schema.pieces import Frame
from schema.transport import Headers, Reply, answered


@dataclass(frozen=True, slots=True)
class Written:
    """A status, its header lines (each ended), and the body."""

    status: int
    head: bytes
    parts: tuple[bytes, ...]


def written(reply: Reply) -> Written:
    """Any reply."""
    return Written(reply.status, lines(reply.headers), (reply.body,))


def granted(media: MediaType, frame: Frame, body: bytes | None, request_id: UUID, entry_id: UUID) -> Written:
    """What ``named(answered(...))`` says of a request that was answered as it was asked, byte for byte."""
    parts = frame.parts(body)
    before, after = _about_length(media)
    head = b"%b%d%bx-request-id: %b\r\nx-entry-id: %b\r\n" % (
        before,
        sum(map(len, parts)),
        after,
        str(request_id).encode(),
        str(entry_id).encode(),
    )
    return Written(200, head, parts)


@cache
def _about_length(media: MediaType) -> tuple[bytes, bytes]:
    """The header lines of an answer, up to its length and from there."""
    before, named, after = lines(answered(b"", media).headers).partition(b"content-length: ")
    return before + named, after.removeprefix(b"0")


def lines(headers: Headers) -> bytes:
    """Headers, a line for each."""
    return b"".join(b"%b: %b\r\n" % each for each in headers)
