"""The log that the access record is: who signs its checkpoints, as the settings say."""

from contextlib import suppress
from pathlib import Path

from gateway.audit.connection import Connect
from gateway.audit.memory import Forgetful, Remembered
from gateway.audit.signing import Signer
from gateway.settings import Settings
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused

MEMORY = "newest-checkpoint"


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
