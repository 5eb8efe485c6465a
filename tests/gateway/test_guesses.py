"""Auditors test a guess at what an operation was asked with: right or wrong, recorded, and of what they may read."""

import pytest

from tests.gateway.served import Served
from tests.gateway.small_caseload import case_id, reference

ASKED = "query Look($reference: String!) { case(reference: $reference) { reference } }"
NOBODY = "MAPPA-07-999999"
GUESS = """query Guess($key: String, $variable: String!, $value: String!) {
    accessLog(key: $key, asked: { variable: $variable, value: $value }, first: 5) { nodes { key } } }"""


def _found(served: Served, persona: str, key: str | None, value: str, variable: str = "reference") -> list[str]:
    answer = served.ask(persona, GUESS, {"key": key, "variable": variable, "value": value})
    return [each["key"] for each in answer.data["accessLog"]["nodes"]]


@pytest.mark.parametrize("asked", [reference(1), NOBODY], ids=["sealed", "about nobody"])
def test_a_guess_finds_the_entry_only_where_it_is_right(served: Served, asked: str) -> None:
    key = str(served.entry(served.ask("prison", ASKED, {"reference": asked}))["id"])
    assert _found(served, "auditor", key, asked) == [key]
    assert _found(served, "auditor", key, asked.lower()) == []
    assert _found(served, "auditor", key, asked, "other") == []
    assert _found(served, "police", key, asked) == [], "the record is nothing to them, and neither is a guess at it"


def test_entries_that_were_asked_with_something_are_found_without_their_keys(served: Served) -> None:
    nowhere = "MAPPA-07-999998"
    keys = [str(served.entry(served.ask("prison", ASKED, {"reference": nowhere}))["id"]) for _ in range(2)]
    served.ask("prison", ASKED, {"reference": reference(1)})
    assert _found(served, "auditor", None, nowhere) == keys[::-1]


def test_a_guess_is_recorded_about_whom_it_names_and_can_be_tested_itself(served: Served) -> None:
    key = str(served.entry(served.ask("prison", ASKED, {"reference": NOBODY}))["id"])
    answer = served.ask("auditor", GUESS, {"key": key, "variable": "reference", "value": reference(1)})
    entry = served.entry(answer)
    assert (entry["act"], entry["row_count"]) == ("CONSULT_ACCESS_RECORD", 0)
    assert str(case_id(1)) in {each for subjects in entry["subjects"].values() for each in subjects}
    assert reference(1) not in str(entry)
    assert _found(served, "auditor", str(entry["id"]), reference(1), "value") == [str(entry["id"])]
