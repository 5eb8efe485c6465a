"""Lists of what waits for somebody, the longest waiting first: all of it, or what is past its day.

A list is a document and a template of its name. The document takes ``$overdue`` and the window; its root has that name.
"""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.visit import Visit

HERE: Final = Path(__file__).parent
LISTS: Final = ("receipts", "measures")


def waiting(name: str) -> Page:
    """The page of one list."""
    asked = document(str(HERE / f"{name}.graphql"))

    async def view(visit: Visit) -> Response:
        overdue = True if visit.query.get("due") == "overdue" else None
        data = await visit.ask(asked, overdue=overdue, **window(visit.query))
        neighbours = around(visit.request.url.path, visit.query, data[name]["pageInfo"])
        return visit.page(f"work/{name}.html", data, found=data[name], query=visit.query, around=neighbours)

    return Page(f"/{name}", view)


PAGES = tuple(waiting(each) for each in LISTS)
