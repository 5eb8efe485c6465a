"""Ids and cursors, sealed and opened a second way, and what it means that two answers are the same."""

import base64
import hashlib
import hmac
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from schema.declare import ColumnField, Order, RecordType
from schema.seals import Seals


class Cursor(str):
    """A cursor as the oracle names it: the sort value and the key that it must open to."""

    __slots__ = ("key", "value")

    value: Any
    key: str


def _mac(seals: Seals, message: bytes) -> bytes:
    key = bytes(byte ^ 0x36 for byte in seals.inner)
    return hmac.digest(key, message, "sha256")


def sealed_id(seals: Seals, record: str, key: UUID) -> str:
    """The id of a row."""
    payload = hashlib.sha256(record.encode()).digest()[:4] + key.bytes
    return base64.urlsafe_b64encode(payload + _mac(seals, b"id" + payload)[:12]).decode().rstrip("=")


def _raw(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


def open_id(seals: Seals, token: str) -> tuple[bytes, UUID] | None:
    """The type code and key of an id that is one of ours."""
    try:
        raw = _raw(token)
    except ValueError:
        return None
    payload, mac = raw[:20], raw[20:]
    return (payload[:4], UUID(bytes=payload[4:])) if _mac(seals, b"id" + payload)[:12] == mac else None


def open_cursor(token: str) -> tuple[str, str]:
    """The sort value and key in a cursor, whoever sealed it."""
    value, key = _raw(token)[:-16].decode().rsplit("\x1f", 1)
    return value, key


def is_nothing(text: str) -> bool:
    """Whether a cursor's sort value stands for none."""
    return text in ("infinity", "-infinity", chr(1114111), "", "2147483647", "-2147483648")


def as_typed(text: str, record: RecordType, order: Order) -> Any:
    declared = record.fields[order.field]
    assert isinstance(declared, ColumnField)
    kind = declared.expression.type
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(_whole(text))
    if isinstance(kind, sa.Date):
        return date.fromisoformat(text)
    return int(text) if isinstance(kind, sa.Integer) else text


def same(expected: Any, actual: Any) -> bool:
    """Whether the compiled answer says what the oracle says: instants as instants, cursors by what they open to."""
    if isinstance(expected, dict):
        keys = isinstance(actual, dict) and list(expected) == list(actual)
        return keys and all(same(expected[key], actual[key]) for key in expected)
    if isinstance(expected, list | tuple):
        alike = isinstance(actual, list) and len(expected) == len(actual)
        return alike and all(map(same, expected, actual))
    if isinstance(expected, Cursor):
        text, key = open_cursor(actual)
        value = is_nothing(text) if expected.value is None else text == str(expected.value)
        if isinstance(expected.value, datetime):
            value = datetime.fromisoformat(_whole(text)) == expected.value
        return value and key == expected.key
    if isinstance(expected, datetime):
        spelled = isinstance(actual, str) and actual[10] == "T" and actual.endswith("+00:00")
        return spelled and datetime.fromisoformat(_whole(actual.removesuffix(":00"))) == expected
    if isinstance(expected, date):
        return bool(actual == expected.isoformat())
    return type(expected) is type(actual) and bool(expected == actual)


def _whole(moment: str) -> str:
    """PostgreSQL leaves out the zeros at the end of a fraction, which Python wants."""
    seconds, _, fraction = moment.removesuffix("+00").partition(".")
    return f"{seconds}.{fraction:0<6}+00:00"
