"""GraphQL over HTTP, as its specification says: what a request is, and how an answer is labelled. No web framework.

Bytes and header values in, frozen values out; whoever serves does three things::

    media = negotiate(accept)                              # a MediaType, or a Refusal (406)
    request = read_request(HttpRequest(...))               # a GraphQLRequest, or a Refusal (400, 405, 415)
    refusal = refuse_method(method, operation.operation)   # None, or a Refusal (405): GET asks, it never acts

and ends with ``refused(refusal, media)``, ``invalid(errors, media)`` or ``answered(body, media)``.

The status tells the two media types apart. ``application/json`` says 200 for every request that could be read as
GraphQL, right or wrong, because its clients take any other status for a proxy's. ``application/graphql-response+json``
says 400 where nothing was executed: a syntax error, a validation error, an unknown operation, a bad variable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import orjson
from graphql import GraphQLError, OperationType

from schema.media import MediaType, parameters

Headers = tuple[tuple[bytes, bytes], ...]
_Kind = TypeVar("_Kind", str, dict[str, Any])

PARAMETERS = ("query", "operationName", "variables", "extensions")
URL_PARAMETERS = 16  # most that one URL may carry, ours and others'


class RefusalCode(StrEnum):
    """Why a request was not read as GraphQL; sent as ``extensions.code``."""

    BAD_REQUEST = "BAD_REQUEST"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """What of a request matters here: query string and body as received, ``content_type`` None where there was none."""

    method: str
    content_type: str | None
    query_string: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A request that could be read. ``operation_name`` is None where none was named; ``variables`` are not coerced."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that could not be read: an HTTP status, a code for programs, a sentence that says what to send."""

    status: int
    code: RefusalCode
    message: str
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What to send: status, headers as ASGI wants them, body."""

    status: int
    headers: Headers
    body: bytes


class _Unreadable(Exception):
    """Stops reading, with the refusal to answer."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


# -- reading -----------------------------------------------------------------------------------------------------


def negotiate(accept: str | None) -> MediaType | Refusal:
    """The media type to answer in: the one wanted most; ``application/json`` where all the same."""
    return MediaType.wanted(accept) or Refusal(
        406,
        RefusalCode.NOT_ACCEPTABLE,
        f"Accept {MediaType.RESPONSE} or {MediaType.JSON}: this endpoint answers in nothing else.",
    )


def read_request(http: HttpRequest) -> GraphQLRequest | Refusal:
    """The GraphQL request that ``http`` carries."""
    try:
        match http.method:
            case "POST":
                return _request(_posted(http.content_type, http.body))
            case "GET":
                return _request(_in_url(http.query_string))
        return _method_refused("Send GraphQL by POST, or a query by GET.", b"GET, POST")
    except _Unreadable as unreadable:
        return unreadable.refusal


def refuse_method(method: str, operation: OperationType) -> Refusal | None:
    """A refusal where the method may not carry the operation: a GET may be sent by a link, and must change nothing."""
    if method == "POST" or operation is OperationType.QUERY:
        return None
    return _method_refused(f"Send a {operation.value} by POST: GET carries queries alone.", b"POST")


def _method_refused(message: str, allowed: bytes) -> Refusal:
    return Refusal(405, RefusalCode.METHOD_NOT_ALLOWED, message, ((b"allow", allowed),))


def _posted(content_type: str | None, body: bytes) -> Mapping[str, Any]:
    _demand_json(content_type)
    sent = _json(body, "The body is not JSON in UTF-8: send an object with a query.")
    if isinstance(sent, list):
        raise _bad("Send one operation at a time: a list of them is not taken.")
    if not isinstance(sent, dict):
        raise _bad("The body is not a JSON object: send one with a query.")
    return sent


def _demand_json(content_type: str | None) -> None:
    """Only ``application/json``: a browser sends it across origins only after asking, unlike a form or plain text."""
    kind, given = parameters(content_type or "")
    if kind == MediaType.JSON and given.get("charset", "utf-8").lower() in {"utf-8", "utf8"}:
        return
    message = f"Send the body with Content-Type {MediaType.JSON}, in UTF-8."
    takes = ((b"accept", MediaType.JSON.encode()),)
    raise _Unreadable(Refusal(415, RefusalCode.UNSUPPORTED_MEDIA_TYPE, message, takes))


def _in_url(query_string: bytes) -> Mapping[str, Any]:
    try:
        text = query_string.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=URL_PARAMETERS)
    except ValueError:
        raise _bad("The URL's parameters cannot be read: percent-encode them as UTF-8.") from None
    known = [(name, value) for name, value in pairs if name in PARAMETERS]
    if len({name for name, _ in known}) < len(known):
        raise _bad("A parameter stands twice in the URL: give each once.")
    return {name: _from_url(name, value) for name, value in known}


def _from_url(name: str, value: str) -> Any:
    if name in {"query", "operationName"}:
        return value
    return _json(value, f"{name} is not JSON: send an object.") if value else None


def _request(sent: Mapping[str, Any]) -> GraphQLRequest:
    query = _optional(sent, "query", str, "a string")
    if not query:
        raise _bad("query is missing: send the GraphQL document as a string.")
    return GraphQLRequest(
        query,
        _optional(sent, "operationName", str, "a string") or None,
        _optional(sent, "variables", dict, "an object") or {},
        _optional(sent, "extensions", dict, "an object") or {},
    )


def _optional(sent: Mapping[str, Any], name: str, kind: type[_Kind], called: str) -> _Kind | None:
    value = sent.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise _bad(f"{name} is of the wrong type: send {called}, or leave it out.")


def _json(text: bytes | str, otherwise: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _bad(otherwise) from None


def _bad(message: str) -> _Unreadable:
    return _Unreadable(Refusal(400, RefusalCode.BAD_REQUEST, message))


# -- answering ---------------------------------------------------------------------------------------------------


def answered(body: bytes, media: MediaType) -> Reply:
    """The reply to an operation that was executed: 200, with or without errors beside its ``data``."""
    return _reply(200, body, media)


def invalid(errors: Sequence[GraphQLError], media: MediaType) -> Reply:
    """The reply to a request that was GraphQL and was not executed. It has no ``data`` entry at all."""
    status = 400 if media is MediaType.RESPONSE else 200
    return _reply(status, _body([dict(error.formatted) for error in errors]), media)


def refused(refusal: Refusal, media: MediaType = MediaType.JSON) -> Reply:
    """The reply to a request that was not read as GraphQL; the same status in either media type."""
    return failed(refusal.status, refusal.code, refusal.message, media, refusal.headers)


def failed(status: int, code: str, message: str, media: MediaType, headers: Headers = ()) -> Reply:
    """The reply where the door itself says no (401, 403, 413, 503): its status stands in either media type."""
    return explained(status, {"code": code}, message, media, headers)


def explained(
    status: int, extensions: Mapping[str, object], message: str, media: MediaType, headers: Headers = ()
) -> Reply:
    """The same, where programs are told more than a code."""
    return _reply(status, _body([{"message": message, "extensions": extensions}]), media, headers)


def _body(errors: Sequence[Mapping[str, Any]]) -> bytes:
    return orjson.dumps({"errors": errors})


def _reply(status: int, body: bytes, media: MediaType, more: Headers = ()) -> Reply:
    label = (b"content-type", f"{media}; charset=utf-8".encode())
    # What one principal was shown is kept by no cache, a browser's included.
    kept = ((b"cache-control", b"no-store"), (b"vary", b"accept"), (b"x-content-type-options", b"nosniff"))
    return Reply(status, (label, (b"content-length", str(len(body)).encode()), *kept, *more), body)
