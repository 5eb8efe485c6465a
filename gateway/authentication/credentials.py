"""From the claims of a token whose signature holds to ``Credentials``: RFC 9068, with every claim pinned."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gateway.authentication.issuer import IssuerSettings
from gateway.authentication.refusal import RefusalReason, Unauthenticated

REQUIRED: Final = ("iss", "exp", "aud", "sub", "client_id", "iat", "jti")  # RFC 9068 section 2.2
LONGEST_TEXT: Final = 255
DEEPEST_CHAIN: Final = 2
ACT_MEMBERS: Final = frozenset({"iss", "sub", "act"})


@dataclass(frozen=True, slots=True)
class AuthenticationContext:
    """How the person signed in, as their identity provider says (RFC 9068 section 2.2.1)."""

    level: str | None = None  # acr
    methods: tuple[str, ...] = ()  # amr
    at: float | None = None  # auth_time, seconds since the epoch


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who a token says is calling. Roles, areas and clearances are not here: they are the directory's alone.

    Times are seconds since the epoch, UTC. ``acting`` names the systems acting for the subject, outermost last.
    """

    issuer: str
    subject: str
    client_id: str
    acting: tuple[str, ...]
    token_id: str
    issued_at: float
    expires_at: float
    context: AuthenticationContext


def read_claims(claims: Mapping[str, object], settings: IssuerSettings, now: float) -> Credentials:
    """The credentials in ``claims`` at ``now``, or ``Unauthenticated``."""
    _require_every_claim(claims)
    _require_issuer(claims, settings)
    _require_audience(claims, settings)
    _require_plain_bearer(claims)
    _require_validity(claims, settings, now)
    return Credentials(
        issuer=settings.issuer,
        subject=_text(claims["sub"]),
        client_id=_text(claims["client_id"]),
        acting=_acting(claims, settings.issuer),
        token_id=_text(claims["jti"]),
        issued_at=_moment(claims["iat"]),
        expires_at=_moment(claims["exp"]),
        context=_context(claims),
    )


def _require_every_claim(claims: Mapping[str, object]) -> None:
    if any(name not in claims for name in REQUIRED):
        raise Unauthenticated(RefusalReason.MISSING_CLAIM)


def _require_issuer(claims: Mapping[str, object], settings: IssuerSettings) -> None:
    if claims["iss"] != settings.issuer:
        raise Unauthenticated(RefusalReason.WRONG_ISSUER)


def _require_audience(claims: Mapping[str, object], settings: IssuerSettings) -> None:
    """Ours must be named; a list may name others beside it."""
    stated = claims["aud"]
    audiences = stated if isinstance(stated, list) else [stated]
    if settings.audience not in [_text(audience) for audience in audiences]:
        raise Unauthenticated(RefusalReason.WRONG_AUDIENCE)


def _require_plain_bearer(claims: Mapping[str, object]) -> None:
    """A token bound to a key (RFC 7800, 8705, 9449) is stolen when it comes without proof of that key."""
    if "cnf" in claims:
        raise Unauthenticated(RefusalReason.SENDER_CONSTRAINED)


def _require_validity(claims: Mapping[str, object], settings: IssuerSettings, now: float) -> None:
    leeway = settings.leeway.total_seconds()
    issued, expires = _moment(claims["iat"]), _moment(claims["exp"])
    begins = max(issued, _moment(claims.get("nbf", issued)))
    if now >= expires + leeway:
        raise Unauthenticated(RefusalReason.EXPIRED)
    if begins > now + leeway:
        raise Unauthenticated(RefusalReason.NOT_YET_VALID)
    if not 0 < expires - issued <= settings.max_lifetime.total_seconds():
        raise Unauthenticated(RefusalReason.LIFETIME)


def _acting(claims: Mapping[str, object], issuer: str) -> tuple[str, ...]:
    """The ``act`` chain (RFC 8693 section 4.1), whose outermost member is the system that holds the token now."""
    chain: list[str] = []
    holder = claims
    while "act" in holder:
        holder = _actor(holder["act"], issuer)
        chain.append(_text(holder["sub"]))
        if len(chain) > DEEPEST_CHAIN:
            raise Unauthenticated(RefusalReason.ACT_CHAIN)
    return tuple(reversed(chain))


def _actor(act: object, issuer: str) -> Mapping[str, object]:
    """One link. A member we do not know might narrow who is meant, so it is refused and not passed over."""
    if not isinstance(act, dict) or "sub" not in act or not act.keys() <= ACT_MEMBERS:
        raise Unauthenticated(RefusalReason.ACT_CHAIN)
    if act.get("iss", issuer) != issuer:
        raise Unauthenticated(RefusalReason.ACT_CHAIN)
    return act


def _context(claims: Mapping[str, object]) -> AuthenticationContext:
    level, methods, at = claims.get("acr"), claims.get("amr", []), claims.get("auth_time")
    if not isinstance(methods, list):
        raise Unauthenticated(RefusalReason.MALFORMED_CLAIM)
    return AuthenticationContext(
        level=None if level is None else _text(level),
        methods=tuple(_text(method) for method in methods),
        at=None if at is None else _moment(at),
    )


def _text(value: object) -> str:
    """A name that can be looked up, and written in a log without forging a line of it."""
    if isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and value.isprintable():
        return value
    raise Unauthenticated(RefusalReason.MALFORMED_CLAIM)


def _moment(value: object) -> float:
    """A NumericDate (RFC 7519 section 2)."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise Unauthenticated(RefusalReason.MALFORMED_CLAIM)
