"""Who may look into whose accesses, as what, and by whose decision."""

from typing import Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

READERS: Final = document(__file__)


async def readers(visit: Visit) -> Response:
    """Appointments, the newest first. The page is not there for those who are not shown them."""
    data = await visit.ask(READERS, **window(visit.query))
    if not {"ACCESS_RECORD", "ADMINISTRATION"} <= set(data["viewer"]["dataClassesShown"]):
        raise NotFound
    neighbours = around(visit.request.url.path, visit.query, data["auditScopes"]["pageInfo"])
    return visit.page("access/readers.html", data, around=neighbours)


PAGES = (Page("/access/readers", readers),)
