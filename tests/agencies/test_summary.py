"""What is published of the caseload: nothing that is shown, however it is put together, reveals what is left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.coordination.summary import SMALLEST_SHOWN, STEP, published
from agencies.coordination.vocabulary import Category, Level
from tests.gateway.served import Database

AREAS = (7, 9)  # of the small caseload
Place = tuple[int, str, str]
PLACES: tuple[Place, ...] = tuple(product(AREAS, Category, Level))
SMALL = range(SMALLEST_SHOWN)


@given(st.integers(0, 100_000))
def test_a_number_is_shown_to_the_nearest_five_or_not_at_all(count: int) -> None:
    shown = published(count)
    assert (shown is None) is (count < SMALLEST_SHOWN)
    assert shown is None or (shown % STEP == 0 and abs(shown - count) <= STEP // 2)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_whatever_is_worked_out_from_what_is_shown_a_number_left_out_may_be_any_from_none_to_four(
    counts: list[int], random: Random
) -> None:
    """Every other world that differs in what is left out shows the same: no sum of it, nor anything else, can tell."""
    others = [random.choice(SMALL) if count in SMALL else count for count in counts]
    assert [published(each) for each in others] == [published(each) for each in counts]


@given(st.integers(0, 4), st.lists(st.integers(SMALLEST_SHOWN, 40), min_size=1, max_size=30))
def test_a_total_known_from_elsewhere_tells_a_number_left_out_only_where_every_number_is_at_its_edge(
    left_out: int, others: list[int]
) -> None:
    """Taking what is shown from an exact total leaves a choice, but at the one lowest and the one highest total."""
    could_be = [[each for each in range(50) if published(each) == published(other)] for other in others]
    lowest, highest = sum(map(min, could_be)), sum(map(max, could_be))
    total = left_out + sum(others)
    possible = [small for small in SMALL if lowest <= total - small <= highest]
    assert left_out in possible
    assert len(possible) > 1 or total in (lowest, highest + max(SMALL))


# -- the view


@pytest.fixture
def connection(database: Database) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A transaction that never was, without foreign keys."""
    with psycopg.connect(database.owner) as connected:
        connected.execute("set local session_replication_role = replica")
        yield connected
        connected.rollback()


def shows(connection: "psycopg.Connection[tuple[object, ...]]", counts: Mapping[Place, int]) -> dict[Place, object]:
    """What the view publishes where there are so many active cases, and one that has ended, in each place."""
    connection.execute('delete from coordination."case"')
    cases = [(*place, status) for place, count in counts.items() for status in ["ACTIVE"] * count + ["EXITED"]]
    with connection.cursor() as cursor:
        cursor.executemany(
            """insert into coordination."case" (id, reference, person_id, area_id, category, level, qualifying_reason,
                status, lead_agency, recorded_at)
            select gen_random_uuid(), gen_random_uuid()::text, gen_random_uuid(), %s, %s, %s,
                (select qualifying_reason from kept), %s, (select lead_agency from kept), now()""",
            cases,
        )
    rows = connection.execute("select area_id, category, level, cases, suppressed from coordination.caseload")
    return {(area, category, level): (cases, suppressed) for area, category, level, cases, suppressed in rows}  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(3))
def test_the_view_publishes_so_and_has_a_row_for_every_place(
    connection: "psycopg.Connection[tuple[object, ...]]", seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - it makes counts, and no secret
    connection.execute('create temp table kept as select * from coordination."case" limit 1')
    counts = {place: random.choice((0, 0, 1, 3, 4, 5, 6, 7, 8, 12, 13)) for place in PLACES}
    first = shows(connection, counts)
    assert first == {place: (published(count), count < SMALLEST_SHOWN) for place, count in counts.items()}
    others = {place: random.choice(SMALL) if count in SMALL else count for place, count in counts.items()}
    assert Counter(others.values()) != Counter(counts.values())
    assert shows(connection, others) == first
