"""Meetings of a span of days, shown as a list, a week or a month; and one meeting, with its joining pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.icalendar import calendar
from gateway.web.lists import given_day
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

MEETINGS = document(__file__)
MEETING = document(str(Path(__file__).with_name("meeting.graphql")))
PACK = document(str(Path(__file__).with_name("pack.graphql")))
ICALENDAR: Final = "text/calendar; charset=utf-8"
LIST_DAYS: Final = 42


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` up to ``end``, exclusive, shown in a view; the days on which its neighbours stand."""

    view: str
    start: date
    end: date
    before: date
    after: date

    def days(self) -> list[date]:
        """Each of its days."""
        return [self.start + timedelta(days=number) for number in range((self.end - self.start).days)]

    def weeks(self) -> list[list[date]]:
        """Its days by week."""
        days = self.days()
        return [days[first : first + 7] for first in range(0, len(days), 7)]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar shows on one day."""

    day: date
    outside: bool  # of the month that is looked at
    meetings: Sequence[Mapping[str, Any]]


def week_of(on: date) -> Span:
    """Monday to Sunday."""
    monday = on - timedelta(days=on.weekday())
    return Span("week", monday, monday + timedelta(days=7), monday - timedelta(days=7), monday + timedelta(days=7))


def month_of(on: date) -> Span:
    """Whole weeks around a month."""
    first = on.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    start, last = first - timedelta(days=first.weekday()), following - timedelta(days=1)
    return Span("month", start, last + timedelta(days=7 - last.weekday()), first - timedelta(days=1), following)


def list_of(on: date) -> Span:
    """Six weeks from a day."""
    return Span(
        "list", on, on + timedelta(days=LIST_DAYS), on - timedelta(days=LIST_DAYS), on + timedelta(days=LIST_DAYS)
    )


SPANS: Final = {"list": list_of, "week": week_of, "month": month_of}


async def meetings(visit: Visit) -> Response:
    """The meetings around a day."""
    on = given_day(visit.query, "on") or visit.today
    if not visit.today.year - 80 < on.year < visit.today.year + 80:
        raise NotFound
    span = SPANS.get(visit.query.get("view", "list"), list_of)(on)
    data = await visit.ask(MEETINGS, **{"from": span.start.isoformat(), "before": span.end.isoformat()})
    weeks = _weeks(span, on, data["meetings"]["nodes"])
    return visit.page("meetings/meetings.html", data, span=span, on=on, weeks=weeks, areas=_plans_in(data))


def _weeks(span: Span, on: date, found: Sequence[Mapping[str, Any]]) -> list[list[Shown]]:
    def shown(day: date) -> Shown:
        outside = span.view == "month" and day.month != on.month
        return Shown(day, outside, [each for each in found if each["heldOn"] == day.isoformat()])

    return [[shown(day) for day in week] for week in span.weeks()]


def _plans_in(data: Mapping[str, Any]) -> list[int]:
    """The areas in which this person plans meetings: those that they co-ordinate, where the act is open to them."""
    may = "SCHEDULE_MEETING" in data["viewer"]["acts"]
    return sorted({each["areaNumber"] for each in data["units"]["nodes"] if each["areaNumber"]}) if may else []


async def meeting(visit: Visit) -> Response:
    """One meeting."""
    data = await visit.ask(MEETING, reference=visit.request.path_params["reference"])
    found = _only(data)
    lacking = visit.site.lacking(found, data["viewer"]["dataClassesShown"])
    return visit.page("meetings/meeting.html", data, meeting=found, lacking=lacking)


async def pack(visit: Visit) -> Response:
    """What somebody who comes is to read before, as far as they may."""
    data = await visit.ask(PACK, reference=visit.request.path_params["reference"])
    return visit.page("meetings/pack.html", data, meeting=_only(data))


async def icalendar(visit: Visit) -> Response:
    """The meeting for a calendar."""
    data = await visit.ask(MEETING, reference=visit.request.path_params["reference"])
    found = _only(data)
    text = calendar(found, visit.site.address.host, visit.site.clock())
    named = {"content-disposition": f'attachment; filename="{found["reference"]}.ics"'}
    return Response(text, headers=dict(visit.site.rendering.headers) | named, media_type=ICALENDAR)


def _only(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one meeting. Raises ``NotFound``."""
    nodes = data["meetings"]["nodes"]
    if not nodes:
        raise NotFound
    found: Mapping[str, Any] = nodes[0]
    return found


PAGES = (
    Page("/meetings", meetings),
    Page("/meetings/{reference}", meeting),
    Page("/meetings/{reference}/joining-pack", pack),
    Page("/meetings/{reference}/calendar.ics", icalendar),
)
