"""Minutes from their beginning to an amendment, over HTTP, by everybody who has a part in them."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, problem, the_case
from tests.gateway.minuting import (
    AGREE,
    BEGIN,
    CIRCULATE,
    FACT,
    SECTIONS,
    WRITE,
    act,
    agreed,
    begun,
    cleared,
    minutes,
    section,
)
from tests.gateway.served import Served

ADD = document("addMinutesSection", "minutesSection", "heading contributor handling body")
RELEASE = document("releaseMinutesSection", "minutesSection", "handling releasedBecause")
AMEND = document("amendMinutes", "minutes", f"edition status amendment amendedBecause {SECTIONS}")


@pytest.fixture(autouse=True)
def clean(served: Served) -> Iterator[None]:
    """Each test begins without minutes."""
    yield
    cleared(served)


def test_minutes_begin_with_the_agenda_and_each_agency_at_the_table(served: Served) -> None:
    made = begun(served)
    assert (made["status"], made["edition"], made["circulateBy"]) == ("DRAFT", 1, "2026-01-25")
    shared = [each["contributor"] for each in made["sections"] if each["heading"] == "INFORMATION_SHARING"]
    assert sorted(shared) == ["housing", "police", "prison", "probation"]
    assert len(made["sections"]) == 13 + 4
    assert met(act(served, "coordinator", BEGIN, the_case(served, "coordinator"), meeting="MEETING-1")) == (
        "meeting",
        "NOT_NOW",
    )


def test_an_agency_writes_its_own_contribution_and_no_other(served: Served) -> None:
    begun(served)
    shown = done(act(served, "police", WRITE, section(served, "police"), **FACT))
    assert shown["texts"] == [{"version": 2, "body": FACT["body"], "writtenByAgency": "police"}]
    done(act(served, "housing", WRITE, section(served, "housing", contributor="housing"), **FACT))
    for persona in ("prison", "housing"):
        answer = act(served, persona, WRITE, section(served, persona), **FACT)
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    answer = act(served, "police", BEGIN, the_case(served, "police"), meeting="MEETING-1")
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


def test_of_two_who_write_one_section_the_second_is_given_both_texts(served: Served) -> None:
    begun(served)
    read = section(served, "police")
    done(act(served, "coordinator", WRITE, section(served, "coordinator"), body="Theirs.", assertion="FACT"))
    answer = act(served, "police", WRITE, read, body="Mine, at length.", assertion="FACT")
    payload = answer.data["writeMinutesSection"]
    (found,) = payload["problems"]
    assert (found["code"], found["expectedVersion"], found["currentVersion"]) == ("CONFLICT", 1, 2)
    assert payload["minutesSection"]["body"] == "Theirs."
    assert sent(served, "police", read, "Mine, at length.") == "Mine, at length."
    merged = done(act(served, "police", WRITE, payload["minutesSection"], body="Both.", assertion="FACT"))
    assert [each["body"] for each in merged["texts"]] == ["Both.", "Theirs."]


def sent(served: Served, persona: str, read: Any, body: str) -> Any:
    """What a conflict gives back of what was sent."""
    asked = """mutation Write($input: WriteMinutesSectionInput!) {
      writeMinutesSection(input: $input) { problems { sent } } }"""
    answer = act(served, persona, asked, read, body=body, assertion="FACT")
    (found,) = answer.data["writeMinutesSection"]["problems"]
    return found["sent"]


def test_those_who_write_different_sections_never_meet(served: Served) -> None:
    made = begun(served)
    police, prison = section(served, "police"), section(served, "prison", contributor="prison")
    added = {"heading": "INFORMATION_SHARING", **FACT}
    done(act(served, "police", WRITE, police, **FACT))
    done(act(served, "police", ADD, made | section_of(served, "police"), **added))
    done(act(served, "prison", ADD, made | section_of(served, "prison"), **added))
    done(act(served, "prison", WRITE, prison, **FACT))


def section_of(served: Served, persona: str) -> Any:
    """The id of the minutes as this person has it; the version stays the one that was read first."""
    return {"id": minutes(served, persona)[0]["id"]}


def test_what_an_agency_holds_back_shows_to_others_in_nothing(served: Served) -> None:
    begun(served)
    before = minutes(served, "prison")
    kept = {"heading": "INFORMATION_SHARING", "holds": "INTELLIGENCE", "handling": "OWNER_ONLY"}
    done(act(served, "police", ADD, minutes(served, "police")[0], body="Kept.", assertion="INTELLIGENCE", **kept))
    assert "Kept." in str(minutes(served, "police"))
    assert minutes(served, "prison") == before
    for persona in ("coordinator", "chair"):
        assert "Kept." not in str(minutes(served, persona))


def test_the_chair_releases_what_waits_for_the_chair(served: Served) -> None:
    begun(served)
    done(act(served, "police", WRITE, section(served, "police"), **FACT, handling="CHAIR_RELEASE"))
    assert FACT["body"] not in str(minutes(served, "prison"))
    released = done(act(served, "chair", RELEASE, section(served, "chair"), reason="All of them need it."))
    assert (released["handling"], released["releasedBecause"]) == ("OPEN", "All of them need it.")
    assert section(served, "prison")["body"] == FACT["body"]


def test_minutes_are_circulated_agreed_by_the_chair_and_written_no_more(served: Served) -> None:
    begun(served)
    missing = act(served, "coordinator", CIRCULATE, minutes(served)[0]).data["circulateMinutes"]["problems"]
    assert {"sections.ATTENDANCE", "sections.RISK_ASSESSMENT"} < {each["field"] for each in missing}
    cleared(served)
    shown = agreed(served)
    assert (shown["status"], shown["agreedByName"] is not None) == ("AGREED", True)
    assert [each["toState"] for each in shown["steps"]] == ["DRAFT", "CIRCULATED", "AGREED"]
    answer = act(served, "police", WRITE, section(served, "police"), **FACT)
    assert met(answer) == ("id", "NOT_NOW")
    assert "ask for a correction" in problem(answer)["message"]


def test_an_amendment_stands_beside_what_was_agreed(served: Served) -> None:
    agreed(served)
    first = minutes(served)[0]
    what = {"what": "The date of a visit.", "reason": "The police ask for it."}
    second = done(act(served, "coordinator", AMEND, first, **what))
    assert (second["edition"], second["status"], second["amendment"]) == (2, "DRAFT", what["what"])
    attended = next(each for each in second["sections"] if each["heading"] == "ATTENDANCE")
    done(act(served, "coordinator", WRITE, attended, body="As it was.", assertion="FACT"))
    assert "As it was." not in str(next(each for each in minutes(served) if each["edition"] == 1))
    latest = next(each for each in minutes(served) if each["edition"] == 2)
    done(act(served, "coordinator", CIRCULATE, latest))
    latest = next(each for each in minutes(served, "chair") if each["edition"] == 2)
    assert done(act(served, "chair", AGREE, latest))["status"] == "AMENDED"


def test_minutes_that_are_late_are_listed(served: Served) -> None:
    begun(served)
    served.database.execute("update coordination.minutes set circulate_by = current_date + 9")
    assert minutes(served, overdue=True) == []
    with served.clock.forward(timedelta(days=11)):
        assert [each["status"] for each in minutes(served, overdue=True)] == ["DRAFT"]


def test_the_entry_of_a_section_names_the_case_and_the_rule(served: Served) -> None:
    begun(served)
    entry = served.entry(act(served, "police", WRITE, section(served, "police"), **FACT))
    assert (entry["act"], entry["outcome"]) == ("WRITE_MINUTES_SECTION", "GRANTED")
    assert entry["reading"]["assigned/ordinary"]["act"] == ["minutes.managers-write-for-their-agency"]
