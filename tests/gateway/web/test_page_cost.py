"""What a page costs beside its document: one reading of the session, and for each question one statement, kept."""

from collections.abc import Iterator
from typing import Any

import pytest

from gateway.sessions.pool import WebPool
from tests.gateway import served as serving
from tests.gateway.small_caseload import DAY, reference
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
ROOM = "/meetings/MEETING-1/room"
COSTS = {  # of each page: its questions, and how often what the pages keep is read: the session
    CASE: (1, 1),
    f"{CASE}/timeline": (1, 1),
    f"{CASE}/risk": (1, 1),
    f"{CASE}/meetings": (1, 1),
    "/cases": (1, 2),  # and the searches that somebody saved
    f"/meetings?on={DAY}": (1, 1),
    "/minutes": (1, 1),
    "/meetings/MEETING-1": (1, 1),
    ROOM: (2, 1),  # the meeting, and of its cases the one that is talked of
}


@pytest.fixture(scope="module")
def coordinator(pages: serving.Served) -> Iterator[Reader]:
    with Reader(pages.root) as browser:
        browser.sign_in("coordinator")
        yield browser


@pytest.fixture(scope="module")
def sessions() -> Iterator[list[str]]:
    """Each time that what the pages keep is read or written: sessions, and the views that somebody saved."""
    asked: list[str] = []
    connected = WebPool.connected

    def counted(self: WebPool) -> Any:  # noqa: ANN401 - what it counts, unchanged
        asked.append("once")
        return connected(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WebPool, "connected", counted)
        yield asked


@pytest.mark.parametrize("address", COSTS)
def test_a_page_costs_its_questions_and_its_session(
    pages: serving.Served, coordinator: Reader, sessions: list[str], address: str
) -> None:
    assert coordinator.get(address).status == 200
    kept = pages.door.questions
    made = kept.documents.made, kept.statements.made

    def cost() -> tuple[int, int]:
        statements, looked = pages.store.statements, len(sessions)
        assert coordinator.get(address).status == 200
        return pages.store.statements - statements, len(sessions) - looked

    # What is known of the caller is asked anew every few seconds, and that they are here is noted once a minute.
    assert min(cost() for _ in range(3)) == COSTS[address]
    assert (kept.documents.made, kept.statements.made) == made, "a document is read and compiled once, and then kept"
