"""The one table of failures: what is answered, what is recorded, and, of an unknown failure, what is logged."""

from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog
from graphql import GraphQLError

from gateway.answer import NotPermitted
from gateway.audit.writer import AuditUnavailable
from gateway.authentication.freshness import CHALLENGE, SignInAgain
from gateway.authentication.purpose import PurposeRefused
from gateway.authentication.refusal import Unauthenticated
from gateway.authentication.role import RoleRefused, codes
from gateway.questions import Invalid
from gateway.store import StoreUnavailable, TookTooLong, ValueRefused
from gateway.trace import Trace
from gateway.writing import ChangeUncertain
from policies.vocabulary import Outcome
from schema.arguments import InvalidArgument
from schema.transport import Refusal, Reply, explained, failed, invalid, refused

log = structlog.get_logger("gateway")

FRAMES_TOLD = 8  # of an unknown failure, in the log
AUDIT_UNAVAILABLE = "The access could not be recorded, so nothing is answered. Try again shortly."
STORE_UNAVAILABLE = "The records cannot be read at the moment. Try again shortly."
SEARCH_TOO_WIDE = (
    "The access record was searched for too long, so nothing is answered. Narrow the search by day (since and until): "
    "the rarer what you look for, the fewer days at once."
)
VALUE_REFUSED = "A value is one that no record can hold: check the numbers and the text of the arguments."
NOT_PERMITTED = "This is not yours to do, in your role, here, or for the purpose that you stated."
CHANGE_UNCERTAIN = (
    "It is not known whether the change was made. Send it again with the same idempotency key: it is made once."
)
TOO_LARGE = "The request is too large: ask for less at once."
UNAUTHENTICATED = "Sign in: send a valid access token as Authorization: Bearer."


class Refused(Exception):
    """Not GraphQL over HTTP."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class TooLarge(Exception):
    """A body longer than is read."""


Failure = Callable[[Any, Trace], tuple[Outcome, str | None, Reply]]


def _unauthenticated(error: Unauthenticated, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    reply = failed(401, "UNAUTHENTICATED", UNAUTHENTICATED, trace.media, ((b"www-authenticate", b"Bearer"),))
    return Outcome.UNAUTHENTICATED, error.reason.name, reply


def _not_graphql(error: Refused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, error.refusal.code.value, refused(error.refusal, trace.media)


def _too_large(_: TooLarge, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    reply = failed(413, "REQUEST_TOO_LARGE", TOO_LARGE, trace.media, ((b"connection", b"close"),))
    return Outcome.INVALID, "body_bytes", reply


def _invalid(error: Invalid, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, error.reason, invalid(error.errors, trace.media)


def _graphql_error(error: GraphQLError, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, getattr(error, "limit", type(error).__name__), invalid([error], trace.media)


def _argument(error: InvalidArgument, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, "argument", invalid([GraphQLError(str(error))], trace.media)


def _value(_: ValueRefused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.INVALID, "value", invalid([GraphQLError(VALUE_REFUSED)], trace.media)


def _purpose(error: PurposeRefused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    said: dict[str, object] = {"code": "PURPOSE_REQUIRED", "purposes": error.open_to}
    if trace.principal is not None and len(trace.principal.held) > 1:
        said["roles"] = codes(trace.principal.held)
    return Outcome.REFUSED, "purpose", explained(400, said, str(error), trace.media)


def _role(error: RoleRefused, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    said = {"code": "ROLE_NOT_HELD", "roles": error.held}
    return Outcome.REFUSED, "role", explained(400, said, str(error), trace.media)


def _sign_in_again(error: SignInAgain, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    challenge = ((b"www-authenticate", CHALLENGE),)
    return Outcome.REFUSED, "sign_in", failed(401, "SIGN_IN_AGAIN", str(error), trace.media, challenge)


def _store(error: StoreUnavailable, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    log.error("store unavailable", request=str(trace.request_id), reason=str(error))
    return Outcome.FAILED, "store", failed(503, "STORE_UNAVAILABLE", STORE_UNAVAILABLE, trace.media)


def _too_long(error: TookTooLong, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    """Of the access record: what is rare is looked for through all the days that were asked for."""
    if trace.question is None or not trace.question.asks_for("accessLog"):
        return _store(error, trace)
    return Outcome.FAILED, "store", failed(503, "SEARCH_TOO_WIDE", SEARCH_TOO_WIDE, trace.media)


def _not_permitted(_: NotPermitted, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    return Outcome.REFUSED, "NOT_PERMITTED", failed(403, "NOT_PERMITTED", NOT_PERMITTED, trace.media)


def _unrecorded(error: AuditUnavailable, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    log.error("access record unavailable", request=str(trace.request_id), reason=str(error))
    return Outcome.FAILED, "audit", failed(503, "AUDIT_UNAVAILABLE", AUDIT_UNAVAILABLE, trace.media)


def _uncertain(error: ChangeUncertain, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    log.error("change uncertain", request=str(trace.request_id), reason=type(error.__cause__).__name__)
    return Outcome.FAILED, "uncertain", failed(503, "CHANGE_UNCERTAIN", CHANGE_UNCERTAIN, trace.media)


def _unknown(error: Exception, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    # Where it happened and never what was said of it: a message, or a frame's variables, may hold somebody's data.
    frames = [f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in extract_tb(error.__traceback__)]
    log.error("request failed", request=str(trace.request_id), failure=type(error).__name__, at=frames[-FRAMES_TOLD:])
    message = f"Something went wrong on our side. Tell your administrator this request id: {trace.request_id}"
    return Outcome.FAILED, "internal", failed(500, "INTERNAL", message, trace.media)


_FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (Unauthenticated, _unauthenticated),
    (Refused, _not_graphql),
    (TooLarge, _too_large),
    (Invalid, _invalid),
    (GraphQLError, _graphql_error),
    (InvalidArgument, _argument),
    (ValueRefused, _value),
    (RoleRefused, _role),
    (SignInAgain, _sign_in_again),
    (PurposeRefused, _purpose),
    (NotPermitted, _not_permitted),
    (AuditUnavailable, _unrecorded),
    (ChangeUncertain, _uncertain),
    (TookTooLong, _too_long),
    (StoreUnavailable, _store),
    (Exception, _unknown),
)


def failure(error: Exception, trace: Trace) -> tuple[Outcome, str | None, Reply]:
    """How a request that failed ends: its outcome, the code of its reason, and the reply."""
    return next(reply(error, trace) for kind, reply in _FAILURES if isinstance(error, kind))
