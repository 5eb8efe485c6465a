"""The demonstration's sign-in by browser: what it refuses, before anybody is sent anywhere."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from gateway.demonstration.admission import begin_demonstration
from gateway.demonstration.identity_provider import identity_provider
from gateway.demonstration.keepsakes import client_secrets
from tests.gateway.loopback import free_port_socket, served

AUDIENCE = "https://gateway.example"
REDIRECT = "http://127.0.0.1:9/sign-in/done"
VERIFIER = "v" * 64
ASKED = {
    "client_id": "mappa-web",
    "redirect_uri": REDIRECT,
    "response_type": "code",
    "scope": "openid offline_access",
    "state": "a-state",
    "nonce": "a-nonce",
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
    "resource": AUDIENCE,
}


class Time:
    now = 1_800_000_000.0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def issuer(data: Path) -> Iterator[str]:
    listener = free_port_socket()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    provider = identity_provider(begin_demonstration(data, "127.0.0.1"), address, AUDIENCE, lambda: Time.now)
    with served(provider, listener):
        yield address


@pytest.fixture
def browser(issuer: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=issuer, trust_env=False) as client:
        yield client


def code_for(browser: httpx2.Client, persona: str = "police") -> str:
    chosen = browser.post("/authorize", data={**ASKED, "persona": persona})
    assert chosen.status_code == 303
    back = parse_qs(urlsplit(chosen.headers["location"]).query)
    assert (back["state"], back["iss"]) == (["a-state"], [str(browser.base_url).rstrip("/")])
    return back["code"][0]


def redeem(browser: httpx2.Client, data: Path, **form: str) -> httpx2.Response:
    ours = ("mappa-web", client_secrets(data)["mappa-web"])
    return browser.post(
        "/token", data={"grant_type": "authorization_code", "redirect_uri": REDIRECT, **form}, auth=ours
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "police-system"},
        {"client_id": "nobody"},
        {"redirect_uri": "https://elsewhere.example/sign-in/done"},
        {"redirect_uri": "http://127.0.0.1:9/elsewhere"},
        {"redirect_uri": "http://[bad/sign-in/done"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"code_challenge_method": "plain"},
        {"code_challenge": "short"},
        {"resource": "https://elsewhere.example"},
    ],
    ids="-".join,
)
def test_what_a_client_may_not_ask_for_leads_nowhere(browser: httpx2.Client, wrong: dict[str, str]) -> None:
    for answer in (
        browser.get("/authorize", params=ASKED | wrong),
        browser.post("/authorize", data={**ASKED, "persona": "police"} | wrong),
    ):
        assert (answer.status_code, "location" in answer.headers) == (400, False)
        assert "You cannot sign in like this" in answer.text


def test_nobody_unknown_is_signed_in(browser: httpx2.Client) -> None:
    assert browser.post("/authorize", data={**ASKED, "persona": "nobody"}).status_code == 400


def test_the_page_allows_its_own_style_and_nothing_else(browser: httpx2.Client) -> None:
    page = browser.get("/authorize", params=ASKED)
    nonce = page.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    assert f'<style nonce="{nonce}">' in page.text
    assert "<script" not in page.text


def test_a_code_is_redeemed_once_with_its_verifier(browser: httpx2.Client, data: Path) -> None:
    code = code_for(browser)
    first = redeem(browser, data, code=code, code_verifier=VERIFIER)
    assert first.json().keys() == {"access_token", "id_token", "refresh_token", "token_type", "expires_in"}
    assert redeem(browser, data, code=code, code_verifier=VERIFIER).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("wrong", [{"code_verifier": "w" * 64}, {"redirect_uri": "http://127.0.0.1:8/sign-in/done"}])
def test_a_code_is_void_once_it_was_wrongly_asked_for(
    browser: httpx2.Client, data: Path, wrong: dict[str, str]
) -> None:
    code = code_for(browser)
    right = {"code": code, "code_verifier": VERIFIER}
    assert redeem(browser, data, **(right | wrong)).json()["error"] == "invalid_grant"
    assert redeem(browser, data, **right).json()["error"] == "invalid_grant"


def test_a_code_lives_for_a_minute(browser: httpx2.Client, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_for(browser)
    monkeypatch.setattr(Time, "now", Time.now + 61)
    assert redeem(browser, data, code=code, code_verifier=VERIFIER).json()["error"] == "invalid_grant"


def test_a_refresh_token_is_good_once_and_not_after_signing_out(browser: httpx2.Client, data: Path) -> None:
    given = redeem(browser, data, code=code_for(browser), code_verifier=VERIFIER).json()
    ours = ("mappa-web", client_secrets(data)["mappa-web"])

    def renewed(token: str) -> httpx2.Response:
        return browser.post("/token", data={"grant_type": "refresh_token", "refresh_token": token}, auth=ours)

    second = renewed(given["refresh_token"]).json()
    assert renewed(given["refresh_token"]).status_code == 400
    back = "http://127.0.0.1:9/signed-out"
    out = browser.get("/end-session", params={"id_token_hint": given["id_token"], "post_logout_redirect_uri": back})
    assert out.headers["location"].startswith(back)
    assert renewed(second["refresh_token"]).status_code == 400


def test_signing_out_leads_nowhere_else(browser: httpx2.Client) -> None:
    asked = {"id_token_hint": "a.b.c", "post_logout_redirect_uri": "https://elsewhere.example/"}
    for answer in (browser.get("/end-session", params=asked), browser.post("/end-session", data=asked)):
        assert (answer.status_code, "location" in answer.headers) == (200, False)
