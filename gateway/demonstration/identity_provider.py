r"""A small OAuth 2 identity provider that signs in the personas of the demonstration, and nobody else.

    curl http://127.0.0.1:8001/token -d client_id=mappa-demonstration -d persona=police \
         -d grant_type=urn:mappa:params:oauth:grant-type:demonstration

Grant types:
- ``urn:mappa:params:oauth:grant-type:demonstration`` with ``persona=NAME`` (ours; there is no password to give):
  a token for that persona. Asked for by a system with its secret, the token names the system as acting for them.
- ``client_credentials``: a token for a system itself, with nobody behind it.

- ``authorization_code`` (with PKCE) and ``refresh_token``: what people sign in with in a browser, where a plain page
  asks whom they are today (``gateway/demonstration/browser_sign_in.py``).

It is an outside party like any other: the gateway knows it by its issuer, audience and published keys alone.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from gateway.authentication.issuer import is_loopback
from gateway.demonstration.access_tokens import LIFETIME, AccessTokens
from gateway.demonstration.admission import Demonstration, LoopbackOnly, NotADemonstration
from gateway.demonstration.browser_sign_in import BrowserSignIn
from gateway.demonstration.keepsakes import client_secrets, signing_key
from gateway.demonstration.personas import PERSONAS, DemonstrationClient, persona_named
from gateway.demonstration.sign_ins import SignIns
from gateway.demonstration.token_request import Form, TokenRequestRefused, read_form, requesting_client

DEMONSTRATION_GRANT: Final = "urn:mappa:params:oauth:grant-type:demonstration"
Issued = Mapping[str, str]  # by name: the tokens of one answer
NOT_KEPT: Final = {"Cache-Control": "no-store"}


def identity_provider(
    demonstration: Demonstration, issuer: str, audience: str, clock: Callable[[], float] = time.time
) -> ASGIApp:
    """The provider as an ASGI application, to be served at ``issuer``, whose tokens are for ``audience``."""
    if not isinstance(demonstration, Demonstration):
        raise NotADemonstration("The demonstration identity provider starts only under `mappa demo`.")
    if not is_loopback(urlsplit(issuer).hostname):
        raise NotADemonstration(f"The demonstration is for this machine only: its issuer cannot be {issuer}.")
    tokens = AccessTokens(issuer, audience, signing_key(demonstration.data_directory), clock)
    desk = Desk(tokens, SignIns(clock))
    return _Endpoints(desk, client_secrets(demonstration.data_directory)).application()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a grant has before it: the tokens that can be minted, and who has signed in with a browser."""

    tokens: AccessTokens
    sign_ins: SignIns


def demonstration_grant(desk: Desk, client: DemonstrationClient, form: Form) -> Issued:
    """A token for the persona named in ``form``. A human-less client has nobody to act for."""
    if client.human_less:
        raise TokenRequestRefused("unauthorized_client", "A human-less client asks with client_credentials.")
    persona = persona_named(form.get("persona", ""))
    if persona is None:
        names = ", ".join(persona.name for persona in PERSONAS)
        raise TokenRequestRefused("invalid_grant", f"State persona as one of: {names}.")
    return {"access_token": desk.tokens.for_person(persona, client)}


def client_credentials_grant(desk: Desk, client: DemonstrationClient, form: Form) -> Issued:  # noqa: ARG001
    """A token for the client itself, which must have proved itself (RFC 6749 section 4.4)."""
    if not client.confidential:
        raise TokenRequestRefused("unauthorized_client", f"{client.client_id} has no secret: name a persona instead.")
    return {"access_token": desk.tokens.for_system(client)}


def authorization_code_grant(desk: Desk, client: DemonstrationClient, form: Form) -> Issued:
    """Tokens for who signed in, against the code, once (RFC 6749 section 4.1.3, RFC 7636 section 4.6)."""
    signed_in = desk.sign_ins.redeem(form.get("code", ""), client, form.get("redirect_uri"), form.get("code_verifier"))
    session = {"sid": signed_in.sid, "nonce": signed_in.nonce, "auth_time": int(signed_in.at)}
    return {
        "access_token": desk.tokens.for_person(signed_in.persona, client, signed_in.at),
        "id_token": desk.tokens.identity(signed_in.persona, client, session),
        "refresh_token": desk.sign_ins.renewable(signed_in),
    }


