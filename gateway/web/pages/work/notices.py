"""Notices of identification: what agencies notified, and what became of it."""

from pathlib import Path
from typing import Final

from starlette.responses import Response

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
    return visit.page("work/notices.html", data, query=visit.query, around=neighbours, stands=STATUS)


PAGES = (Page("/notices", notices),)
