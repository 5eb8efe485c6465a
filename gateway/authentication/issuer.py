"""Whose tokens are accepted, and on what terms: everything about an identity provider that is pinned."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

# Signature algorithm -> the type of key it needs. An algorithm that is not here can never be configured: "none" and
# the HMAC family are absent, since a verifier that knows an HMAC key could make tokens itself.
KEY_TYPES: Final = MappingProxyType(
    {
        "ES256": "EC",
        "ES384": "EC",
        "PS256": "RSA",
        "PS384": "RSA",
        "RS256": "RSA",
        "Ed25519": "OKP",
        "EdDSA": "OKP",
    }
)


class IssuerRefused(ValueError):
    """The settings of an identity provider cannot be relied on; the message says what to change."""


def is_loopback(host: str | None) -> bool:
    """Whether ``host``, a name or an address without port, can only mean this machine."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host or "")
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """One identity provider. ``issuer`` and ``audience`` are compared exactly, as the standards say.

    The algorithms and the ten seconds of leeway are FAPI 2.0's; the claims are RFC 9068's. Keys are fetched again
    once they are ``keys_fresh_for`` old, and are no longer used once they are ``keys_usable_for`` old.
    """

    issuer: str
    audience: str
    jwks_url: str
    algorithms: tuple[str, ...] = ("ES256", "PS256", "Ed25519", "EdDSA")
    max_lifetime: timedelta = timedelta(minutes=5)
    leeway: timedelta = timedelta(seconds=10)
    keys_fresh_for: timedelta = timedelta(minutes=5)
    keys_usable_for: timedelta = timedelta(minutes=15)
    fetch_pause: timedelta = timedelta(seconds=5)  # at most one fetch in this time, however many unknown keys are named
    fetch_timeout: timedelta = timedelta(seconds=2)
    cached_tokens: int = 10_000

    def __post_init__(self) -> None:
        _require_names(self.issuer, self.audience)
        _require_private_url("MAPPA_ISSUER", self.issuer)
        _require_private_url("MAPPA_JWKS_URL", self.jwks_url)
        _require_algorithms(self.algorithms)


def _require_names(issuer: str, audience: str) -> None:
    if not issuer or not audience:
        raise IssuerRefused("State both the issuer and the audience of access tokens: neither may be empty.")


def _require_private_url(name: str, url: str) -> None:
    """Keys that came over a line anybody can write on would let anybody sign."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and is_loopback(parts.hostname):
        return
    raise IssuerRefused(f"Give {name} as an https address; http is accepted for this machine only. It is {url!r}.")


def _require_algorithms(algorithms: tuple[str, ...]) -> None:
    unknown = sorted(set(algorithms) - KEY_TYPES.keys())
    if unknown or not algorithms:
        known, refused = ", ".join(KEY_TYPES), ", ".join(unknown) or "none"
        raise IssuerRefused(f"Choose MAPPA_ALGORITHMS, with commas between, from {known}; {refused} will not do.")
