"""The law, for those who answer for it. It is about nobody: it is read from where it is kept, and not from records."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from gateway.web.asking import document
from gateway.web.packed import packed
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit
from policies.changelog import CHANGELOG, entries
from policies.decided import as_read
from policies.declarations import FAMILIES
from policies.lint import check
from policies.page import content_security_policy, drawn
from policies.permit import Cell
from policies.prose import capital, phrase, said
from policies.reading import Reading
from policies.sources import DIRECTORY, read, version
from policies.vocabulary import Agency, Clearance, Handling, ItemHandling, Ownership, Purpose, Role, Standing
from policies.why import ELSE, Asking, Why, answer, why

LAW: Final = document(__file__)
ANSWER_FOR_IT: Final = frozenset({"POLICY_OFFICER", "SYSTEM_ADMINISTRATOR", "AUDITOR", "INSPECTOR"})
WHAT: Final = tuple(word for family in FAMILIES for word in family.words)
BY: Final = ("Allowed by", "Denied by")  # said through gettext where they are shown, as the labels below are
NEWEST: Final = 5  # changes of the law that are shown
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact of the decision: its name in the address, what it is called, the words it may be."""

    name: str
    label: str
    words: tuple[StrEnum, ...]

    @property
    def options(self) -> list[tuple[str, str]]:
        """The words as they are written, and in prose."""
        return [(word.value, capital(phrase(word))) for word in self.words]


QUESTIONS: Final = (
    Question("role", "Role", tuple(Role)),
    Question("agency", "Works for", tuple(Agency)),
    Question("clearance", "Clearance", tuple(Clearance)),
    Question("purpose", "Purpose", tuple(Purpose)),
    Question("what", "Kind of information, or act", WHAT),
    Question("standing", "Standing towards the case", tuple(Standing)),
    Question("handling", "The case is", tuple(Handling)),
    Question("item", "The item is", tuple(ItemHandling)),
    Question("ownership", "The item belongs", tuple(Ownership)),
)


@lru_cache(maxsize=4)
def _read(directory: Path, _: tuple[int, ...]) -> tuple[str, Reading]:
    """The law of a directory with its version; read again once a file of it has changed."""
    sources = read(directory)
    return version(sources), check(sources)


@lru_cache(maxsize=2)
def _map(directory: Path, changed: tuple[int, ...]) -> str:
    """The law of a directory as a heat map: a second's work, done once for each law."""
    known, rules = _read(directory, changed)
    return drawn(as_read(rules), known, rules)


def reading(directory: Path | None) -> tuple[str, Reading]:
    """The law as it stands in its files. Raises ``PolicyRefused`` where it does not load."""
    return _read(*_standing(directory))


def _standing(directory: Path | None) -> tuple[Path, tuple[int, ...]]:
    """Where the law is, and when each of its files was changed."""
    found = directory or DIRECTORY
    return found, tuple(each.stat().st_mtime_ns for each in sorted(found.glob("*.polar")))


async def law(visit: Visit) -> Response:
    """Why something is shown or done, or is not; and what was changed last."""
    data = await _entitled(visit)
    known, rules = reading(visit.site.law)
    asking = asked(visit.query)
    found = _told(why(rules, asking)) if asking else None
    newest = entries(CHANGELOG.read_text("utf-8"))[:NEWEST]
    shown = {"version": known, "questions": QUESTIONS, "query": visit.query}
    return visit.page("law/law.html", data | shown, found=found, changes=newest)


async def heat_map(visit: Visit) -> Response:
    """The whole law on one page that stands alone, under a policy of its own that lets nothing in."""
    await _entitled(visit)
    text = await run_in_threadpool(_map, *_standing(visit.site.law))  # others are answered meanwhile
    headers = visit.site.rendering.headers | {"content-security-policy": content_security_policy()}
    return packed(visit.request, HTMLResponse(text, headers=headers))


async def _entitled(visit: Visit) -> dict[str, Any]:
    data = await visit.ask(LAW)
    if not ANSWER_FOR_IT & set(data["viewer"]["roles"]):
        raise NotFound
    return data


def asked(query: Mapping[str, str]) -> Asking | None:
    """The facts of one decision from the address; None while any of them is missing, or is no word of the law."""
    facts = {each.name: next((word for word in each.words if word == query.get(each.name)), None) for each in QUESTIONS}
    if None in facts.values():
        return None
    found: dict[str, Any] = facts
    cell = Cell(found["standing"], found["handling"], found["item"], found["ownership"])
    roles = frozenset({found["role"]})
    return Asking(roles, found["agency"], found["clearance"], found["purpose"], found["what"], cell)


def _told(found: Why) -> dict[str, Any]:
    """The explanation, sentence by sentence."""
    otherwise = [ELSE[vocabulary].format(said(words, "or")) for vocabulary, words in found.otherwise.items()]
    rules = zip(BY, (found.allowed_by, found.denied_by), strict=True)
    return {"answer": answer(found), "holds": found.holds, "why": found, "rules": [*rules], "otherwise": otherwise}


PAGES = (Page("/law", law), Page("/law/map", heat_map))
