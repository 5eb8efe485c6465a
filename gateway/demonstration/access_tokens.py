"""The tokens of the demonstration: RFC 9068 access tokens that live for five minutes."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import orjson
from joserfc.jwk import ECKey
from joserfc.jws import serialize_compact

from gateway.demonstration.personas import DemonstrationClient, Persona

LIFETIME: Final = 300  # seconds
ALGORITHM: Final = "ES256"


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Mints tokens from ``issuer`` for ``audience``. ``clock`` gives seconds since the epoch."""

    issuer: str
    audience: str
    key: ECKey
    clock: Callable[[], float]

    def for_person(self, persona: Persona, client: DemonstrationClient) -> str:
        """``persona``, through ``client``: a system is named as acting for them (RFC 8693), an application is not."""
        acting = {"act": {"sub": client.client_id}} if client.confidential else {}
        signed_in = {"auth_time": int(self.clock()), "acr": "urn:mappa:demonstration"}
        return self._mint({"sub": persona.subject, "client_id": client.client_id, **signed_in, **acting})

    def for_system(self, client: DemonstrationClient) -> str:
        """``client`` for itself. The gateway accepts this only of a client registered as human-less."""
        return self._mint({"sub": client.client_id, "client_id": client.client_id})

    def _mint(self, claims: Mapping[str, object]) -> str:
        now = int(self.clock())
        terms = {"iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + LIFETIME}
        header = {"typ": "at+jwt", "alg": ALGORITHM, "kid": self.key.kid}
        payload = orjson.dumps({**terms, "jti": secrets.token_urlsafe(16), **claims})
        return serialize_compact(header, payload, self.key, algorithms=[ALGORITHM])
