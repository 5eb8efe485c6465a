"""The cast of the demonstration: complete, distinct, and nothing but data."""

from gateway.demonstration.personas import AREA, CLIENTS, PERSONAS, client_named, persona_named
from policies.vocabulary import Role


def test_the_cast_is_the_one_that_is_documented() -> None:
    names = "police prison probation coordinator chair vlo housing auditor smb admin policy second inspector associate"
    assert [persona.name for persona in PERSONAS] == [*names.split(), "senior", "lay"]
    assert [persona.name for persona in PERSONAS if len(persona.roles) > 1] == ["senior"]
    assert [client.client_id for client in CLIENTS] == [
        "mappa-demonstration",
        "police-system",
        "bulk-exchange",
        "mappa-web",
    ]


def test_no_two_of_the_cast_can_be_taken_for_each_other() -> None:
    called = [persona.subject for persona in PERSONAS] + [client.client_id for client in CLIENTS]
    assert len(set(called)) == len(called)
    assert len({persona.display_name for persona in PERSONAS}) == len(PERSONAS)


def test_everybody_has_a_role_an_owner_and_an_area_that_exists() -> None:
    assert all(persona.roles and persona.owner for persona in PERSONAS)
    assert {persona.area for persona in PERSONAS} == {AREA, None}
    assert 1 <= AREA <= 42


def test_only_the_bulk_exchange_has_nobody_behind_it() -> None:
    assert [(client.client_id, client.roles) for client in CLIENTS if client.human_less] == [
        ("bulk-exchange", frozenset({Role.AGENCY_SYSTEM}))
    ]


def test_the_cast_is_found_by_exact_name_alone() -> None:
    assert persona_named("chair") is PERSONAS[4]
    assert client_named("police-system") is CLIENTS[1]
    assert persona_named("Chair") is None
    assert client_named("") is None
