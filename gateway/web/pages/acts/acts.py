"""One view for every act: its form, and what becomes of it. An act adds a document and a template, and no view.

The document has two operations. The query reads what the act is done to, under the key ``on``, with ``id``,
``version`` and ``acts``; the mutation does it and gives the record back under ``done``. The form's fields are those of
the mutation's own input. The key that makes a repeat safe is made when the form is first shown, stands in its address,
and goes with it wherever it is kept: to send it twice, to go back and send it again, or to send it again after the
connection was lost, gives the first answer.
"""

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode
from uuid import uuid4

from graphql import OperationType
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from gateway.authentication.freshness import AFRESH
from gateway.web.act_pages import ACTS, ActPage
from gateway.web.asking import DoorRefused, document
from gateway.web.fields import Kind
from gateway.web.filled import ADD, Trouble, boxes, read, renumbered
from gateway.web.forms import Form, local_path
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

KEY, VERSION, SEEN, TO, KEEP = "_key", "_version", "_seen", "_to", "_keep"
STAY: Final = "_stay"  # of a form that stands on a page where one goes on working: it leads back there
UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")  # what an address may choose beforehand: a code, and no sentence
ASKS_AFRESH: Final = frozenset(act.name for act in AFRESH)
NOT_AFRESH: Final = "SIGN_IN_AGAIN"  # what the door answers to who signed in a moment too long ago
AGAIN: Final = document(str(Path(__file__).with_name("again.py")))
MOST_SEEN: Final = 20_000  # characters of a record that a form carries; beyond that it says the version alone
REUSED: Final = "You sent this form before, with other words, and that was done. Send it again only to do it twice."


async def act(visit: Visit) -> Response:
    """The form of an act; or what became of it."""
    page = ACTS.get(visit.request.path_params["act"])
    if page is None:
        raise NotFound
    if KEEP in visit.form:
        return await _kept(visit, page)
    if visit.request.method == "GET" and not UUID.fullmatch(visit.query.get(KEY, "")):
        return await _under_its_key(visit)
    if page.act in ASKS_AFRESH and not visit.signed_in_afresh:
        return await _sign_in_again(visit, page)
    if visit.request.method == "POST":
        return await _posted(visit, page)
    draft = renumbered(page.fields, await visit.draft())
    return await _shown(visit, page, draft or _chosen_before(visit, page), again=bool(draft))


async def _under_its_key(visit: Visit) -> Response:
    """On to the form at an address of its own, which has its key: whoever goes back to it finds the key that they sent.

    A browser that goes back fetches the form anew and fills in what had been typed. Under another key that would be
    another change.
    """
    key = (await visit.draft()).get(KEY) or str(uuid4())
    here = f"{visit.request.url.path}?{urlencode({**visit.query, KEY: key})}"
    return RedirectResponse(here, 303, visit.site.rendering.headers)


async def _kept(visit: Visit, page: ActPage) -> Response:
    """What is being typed, kept while it is typed; or forgotten, where it was given up. A script sends it."""
    headers = visit.site.rendering.headers
    if visit.form[KEEP] != "yes":
        await visit.done_with_draft()
        return Response(status_code=204, headers=headers)
    typed = {name: value for name, value in renumbered(page.fields, visit.form).items() if name != KEEP}
    return Response(status_code=204 if await visit.keep(typed) else 503, headers=headers)


async def _sign_in_again(visit: Visit, page: ActPage) -> Response:
    """Before an act that asks for it, the person shows that it is they. What they have typed is kept meanwhile."""
    data = await visit.ask(AGAIN)
    kept = visit.request.method == "POST" and await visit.keep(renumbered(page.fields, visit.form))
    return visit.page("acts/again.html", data, 403 if visit.form else 200, act=page.act, kept=kept)


async def _posted(visit: Visit, page: ActPage) -> Response:
    typed = renumbered(page.fields, visit.form)
    if ADD in typed:
        return await _shown(visit, page, typed)
    filled = read(page.fields, typed)
    if filled.troubles:
        return await _shown(visit, page, typed, tuple(filled.troubles))
    try:
        answered = await _done(visit, page, typed, filled.given)
    except DoorRefused as refused:
        if refused.code == NOT_AFRESH:
            return await _sign_in_again(visit, page)
        refused.kept = await visit.keep(typed)
        raise
    if answered["problems"]:
        return await _shown(visit, page, *_refused(visit, typed, answered["problems"]))
    await visit.done_with_draft()
    return _gone_on(visit, page, answered["done"])


async def _done(visit: Visit, page: ActPage, typed: Form, given: dict[str, Any]) -> dict[str, Any]:
    version = typed.get(VERSION, "")
    on = {**_on_what(visit, page), "expectedVersion": int(version) if re.fullmatch(r"\d{1,9}", version) else 0}
    addressed = {name: value for name, value in on.items() if name in page.addressed}
    order = {**given, **addressed, "idempotencyKey": typed.get(KEY) or str(uuid4())}
    answered = await visit.ask(page.text, page.named(OperationType.MUTATION), input=order)
    (payload,) = answered.values()
    return dict(payload)


