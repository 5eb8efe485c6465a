"""The same recipe makes the same rows, wherever and however often they are written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from gateway.demonstration.caseload import DEMONSTRATION_CASE
from gateway.demonstration.caseload.book import Book, columns_of
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.load import Recipe, rendered
from gateway.demonstration.caseload.parts import parts, write_part

RECIPE = Recipe(cases=200, seed=11, today=date(2026, 3, 31), issuer="http://127.0.0.1:8001")


def _digest(batches: Iterable[tuple[int, Mapping[str, bytes]]]) -> str:
    whole = sha256()
    for cases, lines in batches:
        for table, data in sorted(lines.items()):
            whole.update(f"{cases} {table}\n".encode() + data)
    return whole.hexdigest()


def _demonstration(recipe: Recipe) -> Mapping[str, bytes]:
    book = Book()
    write_part(parts(recipe.cases, recipe.seed, recipe.today)[0], book, recipe.seed, recipe.today)
    return book.copied()


def test_the_same_recipe_makes_the_same_bytes_in_this_process_and_in_others() -> None:
    assert _digest(rendered(RECIPE, 0)) == _digest(rendered(RECIPE, 0)) == _digest(rendered(RECIPE, 2))


OTHERS = (replace(RECIPE, seed=12), replace(RECIPE, today=date(2026, 4, 1)), replace(RECIPE, cases=201))


def test_another_seed_day_or_size_makes_others() -> None:
    digests = [_digest(rendered(recipe, 0)) for recipe in (RECIPE, *OTHERS)]
    assert len(set(digests)) == 4


def test_the_demonstration_case_is_the_same_in_every_size() -> None:
    small, large = (_demonstration(replace(RECIPE, cases=cases)) for cases in (200, 91_040))
    assert DEMONSTRATION_CASE == "MAPPA-07-000001"
    people = dict.fromkeys(("person.person", "person.identifier", "coordination.minutes_section", "coordination.case"))
    assert all(_first(small[table], table) == _first(large[table], table) for table in people)


def _first(lines: bytes, table: str) -> dict[str, str]:
    values = lines.decode().splitlines()[0].split("\t")
    row = dict(zip(columns_of(table), values, strict=True))
    return {name: value for name, value in row.items() if not name.startswith("recorded_by")}


def test_the_parts_hold_every_place_of_every_area_once() -> None:
    whole = parts(5_000, 1, RECIPE.today)
    places = [(part.area, part.first + place) for part in whole for place in range(len(part.kinds))]
    assert len(places) == len(set(places)) == 5_000
    assert all(place <= part.area_cases for part in whole for place in (part.first + len(part.kinds) - 1,))


def test_keys_are_uuids_of_version_7_in_the_order_they_were_made() -> None:
    chance = Chance("keys", RECIPE.today)
    keys = [UUID(chance.key()) for _ in range(500)]
    assert {(key.version, key.variant) for key in keys} == {(7, "specified in RFC 4122")}
    assert keys == sorted(set(keys))


def test_draws_keep_to_their_bounds() -> None:
    chance = Chance("bounds", RECIPE.today)
    day = RECIPE.today
    assert {chance.number(1, 3) for _ in range(200)} == {1, 2, 3}
    assert chance.number(5, 2) == 5
    assert {chance.before(day, 1, 2) for _ in range(99)} == {day - timedelta(days=1), day - timedelta(days=2)}
    assert {chance.weighed({"never": 0.0, "always": 1.0}) for _ in range(99)} == {"always"}


def test_a_word_that_names_no_column_is_refused() -> None:
    with pytest.raises(KeyError, match=r"coordination\.area has no column colour"):
        Book().add("coordination.area", {"id": 1, "colour": "green"})
