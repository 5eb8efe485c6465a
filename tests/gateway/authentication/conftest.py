from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace

import pytest

from gateway.authentication.tokens import IssuerSettings, TokenValidator
from tests.gateway.authentication.provider import AUDIENCE, ISSUER, Clock, KeyEndpoint
from tests.gateway.loopback import served

NewValidator = Callable[..., TokenValidator]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def served_endpoint() -> Iterator[KeyEndpoint]:
    endpoint = KeyEndpoint()
    with served(endpoint) as endpoint.root:
        yield endpoint


@pytest.fixture
def endpoint(served_endpoint: KeyEndpoint) -> KeyEndpoint:
    """The module's server, as new for each test."""
    for name, value in vars(KeyEndpoint(root=served_endpoint.root)).items():
        setattr(served_endpoint, name, value)
    return served_endpoint


@pytest.fixture
def settings(endpoint: KeyEndpoint) -> IssuerSettings:
    return IssuerSettings(ISSUER, AUDIENCE, f"{endpoint.root}/jwks")


@pytest.fixture
async def new_validator(settings: IssuerSettings, clock: Clock) -> AsyncIterator[NewValidator]:
    made: list[TokenValidator] = []

    def make(**changes: object) -> TokenValidator:
        made.append(TokenValidator(replace(settings, **changes), clock))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for validator in made:
        await validator.close()


@pytest.fixture
def validator(new_validator: NewValidator) -> TokenValidator:
    return new_validator()
