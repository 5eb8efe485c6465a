"""How timely work was, in numbers: what fell due in the months that have ended, by how late it was; none under five."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.served import Served
from tests.gateway.small_caseload import case_id

COUNTS = """{ timeliness(area: 7, kind: REVIEW_HELD, first: 100) { totalCount nodes { level lateness number } } }"""
# So many reviews at level 2 that fell due in the middle of the month before the last, held so long after.
HELD = """with due as (
    insert into coordination.review_schedule (id, case_id, level, due_on, basis, status, recorded_at)
    select gen_random_uuid(), %(case)s, 'LEVEL_2', (date_trunc('month', current_date) - interval '200 days')::date,
        'LAST_REVIEW', 'HELD', now() from generate_series(1, %(number)s) returning id, case_id, due_on)
insert into coordination.review (id, case_id, schedule_id, kind, held_on, outcome, recorded_at)
select gen_random_uuid(), case_id, id, 'MAPP_MEETING', (due_on + %(after)s::interval)::date, 'RETAIN_LEVEL_2', now()
from due"""


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    yield
    for table in ("review", "review_schedule"):
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names


def told(served: Served, persona: str = "smb") -> dict[str, Any]:
    found = served.ask(persona, COUNTS).data["timeliness"]
    assert found["totalCount"] in (0, 15), "a row for each level and lateness, whether there is anything in it or not"
    return {each["lateness"]: each["number"] for each in found["nodes"] if each["level"] == "LEVEL_2"}


@pytest.mark.parametrize(
    ("after", "lateness"),
    [
        ("0 days", "IN_TIME"),
        ("1 day", "UP_TO_A_WEEK"),
        ("7 days", "UP_TO_A_WEEK"),
        ("8 days", "OVER_A_WEEK"),
        ("1 month 1 day", "OVER_A_MONTH"),
        ("3 months 1 day", "OVER_THREE_MONTHS"),
    ],
)
def test_work_is_counted_by_how_late_it_was_done(served: Served, after: str, lateness: str) -> None:
    served.database.execute(HELD, {"case": case_id(1), "number": 7, "after": after})
    assert {key: number for key, number in told(served).items() if number} == {lateness: 5}


def test_what_is_not_done_is_as_late_as_it_was_by_then_and_small_numbers_are_not_told(served: Served) -> None:
    served.database.execute(HELD, {"case": case_id(1), "number": 4, "after": "0 days"})
    assert set(told(served).values()) == {None}
    served.database.execute(HELD, {"case": case_id(1), "number": 9, "after": "0 days"})
    served.database.execute("delete from coordination.review")
    served.database.execute("update coordination.review_schedule set status = 'DUE'")
    assert {key: number for key, number in told(served).items() if number} == {"OVER_THREE_MONTHS": 15}


def test_whoever_watches_no_performance_is_told_no_numbers(served: Served) -> None:
    assert told(served, "vlo") == {}


def test_the_months_that_have_ended_are_those_before_the_readers_day(served: Served) -> None:
    served.database.execute(HELD, {"case": case_id(1), "number": 7, "after": "100 days"})
    assert {key: number for key, number in told(served).items() if number} == {"OVER_THREE_MONTHS": 5}
    with served.clock.forward(timedelta(days=400)):
        assert set(told(served).values()) == {None}
    now = served.clock()
    then = (now.replace(day=1) - timedelta(days=110)).replace(day=2)  # when the month had ended that is four before
    with served.clock.forward(then - now):  # it was not done yet, and is as late as it was by then
        assert {key: number for key, number in told(served).items() if number} == {"OVER_A_MONTH": 5}
