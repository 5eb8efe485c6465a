"""One's own invitations: to which meetings, for what, and how they were answered."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.visit import Visit

INVITATIONS: Final = document(__file__)


async def invitations(visit: Visit) -> Response:
    """Invitations to meetings that are still to come, the first meeting first."""
    data = await visit.ask(INVITATIONS, today=visit.today.isoformat())
    return visit.page("meetings/invitations.html", data, mine=tuple(_mine(data)))


def _mine(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each meeting with an invitation of this reader to it: by their reference, for two people may have one name."""
    for meeting in data["meetings"]["nodes"]:
        for each in meeting["invitations"]:
            if each["reference"] == data["viewer"]["reference"]:
                yield meeting, each


PAGES = (Page("/invitations", invitations),)
