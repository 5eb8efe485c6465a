"""What comes behind the access record: entries get their leaves, checkpoints are signed and cosigned, rules applied.

A gateway holds the parts and does this on demand, for whoever fetches a receipt too soon. The work itself is done in a
process of its own (``gateway.companion``, ``mappa sequence``): on the gateway's event loop it would wait for those who
are answered, and they for it. It loads nothing that serves.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg
import httpx2
import structlog

from gateway.audit.connection import Connect, Connection
from gateway.audit.cosigning import Post
from gateway.audit.memory import Forgetful, Remembered
from gateway.audit.returned import ReturnedKeys
from gateway.audit.sequencer import Sequencer
from gateway.audit.signing import Signer
from gateway.audit.witnessing import Witnesses
from gateway.detection.detector import Detector
from gateway.settings import LogSettings
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy

_log = structlog.get_logger(__name__)

MEMORY = "newest-checkpoint"
WITNESS_BUDGET = 1.0  # seconds that a witness has to answer
NO_WITNESSES = Policy(logs=(), witnesses={}, groups={}, quorum="none")


FORGETFUL = (
    "only the database knows what was signed, so that one which is restored from a backup would be signed for again, "
    "as another history: set MAPPA_LOG_MEMORY, and witnesses in MAPPA_LOG_POLICY"
)


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


def signer_of(settings: LogSettings, connect: Connect) -> Signer | None:
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


def policy_of(settings: LogSettings) -> Policy:
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


def pinned(settings: LogSettings) -> Policy | None:
    """Whose signatures make a receipt of this log good; None where no key is set. Raises ``LogRefused``."""
    if settings.log_keys is None:
        return None
    policy = policy_of(settings)
    own = tuple(key.verifier for key in signing_keys(settings.log_keys.get_secret_value()))
    return policy if policy.logs else replace(policy, logs=own)


@dataclass(frozen=True, slots=True)
class Condition:
    """How the work fares, in words for readiness; empty where all is well."""

    checkpoints: str = ""  # the gateway is not ready with it
    witnesses: str = ""  # told, and served on
    sequencer: str = ""  # told, and served on: of the process itself, and of what it found
    detection: str = ""  # told, and served on: which rules over the record were not applied


@dataclass(frozen=True, slots=True)
class Parts:
    """What does the work. ``signer`` is None where no key is set, ``witnesses`` where none is asked."""

    connect: Connect
    sequencer: Sequencer
    returned: ReturnedKeys
    detector: Detector
    signer: Signer | None
    witnesses: Witnesses | None
    policy: Policy

    def condition(self) -> Condition:
        """How it fares, where it is at work."""
        lacking = self.witnesses.lacking if self.witnesses is not None else ""
        back = self.returned.destroyed
        return Condition(
            checkpoints="are not signed" if self.signer is not None and self.signer.fault else "",
            witnesses=f"are lacking: {lacking}" if lacking else "",
            sequencer=f"has destroyed {back} keys again, which a restore had brought back" if back else "",
            detection=self.detector.fault,
        )

    async def settle(self) -> None:
        """At once, for what was recorded until now."""
        await self.sequencer.sequence()
        if self.signer is not None:
            await self.signer.sign()
        if self.witnesses is not None:
            await self.witnesses.gather()


@asynccontextmanager
async def parts(settings: LogSettings) -> AsyncIterator[Parts]:
    """The parts, idle, their connections closed in the end. Raises ``LogRefused``."""
    dsn = settings.database_url.get_secret_value()

    def connect() -> Awaitable[Connection]:
        return asyncpg.connect(dsn, command_timeout=30)

    async with AsyncExitStack() as stack:
        sequencer, signer, policy = Sequencer(connect), signer_of(settings, connect), policy_of(settings)
        stack.push_async_callback(sequencer.close)
        witnesses = None
        if signer is not None:
            stack.push_async_callback(signer.close)
            signer.follow(sequencer.grown)
            if policy.witnesses:
                client = await stack.enter_async_context(httpx2.AsyncClient(timeout=WITNESS_BUDGET, trust_env=False))
                witnesses = Witnesses(connect, policy, posting(client))
                signer.heed(witnesses)
        yield Parts(connect, sequencer, ReturnedKeys(connect), Detector(connect), signer, witnesses, policy)


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
async def at_work(settings: LogSettings) -> AsyncIterator[Parts]:
    """The parts at work in the background while the body runs. Raises ``LogRefused``."""
    async with parts(settings) as held, AsyncExitStack() as stack:
        if held.signer is not None and settings.log_memory is None and held.witnesses is None:
            _log.warning("access_record.remembered_nowhere", reason=FORGETFUL)
        for work in _works(held):
            await stack.enter_async_context(in_background(work))
        yield held


def _works(held: Parts) -> list[Coroutine[None, None, None]]:
    works = [held.sequencer.run(), held.returned.run(), held.detector.run()]
    if held.witnesses is not None:
        works.append(held.witnesses.run())
    if held.signer is not None:
        works.append(held.signer.run())
    return works


@asynccontextmanager
async def in_background(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Work that is ended with the body."""
    running = asyncio.create_task(work)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})
