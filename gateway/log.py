"""The log that the access record is: who signs its checkpoints, as the settings say, and what is handed out of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx2

from gateway.audit.connection import Connect, Connection
from gateway.audit.cosigning import Post
from gateway.audit.memory import Forgetful, Remembered
from gateway.audit.months import Months
from gateway.audit.receipts import Receipts
from gateway.audit.sequencer import Sequencer
from gateway.audit.signing import Signer
from gateway.audit.tiling import Mirror
from gateway.audit.witnessing import Witnesses
from gateway.desk import Identify, LogDesk
from gateway.detection.detector import Detector
from gateway.http import Aside, Check
from gateway.settings import Settings
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy

MEMORY = "newest-checkpoint"
WITNESS_BUDGET = 1.0  # seconds that a witness has to answer
NO_WITNESSES = Policy(logs=(), witnesses={}, groups={}, quorum="none")


class LogRefused(Exception):
    """Settings of the log that cannot be used, with the sentence that says what to set."""


def signing_keys(text: str) -> tuple[SigningKey, ...]:
    """The keys in ``MAPPA_LOG_KEYS``, one log's. Raises ``LogRefused``."""
    try:
        keys = tuple(SigningKey.parse(word) for word in text.replace(",", " ").split())
    except FormatRefused as error:
        raise LogRefused(f"MAPPA_LOG_KEYS cannot be used: {error}.") from None
    if not keys or {key.verifier.kind for key in keys} != {KeyType.LOG}:
        raise LogRefused("MAPPA_LOG_KEYS cannot be used: give keys of a log, as `mappa audit key` makes them.")
    if len({key.verifier.name for key in keys}) > 1:
        raise LogRefused("MAPPA_LOG_KEYS cannot be used: all keys of a log have its one name.")
    return keys


def signer_of(settings: Settings, connect: Connect) -> Signer | None:
    """Who signs; None where no key is set. Raises ``LogRefused``."""
    if settings.log_keys is None:
        return None
    keys = signing_keys(settings.log_keys.get_secret_value())
    if settings.log_memory is None:
        return Signer(connect, keys, Forgetful())
    return Signer(connect, keys, Remembered(_folder(settings.log_memory) / MEMORY))


def _folder(path: Path) -> Path:
    with suppress(OSError):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.is_dir():
        raise LogRefused(f"MAPPA_LOG_MEMORY cannot be used: {path} is no folder and cannot be made one.")
    return path


def policy_of(settings: Settings) -> Policy:
    """Who must cosign. Raises ``LogRefused`` for a file that is no policy, or does not know the log's own keys."""
    if settings.log_policy is None or settings.log_keys is None:
        return NO_WITNESSES
    path = settings.log_policy
    try:
        policy = Policy.parse(path.read_bytes())
    except (OSError, FormatRefused) as error:
        raise LogRefused(f"MAPPA_LOG_POLICY cannot be used: {path}: {error}.") from None
    missing = {key.verifier for key in signing_keys(settings.log_keys.get_secret_value())} - set(policy.logs)
    if missing:
        lines = ", ".join(f"log {key}" for key in missing)
        raise LogRefused(f"MAPPA_LOG_POLICY cannot be used: {path} does not trust this log. Add: {lines}")
    return policy


@dataclass(frozen=True, slots=True)
class Log:
    """The published log while the gateway serves."""

    signer: Signer
    witnesses: Witnesses | None
    receipts: Receipts
    mirror: Mirror
    months: Months
    signs: bool  # whether this process signs, or leaves it to another

    def checks(self) -> dict[str, Check]:
        """What readiness asks of it."""

        async def checkpoints() -> str | None:
            return "are not signed" if self.signer.fault else None

        return {"checkpoints": checkpoints} if self.signs else {}

    def aside(self, identify: Identify) -> Aside:
        """What is handed out of it, and what is told of its witnesses: without them the gateway goes on serving."""
        desk = LogDesk(identify, self.receipts, self.mirror)
        desks = {"/log/receipts/": desk.receipt, "/log/checkpoint": desk.checkpoint, "/log/tile/": desk.tile}
        return Aside(desks, self._notices)

    async def _notices(self) -> dict[str, str]:
        told = {"months": await self.months.fault()}
        if self.witnesses is not None:
            told["witnesses"] = f"are lacking: {self.witnesses.lacking}" if self.witnesses.lacking else ""
        return told


class Unpublished:
    """No key is set: nothing is signed, nothing handed out."""

    def checks(self) -> dict[str, Check]:
        """None: there is nothing that could fail."""
        return {}

    def aside(self, _: Identify) -> Aside:
        """Nothing but that it is so."""

        async def unsigned() -> dict[str, str]:
            return {"checkpoints": "are not signed: MAPPA_LOG_KEYS is not set"}

        return Aside(notices=unsigned)


@asynccontextmanager
async def published(settings: Settings, sequencer: Sequencer, connect: Connect) -> AsyncIterator[Log | Unpublished]:
    """The log, its tasks running, closed in the end. Raises ``LogRefused``."""
    signer, policy = signer_of(settings, connect), policy_of(settings)
    if signer is None:
        yield Unpublished()
        return
    async with AsyncExitStack() as stack:
        stack.push_async_callback(signer.close)
        witnesses = None
        if policy.witnesses:
            client = await stack.enter_async_context(httpx2.AsyncClient(timeout=WITNESS_BUDGET, trust_env=False))
            witnesses = Witnesses(connect, policy, posting(client))
            signer.heed(witnesses)
            if settings.sequence:
                await stack.enter_async_context(_in_background(witnesses.run()))
        if settings.sequence:
            await stack.enter_async_context(_in_background(signer.run()))

        async def settle() -> None:
            await sequencer.sequence()
            await signer.sign()
            if witnesses is not None:
                await witnesses.gather()

        receipts, mirror = Receipts(connect, settle, policy), Mirror(connect)
        yield Log(signer, witnesses, receipts, mirror, Months(connect), settings.sequence)


def posting(client: httpx2.AsyncClient) -> Post:
    """Sends to witnesses by HTTP."""

    async def post(url: str, body: bytes) -> tuple[int, bytes]:
        try:
            reply = await client.post(url, content=body, headers={"content-type": "text/plain; charset=utf-8"})
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise ConnectionError(type(error).__name__) from error
        return reply.status_code, reply.content

    return post


@asynccontextmanager
async def _in_background(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    running = asyncio.create_task(work)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})


@asynccontextmanager
async def behind(settings: Settings) -> AsyncIterator[tuple[Sequencer, Log | Unpublished]]:
    """What comes behind the record: at work in the background where this process is to do that, else on demand."""
    dsn = settings.database_url.get_secret_value()

    def connect() -> Awaitable[Connection]:
        return asyncpg.connect(dsn, command_timeout=30)

    async with AsyncExitStack() as stack:
        sequencer = Sequencer(connect)
        stack.push_async_callback(sequencer.close)
        if settings.sequence:
            await stack.enter_async_context(_in_background(sequencer.run()))
            await stack.enter_async_context(_in_background(Detector(connect).run()))
        yield sequencer, await stack.enter_async_context(published(settings, sequencer, connect))
