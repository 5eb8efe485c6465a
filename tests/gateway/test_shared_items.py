"""An associate, served: shown exactly the item that was shared with them, until its day or until it is withdrawn."""
# ruff: noqa: ANN401 - answers are of any shape

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS

SHARE = document("shareItem", "sharedItem", "status withName")
WITHDRAW = document("withdrawItem", "sharedItem", "status withdrawnBecause")
REPORT = document("reportError", "correction", "status")
CORRECT = document("correctError", "correction", "status")
TOLD = "{ correctionsTold { nodes { record field owningAgency } } }"
SEEN = """{ sharedItems { totalCount nodes { about content sharedByName caseReference } }
    cases { totalCount } actions { totalCount } }"""
NOTHING = {"sharedItems": {"totalCount": 0, "nodes": []}, "cases": {"totalCount": 0}, "actions": {"totalCount": 0}}


@pytest.fixture(autouse=True)
def _nothing_is_left(served: Served) -> Iterator[None]:
    yield
    served.database.execute("delete from coordination.shared_item")


def seen(served: Served) -> Any:
    return served.ask("associate", SEEN, purpose="PREPARE_MEETING").data


def share(served: Served, about: str, **changes: Any) -> Any:
    given = {
        "who": "persona:associate",
        "about": about,
        "content": "No flat by the school.",
        "basis": "Runs the hostel.",
    }
    order_of = order(the_case(served, "police"), **{**given, "endsOn": f"{served.clock().date()}", **changes})
    return served.ask("police", SHARE, order_of, purpose="MANAGE_RISK")


def test_an_associate_sees_the_item_alone_and_no_more_once_it_is_withdrawn(served: Served) -> None:
    assert seen(served) == NOTHING
    made = done(share(served, "A tenancy"))
    assert made["withName"] == "Barnaby Thistlewood"
    item = {"about": "A tenancy", "content": "No flat by the school.", "sharedByName": None, "caseReference": None}
    assert seen(served) == NOTHING | {"sharedItems": {"totalCount": 1, "nodes": [item]}}
    answer = served.ask("associate", SEEN, purpose="PREPARE_MEETING")
    assert list(served.entry(answer)["subjects"]) == ["assigned/ordinary"]
    withdrawn = done(served.ask("police", WITHDRAW, order(made, reason="It is done."), purpose="MANAGE_RISK"))
    assert withdrawn["withdrawnBecause"] == "It is done."
    assert seen(served) == NOTHING


def test_an_associate_is_told_that_what_they_were_shown_is_wrong_also_when_it_was_withdrawn(served: Served) -> None:
    made = done(share(served, "A tenancy"))
    seen(served)
    done(served.ask("police", WITHDRAW, order(made, reason="It is done.")))
    wrong = {"record": "SharedItem", "field": "content", "item": "The tenancy", "right": "No flat by the park."}
    told = {**wrong, "howKnown": "The map says so.", "ownedBy": "police"}
    reported = done(served.ask("police", REPORT, order(the_case(served, "police"), **told)))
    done(served.ask("police", CORRECT, order(reported, reason="Somebody mixed them up.")))
    notice = {"record": "SharedItem", "field": "content", "owningAgency": "police"}
    assert served.ask("associate", TOLD, purpose="PREPARE_MEETING").data["correctionsTold"]["nodes"] == [notice]
    assert seen(served) == NOTHING


def test_what_is_shared_with_another_or_until_yesterday_is_not_shown(served: Served) -> None:
    done(share(served, "A tenancy"))
    past = "update coordination.shared_item set ends_on = ends_on - 1"
    with served.database.changed(past, "update coordination.shared_item set ends_on = ends_on + 1"):
        assert seen(served) == NOTHING
    to = "update coordination.shared_item set principal_id = '{}'"
    with served.database.changed(to.format(PERSONA_IDS["vlo"]), to.format(PERSONA_IDS["associate"])):
        assert seen(served) == NOTHING
    assert met(share(served, "A tenancy", who="persona:police")) == ("who", "INVALID")
