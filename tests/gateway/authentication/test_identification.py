"""Whom a token stands for: systems with and without their human, and what the directory alone decides."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from gateway.authentication.identification import Client, identify
from gateway.authentication.tokens import AuthenticationContext, Credentials, RefusalReason, Unauthenticated
from policies.principal import Principal, PrincipalClass, Standings
from policies.vocabulary import Agency, Role

ISSUER = "https://identity.example"
PERSON = Principal(
    id=UUID(int=1),
    name="Rowan Tarrant",
    kind=PrincipalClass(frozenset({Role.POLICE_OFFENDER_MANAGER}), Agency.POLICE, "police"),
    standings=Standings(version=1, valid_until=datetime(2030, 1, 1, tzinfo=UTC)),
    client="unset",
    page_cap=500,
)
EXCHANGE = replace(PERSON, id=UUID(int=2), name="Bulk exchange", page_cap=1000)


def client(name: str, *, human_less: bool = False, suspended: bool = False, page_cap: int = 100) -> Client:
    return Client(name, Agency.POLICE, human_less, suspended, page_cap)


@dataclass
class Listed:
    """A directory that is a list."""

    people: dict[str, Principal] = field(default_factory=lambda: {"person-1": PERSON, "exchange": EXCHANGE})
    clients: tuple[Client, ...] = (
        client("web"),
        client("police-system", page_cap=50),
        client("broker", page_cap=20),
        client("exchange", human_less=True, page_cap=1000),
        client("closed", suspended=True),
        replace(client("prison-system"), agency=Agency.PRISON),
        replace(client("sign-in"), agency=Agency.PLATFORM),
        client("closed-exchange", human_less=True, suspended=True),
    )

    async def principal(self, issuer: str, subject: str, client_id: str, acting: tuple[str, ...]) -> Principal | None:
        person = self.people.get(subject) if issuer == ISSUER else None
        return person and replace(person, client=client_id, acting=acting)

    async def client(self, client_id: str) -> Client | None:
        return next((known for known in self.clients if known.client_id == client_id), None)


def credentials(subject: str = "person-1", client_id: str = "web", acting: tuple[str, ...] = ()) -> Credentials:
    return Credentials(ISSUER, subject, client_id, acting, "token-1", 0.0, 300.0, AuthenticationContext())


async def test_a_person_is_who_the_directory_says() -> None:
    assert await identify(credentials(), Listed()) == replace(PERSON, client="web", page_cap=100)


async def test_a_system_acting_for_a_person_is_kept_beside_them() -> None:
    found = await identify(credentials(client_id="police-system", acting=("broker", "police-system")), Listed())
    assert (found.id, found.client, found.acting) == (PERSON.id, "police-system", ("broker", "police-system"))


async def test_no_page_is_longer_than_any_client_in_between_may_ask_for() -> None:
    found = await identify(credentials(client_id="police-system", acting=("broker",)), Listed())
    assert found.page_cap == 20


async def test_a_page_is_no_longer_than_the_principal_may_ask_for() -> None:
    directory = Listed(people={"person-1": replace(PERSON, page_cap=5)})
    assert (await identify(credentials(), directory)).page_cap == 5


async def test_a_system_registered_as_human_less_may_speak_for_itself() -> None:
    found = await identify(credentials("exchange", "exchange"), Listed())
    assert (found.id, found.acting, found.page_cap) == (EXCHANGE.id, (), 1000)


REFUSED = {
    "a client nobody registered": (credentials(client_id="unknown"), RefusalReason.UNKNOWN_CLIENT),
    "a suspended client": (credentials(client_id="closed"), RefusalReason.SUSPENDED_CLIENT),
    "an unknown system acting": (credentials(acting=("unknown",)), RefusalReason.UNKNOWN_CLIENT),
    "a suspended system acting": (credentials(acting=("closed",)), RefusalReason.SUSPENDED_CLIENT),
    "a suspended system further in": (credentials(acting=("closed", "police-system")), RefusalReason.SUSPENDED_CLIENT),
    "a person acting": (credentials(acting=("person-1",)), RefusalReason.UNKNOWN_CLIENT),
    "an unknown person": (credentials("person-2"), RefusalReason.UNKNOWN_PERSON),
    "a system without its human": (credentials("police-system", "police-system"), RefusalReason.HUMAN_MISSING),
    "a system acting for itself": (
        credentials("police-system", "police-system", ("police-system",)),
        RefusalReason.HUMAN_MISSING,
    ),
    "a system acting for another": (
        credentials("police-system", "broker", ("broker",)),
        RefusalReason.HUMAN_MISSING,
    ),
    "a system acting for one that is human-less": (
        credentials("exchange", "police-system", ("police-system",)),
        RefusalReason.HUMAN_MISSING,
    ),
    "a human-less system behind another's act": (
        credentials("exchange", "exchange", ("police-system",)),
        RefusalReason.HUMAN_MISSING,
    ),
    "a suspended human-less system": (
        credentials("closed-exchange", "closed-exchange"),
        RefusalReason.SUSPENDED_CLIENT,
    ),
    "another agency's system": (credentials(client_id="prison-system"), RefusalReason.OTHER_AGENCY),
    "another agency's system further in": (
        credentials(acting=("prison-system", "police-system")),
        RefusalReason.OTHER_AGENCY,
    ),
    "another issuer's person": (
        replace(credentials(), issuer="https://elsewhere.example"),
        RefusalReason.UNKNOWN_PERSON,
    ),
}


@pytest.mark.parametrize("cause", REFUSED)
async def test_whoever_the_directory_does_not_vouch_for_is_refused_in_the_same_words(cause: str) -> None:
    presented, reason = REFUSED[cause]
    with pytest.raises(Unauthenticated) as refused:
        await identify(presented, Listed())
    assert (refused.value.reason, str(refused.value)) == (reason, str(Unauthenticated(RefusalReason.EXPIRED)))


async def test_a_person_who_bears_the_name_of_their_client_is_refused() -> None:
    directory = Listed(people={"web": PERSON})
    with pytest.raises(Unauthenticated) as refused:
        await identify(credentials("web", "web"), directory)
    assert refused.value.reason is RefusalReason.HUMAN_MISSING


async def test_the_platforms_own_applications_are_for_people_of_every_agency() -> None:
    assert (await identify(credentials(client_id="sign-in"), Listed())).client == "sign-in"
