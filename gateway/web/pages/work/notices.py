"""Notices of identification: what agencies notified, what became of it, and where a notice is made."""

from pathlib import Path
from typing import Final

from starlette.responses import RedirectResponse, Response

from gateway.web.act_pages import address
from gateway.web.asking import document
from gateway.web.lists import Choice, around, window
from gateway.web.pages import Page
from gateway.web.printed import codes
from gateway.web.visit import Visit

NOTICES: Final = document(str(Path(__file__).with_name("notices.graphql")))
STATUS: Final = Choice("status", codes("NoticeStatus"))


async def notices(visit: Visit) -> Response:
    """Notices, the first to be answered first."""
    asked = {"status": STATUS.chosen(visit.query), "overdue": True if visit.query.get("due") == "overdue" else None}
    data = await visit.ask(NOTICES, **asked, **window(visit.query))
    neighbours = around(visit.request.url.path, visit.query, data["notices"]["pageInfo"])
    near = next((each["areaNumber"] for each in data["mine"]["nodes"]), None)
    return visit.page("work/notices.html", data, query=visit.query, around=neighbours, stands=STATUS, near=near)


async def begin(visit: Visit) -> Response:
    """On to the form of a notice in the area that was chosen; back to the list where that is no area's number."""
    area = visit.query.get("area", "")
    form = address("NOTIFY_IDENTIFICATION", area) if area.isascii() and area.isdigit() else None
    to = f"{form}?to=/notices" if form else "/notices"
    return RedirectResponse(to, 303, visit.site.rendering.headers)


PAGES = (Page("/notices", notices), Page("/notices/begin", begin))
