"""The negative vectors of an access token: whatever is wrong with it, it is refused, and always in the same words."""

import dataclasses
import warnings
from datetime import timedelta

import pytest
from joserfc.jwk import Key

from gateway.authentication.tokens import (
    AuthenticationContext,
    Credentials,
    IssuerRefused,
    IssuerSettings,
    RefusalReason,
    TokenValidator,
    Unauthenticated,
    bearer_header,
)
from tests.gateway.authentication.conftest import NewValidator
from tests.gateway.authentication.provider import (
    AUDIENCE,
    EC_KEY,
    ISSUER,
    NOW,
    OKP_KEY,
    RSA_KEY,
    Clock,
    KeyEndpoint,
    bearer,
    claims,
)
from tests.gateway.authentication.vectors import REFUSED, act

WORDS = "Sign in again: this request carries no credentials that the platform accepts."


async def refusal_of(validator: TokenValidator, header: bytes | None) -> Unauthenticated:
    with pytest.raises(Unauthenticated) as refused:
        await validator.validate(header)
    return refused.value


@pytest.mark.parametrize("cause", REFUSED)
async def test_a_bad_token_is_refused_for_its_reason_and_in_the_same_words(
    validator: TokenValidator, cause: str
) -> None:
    header, reason = REFUSED[cause]
    refusal = await refusal_of(validator, header)
    assert (refusal.reason, str(refusal), refusal.args) == (reason, WORDS, (WORDS,))


async def test_a_refused_token_is_not_remembered(validator: TokenValidator) -> None:
    header = bearer(claims(cnf={"jkt": "thumbprint"}))
    await refusal_of(validator, header)
    assert validator.cached(header) is None


async def test_a_token_becomes_credentials(validator: TokenValidator) -> None:
    signed_in = {"acr": "loa2", "amr": ["pwd", "otp"], "auth_time": NOW - 60}
    header = bearer(claims(act=act(2), nbf=NOW, roles=["system_administrator"], **signed_in))
    assert await validator.validate(header) == Credentials(
        issuer=ISSUER,
        subject="person-1",
        client_id="web",
        acting=("system-1", "system-2"),
        token_id="token-1",
        issued_at=NOW,
        expires_at=NOW + 300,
        context=AuthenticationContext("loa2", ("pwd", "otp"), NOW - 60),
    )


def test_credentials_have_no_place_for_what_only_the_directory_may_say() -> None:
    assert {field.name for field in dataclasses.fields(Credentials)}.isdisjoint(
        {"roles", "areas", "clearance", "scope"}
    )


@pytest.mark.parametrize(
    "header",
    [
        bearer(typ="application/at+jwt"),
        bearer(typ="AT+JWT"),
        b"bearer" + bearer()[6:],
        b"BEARER   " + bearer()[7:],
        bearer(claims(aud=["https://elsewhere.example", AUDIENCE])),
        bearer(claims(act={"sub": "system", "iss": ISSUER})),
        bearer(claims(iat=NOW + 10, nbf=NOW + 10)),
        bearer(claims(iat=NOW - 309.5, exp=NOW - 9.5)),
        bearer(x5t="print", cty="anything"),
    ],
    ids=["long typ", "typ in capitals", "bearer", "spaces", "audiences", "act iss", "clock ahead", "clock back", "x5t"],
)
async def test_a_good_token_may_be_written_in_more_than_one_way(validator: TokenValidator, header: bytes) -> None:
    assert (await validator.validate(header)).subject == "person-1"


