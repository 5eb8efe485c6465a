"""Fetching the provider's keys: when it is asked, how often, and what happens when it does not answer."""

import asyncio
from datetime import timedelta

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from gateway.authentication.keys import KeyDocumentError, usable_keys
from gateway.authentication.tokens import RefusalReason, TokenValidator, Unauthenticated
from tests.gateway.authentication.conftest import NewValidator
from tests.gateway.authentication.provider import (
    EC_KEY,
    NEW_KEY,
    NOW,
    OKP_KEY,
    RSA_KEY,
    Clock,
    KeyEndpoint,
    bearer,
    claims,
    published,
)
from tests.gateway.loopback import free_port_socket


def fresh(clock: Clock, name: str = "t", key: ECKey = EC_KEY, kid: object = None) -> bytes:
    """A token of this moment, not seen before under ``name``."""
    return bearer(claims(jti=name, iat=clock.now, exp=clock.now + 300), key, kid=kid or key.kid)


async def reason(validator: TokenValidator, header: bytes) -> RefusalReason:
    with pytest.raises(Unauthenticated) as refused:
        await validator.validate(header)
    return refused.value.reason


async def test_keys_are_fetched_once_for_many_tokens(validator: TokenValidator, endpoint: KeyEndpoint) -> None:
    for number in range(5):
        await validator.validate(bearer(claims(jti=str(number))))
    assert endpoint.asked == 1


async def test_those_who_wait_at_the_same_time_share_one_fetch(
    validator: TokenValidator, endpoint: KeyEndpoint
) -> None:
    endpoint.delay = 0.05
    headers = [bearer(claims(jti=str(number))) for number in range(20)]
    accepted = await asyncio.gather(*map(validator.validate, headers))
    assert [credentials.token_id for credentials in accepted] == [str(number) for number in range(20)]
    assert endpoint.asked == 1


async def test_one_caller_hanging_up_does_not_end_the_fetch_of_the_others(
    validator: TokenValidator, endpoint: KeyEndpoint
) -> None:
    endpoint.delay = 0.05
    leaves = asyncio.create_task(validator.validate(bearer()))
    stays = asyncio.create_task(validator.validate(bearer(claims(jti="stays"))))
    await asyncio.sleep(0.01)
    leaves.cancel()
    assert (await stays).token_id == "stays"
    assert leaves.cancelled()
    assert endpoint.asked == 1


