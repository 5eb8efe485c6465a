"""A day is taken as it is typed, and what is none is answered with how to write one."""

from datetime import datetime

import pytest
import typer

from gateway.command.moments import moment


@pytest.mark.parametrize(("typed", "expected"), [("2026-11-01", (1, 0)), ("2026-11-02T09:30", (2, 9))])
def test_a_day_or_a_moment_is_taken(typed: str, expected: tuple[int, int]) -> None:
    found = moment(typed)
    assert (found.day, found.hour) == expected
    assert moment(datetime(2026, 11, 1)) == datetime(2026, 11, 1)  # noqa: DTZ001 - a command's moments are in UTC


def test_what_is_no_day_is_answered_with_how_to_write_one() -> None:
    with pytest.raises(typer.BadParameter, match=r"yesterday is no day\. Give one as 2026-11-01"):
        moment("yesterday")
