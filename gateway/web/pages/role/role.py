"""In which of several roles somebody acts: asked after signing in, changed at any time; of one, nobody is."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from gateway.web.asking import NO_PURPOSE, NO_ROLE, DoorRefused, document
from gateway.web.forms import local_path
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

ROLES = document(__file__)
FIELD = "role"


async def role(visit: Visit) -> Response:
    """The roles that this person holds; or the one they chose, kept."""
    to = local_path(visit.query.get("to") or visit.form.get("to"))
    viewer, held = await _held(visit)
    chosen = visit.form.get(FIELD)
    if len(held) < 2 and visit.session.kept.role is None:
        raise NotFound
    if len(held) < 2 or chosen in held:
        await visit.site.sessions.act_in(visit.session.kept.key, chosen if chosen in held else None)
        return RedirectResponse(to, 303, visit.site.rendering.headers)
    asked = visit.request.method == "POST"
    before = {"chosen": visit.session.kept.role, "closed": visit.query.get("why") == "closed"}
    context = {"to": to, "held": held, "unanswered": asked, **before}
    return visit.page("role/role.html", {"viewer": viewer}, 422 if asked else 200, **context)


async def _held(visit: Visit) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """The person and their roles. Where the door refused for the purpose or the role, the refusal names them."""
    try:
        viewer = (await visit.ask(ROLES))["viewer"]
    except DoorRefused as refused:
        if refused.code not in (NO_PURPOSE, NO_ROLE):
            raise
        return None, refused.roles
    return viewer, tuple(viewer["rolesHeld"])


PAGES = (Page("/role", role, ("GET", "POST")),)
