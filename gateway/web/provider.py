"""The identity provider, as a client of OpenID Connect sees it: Authlib's code flow with PKCE, every claim checked.

sent = await provider.begin()                    # where to send the browser, and what to remember meanwhile
signed_in = await provider.finish(sent.pending, query)
tokens = await provider.renewed(tokens)
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import httpx2
import orjson
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import JoseError
from joserfc.jws import deserialize_compact, extract_compact

from gateway.authentication.issuer import IssuerSettings
from gateway.authentication.keys import ProviderKeys
from gateway.authentication.refusal import Unauthenticated
from gateway.web.address import Address
from gateway.web.session import Tokens

SCOPE: Final = "openid offline_access"
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
NEEDED: Final = ("authorization_endpoint", "token_endpoint")
AFRESH: Final = {"prompt": "login consent", "max_age": "0"}  # auth_time must then be told (OpenID Connect Core 3.1.2.1)
LOGOUT_AGE: Final = 120  # seconds that a logout token may be old
TIMEOUT: Final = 5.0  # seconds for any answer of the provider

log = structlog.get_logger(__name__)


class SignInRefused(Exception):
    """The identity provider did not sign this person in, or no longer does. ``reason`` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderUnavailable(Exception):
    """The identity provider does not answer."""


@dataclass(frozen=True, slots=True)
class Registration:
    """How the provider knows us."""

    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in that has begun: what must come back, what proves that it was us, and where the person was going.

    ``afresh``: the person is to sign in there again, though they still are.
    """

    state: str
    nonce: str
    verifier: str
    back_to: str
    begun_at: float
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Where to send the browser, and what to remember until it is back."""

    url: str
    pending: Pending


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in."""

    subject: str
    provider_session: str | None
    tokens: Tokens


class Provider:
    """One identity provider. ``clock`` gives seconds since the epoch."""

    def __init__(
        self,
        settings: IssuerSettings,
        registration: Registration,
        address: Address,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.issuer = settings.issuer
        self._settings = settings
        self._registration = registration
        self._address = address
        self._clock = clock
        self._keys = ProviderKeys(settings, clock)
        self._known: dict[str, Any] | None = None

    @property
    def client_id(self) -> str:
        """What the identity provider, the directory and the access record call the pages."""
        return self._registration.client_id

    async def begin(self, back_to: str, *, afresh: bool = False) -> Sent:
        """The start of a sign-in; ``afresh``: of somebody who signs in again to show that it is they."""
        pending = Pending(
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(48),
            back_to,
            self._clock(),
            afresh,
        )
        asked = {
            "response_type": "code",
            "client_id": self._registration.client_id,
            "redirect_uri": self._address.signed_in,
            "scope": SCOPE,
            "state": pending.state,
            "nonce": pending.nonce,
            "code_challenge": create_s256_code_challenge(pending.verifier),
            "code_challenge_method": "S256",
            "resource": self._settings.audience,
            "prompt": "consent",  # without which a provider may leave offline_access out (OpenID Connect Core 11)
            **(AFRESH if afresh else {}),
        }
        endpoint = (await self._metadata())["authorization_endpoint"]
        return Sent(f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", pending)

    async def finish(self, pending: Pending, answered: Mapping[str, str]) -> SignedIn:
        """Who signed in, from the query that the browser came back with. Raises ``SignInRefused``."""
        if not secrets.compare_digest(answered.get("state", "").encode(), pending.state.encode()):
            raise SignInRefused("state")
        if answered.get("iss", self.issuer) != self.issuer:
            raise SignInRefused("issuer")  # RFC 9207: another provider's answer
        if "code" not in answered:
            raise SignInRefused(f"the provider said {answered.get('error', 'nothing')}"[:80])
        token = await self._asked_for(
            grant_type="authorization_code",
            code=answered["code"],
            code_verifier=pending.verifier,
            redirect_uri=self._address.signed_in,
        )
        claims = await self._claims(token.get("id_token"), {"JWT", "jwt", None})
        self._require_id_token(claims, pending)
        tokens = self._tokens(token, str(token["id_token"]), _seconds(claims.get("auth_time")))
        return SignedIn(str(claims["sub"]), _text(claims.get("sid")), tokens)

    async def renewed(self, tokens: Tokens) -> Tokens:
        """The tokens with a fresh access token. Raises ``SignInRefused`` where the provider gives none any more."""
        if tokens.refresh is None:
            raise SignInRefused("no refresh token")
        token = await self._asked_for(grant_type="refresh_token", refresh_token=tokens.refresh)
        return self._tokens({"refresh_token": tokens.refresh, **token}, tokens.identity, tokens.signed_in_at)

    async def sign_out(self, tokens: Tokens | None) -> str:
        """Where to send the browser to sign out there too; our own page where the provider has none."""
        endpoint = (await self._metadata()).get("end_session_endpoint")
        if endpoint is None or tokens is None:
            return self._address.signed_out
        asked = {
            "id_token_hint": tokens.identity,
            "client_id": self._registration.client_id,
            "post_logout_redirect_uri": self._address.signed_out,
        }
        return f"{endpoint}?{urlencode(asked)}"

    async def logged_out(self, logout_token: str) -> tuple[str | None, str | None]:
        """Subject and session that a logout token ends (Back-Channel Logout 2.6). Raises ``SignInRefused``."""
        claims = await self._claims(logout_token, {"logout+jwt", "JWT", "jwt", None})
        events = claims.get("events")
        if not isinstance(events, dict) or LOGOUT_EVENT not in events or "nonce" in claims:
            raise SignInRefused("not a logout token")
        if abs(self._clock() - float(claims.get("iat", 0))) > LOGOUT_AGE:
            raise SignInRefused("an old logout token")
        subject, session = _text(claims.get("sub")), _text(claims.get("sid"))
        if subject is None and session is None:
            raise SignInRefused("a logout token for nobody")
        return subject, session

    async def close(self) -> None:
        """Leave nothing running."""
        await self._keys.close()

    def _tokens(self, token: Mapping[str, Any], identity: str, signed_in_at: float) -> Tokens:
        expires_at = self._clock() + float(token.get("expires_in") or 60)
        return Tokens(str(token["access_token"]), _text(token.get("refresh_token")), identity, expires_at, signed_in_at)

    async def _asked_for(self, **form: str) -> dict[str, Any]:
        """The token endpoint's answer, over Authlib, which sends our secret as the provider wants it."""
        endpoint = (await self._metadata())["token_endpoint"]
        ours = self._registration.client_id, self._registration.client_secret
        try:
            async with AsyncOAuth2Client(*ours, timeout=TIMEOUT, trust_env=False) as client:
                token = await client.fetch_token(endpoint, resource=self._settings.audience, **form)
        except AuthlibBaseError as error:
            raise SignInRefused(f"the provider said {error.error}"[:80]) from error
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderUnavailable(type(error).__name__) from error
        if "access_token" not in token:
            raise SignInRefused("no access token")
        return dict(token)

    async def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0), read once it is needed, and kept."""
        if self._known is None:
            url = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            try:
                async with httpx2.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
                    said = (await client.get(url)).raise_for_status().json()
            except (httpx2.HTTPError, ValueError) as error:
                raise ProviderUnavailable(type(error).__name__) from error
            if said.get("issuer") != self.issuer or any(name not in said for name in NEEDED):
                log.error("the identity provider's discovery document is not its own", url=url)
                raise ProviderUnavailable("discovery")
            self._known = said
        return self._known

    async def _claims(self, token: object, kinds: set[str | None]) -> dict[str, Any]:
        """The claims of a token that this provider signed for us, unexpired."""
        try:
            claims = await self._signed(str(token), kinds)
        except (JoseError, ValueError, KeyError, Unauthenticated) as error:
            raise SignInRefused(f"a token that cannot be trusted: {type(error).__name__}") from error
        audience = claims.get("aud")
        if claims.get("iss") != self.issuer or self._registration.client_id not in (
            audience if isinstance(audience, list) else [audience]
        ):
            raise SignInRefused("a token of, or for, somebody else")
        if self._clock() >= float(claims.get("exp", 0)) + self._settings.leeway.total_seconds():
            raise SignInRefused("an expired token")
        return claims

    async def _signed(self, token: str, kinds: set[str | None]) -> dict[str, Any]:
        head = extract_compact(token.encode()).headers()
        algorithm = head.get("alg")
        if algorithm not in self._settings.algorithms or head.get("typ") not in kinds:
            raise SignInRefused("a token of another kind")
        key = await self._keys.find(str(head.get("kid")), str(algorithm))
        signed = deserialize_compact(token, key, algorithms=[str(algorithm)])
        claims: dict[str, Any] = orjson.loads(signed.payload or b"")
        return claims

    def _require_id_token(self, claims: Mapping[str, Any], pending: Pending) -> None:
        """OpenID Connect Core 3.1.3.7: made for this sign-in, and for no other client."""
        if claims.get("nonce") != pending.nonce:
            raise SignInRefused("nonce")
        if claims.get("azp", self._registration.client_id) != self._registration.client_id:
            raise SignInRefused("authorised party")
        if not _text(claims.get("sub")):
            raise SignInRefused("no subject")
        before = pending.begun_at - self._settings.leeway.total_seconds()
        if pending.afresh and _seconds(claims.get("auth_time")) < before:
            raise SignInRefused("not signed in afresh")


def _seconds(value: object) -> float:
    """Seconds since the epoch; 0 for anything else."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
