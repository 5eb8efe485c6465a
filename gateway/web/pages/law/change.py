"""What a change of the law would do, before it is made: whether it loads, what it decides otherwise, whom it meets.

A file of the law is changed on the page, and nothing of it is kept. Auditors, who are shown the access record with what
it says was withheld, see as well which of the newest accesses would have been decided otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from gateway.decided_again import Line, OfAnotherTime, access, told
from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.pages.law.law import ANSWER_FOR_IT
from gateway.web.visit import NotFound, Visit
from policies.decided import Decided, as_read
from policies.difference import Change, changes, rules_changed
from policies.grammar import PolicyRefused, Source
from policies.lint import check
from policies.replay import Access, replay
from policies.sources import DIRECTORY, read, version
from policies.vocabulary import Outcome

CHANGE: Final = document(__file__)
DAYS: Final = 31  # for which accesses are decided again
CHANGED: Final = ("New rules", "Rules that are gone")  # said through gettext where they are shown
AT_MOST: Final = 10  # answers of a hundred entries each: a page is read while somebody waits


@dataclass(frozen=True, slots=True)
class Found:
    """What a changed law comes to: refused, and why; or what it decides otherwise, and would have."""

    refused: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    replayed: tuple[Line, ...] | None = None  # None: they are not shown what the access record says was withheld


async def change(visit: Visit) -> Response:
    """A file of the law to change, and what the change would do."""
    data = await visit.ask(CHANGE, "BeforeChange")
    if not ANSWER_FOR_IT & set(data["viewer"]["roles"]):
        raise NotFound
    sources = read(visit.site.law or DIRECTORY)
    names = [source.name for source in sources]
    file = next((source for source in sources if source.name == visit.query.get("file")), sources[0])
    text = visit.form.get("text", file.text).replace("\r\n", "\n")
    found = await _found(visit, data, sources, Source(file.name, text)) if visit.form else None
    shown = {"version": version(sources), "files": names, "file": file.name, "text": text, "days": DAYS}
    return visit.page("law/change.html", data | shown, found=found, at_most=AT_MOST * 100)


async def _found(visit: Visit, data: Mapping[str, Any], sources: Sequence[Source], changed: Source) -> Found:
    others = [changed if source.name == changed.name else source for source in sources]
    try:
        before, after = as_read(check(sources)), as_read(check(others))
    except PolicyRefused as refused:
        return Found(refused=refused.problems)
    laws = {version(sources): before, version(others): after}
    headings = zip(CHANGED, rules_changed(before, after), strict=True)
    rules = tuple((what, ", ".join(ids)) for what, ids in headings if ids)
    audits = "ACCESS_WITHHELD" in data["viewer"]["dataClassesShown"]
    return Found((), tuple(changes(before, after)), rules, await _replayed(visit, after, laws) if audits else None)


async def _replayed(visit: Visit, after: Decided, laws: Mapping[str, Decided]) -> tuple[Line, ...]:
    try:
        return tuple(told(replay(await _accesses(visit), after, laws)))
    except OfAnotherTime as error:
        return (Line(str(error)),)


async def _accesses(visit: Visit) -> list[Access]:
    """The newest accesses, through the door as this person; each of these answers is on record itself."""
    since = (visit.site.clock() - timedelta(days=DAYS)).isoformat()
    found: list[Access] = []
    after = None
    for _ in range(AT_MOST):
        page = (await visit.ask(CHANGE, "AccessesToReplay", since=since, after=after))["accessLog"]
        found += [_access(entry) for entry in page["nodes"] if _is_replayed(entry)]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return found


def _is_replayed(entry: Mapping[str, Any]) -> bool:
    """What was refused was not decided place by place; what was taken out was decided by less than what is shown."""
    asked = entry["purpose"] and entry["agency"]
    return bool(asked) and entry["outcome"] == Outcome.GRANTED.name and entry["act"] != "EXPORT"


def _access(entry: Mapping[str, Any]) -> Access:
    row = {**entry, "policy_version": entry["policyVersion"], "times": 1, "examples": [entry["key"]]}
    sealed = entry["withheld"] or {}
    return access(row, {place: shown | sealed.get(place, {}) for place, shown in (entry["reading"] or {}).items()})


PAGES = (Page("/law/change", change, ("GET", "POST")),)
