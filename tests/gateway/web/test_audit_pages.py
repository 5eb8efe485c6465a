"""Audits in the pages: chance draws, somebody else records question by question, and a board reads what it came to."""

from collections.abc import Iterator
from datetime import date

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.web.acting import dated, form_of, offered, opened, sent, signed_in

EMPTIED = tuple(
    f"coordination.{each}" for each in ("step", "audit_answer", "case_audit", "meeting_audit", "audit_sample")
)


@pytest.fixture(autouse=True)
def held(pages: serving.Served) -> Iterator[None]:
    """The meeting was held, and its case discussed."""
    state = "update coordination.meeting set status = '{}'; update coordination.meeting_case set status = '{}'"
    with pages.database.changed(state.format("HELD", "DISCUSSED"), state.format("CIRCULATED", "LISTED")):
        yield


def test_a_sample_is_drawn_audited_and_closed_and_a_board_reads_what_it_found(pages: serving.Served) -> None:
    with signed_in(pages, "coordinator", "smb", "police", emptied=EMPTIED) as readers:
        unit = readers["coordinator"]
        assert "/begin/draw-audit-sample?to=/audits" in unit.get("/audits").links().values()
        form = unit.get(f"/acts/draw-audit-sample/{AREA}?to=/audits")
        period = dated("fromOn", date(2026, 1, 1)) | dated("untilOn", date(2026, 1, 31))
        drawn = sent(unit, form, kind="CASES", size="10", **period)
        assert "are drawn" in drawn.text
        auditing = opened(unit, "/audits", "Record case audit")
        action, fields = form_of(auditing)
        questions = {name: value for name, value in fields.items() if name.endswith(".question") and name[0] != "_"}
        assert len(questions) > 3
        early = unit.post(action, {**fields, "summary": "Well managed."})
        assert early.status == 422, "the questions are to be answered"
        comments = {name.replace(".question", ".comment"): "The log shows it." for name in questions}
        scores = {name.replace(".question", ".score"): "1" for name in questions}
        recorded = unit.post(action, {**fields, **scores, **comments, "summary": "Well managed."})
        assert "The audit is recorded." in recorded.text, recorded.text
        assert "Record case audit" not in offered(recorded)
        closing = opened(unit, "/audits", "Close audit sample")
        closed = sent(unit, closing, findings="Reports were missing.", learning="Ask with the agenda.")
        assert "Reports were missing." in closed.text
        home = readers["smb"].get("/")
        told = readers["smb"].get(home.links()["See what the audits of cases and meetings found"])
        assert "Reports were missing." in told.text
        assert "/begin/draw-audit-sample?to=/audits" not in readers["police"].get("/audits").links().values()
