"""Meetings, decisions and actions on a case; minutes are begun beside the meeting that has none."""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from gateway.web.pages import Page
from gateway.web.pages.case.case import MEETINGS, PARTS
from gateway.web.pages.meetings.minuted import lacks_minutes
from gateway.web.visit import NotFound, Visit

TEMPLATE: Final = f"case/{Path(__file__).stem}.html"


async def meetings(visit: Visit) -> Response:
    """The page."""
    data = await visit.ask(MEETINGS.document, reference=visit.request.path_params["reference"])
    case = data["case"]
    if case is None:
        raise NotFound
    begins = "BEGIN_MINUTES" in case["acts"]
    held = [each for each in case["meetings"]["nodes"] if each["heldOn"] and each["heldOn"] <= visit.today.isoformat()]
    unminuted = [each["heldOn"] for each in held if begins and lacks_minutes(each, each["meeting"])]
    return visit.page(TEMPLATE, data, case=case, parts=PARTS, part=MEETINGS, unminuted=unminuted)


PAGES = (Page(f"/cases/{{reference}}{MEETINGS.address}", meetings),)
