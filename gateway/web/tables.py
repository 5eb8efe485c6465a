"""Tables that a narrow screen shows as a list: each cell says which column it is of, and figures stand under theirs."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

OPENING: Final = re.compile(r"<(tr|th|td)(?=[\s>])")
NUMERIC: Final = "govuk-table__cell--numeric"
CELL: Final = re.compile(r"<(tr|th|td)(?=[\s>])([^>]*)>")
ROLES: Final = {"tr": "row", "th": "rowheader", "td": "cell"}


def labelled(rows: str, headings: Sequence[str]) -> Markup:
    """Rows as a template wrote them, each cell with its column's heading.

    The roles say what a browser forgets of a table that is drawn as a list.
    """
    return Markup("".join(_pieces(str(rows), headings)))  # noqa: S704 - rendered by a template; what is added is escaped


def numeric(rows: str) -> frozenset[int]:
    """The columns of figures, by their places: those of which any cell is one. Their headings stand over them."""
    found, column = set[int](), 0
    for name, attributes in CELL.findall(str(rows)):
        if NUMERIC in attributes:
            found.add(column)
        column = 0 if name == "tr" else column + 1
    return frozenset(found)


def _pieces(rows: str, headings: Sequence[str]) -> Iterator[str]:
    column, after = 0, 0
    for found in OPENING.finditer(rows):
        yield rows[after : found.end()]
        after, name = found.end(), found[1]
        yield f' role="{ROLES[name]}"'
        if name == "tr":
            column = 0
        else:
            yield f' data-heading="{escape(headings[column])}"' if column < len(headings) else ""
            column += 1
    yield rows[after:]
