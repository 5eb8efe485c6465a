"""Why somebody is here: asked after signing in, changed at any time, and never chosen for them."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from gateway.web.asking import NO_PURPOSE, DoorRefused, document
from gateway.web.forms import local_path
from gateway.web.pages import Page
from gateway.web.visit import Visit

PURPOSES = document(__file__)
FIELD = "purpose"


async def purpose(visit: Visit) -> Response:
    """The purposes that are open to this person; or the one they chose, kept."""
    to = local_path(visit.query.get("to") or visit.form.get("to"))
    viewer, open_to, held = await _open_to(visit)
    if len(held) > 1 and visit.session.kept.role is None:
        back = f"/purpose?{urlencode({'to': to})}"
        return RedirectResponse(f"/role?{urlencode({'to': back})}", 303, visit.site.rendering.headers)
    chosen = visit.form.get(FIELD)
    if chosen in open_to:
        await visit.site.sessions.choose(visit.session.kept.key, chosen)
        return RedirectResponse(to, 303, visit.site.rendering.headers)
    asked = visit.request.method == "POST"
    context = {"to": to, "open_to": open_to, "unanswered": asked, "closed": visit.query.get("why") == "closed"}
    return visit.page("purpose/purpose.html", {"viewer": viewer}, 422 if asked else 200, **context)


async def _open_to(visit: Visit) -> tuple[dict[str, Any] | None, tuple[str, ...], tuple[str, ...]]:
    """The person, their purposes and roles. Where no purpose that is theirs was stated, the refusal names them."""
    try:
        viewer = (await visit.ask(PURPOSES))["viewer"]
    except DoorRefused as refused:
        if refused.code != NO_PURPOSE:
            raise
        return None, refused.purposes, refused.roles
    return viewer, tuple(viewer["purposes"]), tuple(viewer["rolesHeld"])


PAGES = (Page("/purpose", purpose, ("GET", "POST")),)
