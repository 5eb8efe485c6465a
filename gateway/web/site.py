"""The pages as one ASGI application. Which there are is gathered from ``gateway.web.pages``, each its own owner."""

import importlib
import pkgutil
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.nowhere import nowhere
from gateway.web import pages
from gateway.web.admission import admitted
from gateway.web.assets import PREFIX
from gateway.web.cookies import session_secret, set_language
from gateway.web.failures import failed
from gateway.web.forms import local_path
from gateway.web.pages import Page
from gateway.web.sign_in import SignInPages
from gateway.web.visit import NotFound, Site
from gateway.web.words import HOME_LANGUAGE
from schema.media import MediaType


def every_page() -> Iterator[Page]:
    """The pages of every module of ``gateway.web.pages``, each of which says ``PAGES``."""
    for module in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        yield from getattr(importlib.import_module(module.name), "PAGES", ())


def _route(site: Site, page: Page) -> Route:
    return Route(page.path, admitted(site, page.view, by_itself=page.by_itself), methods=list(page.methods))


def application(site: Site) -> ASGIApp:
    """The pages, ready to serve."""
    served = [_route(site, page) for page in every_page()]
    assets = Route(PREFIX + "{name:path}", site.rendering.assets.serve)

    async def absent(request: Request) -> Response:
        if request.headers.get("content-type", "").startswith(MediaType.JSON):  # a program lost its way
            told = nowhere()
            return Response(told.body, told.status, site.rendering.headers, MediaType.JSON)
        secret = session_secret(request, site.address)
        return failed(NotFound(), request, site.speaking(request), site.seal.proof(secret) if secret else None)

    async def speak(request: Request) -> Response:
        """Another language from now on, in this browser; back to the page that asked for it."""
        language = request.path_params["language"]
        if language not in {HOME_LANGUAGE, *site.others}:
            return await absent(request)
        response = RedirectResponse(local_path(request.query_params.get("to")), 303, site.rendering.headers)
        set_language(response, site.address, language)
        return response

    async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
        response = await absent(Request(scope, receive))
        await response(scope, receive, send)

    spoken = Route("/language/{language}", speak)
    everything = [*SignInPages(site).routes(), *served, assets, spoken]
    return Router(everything, redirect_slashes=False, default=elsewhere)
