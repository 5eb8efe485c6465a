"""Entries of the access record as a file: for those who look into accesses, by the search on their screen."""

from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.pages.access.access import search
from gateway.web.visit import NotFound, Visit

EXPORT: Final = document(__file__)
AT_ONCE: Final = 100  # entries of one answer, and of one entry in the access record
AT_MOST: Final = 50  # answers of one file: 5,000 entries


async def export(visit: Visit) -> Response:
    """What taking it out means, and then the file. The page is not there for those who may take out nothing."""
    if visit.request.method == "POST":
        return await _file(visit)
    data = await visit.ask(EXPORT, "BeforeAccessRecordExport")
    if "EXPORT_ACCESS_RECORD" not in data["viewer"]["acts"]:
        raise NotFound
    return visit.page("export/access.html", data, query=visit.query, at_most=AT_ONCE * AT_MOST)


async def _file(visit: Visit) -> Response:
    """The file. A crash after an answer of the door leaves an entry for a file that nobody was given."""
    form = visit.site.files.get(visit.form.get("form", ""))
    if form is None:
        raise NotFound
    entries, more = await _entries(visit)
    content = form.heading + "".join(map(form.line, entries))
    cut = f"-newest-{AT_ONCE * AT_MOST}-of-more" if more else ""
    name = f"access-record-{visit.today.isoformat()}{cut}-entry-{visit.entries[0]}.{form.ending}"
    headers = {**visit.site.rendering.headers, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, form.media_type)


async def _entries(visit: Visit) -> tuple[list[dict[str, Any]], bool]:
    """Those of the search, the latest first, and whether there are more than a file holds."""
    found, after, more = list[dict[str, Any]](), None, True
    for _ in range(AT_MOST):
        data = await visit.ask(EXPORT, "AccessRecordExport", **await search(visit), first=AT_ONCE, after=after)
        found += data["accessLog"]["nodes"]
        more, after = data["accessLog"]["pageInfo"]["hasNextPage"], data["accessLog"]["pageInfo"]["endCursor"]
        if not more:
            break
    return found, more


PAGES = (Page("/export/access", export, ("GET", "POST")),)
