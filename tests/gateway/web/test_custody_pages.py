"""Public protection in custody in pages: a measure set, reviewed and ended, and who is not to be contacted."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import dated, opened, sent
from tests.gateway.web.reader import Reader

PROTECTION = f"/cases/{reference(1)}/protection"
TABLES = ("coordination.step", "prison.measure_review", "prison.protection_measure", "prison.no_contact")


@pytest.fixture
def prison(pages: serving.Served, reader: Reader) -> Iterator[Reader]:
    reader.sign_in("prison")
    yield reader
    for table in TABLES:
        pages.database.execute(f"delete from {table}")  # noqa: S608 - our own names


def test_a_measure_is_set_reviewed_and_ended_where_it_is_shown(pages: serving.Served, prison: Reader) -> None:
    today = pages.clock().date()
    soon, later = dated("nextReviewDue", today + timedelta(days=30)), dated("nextReviewDue", today + timedelta(days=90))
    form = opened(prison, PROTECTION, "Set protection measure")
    wrong = sent(prison, form, kind="MAIL_MONITORING", reason="Wrote to a child.", **dated("nextReviewDue", today))
    assert (wrong.status, "Wrote to a child." in wrong.text) == (422, True)
    shown = sent(prison, wrong, **soon)
    assert "The measure is set." in shown.text
    assert "Mail monitoring" in shown.text
    assert "Mail monitoring" in prison.get("/measures").text
    reviewed = sent(prison, opened(prison, PROTECTION, "Review protection measure"), found="Still writes.", **later)
    assert "1 review" in reviewed.text
    ended = sent(prison, opened(prison, PROTECTION, "End protection measure"), reason="Moved to open conditions.")
    assert "Why it was ended: Moved to open conditions." in ended.text


def test_contact_is_decided_and_forbidden(pages: serving.Served, prison: Reader) -> None:
    review = dated("nextReviewDue", pages.clock().date() + timedelta(days=30))
    level = {"level": "LEVEL_2_WRITTEN_ONLY", "reason": "Assessed with children's services."}
    decided = sent(prison, opened(prison, PROTECTION, "Decide child contact"), **level, **review)
    assert "Level 2: letters only" in decided.text
    listing = {"namedPerson": "A witness", "means": "ANY", "askedBy": "VICTIM"}
    listed = sent(prison, opened(prison, PROTECTION, "Add no contact"), **listing, **review)
    assert "A witness" in listed.text
    removed = sent(prison, opened(prison, PROTECTION, "Remove no contact"), reason="The witness asked for it.")
    assert "The witness asked for it." in removed.text
