"""Minutes from their beginning to an amendment, in pages, without JavaScript."""

from collections.abc import Iterator

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import DAY, reference
from tests.gateway.web.acting import form_of, opened, sent
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
MINUTES = f"{CASE}/minutes/{DAY}"
OWN = "Write minutes section: Information sharing Police"


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    made = {persona: Reader(pages.root) for persona in ("police", "coordinator", "chair")}
    for persona, each in made.items():
        each.sign_in(persona, purpose="PREPARE_MEETING")
    yield made
    for each in made.values():
        each.http.close()


@pytest.fixture(scope="module")
def begun(readers: dict[str, Reader]) -> str:
    """Minutes that were begun in pages; where they are."""
    form = opened(readers["coordinator"], CASE, "Begin minutes")
    made = sent(readers["coordinator"], form, meeting="MEETING-1")
    assert "The minutes are begun" in made.text
    return str(made.response.url.path)


def test_of_two_who_write_one_section_the_second_is_shown_both_texts(begun: str, readers: dict[str, Reader]) -> None:
    police, coordinator = readers["police"], readers["coordinator"]
    mine = opened(police, begun, OWN)
    sent(coordinator, opened(coordinator, begun, OWN), body="Theirs.", assertion="FACT")
    stale = sent(police, mine, body="Mine, at length.", assertion="FACT")
    assert "Somebody changed this since you read it" in stale.text
    assert "Theirs." in stale.text
    assert form_of(stale)[1]["body"].strip() == "Mine, at length."
    assert "is written" in sent(police, stale, body="Both.").text


def test_minutes_are_written_sent_out_agreed_and_amended_beside(begun: str, readers: dict[str, Reader]) -> None:
    coordinator, chair = readers["coordinator"], readers["chair"]
    early = sent(coordinator, opened(coordinator, begun, "Circulate minutes"))
    assert early.status == 422
    writing = [text for text in coordinator.get(begun).links() if text.endswith("MAPPA co-ordination")]
    for link in writing:
        sent(coordinator, opened(coordinator, begun, link), body="What was said.", assertion="FACT")
    assert "The minutes are sent out" in sent(coordinator, opened(coordinator, begun, "Circulate minutes")).text
    assert "The minutes are agreed" in sent(chair, opened(chair, begun, "Agree minutes")).text
    amending = opened(coordinator, begun, "Amend minutes")
    amended = sent(coordinator, amending, what="The address.", reason="It was misheard.")
    assert "is begun, beside the one that was agreed" in amended.text
    assert reference(1) in coordinator.get("/minutes?status=AGREED").text
