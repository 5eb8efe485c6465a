"""The access record: search it, follow one subject or one person, and read an entry in full."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import Choice, around, given_day, window
from gateway.web.pages import Page
from gateway.web.pages.law.law import reading
from gateway.web.visit import UK, NotFound, Visit
from policies.grammar import PolicyRefused
from policies.why import Worded, worded

ACCESS = document(__file__)
ENTRY = document(str(Path(__file__).with_name("entry.graphql")))
GUESS = document(str(Path(__file__).with_name("guess.graphql")))
ERASED = document(str(Path(__file__).with_name("erased.graphql")))
OUTCOME: Final = Choice("outcome", ("GRANTED", "REFUSED", "INVALID", "UNAUTHENTICATED", "FAILED"))


async def access(visit: Visit) -> Response:
    """Entries, the latest first."""
    query = visit.query
    data = await visit.ask(ACCESS, **await search(visit), **window(query))
    if "key" in query and not data["accessLog"]["nodes"] and (left := await _left(visit, query["key"])):
        return left
    neighbours = around(visit.request.url.path, query, data["accessLog"]["pageInfo"])
    found = [(each, subjects_of(each)) for each in data["accessLog"]["nodes"]]
    template, who = "access/access.html", _who(query, data)
    shown: dict[str, Any] = {"query": query, "around": neighbours, "outcome": OUTCOME, "found": found, "who": who}
    return visit.page(template, data, pages_client=visit.site.provider.client_id, **shown)


async def search(visit: Visit) -> dict[str, object]:
    """The variables of a document that asks for entries, from the address."""
    query = visit.query
    return {
        "filter": _filter(query) | await _named(visit),
        "since": _midnight(given_day(query, "from")),
        "until": _midnight(_following(given_day(query, "to"))),
        "subject": query.get("subject"),
        "principal": query.get("principal"),
        "key": query.get("key"),
    }


def _filter(query: Mapping[str, str]) -> dict[str, Any]:
    return {
        **({"outcome": {"equals": OUTCOME.chosen(query)}} if OUTCOME.chosen(query) else {}),
        **({"principalName": {"contains": query["name"]}} if "name" in query else {}),
        **({"purpose": {"equals": query["purpose"]}} if "purpose" in query else {}),
    }


async def _named(visit: Visit) -> dict[str, Any]:
    """Pages by their titles; or, where no title has these words, operations by their own names."""
    words = visit.query.get("operation")
    if words is None:
        return {}
    named = await run_in_threadpool(visit.site.rendering.operations, words)  # at first it reads every act's template
    return {"operationName": {"in": named} if named else {"contains": words}}


def _who(query: Mapping[str, str], data: Mapping[str, Any]) -> str | None:
    """The name of the one person whose day is looked at."""
    names = {each["principalName"] for each in data["accessLog"]["nodes"]}
    return names.pop() if "principal" in query and len(names) == 1 else None


def _following(day: date | None) -> date | None:
    return day + timedelta(days=1) if day is not None and day < date.max else None


def _midnight(day: date | None) -> str | None:
    """When a day begins in the United Kingdom."""
    return None if day is None else datetime.combine(day, time(), UK).isoformat()


def subjects_of(entry: Mapping[str, Any]) -> int:
    """How many cases and persons were in the answer."""
    return len({each for subjects in (entry["subjects"] or {}).values() for each in subjects})


async def entry(visit: Visit) -> Response:
    """One entry: who, why, about whom, what was shown and withheld, and by which rules."""
    key = visit.request.path_params["key"]
    data = await visit.ask(ENTRY, key=key)
    if not data["accessLog"]["nodes"]:
        if left := await _left(visit, key):
            return left
        raise NotFound
    (found,) = data["accessLog"]["nodes"]
    sealed = found["withheld"] or {}
    places = [_place(words, {**read, **sealed.get(words, {})}, found["subjects"] or {}) for words, read in _read(found)]
    guessed = await _guessed(visit, key)
    status = 422 if guessed and guessed["right"] is None else 200
    shown = {"entry": found, "places": places, "law": _worded(visit, places), "guessed": guessed}
    return visit.page("access/entry.html", data, status, pages_client=visit.site.provider.client_id, **shown)


async def _guessed(visit: Visit, key: str) -> dict[str, object] | None:
    """What was guessed of one variable, and whether it is ``right`` (None: nothing was given to be held to it)."""
    if not visit.form:
        return None
    guess = {name: visit.form.get(name, "") for name in ("variable", "value")}
    if not all(guess.values()):
        return {**guess, "right": None}
    found = await visit.ask(GUESS, key=key, **guess)
    return {**guess, "right": bool(found["accessLog"]["nodes"])}


def _worded(visit: Visit, places: Iterable[Mapping[str, Any]]) -> dict[str, Worded]:
    """The rules by which it was decided, in the words of the law in its files; one that is gone has none."""
    try:
        _, rules = reading(visit.site.law)
    except PolicyRefused:  # the law is being changed there: the entry is to be read all the same
        return {}
    named = {name for place in places for name in place["read"].get("rules", ())}
    return {name: worded(rules, name) for name in sorted(named & rules.rule_ids)}


async def _left(visit: Visit, key: str) -> Response | None:
    """The page of what is left of an entry that was erased, for those who could read it; None for anybody else."""
    data = await visit.ask(ERASED, key=key)
    if not data["erasedEntries"]["nodes"]:
        return None
    return visit.page("access/erased.html", data, erased=data["erasedEntries"]["nodes"][0])


def _read(found: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return (found["reading"] or {}).items()


def _place(words: str, read: Mapping[str, Any], subjects: Mapping[str, list[str]]) -> dict[str, Any]:
    """One cell in words: how the person stood towards the cases, how those are handled, and what that showed."""
    standing, _, handling = words.partition("/")
    return {"standing": standing, "handling": handling, "read": read, "subjects": subjects.get(words, [])}


PAGES = (Page("/access", access), Page("/access/entries/{key}", entry, ("GET", "POST")))
