"""What a change of the law would do, before it is made: whether it loads, what it decides otherwise, whom it meets.

A file of the law is changed on the page, and nothing of it is kept. Auditors, who are shown the access record with what
it says was withheld, see as well which of the newest accesses would have been decided otherwise. Policy officers, who
are not, see how many.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from gateway.decided_again import DAYS, NEWEST, OfAnotherTime, Tallied, access, counted, tallied
from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.pages.law.law import ANSWER_FOR_IT
from gateway.web.visit import NotFound, Visit
from policies.decided import Decided, as_read
from policies.difference import Change, changes, classes_changed, rules_changed
from policies.grammar import PolicyRefused, Source
from policies.lint import check
from policies.replay import Access, Replayed, Verdict, replay
from policies.sources import DIRECTORY, read, version
from policies.vocabulary import Outcome

CHANGE: Final = document(__file__)
CHANGED: Final = ("New rules", "Rules that are gone")  # said through gettext where they are shown
VERDICTS: Final[Mapping[Verdict | None, str]] = {  # said so as well
    Verdict.SHOWN: "shown",
    Verdict.WITHHELD: "withheld",
    Verdict.DEPENDS: "left to the owner of each item",
    None: "a matter of their clearance, which is not told",
}
AT_MOST: Final = 10  # answers of a hundred entries each: a page is read while somebody waits


@dataclass(frozen=True, slots=True)
class Found:
    """What a changed law comes to: refused, and why; or what it decides otherwise, and would have."""

    refused: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    replayed: Replayed | None = None  # None: they are not shown what the access record says was withheld
    amiss: str = ""  # why it could not be decided again
    tallied: tuple[Tallied, ...] | None = None  # None: they are not shown how accesses were decided, nor in numbers


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
    said: dict[str, Any] = {"at_most": AT_MOST * 100, "newest": NEWEST, "verdicts": VERDICTS}
    status = 422 if found and found.refused else 200
    return visit.page("law/change.html", data | shown, status, found=found, **said)


async def _found(visit: Visit, data: Mapping[str, Any], sources: Sequence[Source], changed: Source) -> Found:
    others = [changed if source.name == changed.name else source for source in sources]
    try:
        before, after = await run_in_threadpool(_read, sources, others)  # others are answered meanwhile
    except PolicyRefused as refused:
        return Found(refused=refused.problems)
    laws = {version(sources): before, version(others): after}
    headings = zip(CHANGED, rules_changed(before, after), strict=True)
    rules = tuple((what, ", ".join(ids)) for what, ids in headings if ids)
    shown = data["viewer"]["dataClassesShown"]
    found = Found((), tuple(changes(before, after)), rules)
    if "ACCESS_WITHHELD" in shown:
        return await _replayed(visit, found, after, laws)
    if "ACCESS_COUNT" in shown:
        return replace(found, tallied=await _tallied(visit, before, after, version(sources)))
    return found


def _read(*laws: Sequence[Source]) -> tuple[Decided, ...]:
    """What each of these laws decides. Raises ``PolicyRefused`` where one does not load."""
    return tuple(as_read(check(each)) for each in laws)


async def _replayed(visit: Visit, found: Found, after: Decided, laws: Mapping[str, Decided]) -> Found:
    """With the accesses that would have been decided otherwise, by name."""
    try:
        replayed = replay(await _accesses(visit), after, laws)
    except OfAnotherTime as error:
        return replace(found, amiss=str(error))
    return replace(found, replayed=replayed, tallied=tuple(tallied(replayed)))


async def _tallied(visit: Visit, before: Decided, after: Decided, in_force: str) -> tuple[Tallied, ...]:
    """What was decided so often that it is told in numbers, of the kinds of information that the change is about."""
    classes = sorted(each.value for each in classes_changed(before, after))
    rows = await _nodes(visit, "CountsToReplay", "decidedCounts", classes=classes) if classes else []
    return tuple(tallied(replay(_known(rows, in_force), after, {in_force: before})))


def _known(rows: Sequence[Mapping[str, Any]], in_force: str) -> Iterator[Access]:
    """Those in words of this version; the page says that others are left out."""
    for row in rows:
        with suppress(OfAnotherTime):
            yield counted(row, in_force)


async def _accesses(visit: Visit) -> list[Access]:
    """The newest accesses, through the door as this person; each of these answers is on record itself."""
    since = (visit.site.clock() - timedelta(days=DAYS)).isoformat()
    entries = await _nodes(visit, "AccessesToReplay", "accessLog", since=since)
    return [_access(entry) for entry in entries if _is_replayed(entry)]


async def _nodes(visit: Visit, operation: str, root: str, **variables: object) -> list[Mapping[str, Any]]:
    """The first pages of a list, one after the other."""
    found: list[Mapping[str, Any]] = []
    after = None
    for _ in range(AT_MOST):
        page = (await visit.ask(CHANGE, operation, **variables, after=after))[root]
        found += page["nodes"]
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
