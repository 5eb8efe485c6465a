"""Agreements, served: one policy officer proposes, another puts in force, and what it shares is shown at once."""
# ruff: noqa: ANN401 - answers are of any shape

from typing import Any

from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

PROPOSE = document("proposeAgreement", "agreement", "reference status proposedByName")
APPROVE = document("approveAgreement", "agreement", "status approvedByName")
END = document("endAgreement", "agreement", "status closedBecause")
SEEN = "query Seen($reference: String!) { case(reference: $reference) { healthNotes { nodes { text } } } }"
OFFICERS = ("policy", "second")


def asked(served: Served, persona: str, act: str, variables: Any) -> Any:
    return served.ask(persona, act, variables, purpose="ADMINISTER_PLATFORM")


def held(served: Served, persona: str, agreement: str) -> Any:
    """An agreement as somebody sees it: an id is for callers of one kind."""
    text = f'{{ agreements(reference: "{agreement}") {{ nodes {{ id version parties {{ party basis }} }} }} }}'
    purpose = "ADMINISTER_PLATFORM" if persona in OFFICERS else "MANAGE_RISK"
    (found,) = served.ask(persona, text, purpose=purpose).data["agreements"]["nodes"]
    return found


def notes(served: Served) -> Any:
    return served.ask("police", SEEN, {"reference": reference(1)}).data["case"]["healthNotes"]["nodes"]


def test_what_ends_is_hidden_and_what_two_people_put_in_force_is_shown(served: Served) -> None:
    assert notes(served) == [{"text": "A note on health"}]
    ended = done(asked(served, "policy", END, order(held(served, "policy", "ISA-03"), reason="It is replaced.")))
    assert (ended["status"], ended["closedBecause"]) == ("ENDED", "It is replaced.")
    assert notes(served) == []
    given = {
        "reference": "ISA-03A",
        "title": "Health, again",
        "parties": [{"owner": each, "basis": "RESPONSIBLE_AUTHORITY"} for each in ("police", "probation")],
        "purposes": ["MANAGE_RISK"],
        "dataClasses": ["HEALTH"],
        "validFrom": "2026-01-01",
        "idempotencyKey": key(),
    }
    proposed = done(asked(served, "policy", PROPOSE, {"input": given}))
    assert (proposed["status"], proposed["proposedByName"]) == ("PROPOSED", "Idris Penhaligon")
    assert notes(served) == []
    assert met(asked(served, "policy", APPROVE, order(proposed))) == ("id", "NOT_BY_YOU")
    in_force = done(asked(served, "second", APPROVE, order(held(served, "second", "ISA-03A"))))
    assert (in_force["status"], in_force["approvedByName"]) == ("IN_FORCE", "Aurelia Finch")
    assert notes(served) == [{"text": "A note on health"}]


def test_nobody_else_keeps_agreements_and_an_officer_is_shown_no_case(served: Served) -> None:
    asking = order(held(served, "police", "ISA-03"), reason="I should like to.")
    answer = served.ask("police", END, asking, purpose="MANAGE_RISK")
    assert answer.code == "NOT_PERMITTED"
    seen = served.ask("policy", SEEN, {"reference": reference(1)}, purpose="ADMINISTER_PLATFORM")
    assert seen.data == {"case": None}
