"""The room of a meeting: the agenda and one case at a time, minuted where it stands, following what others do."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import orjson
from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.pages.meetings.minuted import lacks_minutes
from gateway.web.visit import NotFound, Visit

ROOM: Final = document(str(Path(__file__).with_name("room.py")))
Told = Mapping[str, Any]


async def room(visit: Visit) -> Response:
    """The room, with the case that the address names, or the first that is still on the agenda."""
    data = await visit.ask(ROOM, "MeetingRoom", reference=visit.request.path_params["reference"])
    meeting = _only(data)
    agenda = [each for each in meeting["agenda"]["nodes"] if each["case"] and each["case"]["reference"]]
    chosen = _chosen(agenda, visit.query.get("case"))
    asked = await visit.ask(ROOM, "RoomItem", id=chosen["id"]) if chosen else {"item": None}
    data = {**data, **asked}
    return visit.page(
        "meetings/room.html",
        data,
        meeting=meeting,
        agenda=agenda,
        item=asked["item"],
        begins=_begins(meeting, chosen, asked["item"]),
        lacking=visit.site.lacking(meeting, data["viewer"]["dataClassesShown"]),
        stands=stands(data),
        back=_address(visit, chosen),
        fresh_key=lambda: str(uuid4()),
    )


async def followed(visit: Visit) -> Response:
    """The room where it is other than it was shown; nothing (204) where it is not."""
    reference, item = visit.request.path_params["reference"], visit.query.get("item")
    named = "RoomStands" if item else "MeetingStands"
    data = await visit.ask(ROOM, named, reference=reference, **({"id": item} if item else {}))
    _only(data)
    if stands(data) == visit.query.get("stands"):
        return Response(status_code=204, headers=visit.site.rendering.headers)
    return await room(visit)


def stands(data: Told) -> str:
    """A digest of every version that was told, each with where it stood."""
    told = sorted(_standing({"meetings": data["meetings"], "item": data.get("item")}, ""))
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:32]


def _standing(told: Any, at: str) -> Iterator[str]:  # noqa: ANN401 - answers are of any shape
    if isinstance(told, Mapping):
        for name, each in told.items():
            yield from (f"{at}:{each}",) if name == "stands" else _standing(each, f"{at}.{name}")
    elif isinstance(told, list):
        for place, each in enumerate(told):
            yield from _standing(each, f"{at}.{place}")


def _chosen(agenda: Sequence[Told], reference: str | None) -> Told | None:
    named = [each for each in agenda if each["case"]["reference"] == reference]
    waiting = [each for each in agenda if each["status"] == "LISTED"]
    return next(iter([*named, *waiting, *agenda]), None)


def _begins(meeting: Told, chosen: Told | None, item: Told | None) -> bool:
    """Whether minutes may be begun here, of the case that is chosen."""
    return bool(chosen and item) and lacks_minutes({**(chosen or {}), "minutes": (item or {})["minutes"]}, meeting)


def _address(visit: Visit, chosen: Told | None) -> str:
    """Where this room is, with the case in it."""
    at = f"/meetings/{visit.request.path_params['reference']}/room"
    return f"{at}?case={chosen['case']['reference']}" if chosen else at


def _only(data: Told) -> Told:
    """The one meeting. Raises ``NotFound``."""
    nodes = data["meetings"]["nodes"]
    if not nodes:
        raise NotFound
    found: Told = nodes[0]
    return found


PAGES = (
    Page("/meetings/{reference}/room", room),
    Page("/meetings/{reference}/room/following", followed, by_itself=True),
)
