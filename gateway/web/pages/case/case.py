"""One case: a page for each kind of information, each its own question and its own entry in the access record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import given_day
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

HERE: Final = Path(__file__).parent
HEAD: Final = (HERE / "head.graphql").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a case. It is offered to those to whom any of ``shown`` is shown at all; to all where that is empty.

    ``acts`` are those on the case that stand on it, beside what they change; an act of no page stands on the summary.
    """

    name: str
    shown: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """Its question."""
        return document(str(HERE / f"{self.name}.py")) + HEAD

    @property
    def address(self) -> str:
        """Its address below that of the case."""
        return "" if self is PARTS[0] else f"/{self.name}"


LIFE: Final = ("CONFIRM_CATEGORY", "PROPOSE_EXIT", "PROPOSE_TRANSFER", "NOTIFY_SERIOUS_OFFENCE")
CARE: Final = ("RECORD_PROGRAMME_ELIGIBILITY", "LIST_CARE_EXCEPTION")
ACCESS: Final = (
    *("OPEN_CASE", "SHARE_ITEM", "PROPOSE_LIMIT_RELEASE"),
    *("PROPOSE_HANDLING_RELEASE", "DECLARE_CONFLICT"),
)
LEVEL: Final = Part("level", ("MANAGEMENT", "DECISION"), ("PROPOSE_LEVEL",))  # its page is in level.py
MEETINGS: Final = Part("meetings", ("MEETING", "DECISION", "ACTION"), ("BEGIN_MINUTES",))  # its page is in meetings.py
SEEN: Final = Part("seen", ("CASE_ACCESS",))  # its page is in seen.py
PARTS: Final = (
    Part("summary"),
    Part("timeline"),
    LEVEL,
    Part("risk", ("RISK_LEVEL", "RISK_NARRATIVE", "RISK_PLAN")),
    Part("sentence", ("CONVICTION", "CUSTODY", "LICENCE", "ORDERS"), CARE),
    Part("release", ("CUSTODY",), ("BEGIN_RELEASE_PLAN",)),
    Part("protection", ("PUBLIC_PROTECTION",), ("SET_PROTECTION_MEASURE", "DECIDE_CHILD_CONTACT", "ADD_NO_CONTACT")),
    Part("life", ("MANAGEMENT",), LIFE),
    MEETINGS,
    Part("people", ("VICTIM", "CONTRIBUTION", "HEALTH", "PUBLIC_PROTECTION"), ("REFER_CHILDREN",)),
    Part("intelligence", ("INTELLIGENCE", "PUBLIC_PROTECTION")),
    Part("access", ("MANAGEMENT",), ACCESS),
    Part("record", ("MANAGEMENT", "DECISION"), ("REPORT_ERROR", "LOG_SUBJECT_ACCESS")),
    SEEN,
)
MINUTES: Final = Part("minutes")


def page_of(part: Part) -> Page:
    """The page of one part."""

    async def view(visit: Visit) -> Response:
        day = {"today": visit.today.isoformat()} if "$today:" in part.document else {}
        data = await visit.ask(part.document, reference=visit.request.path_params["reference"], **day)
        if data["case"] is None:
            raise NotFound
        years = by_year(data["case"].get("timeline", ()))
        return visit.page(f"case/{part.name}.html", data, case=data["case"], parts=PARTS, part=part, years=years)

    return Page(f"/cases/{{reference}}{part.address}", view)


def by_year(events: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Events, as they stand, under the year of each; those without a day under no year."""
    return [(year, list(found)) for year, found in groupby(events, lambda event: (event["on"] or "")[:4])]


async def minutes(visit: Visit) -> Response:
    """The minutes of one meeting on a case."""
    held_on = given_day(visit.request.path_params, "held_on")
    if held_on is None:
        raise NotFound
    reference = visit.request.path_params["reference"]
    data = await visit.ask(MINUTES.document, "CaseMinutes", reference=reference, heldOn=held_on.isoformat())
    if data["case"] is None or not data["case"]["meetings"]["nodes"]:
        raise NotFound
    item = data["case"]["meetings"]["nodes"][0]
    return visit.page("case/minutes.html", data, case=data["case"], parts=PARTS, part=MINUTES, item=item)


PAGES = (
    *(page_of(each) for each in PARTS if each not in (LEVEL, MEETINGS, SEEN)),
    Page("/cases/{reference}/minutes/{held_on}", minutes),
)