def refresh_token_grant(desk: Desk, client: DemonstrationClient, form: Form) -> Issued:
    """Another access token, and another refresh token in place of this one (RFC 9700 section 4.14.2)."""
    signed_in = desk.sign_ins.renew(form.get("refresh_token", ""), client)
    access = desk.tokens.for_person(signed_in.persona, client, signed_in.at)
    return {"access_token": access, "refresh_token": desk.sign_ins.renewable(signed_in)}


Grant = Callable[[Desk, DemonstrationClient, Form], Issued]
GRANTS: Final[Mapping[str, Grant]] = MappingProxyType(
    {
        DEMONSTRATION_GRANT: demonstration_grant,
        "client_credentials": client_credentials_grant,
        "authorization_code": authorization_code_grant,
        "refresh_token": refresh_token_grant,
    }
)


@dataclass(frozen=True, slots=True)
class _Endpoints:
    desk: Desk
    secrets: Mapping[str, str]

    @property
    def tokens(self) -> AccessTokens:
        return self.desk.tokens

    def application(self) -> ASGIApp:
        routes = [
            Route("/.well-known/openid-configuration", self.metadata),
            Route("/.well-known/oauth-authorization-server", self.metadata),
            Route("/jwks", self.keys),
            Route("/token", self.token, methods=["POST"]),
            *BrowserSignIn(self.tokens, self.desk.sign_ins).routes(),
        ]
        return LoopbackOnly(Starlette(routes=routes))

    async def metadata(self, request: Request) -> JSONResponse:  # noqa: ARG002
        """Discovery, by RFC 8414 and OpenID Connect alike."""
        return JSONResponse(_metadata(self.tokens.issuer))

    async def keys(self, request: Request) -> JSONResponse:  # noqa: ARG002
        published = {**self.tokens.key.as_dict(private=False), "use": "sig", "alg": "ES256"}
        return JSONResponse({"keys": [published]})

    async def token(self, request: Request) -> JSONResponse:
        try:
            form = await read_form(request)
            client = requesting_client(form, request.headers.get("authorization"), self.secrets)
            return _issued(self._grant(client, form))
        except TokenRequestRefused as refusal:
            return _refused(refusal)

    def _grant(self, client: DemonstrationClient, form: Form) -> Issued:
        if form.get("resource", self.tokens.audience) != self.tokens.audience:
            raise TokenRequestRefused("invalid_target", f"Tokens are for {self.tokens.audience} only.")
        grant = GRANTS.get(form.get("grant_type", ""))
        if grant is None:
            raise TokenRequestRefused("unsupported_grant_type", f"State grant_type as one of: {', '.join(GRANTS)}.")
        return grant(self.desk, client, form)


def _metadata(issuer: str) -> dict[str, object]:
    root = issuer.rstrip("/")
    return {
        "issuer": issuer,
        "jwks_uri": f"{root}/jwks",
        "token_endpoint": f"{root}/token",
        "authorization_endpoint": f"{root}/authorize",
        "end_session_endpoint": f"{root}/end-session",
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "scopes_supported": ["openid", "offline_access"],
        "grant_types_supported": list(GRANTS),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
    }


def _issued(issued: Issued) -> JSONResponse:
    answer = {**issued, "token_type": "Bearer", "expires_in": LIFETIME}
    return JSONResponse(answer, headers=NOT_KEPT)


def _refused(refusal: TokenRequestRefused) -> JSONResponse:
    unproved = refusal.code == "invalid_client"
    headers = NOT_KEPT | ({"WWW-Authenticate": "Basic"} if unproved else {})
    answer = {"error": refusal.code, "error_description": refusal.remedy}
    return JSONResponse(answer, 401 if unproved else 400, headers)
