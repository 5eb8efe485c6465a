"""What rules over the access record found, looked into in pages by an auditor; and not there for anybody else."""

from uuid import UUID

from tests.gateway import served as serving
from tests.gateway.small_caseload import PERSONA_IDS
from tests.gateway.test_detection_queue import ADD
from tests.gateway.web.acting import opened, sent
from tests.gateway.web.reader import Reader


def test_an_auditor_takes_a_finding_up_and_says_what_it_was(pages: serving.Served, reader: Reader) -> None:
    pages.database.execute(ADD, [UUID(int=0xDE100), "for-the-page", PERSONA_IDS["police"]])
    home = reader.sign_in("auditor")
    assert "1 finding of the rules" in home.text
    assert "It is yours to look into." in sent(reader, opened(reader, "/detections", "Take up detection")).text
    form = opened(reader, "/detections", "Close detection")
    bare = sent(reader, form, outcome="FALSE_POSITIVE")
    assert (bare.status, "what did that show?" in bare.text) == (422, True)
    assert "It is closed" in sent(reader, bare, outcome="FALSE_POSITIVE", reason="A namesake.").text
    closed = reader.get("/detections?status=CLOSED")
    assert "A namesake." in closed.text
    assert "1 (100%)" in closed.text
    pages.database.execute("delete from coordination.detection where rule = 'for-the-page'")


def test_nobody_else_finds_the_page(reader: Reader) -> None:
    reader.sign_in("coordinator")
    assert reader.get("/detections").text == reader.get("/no-such-page").text
