"""An identity provider to be judged: it publishes what it is told to, and signs whatever it is given."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64encode
from starlette.types import Receive, Scope, Send

ISSUER = "https://identity.example"
AUDIENCE = "https://gateway.example"
NOW = 1_800_000_000.0

EC_KEY = ECKey.generate_key("P-256", {"kid": "ec"})
RSA_KEY = RSAKey.generate_key(2048, {"kid": "rsa"})
OKP_KEY = OKPKey.generate_key("Ed25519", {"kid": "okp"})
NEW_KEY = ECKey.generate_key("P-256", {"kid": "new"})
STRANGE_KEY = ECKey.generate_key("P-256", {"kid": "ec"})  # somebody else's, under the same name

CLAIMS: Mapping[str, object] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "person-1",
    "client_id": "web",
    "iat": NOW,
    "exp": NOW + 300,
    "jti": "token-1",
}


def claims(**changes: object) -> dict[str, object]:
    """Good claims with ``changes``; a claim changed to ``...`` is left out."""
    return {name: value for name, value in {**CLAIMS, **changes}.items() if value is not ...}


def signed(payload: bytes, key: Key = EC_KEY, algorithm: str = "ES256", **header: object) -> bytes:
    """A compact token. A header changed to ``...`` is left out; nothing else is checked."""
    stated = {"typ": "at+jwt", "alg": algorithm, "kid": key.kid, **header}
    head = orjson.dumps({name: value for name, value in stated.items() if value is not ...})
    content = urlsafe_b64encode(head) + b"." + urlsafe_b64encode(payload)
    return content + b"." + urlsafe_b64encode(JWSRegistry.algorithms[algorithm].sign(content, key))


def bearer(
    payload: Mapping[str, object] = CLAIMS, key: Key = EC_KEY, algorithm: str = "ES256", **header: object
) -> bytes:
    """An ``Authorization`` header that carries such a token."""
    return b"Bearer " + signed(orjson.dumps(payload), key, algorithm, **header)


def published(*keys: Key) -> dict[str, object]:
    """The JWK set of the public halves of ``keys``."""
    return {"keys": [key.as_dict(private=False) for key in keys]}


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class KeyEndpoint:
    """The provider's key endpoint, as an ASGI application that counts how often it is asked."""

    document: object = field(default_factory=lambda: published(EC_KEY, RSA_KEY, OKP_KEY))
    status: int = 200
    location: str | None = None
    delay: float = 0.0
    raw: bytes | None = None
    asked: int = 0
    root: str = ""  # where it is served

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(self.delay)
        headers = [(b"content-type", b"application/json")]
        if self.location:
            headers.append((b"location", self.location.encode()))
        body = self.raw if self.raw is not None else orjson.dumps(self.document)
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
