"""One person looking at one page: what a view is given, and all that it can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse

from gateway.web.address import Address
from gateway.web.asking import Asker, Serve, ask
from gateway.web.forms import Form
from gateway.web.provider import Provider
from gateway.web.rendering import Rendering
from gateway.web.session import Kept, Limits, Seal, Secret, Sessions, Tokens

UK = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Site:
    """What every visit shares. ``clock`` gives the time in UTC."""

    serve: Serve
    sessions: Sessions
    provider: Provider
    address: Address
    seal: Seal
    rendering: Rendering
    clock: Callable[[], datetime]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Session:
    """A live session in this browser."""

    secret: Secret
    kept: Kept
    tokens: Tokens


class NotFound(Exception):
    """Nothing is here, or nothing that this person may know of: the same page for both."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request by somebody who is signed in. ``form`` is what they posted, empty for a look."""

    site: Site
    request: Request
    session: Session
    form: Form

    @property
    def query(self) -> Mapping[str, str]:
        """The address's own fields, without empty ones: an untouched field of a search asks for nothing."""
        return {name: value.strip() for name, value in self.request.query_params.items() if value.strip()}

    @property
    def today(self) -> date:
        """The day in the United Kingdom."""
        return self.site.clock().astimezone(UK).date()

    async def ask(self, text: str, **variables: object) -> dict[str, Any]:
        """What the door answers. Raises ``DoorRefused``."""
        asker = Asker(self.session.tokens.access, self.session.kept.purpose)
        return await ask(self.site.serve, asker, text, variables)

    def page(self, template: str, data: Mapping[str, Any], status: int = 200, **context: object) -> HTMLResponse:
        """A page for this person. ``data`` holds ``viewer``, as every page's document asks for it."""
        shared = {
            "viewer": data.get("viewer"),
            "proof": self.site.seal.proof(self.session.secret),
            "path": self.request.url.path,
            "here": here(self.request),
            "today": self.today,
        }
        return self.site.rendering.page(template, {**shared, "data": data, **context}, status)

    async def draft(self) -> dict[str, str]:
        """What this person had typed on this page when their session ran out."""
        kept = self.session.kept.draft
        opened = self.site.seal.opened("draft", kept, self.session.secret) if kept else None
        typed: dict[str, str] = opened["typed"] if opened and opened["path"] == self.request.url.path else {}
        return typed

    async def done_with_draft(self) -> None:
        """Forget it: it has been sent."""
        if self.session.kept.draft is not None:
            await self.site.sessions.draft(self.session.kept.key, None)


def here(request: Request) -> str:
    """The address of a page as a link on it would be, to come back to."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
