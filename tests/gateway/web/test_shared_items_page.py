"""Single items of a case: an associate reads on a page what was shared with them, and no more once it is withdrawn."""

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.test_shared_items import share
from tests.gateway.web.acting import opened, sent, signed_in

EMPTIED = ("coordination.step where record_id in (select id from coordination.shared_item)", "coordination.shared_item")


def test_an_associate_reads_what_was_shared_and_those_on_the_case_withdraw_it_there(pages: serving.Served) -> None:
    with signed_in(pages, "associate", "police", emptied=EMPTIED) as readers:
        associate, police = readers["associate"], readers["police"]
        assert "Nothing waits that you may see." in associate.get("/shared").text
        share(pages, "A tenancy")
        home = associate.get("/")
        listed = associate.get(home.links()["1 single item is shared with an associate"])
        assert ("A tenancy" in listed.text, "No flat by the school." in listed.text) == (True, True)
        assert reference(1) not in listed.response.text
        assert reference(1) in police.get("/shared").links()
        withdrawn = sent(police, opened(police, "/shared", "Withdraw item"), reason="He moved on.")
        assert withdrawn.status == 200
        assert "A tenancy" not in associate.get("/shared").text
