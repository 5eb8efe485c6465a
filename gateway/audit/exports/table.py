"""Comma-separated values, which no spreadsheet takes for formulas."""

from gateway.audit.entry import FIELDS, JSON_FIELDS, Entry, encode
from gateway.audit.insertion import LIST_FIELDS
from gateway.audit.selection import Access
from gateway.spreadsheet import line as written
from gateway.spreadsheet import safe
from gateway.transparency.leaf import instant

_OWN = tuple(name for name in FIELDS if name not in ("subject_set", "reading", "question"))
COLUMNS = (*_OWN, "processing", "holders", "subjects", "reading")


def header() -> str:
    """The names of the columns, as RFC 4180 writes a line."""
    return written(COLUMNS)


def line(access: Access) -> str:
    """The line of an entry."""
    words = (safe(" ".join(each)) for each in (access.processing, access.holders))
    told = (*words, *(encode(each).decode() for each in (access.subjects, access.reading)))
    return written([*(_cell(name, getattr(access.entry, name), access.entry) for name in _OWN), *told])


def _cell(name: str, value: object, entry: Entry) -> str:
    if value is None:
        return ""
    if name == "recorded_at":
        return instant(entry.recorded_at)
    if name in JSON_FIELDS:
        return encode(value).decode()
    if name in LIST_FIELDS:
        return safe(" ".join(map(str, getattr(entry, name))))
    if isinstance(value, bytes):
        return value.hex()
    return safe(str(value)) if isinstance(value, str) else str(value)
