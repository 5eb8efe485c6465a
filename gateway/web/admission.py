"""From a request to a visit: who is signed in, their token fresh, what they posted their own. Else, what to do."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateway.web.asking import NO_PURPOSE, NO_ROLE, DoorRefused
from gateway.web.cookies import SESSION, forget, session_secret
from gateway.web.failures import failed
from gateway.web.forms import is_ours, local_path, read_form, require_ours
from gateway.web.provider import SignInRefused
from gateway.web.session import SEEN_EVERY, Kept, Secret, Tokens
from gateway.web.visit import Session, Site, Visit, here

View = Callable[[Visit], Awaitable[Response]]
CHOSEN_AT: Final = {NO_PURPOSE: "/purpose", NO_ROLE: "/role"}  # where what the door asks for is chosen


class SignInNeeded(Exception):
    """Nobody is signed in here, or no longer. ``why`` is a word that the sign-in page explains."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def admitted(site: Site, view: View, *, by_itself: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """A view as an endpoint: everything that is the same for all of them happens here.

    What a script asks ``by_itself`` keeps no session alive: a screen that nobody looks at is signed out in time.
    """

    async def endpoint(request: Request) -> Response:
        spoken, secret = site.speaking(request), session_secret(request, site.address)
        proof = site.seal.proof(secret) if secret else None
        try:
            return await view(await _visit(spoken, request, secret, seen=not by_itself))
        except SignInNeeded as needed:
            return _to_sign_in(site, request, needed.why)
        except DoorRefused as refused:
            if refused.code in CHOSEN_AT:
                asked = urlencode({"to": _come_back(request), "why": "closed"})
                return RedirectResponse(f"{CHOSEN_AT[refused.code]}?{asked}", 303)
            return failed(refused, request, spoken, proof)
        except Exception as error:  # noqa: BLE001 - the one table of failures; what it does not know is masked
            return failed(error, request, spoken, proof)

    return endpoint


async def _visit(site: Site, request: Request, secret: Secret | None, *, seen: bool) -> Visit:
    form = await read_form(request) if request.method == "POST" else {}
    if secret is None:
        raise SignInNeeded("start")
    kept = await site.sessions.find(secret.key)
    if kept is None or not kept.is_live(site.clock(), site.limits):
        if kept is not None and is_ours(request, form, site.address, site.seal, secret):
            await _keep_typed(site, request, secret, dict(form))
            raise SignInNeeded("kept")
        raise SignInNeeded("ended")
    if request.method == "POST":
        require_ours(request, form, site.address, site.seal.proof(secret))
    return Visit(site, request, await _session(site, secret, kept, seen=seen), form)


async def _keep_typed(site: Site, request: Request, secret: Secret, form: dict[str, str]) -> None:
    """Keep what was typed when the session had run out. A crash before leaves it in the browser's own memory only."""
    draft = site.seal.sealed("draft", {"path": request.url.path, "typed": form}, secret)
    await site.sessions.draft(secret.key, draft)


async def _session(site: Site, secret: Secret, kept: Kept, *, seen: bool) -> Session:
    """The session with a token that is good for a while yet."""
    now = site.clock()
    tokens = site.seal.opened_tokens(secret, kept.sealed)
    if tokens is None:
        raise SignInNeeded("ended")  # sealed with a key that is no longer the gateway's
    if tokens.expires_at - now.timestamp() < site.limits.renew_before.total_seconds():
        tokens = await _renewed(site, secret)
    if seen and now - kept.seen_at > SEEN_EVERY:
        await site.sessions.see(kept.key, now)
        kept = replace(kept, seen_at=now)
    return Session(secret, kept, tokens)


async def _renewed(site: Site, secret: Secret) -> Tokens:
    """Fresh tokens. Two requests of one browser may want them at once: the second finds what the first was given."""
    async with site.sessions.renewing(secret.key) as renewal:
        tokens = site.seal.opened_tokens(secret, renewal.kept.sealed) if renewal else None
        if renewal is None or tokens is None:
            raise SignInNeeded("ended")
        if tokens.expires_at - site.clock().timestamp() >= site.limits.renew_before.total_seconds():
            return tokens
        try:
            tokens = await site.provider.renewed(tokens)
        except SignInRefused:
            raise SignInNeeded("ended") from None
        await renewal.save(site.seal.tokens(secret, tokens))
        return tokens


def _to_sign_in(site: Site, request: Request, why: str) -> Response:
    known = "" if why == "start" else f"&why={why}"
    response = RedirectResponse(f"/sign-in?{urlencode({'to': _come_back(request)})}{known}", 303)
    if why == "start":
        forget(response, site.address, SESSION)
    return response


def _come_back(request: Request) -> str:
    """Where to come back to: the same page; of what was posted, the page it was posted from."""
    return local_path(request.url.path if request.method == "POST" else here(request))
