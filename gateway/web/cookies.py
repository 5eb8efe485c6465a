"""The cookies of the pages: the session's secret, a sign-in that has begun, what was just done, and the language."""

import base64
from dataclasses import asdict
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from gateway.web.address import Address
from gateway.web.provider import Pending
from gateway.web.session import Seal, Secret

SESSION: Final = "mappa-session"
PENDING: Final = "mappa-sign-in"
DONE: Final = "mappa-done"
LANGUAGE: Final = "mappa-language"
DONE_LIVES: Final = 60  # seconds between an act and the page that says that it was done
PENDING_LIVES: Final = 600  # seconds between leaving for the identity provider and being back
LONGEST: Final = 3000  # characters of a cookie that is read


def session_secret(request: Request, address: Address) -> Secret | None:
    """The secret that the browser holds, whatever it is worth."""
    value = request.cookies.get(address.cookie(SESSION), "")
    return Secret(value) if 20 <= len(value) <= 100 and value.isascii() else None


def set_session(response: Response, address: Address, secret: Secret) -> None:
    """Give the browser a session. Without an age it ends with the browser; the server ends it sooner."""
    _set(response, address, SESSION, secret.value, None)


def set_pending(response: Response, address: Address, seal: Seal, pending: Pending) -> None:
    """Have the browser remember a sign-in that has begun, sealed: nothing is kept here for people not yet known."""
    sealed = base64.urlsafe_b64encode(seal.sealed("sign-in", asdict(pending))).decode()
    _set(response, address, PENDING, sealed, PENDING_LIVES)


def pending_sign_in(request: Request, address: Address, seal: Seal, now: float) -> Pending | None:
    """The sign-in that this browser began, unless too long ago."""
    value = request.cookies.get(address.cookie(PENDING), "")
    if not value or len(value) > LONGEST:
        return None
    try:
        opened = seal.opened("sign-in", base64.urlsafe_b64decode(value))
    except ValueError:
        return None
    pending = Pending(**opened) if opened else None
    return pending if pending and 0 <= now - pending.begun_at <= PENDING_LIVES else None


def set_done(response: Response, address: Address, sealed: bytes) -> None:
    """Have the browser carry what was done to the next page, sealed for this session."""
    value = base64.urlsafe_b64encode(sealed).decode()
    if len(value) <= LONGEST:
        _set(response, address, DONE, value, DONE_LIVES)


def done_before(request: Request, address: Address) -> bytes | None:
    """What the browser carries of what was done, sealed."""
    value = request.cookies.get(address.cookie(DONE), "")
    try:
        return base64.urlsafe_b64decode(value) if 0 < len(value) <= LONGEST else None
    except ValueError:
        return None


def set_language(response: Response, address: Address, language: str) -> None:
    """Have the browser remember a language until it is closed."""
    _set(response, address, LANGUAGE, language, None)


def language_chosen(request: Request, address: Address) -> str:
    """The language that was chosen in this browser; empty where none was."""
    return request.cookies.get(address.cookie(LANGUAGE), "")


def forget(response: Response, address: Address, name: str) -> None:
    """Have the browser forget one."""
    _set(response, address, name, "", 0)


def _set(response: Response, address: Address, name: str, value: str, age: int | None) -> None:
    # Lax, not Strict: who comes back from the identity provider, or by a link in a message, is to be signed in.
    response.set_cookie(
        address.cookie(name), value, max_age=age, path="/", secure=address.secure, httponly=True, samesite="lax"
    )
