"""The directory and the agreements, for those who keep them; agreements for everybody, who may read them."""

from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import around, window
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

HERE: Final = Path(__file__).parent
PEOPLE, PERSON, PROPOSALS, AGREEMENTS = (
    document(str(HERE / f"{each}.graphql")) for each in ("people", "person", "proposals", "agreements")
)
LONGEST_NAME: Final = 100  # characters that are searched for


def _kept_by(data: dict[str, Any]) -> dict[str, Any]:
    """The data, for whoever is shown who holds which role. Raises ``NotFound`` for all others."""
    if "ADMINISTRATION" not in data["viewer"]["dataClassesShown"]:
        raise NotFound
    return data


async def people(visit: Visit) -> Response:
    """Who may sign in, all of them or those of a name."""
    named = visit.query.get("q", "").strip()[:LONGEST_NAME]
    filtered = {"name": {"equals": named}} if named else {}
    data = _kept_by(await visit.ask(PEOPLE, filter=filtered, **window(visit.query)))
    neighbours = around("/people", visit.query, data["people"]["pageInfo"])
    return visit.page("administration/people.html", data, found=data["people"], query=visit.query, around=neighbours)


async def person(visit: Visit) -> Response:
    """Somebody in the directory, and what may be done with each of their roles."""
    data = _kept_by(await visit.ask(PERSON, id=visit.request.path_params["key"]))
    if not data["somebody"]:
        raise NotFound
    return visit.page("administration/person.html", data, somebody=data["somebody"])


async def proposals(visit: Visit) -> Response:
    """What waits for a second person."""
    data = _kept_by(await visit.ask(PROPOSALS))
    return visit.page("administration/proposals.html", data)


async def agreements(visit: Visit) -> Response:
    """The agreements that there are, were, or are proposed."""
    data = await visit.ask(AGREEMENTS, **window(visit.query))
    neighbours = around("/agreements", visit.query, data["agreements"]["pageInfo"])
    return visit.page("administration/agreements.html", data, found=data["agreements"], around=neighbours)


PAGES = (
    Page("/people", people),
    Page("/people/{key}", person),
    Page("/proposals", proposals),
    Page("/agreements", agreements),
)
