"""Signing in to the demonstration with a browser: a page that asks whom you are today, and the way out again.

OpenID Connect's code flow with PKCE. The page keeps nothing: each button sends back what the client asked for, and it
is judged again. A client's redirect is accepted on any port of this machine (RFC 8252 section 7.3), at one path.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlencode, urlsplit

import httpx2
import orjson
import structlog
from joserfc.errors import JoseError
from joserfc.jws import deserialize_compact
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateway.authentication.issuer import is_loopback
from gateway.demonstration.access_tokens import ALGORITHM, AccessTokens
from gateway.demonstration.personas import PERSONAS, client_named, persona_named
from gateway.demonstration.sign_ins import SignIn, SignIns
from gateway.demonstration.token_request import Form, TokenRequestRefused, read_form

REDIRECT_PATH: Final = "/sign-in/done"
LOGOUT_PATH: Final = "/sign-out/back-channel"
KEPT: Final = ("client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "resource")
PKCE: Final = ("code_challenge", "code_challenge_method")
STYLE: Final = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #0b0c0c }
button { font: inherit; width: 100%; text-align: left; padding: .7rem 1rem; margin: .3rem 0; cursor: pointer;
  background: #fff; color: inherit; border: 2px solid #505a5f; border-radius: .3rem }
button:hover { background: #f3f2f1 } button:focus { outline: 3px solid #ffdd00; border-color: #0b0c0c }
small { color: #505a5f }
"""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class BrowserSignIn:
    """The endpoints that a browser is sent to."""

    tokens: AccessTokens
    sign_ins: SignIns

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/authorize", self.ask, methods=["GET"]),
            Route("/authorize", self.choose, methods=["POST"]),
            Route("/end-session", self.end, methods=["GET", "POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """The page with everybody on it."""
        try:
            asked = dict(request.query_params)
            _require_askable(asked, self.tokens.audience)
            return _page(asked)
        except TokenRequestRefused as refusal:
            return _refusal(refusal)

    async def choose(self, request: Request) -> Response:
        """Back to the client, as the persona that was chosen."""
        try:
            form = await read_form(request)
            _require_askable(form, self.tokens.audience)
            code = self.sign_ins.begin(self._sign_in(form))
        except TokenRequestRefused as refusal:
            return _refusal(refusal)
        back = {"code": code, "state": form.get("state", ""), "iss": self.tokens.issuer}
        return RedirectResponse(f"{form['redirect_uri']}?{urlencode(back)}", 303)

    def _sign_in(self, form: Form) -> SignIn:
        client, persona = client_named(form["client_id"]), persona_named(form.get("persona", ""))
        if client is None or persona is None:
            raise TokenRequestRefused("access_denied", "Choose one of the people on the page.")
        now = self.sign_ins.clock()
        return SignIn(persona, client, form["redirect_uri"], form["code_challenge"], form.get("nonce"), now)

    async def end(self, request: Request) -> Response:
        """Sign out (OpenID Connect RP-Initiated Logout 1.0), tell the client, and go back to it."""
        asked = dict(request.query_params) if request.method == "GET" else dict(await read_form(request))
        ended = self.sign_ins.end(self._session_of(asked.get("id_token_hint", "")))
        tell = BackgroundTask(self._tell, ended) if ended else None
        back = asked.get("post_logout_redirect_uri", "")
        if not _on_this_machine(back):
            signed_out = _html("Signed out", "<p>You can close this window.</p>")
            signed_out.background = tell
            return signed_out
        return RedirectResponse(f"{back}?{urlencode({'state': asked.get('state', '')})}", 303, background=tell)

    def _session_of(self, hint: str) -> str:
        try:
            signed = deserialize_compact(hint, self.tokens.key, algorithms=[ALGORITHM])
            return str(orjson.loads(signed.payload or b"{}").get("sid", ""))
        except (JoseError, ValueError):
            return ""

    async def _tell(self, ended: SignIn) -> None:
        """Back-channel logout: the client's own session ends too, whatever became of the browser."""
        parts = urlsplit(ended.redirect_uri)
        token = self.tokens.logout(ended.persona, ended.client, ended.sid)
        try:
            async with httpx2.AsyncClient(trust_env=False, timeout=2) as client:
                await client.post(f"{parts.scheme}://{parts.netloc}{LOGOUT_PATH}", data={"logout_token": token})
        except httpx2.HTTPError as error:
            log.warning("the client could not be told of a sign-out", failure=type(error).__name__)


def _require_askable(asked: Mapping[str, str], audience: str) -> None:
    """What the client asks for must be what it may have, and its redirect its own, before anybody is sent anywhere."""
    client = client_named(asked.get("client_id", ""))
    if client is None or not client.in_browser:
        raise TokenRequestRefused("unauthorized_client", "State the client_id of a client that people sign in to.")
    redirect = asked.get("redirect_uri", "")
    if not _on_this_machine(redirect) or urlsplit(redirect)[2:] != (REDIRECT_PATH, "", ""):
        raise TokenRequestRefused("invalid_request", f"State a redirect_uri on this machine, at {REDIRECT_PATH}.")
    if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
        raise TokenRequestRefused("invalid_request", "Ask for response_type=code with the scope openid.")
    if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
        raise TokenRequestRefused("invalid_request", "Send a code_challenge, by S256.")
    if asked.get("resource", audience) != audience:
        raise TokenRequestRefused("invalid_target", f"Tokens are for {audience} only.")


def _on_this_machine(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and is_loopback(parts.hostname)
    except ValueError:
        return False


def _page(asked: Mapping[str, str]) -> HTMLResponse:
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{escape(asked[name])}">' for name in (*KEPT, *PKCE) if name in asked
    )
    buttons = "".join(
        f'<button name="persona" value="{persona.name}">{escape(persona.display_name)}<br>'
        f"<small>{escape(', '.join(role.replace('_', ' ') for role in sorted(persona.roles)))}</small></button>"
        for persona in PERSONAS
    )
    intro = "<p>This is a demonstration with synthetic people. There are no passwords: choose whom to sign in as.</p>"
    return _html("Who are you today?", f'{intro}<form method="post" action="/authorize">{kept}{buttons}</form>')


def _refusal(refusal: TokenRequestRefused) -> HTMLResponse:
    return _html("You cannot sign in like this", f"<p>{escape(refusal.remedy)}</p>", 400)


def _html(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A page with its own style, allowed by a nonce, and nothing else allowed at all."""
    nonce = secrets.token_urlsafe(16)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    page = (
        f'<!DOCTYPE html><html lang="en"><head>{head}<style nonce="{nonce}">{STYLE}</style></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(page, status, {"Content-Security-Policy": policy, "Cache-Control": "no-store"})
