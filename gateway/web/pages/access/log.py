"""The log that the access record is: its checkpoints and who saw them, and the receipts of one's own entries."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

LOG: Final = document(__file__)


async def log(visit: Visit) -> Response:
    """The newest checkpoints, and when each witness signed last among them."""
    data = await visit.ask(LOG, **window(visit.query))
    listed = data["checkpoints"]
    neighbours = around(visit.request.url.path, visit.query, listed["pageInfo"])
    return visit.page("access/log.html", data, around=neighbours, witnesses=_witnesses(listed["nodes"]))


def _witnesses(checkpoints: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each witness with the newest checkpoint that it signed of these, by name."""
    found: dict[str, dict[str, Any]] = {}
    for each in checkpoints:
        for name, at in each["cosigned"].items():
            found.setdefault(name, {"name": name, "at": at, "size": each["size"]})
    return [found[name] for name in sorted(found)]


async def receipt(visit: Visit) -> Response:
    """The receipt of an entry of this person's own, as a file. It tells of nobody, so there is no entry for it."""
    handed = await visit.handed("/log/receipts/", visit.request.path_params["key"])
    if handed is None:
        raise NotFound
    headers = {name.decode(): value.decode() for name, value in handed.headers}
    return Response(handed.body, 200, {**visit.site.rendering.headers, **headers})


PAGES = (
    Page("/access/log", log),
    Page("/access/receipts/{key}", receipt),
)
