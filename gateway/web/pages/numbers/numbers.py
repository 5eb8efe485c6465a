"""Counts alone: how many cases by area, category and level, small numbers left out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.charts import bars
from gateway.web.lists import equal
from gateway.web.pages import Page
from gateway.web.visit import Visit

NUMBERS = document(__file__)
LEVELS: Final = ("LEVEL_1", "LEVEL_2", "LEVEL_3")


async def numbers(visit: Visit) -> Response:
    """The counts of one area; of the first that has any, until another is chosen."""
    given = visit.query.get("area", "")
    area = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else None
    data = await visit.ask(NUMBERS, filter=equal(areaNumber=area))
    rows = data["caseload"]["nodes"]
    say = visit.site.rendering.words.name
    totals = [(say(level), _total(rows, level)) for level in LEVELS]
    return visit.page("numbers/numbers.html", data, area=area, bars=bars(totals), levels=LEVELS, table=_table(rows))


def _total(rows: Sequence[Mapping[str, Any]], level: str) -> int:
    return sum(row["cases"] or 0 for row in rows if row["level"] == level)


def _table(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, str, list[Mapping[str, Any] | None]]]:
    """A row for each area and category, with the count of each level."""
    found = {(row["areaNumber"], row["category"], row["level"]): row for row in rows}
    places = dict.fromkeys((row["areaNumber"], row["category"]) for row in rows)
    return [(area, category, [found.get((area, category, level)) for level in LEVELS]) for area, category in places]


PAGES = (Page("/caseload", numbers),)