@pytest.mark.parametrize(
    ("key", "algorithm"), [(EC_KEY, "ES256"), (RSA_KEY, "PS256"), (OKP_KEY, "EdDSA"), (OKP_KEY, "Ed25519")]
)
async def test_each_configured_algorithm_is_accepted_without_a_warning(
    validator: TokenValidator, key: Key, algorithm: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (await validator.validate(bearer(key=key, algorithm=algorithm))).token_id == "token-1"


async def test_the_longest_life_is_a_setting(new_validator: NewValidator) -> None:
    header = bearer(claims(exp=NOW + 600))
    assert (await new_validator(max_lifetime=timedelta(minutes=10)).validate(header)).expires_at == NOW + 600


async def test_an_accepted_token_is_remembered_until_it_expires(validator: TokenValidator, clock: Clock) -> None:
    header = bearer()
    assert validator.cached(header) is None
    credentials = await validator.validate(header)
    clock.now = NOW + 309.9
    assert validator.cached(bytes(bytearray(header))) is credentials
    clock.now = NOW + 310
    assert validator.cached(header) is None
    assert (await refusal_of(validator, header)).reason is RefusalReason.EXPIRED


async def test_the_least_recently_used_token_is_forgotten_first(new_validator: NewValidator) -> None:
    validator = new_validator(cached_tokens=3)
    first, *others = [bearer(claims(jti=str(number))) for number in range(4)]
    await validator.validate(first)
    for header in others[:2]:
        await validator.validate(header)
    assert validator.cached(first) is not None
    await validator.validate(others[2])
    assert [validator.cached(header) is not None for header in (first, *others)] == [True, False, True, True]


async def test_a_token_seen_before_is_answered_without_asking_anybody(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    header = bearer()
    first = await validator.validate(header)
    endpoint.status = 503
    clock.now = NOW + 200
    assert await validator.validate(header) is first
    assert endpoint.asked == 1


async def test_a_token_seen_before_is_looked_up_and_not_read_again(
    validator: TokenValidator, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = bearer()
    credentials = await validator.validate(header)

    def read_again(part: bytes) -> bytes:
        raise AssertionError(f"{len(part)} bytes of the token were read again")

    monkeypatch.setattr("gateway.authentication.tokens.urlsafe_b64decode", read_again)
    assert validator.cached(header) is await validator.validate(header) is credentials
    with pytest.raises(AssertionError, match="read again"):
        await validator.validate(bearer(claims(jti="another")))


def test_one_authorization_header_is_found_among_the_others() -> None:
    assert bearer_header([(b"host", b"x"), (b"authorization", b"Bearer a")]) == b"Bearer a"
    assert bearer_header([(b"host", b"x")]) is None


def test_two_authorization_headers_are_refused_even_if_alike() -> None:
    with pytest.raises(Unauthenticated, match=WORDS) as refused:
        bearer_header([(b"authorization", bearer())] * 2)
    assert refused.value.reason is RefusalReason.REPEATED_HEADER


@pytest.mark.parametrize("algorithm", ["none", "HS256", "HS512", "ES256K", "RSA-OAEP", ""])
def test_an_algorithm_that_must_never_be_accepted_cannot_be_configured(algorithm: str) -> None:
    with pytest.raises(IssuerRefused, match="Choose MAPPA_ALGORITHMS, with commas between, from ES256"):
        IssuerSettings(ISSUER, AUDIENCE, f"{ISSUER}/jwks", algorithms=("ES256", algorithm))


def test_no_algorithm_at_all_cannot_be_configured() -> None:
    with pytest.raises(IssuerRefused, match="none will not do"):
        IssuerSettings(ISSUER, AUDIENCE, f"{ISSUER}/jwks", algorithms=())


@pytest.mark.parametrize("url", ["http://identity.example/jwks", "ftp://127.0.0.1/jwks", "https://", "jwks", ""])
def test_keys_may_come_only_over_a_line_nobody_else_writes_on(url: str) -> None:
    with pytest.raises(IssuerRefused, match="Give MAPPA_JWKS_URL as an https address"):
        IssuerSettings(ISSUER, AUDIENCE, url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/k", "http://[::1]:1/k", "http://localhost/k", "https://a.example/k"]
)
def test_keys_may_come_over_https_or_from_this_machine(url: str) -> None:
    assert IssuerSettings(ISSUER, AUDIENCE, url).jwks_url == url


def test_an_empty_audience_or_issuer_cannot_be_configured() -> None:
    for issuer, audience in (("", AUDIENCE), (ISSUER, "")):
        with pytest.raises(IssuerRefused, match="State both the issuer and the audience"):
            IssuerSettings(issuer, audience, f"{ISSUER}/jwks")
