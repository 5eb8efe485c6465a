"""The directory and the agreements in pages: one officer proposes, a second puts in force; and limits on a case."""

from datetime import date

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import dated, opened, sent, signed_in
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import words

FIRST = dated("validFrom", date(2026, 1, 1))
NINTH = "reference = 'ISA-09'"
EMPTIED = (
    "directory.principal_area where id in (select id from directory.principal_role where proposed_by_id is not null)",
)


def person(reader: Reader, name: str) -> str:
    return reader.get(f"/people?q={name.replace(' ', '+')}").links()[name]


def test_a_role_is_proposed_by_one_officer_and_put_in_force_by_another(pages: serving.Served) -> None:
    emptied = (*EMPTIED, "directory.principal_role where proposed_by_id is not null")
    with signed_in(pages, "policy", "second", emptied=emptied) as readers:
        one, two = readers["policy"], readers["second"]
        form = opened(one, person(one, "Constance Abara"), "Propose appointment")
        given = {"role": "CHAIR", "inArea": str(AREA), "reason": "The chair is on leave.", **FIRST}
        page = sent(one, form, **given)
        assert "opens nothing until a second person puts it in force" in page.text
        today = two.get("/")
        assert ("1 role" in today.links(), "What waits for a second person" in today.text) == (True, True)
        assert "Put the role in force: Constance Abara" in two.get(today.links()["1 role"]).links(), (
            "the act's own label"
        )
        own = sent(one, opened(one, "/proposals", "Approve appointment"))
        assert "You proposed this: a second person decides." in own.text
        page = sent(two, opened(two, "/proposals", "Approve appointment"))
        assert (page.heading, "It is in force" in page.text) == ("Constance Abara", True)
        page = sent(two, opened(two, person(two, "Constance Abara"), "End appointment"), reason="The chair is back.")
        assert "It is ended." in page.text


def test_an_agreement_is_proposed_by_one_officer_and_refused_by_another(pages: serving.Served) -> None:
    emptied = (
        f"directory.agreement_party where agreement_id in (select id from directory.agreement where {NINTH})",  # noqa: S608
        f"directory.agreement where {NINTH}",
    )
    with signed_in(pages, "policy", "second", emptied=emptied) as readers:
        one, two = readers["policy"], readers["second"]
        form = opened(one, "/agreements", "Propose agreement")
        chosen = {each.get("value"): words(each) for each in form.all("option")}
        assert (chosen["probation"], chosen["housing"]) == ("Probation", "The housing body"), "nobody types a code"
        parties = {
            f"parties.{number}.{name}": value
            for number, owner in enumerate(("police", "probation"))
            for name, value in (("owner", owner), ("basis", "RESPONSIBLE_AUTHORITY"))
        }
        shares = {"purposes.MANAGE_RISK": "yes", "dataClasses.HEALTH": "yes", **FIRST}
        page = sent(one, form, reference="ISA-09", title="Health notes", **parties, **shares)
        assert "shares nothing until a second person" in page.text
        page = sent(two, opened(two, "/proposals", "Refuse agreement"), reason="Not needed.")
        assert (page.heading, "It is refused" in page.text) == ("Sharing agreements", True)


def test_somebody_is_entered_and_suspended_and_nobody_else_is_shown_the_directory(pages: serving.Served) -> None:
    with signed_in(pages, "policy", "police", emptied=("directory.principal where subject = 'new'",)) as readers:
        one = readers["policy"]
        form = opened(one, "/people", "Register principal")
        typed = {"name": "Nell Faraday", "issuer": "https://idp.example", "subject": "new", "agency": "POLICE"}
        page = sent(one, form, **typed)
        assert page.heading == "Nell Faraday"
        page = sent(one, opened(one, person(one, "Nell Faraday"), "Suspend principal"), reason="Entered twice.")
        assert "Suspended" in page.text
        for path in ("/people", "/proposals"):
            assert readers["police"].get(path).response.content == readers["police"].get("/none").response.content
        assert readers["police"].get("/agreements").heading == "Sharing agreements"


def test_a_case_is_opened_to_somebody_and_a_conflict_declared_and_lifted_in_pages(pages: serving.Served) -> None:
    access = f"/cases/{reference(1)}/access"
    emptied = ("coordination.case_opening", "directory.conflict_of_interest")
    with signed_in(pages, "coordinator", "police", emptied=emptied) as readers:
        unit, officer = readers["coordinator"], readers["police"]
        form = opened(unit, access, "Open case")
        day = dated("endsOn", pages.clock().date())
        (who,) = [
            each.get("value", "") for each in form.all("option") if (each.text or "").startswith("Leopold Kerrigan")
        ]
        page = sent(unit, form, who=who, purpose="MANAGE_RISK", reason="A joint visit.", **day)
        assert "It is opened to them" in page.text
        page = sent(unit, opened(unit, access, "Close case"), reason="The visit was made.")
        assert "It is closed to them" in page.text
        page = sent(officer, opened(officer, access, "Declare conflict"), nature="The victim is a neighbour of mine.")
        assert officer.get(access).status == 404
        page = sent(unit, opened(unit, access, "Lift conflict"), reason="The neighbour moved away.")
        assert "It is lifted." in page.text
        assert officer.get(access).status == 200
