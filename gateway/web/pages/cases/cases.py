"""The caseload: search by reference, identifier or name, filters, sort, pages."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from gateway.web.asking import document
from gateway.web.lists import PAGING, Choice, around, equal, window
from gateway.web.pages import Page
from gateway.web.visit import Visit

CASELOAD = document(__file__)
IDENTIFIED = document(str(Path(__file__).with_name("identified.graphql")))
LEVEL: Final = Choice("level", ("LEVEL_1", "LEVEL_2", "LEVEL_3", "TO_BE_DETERMINED"))
CATEGORY: Final = Choice("category", ("CATEGORY_1", "CATEGORY_2", "CATEGORY_3", "CATEGORY_4", "TO_BE_DETERMINED"))
STATUS: Final = Choice("status", ("IDENTIFIED", "ACTIVE", "EXITED"))
LEAD: Final = Choice("lead", ("POLICE", "PROBATION", "MENTAL_HEALTH", "YOUTH_OFFENDING", "TO_BE_DETERMINED"))
SORT: Final = Choice("sort", ("REFERENCE", "NEXT_REVIEW_DUE", "LEVEL_SET_ON", "ENTERED_ON"))
OVERDUE: Final = Choice("overdue", ("yes",))
CHOICES: Final = (LEVEL, CATEGORY, STATUS, LEAD)
LONGEST_WORDS: Final = 200  # characters of what is searched for, in a search that is saved
REFERENCE: Final = re.compile(r"(?i)\s*(?:mappa[\s-]*)?(\d{1,2})[\s-]+(\d{1,6})\s*")  # an area and a number


async def cases(visit: Visit) -> Response:
    """The list; or, where what was typed is a person's identifier, their case."""
    sought = visit.query.get("q", "")
    if sought and not REFERENCE.fullmatch(sought):
        found = (await visit.ask(IDENTIFIED, identifier=sought))["case"]
        if found:
            return RedirectResponse(f"/cases/{found['reference']}", 303, visit.site.rendering.headers)
    data = await visit.ask(CASELOAD, **search(visit), **window(visit.query))
    return visit.page(
        "cases/cases.html",
        data,
        query=visit.query,
        choices=CHOICES,
        sort=SORT,
        narrowed=urlencode({name: value for name, value in visit.query.items() if name not in PAGING}),
        views=await visit.views.all(),
        searched=searched(visit.query),
        around=around(visit.request.url.path, visit.query, data["cases"]["pageInfo"]),
    )


def searched(query: Mapping[str, str]) -> dict[str, str]:
    """What somebody searches and sorts by: the fields of the list's address that say something."""
    offered = {each.name: each.chosen(query) for each in (*CHOICES, SORT, OVERDUE)}
    fields = {"q": query.get("q", "")[:LONGEST_WORDS], **offered}
    return {name: value for name, value in fields.items() if value}


def search(visit: Visit) -> dict[str, object]:
    """The list that an address asks for, as the arguments of ``cases``."""
    sought = visit.query.get("q", "")
    called = None if REFERENCE.fullmatch(sought) or not sought else sought
    return {"called": called, "filter": _filter(visit, "" if called else sought), "sort": _sort(visit)}


def _filter(visit: Visit, sought: str) -> dict[str, object]:
    chosen = equal(
        level=LEVEL.chosen(visit.query),
        category=CATEGORY.chosen(visit.query),
        status=STATUS.chosen(visit.query),
        leadAgency=LEAD.chosen(visit.query),
        reviewOverdue=True if OVERDUE.chosen(visit.query) else None,
    )
    return chosen | ({"reference": {"contains": reference(sought)}} if sought else {})


def reference(sought: str) -> str:
    """A reference as it is written, from how it was typed: ``mappa 7 12`` is MAPPA-07-000012."""
    typed = REFERENCE.fullmatch(sought)
    return f"MAPPA-{int(typed[1]):02d}-{int(typed[2]):06d}" if typed else sought


def _sort(visit: Visit) -> dict[str, str]:
    by = SORT.chosen(visit.query) or "REFERENCE"
    return {"by": by, "direction": "DESC" if by in {"LEVEL_SET_ON", "ENTERED_ON"} else "ASC"}


PAGES = (Page("/cases", cases),)
