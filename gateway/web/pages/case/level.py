"""The level of a case: how it came to it, what is proposed, and how comparable cases were decided."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.charts import Bar, bars
from gateway.web.lists import equal
from gateway.web.pages import Page
from gateway.web.pages.case.case import HERE, LEVEL, PARTS
from gateway.web.visit import NotFound, Visit

COMPARABLE: Final = document(str(HERE / "comparable.py"))
PLACES: Final = {"IN_CUSTODY": True, "IN_COMMUNITY": False}
AGGREGATE: Final = "AGGREGATE"


async def level(visit: Visit) -> Response:
    """The page; with the comparison where all that it compares is shown to this person."""
    data = await visit.ask(LEVEL.document, reference=visit.request.path_params["reference"])
    if data["case"] is None:
        raise NotFound
    comparable = await _comparable(visit, data) if AGGREGATE in data["viewer"]["dataClassesShown"] else []
    context = {"case": data["case"], "parts": PARTS, "part": LEVEL, "comparable": comparable}
    return visit.page("case/level.html", data, **context)


async def _comparable(visit: Visit, data: Mapping[str, Any]) -> list[Bar]:
    case = data["case"]
    alike = {
        "category": case["category"],
        "riskBand": (case["riskAssessment"] or {}).get("overall"),
        "inCustody": PLACES.get(str((case["custody"] or {}).get("place"))),
    }
    if None in alike.values():
        return []
    found = (await visit.ask(COMPARABLE, filter=equal(**alike)))["comparableDecisions"]["nodes"]
    counts: dict[str, int] = {}
    for each in found:
        counts[each["level"]] = counts.get(each["level"], 0) + (each["decisions"] or 0)
    return bars([(visit.site.rendering.words.name(code), counts[code]) for code in sorted(counts)])


PAGES = (Page(f"/cases/{{reference}}{LEVEL.address}", level),)
