"""Signing in at a certified provider (oidc-provider): code flow with PKCE, renewal, sign-out both ways."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gateway.command.serving import listening
from gateway.demonstration.personas import AREA
from tests.browser.chromium import Person
from tests.gateway import served as serving
from tests.node import node

HERE = Path(__file__).parent
SECRET = "a secret of the tests that is long enough for it"


@contextmanager
def certified_provider(root: str) -> Iterator[str]:
    """The provider's issuer while it runs, with the pages at ``root`` as its client."""
    command = [str(node()), "provider.mjs", root, serving.AUDIENCE, SECRET]
    quiet = {**os.environ, "NODE_NO_WARNINGS": "1"}
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=quiet) as running:
        assert running.stdout
        try:
            yield next(line for line in map(bytes.decode, running.stdout) if line.startswith("http://")).strip()
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def root(database: serving.Database, clock: serving.Clock) -> Iterator[str]:
    """The pages, whose people sign in at that provider."""
    at = listening(serving.HOST, 0)
    address = f"http://{serving.HOST}:{at.getsockname()[1]}"
    with certified_provider(address) as issuer:
        database.execute("update directory.principal set issuer = %s", [issuer])
        settings = serving.settings(database, issuer, web_address=address, web_client_secret=SECRET)
        with serving.pages_at(at, settings, clock):
            yield address


def sign_in(person: Person, subject: str) -> None:
    """By any name; there is no password to know."""
    person.go("/")
    page = person.page
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=login]").fill(subject)
    page.locator("input[name=password]").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()  # consent
    page.locator('input[value="MANAGE_RISK"]').check()
    page.get_by_role("button", name="Continue").click()


def test_somebody_signs_in_reads_on_while_tokens_run_out_and_signs_out(browser: Browser, root: str) -> None:
    person = Person(browser, root)
    sign_in(person, "persona:police")
    assert person.heading == "Today"
    for page in ("Cases", "Actions", "Reviews"):  # each needs a token of its own
        person.page.get_by_label("Main menu").get_by_role("link", name=page).click()
        assert person.heading == page
    person.page.get_by_role("button", name="Sign out").click()
    person.page.get_by_role("button", name="Yes").click()
    person.page.wait_for_url(f"{root}/signed-out*")
    assert person.heading == "You are signed out"
    person.go("/")
    assert person.heading == "Sign in"
    person.context.close()


def test_who_signs_out_at_the_provider_is_signed_out_here(
    browser: Browser, root: str, database: serving.Database
) -> None:
    person = Person(browser, root)
    sign_in(person, "persona:prison")
    (kept,) = database.execute("select issuer, provider_session from web.session where subject = 'persona:prison'")
    assert kept["provider_session"], "the provider named its session"
    person.page.goto(f"{kept['issuer']}/session/end")
    person.page.get_by_role("button", name="Yes").click()
    serving.until(lambda: not database.execute("select 1 from web.session where subject = 'persona:prison'"))
    person.go("/")
    assert person.heading == "Sign in"
    person.context.close()


def test_who_is_to_sign_in_again_is_asked_to_though_they_are_signed_in(browser: Browser, root: str) -> None:
    person = Person(browser, root)
    sign_in(person, "persona:police")
    person.go("/sign-in/go?afresh=yes&to=/cases")
    person.page.locator("input[name=login]").fill("persona:police")
    person.page.locator("input[name=password]").fill("any")
    person.page.get_by_role("button", name="Sign-in").click()
    person.page.get_by_role("button", name="Continue").click()
    assert person.heading == "Cases"  # for the purpose that they had
    person.go(f"/acts/take-emergency-access/{AREA}")
    person.page.get_by_label("Which case?").fill("MAPPA-07-000099")
    person.page.locator("textarea[name=reason]").fill("Nobody on the case can be reached.")
    person.page.get_by_role("button", name="Take emergency access").click()
    assert person.heading == "Take emergency access", (
        "the token says when they signed in: it is the case that is not found"
    )
    person.context.close()
