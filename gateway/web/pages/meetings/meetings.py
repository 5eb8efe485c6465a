"""Meetings of a span of days, shown as a list, a week or a month; and one meeting, with its joining pack."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.icalendar import calendar
from gateway.web.pages import Page
from gateway.web.spans import SPANS, calendar_of, list_of, looked_at
from gateway.web.visit import NotFound, Visit

MEETINGS = document(__file__)
MEETING = document(str(Path(__file__).with_name("meeting.graphql")))
PACK = document(str(Path(__file__).with_name("pack.graphql")))
ICALENDAR: Final = "text/calendar; charset=utf-8"


async def meetings(visit: Visit) -> Response:
    """The meetings around a day."""
    on = looked_at(visit)
    span = SPANS.get(visit.query.get("view", "list"), list_of)(on)
    data = await visit.ask(MEETINGS, **{"from": span.start.isoformat(), "before": span.end.isoformat()})
    weeks = calendar_of(span, on, data["meetings"]["nodes"], "heldOn")
    return visit.page("meetings/meetings.html", data, span=span, on=on, weeks=weeks, areas=_plans_in(data))


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
