"""A guess at a variable is held to what the record would have kept of it, under the key of now and those of before."""

import pytest

from gateway.wiring import keys

NOW, BEFORE = "n" * 32, "b" * 32


@pytest.mark.parametrize(
    ("guess", "asked"),
    [
        ("MAPPA-07-000001", "MAPPA-07-000001"),
        ("7", "7"),
        ("7", 7),
        ('"7"', "7"),
        ('{"b": 1, "a": 2}', {"a": 2, "b": 1}),
    ],
    ids=["text", "text of digits", "number", "text as JSON", "filter in another order"],
)
def test_a_guess_is_right_as_text_or_as_json(guess: str, asked: object) -> None:
    known = keys(NOW)
    kept = known.hasher.hash("reference", asked)
    assert kept in known.guesses.hashes("reference", guess)
    assert kept not in known.guesses.hashes("other", guess), "a hash is of a variable by its name"
    assert kept not in known.guesses.hashes("reference", f"{guess}!"), "it is the whole value, exactly"


def test_what_was_hashed_under_a_key_of_before_is_found_while_that_key_is_set() -> None:
    kept = keys(BEFORE).hasher.hash("reference", "a")
    assert kept in keys(NOW, [BEFORE]).guesses.hashes("reference", "a")
    assert kept not in keys(NOW).guesses.hashes("reference", "a")
