"""A meeting as an iCalendar object (RFC 5545), as far as its reader may see it: for the calendar they keep anyway.

Nothing of a case is in it: a calendar is kept where the law of the gateway does not reach. A field that is withheld is
left out. Times are instants in UTC, so that no time zone needs to be described.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

LONGEST: Final = 75  # octets of a line, without its break (section 3.1)
_STATES: Final = {
    "PLANNED": "TENTATIVE",
    "POSTPONED": "TENTATIVE",
    "CANCELLED": "CANCELLED",
}  # of an event (section 3.8.1.11); whatever else is certain


def calendar(meeting: Mapping[str, Any], host: str, now: datetime) -> str:
    """A calendar of one event. ``host`` makes the identifier of the event unique in the world (section 3.8.4.7)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MAPPA gateway//Meetings//EN", "METHOD:PUBLISH"]
    lines += ["BEGIN:VEVENT", *_event(meeting, host, now), "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(meeting: Mapping[str, Any], host: str, now: datetime) -> Iterator[str]:
    reference = meeting["reference"] or ""
    yield f"UID:{escaped(reference)}@{host}"
    yield f"DTSTAMP:{_instant(now)}"
    if meeting["version"] is not None:
        yield f"SEQUENCE:{meeting['version']}"
    yield from _when(meeting)
    yield f"SUMMARY:{escaped(f'MAPP meeting {reference}')}"
    if where := meeting["place"] or ("Remote" if meeting["remote"] else None):
        yield f"LOCATION:{escaped(where)}"
    yield f"STATUS:{_STATES.get(meeting['status'], 'CONFIRMED')}"
    yield "CLASS:PRIVATE"


def _when(meeting: Mapping[str, Any]) -> Iterator[str]:
    """From when to when; where only the day is known, the whole day (its end is exclusive)."""
    starts, minutes, day = meeting["startsAt"], meeting["lastsMinutes"], meeting["heldOn"]
    if starts:
        begins = datetime.fromisoformat(starts)
        yield f"DTSTART:{_instant(begins)}"
        if minutes:
            yield f"DTEND:{_instant(begins + timedelta(minutes=minutes))}"
    elif day:
        yield f"DTSTART;VALUE=DATE:{date.fromisoformat(day):%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{date.fromisoformat(day) + timedelta(days=1):%Y%m%d}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text value (section 3.3.11); other control characters cannot be in one."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(marked.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "".join(each for each in lines if each == "\t" or (each >= " " and each != "\x7f"))


def folded(line: str) -> str:
    """A line broken so that none is too long, never within a character (section 3.1)."""
    pieces, piece, size = [], "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + each, size + octets
    return "\r\n".join([*pieces, piece])
