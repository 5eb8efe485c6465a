"""Reading what was posted, and only what a page of ours posted."""

import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from gateway.web.address import Address
from gateway.web.session import Seal, Secret

LARGEST: Final = 100_000  # bytes
FIELDS: Final = 200
FORM: Final = "application/x-www-form-urlencoded"
PROOF: Final = "proof"
LONGEST_PATH: Final = 2000

Form = Mapping[str, str]


class FormRefused(Exception):
    """Not a form that a page of ours posted. ``status`` is HTTP's."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


async def read_form(request: Request) -> Form:
    """The fields; of one given twice, the last."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        raise FormRefused(415)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise FormRefused(413)
    try:
        return dict(parse_qsl(bytes(body).decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS))
    except ValueError as error:
        raise FormRefused(400) from error


def require_ours(request: Request, form: Form, address: Address, proof: str) -> None:
    """Refuse a form that came from elsewhere: by where the browser says it is from, and by the proof it carries."""
    origin = request.headers.get("origin", address.origin)
    ours = origin == address.origin and request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    if not ours or not secrets.compare_digest(form.get(PROOF, "").encode(), proof.encode()):
        raise FormRefused(403)


def is_ours(request: Request, form: Form, address: Address, seal: Seal, secret: Secret) -> bool:
    """The same, as an answer."""
    try:
        require_ours(request, form, address, seal.proof(secret))
    except FormRefused:
        return False
    return True


def local_path(given: str | None) -> str:
    r"""A path of ours to go on to; the first page for anything else, such as ``//elsewhere`` or ``/\elsewhere``."""
    path = given or "/"
    parts = urlsplit(path)
    odd = "\\" in path or not path.isprintable() or len(path) > LONGEST_PATH
    if odd or parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path
