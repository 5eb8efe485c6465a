"""What the demonstration's identity provider keeps between runs: its signing key, and its clients' secrets.

Both are in the data directory, readable by their owner alone, so that tokens and commands outlive a restart.
"""

import os
import secrets
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, cast

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import DictKey, ECKey

from gateway.demonstration.personas import CLIENTS

KEY_FILE: Final = "identity-signing-key.json"
SECRETS_FILE: Final = "identity-client-secrets.json"


class KeepsakeRefused(RuntimeError):
    """A kept file is damaged or open to others; the message says what to do with it."""


def signing_key(data_directory: Path) -> ECKey:
    """The provider's private key (ES256), made on the first run."""
    path = data_directory / KEY_FILE
    kept = _kept(path, _new_signing_key)
    try:
        key = ECKey.import_key(cast("DictKey", kept))  # whatever else it holds is refused by the import
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error
    if not key.is_private:
        raise _damaged(path)
    key.ensure_kid()
    return key


def client_secrets(data_directory: Path) -> Mapping[str, str]:
    """Client id -> secret, for each confidential client. A client without a secret cannot sign in."""
    path = data_directory / SECRETS_FILE
    kept = _kept(path, _new_client_secrets)
    if not all(isinstance(secret, str) and secret for secret in kept.values()):
        raise _damaged(path)
    missing = _new_client_secrets().keys() - kept.keys()
    if missing:  # a client that is newer than the file
        kept |= {name: secret for name, secret in _new_client_secrets().items() if name in missing}
        _write_privately(path, orjson.dumps(kept))
    return {client: str(secret) for client, secret in kept.items()}


def _new_signing_key() -> Mapping[str, object]:
    return ECKey.generate_key("P-256", private=True, auto_kid=True).as_dict(private=True)


def _new_client_secrets() -> Mapping[str, object]:
    return {client.client_id: secrets.token_urlsafe(32) for client in CLIENTS if client.confidential}


def _kept(path: Path, make: Callable[[], Mapping[str, object]]) -> dict[str, object]:
    if not path.exists():
        _write_privately(path, orjson.dumps(make()))
    _require_private(path)
    try:
        kept = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise _damaged(path) from error
    if not isinstance(kept, dict):
        raise _damaged(path)
    return kept


def _write_privately(path: Path, content: bytes) -> None:
    """Write whole or not at all: a crash leaves at most a file of another name, which nothing reads."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _require_private(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeepsakeRefused(
            f"Others can read {path}, so it is no secret: delete it and start the demonstration again."
        )


def _damaged(path: Path) -> KeepsakeRefused:
    return KeepsakeRefused(f"{path} is damaged: delete it and start the demonstration again.")
