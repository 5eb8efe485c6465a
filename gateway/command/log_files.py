"""New keys of a log or a witness, and the policy that says whose signatures count, as files hold them.

A witness is made of this and loads nothing of the gateway.
"""

import os
from pathlib import Path

from gateway.command.refusal import CommandRefused
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import Policy


def policy_in(path: Path) -> Policy:
    """The policy in a file."""
    try:
        return Policy.parse(path.read_bytes())
    except (OSError, FormatRefused) as error:
        raise CommandRefused(f"{path} is no policy: {error}. docs/audit.md shows one.") from None


def new_key(name: str, out: Path, *, witness: bool) -> str:
    """Write a new signing key where nothing is yet, readable by its owner alone; the verifier's key."""
    try:
        key = SigningKey.generate(name, KeyType.COSIGNATURE if witness else KeyType.LOG)
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.written() + "\n")
    except FormatRefused as error:
        raise CommandRefused(f"{error}. Give a name such as example.org/mappa.") from None
    except OSError as error:
        raise CommandRefused(
            f"{out} cannot be written ({error.strerror}): name a new file, in a folder that is there."
        ) from None
    return str(key.verifier)
