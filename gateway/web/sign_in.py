"""Signing in and out. Nothing here shows a record; what may be seen is decided by the door alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateway.web.cookies import (
    PENDING,
    SESSION,
    forget,
    pending_sign_in,
    session_secret,
    set_pending,
    set_session,
)
from gateway.web.failures import failed
from gateway.web.forms import FormRefused, is_ours, local_path, read_form
from gateway.web.provider import ProviderUnavailable, SignedIn, SignInRefused
from gateway.web.session import Kept, Secret, SessionsUnavailable
from gateway.web.visit import Site

log = structlog.get_logger("gateway.web")
EXPLAINED: Final = frozenset({"ended", "kept", "failed", "again"})

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Before:
    """What this browser had before: its secret, the same person's session, and that again where it goes on."""

    secret: Secret | None
    session: Kept | None
    goes_on: Kept | None


@dataclass(frozen=True, slots=True)
class SignInPages:
    """The pages that nobody needs to be signed in for."""

    site: Site

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/sign-in", self._told(SignInPages.start), methods=["GET"]),
            Route("/sign-in/go", self._told(SignInPages.leave), methods=["GET"]),
            Route("/sign-in/done", self._told(SignInPages.arrive), methods=["GET"]),
            Route("/sign-out", self._told(SignInPages.sign_out), methods=["POST"]),
            Route("/signed-out", self._told(SignInPages.signed_out), methods=["GET"]),
            Route("/sign-out/back-channel", self.back_channel, methods=["POST"]),
        ]

    def _told(self, endpoint: Callable[["SignInPages", Request], Awaitable[Response]]) -> Endpoint:
        """An endpoint in the language that was chosen, whose failures are pages."""

        async def told(request: Request) -> Response:
            spoken = self.site.speaking(request)
            try:
                return await endpoint(replace(self, site=spoken), request)
            except Exception as error:  # noqa: BLE001 - the one table of failures; what it does not know is masked
                return failed(error, request, spoken, None)

        return told

    async def start(self, request: Request) -> Response:
        """The page with the button, and why it is there again."""
        why = request.query_params.get("why")
        context = {"to": local_path(request.query_params.get("to")), "why": why if why in EXPLAINED else None}
        return self.site.rendering.page("sign-in.html", context)

    async def leave(self, request: Request) -> Response:
        """Off to the identity provider."""
        asked = request.query_params
        sent = await self.site.provider.begin(local_path(asked.get("to")), afresh=asked.get("afresh") == "yes")
        response = RedirectResponse(sent.url, 303, self.site.rendering.headers)
        set_pending(response, self.site.address, self.site.seal, sent.pending)
        return response

    async def arrive(self, request: Request) -> Response:
        """Back from there: a session, and on to where the person was going. What went wrong is said, and tried anew."""
        site = self.site
        pending = pending_sign_in(request, site.address, site.seal, site.clock().timestamp())
        if pending is None:
            return self._again("again")
        try:
            signed_in = await site.provider.finish(pending, dict(request.query_params))
        except SignInRefused as refused:
            log.warning("sign-in refused", reason=refused.reason)
            return self._again("failed")
        secret, before = Secret.fresh(), session_secret(request, site.address)
        old = await self._before(before, signed_in)
        goes_on = old if old and pending.afresh and old.is_live(site.clock(), site.limits) else None
        await self._begin(secret, signed_in, Before(before, old, goes_on))
        on = pending.back_to if goes_on and goes_on.purpose else f"/purpose?{urlencode({'to': pending.back_to})}"
        response = RedirectResponse(on, 303, site.rendering.headers)
        set_session(response, site.address, secret)
        forget(response, site.address, PENDING)
        return response

    async def _before(self, secret: Secret | None, signed_in: SignedIn) -> Kept | None:
        """The session that the same person had in this browser."""
        old = await self.site.sessions.find(secret.key) if secret else None
        return old if old and old.subject == signed_in.subject else None

    async def _begin(self, secret: Secret, signed_in: SignedIn, before: "Before") -> None:
        """Keep the session. What the same person had typed in the one before goes along."""
        site, now = self.site, self.site.clock()
        kept = Kept(
            key=secret.key,
            issuer=site.provider.issuer,
            subject=signed_in.subject,
            provider_session=signed_in.provider_session,
            purpose=before.goes_on.purpose if before.goes_on else None,
            role=before.goes_on.role if before.goes_on else None,
            sealed=site.seal.tokens(secret, signed_in.tokens),
            draft=self._typed_before(secret, before.secret, before.session),
            begun_at=now,
            seen_at=now,
        )
        await site.sessions.add(kept, now - site.limits.drafts)
        if before.secret is not None:
            await site.sessions.end(before.secret.key)

    def _typed_before(self, secret: Secret, before: Secret | None, old: Kept | None) -> bytes | None:
        if before is None or old is None or old.draft is None:
            return None
        typed = self.site.seal.opened("draft", old.draft, before)
        return self.site.seal.sealed("draft", typed, secret) if typed else None

    def _again(self, why: str) -> Response:
        response = RedirectResponse(f"/sign-in?why={why}", 303)
        forget(response, self.site.address, PENDING)
        return response

    async def sign_out(self, request: Request) -> Response:
        """Out, here and at the identity provider. To be out already is no fault."""
        site, secret = self.site, session_secret(request, self.site.address)
        form = await read_form(request)
        if secret is None:
            return RedirectResponse("/signed-out", 303)
        if not is_ours(request, form, site.address, site.seal, secret):
            raise FormRefused(403)
        kept = await site.sessions.find(secret.key)
        await site.sessions.end(secret.key)
        response = RedirectResponse(await self._way_out(kept, secret), 303, site.rendering.headers)
        forget(response, site.address, SESSION)
        return response

    async def _way_out(self, kept: Kept | None, secret: Secret) -> str:
        """The provider's way out; where it does not answer, the person is out here at least."""
        try:
            return await self.site.provider.sign_out(
                self.site.seal.opened_tokens(secret, kept.sealed) if kept else None
            )
        except ProviderUnavailable:
            return "/signed-out"

    async def signed_out(self, request: Request) -> Response:  # noqa: ARG002
        """The last page."""
        return self.site.rendering.page("signed-out.html", {})

    async def back_channel(self, request: Request) -> Response:
        """The identity provider says that somebody is signed out: so they are here (Back-Channel Logout 1.0)."""
        headers = {"cache-control": "no-store"}
        try:
            form = await read_form(request)
            subject, session = await self.site.provider.logged_out(form.get("logout_token", ""))
            await self.site.sessions.end_all(self.site.provider.issuer, subject, session)
        except (SignInRefused, FormRefused) as refused:
            log.warning("logout token refused", reason=str(refused))
            return Response(status_code=400, headers=headers)
        except (SessionsUnavailable, ProviderUnavailable):
            return Response(status_code=503, headers=headers)  # the provider is to try again
        return Response(status_code=200, headers=headers)
