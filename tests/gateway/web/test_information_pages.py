"""What an agency or body is asked for, in pages: opened and answered by one that has no part in the case."""

from collections.abc import Iterator

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.small_caseload import PERSONA_IDS, case_id, reference
from tests.gateway.web.acting import opened, sent, signed_in

REFERRAL, REQUEST = "00000000-0000-0000-0000-0000000aef01", "00000000-0000-0000-0000-0000000aef02"
ROWS = (
    f"""insert into coordination.referral (id, reference, case_id, area_id, level_sought, reason, referred_on,
        referring_agency, status, recorded_at) values ('{REFERRAL}', 'REF-INFORMATION', '{case_id(1)}', {AREA},
        'LEVEL_2', 'CHANGE_OF_RISK', '2026-01-01', 'probation', 'PENDING_INFORMATION', now())""",  # noqa: S608 - ours
    f"""insert into coordination.information_request (id, case_id, referral_id, asked_of, asked_by_agency, what,
        asked_on, due_on, remind_from, status, recorded_at) values ('{REQUEST}', '{case_id(1)}', '{REFERRAL}',
        'housing', 'coordination', 'Is the tenancy of Given1 Family1 still his?', '2026-01-01', '2026-01-01',
        '2026-01-01', 'REQUESTED', now())""",  # noqa: S608 - ours
)
INVITED = f"update coordination.invitation set valid_until = {{}} where principal_id = '{PERSONA_IDS['housing']}'"  # noqa: S608 - ours


@pytest.fixture
def asked(pages: serving.Served) -> Iterator[serving.Served]:
    """Housing is asked for something about a case in which it has no part."""
    for row in ROWS:
        pages.database.execute(row)
    with pages.database.changed(INVITED.format("'2020-01-01'"), INVITED.format("null")):
        yield pages
    pages.database.execute("delete from coordination.step where record_id in (%s, %s)", [REFERRAL, REQUEST])
    pages.database.execute("delete from coordination.information_request where id = %s", [REQUEST])
    pages.database.execute("delete from coordination.referral where id = %s", [REFERRAL])


def test_a_body_without_a_part_in_the_case_finds_what_it_is_asked_and_answers_there(asked: serving.Served) -> None:
    with signed_in(asked, "housing", "coordinator") as readers:
        housing = readers["housing"]
        assert housing.get(f"/cases/{reference(1)}").status == 404
        listed = housing.get("/information")
        assert "Is the tenancy of Given1 Family1 still his?" in listed.text
        assert reference(1) not in listed.response.text
        form = opened(housing, "/information", "Provide information")
        missing = sent(housing, form, answer="It is.")
        assert (missing.status, "It is." in missing.response.text) == (422, True)
        answered = sent(housing, missing, assertion="FACT")
        assert (answered.status, str(answered.response.url.path)) == (200, "/information")
        assert "Is the tenancy" not in housing.get("/information").text
        told = readers["coordinator"].get("/referrals/REF-INFORMATION").text
        assert "It is." in told


def test_what_reaches_nobody_stands_so_in_the_list_of_whoever_asked(asked: serving.Served) -> None:
    barred = f"update directory.principal set status = '{{}}' where id = '{PERSONA_IDS['housing']}'"  # noqa: S608 - ours
    with signed_in(asked, "coordinator", "police") as readers:
        assert "Reaches nobody" not in readers["coordinator"].get("/information").text
        with asked.database.changed(barred.format("SUSPENDED"), barred.format("ACTIVE")):
            assert "Reaches nobody" in readers["coordinator"].get("/information").text
            today = readers["coordinator"].get("/")
            assert "request for information reaches nobody" in today.text
            only = readers["coordinator"].get("/information?reaches=nobody")
            assert "/information?reaches=nobody" in today.links().values()
            assert "1 request" in only.text
            assert "Reaches nobody" not in readers["police"].get("/information").text
        assert "Nothing waits that you may see." in readers["coordinator"].get("/information?reaches=nobody").text
