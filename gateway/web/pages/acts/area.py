"""Where an act in an area begins: the area is chosen, then its form is shown."""

from typing import Final
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from gateway.web.act_pages import ACTS, address
from gateway.web.asking import document
from gateway.web.forms import local_path
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

AREAS: Final = document(__file__)


async def begin(visit: Visit) -> Response:
    """The areas to choose from; on to the form in the one that was chosen."""
    page = ACTS.get(visit.request.path_params["act"])
    if page is None or "area" not in page.addressed:
        raise NotFound
    data = await visit.ask(AREAS)
    if page.act not in data["viewer"]["acts"]:
        raise NotFound
    to, chosen = local_path(visit.query.get("to")), visit.query.get("area")
    if chosen in {str(each["number"]) for each in data["areas"]["nodes"]}:
        return RedirectResponse(
            f"{address(page.act, chosen)}?{urlencode({'to': to})}", 303, visit.site.rendering.headers
        )
    near = next((each["areaNumber"] for each in data["near"]["nodes"]), None)
    return visit.page("acts/area.html", data, act=page.act, near=near, to=to)


PAGES = (Page("/begin/{act}", begin),)
