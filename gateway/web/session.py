"""A session: one person in one browser, a role and a purpose. The cookie holds a secret, the server all else.

What is kept of a session is filed under the digest of its secret and sealed with a key made from the secret and the
gateway's own: neither the database nor the gateway's key alone opens anybody's tokens.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, Self

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE: Final = 12  # bytes, as AES-GCM wants
SEEN_EVERY: Final = timedelta(minutes=1)  # how exactly it is noted when somebody was last here


class SessionsUnavailable(Exception):
    """Sessions cannot be read or kept at the moment."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may go unused, how long it may last, and how long before its end a token is renewed."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=9)
    renew_before: timedelta = timedelta(seconds=45)
    drafts: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the identity provider gave. ``expires_at`` is that of the access token, in seconds since the epoch.

    ``signed_in_at``: when the person themselves last signed in there, in the same seconds; 0 where it did not say.
    """

    access: str
    refresh: str | None
    identity: str
    expires_at: float
    signed_in_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Kept:
    """A session as it is kept."""

    key: bytes
    issuer: str
    subject: str
    provider_session: str | None
    purpose: str | None
    role: str | None
    sealed: bytes
    draft: bytes | None
    begun_at: datetime
    seen_at: datetime

    def is_live(self, now: datetime, limits: Limits) -> bool:
        """Whether it may still be used."""
        return now - self.seen_at < limits.idle and now - self.begun_at < limits.absolute


class Renewal(Protocol):
    """A session that nobody else can change until the context ends."""

    @property
    def kept(self) -> Kept:
        """As it was when the context began."""

    async def save(self, sealed: bytes) -> None:
        """Keep other tokens."""


class Sessions(Protocol):
    """Where sessions are kept. Each raises ``SessionsUnavailable`` where it cannot."""

    async def add(self, kept: Kept, stale: datetime) -> None:
        """Keep a new session; forget those not seen since ``stale``."""

    async def find(self, key: bytes) -> Kept | None:
        """The session of a key, live or not."""

    async def see(self, key: bytes, at: datetime) -> None:
        """Note that the person is here."""

    async def choose(self, key: bytes, purpose: str) -> None:
        """Keep another purpose."""

    async def act_in(self, key: bytes, role: str | None) -> None:
        """Keep another role; None: none is chosen."""

    async def draft(self, key: bytes, draft: bytes | None) -> None:
        """Keep, or forget, what was typed."""

    def renewing(self, key: bytes) -> AbstractAsyncContextManager[Renewal | None]:
        """Hold a session while its tokens are renewed; None where it has ended."""

    async def end(self, key: bytes) -> None:
        """Forget a session."""

    async def end_all(self, issuer: str, subject: str | None, provider_session: str | None) -> None:
        """Forget those of a person, of one of their sessions at the identity provider, or of both."""


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret in a browser's cookie, and what is made from it."""

    value: str

    @classmethod
    def fresh(cls) -> Self:
        """One that nobody can guess."""
        return cls(secrets.token_urlsafe(32))

    @property
    def key(self) -> bytes:
        """Under which its session is filed."""
        return hashlib.sha256(self.value.encode()).digest()


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals and opens with the gateway's key; where a session has a secret, with that too."""

    root: bytes

    def tokens(self, secret: Secret, tokens: Tokens) -> bytes:
        """A session's tokens, sealed."""
        return self.sealed("tokens", asdict(tokens), secret)

    def opened_tokens(self, secret: Secret, sealed: bytes) -> Tokens | None:
        """The tokens, or None where the seal is not this session's."""
        opened = self.opened("tokens", sealed, secret)
        return Tokens(**opened) if opened else None

    def sealed(self, use: str, content: Mapping[str, object], secret: Secret | None = None) -> bytes:
        """Anything that is JSON, sealed for one use."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher(use, secret).encrypt(nonce, orjson.dumps(content), use.encode())

    def opened(self, use: str, sealed: bytes, secret: Secret | None = None) -> dict[str, Any] | None:
        """What was sealed for this use, or None for anything else."""
        try:
            plain = self._cipher(use, secret).decrypt(sealed[:NONCE], sealed[NONCE:], use.encode())
        except (InvalidTag, ValueError):
            return None
        content: dict[str, Any] = orjson.loads(plain)
        return content

    def proof(self, secret: Secret) -> str:
        """What a form carries to show that a page of this session made it."""
        return hmac.digest(self.root, b"form " + secret.value.encode(), hashlib.sha256).hex()

    def _cipher(self, use: str, secret: Secret | None) -> AESGCM:
        bound = secret.value if secret else ""
        return AESGCM(hmac.digest(self.root, f"{use} {bound}".encode(), hashlib.sha256))
