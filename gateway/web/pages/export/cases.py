"""The list of cases as a file: what the law lets somebody take out of what they see, by the search on their screen."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from gateway.spreadsheet import BYTE_ORDER, line, safe
from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.pages.cases.cases import search
from gateway.web.visit import NotFound, Visit
from gateway.web.words import Words

EXPORT: Final = document(__file__)
AT_ONCE: Final = 100  # cases of one answer, and of one entry in the access record
AT_MOST: Final = 50  # answers of one file: 5,000 cases
CSV: Final = "text/csv; charset=utf-8"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its heading, the kind of information it holds, and a case's value in words."""

    heading: str
    shown: str
    of: Callable[[Row, Words], str | None]


def _named(field: str) -> Callable[[Row, Words], str | None]:
    return lambda case, words: words.name(case[field])


def _of_person(field: str) -> Callable[[Row, Words], str | None]:
    return lambda case, _: (case["person"] or {}).get(field)


COLUMNS: Final = (
    Column("Reference", "EXISTENCE", lambda case, _: case["reference"]),
    Column("Family name", "IDENTITY", _of_person("familyName")),
    Column("Given names", "IDENTITY", _of_person("givenNames")),
    Column("Born", "IDENTITY", _of_person("dateOfBirth")),
    Column("Level", "MANAGEMENT", _named("level")),
    Column("Category", "MANAGEMENT", _named("category")),
    Column("Status", "MANAGEMENT", _named("status")),
    Column("Lead agency", "MANAGEMENT", _named("leadAgency")),
    Column("Next review", "MANAGEMENT", lambda case, _: case["nextReviewDue"]),
    Column("Review", "MANAGEMENT", lambda case, words: words.say("Overdue") if case["reviewOverdue"] else None),
)
ENTRY: Final = "Entry in the access record"


async def export(visit: Visit) -> Response:
    """What taking it out means, and then the file. The page is not there for those who may take out nothing."""
    if visit.request.method == "POST":
        return await _file(visit)
    data = await visit.ask(EXPORT, "BeforeCaseloadExport")
    if "EXPORT" not in data["viewer"]["acts"]:
        raise NotFound
    return visit.page("export/cases.html", data, query=visit.query, at_most=AT_ONCE * AT_MOST)


async def _file(visit: Visit) -> Response:
    lines = [each async for each in _lines(visit)]
    name = f'attachment; filename="cases-{visit.today.isoformat()}.csv"'
    headers = {**visit.site.rendering.headers, "content-disposition": name}
    return Response(BYTE_ORDER + "".join(lines), 200, headers, CSV)


async def _lines(visit: Visit) -> AsyncIterator[str]:
    """The headings, and a line for each case; each says under which entry it was taken out."""
    words, after, columns = visit.site.rendering.words, None, None
    for _ in range(AT_MOST):
        data = await visit.ask(EXPORT, "CaseloadExport", **search(visit), first=AT_ONCE, after=after)
        if columns is None:
            columns = [each for each in COLUMNS if each.shown in data["viewer"]["dataClassesShown"]]
            yield line([*(words.say(each.heading) for each in columns), words.say(ENTRY)])
        for case in data["cases"]["nodes"]:
            yield line([*(safe(each.of(case, words) or "") for each in columns), visit.entries[-1]])
        if not data["cases"]["pageInfo"]["hasNextPage"]:
            return
        after = data["cases"]["pageInfo"]["endCursor"]


PAGES = (Page("/export/cases", export, ("GET", "POST")),)
