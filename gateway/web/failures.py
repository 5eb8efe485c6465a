"""What goes wrong on the way to a page, each said in plain words with what to do. One table, as the door has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import Response

from gateway.web.asking import DoorRefused
from gateway.web.forms import FormRefused
from gateway.web.paper.press import NotPrinted
from gateway.web.provider import ProviderUnavailable
from gateway.web.session import SessionsUnavailable
from gateway.web.visit import NotFound, Site, here

log = structlog.get_logger("gateway.web")
FRAMES_TOLD: Final = 8


@dataclass(frozen=True, slots=True)
class Failure:
    """Which page says it, with which status."""

    template: str
    status: int


NOT_FOUND: Final = Failure("failures/not-found.html", 404)
UNKNOWN: Final = Failure("failures/unknown.html", 500)

BY_CODE: Final[Mapping[str, Failure]] = {
    "AUDIT_UNAVAILABLE": Failure("failures/not-recorded.html", 503),
    "STORE_UNAVAILABLE": Failure("failures/records-away.html", 503),
    "SEARCH_TOO_WIDE": Failure("failures/too-wide.html", 503),
    "UNAUTHENTICATED": Failure("failures/not-known.html", 403),
    "OPERATION_TOO_LARGE": Failure("failures/too-much.html", 400),
    "REQUEST_TOO_LARGE": Failure("failures/too-much.html", 413),
    "NOT_PERMITTED": Failure("failures/not-permitted.html", 403),
    "CHANGE_UNCERTAIN": Failure("failures/uncertain.html", 503),
    "INVALID": Failure("failures/not-understood.html", 400),
}
BY_KIND: Final[Mapping[type[Exception], Failure]] = {
    NotFound: NOT_FOUND,
    SessionsUnavailable: BY_CODE["STORE_UNAVAILABLE"],
    ProviderUnavailable: Failure("failures/sign-in-away.html", 503),
    NotPrinted: Failure("failures/not-printed.html", 503),
}


def failed(error: Exception, request: Request, site: Site, proof: str | None) -> Response:
    """The page about an error. ``proof`` is there where somebody is signed in, so that they can sign out."""
    failure, request_id = _judged(error)
    if failure is NOT_FOUND:
        # Nothing of the request: what is hidden and what is absent are the same page, to the byte.
        return site.rendering.page(failure.template, {"proof": proof}, failure.status)
    told = {"kept": getattr(error, "kept", False), "cannot_show": getattr(error, "cannot_show", False)}
    context = {"proof": proof, "request_id": request_id, "here": here(request), **told}
    return site.rendering.page(failure.template, context, failure.status)


def _judged(error: Exception) -> tuple[Failure, str]:
    """The failure, and the id of the request that the door answered, if it did."""
    match error:
        case DoorRefused():
            return BY_CODE.get(error.code, UNKNOWN), error.request_id
        case FormRefused(status=413):
            return BY_CODE["REQUEST_TOO_LARGE"], ""
        case FormRefused():
            return Failure("failures/not-ours.html", error.status), ""
    known = next((failure for kind, failure in BY_KIND.items() if isinstance(error, kind)), None)
    if known is not NOT_FOUND:
        _log(error)
    return known or UNKNOWN, ""


def _log(error: Exception) -> None:
    """Where it happened and never what was said of it: a message may hold somebody's data."""
    frames = [f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in extract_tb(error.__traceback__)]
    log.error("page failed", failure=type(error).__name__, at=frames[-FRAMES_TOLD:])
