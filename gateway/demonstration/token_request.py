"""Reads a request to the token endpoint: its form, and which client makes it (RFC 6749 sections 2.3 and 3.2)."""

import base64
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, unquote_plus

from starlette.requests import Request

from gateway.demonstration.personas import DemonstrationClient, client_named

LARGEST_FORM: Final = 16 * 1024  # bytes
FORM: Final = "application/x-www-form-urlencoded"

Form = Mapping[str, str]


class TokenRequestRefused(Exception):
    """An error of RFC 6749 section 5.2: its code, and what to do."""

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(remedy)
        self.code = code
        self.remedy = remedy


async def read_form(request: Request) -> Form:
    """The parameters, each stated once."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        raise TokenRequestRefused("invalid_request", f"Send the request as {FORM}.")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise TokenRequestRefused("invalid_request", "Send a shorter request.")
    return _each_once(bytes(body))


def _each_once(body: bytes) -> Form:
    try:
        stated = parse_qsl(
            body.decode(), keep_blank_values=True, strict_parsing=bool(body), errors="strict", max_num_fields=20
        )
    except ValueError as error:
        raise TokenRequestRefused("invalid_request", f"Send the request as {FORM}, in UTF-8.") from error
    form = dict(stated)
    if len(form) != len(stated):
        raise TokenRequestRefused("invalid_request", "State each parameter once.")
    return form


def requesting_client(form: Form, authorization: str | None, secrets: Mapping[str, str]) -> DemonstrationClient:
    """The client, proved by its secret if it has one. Unknown, unproved and wrongly proved are one refusal."""
    client_id, secret = _stated_client(form, authorization)
    client = client_named(client_id)
    if client is None or not _proved(client, secret, secrets):
        raise TokenRequestRefused("invalid_client", "State a registered client_id, and its secret if it has one.")
    return client


def _proved(client: DemonstrationClient, secret: str, secrets: Mapping[str, str]) -> bool:
    if not client.confidential:
        return not secret
    kept = secrets.get(client.client_id)
    return kept is not None and hmac.compare_digest(secret.encode(), kept.encode())


def _stated_client(form: Form, authorization: str | None) -> tuple[str, str]:
    """Client id and secret, from HTTP Basic or from the form, but not from both."""
    if authorization is None:
        return form.get("client_id", ""), form.get("client_secret", "")
    if "client_secret" in form:
        raise TokenRequestRefused("invalid_request", "State the client's secret once: in the header or in the form.")
    client_id, secret = _basic(authorization)
    if form.get("client_id", client_id) != client_id:
        raise TokenRequestRefused("invalid_request", "State one client_id: the header and the form differ.")
    return client_id, secret


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return (unquote_plus(client_id), unquote_plus(secret)) if scheme.lower() == "basic" else ("", "")
