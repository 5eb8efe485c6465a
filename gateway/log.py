"""The log that the access record is: who signs its checkpoints, as the settings say, and what is handed out of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gateway.audit.connection import Connect
from gateway.audit.memory import Forgetful, Remembered
from gateway.audit.receipts import Receipts
from gateway.audit.sequencer import Sequencer
from gateway.audit.signing import Signer
from gateway.desk import Identify, ReceiptDesk
from gateway.http import Check, Desk
from gateway.settings import Settings
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy

MEMORY = "newest-checkpoint"
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


@dataclass(frozen=True, slots=True)
class Log:
    """The published log while the gateway serves."""

    signer: Signer
    receipts: Receipts

    def checks(self) -> dict[str, Check]:
        """What readiness says of it."""

        async def checkpoints() -> str | None:
            return "are not signed" if self.signer.fault else None

        return {"checkpoints": checkpoints}

    def desks(self, identify: Identify) -> dict[str, Desk]:
        """What is handed out of it, by the beginning of its path."""
        return {"/log/receipts/": ReceiptDesk(identify, self.receipts).serve}


class Unpublished:
    """No key is set: nothing is signed, nothing handed out."""

    def checks(self) -> dict[str, Check]:
        """None: there is nothing that could fail."""
        return {}

    def desks(self, _: Identify) -> dict[str, Desk]:
        """None."""
        return {}


@asynccontextmanager
async def published(settings: Settings, sequencer: Sequencer, connect: Connect) -> AsyncIterator[Log | Unpublished]:
    """The log, its signer running, closed in the end. Raises ``LogRefused``."""
    signer = signer_of(settings, connect)
    if signer is None:
        yield Unpublished()
        return

    async def settle() -> None:
        await sequencer.sequence()
        await signer.sign()

    running = asyncio.create_task(signer.run(), name="signer")
    try:
        yield Log(signer, Receipts(connect, settle, NO_WITNESSES))
    finally:
        running.cancel()
        await asyncio.wait({running})
        await signer.close()
