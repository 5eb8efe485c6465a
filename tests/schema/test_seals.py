"""Tokens open for the kind they were sealed for, unaltered, and for nobody else."""

import base64
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.principal import PrincipalClass
from policies.vocabulary import Agency, Clearance, Role
from schema.seals import Seals, seals_for, type_code
from tests.schema.askers import KINDS, persona_askers
from tests.schema.asking import World
from tests.schema.tokens import open_cursor, sealed_id

KIND = KINDS[0]
SEALS = seals_for(b"secret", KIND, "1")
KEY = UUID(int=42)
TOKEN = sealed_id(SEALS, "Case", KEY)


def sealed_cursor(seals: Seals, context: bytes, text: str) -> str:
    mac = seals.mac(b"cursor" + context + text.encode())[:16]
    return base64.urlsafe_b64encode(text.encode() + mac).decode().rstrip("=")


def test_an_id_opens_to_its_type_and_key() -> None:
    assert SEALS.open_id(TOKEN) == (type_code("Case"), KEY)


@pytest.mark.parametrize("position", range(len(TOKEN)))
def test_an_id_with_any_one_character_altered_opens_nothing(position: int) -> None:
    for other in "AQgw-_0z=":
        altered = TOKEN[:position] + other + TOKEN[position + 1 :]
        assert altered == TOKEN or SEALS.open_id(altered) is None


@given(st.text(max_size=60))
def test_no_text_is_an_id_by_chance(text: str) -> None:
    assert SEALS.open_id(text) is None


@pytest.mark.parametrize(
    "kind",
    [
        replace(KIND, roles=frozenset({Role.CHAIR})),
        replace(KIND, roles=KIND.roles | {Role.CHAIR}),
        replace(KIND, agency=Agency.PRISON),
        replace(KIND, owner="prison"),
        replace(KIND, clearance=Clearance.TERRORISM),
    ],
)
def test_an_id_of_another_kind_of_principal_opens_nothing(kind: PrincipalClass) -> None:
    assert seals_for(b"secret", kind, "1").open_id(TOKEN) is None


def test_an_id_opens_nothing_after_the_law_or_the_secret_has_changed() -> None:
    assert seals_for(b"secret", KIND, "2").open_id(TOKEN) is None
    assert seals_for(b"other", KIND, "1").open_id(TOKEN) is None


def test_a_cursor_opens_in_its_own_list_alone() -> None:
    cursor = sealed_cursor(SEALS, b"list", f"2026-01-01\x1f{KEY}")
    assert SEALS.open_cursor(cursor, b"list") == ["2026-01-01", str(KEY)]
    assert SEALS.open_cursor(cursor, b"other list") is None
    assert SEALS.open_cursor(cursor[:-1], b"list") is None
    assert SEALS.open_cursor("", b"list") is None


def test_a_sort_value_may_hold_the_separator() -> None:
    cursor = sealed_cursor(SEALS, b"list", f"a\x1fb\x1f{KEY}")
    assert SEALS.open_cursor(cursor, b"list") == ["a\x1fb", str(KEY)]


def test_an_id_is_no_cursor_and_a_cursor_is_no_id() -> None:
    assert SEALS.open_cursor(TOKEN, b"") is None
    assert SEALS.open_id(sealed_cursor(SEALS, b"", TOKEN[:16])) is None


def test_the_database_seals_as_we_open(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    page = world.ask(asker, "{ areas(first: 1) { edges { cursor node { name } } } cases(first: 3) { nodes { id } } }")
    shown = [asker.seals.open_id(node["id"]) for node in page.data["cases"]["nodes"]]
    assert all(opened and opened[0] == type_code("Case") for opened in shown)
    edge = page.data["areas"]["edges"][0]
    assert open_cursor(edge["cursor"]) == (edge["node"]["name"], "1")