async def test_a_new_key_is_found_by_asking_again(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    endpoint.document = published(EC_KEY, NEW_KEY)
    clock.now += 6
    assert (await validator.validate(fresh(clock, key=NEW_KEY))).token_id == "t"
    assert endpoint.asked == 2


async def test_a_flood_of_unknown_keys_asks_the_provider_once_in_a_pause(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    clock.now += 6
    for number in range(50):
        assert await reason(validator, fresh(clock, kid=f"unknown-{number}")) is RefusalReason.UNKNOWN_KEY
    assert endpoint.asked == 2
    clock.now += 6
    assert await reason(validator, fresh(clock, kid="unknown")) is RefusalReason.UNKNOWN_KEY
    assert endpoint.asked == 3


async def test_a_key_named_within_the_pause_is_unknown_and_known_after_it(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    endpoint.document = published(EC_KEY, NEW_KEY)
    assert await reason(validator, fresh(clock, key=NEW_KEY)) is RefusalReason.UNKNOWN_KEY
    clock.now += 5
    await validator.validate(fresh(clock, key=NEW_KEY))


async def test_a_withdrawn_key_is_refused_once_the_keys_have_been_fetched_again(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    endpoint.document = published(NEW_KEY)
    clock.now += 6
    await validator.validate(fresh(clock, key=NEW_KEY))
    clock.now += 6
    assert await reason(validator, fresh(clock)) is RefusalReason.UNKNOWN_KEY


async def test_ageing_keys_are_fetched_again_while_nobody_waits(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    clock.now += 301
    endpoint.delay = 1
    begun = asyncio.get_running_loop().time()
    await validator.validate(fresh(clock))
    assert asyncio.get_running_loop().time() - begun < 1
    await asyncio.sleep(1.2)
    assert endpoint.asked == 2


async def test_keys_outlast_a_provider_that_is_down_for_a_while_and_no_longer(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    endpoint.status = 503
    clock.now = NOW + 899
    await validator.validate(fresh(clock))
    clock.now = NOW + 905
    assert await reason(validator, fresh(clock, "late")) is RefusalReason.KEYS_UNAVAILABLE
    endpoint.status = 200
    clock.now += 6
    assert (await validator.validate(fresh(clock, "later"))).token_id == "later"


async def test_keys_are_aged_by_a_clock_set_back_too(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    endpoint.status = 503
    clock.now -= 3600
    assert await reason(validator, fresh(clock)) is RefusalReason.KEYS_UNAVAILABLE


async def test_nobody_is_let_in_when_the_provider_cannot_be_reached(new_validator: NewValidator) -> None:
    with free_port_socket() as closed:
        validator = new_validator(jwks_url=f"http://127.0.0.1:{closed.getsockname()[1]}/jwks")
        assert await reason(validator, bearer()) is RefusalReason.KEYS_UNAVAILABLE


async def test_a_provider_that_is_down_is_asked_once_in_a_pause(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    endpoint.status = 500
    for _ in range(20):
        assert await reason(validator, bearer()) is RefusalReason.KEYS_UNAVAILABLE
    assert endpoint.asked == 1
    endpoint.status = 200
    clock.now += 5
    assert (await validator.validate(bearer())).token_id == "token-1"


async def test_a_provider_that_hangs_is_given_up(new_validator: NewValidator, endpoint: KeyEndpoint) -> None:
    endpoint.delay = 3
    validator = new_validator(fetch_timeout=timedelta(milliseconds=50))
    begun = asyncio.get_running_loop().time()
    assert await reason(validator, bearer()) is RefusalReason.KEYS_UNAVAILABLE
    assert asyncio.get_running_loop().time() - begun < 3


@pytest.mark.parametrize(
    "raw",
    [b"", b"not json", b"[]", b"null", b'{"keys":{}}', b'{"keys":[]}', b'{"keys":[1]}', b"{}" + b" " * 300_000],
    ids=["empty", "text", "list", "null", "keys no list", "no keys", "no key", "too large"],
)
async def test_a_provider_that_publishes_no_key_lets_nobody_in(
    validator: TokenValidator, endpoint: KeyEndpoint, raw: bytes
) -> None:
    endpoint.raw = raw
    assert await reason(validator, bearer()) is RefusalReason.KEYS_UNAVAILABLE


async def test_a_provider_that_withdraws_all_keys_is_believed(
    validator: TokenValidator, endpoint: KeyEndpoint, clock: Clock
) -> None:
    await validator.validate(bearer())
    endpoint.document = {"keys": []}
    clock.now += 6
    assert await reason(validator, fresh(clock, kid="unknown")) is RefusalReason.KEYS_UNAVAILABLE
    assert await reason(validator, fresh(clock)) is RefusalReason.KEYS_UNAVAILABLE


async def test_a_redirect_to_other_keys_is_not_followed(validator: TokenValidator, endpoint: KeyEndpoint) -> None:
    endpoint.status, endpoint.location = 302, f"{endpoint.root}/elsewhere"
    assert await reason(validator, bearer()) is RefusalReason.KEYS_UNAVAILABLE
    assert endpoint.asked == 1


async def test_a_key_is_used_only_for_what_it_was_published_for(
    validator: TokenValidator, endpoint: KeyEndpoint
) -> None:
    public = EC_KEY.as_dict(private=False)
    other_curve = ECKey.generate_key("P-384", {"kid": "curve"}).as_dict(private=False)
    exchange = OKPKey.generate_key("X25519", {"kid": "exchange"}).as_dict(private=False)
    other_use = {**public, "kid": "use", "key_ops": ["sign"]}
    endpoint.document = {"keys": [{**public, "alg": "ES384"}, other_curve, exchange, other_use]}
    for header in (
        bearer(),
        bearer(kid="curve"),
        bearer(kid="use"),
        bearer(key=OKP_KEY, algorithm="EdDSA", kid="exchange"),
    ):
        assert await reason(validator, header) is RefusalReason.BAD_SIGNATURE


@pytest.mark.filterwarnings("ignore:Key size")  # the short key is the point
def test_only_public_signing_keys_of_a_safe_length_are_used() -> None:
    public = EC_KEY.as_dict(private=False)
    refused = [
        EC_KEY.as_dict(private=True),
        {name: value for name, value in public.items() if name != "kid"},
        {**public, "kid": 7},
        {**public, "use": "enc"},
        {**public, "kty": "unknown"},
        {**public, "crv": "P-999"},
        {"kty": "EC", "kid": "halved", "crv": "P-256", "x": public["x"]},
        {**public, "x": public["y"], "y": public["x"]},
        OctKey.generate_key(256, {"kid": "shared"}).as_dict(private=True),
        RSAKey.generate_key(1024, {"kid": "short"}).as_dict(private=False),
        "a key",
        None,
    ]
    assert usable_keys({"keys": refused}) == {}
    good = published(EC_KEY, RSA_KEY, OKP_KEY)["keys"]
    assert isinstance(good, list)
    assert set(usable_keys({"keys": refused + good})) == {("ec", "EC"), ("rsa", "RSA"), ("okp", "OKP")}


@pytest.mark.parametrize("document", [[], None, "keys", {}, {"keys": None}])
def test_what_is_no_key_set_is_a_failure_and_not_an_empty_set(document: object) -> None:
    with pytest.raises(KeyDocumentError, match="not a JWK set"):
        usable_keys(document)


def test_two_keys_of_different_types_may_share_a_name() -> None:
    shared = [{**key.as_dict(private=False), "kid": "one"} for key in (EC_KEY, RSA_KEY)]
    assert set(usable_keys({"keys": shared})) == {("one", "EC"), ("one", "RSA")}
