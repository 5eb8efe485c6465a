"""Lists of what waits for somebody, the longest waiting first: all of it, or what is past its day.

A list is a document and a template of its name, which is that of its root too. The document takes the window and what
the list can be narrowed by: where what waits has a day, ``$overdue``; where it may reach nobody, ``$reachesNobody``;
where it ends by itself, ``$today``.
"""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.visit import Visit

HERE: Final = Path(__file__).parent
LISTS: Final = (
    *("receipts", "measures", "identified", "exits", "transfers", "offences"),
    *("corrections", "corrected", "told", "requests", "information", "unminuted", "emergency"),
    *("exceptions", "disclosures", "sharings", "levels", "limits", "handling", "audits", "shared"),
)
OVERDUE: Final = "overdue"
NARROWED: Final = {OVERDUE: ("due", "overdue"), "reachesNobody": ("reaches", "nobody")}  # variable: in the address


def waiting(name: str) -> Page:
    """The page of one list."""
    asked = document(str(HERE / f"{name}.graphql"))
    narrowed = {each: field for each, field in NARROWED.items() if f"${each}:" in asked}

    async def view(visit: Visit) -> Response:
        only = {each: True if visit.query.get(name) == word else None for each, (name, word) in narrowed.items()}
        day = {"today": visit.today.isoformat()} if "$today:" in asked else {}
        data = await visit.ask(asked, **only, **day, **window(visit.query))
        neighbours = around(visit.request.url.path, visit.query, data[name]["pageInfo"])
        context = {"found": data[name], "timed": OVERDUE in narrowed, "query": visit.query, "around": neighbours}
        return visit.page(f"work/{name}.html", data, **context)

    return Page(f"/{name}", view)


PAGES = tuple(waiting(each) for each in LISTS)
