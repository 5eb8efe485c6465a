"""Access tokens: from the bytes of an ``Authorization`` header to ``Credentials``, or one refusal for every cause.

    validator = TokenValidator(IssuerSettings(issuer, audience, jwks_url))
    header = bearer_header(scope["headers"])
    credentials = (header and validator.cached(header)) or await validator.validate(header)

A token is accepted that is an RFC 9068 access token, signed by a key the provider publishes, for us, for minutes. It
never chooses its own key or algorithm. A token already seen costs one look-up until it expires; so a key withdrawn by
the provider, or a token it revoked, is honoured for at most the life of a token. Who a principal is, and whether they
are suspended, is asked of the directory for every request and not remembered here.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from gateway.authentication.credentials import AuthenticationContext, Credentials, read_claims
from gateway.authentication.issuer import IssuerRefused, IssuerSettings
from gateway.authentication.keys import ProviderKeys
from gateway.authentication.refusal import RefusalReason, Unauthenticated

__all__ = [
    "AuthenticationContext",
    "Credentials",
    "IssuerRefused",
    "IssuerSettings",
    "RefusalReason",
    "TokenValidator",
    "Unauthenticated",
    "bearer_header",
]

LONGEST_HEADER: Final = 8 * 1024  # bytes
LONGEST_KEY_NAME: Final = 255
TYPES: Final = frozenset({"at+jwt", "application/at+jwt"})  # RFC 9068 section 4
# Each of these would let a token bring its own key, or change what is signed.
REFUSED_HEADERS: Final = frozenset({"jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"})
BEARER: Final = re.compile(rb"(?i:bearer) +(([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+))\.([A-Za-z0-9_-]+)")


def bearer_header(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    """The one ``Authorization`` header of an ASGI request. Two are refused: who is to say which of them we obeyed?"""
    found = [value for name, value in headers if name == b"authorization"]
    if len(found) > 1:
        raise Unauthenticated(RefusalReason.REPEATED_HEADER)
    return found[0] if found else None


class TokenValidator:
    """Judges the access tokens of one identity provider. ``clock`` gives seconds since the epoch."""

    def __init__(self, settings: IssuerSettings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._clock = clock
        self._keys = ProviderKeys(settings, clock)
        self._seen: OrderedDict[bytes, tuple[float, Credentials]] = OrderedDict()
        self._leeway = settings.leeway.total_seconds()

    def cached(self, header: bytes) -> Credentials | None:
        """The credentials of a header that was accepted before and still holds. The hot path: no parsing at all."""
        seen = self._seen.get(header)
        if seen is None:
            return None
        if self._clock() >= seen[0]:
            del self._seen[header]
            return None
        self._seen.move_to_end(header)
        return seen[1]

    def holds_until(self, credentials: Credentials) -> float:
        """Until when a token that was accepted is accepted again, in seconds since the epoch."""
        return credentials.expires_at + self._leeway

    async def validate(self, authorization_header: bytes | None) -> Credentials:
        """The credentials in the header, or ``Unauthenticated``."""
        if authorization_header is None:
            raise Unauthenticated(RefusalReason.NO_CREDENTIALS)
        return self.cached(authorization_header) or await self._judge(authorization_header)

    async def close(self) -> None:
        """Leave nothing running. For the gateway's own ending."""
        await self._keys.close()

    async def _judge(self, header: bytes) -> Credentials:
        signed, head, payload, signature = _parts(header)
        algorithm, kid = self._read_head(_json_object(head))
        key = await self._keys.find(kid, algorithm)
        _require_signature(signed, _decoded(signature), key, algorithm)
        credentials = read_claims(_json_object(payload), self._settings, self._clock())
        self._remember(header, credentials)
        return credentials

    def _read_head(self, head: dict[str, object]) -> tuple[str, str]:
        """The algorithm and the name of the key, of a token that leaves all else to us."""
        kind, algorithm, kid = head.get("typ"), head.get("alg"), head.get("kid")
        if not isinstance(kind, str) or kind.lower() not in TYPES:
            raise Unauthenticated(RefusalReason.WRONG_TYPE)
        if not isinstance(algorithm, str) or algorithm not in self._settings.algorithms:
            raise Unauthenticated(RefusalReason.WRONG_ALGORITHM)
        if head.keys() & REFUSED_HEADERS:
            raise Unauthenticated(RefusalReason.REFUSED_HEADER)
        if not isinstance(kid, str) or not 0 < len(kid) <= LONGEST_KEY_NAME:
            raise Unauthenticated(RefusalReason.UNKNOWN_KEY)
        return algorithm, kid

    def _remember(self, header: bytes, credentials: Credentials) -> None:
        self._seen[header] = (self.holds_until(credentials), credentials)
        if len(self._seen) > self._settings.cached_tokens:
            self._seen.popitem(last=False)


def _parts(header: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """What was signed, and the three encoded parts."""
    if len(header) > LONGEST_HEADER:
        raise Unauthenticated(RefusalReason.OVERLONG)
    match = BEARER.fullmatch(header)
    if match:
        return match[1], match[2], match[3], match[4]
    is_bearer = header[:7].lower() == b"bearer "
    raise Unauthenticated(RefusalReason.MALFORMED if is_bearer else RefusalReason.NOT_BEARER)


def _decoded(part: bytes) -> bytes:
    """Base64url as RFC 7515 has it. A second spelling of the same bytes is refused."""
    try:
        return urlsafe_b64decode(part)
    except ValueError as error:
        raise Unauthenticated(RefusalReason.MALFORMED) from error


def _json_object(part: bytes) -> dict[str, object]:
    try:
        value = orjson.loads(_decoded(part))
    except orjson.JSONDecodeError as error:
        raise Unauthenticated(RefusalReason.MALFORMED) from error
    if not isinstance(value, dict):
        raise Unauthenticated(RefusalReason.MALFORMED)
    return value


def _require_signature(signed: bytes, signature: bytes, key: Key, algorithm: str) -> None:
    """The key must be of the kind the algorithm needs, so that no algorithm can be tricked into another's key."""
    judge = JWSRegistry.algorithms[algorithm]
    try:
        judge.check_key(key)
        holds = judge.verify(signed, signature, key)
    except (JoseError, ValueError) as error:
        raise Unauthenticated(RefusalReason.BAD_SIGNATURE) from error
    if not holds:
        raise Unauthenticated(RefusalReason.BAD_SIGNATURE)
