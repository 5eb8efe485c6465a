"""The level of a case: how it came to it, what is proposed, and how comparable cases were decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
LEVELS: Final = {"level1": "LEVEL_1", "level2": "LEVEL_2", "level3": "LEVEL_3"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How comparable cases were decided: in all, and in each area that is shown, level by level."""

    distribution: list[Bar]
    areas: list[tuple[str | None, list[int | None]]]  # None: several areas together; no number: under five


async def level(visit: Visit) -> Response:
    """The page; with the comparison where all that it compares is shown to this person."""
    data = await visit.ask(LEVEL.document, reference=visit.request.path_params["reference"])
    if data["case"] is None:
        raise NotFound
    comparable = await _comparable(visit, data) if AGGREGATE in data["viewer"]["dataClassesShown"] else None
    context = {"case": data["case"], "parts": PARTS, "part": LEVEL, "comparable": comparable}
    return visit.page("case/level.html", data, **context)


async def _comparable(visit: Visit, data: Mapping[str, Any]) -> Comparison | None:
    case = data["case"]
    alike = {
        "category": case["category"],
        "riskBand": (case["riskAssessment"] or {}).get("overall"),
        "inCustody": PLACES.get(str((case["custody"] or {}).get("place"))),
    }
    if None in alike.values():
        return None
    found = await visit.ask(COMPARABLE, **{name: equal(**alike, level=level) for name, level in LEVELS.items()})
    counts = {level: _by_area(found[name]["nodes"]) for name, level in LEVELS.items()}
    if not any(counts.values()):
        return None
    words = visit.site.rendering.words
    distribution = bars([(words.name(level), sum(areas.values())) for level, areas in counts.items() if areas])
    return Comparison(distribution, _areas(found["areas"]["nodes"], counts, case["area"]))


def _by_area(nodes: Sequence[Mapping[str, Any]]) -> dict[int | None, int]:
    """The decisions of one level by the number of the area, None for several together."""
    return {each["areaNumber"]: each["decisions"] or 0 for each in nodes}


def _areas(
    named: Sequence[Mapping[str, Any]], counts: Mapping[str, Mapping[int | None, int]], own: Mapping[str, Any] | None
) -> list[tuple[str | None, list[int | None]]]:
    """Each area that is shown with its decisions by level, the case's own first, those shown together last."""
    mine, names = (own or {}).get("name"), {each["number"]: each["name"] for each in named}
    shown = {area for areas in counts.values() for area in areas}
    first = sorted(shown - {None}, key=lambda area: (names.get(area) != mine, area))
    order: list[int | None] = [*first, *({None} & shown)]
    return [(names.get(area), [areas.get(area) for areas in counts.values()]) for area in order]


PAGES = (Page(f"/cases/{{reference}}{LEVEL.address}", level),)
