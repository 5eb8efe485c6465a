"""The identity provider's public keys: fetched when needed, shared by all who wait, and never trusted for long.

A key we do not know may be a new one, so it makes us ask again; but a caller can invent unknown keys as fast as they
can type, so we ask at most once in ``fetch_pause``. Every fetch brings all keys, so that pause is also the longest
that a real rotation can go unnoticed. When no usable key is at hand, nobody is let in.
"""

import asyncio
import math
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx2
import orjson
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, RSAKey

from gateway.authentication.issuer import KEY_TYPES, IssuerSettings, is_loopback
from gateway.authentication.refusal import RefusalReason, Unauthenticated

LARGEST_DOCUMENT: Final = 256 * 1024  # bytes
SHORTEST_RSA_KEY: Final = 2048  # bits, NIST SP 800-131A
SIGNING_KEY_TYPES: Final = frozenset(KEY_TYPES.values())

KeyName = tuple[str, str]  # kid and key type: a kid need only be unique within its type (RFC 7517 section 4.5)


class KeyDocumentError(Exception):
    """What the provider sent in place of its keys."""


log = structlog.get_logger(__name__)


class ProviderKeys:
    """The keys of one provider. ``find`` is the only question that can be asked."""

    def __init__(self, settings: IssuerSettings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._clock = clock
        self._keys: Mapping[KeyName, Key] = {}
        self._fetched_at = -math.inf
        self._tried_at = -math.inf
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str, algorithm: str) -> Key:
        """The key named ``kid`` for ``algorithm``; ``Unauthenticated`` if it or all keys cannot be had."""
        name = (kid, KEY_TYPES[algorithm])
        if not self._usable() or name not in self._keys:
            await self._refresh()
        elif self._age() > self._settings.keys_fresh_for.total_seconds():
            self._begin_fetch()  # nobody waits: what we have is still good
        if not self._usable():
            raise Unauthenticated(RefusalReason.KEYS_UNAVAILABLE)
        if name not in self._keys:
            raise Unauthenticated(RefusalReason.UNKNOWN_KEY)
        return self._keys[name]

    async def close(self) -> None:
        """Let a fetch under way end: for the gateway's own ending. It takes ``fetch_timeout`` at most."""
        if self._fetching is not None:
            await self._fetching

    def _usable(self) -> bool:
        return bool(self._keys) and self._age() < self._settings.keys_usable_for.total_seconds()

    def _age(self) -> float:
        """Seconds since the keys came; a clock set back ages them too."""
        return abs(self._clock() - self._fetched_at)

    async def _refresh(self) -> None:
        fetching = self._begin_fetch()
        if fetching is not None:
            await asyncio.shield(fetching)  # one caller hanging up must not end the fetch the others wait for

    def _begin_fetch(self) -> asyncio.Task[None] | None:
        """The fetch under way, or a new one unless the last was a moment ago."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        if abs(self._clock() - self._tried_at) < self._settings.fetch_pause.total_seconds():
            return None
        self._tried_at = self._clock()
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        """Replace the keys. A failure keeps those we have for as long as they are usable, and says so in the log."""
        try:
            keys = usable_keys(await self._download())
        except Exception as failure:  # noqa: BLE001 - whatever it was, those who wait are refused, not sent a fault
            log.warning("signing keys not fetched", url=self._settings.jwks_url, failure=repr(failure))
            return
        if not keys:
            log.error("the identity provider publishes no usable signing key", url=self._settings.jwks_url)
        self._keys, self._fetched_at = keys, self._clock()

    async def _download(self) -> object:
        limit = self._settings.fetch_timeout.total_seconds()
        through_proxy = not is_loopback(urlsplit(self._settings.jwks_url).hostname)
        async with (
            asyncio.timeout(limit),
            httpx2.AsyncClient(timeout=limit, trust_env=through_proxy) as client,
            client.stream("GET", self._settings.jwks_url) as response,
        ):
            return orjson.loads(await _body(response))


async def _body(response: httpx2.Response) -> bytes:
    if response.status_code != 200:  # a redirect too: keys come from the configured address or not at all
        raise KeyDocumentError(f"the identity provider answered {response.status_code}, not its keys")
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > LARGEST_DOCUMENT:
            raise KeyDocumentError("the identity provider's key document is too large")
    return bytes(body)


def usable_keys(document: object) -> Mapping[KeyName, Key]:
    """The public signing keys of a JWK set; a key of any other sort is passed over (RFC 7517 section 5)."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise KeyDocumentError("the identity provider's key document is not a JWK set")
    keys = [key for key in map(_public_signing_key, listed) if key is not None]
    return {(str(key.kid), key.key_type): key for key in keys}


def _public_signing_key(jwk: object) -> Key | None:
    """One key, or none: without a name, for encryption, symmetric, too short, or private and so already lost."""
    if not isinstance(jwk, dict) or not isinstance(jwk.get("kid"), str) or "d" in jwk:
        return None
    if jwk.get("kty") not in SIGNING_KEY_TYPES or jwk.get("use", "sig") != "sig":
        return None
    try:
        key = JWKRegistry.import_key(jwk)
        return key if _long_enough(key) else None
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _long_enough(key: Key) -> bool:
    return not isinstance(key, RSAKey) or key.public_key.key_size >= SHORTEST_RSA_KEY
