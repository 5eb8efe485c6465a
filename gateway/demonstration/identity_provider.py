r"""A small OAuth 2 identity provider that signs in the personas of the demonstration, and nobody else.

    curl http://127.0.0.1:8001/token -d client_id=mappa-demonstration -d persona=police \
         -d grant_type=urn:mappa:params:oauth:grant-type:demonstration

Grant types:
- ``urn:mappa:params:oauth:grant-type:demonstration`` with ``persona=NAME`` (ours; there is no password to give):
  a token for that persona. Asked for by a system with its secret, the token names the system as acting for them.
- ``client_credentials``: a token for a system itself, with nobody behind it.

It is an outside party like any other: the gateway knows it by its issuer, audience and published keys alone. The
authorization-code flow for browsers is one more row in ``GRANTS`` and one more route.
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
from gateway.demonstration.keepsakes import client_secrets, signing_key
from gateway.demonstration.personas import PERSONAS, DemonstrationClient, persona_named
from gateway.demonstration.token_request import Form, TokenRequestRefused, read_form, requesting_client

DEMONSTRATION_GRANT: Final = "urn:mappa:params:oauth:grant-type:demonstration"
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
    return _Endpoints(tokens, client_secrets(demonstration.data_directory)).application()


def demonstration_grant(tokens: AccessTokens, client: DemonstrationClient, form: Form) -> str:
    """A token for the persona named in ``form``. A human-less client has nobody to act for."""
    if client.human_less:
        raise TokenRequestRefused("unauthorized_client", "A human-less client asks with client_credentials.")
    persona = persona_named(form.get("persona", ""))
    if persona is None:
        names = ", ".join(persona.name for persona in PERSONAS)
        raise TokenRequestRefused("invalid_grant", f"State persona as one of: {names}.")
    return tokens.for_person(persona, client)


def client_credentials_grant(tokens: AccessTokens, client: DemonstrationClient, form: Form) -> str:  # noqa: ARG001
    """A token for the client itself, which must have proved itself (RFC 6749 section 4.4)."""
    if not client.confidential:
        raise TokenRequestRefused("unauthorized_client", f"{client.client_id} has no secret: name a persona instead.")
    return tokens.for_system(client)


Grant = Callable[[AccessTokens, DemonstrationClient, Form], str]
GRANTS: Final[Mapping[str, Grant]] = MappingProxyType(
    {DEMONSTRATION_GRANT: demonstration_grant, "client_credentials": client_credentials_grant}
)


@dataclass(frozen=True, slots=True)
class _Endpoints:
    tokens: AccessTokens
    secrets: Mapping[str, str]

    def application(self) -> ASGIApp:
        routes = [
            Route("/.well-known/openid-configuration", self.metadata),
            Route("/.well-known/oauth-authorization-server", self.metadata),
            Route("/jwks", self.keys),
            Route("/token", self.token, methods=["POST"]),
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

    def _grant(self, client: DemonstrationClient, form: Form) -> str:
        if form.get("resource", self.tokens.audience) != self.tokens.audience:
            raise TokenRequestRefused("invalid_target", f"Tokens are for {self.tokens.audience} only.")
        grant = GRANTS.get(form.get("grant_type", ""))
        if grant is None:
            raise TokenRequestRefused("unsupported_grant_type", f"State grant_type as one of: {', '.join(GRANTS)}.")
        return grant(self.tokens, client, form)


def _metadata(issuer: str) -> dict[str, object]:
    root = issuer.rstrip("/")
    return {
        "issuer": issuer,
        "jwks_uri": f"{root}/jwks",
        "token_endpoint": f"{root}/token",
        "grant_types_supported": list(GRANTS),
        "response_types_supported": [],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
    }


def _issued(token: str) -> JSONResponse:
    answer = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME}
    return JSONResponse(answer, headers=NOT_KEPT)


def _refused(refusal: TokenRequestRefused) -> JSONResponse:
    unproved = refusal.code == "invalid_client"
    headers = NOT_KEPT | ({"WWW-Authenticate": "Basic"} if unproved else {})
    answer = {"error": refusal.code, "error_description": refusal.remedy}
    return JSONResponse(answer, 401 if unproved else 400, headers)
