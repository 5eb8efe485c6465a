"""The small parts of which the text formats are made: one way to write each, and no other is read."""

import binascii
import re
from base64 import b64encode

HASH = 32  # bytes of SHA-256
GREATEST = 2**63 - 1  # of sizes, indexes and timestamps

_DECIMAL = re.compile(rb"0|[1-9][0-9]{0,18}")


class FormatRefused(ValueError):
    """Text that is not what its format says, with the sentence that tells what is wrong."""


def encoded(data: bytes) -> str:
    """Base64 as RFC 4648 section 4 writes it."""
    return b64encode(data).decode("ascii")


def decoded(text: str, what: str, length: int | None = None) -> bytes:
    """What base64 stands for. Spare bits and missing padding are refused: there is one spelling of each value."""
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise FormatRefused(f"{what} is not base64") from None
    if encoded(data) != text:
        raise FormatRefused(f"{what} is not the base64 of anything")
    if length is not None and len(data) != length:
        raise FormatRefused(f"{what} has {len(data)} bytes and not {length}")
    return data


def number(text: str, what: str) -> int:
    """A whole number in ASCII, without a leading zero, up to 2^63 - 1."""
    if not _DECIMAL.fullmatch(text.encode()) or int(text) > GREATEST:
        raise FormatRefused(f"{what} is not a whole number: {text[:40]!r}")
    return int(text)


def lines(text: str, what: str) -> list[str]:
    """The lines of a text that ends with one."""
    if not text.endswith("\n"):
        raise FormatRefused(f"{what} does not end with a line")
    return text[:-1].split("\n")


def utf8(data: bytes, what: str) -> str:
    """Text in UTF-8 without control characters other than line feed."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise FormatRefused(f"{what} is not UTF-8") from None
    if any(character < " " and character != "\n" for character in text):
        raise FormatRefused(f"{what} holds a control character")
    return text
