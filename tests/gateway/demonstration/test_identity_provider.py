"""The demonstration's sign-in over real HTTP, judged by the gateway's own validator."""

import base64
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import httpx2
import orjson
import pytest

from gateway.authentication.tokens import AuthenticationContext, Credentials, IssuerSettings, TokenValidator
from gateway.demonstration.admission import begin_demonstration
from gateway.demonstration.identity_provider import DEMONSTRATION_GRANT, identity_provider
from gateway.demonstration.keepsakes import client_secrets
from gateway.demonstration.personas import PERSONAS
from tests.gateway.loopback import free_port_socket, served

AUDIENCE = "https://gateway.example"
NOW = 1_800_000_000.0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def issuer(data: Path) -> Iterator[str]:
    listener = free_port_socket()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    provider = identity_provider(begin_demonstration(data, "127.0.0.1"), address, AUDIENCE, lambda: NOW)
    with served(provider, listener):
        yield address


@pytest.fixture
def caller(issuer: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=issuer, trust_env=False) as client:
        yield client


@pytest.fixture
async def validator(issuer: str) -> AsyncIterator[TokenValidator]:
    validator = TokenValidator(IssuerSettings(issuer, AUDIENCE, f"{issuer}/jwks"), lambda: NOW)
    yield validator
    await validator.close()


@pytest.fixture
def secret(issuer: str, data: Path) -> str:
    assert issuer
    return client_secrets(data)["police-system"]


def as_persona(name: str, **changes: str) -> dict[str, str]:
    return {"grant_type": DEMONSTRATION_GRANT, "client_id": "mappa-demonstration", "persona": name, **changes}


def basic(client: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()}


async def credentials(validator: TokenValidator, answer: httpx2.Response) -> Credentials:
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    issued = answer.json()
    assert (issued["token_type"], issued["expires_in"]) == ("Bearer", 300)
    return await validator.validate(b"Bearer " + issued["access_token"].encode())


@pytest.mark.parametrize("name", [persona.name for persona in PERSONAS])
async def test_every_persona_can_sign_in(caller: httpx2.Client, validator: TokenValidator, name: str) -> None:
    found = await credentials(validator, caller.post("/token", data=as_persona(name)))
    assert (found.subject, found.client_id, found.acting) == (f"persona:{name}", "mappa-demonstration", ())
    assert (found.issued_at, found.expires_at) == (NOW, NOW + 300)
    assert found.context == AuthenticationContext("urn:mappa:demonstration", (), NOW)


async def test_a_system_with_its_secret_acts_for_a_persona(
    caller: httpx2.Client, validator: TokenValidator, secret: str
) -> None:
    form = as_persona("police", client_id="police-system", client_secret=secret)
    found = await credentials(validator, caller.post("/token", data=form))
    assert (found.subject, found.client_id, found.acting) == ("persona:police", "police-system", ("police-system",))


async def test_a_system_signs_in_for_itself(
    caller: httpx2.Client, validator: TokenValidator, data: Path, issuer: str
) -> None:
    headers = basic("bulk-exchange", client_secrets(data)["bulk-exchange"])
    answer = caller.post("/token", data={"grant_type": "client_credentials"}, headers=headers)
    found = await credentials(validator, answer)
    assert (found.issuer, found.subject, found.client_id, found.acting) == (
        issuer,
        "bulk-exchange",
        "bulk-exchange",
        (),
    )


async def test_no_two_tokens_are_the_same(caller: httpx2.Client, validator: TokenValidator) -> None:
    answers = [caller.post("/token", data=as_persona("smb")) for _ in range(2)]
    assert len({(await credentials(validator, answer)).token_id for answer in answers}) == 2


def test_a_token_says_nothing_of_roles_areas_or_clearance(caller: httpx2.Client) -> None:
    token = caller.post("/token", data=as_persona("coordinator")).json()["access_token"]
    payload = token.split(".")[1]
    stated = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert sorted(stated) == ["acr", "aud", "auth_time", "client_id", "exp", "iat", "iss", "jti", "sub"]


@pytest.mark.parametrize("document", ["openid-configuration", "oauth-authorization-server"])
def test_discovery_tells_where_to_find_keys_and_tokens(caller: httpx2.Client, issuer: str, document: str) -> None:
    stated = caller.get(f"/.well-known/{document}").json()
    assert (stated["issuer"], stated["jwks_uri"], stated["token_endpoint"]) == (
        issuer,
        f"{issuer}/jwks",
        f"{issuer}/token",
    )
    assert stated["grant_types_supported"] == [
        DEMONSTRATION_GRANT,
        "client_credentials",
        "authorization_code",
        "refresh_token",
    ]


