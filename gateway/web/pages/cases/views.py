"""Saved views of the list of cases: a search under a name of one's own, saved, opened by a link, and removed again."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.pages.cases.cases import searched
from gateway.web.saved import AT_MOST, LONGEST_NAME, SavedView
from gateway.web.visit import Visit

VIEWS: Final = document(__file__)
PATH: Final = "/saved-views"
TEMPLATE: Final = "cases/views.html"
NAME: Final = "name"


async def views(visit: Visit) -> Response:
    """What this person saved, and a form to save the search that they come with."""
    if visit.request.method == "POST":
        return await _saved(visit)
    return await _page(visit, await visit.draft() or dict(visit.request.query_params))


async def _saved(visit: Visit) -> Response:
    name, search = " ".join(visit.form.get(NAME, "").split()), searched(visit.form)
    if not search:  # no form of ours sends that; the page says how to come by one
        return RedirectResponse(PATH, 303, visit.site.rendering.headers)
    problem = _problem(name, await visit.views.all())
    if problem is None and not await visit.views.save(name, search):
        problem = "full"
    if problem is not None:
        return await _page(visit, visit.form, problem)
    await visit.done_with_draft()
    return _done(visit, "saved", name=name)


def _problem(name: str, own: tuple[SavedView, ...]) -> str | None:
    """A word that the template explains; None where the view can be saved."""
    if not name:
        return "unnamed"
    if len(name) > LONGEST_NAME:
        return "long"
    return "taken" if name.casefold() in {each.name.casefold() for each in own} else None


async def removed(visit: Visit) -> Response:
    """Remove one. What is not theirs, or no longer there, is answered alike: it is not in their list."""
    if visit.request.method != "POST":  # come back to, after the session had run out
        return RedirectResponse(PATH, 303, visit.site.rendering.headers)
    with suppress(ValueError):  # no id at all
        await visit.views.remove(UUID(visit.request.path_params["key"]))
    return _done(visit, "removed")


async def _page(visit: Visit, typed: Mapping[str, str], problem: str | None = None) -> Response:
    told = {"name": typed.get(NAME, ""), "searched": searched(typed), "problem": problem}
    bounds = {"at_most": AT_MOST, "longest": LONGEST_NAME}
    own = await visit.views.all()
    return visit.page(TEMPLATE, await visit.ask(VIEWS), 422 if problem else 200, views=own, **told, **bounds)


def _done(visit: Visit, what: str, **context: str) -> Response:
    return visit.gone_on(PATH, visit.site.rendering.block(TEMPLATE, what, context) or "")


PAGES = (Page(PATH, views, ("GET", "POST")), Page(PATH + "/{key}/remove", removed, ("GET", "POST")))
