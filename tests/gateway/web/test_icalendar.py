"""A meeting as an iCalendar object: every line as RFC 5545 has it, and nothing that was not shown."""

# ruff: noqa: ANN401 - fields of every kind are changed
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.web.icalendar import LONGEST, calendar, escaped, folded

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
MEETING: dict[str, Any] = {
    "reference": "MAPP-07-2026-0001",
    "version": 3,
    "status": "CIRCULATED",
    "heldOn": "2026-07-01",
    "startsAt": "2026-07-01T10:00:00+01:00",
    "lastsMinutes": 90,
    "place": "Room 2, the station; ground floor",
    "remote": False,
}
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def lines(**changes: Any) -> list[str]:
    """The lines of a calendar, unfolded."""
    return calendar(MEETING | changes, "gateway.example", NOW).replace("\r\n ", "").split("\r\n")


def test_a_meeting_is_an_event_with_its_time_place_and_state() -> None:
    assert lines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//MAPPA gateway//Meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:MAPP-07-2026-0001@gateway.example",
        "DTSTAMP:20260601T090000Z",
        "SEQUENCE:3",
        "DTSTART:20260701T090000Z",
        "DTEND:20260701T103000Z",
        "SUMMARY:MAPP meeting MAPP-07-2026-0001",
        "LOCATION:Room 2\\, the station\\; ground floor",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_day_without_a_time_is_the_whole_day() -> None:
    whole = [line for line in lines(startsAt=None) if line.startswith("DT")]
    assert whole[1:] == ["DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260702"]


@pytest.mark.parametrize(
    ("status", "told"), [("PLANNED", "TENTATIVE"), ("CANCELLED", "CANCELLED"), (None, "CONFIRMED")]
)
def test_the_state_of_a_meeting_is_that_of_an_event(status: str | None, told: str) -> None:
    assert f"STATUS:{told}" in lines(status=status)


def test_what_is_withheld_is_left_out() -> None:
    bare = lines(**dict.fromkeys(("version", "startsAt", "heldOn", "place", "remote", "lastsMinutes")))
    assert not [
        line for line in bare if line.split(":")[0].split(";")[0] in ("SEQUENCE", "DTSTART", "DTEND", "LOCATION")
    ]


@given(text)
def test_text_is_escaped_and_read_back(given_text: str) -> None:
    marked = escaped(given_text)
    assert "\n" not in marked
    assert "\r" not in marked
    back = marked.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    kept = given_text.replace("\r\n", "\n").replace("\r", "\n")
    assert back == "".join(each for each in kept if each in "\t\n" or (each >= " " and each != "\x7f"))


@given(text)
def test_lines_are_folded_between_characters_and_unfold_to_what_they_were(given_text: str) -> None:
    line = f"SUMMARY:{escaped(given_text)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= LONGEST for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
