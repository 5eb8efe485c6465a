"""One person looking at one page: what a view is given, and all that it can do."""

from collections.abc import Awaitable, Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gateway.authentication.freshness import is_fresh
from gateway.transparency.trust import Policy
from gateway.web.address import Address
from gateway.web.asking import Asker, Serve, ask
from gateway.web.cookies import DONE, done_before, forget, language_chosen, set_done
from gateway.web.forms import Form
from gateway.web.provider import Provider
from gateway.web.rendering import Rendering
from gateway.web.saved import KeptViews, Owner, OwnViews
from gateway.web.session import Kept, Limits, Seal, Secret, Sessions, SessionsUnavailable, Tokens
from schema.transport import Headers, Reply

UK = ZoneInfo("Europe/London")
Desk = Callable[[Headers, str], Awaitable[Reply]]
"""Hands out a file: what was sent, and the rest of its path."""
Lacking = Callable[[Mapping[str, Any], Container[str]], list[str]]
"""What a meeting still lacks before it closes: of a node of ``meetings``, and the kinds of information shown of it."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form of files of the access record: its ``heading``, and the ``line`` of a node of ``accessLog``."""

    ending: str  # of its name
    media_type: str
    heading: str
    line: Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Site:
    """What every visit shares. ``clock`` gives the time in UTC; ``law`` is where the law is kept, if not with us.

    ``rendering`` is in English; ``others`` are the same in each other language that there is.
    """

    serve: Serve
    sessions: Sessions
    views: KeptViews
    provider: Provider
    address: Address
    seal: Seal
    rendering: Rendering
    clock: Callable[[], datetime]
    limits: Limits
    lacking: Lacking
    law: Path | None = None
    trusts: Policy | None = None  # whose signatures make a receipt good; None: nothing is signed here
    handed: Mapping[str, Desk] = field(default_factory=dict)  # what the log hands out, by the beginnings of its paths
    others: Mapping[str, Rendering] = field(default_factory=dict)
    files: Mapping[str, FileForm] = field(default_factory=dict)  # of the access record, by the word for each form

    def speaking(self, request: Request) -> "Site":
        """The same in the language that was chosen in this browser."""
        other = self.others.get(language_chosen(request, self.address))
        return replace(self, rendering=other) if other else self


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
    """A request by somebody who is signed in. ``form`` is what they posted, empty for a look.

    ``entries`` are the ids of the entries in the access record under which the answers stand that were given so far.
    """

    site: Site
    request: Request
    session: Session
    form: Form
    entries: list[str] = field(default_factory=list)

    @property
    def query(self) -> Mapping[str, str]:
        """The address's own fields, without empty ones: an untouched field of a search asks for nothing."""
        return {name: value.strip() for name, value in self.request.query_params.items() if value.strip()}

    @property
    def today(self) -> date:
        """The day in the United Kingdom."""
        return self.site.clock().astimezone(UK).date()

    @property
    def signed_in_afresh(self) -> bool:
        """Whether the person themselves has just signed in, and did not merely stay so."""
        return is_fresh(self.session.tokens.signed_in_at, self.site.clock().timestamp())

    @property
    def asker(self) -> Asker:
        """In whose name this page asks."""
        kept = self.session.kept
        return Asker(self.session.tokens.access, kept.purpose, kept.role)

    @property
    def views(self) -> OwnViews:
        """The searches that this person saved."""
        owner = Owner(self.session.kept.issuer, self.session.kept.subject)
        return OwnViews(self.site.views, owner, self.site.seal, self.site.clock())

    async def ask(self, text: str, operation: str | None = None, /, **variables: object) -> dict[str, Any]:
        """What the door answers to a document, or to one operation of it. Raises ``DoorRefused``."""
        told = await ask(self.site.serve, self.asker, text, variables, operation)
        self.entries.append(told.entry)
        return told.data

    async def handed(self, path: str, rest: str) -> Reply | None:
        """A file that the log hands out to this person, or None: not there, not theirs, or not yet."""
        desk = self.site.handed.get(path)
        if desk is None:
            return None
        reply = await desk(((b"authorization", f"Bearer {self.session.tokens.access}".encode()),), rest)
        return reply if reply.status == 200 else None

    def page(self, template: str, data: Mapping[str, Any], status: int = 200, **context: object) -> HTMLResponse:
        """A page for this person. ``data`` holds ``viewer``, as every page's document asks for it.

        What every page has in its frame goes before what one page gives under the same name.
        """
        shared = {
            "viewer": data.get("viewer"),
            "proof": self.site.seal.proof(self.session.secret),
            "path": self.request.url.path,
            "here": here(self.request),
            "today": self.today,
            "read_at": self.site.clock(),
            "entries": self.entries,
            "said": self._said(),
        }
        response = self.site.rendering.page(template, {**context, "data": data, **shared}, status)
        if shared["said"]:
            forget(response, self.site.address, DONE)
        return response

    def gone_on(self, to: str, said: str) -> Response:
        """On to a page of ours, which says once what was done; ``said`` is rendered by us."""
        response = RedirectResponse(to, 303, self.site.rendering.headers)
        set_done(response, self.site.address, self.sealed("done", {"said": said}))
        return response

    def _said(self) -> Markup | None:
        """What was done on the page before, said once."""
        sealed = done_before(self.request, self.site.address)
        opened = self.opened("done", sealed) if sealed else None
        return Markup(opened["said"]) if opened else None  # noqa: S704 - rendered and sealed by us

    def sealed(self, use: str, content: Mapping[str, object]) -> bytes:
        """Anything that is JSON, sealed for one use in this session."""
        return self.site.seal.sealed(use, content, self.session.secret)

    def opened(self, use: str, sealed: bytes) -> dict[str, Any] | None:
        """What was sealed in this session for this use; None for anything else."""
        return self.site.seal.opened(use, sealed, self.session.secret)

    async def draft(self) -> dict[str, str]:
        """What this person had typed on this page when their session ran out."""
        kept = self.session.kept.draft
        opened = self.opened("draft", kept) if kept else None
        typed: dict[str, str] = opened["typed"] if opened and opened["path"] == self.request.url.path else {}
        return typed

    async def keep(self, typed: Mapping[str, str]) -> bool:
        """Keep what was typed on this page; whether it could be kept."""
        draft = self.sealed("draft", {"path": self.request.url.path, "typed": dict(typed)})
        try:
            await self.site.sessions.draft(self.session.kept.key, draft)
        except SessionsUnavailable:
            return False
        return True

    async def done_with_draft(self) -> None:
        """Forget it: it has been sent."""
        if self.session.kept.draft is not None:
            await self.site.sessions.draft(self.session.kept.key, None)


def here(request: Request) -> str:
    """The address of a page as a link on it would be, to come back to."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
