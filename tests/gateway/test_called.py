"""Searching by name: typing mistakes forgiven, and a name that is hidden finds nobody."""

from typing import Any

import pytest

from schema.arguments import name_words
from tests.gateway import served as serving
from tests.gateway.small_caseload import PERSONA_IDS, case_id, person_id, reference

CALLED = "query Called($called: String) { cases(called: $called, first: 100) { nodes { reference } } }"
NAMES = {
    1: ("O'Sullivan-Okafor", "Siobhán Mary"),
    2: ("Smith", "John Paul"),
    4: ("Osullivan", "Hidden"),
    10: ("Yardley", "Gemma"),
}


@pytest.fixture(scope="module")
def named(served: serving.Served) -> serving.Served:
    """The small caseload under names that can be mistyped; case 4 is of limited access."""
    for number, names in NAMES.items():
        statement = "update person.person set family_name = %s, given_names = %s where id = %s"
        served.database.execute(statement, [*names, person_id(number)])
    alias = """insert into person.alias (id, person_id, name, kind, source_system, as_of, received_at, assertion,
        subject_category, reliability) values (%s, %s, 'The Weasel', 'NICKNAME', 'a source', now(), now(), 'FACT',
        'CONVICTED', 'VERIFIED')"""
    served.database.execute(alias, [case_id(900), person_id(2)])
    return served


def found(served: serving.Served, called: str, persona: str = "coordinator") -> list[Any]:
    answer = served.ask(persona, CALLED, {"called": called}).data
    return [node["reference"] for node in answer["cases"]["nodes"]]


@pytest.mark.parametrize("called", ["Yardley", "yardly", "Yardley Gemma", "gema yardley", "YARDLEY, G"])
def test_typing_mistakes_and_the_order_of_names_are_forgiven(named: serving.Served, called: str) -> None:
    assert found(named, called) == [reference(10)]


@pytest.mark.parametrize("called", ["Smithe", "john smith", "weasel", "the weasl"])
def test_spellings_and_aliases_are_found(named: serving.Served, called: str) -> None:
    assert reference(2) in found(named, called)


@pytest.mark.parametrize("called", ["Yardley Brian", "Zebedee", "", "  ", "%", "_", "';--", "\u200f"])
def test_another_name_or_no_name_finds_nobody(named: serving.Served, called: str) -> None:
    assert found(named, called) == []


def test_a_name_that_is_hidden_finds_nobody_and_a_name_that_is_shown_does(named: serving.Served) -> None:
    assert reference(4) in found(named, "osullivan")
    assert found(named, "osullivan", "police") == [reference(1)]
    assert PERSONA_IDS["police"]


def test_what_was_searched_is_in_the_access_record_as_identity_and_never_as_a_value(named: serving.Served) -> None:
    answer = named.ask("police", CALLED, {"called": "osullivan"})
    entry = named.entry(answer)
    assert "osullivan" not in str(entry)
    read = next(iter(entry["reading"].values()))
    assert {"Person.familyName", "Person.givenNames", "Alias.name"} <= set(read["shown"]["identity"])


def test_a_name_is_read_as_its_words() -> None:
    assert name_words("O'Sullivan-Okafor, Siobhán_2") == ["o", "sullivan", "okafor", "siobhán", "2"]
    assert len(name_words("a " * 50)) == 6
