"""The tokens of the demonstration: RFC 9068 access tokens that live for five minutes, ID tokens, logout tokens."""

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
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Mints tokens from ``issuer`` for ``audience``. ``clock`` gives seconds since the epoch."""

    issuer: str
    audience: str
    key: ECKey
    clock: Callable[[], float]

    def for_person(self, persona: Persona, client: DemonstrationClient, signed_in_at: float | None = None) -> str:
        """``persona``, through ``client``: a system is named as acting for them (RFC 8693), an application is not.

        ``signed_in_at``: when they did, in seconds since the epoch; None: just now. A renewed token says what it said.
        """
        acts = client.confidential and not client.in_browser
        acting = {"act": {"sub": client.client_id}} if acts else {}
        signed_in = {"auth_time": int(signed_in_at or self.clock()), "acr": "urn:mappa:demonstration"}
        return self._access({"sub": persona.subject, "client_id": client.client_id, **signed_in, **acting})

    def for_system(self, client: DemonstrationClient) -> str:
        """``client`` for itself. The gateway accepts this only of a client registered as human-less."""
        return self._access({"sub": client.client_id, "client_id": client.client_id})

    def identity(self, persona: Persona, client: DemonstrationClient, session: Mapping[str, object]) -> str:
        """An ID token for ``client`` (OpenID Connect Core 2); ``session`` is ``sid``, ``nonce`` and ``auth_time``."""
        stated = {key: value for key, value in session.items() if value is not None}
        who = {"sub": persona.subject, "name": persona.display_name}
        return self._mint("JWT", {"aud": client.client_id, **who, **stated})

    def logout(self, persona: Persona, client: DemonstrationClient, sid: str) -> str:
        """A logout token (OpenID Connect Back-Channel Logout 2.4)."""
        claims = {"aud": client.client_id, "sub": persona.subject, "sid": sid, "events": {LOGOUT_EVENT: {}}}
        return self._mint("logout+jwt", claims)

    def _access(self, claims: Mapping[str, object]) -> str:
        return self._mint("at+jwt", {"aud": self.audience, **claims})

    def _mint(self, kind: str, claims: Mapping[str, object]) -> str:
        now = int(self.clock())
        terms = {"iss": self.issuer, "iat": now, "exp": now + LIFETIME}
        header = {"typ": kind, "alg": ALGORITHM, "kid": self.key.kid}
        payload = orjson.dumps({**terms, "jti": secrets.token_urlsafe(16), **claims})
        return serialize_compact(header, payload, self.key, algorithms=[ALGORITHM])
