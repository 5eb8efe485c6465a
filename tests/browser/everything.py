"""Every page of the router and the form of every act, as the first of the personas gets it who is shown it.

Nothing lists them: a page is found by its route and by the links of other pages, an act's form by what records offer.
So a page that is new is held to what every page is held to from its first day.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Final

from gateway.demonstration.personas import AREA, PERSONAS
from gateway.web.act_pages import ACTS, address
from gateway.web.site import every_page
from gateway.wiring import registry
from schema.declare import RelationField, camel
from schema.roots import Root
from tests.gateway.served import Served
from tests.gateway.web.marked import CHOSEN
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page, read

OF_ONE_ROLE: Final = tuple(each.name for each in PERSONAS if len(each.roles) == 1)
FIRST: Final = (("coordinator", None), ("auditor", None), ("police", None), ("coordinator", "VERIFY_LAWFULNESS"))
LOOKERS: Final[tuple[tuple[str, str | None], ...]] = (*FIRST, *((each, None) for each in OF_ONE_ROLE))
ELSEWHERE: Final = {  # and where they are shown, or why to nobody
    "/role": "to whoever holds two roles, among the states",
    "/saved-views/{key}/remove": "once a view is saved: test_accessible",
    "/export/cases/{reference}/minutes/{held_on}/summary": "the caseload has no executive summary: test_minutes_files",
}
BEFORE_SIGNING_IN: Final = ("/sign-in", "/signed-out")
STATES: Final = (  # of pages that are there anyway: empty, filtered, in another view, not there
    "/cases?q=zzzz",
    "/meetings?view=month",
    "/meetings?on=1990-01-01",
    "/actions?status=WITHDRAWN&due=overdue",
    "/saved-views?level=LEVEL_3&q=4711",
    "/nowhere",
)
OFTEN: Final = 3  # how many pages of a kind are looked through for a link to another
LINK: Final = re.compile(r'<a [^>]*href="(/[^"]*)"')
BY_FORM: Final = "/acts/{act}/{key}"  # what offers an act leads there, and each has a form of its own


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as somebody got it, and what the records said to it."""

    name: str  # of a page its route, of a form its act
    persona: str
    page: Page
    told: frozenset[str]

    def __str__(self) -> str:
        return f"{self.name} ({self.persona}, {self.page.response.url.path})"


@dataclass
class Everything:
    """Goes everywhere. ``told`` is what the records say to whatever page is asked for."""

    pages: Served
    told: set[str]
    heard: set[str] = field(default_factory=set)  # all that was told so far, also to pages that are only passed through
    readers: dict[tuple[str, str | None], Reader] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    @property
    def names(self) -> set[str]:
        """What the records said, and what their codes are called: one that has no enum is in no catalogue."""
        return self.heard | {each.replace("_", " ").capitalize() for each in self.heard}

    def close(self) -> None:
        """Leave, in every browser."""
        self._stack.close()

    def reader(self, persona: str, purpose: str | None = None) -> Reader:
        """The browser of a persona, signed in, in the marked language."""
        if (persona, purpose) not in self.readers:
            made = self._stack.enter_context(Reader(self.pages.root))
            made.sign_in(persona, purpose=purpose)
            made.get(f"/language/{CHOSEN}")
            self.readers[persona, purpose] = made
        return self.readers[persona, purpose]

    def shown(self, name: str, persona: str, fetch: Callable[..., Page], *asked: object) -> Shown:
        """A page, with what was told to it alone."""
        self.told.clear()
        page = fetch(*asked)
        self.heard |= self.told
        return Shown(name, persona, page, frozenset(self.told))

    def routes(self) -> tuple[list[Shown], set[str]]:
        """Each page of the router that is HTML, and the routes of which nobody was shown one."""
        missing = {each.path for each in every_page() if "GET" in each.methods and not each.by_itself}
        missing -= {BY_FORM, *ELSEWHERE}
        found: list[Shown] = []
        for persona, purpose in LOOKERS:
            if missing:
                found += self._gone_through(persona, purpose, missing)
        return found, missing

    def _gone_through(self, persona: str, purpose: str | None, missing: set[str]) -> Iterator[Shown]:
        """What somebody is shown of what is missing still, found from where it may be linked."""
        reader, above = self.reader(persona, purpose), {"/", *(each for one in missing for each in _above(one))}
        ways = missing | above
        waiting, been = sorted(each for each in ways if "{" not in each), Counter[str]()
        while waiting:
            at = waiting.pop(0)
            route = _route_of(at, ways) or "/"
            if been[route] == OFTEN or route not in missing | above:
                continue
            been[route] += 1
            self.told.clear()
            response = reader.http.get(reader.root + at, follow_redirects=True)
            self.heard |= self.told
            if response.status_code != 200:
                continue
            if response.headers["content-type"].startswith("text/html"):
                waiting += [unescape(link) for link in LINK.findall(response.text) if _route_of(link, ways)]
            if route in missing:
                missing.discard(route)
                if response.headers["content-type"].startswith("text/html") and not _stands_alone(at):
                    yield Shown(route, persona, read(response), frozenset(self.told))

    def states(self) -> Iterator[Shown]:
        """Pages in other states, and those before and after one is signed in."""
        for at in STATES:
            yield self.shown(at, "coordinator", self.reader("coordinator").get, at)
        with Reader(self.pages.root) as nobody:
            nobody.get(f"/language/{CHOSEN}?to=/sign-in")
            for at in BEFORE_SIGNING_IN:
                yield self.shown(at, "nobody", nobody.get, at)
            yield self.shown("/purpose", "police", nobody.arrive, "police")
        with Reader(self.pages.root) as of_two_roles:
            of_two_roles.get(f"/language/{CHOSEN}?to=/sign-in")
            yield self.shown("/role", "senior", of_two_roles.arrive, "senior")


