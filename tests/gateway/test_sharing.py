"""What others own is shown while an agreement is in force: ending one takes effect at the next request, by itself."""

# ruff: noqa: ANN401, S608 - answers are of any shape, and the statements are made of our own words
from typing import Any

import pytest

from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

ASKED = """query($reference: String!) { case(reference: $reference) {
    person { familyName } custody { establishmentName } contributions { nodes { bodyCode } } } }"""


def asked(served: Served, persona: str) -> Any:
    return served.ask(persona, ASKED, {"reference": reference(1)})


def seen(served: Served, persona: str) -> Any:
    return asked(served, persona).data["case"]


def of(*numbers: str) -> str:
    return " or ".join(f"reference = '{number}'" for number in numbers)


@pytest.mark.parametrize(
    "ended", ["status = 'ENDED'", "valid_until = '2026-01-01'", "valid_from = '2099-01-01'", "status = 'PROPOSED'"]
)
def test_what_rested_on_an_agreement_is_null_at_the_next_request(served: Served, ended: str) -> None:
    """The prison takes no more part in what police and probation share; the case itself is as it was."""
    before = seen(served, "police")
    assert before["custody"] == {"establishmentName": "A prison"}
    party = (
        "update directory.agreement_party set owner = '{}' where owner = '{}' and agreement_id in (select id from {})"
    )
    joint = f"directory.agreement where {of('ISA-01', 'ISA-02', 'ISA-04')}"
    with served.database.changed(
        party.format("elsewhere", "prison", joint), party.format("prison", "elsewhere", joint)
    ):
        assert seen(served, "police") == {**before, "custody": None}
    change = f"update directory.agreement set {{}} where {of('ISA-04')}"
    as_it_was = change.format("status = 'IN_FORCE', valid_from = '2020-01-01', valid_until = null")
    with served.database.changed(change.format(ended), as_it_was):
        assert seen(served, "police") == {**before, "contributions": {"nodes": []}}
        assert seen(served, "housing") is None
    assert seen(served, "police") == before


def test_the_entry_names_the_agreements_and_their_basis_and_what_none_shares(served: Served) -> None:
    reading = served.entry(asked(served, "police"))["reading"]["assigned/ordinary"]
    assert reading["rests"] == {
        "ISA-01": "responsible_authority",
        "ISA-02": "responsible_authority",
        "ISA-04": "responsible_authority",
    }
    assert reading["unshared"] == []
    with served.database.changed(
        f"update directory.agreement set status = 'ENDED' where {of('ISA-01', 'ISA-04')}",
        f"update directory.agreement set status = 'IN_FORCE' where {of('ISA-01', 'ISA-04')}",
    ):
        reading = served.entry(asked(served, "police"))["reading"]["assigned/ordinary"]
    assert reading["rests"] == {"ISA-02": "responsible_authority"}
    assert reading["unshared"] == ["contribution"]
    housing = served.entry(asked(served, "housing"))["reading"]["convened/ordinary"]
    assert housing["rests"] == {"ISA-04": "duty_to_cooperate"}


def test_the_entry_says_of_which_kinds_of_processing_it_is_and_who_disclosed(served: Served) -> None:
    """Consultation of one's own, disclosure by others, combination of several; what shows nobody is none of them."""
    own = "query($reference: String!) { case(reference: $reference) { intelligence { nodes { id } } } }"
    entry = served.entry(asked(served, "police"))
    assert entry["processing"] == ["COMBINATION", "CONSULTATION", "DISCLOSURE"]
    assert {"coordination", "prison"} <= set(entry["holders"])
    assert served.entry(served.ask("coordinator", "{ cases { nodes { reference } } }"))["processing"] == [
        "CONSULTATION"
    ]
    assert served.entry(served.ask("police", "{ areas { nodes { name } } }"))["processing"] is None
    gone = served.entry(served.ask("police", own, {"reference": "MAPPA-07-999999"}))
    assert (gone["processing"], gone["holders"]) == (None, None)


def test_with_no_agreement_at_all_there_is_no_case_for_anybody_but_whose_it_is(served: Served) -> None:
    with served.database.changed(
        "update directory.agreement set status = 'ENDED'", "update directory.agreement set status = 'IN_FORCE'"
    ):
        assert [seen(served, each) for each in ("police", "prison", "probation", "chair", "housing")] == [None] * 5
        assert seen(served, "coordinator")["contributions"] == {"nodes": []}
