"""What a meeting lacks before it closes: a page tells beforehand every reason for which the act refuses. Pure."""

# ruff: noqa: ANN401 - parts of an answer, as JSON has them
from typing import Any

import pytest

from agencies.coordination.process.close import COMPLETE
from gateway.before_close import lacking

ALL = {"MEETING", "DISCLOSURE", "MANAGEMENT", "DECISION"}
AGENCIES = ("police", "prison", "probation")
AWAY = {"attended": False}
UNSAID = dict.fromkeys(("toldByAgency", "how", "tellBy", "toldOn"))
SAID = {"toldByAgency": "police", "how": "By telephone", "tellBy": "2026-04-07", "toldOn": None}


def item(case: str = "ONE", **changes: Any) -> dict[str, Any]:
    """A case of which everything is recorded."""
    recorded = {
        "status": "DISCUSSED",
        "case": {"reference": case},
        "disclosures": [{"outcome": "NOT_DISCLOSED", **UNSAID}],
        "levelUnchangedBecause": "Nothing has changed.",
        "levelDecisions": [],
        "nextReviewOn": "2026-06-30",
        "review": None,
        "offenderInformed": [{"outcome": "TOLD"}],
    }
    return recorded | changes


def invited(agency: str, case: str | None = None, **changes: Any) -> dict[str, Any]:
    """Somebody who was asked and came."""
    asked = {"agency": agency, "wholeAgenda": case is None, "case": case and {"reference": case}}
    sent = {"circulatedAt": "2026-03-01T09:00:00+00:00", "response": "ACCEPTED", "reportReceivedOn": None}
    return {**asked, **sent, "attendance": {"attended": True}, **changes}


def rule(agency: str, area: int | None = None, level: str = "LEVEL_2") -> dict[str, Any]:
    return {"kind": "QUORUM", "level": level, "requires": agency, "areaNumber": area}


def told(*items: dict[str, Any], came: Any = None, shown: set[str] = ALL, **changes: Any) -> list[str]:
    """What is said of a meeting to which the responsible authorities came, but for what is changed of it."""
    meeting = {
        "status": "UNDER_WAY",
        "level": "LEVEL_2",
        "heldOn": "2026-03-31",
        "areaNumber": 7,
        "agenda": {"nodes": list(items)},
        "invitations": [invited(each) for each in AGENCIES] if came is None else came,
        "rules": [rule(each) for each in AGENCIES],
    }
    return lacking(meeting | changes, shown)


THERE = [invited(each) for each in AGENCIES]
LACKS: dict[str, tuple[tuple[dict[str, Any], ...], Any, str]] = {
    "a case was discussed": ((item(status="DEFERRED"),), None, "No case was discussed"),
    "each case is concluded or put off": (
        (item("TWO"), item(status="LISTED")),
        None,
        "ONE: it is still on the agenda",
    ),
    "of each case it is decided who is told what, or why nobody": (
        (item(disclosures=[{"outcome": "TO_BE_DISCLOSED", **UNSAID, "how": "By telephone"}]),),
        None,
        "ONE: no decision on disclosure",
    ),
    "its level is decided, or noted as unchanged": (
        (item(levelUnchangedBecause=None, levelDecisions=[{"stage": "ENDORSED"}]),),
        None,
        "ONE: no decision on the level",
    ),
    "the day of its next review is set": ((item(nextReviewOn=None),), None, "ONE: no day is set for its next review"),
    "it is recorded what the offender is told, or why not": (
        (item(offenderInformed=[]),),
        None,
        "ONE: it is not recorded what the offender is told",
    ),
    "attendance is recorded": (
        (item(),),
        [*THERE, invited("housing", attendance=None)],
        "Whether everybody of housing who was asked came is not recorded",
    ),
    "every responsible authority was there, or it is said why it went ahead": (
        (item(),),
        THERE[:2],
        "ONE: nobody of probation was there",
    ),
    "whoever was asked and did not come sent a report, or it is said why it went ahead": (
        (item(),),
        [*THERE, invited("housing", attendance=AWAY)],
        "ONE: housing did not come and sent no report",
    ),
}


