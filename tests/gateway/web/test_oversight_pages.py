"""What rules over the access record found, looked into in pages by an auditor; and not there for anybody else."""

from datetime import date
from uuid import UUID

from tests.gateway import served as serving
from tests.gateway.small_caseload import PERSONA_IDS, case_id
from tests.gateway.test_detection_queue import ADD
from tests.gateway.web.acting import dated, opened, sent
from tests.gateway.web.reader import Reader


def test_an_auditor_takes_a_finding_up_and_says_what_it_was(pages: serving.Served, reader: Reader) -> None:
    pages.database.execute(ADD, [UUID(int=0xDE100), "emergency-unreviewed", PERSONA_IDS["police"]])
    home = reader.sign_in("auditor")
    assert "1 finding of the rules" in home.text
    assert "It is yours to look into." in sent(reader, opened(reader, "/detections", "Take up detection")).text
    listed = reader.get("/detections").text
    assert ("Rule: Emergency access not reviewed." in listed, "emergency-unreviewed" in listed) == (True, False)
    form = opened(reader, "/detections", "Close detection")
    bare = sent(reader, form, outcome="FALSE_POSITIVE")
    assert (bare.status, "what did that show?" in bare.text) == (422, True)
    assert "It is closed" in sent(reader, bare, outcome="FALSE_POSITIVE", reason="A namesake.").text
    closed = reader.get("/detections?status=CLOSED")
    assert "A namesake." in closed.text
    assert "1 (100%)" in closed.text
    pages.database.execute("delete from coordination.detection where rule = 'emergency-unreviewed'")


def test_an_auditor_holds_entries_and_asks_to_let_them_go_which_another_does(
    pages: serving.Served, reader: Reader
) -> None:
    reader.sign_in("auditor")
    given = {"askedBy": "The coroner", "reason": "An inquest."}
    bare = sent(reader, opened(reader, "/retention", "Place record hold"), **given)
    assert (bare.status, "Give either the case or person" in bare.text) == (422, True)
    done = sent(reader, bare, **given, subject=str(case_id(1)))
    assert "The entries are held." in done.text
    assert "The coroner" in done.text
    asked = sent(reader, opened(reader, "/retention", "Ask to lift record hold"), reason="It is over.")
    assert "A colleague is to lift it." in asked.text
    refused = sent(reader, opened(reader, "/retention", "Lift record hold"))
    assert (refused.status, "a second person lifts it" in refused.text) == (422, True)
    pages.database.execute("delete from coordination.record_hold")


def test_an_auditor_proposes_how_long_entries_are_kept_and_cannot_agree_alone(
    pages: serving.Served, reader: Reader
) -> None:
    reader.sign_in("auditor")
    given = {"rule": "entries", "decidedBy": "The board", "source": "Its minutes", "reason": "Complaints."}
    given |= dated("validFrom", date(2099, 1, 1))
    none = sent(reader, opened(reader, "/retention", "Propose retention rule"), **given, keepMonths="0")
    assert (none.status, "Give whole months" in none.text) == (422, True)
    done = sent(reader, none, **given, keepMonths="84")
    assert "A colleague is to agree to it." in done.text
    assert "84 months" in done.text
    alone = sent(reader, opened(reader, "/retention", "Agree retention rule"))
    assert (alone.status, "a second person agrees to it" in alone.text) == (422, True)
    refused = sent(reader, opened(reader, "/retention", "Refuse retention rule"), reason="Another was meant.")
    assert "Another was meant." in refused.text
    pages.database.execute("delete from coordination.retention_proposal")


def test_who_reads_the_record_is_told_to_its_auditors(reader: Reader) -> None:
    reader.sign_in("auditor")
    assert "Who reads it" in reader.get("/access").links()
    assert "Marguerite Osei" in reader.get("/access/readers").text


def test_nobody_else_finds_the_pages(reader: Reader) -> None:
    reader.sign_in("coordinator")
    for page in ("/detections", "/retention", "/access/readers"):
        assert reader.get(page).text == reader.get("/no-such-page").text
