"""Public protection in custody, over HTTP: the prison's alone to do, and for those on the case to see."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served

SET = document("setProtectionMeasure", "protectionMeasure", "kind status reason inForce nextReviewDue")
REVIEW = document("reviewProtectionMeasure", "protectionMeasure", "reviews { found reviewDueBefore } nextReviewDue")
END = document("endProtectionMeasure", "protectionMeasure", "status endedBecause steps { act toState doneByAgency }")
CONTACT = document("decideChildContact", "protectionMeasure", "childContactLevel status")
ADD = document("addNoContact", "noContact", "namedPerson status")
REMOVE = document("removeNoContact", "noContact", "status endsOn")
MEASURES = """{ protectionMeasures { nodes { id version kind status childContactLevel } } }"""
MONITORING = {"kind": "MAIL_MONITORING", "reason": "Wrote to a child."}


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    yield
    for table in ("coordination.step", "prison.measure_review", "prison.protection_measure", "prison.no_contact"):
        served.database.execute(f"delete from {table}")  # noqa: S608 - our own names


def day(served: Served, days: int) -> str:
    return str((served.clock() + timedelta(days=days)).date())


def measures(served: Served, persona: str) -> Any:
    return served.ask(persona, MEASURES).data["protectionMeasures"]["nodes"]


def test_a_measure_is_set_reviewed_and_ended_by_the_prison_and_seen_by_those_on_the_case(served: Served) -> None:
    given = {**MONITORING, "nextReviewDue": day(served, 30), "endsOn": day(served, 200)}
    shown = done(served.ask("prison", SET, order(the_case(served, "prison"), **given)))
    assert (shown["status"], shown["inForce"], shown["reason"]) == ("SET", True, "Wrote to a child.")
    (seen,) = measures(served, "probation")
    assert seen["kind"] == "MAIL_MONITORING"
    answer = served.ask("probation", END, order(seen, reason="Enough."))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    (mine,) = measures(served, "prison")
    goes_on = order(mine, found="Still writes.", nextReviewDue=day(served, 90))
    reviewed = done(served.ask("prison", REVIEW, goes_on))
    assert reviewed["reviews"] == [{"found": "Still writes.", "reviewDueBefore": given["nextReviewDue"]}]
    (mine,) = measures(served, "prison")
    ended = done(served.ask("prison", END, order(mine, reason="Moved to open conditions.")))
    assert [(step["act"], step["doneByAgency"]) for step in ended["steps"]] == [
        ("SET_PROTECTION_MEASURE", "prison"),
        ("REVIEW_PROTECTION_MEASURE", "prison"),
        ("END_PROTECTION_MEASURE", "prison"),
    ]


def test_one_level_of_contact_with_children_stands_at_a_time(served: Served) -> None:
    for level in ("LEVEL_1_NO_CONTACT", "LEVEL_2_WRITTEN_ONLY"):
        given = {"level": level, "reason": "Assessed.", "nextReviewDue": day(served, 30)}
        done(served.ask("prison", CONTACT, order(the_case(served, "prison"), **given)))
    found = {(each["childContactLevel"], each["status"]) for each in measures(served, "prison")}
    assert found == {("LEVEL_1_NO_CONTACT", "ENDED"), ("LEVEL_2_WRITTEN_ONLY", "SET")}


def test_the_no_contact_list_is_the_prisons_and_names_nobody_to_others(served: Served) -> None:
    given = {"namedPerson": "A witness", "means": "ANY", "askedBy": "VICTIM", "nextReviewDue": day(served, 60)}
    answer = served.ask("probation", ADD, order(the_case(served, "probation"), **given))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    late = order(the_case(served, "prison"), **{**given, "nextReviewDue": day(served, 0)})
    assert met(served.ask("prison", ADD, late)) == ("nextReviewDue", "INVALID")
    shown = done(served.ask("prison", ADD, order(the_case(served, "prison"), **given)))
    assert (shown["namedPerson"], shown["status"]) == ("A witness", "LISTED")
    removed = done(served.ask("prison", REMOVE, order(shown, reason="The witness asked for it.")))
    assert (removed["status"], removed["endsOn"]) == ("REMOVED", day(served, 0))
