"""Opaque ids and cursors: readable by nobody else's kind, forgeable by nobody.

A token is ``payload || MAC`` in unpadded base64url. The key is derived from the gateway's secret, the kind of
principal and the policy version, so a token taken to another kind, or past a change of policy, opens nothing. The
same MAC (HMAC-SHA-256, RFC 2104, written out as two hashes) is computed by PostgreSQL, which has ``sha256`` in core.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from policies.principal import PrincipalClass

_BLOCK = 64
ID_MAC = 12
CURSOR_MAC = 16
TYPE_CODE = 4
SEPARATOR = "\x1f"


@lru_cache(maxsize=1024)
def type_code(name: str) -> bytes:
    """Four bytes that stand for a type in an id."""
    return hashlib.sha256(name.encode()).digest()[:TYPE_CODE]


@dataclass(frozen=True, slots=True)
class Seals:
    """The two halves of the HMAC key of one kind of principal."""

    inner: bytes
    outer: bytes

    def mac(self, message: bytes) -> bytes:
        """HMAC-SHA-256 of the message."""
        return hashlib.sha256(self.outer + hashlib.sha256(self.inner + message).digest()).digest()

    def seal_id(self, name: str, key: UUID) -> str:
        """The id of a row of a type."""
        payload = type_code(name) + key.bytes
        return base64.urlsafe_b64encode(payload + self.mac(b"id" + payload)[:ID_MAC]).rstrip(b"=").decode()

    def open_id(self, token: str) -> tuple[bytes, UUID] | None:
        """The type code and key in an id; None for whatever is not one of ours."""
        raw = _decoded(token)
        if raw is None or len(raw) != TYPE_CODE + 16 + ID_MAC:
            return None
        payload, mac = raw[:-ID_MAC], raw[-ID_MAC:]
        if not hmac.compare_digest(self.mac(b"id" + payload)[:ID_MAC], mac):
            return None
        return payload[:TYPE_CODE], UUID(bytes=payload[TYPE_CODE:])

    def open_cursor(self, token: str, context: bytes) -> list[str] | None:
        """The sort value and key in a cursor of the list named by ``context``; None for any other."""
        raw = _decoded(token)
        if raw is None or len(raw) <= CURSOR_MAC:
            return None
        payload, mac = raw[:-CURSOR_MAC], raw[-CURSOR_MAC:]
        if not hmac.compare_digest(self.mac(b"cursor" + context + payload)[:CURSOR_MAC], mac):
            return None
        return payload.decode().rsplit(SEPARATOR, 1)  # the value is text and may hold anything


def seals_for(secret: bytes, kind: PrincipalClass, policy_version: str) -> Seals:
    """The seals of one kind of principal under one policy."""
    words = (*sorted(kind.roles), kind.agency, kind.owner, kind.clearance, policy_version)
    key = hmac.digest(secret, "\n".join(words).encode(), "sha256").ljust(_BLOCK, b"\0")
    return Seals(bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key))


def sealed_sql(payload: str, prefix: str, length: int, inner: str, outer: str) -> str:
    """SQL text that seals a bytea ``payload`` exactly as ``Seals`` opens it; ``prefix`` is a bytea expression."""
    mac = f"substr(sha256({outer} || sha256({inner} || {prefix} || {payload})), 1, {length})"
    return f"translate(encode({payload} || {mac}, 'base64'), E'+/=\\n', '-_')"


def _decoded(token: str) -> bytes | None:
    """The bytes of a token spelled as we spell it: base64 has spare bits, and each row has one id."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.urlsafe_b64encode(raw).rstrip(b"=") == token.encode() else None
