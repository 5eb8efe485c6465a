"""Comma-separated values, which no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable

from gateway.audit.entry import FIELDS, JSON_FIELDS, Entry, encode
from gateway.audit.insertion import LIST_FIELDS
from gateway.audit.selection import Access
from gateway.transparency.leaf import instant

# What makes a cell a formula in one spreadsheet or another. A quotation mark in front makes it text in all of them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


_OWN = tuple(name for name in FIELDS if name not in ("subject_set", "reading"))
COLUMNS = (*_OWN, "processing", "holders", "subjects", "reading")


def header() -> str:
    """The names of the columns, as RFC 4180 writes a line."""
    return _line(COLUMNS)


def line(access: Access) -> str:
    """The line of an entry."""
    words = (_safe(" ".join(each)) for each in (access.processing, access.holders))
    told = (*words, *(encode(each).decode() for each in (access.subjects, access.reading)))
    return _line([*(_cell(name, getattr(access.entry, name), access.entry) for name in _OWN), *told])


def _cell(name: str, value: object, entry: Entry) -> str:
    if value is None:
        return ""
    if name == "recorded_at":
        return instant(entry.recorded_at)
    if name in JSON_FIELDS:
        return encode(value).decode()
    if name in LIST_FIELDS:
        return _safe(" ".join(map(str, getattr(entry, name))))
    if isinstance(value, bytes):
        return value.hex()
    return _safe(str(value)) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue()
