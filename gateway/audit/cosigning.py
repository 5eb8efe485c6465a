"""Showing a checkpoint to one witness: the client's side of C2SP tlog-witness."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from gateway.transparency.note import Signature
from gateway.transparency.submission import PATH, Submission
from gateway.transparency.text import FormatRefused, lines, number, utf8
from gateway.transparency.trust import Witness

TRIES = 3  # of one checkpoint: a witness says its own size, and the proof is made from there
MOST = 16 * 1024  # bytes of an answer that are read

Post = Callable[[str, bytes], Awaitable[tuple[int, bytes]]]
"""Sends a body to an address, for its status and its answer. Gives up soon; raises ``OSError`` for no answer."""

SubmissionFrom = Callable[[int], Awaitable[Submission]]
"""The submission to a witness that cosigned a tree of so many leaves last."""


class NoAnswer(Exception):
    """The witness did not cosign, and nothing follows from it."""


class Dissent(Exception):
    """The witness has seen another history than this one, or a longer one."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A checkpoint of ``size`` leaves for a witness that is thought to have cosigned ``old`` last."""

    witness: Witness
    size: int
    old: int


async def shown(
    post: Post, showing: Showing, submission: SubmissionFrom, *, behind_will_do: bool = False
) -> Signature | None:
    """The witness's cosignature. With ``behind_will_do``, None where it has not come so far: it has seen nothing newer.

    Raises ``Dissent`` and ``NoAnswer``, with what is to be told of the witness.
    """
    old = showing.old
    for _ in range(TRIES):
        status, body = await _posted(post, showing.witness, await submission(old))
        if status == 200:
            return _signature(showing.witness, body, (await submission(old)).note.text)
        if status != 409:
            break
        seen = _size(body)
        if seen > showing.size:
            raise Dissent(f"has cosigned {seen} leaves, and there are {showing.size} here")
        if seen == old:
            raise Dissent(f"has cosigned another tree of {seen} leaves")
        if behind_will_do:
            return None
        old = seen
    if status == 422:
        raise Dissent(f"has cosigned a tree of {old} leaves from which this one does not grow")
    raise NoAnswer(f"answered {status}: {_told(body)}")


async def _posted(post: Post, witness: Witness, submission: Submission) -> tuple[int, bytes]:
    try:
        status, body = await post(f"{(witness.url or '').rstrip('/')}/{PATH}", bytes(submission))
    except OSError as error:
        raise NoAnswer(f"does not answer ({type(error).__name__})") from error
    return status, body[:MOST]


def _signature(witness: Witness, body: bytes, text: str) -> Signature:
    """The first line that is this witness's own; lines of keys that are not in the policy are passed over."""
    try:
        signatures = [Signature.parse(line) for line in lines(utf8(body, "the answer"), "the answer")]
    except FormatRefused as error:
        raise NoAnswer(f"answered what is no signature: {error}") from None
    for signature in signatures:
        if signature.by(witness.key) and witness.key.accepts(text, signature.value):
            return signature
    raise NoAnswer("answered with no signature of the key in the policy")


def _size(body: bytes) -> int:
    try:
        return number(utf8(body, "the size").removesuffix("\n"), "the size")
    except FormatRefused as error:
        raise NoAnswer(f"answered 409 without its size: {error}") from None


def _told(body: bytes) -> str:
    return body[:200].decode("utf-8", "replace").strip()