def test_every_guard_of_the_act_is_tried() -> None:
    assert set(LACKS) == {guard.words for guard in COMPLETE}


@pytest.mark.parametrize("guard", sorted(LACKS))
def test_each_reason_for_which_the_act_refuses_has_its_line(guard: str) -> None:
    items, came, words = LACKS[guard]
    (line,) = told(*items, came=came)
    assert line.startswith(words)


def test_a_meeting_that_lacks_nothing_or_is_not_under_way_has_no_line() -> None:
    assert told(item()) == []
    assert told(item(levelUnchangedBecause=None, levelDecisions=[{"stage": "DECIDED"}])) == []
    assert told(item(nextReviewOn=None, review={"nextDue": "2026-06-30"})) == []
    assert told(item(disclosures=[{"outcome": "TO_BE_DISCLOSED", **SAID}])) == []
    assert told(item(offenderInformed=[]), status="CIRCULATED") == []


def test_of_a_case_that_is_still_on_the_agenda_it_is_said_what_it_will_lack() -> None:
    lines = told(item(status="LISTED", nextReviewOn=None, offenderInformed=[]), came=THERE[:2])
    assert [each.split(":")[0] for each in lines] == ["No case was discussed", *["ONE"] * 4]
    assert told(item(), item("TWO", status="WITHDRAWN", nextReviewOn=None)) == []


@pytest.mark.parametrize("hidden", sorted(ALL - {"MEETING"}))
def test_what_a_reader_could_not_tell_by_what_they_are_shown_is_not_said(hidden: str) -> None:
    bare = item(disclosures=[], levelUnchangedBecause=None, nextReviewOn=None, offenderInformed=[])
    kept = {
        "DISCLOSURE": ["level", "review", "offender"],
        "MANAGEMENT": ["disclosure", "offender"],
        "DECISION": ["disclosure", "review"],
    }
    lines = told(bare, shown=ALL - {hidden})
    assert [words in line for words, line in zip(kept[hidden], lines, strict=True)] == [True] * len(lines)


def test_of_a_case_that_is_hidden_nothing_is_said() -> None:
    assert told(item(), item("TWO", disclosures=[]) | {"case": None}) == []
    assert told(item(), came=[*THERE, invited("housing", "TWO", attendance=AWAY) | {"case": None}]) == []


def test_quorum_is_by_the_rules_of_the_area_where_it_has_its_own_and_of_the_level() -> None:
    own = [rule("police", 7), rule("housing", 8), rule("health", level="LEVEL_3")]
    assert told(item(), came=[], rules=[rule("prison"), *own]) == [
        "ONE: nobody of police was there. Say why it went ahead."
    ]


@pytest.mark.parametrize(
    ("invitations", "cases"),
    [
        ([invited("housing", attendance=AWAY)], ["ONE", "TWO"]),
        ([invited("housing", attendance=AWAY, reportReceivedOn="2026-03-31")], []),
        ([invited("housing", "TWO", attendance=AWAY)], ["TWO"]),
        ([invited("housing", "TWO", attendance=AWAY), invited("housing", "ONE")], ["TWO"]),
        ([invited("housing", "TWO", attendance=AWAY), invited("housing")], []),
        ([invited("housing", attendance=None, circulatedAt=None)], []),
        ([invited("housing", attendance=None, response="WITHDRAWN")], []),
    ],
    ids=["away", "reported", "of one case", "came for another", "a colleague came", "not sent", "withdrawn"],
)
def test_a_report_is_missing_where_nobody_of_an_agency_came_and_none_was_received(
    invitations: list[dict[str, Any]], cases: list[str]
) -> None:
    lines = told(item("ONE"), item("TWO"), came=[*THERE, *invitations])
    assert [each.split(":")[0] for each in lines] == cases
