"""One action."""

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

ACTION = document(__file__)


async def action(visit: Visit) -> Response:
    """An action as it stands, by its reference."""
    data = await visit.ask(ACTION, reference=visit.request.path_params["reference"])
    if not data["actions"]["nodes"]:
        raise NotFound
    return visit.page("action/action.html", data, on=data["actions"]["nodes"][0])


PAGES = (Page("/actions/{reference}", action),)
