"""Where the parts of the web client are put together, once."""

import hashlib
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from gateway.authentication.issuer import IssuerSettings
from gateway.before_close import lacking
from gateway.life import Door
from gateway.record_files import record_files
from gateway.sequencing import pinned
from gateway.sessions.pool import web_pool
from gateway.sessions.stored import StoredSessions
from gateway.sessions.views import StoredViews
from gateway.settings import Settings
from gateway.web.address import Address
from gateway.web.assets import Assets
from gateway.web.provider import Provider, Registration
from gateway.web.rendering import Rendering, security_headers
from gateway.web.session import Limits, Seal
from gateway.web.site import application
from gateway.web.visit import Desk, Site
from gateway.web.words import HOME_LANGUAGE, languages, words


@asynccontextmanager
async def served_pages(settings: Settings, door: Door, handed: Mapping[str, Desk]) -> AsyncIterator[ASGIApp]:
    """The pages, which know of the gateway its door alone, and what its log hands out."""
    address = Address(settings.web_address or "")
    provider = _provider(settings, address, door)
    try:
        async with web_pool(settings.database_url.get_secret_value()) as pool:
            yield application(
                Site(
                    serve=door.serve,
                    sessions=StoredSessions(pool),
                    views=StoredViews(pool),
                    provider=provider,
                    address=address,
                    seal=_seal(settings),
                    rendering=_rendering(settings, address, HOME_LANGUAGE),
                    others={each: _rendering(settings, address, each) for each in languages() if each != HOME_LANGUAGE},
                    clock=door.clock,
                    limits=Limits(idle=settings.web_idle, absolute=settings.web_absolute),
                    lacking=lacking,
                    law=settings.law,
                    trusts=pinned(settings),
                    handed=handed,
                    files=record_files(),
                )
            )
    finally:
        await provider.close()


def _provider(settings: Settings, address: Address, door: Door) -> Provider:
    issuer = IssuerSettings(settings.issuer, settings.audience, settings.jwks_url, algorithms=settings.algorithms)
    registration = Registration(settings.web_client_id, settings.web_client_secret.get_secret_value())
    return Provider(issuer, registration, address, lambda: door.clock().timestamp())


def _seal(settings: Settings) -> Seal:
    root = settings.secret_key.get_secret_value().encode()
    return Seal(hmac.digest(root, b"mappa web", hashlib.sha256))


def _rendering(settings: Settings, address: Address, language: str) -> Rendering:
    issuer = urlsplit(settings.issuer)
    headers = security_headers(f"{issuer.scheme}://{issuer.netloc}", secure=address.secure)
    return Rendering(Assets.built(), words(language), headers)
