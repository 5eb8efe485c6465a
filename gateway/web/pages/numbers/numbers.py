"""Counts alone: how many cases by area or category and level, and how timely work was; small numbers left out.

Of all areas it shows sums of what is told: a line for each area, kind and level came to hundreds of lines.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.charts import bars
from gateway.web.lists import equal
from gateway.web.pages import Page
from gateway.web.printed import codes
from gateway.web.visit import Visit

NUMBERS = document(__file__)
LEVELS: Final = ("LEVEL_1", "LEVEL_2", "LEVEL_3")
LATENESS: Final = codes("Lateness")
Row = Mapping[str, Any]
Line = tuple[tuple[Any, ...], list[int | None]]  # what is counted, and each sum of it; None where all of it is left out


async def numbers(visit: Visit) -> Response:
    """The counts of one area by category, or of all by area; what is left out because it is small has no line."""
    given = visit.query.get("area", "")
    area = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else None
    asked = equal(areaNumber=area, suppressed=False)
    data, cases = await _every(visit, "Numbers", "caseload", asked)
    _, timely = await _every(visit, "Timeliness", "timeliness", asked)
    name = visit.site.rendering.words.name
    totals = [(level, sum(row["cases"] for row in cases if row["level"] == level)) for level in LEVELS]
    return visit.page(
        "numbers/numbers.html",
        data,
        area=area,
        bars=bars([(name(level), total) for level, total in totals if total]),
        small=[level for level, total in totals if not total],
        table=lines(cases, ("areaNumber",) if area is None else ("category",), "level", LEVELS, "cases"),
        timely=lines(timely, ("kind", "level"), "lateness", LATENESS, "number"),
        lateness=LATENESS,
    )


async def _every(visit: Visit, operation: str, root: str, asked: Mapping[str, Any]) -> tuple[dict[str, Any], list[Row]]:
    """The first answer, and every row of its list, page by page."""
    data = await visit.ask(NUMBERS, operation, filter=asked)
    rows, page = [*data[root]["nodes"]], data[root]["pageInfo"]
    while page["hasNextPage"]:
        more = (await visit.ask(NUMBERS, operation, filter=asked, after=page["endCursor"]))[root]
        rows, page = [*rows, *more["nodes"]], more["pageInfo"]
    return data, rows


def lines(rows: Sequence[Row], by: Sequence[str], across: str, columns: Sequence[str], number: str) -> list[Line]:
    """A line for each place ``by`` which is counted, with the sums ``across`` it of what is told."""
    found: dict[tuple[tuple[Any, ...], Any], int] = {}
    for row in rows:
        at = tuple(row[each] for each in by), row[across]
        found[at] = found.get(at, 0) + row[number]
    return [(at, [found.get((at, column)) for column in columns]) for at in sorted({at for at, _ in found})]


PAGES = (Page("/caseload", numbers),)
