"""Comma-separated values, as RFC 4180 writes a line, in which no spreadsheet takes a cell for a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Final

BYTE_ORDER: Final = "\ufeff"  # first in a file, by it spreadsheets know that it is UTF-8: names have accents

# What makes a cell a formula in one spreadsheet or another. A quotation mark in front makes it text in all of them.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(text: str) -> str:
    """A cell of somebody's own words."""
    return f"'{text}" if text.startswith(FORMULA) else text


def line(cells: Iterable[str]) -> str:
    """A line, with its end."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue()