def test_only_the_public_half_of_the_key_is_published(caller: httpx2.Client) -> None:
    (key,) = caller.get("/jwks").json()["keys"]
    assert sorted(key) == ["alg", "crv", "kid", "kty", "use", "x", "y"]
    assert (key["kty"], key["alg"], key["use"]) == ("EC", "ES256", "sig")


REFUSED: dict[str, tuple[Mapping[str, str], str]] = {
    "an unknown persona": (as_persona("nobody"), "invalid_grant"),
    "no persona": ({"grant_type": DEMONSTRATION_GRANT, "client_id": "mappa-demonstration"}, "invalid_grant"),
    "another grant": (as_persona("police", grant_type="password"), "unsupported_grant_type"),
    "no grant": ({"client_id": "mappa-demonstration"}, "unsupported_grant_type"),
    "an unknown client": (as_persona("police", client_id="unknown"), "invalid_client"),
    "no client": ({"grant_type": DEMONSTRATION_GRANT, "persona": "police"}, "invalid_client"),
    "a system without its secret": (as_persona("police", client_id="police-system"), "invalid_client"),
    "a system with a wrong secret": (
        as_persona("police", client_id="police-system", client_secret="wrong"),
        "invalid_client",
    ),
    "an application with a secret": (as_persona("police", client_secret="any"), "invalid_client"),
    "an application for itself": (
        {"grant_type": "client_credentials", "client_id": "mappa-demonstration"},
        "unauthorized_client",
    ),
    "another audience": (as_persona("police", resource="https://elsewhere.example"), "invalid_target"),
    "a form too long": (as_persona("police", padding="x" * 17_000), "invalid_request"),
    "too many parameters": (as_persona("police", **{f"p{n}": "" for n in range(30)}), "invalid_request"),
}


@pytest.mark.parametrize("cause", REFUSED)
def test_a_bad_request_gets_its_code_and_what_to_do(caller: httpx2.Client, cause: str) -> None:
    form, code = REFUSED[cause]
    answer = caller.post("/token", data=dict(form))
    assert (answer.status_code, answer.json()["error"]) == (401 if code == "invalid_client" else 400, code)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["error_description"].endswith(".")
    assert ("www-authenticate" in answer.headers) == (code == "invalid_client")


@pytest.mark.parametrize(
    "body",
    [b"grant_type=a&grant_type=b", b"grant_type", b"grant_type=%FF", b"\xff=1"],
    ids=["twice", "no value", "no text", "no text at all"],
)
def test_a_form_that_could_be_read_in_two_ways_is_refused(caller: httpx2.Client, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = caller.post("/token", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_request_that_is_no_form_is_refused(caller: httpx2.Client) -> None:
    answer = caller.post("/token", json=as_persona("police"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_human_less_system_acts_for_nobody(caller: httpx2.Client, data: Path) -> None:
    form = as_persona("police", client_id="bulk-exchange", client_secret=client_secrets(data)["bulk-exchange"])
    assert caller.post("/token", data=form).json()["error"] == "unauthorized_client"


def test_a_client_proves_itself_in_one_way_only(caller: httpx2.Client, secret: str) -> None:
    form = as_persona("police", client_id="police-system")
    headers = basic("police-system", secret)
    assert caller.post("/token", data=form, headers=headers).status_code == 200
    twice = caller.post("/token", data={**form, "client_secret": secret}, headers=headers)
    differing = caller.post("/token", data=as_persona("police"), headers=headers)
    assert (twice.json()["error"], differing.json()["error"]) == ("invalid_request", "invalid_request")


@pytest.mark.parametrize("header", ["Basic !", "Basic", "Bearer cG9saWNlLXN5c3RlbTo=", "Basic /////w=="])
def test_a_header_that_names_no_client_is_refused(caller: httpx2.Client, header: str) -> None:
    form = {"grant_type": "client_credentials"}
    answer = caller.post("/token", data=form, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_browser_page_elsewhere_cannot_read_a_token(caller: httpx2.Client) -> None:
    answer = caller.post("/token", data=as_persona("police"), headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_a_request_from_a_proxy_is_refused_over_http_too(caller: httpx2.Client) -> None:
    answer = caller.post("/token", data=as_persona("police"), headers={"X-Forwarded-For": "192.0.2.1"})
    assert (answer.status_code, answer.json()["error"]) == (403, "access_denied")
