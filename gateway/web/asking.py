"""How a page asks: its document, through the door, as who looks at it, in the role and for the purpose they chose."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

from gateway.asked import Asked
from schema.transport import Reply

Serve = Callable[[Asked], Awaitable[Reply]]
"""The door: a request in, a reply out, its entry committed."""

NO_PURPOSE: Final = "PURPOSE_REQUIRED"
NO_ROLE: Final = "ROLE_NOT_HELD"
VIEWER: Final = Path(__file__).parent / "viewer.graphql"


class DoorRefused(Exception):
    """The door answered with an error and no data."""

    def __init__(
        self, status: int, code: str, request_id: str, purposes: tuple[str, ...] = (), roles: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.purposes = purposes  # those open to them, where none was stated that is
        self.roles = roles  # those they hold, where there are several or the one stated is none of them
        self.kept = False  # whether what was typed is kept, and will be on its page again


@dataclass(frozen=True, slots=True)
class Asker:
    """In whose name a page asks: their access token, why, and in which role, where they chose one of several."""

    token: str
    purpose: str | None
    role: str | None = None


@cache
def document(view: str) -> str:
    """The document beside a view (its ``__file__``), with the fragment for the head of a page where it spreads it."""
    text = Path(view).with_suffix(".graphql").read_text("utf-8")
    return text + VIEWER.read_text("utf-8") if "...Head" in text else text


@dataclass(frozen=True, slots=True)
class Told:
    """What the door answered: its data, and the id of the entry under which the answer stands in the access record."""

    data: dict[str, Any]
    entry: str


async def ask(
    serve: Serve, asker: Asker, text: str, variables: Mapping[str, object], operation: str | None = None
) -> Told:
    """What is answered. ``operation`` names one, where a document has several. Raises ``DoorRefused``."""
    replied = await reply(serve, asker, text, variables, operation)
    answer = orjson.loads(replied.body)
    if "errors" in answer:
        raise _refused(replied, answer["errors"][0])
    return Told(answer["data"], _header(replied, b"x-entry-id"))


async def reply(
    serve: Serve, asker: Asker, text: str, variables: Mapping[str, object], operation: str | None = None
) -> Reply:
    """The door's reply, whatever it says."""
    named = {"operationName": operation} if operation else {}
    body = orjson.dumps({"query": text, "variables": variables, **named})
    headers = [
        (b"authorization", b"Bearer " + asker.token.encode()),
        (b"accept", b"application/graphql-response+json"),
        (b"content-type", b"application/json"),
    ]
    if asker.purpose is not None:
        headers.append((b"purpose-of-use", asker.purpose.encode()))
    if asker.role is not None:
        headers.append((b"acting-role", asker.role.encode()))
    return await serve(Asked("POST", tuple(headers), b"", body))


def _refused(replied: Reply, error: Mapping[str, Any]) -> DoorRefused:
    said = error.get("extensions", {})
    request_id = _header(replied, b"x-request-id")
    open_to, held = tuple(said.get("purposes", ())), tuple(said.get("roles", ()))
    return DoorRefused(replied.status, said.get("code", "INVALID"), request_id, open_to, held)


def _header(replied: Reply, name: bytes) -> str:
    return dict(replied.headers).get(name, b"").decode()
