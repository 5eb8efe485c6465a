"""Terrorism handling after category 4, in pages: proposed on the case, and in a list until a second person decides."""

from tests.gateway import served as serving
from tests.gateway.small_caseload import case_id, reference
from tests.gateway.test_handling_releases import CASE, WAS, WHY
from tests.gateway.web.acting import opened, sent, signed_in


def test_it_is_proposed_on_a_page_and_waits_in_a_list(pages: serving.Served) -> None:
    with signed_in(pages, "coordinator") as readers:
        coordinator, where = readers["coordinator"], f"/cases/{reference(CASE)}/access"
        refused = sent(coordinator, opened(coordinator, where, "Propose handling release"), **WHY)
        assert (refused.status, "it is handled so until another category is confirmed" in refused.text) == (422, True)
        pages.database.execute(
            "update coordination.\"case\" set category = 'CATEGORY_2' where id = %s", [case_id(CASE)]
        )
        proposed = sent(coordinator, opened(coordinator, where, "Propose handling release"), **WHY)
        assert "until a second person releases it" in proposed.text
        assert WHY["reason"] in coordinator.get("/handling").text
        form = opened(coordinator, "/handling", "Release handling")
        assert "a second person decides" in sent(coordinator, form).text
    for table in ("step", "handling_release"):
        pages.database.execute(f"delete from coordination.{table} where case_id = %s", [case_id(CASE)])  # noqa: S608 - ours
    pages.database.execute(WAS, [case_id(CASE)])
