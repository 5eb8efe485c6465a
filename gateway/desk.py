"""What is handed out of the access record over plain HTTP: receipts, to those whose entries they are, and the log's
checkpoint and tiles, to whoever may sign in.

Why not by GraphQL: a receipt is a file in a format of its own, which other people's tools verify; and it must be had
for refusals too, by somebody who has no purpose open to them and can ask no question at all. No entry is made for it:
it tells of nobody, and is of an entry that is there already.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import asyncpg
import structlog

from gateway.audit.memory import MemoryLost
from gateway.audit.receipts import ReceiptNotReady, Receipts
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.signing import NotConfirmed
from gateway.audit.tiling import Mirror
from gateway.authentication.credentials import Credentials
from gateway.authentication.identification import identify
from gateway.authentication.refusal import RefusalReason, Unauthenticated
from gateway.authentication.tokens import TokenValidator, bearer_header
from gateway.directory.stored import StoredDirectory
from gateway.failures import STORE_UNAVAILABLE, UNAUTHENTICATED
from gateway.store import StoreUnavailable
from gateway.transparency.text import FormatRefused
from policies.principal import Principal
from schema.media import MediaType
from schema.transport import Headers, Reply, failed

log = structlog.get_logger("gateway")

TEXT, OCTETS = b"text/plain; charset=utf-8", b"application/octet-stream"
BUDGET = 5.0  # seconds that a receipt may take, the wait for its checkpoint and cosignatures included
NO_RECEIPT = "No entry of yours has this id. It stands in the header x-entry-id of each answer."
NO_TILE = "The log has no such tile: docs/audit.md says which it has."
NOT_READY = "There is no checkpoint over it yet. Ask again in a second."
_FAILURES = (
    LogDamagedError,
    NotConfirmed,
    MemoryLost,
    FormatRefused,
    StoreUnavailable,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
)

_Who = TypeVar("_Who")
Identify = Callable[[Headers], Awaitable[Principal]]


def identified(tokens: TokenValidator, directory: StoredDirectory) -> Identify:
    """Who asks, by the token they send, as at the other door. Raises ``Unauthenticated``."""

    async def principal(headers: Headers) -> Principal:
        header = bearer_header(headers)
        credentials: Credentials = (header and tokens.cached(header)) or await tokens.validate(header)
        return await identify(credentials, directory)

    return principal


@dataclass(frozen=True, slots=True)
class LogDesk:
    """Answers ``GET /log/receipts/ID``, ``GET /log/checkpoint`` and ``GET /log/tile/...``."""

    identify: Identify
    receipts: Receipts
    mirror: Mirror

    async def receipt(self, asked: Headers, entry: str) -> Reply:
        """The receipt of the caller's own entry, or why there is none; without a token, of a refusal for lack of it."""

        async def own(principal: Principal | None) -> Reply:
            found = await self.receipts.receipt(_id(entry), principal.id if principal else None)
            if found is not None:
                return file(bytes(found), f"{entry}.tlog-proof")
            if principal is None:
                raise Unauthenticated(RefusalReason.NO_CREDENTIALS)
            return _failed(404, "NOT_FOUND", NO_RECEIPT)

        return await _given(self._known(asked), own)

    async def _known(self, asked: Headers) -> Principal | None:
        return await self.identify(asked) if bearer_header(asked) else None

    async def checkpoint(self, asked: Headers, rest: str) -> Reply:
        """The newest checkpoint, for whoever may sign in: to keep, and to compare with what others were shown."""

        async def newest(_: Principal) -> Reply:
            return file(bytes(await self.receipts.newest()), "checkpoint")

        return await _given(self.identify(asked), newest) if not rest else _failed(404, "NOT_FOUND", NO_RECEIPT)

    async def tile(self, asked: Headers, rest: str) -> Reply:
        """A tile of the log, or its leaves, for whoever may sign in: to mirror it. They tell nothing of anybody."""

        async def found(_: Principal) -> Reply:
            data = await self.mirror.file(f"tile/{rest}")
            return _failed(404, "NOT_FOUND", NO_TILE) if data is None else file(data, rest, OCTETS)

        return await _given(self.identify(asked), found)


async def _given(identifying: Awaitable[_Who], give: Callable[[_Who], Awaitable[Reply]]) -> Reply:
    """What is given to whoever asks, within the budget."""
    try:
        async with asyncio.timeout(BUDGET):
            return await give(await identifying)
    except Unauthenticated:
        return _failed(401, "UNAUTHENTICATED", UNAUTHENTICATED, (b"www-authenticate", b"Bearer"))
    except ReceiptNotReady:
        return _failed(503, "RECEIPT_NOT_READY", NOT_READY, (b"retry-after", b"1"))
    except _FAILURES as error:
        log.error("receipt unavailable", reason=f"{type(error).__name__}: {error}")  # noqa: TRY400 - the reason says it
        return _failed(503, "STORE_UNAVAILABLE", STORE_UNAVAILABLE)


def file(body: bytes, name: str, kind: bytes = TEXT) -> Reply:
    """A file, never kept by anybody in between."""
    headers = (
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"content-disposition", f'attachment; filename="{name.replace("/", "-")}"'.encode()),
        (b"cache-control", b"no-store"),
    )
    return Reply(200, headers, body)


def _id(text: str) -> UUID:
    """The id in a path; what is none stands for an entry that nobody has."""
    try:
        found = UUID(text)
    except ValueError:
        return UUID(int=0)
    return found if str(found) == text else UUID(int=0)


def _failed(status: int, code: str, message: str, *headers: tuple[bytes, bytes]) -> Reply:
    return failed(status, code, message, MediaType.JSON, headers)
