"""Somebody with a browser that has no script: follows redirects, keeps cookies, and holds every page to the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

import httpx2

from gateway.command.sign_in import purpose_of
from tests.gateway.served import NO_TLS, PATIENCE
from tests.gateway.web.reading import Page, read


@dataclass
class Reader:
    """One browser. ``root`` is where the pages are served."""

    root: str
    http: httpx2.Client = field(default_factory=lambda: httpx2.Client(trust_env=False, timeout=PATIENCE, verify=NO_TLS))

    def get(self, path: str) -> Page:
        """A page, after whatever redirects lead to it."""
        return self._page(self.http.get(self.root + path, follow_redirects=True))

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> Page:
        """A form sent; the page it leads to."""
        return self._page(self.http.post(self.root + path, data=dict(form), headers=headers, follow_redirects=True))

    def asked(self, method: str, path: str, **more: object) -> httpx2.Response:
        """Anything, no redirect followed, no rule applied."""
        return self.http.request(method, self.root + path, follow_redirects=False, **more)  # type: ignore[arg-type]  # passed on as given

    def go(self, persona: str, to: str = "/") -> httpx2.Response:
        """To the identity provider, choose a persona there, and stand before our door with its answer."""
        left = self.asked("GET", f"/sign-in/go?to={to}")
        assert left.status_code == 303, left.text
        chooser = self.http.get(left.headers["location"])
        assert "Who are you today?" in chooser.text
        form = {name: values[0] for name, values in parse_qs(urlsplit(left.headers["location"]).query).items()}
        return self.http.post(_authorize(left), data={**form, "persona": persona})

    def arrive(self, persona: str, to: str = "/") -> Page:
        """Signed in, and asked for a purpose."""
        return self._page(self.http.get(self.go(persona, to).headers["location"], follow_redirects=True))

    def sign_in(self, persona: str, to: str = "/", purpose: str | None = None) -> Page:
        """Signed in, with a purpose: the page that was wanted."""
        asked = self.arrive(persona, to)
        return self.post("/purpose", {**asked.fields("/purpose"), "purpose": purpose_of(persona, purpose)})

    def _page(self, response: httpx2.Response) -> Page:
        assert response.headers["content-type"] == "text/html; charset=utf-8", response.text[:500]
        return read(response)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()


def _authorize(left: httpx2.Response) -> str:
    parts = urlsplit(left.headers["location"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
