"""For how long entries of the access record are kept, what is held whatever a rule says, and what was erased."""

from typing import Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

RETENTION: Final = document(__file__)


async def retention(visit: Visit) -> Response:
    """Rules, holds and erasings. The page is not there for those who are not shown the access record."""
    data = await visit.ask(RETENTION, **window(visit.query))
    if "ACCESS_RECORD" not in data["viewer"]["dataClassesShown"]:
        raise NotFound
    neighbours = around(visit.request.url.path, visit.query, data["recordHolds"]["pageInfo"])
    return visit.page("access/retention.html", data, around=neighbours)


PAGES = (Page("/retention", retention),)
