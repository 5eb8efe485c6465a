"""Lists of work, such as actions and reviews. Each narrows by the fields in its address, and pages by cursor."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import Choice, around, equal, window
from gateway.web.pages import Page
from gateway.web.printed import codes
from gateway.web.spans import calendar_of, looked_at, month_of
from gateway.web.visit import Visit

HERE: Final = Path(__file__).parent
ACTIONS, REVIEWS, REFERRALS, FINDINGS, RELEASES, MINUTES = (
    document(str(HERE / f"{name}.graphql"))
    for name in ("actions", "reviews", "referrals", "findings", "releases", "minutes")
)
LEVEL: Final = Choice("level", ("LEVEL_1", "LEVEL_2", "LEVEL_3"))
TO_BE_DONE: Final = "TO_BE_DONE"  # of actions, unless something else is chosen: what is done helps nobody today
STATUS: Final = Choice("status", (TO_BE_DONE, "ANY", *codes("ActionStatus")))
SPANS: Final = {"week": 7, "month": 31}
A_MONTH: Final = 100  # reviews that stand in a calendar
REASON: Final = Choice("reason", codes("ReferralReason"))
AT: Final = Choice("level", (*LEVEL.codes, "TO_BE_DETERMINED"))
FOUND: Final = Choice("kind", codes("FindingKind"))
DUE: Final = Choice("due", ("overdue",))
WRITTEN: Final = Choice("status", codes("MinutesStatus"))
AHEAD: Final = timedelta(days=183)  # how far ahead releases are listed; by when a level is due, the rules say
WAITING: Final = "WAITING"  # of referrals: for the unit, or for information
STANDS: Final = Choice("status", (WAITING, *codes("ReferralStatus")))
# Codes of a search that stand for several of the schema's, or for all of them.
TOGETHER: Final[Mapping[str, Mapping[str, Any] | None]] = {
    TO_BE_DONE: {"in": ["OPEN", "ACCEPTED"]},
    WAITING: {"in": ["SUBMITTED", "PENDING_INFORMATION"]},
    "ANY": None,
}


def _of_status(code: str | None) -> dict[str, Any]:
    """The filter by a status that was chosen in a search; by none where none was."""
    if code is None or code not in TOGETHER:
        return equal(status=code)
    together = TOGETHER[code]
    return {} if together is None else {"status": together}


async def actions(visit: Visit) -> Response:
    """Actions, the first due first: those that are to be done, unless others are asked for."""
    overdue = True if visit.query.get("due") == "overdue" else None
    asked = {"filter": _of_status(STATUS.chosen(visit.query) or TO_BE_DONE), "overdue": overdue}
    data = await visit.ask(ACTIONS, **asked, **window(visit.query))
    return _listed(visit, "actions", data, status=STATUS)


async def reviews(visit: Visit) -> Response:
    """Reviews that are still to be held, the first due first; or those of a month, each on its day."""
    if visit.query.get("view") == "month":
        return await _reviews_of_a_month(visit)
    due = visit.query.get("due", "")
    before = (visit.today + timedelta(days=SPANS[due])).isoformat() if due in SPANS else None
    asked = {
        "filter": equal(status="DUE"),
        "overdue": {"overdue": True, "week": False, "month": False}.get(due),
        "dueBefore": before,
        "level": LEVEL.chosen(visit.query),
    }
    data = await visit.ask(REVIEWS, **asked, **window(visit.query))
    return _listed(visit, "reviews", data, level=LEVEL, due=due)


async def _reviews_of_a_month(visit: Visit) -> Response:
    on = looked_at(visit)
    span = month_of(on)
    within = {"onOrAfter": span.start.isoformat(), "before": span.end.isoformat()}
    asked = {"filter": {**equal(status="DUE"), "dueOn": within}, "level": LEVEL.chosen(visit.query), "first": A_MONTH}
    data = await visit.ask(REVIEWS, **asked)
    weeks = calendar_of(span, on, data["reviews"]["nodes"], "dueOn")
    return visit.page("work/reviews-month.html", data, span=span, on=on, weeks=weeks)


async def referrals(visit: Visit) -> Response:
    """Referrals, the latest first."""
    chosen = {each.name: each.chosen(visit.query) for each in (LEVEL, REASON, STANDS)}
    asked = equal(levelSought=chosen["level"], reason=chosen["reason"]) | _of_status(chosen["status"])
    data = await visit.ask(REFERRALS, filter=asked, **window(visit.query))
    return _listed(visit, "referrals", data, level=LEVEL, reason=REASON, stands=STANDS)


async def findings(visit: Visit) -> Response:
    """What the rules find, the first to be settled first."""
    kind, overdue = FOUND.chosen(visit.query), True if DUE.chosen(visit.query) else None
    asked = {"kinds": [kind] if kind else None, "overdue": overdue}
    return _listed(visit, "findings", await visit.ask(FINDINGS, **asked, **window(visit.query)), kind=FOUND, due=DUE)


async def releases(visit: Visit) -> Response:
    """Who is expected to be released in the next six months, the first first."""
    chosen = AT.chosen(visit.query)
    span = {"today": visit.today.isoformat(), "until": (visit.today + AHEAD).isoformat()}
    asked = {**span, "levels": [chosen] if chosen else None}
    return _listed(visit, "releases", await visit.ask(RELEASES, **asked, **window(visit.query)), level=AT)


async def minutes(visit: Visit) -> Response:
    """Minutes, the latest meeting first."""
    asked = equal(status=WRITTEN.chosen(visit.query))
    return _listed(visit, "minutes", await visit.ask(MINUTES, filter=asked, **window(visit.query)), status=WRITTEN)


def _listed(visit: Visit, name: str, data: dict[str, Any], **context: object) -> Response:
    neighbours = around(visit.request.url.path, visit.query, data[name]["pageInfo"])
    return visit.page(f"work/{name}.html", data, query=visit.query, around=neighbours, choices=context)


PAGES = (
    Page("/actions", actions),
    Page("/reviews", reviews),
    Page("/referrals", referrals),
    Page("/findings", findings),
    Page("/releases", releases),
    Page("/minutes", minutes),
)
