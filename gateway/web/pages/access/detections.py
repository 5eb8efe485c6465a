"""What rules over the access record found, for auditors to look into; and how the rules fare."""

from typing import Final

from starlette.responses import Response

from gateway.detection.book import TITLES
from gateway.web.asking import document
from gateway.web.lists import Choice, around, window
from gateway.web.pages import Page
from gateway.web.printed import codes
from gateway.web.visit import NotFound, Visit

DETECTIONS: Final = document(__file__)
OPEN: Final = ("NEW", "TAKEN_UP")  # what is listed where nothing else is chosen
STATUS: Final = Choice("status", ("OPEN", *codes("DetectionStatus")))


async def detections(visit: Visit) -> Response:
    """Findings, the latest first. The page is not there for those who are not shown the access record."""
    chosen = STATUS.chosen(visit.query) or "OPEN"
    statuses = OPEN if chosen == "OPEN" else (chosen,)
    data = await visit.ask(DETECTIONS, statuses=statuses, **window(visit.query))
    if "ACCESS_RECORD" not in data["viewer"]["dataClassesShown"]:
        raise NotFound
    neighbours = around(visit.request.url.path, visit.query, data["detections"]["pageInfo"])
    address = "access/detections.html"
    return visit.page(address, data, query=visit.query, around=neighbours, stands=STATUS, titles=TITLES)


PAGES = (Page("/detections", detections),)