def _route_of(at: str, routes: set[str]) -> str | None:
    """Which of these routes an address is of."""
    path = at.partition("?")[0]
    return next((each for each in sorted(routes) if _shape(each).fullmatch(path)), None)


@cache
def _shape(route: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", route))


def _above(route: str) -> Iterator[str]:
    """The pages above one, where links to it stand; those of a file are on the page of what it is a file of."""
    parts = route.removeprefix("/export").split("/")
    yield from ("/".join(parts[:count]) for count in range(2, len(parts) + route.startswith("/export")))


def _stands_alone(at: str) -> bool:
    """Whether a page has no part of the others: the law's map is also sent to people outside."""
    return at == "/law/map"


# ---- the forms of acts

Offers = dict[str, tuple[str, str]]  # by act: who is offered it, and on what
IN_AN_AREA: Final = {page.act for page in ACTS.values() if "area" in page.addressed}


def offers(pages: Served) -> Offers:
    """One of each act that anybody is offered. Nobody is asked of records whose every act is found already."""
    first: Offers = {}
    for persona in OF_ONE_ROLE:
        for question, acts in _questions():
            if acts <= first.keys():
                continue
            for act, key in _offered(pages.ask(persona, question).data):
                first.setdefault(act, (persona, key))
        for act in pages.ask(persona, "{ viewer { acts } }").data["viewer"]["acts"]:
            if act in IN_AN_AREA:
                first.setdefault(act, (persona, str(AREA)))
    return first


def _questions() -> Iterator[tuple[str, set[str]]]:
    """Every list of records that offer acts, and those that a case alone leads to; each with these acts."""
    known = registry()
    acts = {record: {each.act.name for each in found} for record, found in known.offers.items()}
    for root in known.roots.values():
        if isinstance(root, Root) and not root.one and root.target in known.offers:
            yield f"{{ all: {camel(root.name)}(first: 100) {{ nodes {{ id acts }} }} }}", acts[root.target]
    for relation in known.records["Case"].fields.values():
        if isinstance(relation, RelationField) and relation.target in known.offers:
            name = camel(relation.name)
            of = f"{name}(first: 5) {{ nodes {{ id acts }} }}" if relation.paged else f"{name} {{ id acts }}"
            yield f"{{ cases(first: 100) {{ nodes {{ {of} }} }} }}", acts[relation.target]


def _offered(value: object) -> Iterator[tuple[str, str]]:
    """Each act with what it is offered on, wherever it stands in an answer."""
    if isinstance(value, dict):
        for act in value.get("acts", ()):
            yield act, value["id"]
        for each in value.values():
            yield from _offered(each)
    elif isinstance(value, list):
        for each in value:
            yield from _offered(each)


HIDDEN: Final = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def forms(everything: Everything, found: Offers) -> Iterator[Shown]:
    """The form of each act that is offered, sent with nothing filled in: it comes back with all that is amiss.

    It says that it has seen a version that is no longer there, so that nothing is done whatever it asks for.
    """
    for page in ACTS.values():
        if page.act not in found:
            continue
        persona, key = found[page.act]
        reader, at = everything.reader(persona), address(page.act, key) or ""
        form = reader.http.get(reader.root + at, follow_redirects=True)
        assert form.status_code == 200, (page.act, persona, form.text)
        carried = {name: unescape(value) for name, value in HIDDEN.findall(form.text)}
        yield everything.shown(page.act, persona, reader.post, at, {**carried, "_version": "0"})
