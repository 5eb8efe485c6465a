"""Debian's Chromium under Playwright: one browser for every test, a context for each person."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from gateway.command.sign_in import purpose_of

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE, ZOOMED = (1200, 800), (390, 844), (320, 640)  # 320 px: a desktop at 400% (WCAG 2.2, 1.4.10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; it looks up nothing and reports to nobody."""
    found = shutil.which("chromium")
    assert found, "install chromium: deploy/environment.sh test says how"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Person:
    """Somebody at a browser. Whatever a page loads from elsewhere, or a script complains of, fails the test."""

    def __init__(self, browser: Browser, root: str, **context: Any) -> None:  # noqa: ANN401 - options of Playwright's
        self.size: tuple[int, int] = context.pop("size", DESKTOP)
        width, height = self.size
        viewport = {"width": width, "height": height}
        self.root = root
        self.context: BrowserContext = browser.new_context(viewport=viewport, **context)  # type: ignore[arg-type]  # a viewport
        self.context.set_default_timeout(8000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type in BAD else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self.loaded(asked.url))
        self.hosts: set[str] = set()

    def loaded(self, url: str) -> None:
        """Note from where something came."""
        self.hosts.add(url.split("/")[2] if "://" in url else url[:20])

    def sign_in(self, persona: str, to: str = "/", purpose: str | None = None) -> None:
        """Through the identity provider's page, to a page of ours; for the persona's usual purpose, or another."""
        self.go(to)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.locator(f'button[value="{persona}"]').click()
        self.page.locator(f'input[value="{purpose_of(persona, purpose)}"]').check()
        self.page.get_by_role("button", name="Continue").click()

    def go(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(self.root + path, wait_until="load")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def findings(self) -> list[str]:
        """What axe finds wrong with the page as it stands."""
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text())  # past the policy of the page, as an extension would come
        found = self.page.evaluate("standards => axe.run({runOnly: standards, resultTypes: ['violations']})", STANDARDS)
        return [
            f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:3]}"
            for each in found["violations"]
        ]

    def overflows(self) -> bool:
        """Whether the page as a whole scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def close(self) -> None:
        """Leave, having heard no complaint."""
        self.context.close()
        assert self.complaints == []


BAD = {"error", "warning"}
