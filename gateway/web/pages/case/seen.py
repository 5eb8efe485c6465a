"""Who has seen a case, for those who answer for it: the latest day first."""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.pages.case.case import PARTS, SEEN
from gateway.web.visit import NotFound, Visit

TEMPLATE: Final = f"case/{Path(__file__).stem}.html"


async def seen(visit: Visit) -> Response:
    """The page. It is not there for those who are not shown such accesses for their purpose."""
    data = await visit.ask(SEEN.document, reference=visit.request.path_params["reference"], **window(visit.query))
    if data["case"] is None or "CASE_ACCESS" not in data["viewer"]["dataClassesShown"]:
        raise NotFound
    neighbours = around(visit.request.url.path, visit.query, data["case"]["accesses"]["pageInfo"])
    return visit.page(TEMPLATE, data, case=data["case"], parts=PARTS, part=SEEN, around=neighbours)


PAGES = (Page(f"/cases/{{reference}}{SEEN.address}", seen),)