def _refused(
    visit: Visit, typed: dict[str, str], problems: list[dict[str, Any]]
) -> tuple[dict[str, str], tuple[Trouble, ...]]:
    """What stood in the way. A key that was used for another change is left, so that the next one has its own."""
    if any(each["code"] == "KEY_REUSED" for each in problems):
        typed = {name: value for name, value in typed.items() if name != KEY}
        return typed, (Trouble("", REUSED, whole=True),)
    told = visit.site.rendering.words.told
    return typed, tuple(Trouble(each["field"], told(each["message"]), whole=True) for each in problems)


async def _shown(
    visit: Visit, page: ActPage, typed: Mapping[str, str], troubles: tuple[Trouble, ...] = (), *, again: bool = False
) -> Response:
    """The form, with whatever was typed, perhaps ``again``; and what the act is done to, as it now stands."""
    what = _on_what(visit, page)
    data = await visit.ask(page.text, page.named(OperationType.QUERY), **(what if "id" in what else {}))
    on = _what_stands(data, what)
    if not on:
        if typed:
            await visit.keep(typed)
        raise NotFound
    offered = on["acts"] if "acts" in on else data["viewer"]["acts"]
    if page.act not in offered and not troubles:
        return visit.page("acts/not-offered.html", data, 403, act=page.act, on=on, typed=_words_typed(typed))
    drawn = boxes(page.fields, typed, troubles)
    known = {each.path for box in drawn for each in box.every()}
    facts = visit.site.rendering.block(page.template, "facts", {"on": on, "data": data}) or ""
    context = {
        "act": page.act,
        "on": on,
        "typed": typed,
        "boxes": drawn,
        "box": {each.path: each for box in drawn for each in box.every()},
        "troubles": troubles,
        "again": again,
        "beside": [each for each in troubles if each.field not in known],
        "key": typed.get(KEY) or visit.query.get(KEY) or str(uuid4()),
        "to": local_path(typed.get(TO) or visit.query.get("to")),
        "facts": Markup(facts),  # noqa: S704 - rendered by the template, everything in it escaped
        "seen": _seen_now(visit, facts),
        "before": _seen_before(visit, typed, on),
    }
    return visit.page(page.template, data, 422 if troubles else 200, **context)


def _on_what(visit: Visit, page: ActPage) -> dict[str, str | int]:
    """What is acted on, as the act's input has it: the id of a record, or the number of an area; nothing for some."""
    key = visit.request.path_params["key"]
    if not page.addressed:
        return {}
    if "area" not in page.addressed:
        return {"id": key}
    if not re.fullmatch(r"\d{1,5}", key):
        raise NotFound
    return {"area": int(key)}


def _what_stands(data: Mapping[str, Any], what: Mapping[str, str | int]) -> Mapping[str, Any] | None:
    """What is acted on, as it stands; for an act that is done to nothing, what its reader may do."""
    if not what:
        return {"acts": data["viewer"]["acts"]}
    return _of_area(data["on"], what["area"]) if "area" in what else data["on"]


def _of_area(areas: Mapping[str, Any], number: str | int) -> Mapping[str, Any] | None:
    """The area of this number, among them all."""
    return next((each for each in areas["nodes"] if each["number"] == number), None)


def _seen_now(visit: Visit, facts: str) -> str:
    """What is on the page, for the form to carry, so that it can be shown beside what stands by then."""
    carried = facts if len(facts) <= MOST_SEEN else ""
    return base64.urlsafe_b64encode(visit.sealed("seen", {"facts": carried})).decode()


def _seen_before(visit: Visit, typed: Mapping[str, str], on: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was on the page when they began to type, where it has changed since."""
    version = typed.get(VERSION, "")
    if not version or "version" not in on or version == str(on["version"]):
        return None
    try:
        opened = visit.opened("seen", base64.urlsafe_b64decode(typed.get(SEEN, "")))
    except ValueError:
        opened = None
    facts = Markup(opened["facts"]) if opened else None  # noqa: S704 - sealed by us for this session
    return {"version": version, "facts": facts}


def _chosen_before(visit: Visit, page: ActPage) -> dict[str, str]:
    """What the link chose beforehand: codes alone, so that no link puts words into anybody's mouth."""
    open_to = {each.name for each in page.fields if each.kind in (Kind.CHOICE, Kind.TEXT)}
    return {name: value for name, value in visit.query.items() if name in open_to and CODE.fullmatch(value)}


def _words_typed(typed: Mapping[str, str]) -> list[str]:
    return [
        value
        for name, value in typed.items()
        if name != "proof" and not name.startswith("_") and len(value.split()) > 1
    ]


def _gone_on(visit: Visit, page: ActPage, done: Mapping[str, Any] | None) -> Response:
    """On to the page that shows what was done, which says so once."""
    context = {"done": done or {}}
    rendering = visit.site.rendering
    goes = None if STAY in visit.form else rendering.block(page.template, "goes", context)
    to = local_path(Markup(goes.strip()).unescape() if goes else visit.form.get(TO))  # noqa: S704 - it is only unescaped
    said = rendering.block(page.template, "done", context) or rendering.words.say("Done.")
    return visit.gone_on(to, " ".join(said.split()))


PAGES = (Page("/acts/{act}/{key}", act, ("GET", "POST")),)
