"""What a meeting lacks before it closes: the reports that must come instead of an absent agency. Pure."""

from typing import Any

import pytest

from gateway.web.pages.meetings.lacking import lacking

REPORT = "an agency that was asked stays away, and its report has not come"
AWAY = {"attended": False}


def invited(agency: str, case: str | None = None, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - of an answer
    given = {"agency": agency, "wholeAgenda": case is None, "case": case and {"reference": case}}
    return {**given, "attendance": {"attended": True}, "reportAwaited": False, "reportReceivedOn": None, **changes}


def lacking_report(*invitations: dict[str, Any]) -> list[str]:
    """The cases of which the report of an agency is missing."""
    items = [{"status": "DISCUSSED", "case": {"reference": each}} for each in ("ONE", "TWO")]
    meeting = {"status": "UNDER_WAY", "agenda": {"nodes": items}, "invitations": list(invitations)}
    return [case for case, words in lacking(meeting, {"dataClassesShown": ["MEETING"]}) if REPORT in words]


@pytest.mark.parametrize(
    ("invitations", "cases"),
    [
        ([invited("police")], []),
        ([invited("police", attendance=AWAY)], ["ONE", "TWO"]),
        ([invited("police", attendance=AWAY, reportReceivedOn="2026-03-31")], []),
        ([invited("police", attendance=None, reportAwaited=True)], ["ONE", "TWO"]),
        ([invited("police", attendance=None)], []),
        ([invited("police", "TWO", attendance=AWAY)], ["TWO"]),
        ([invited("police", "TWO", attendance=AWAY), invited("police", "ONE")], ["TWO"]),
        ([invited("police", "TWO", attendance=AWAY), invited("police")], []),
    ],
    ids=[
        "came",
        "away",
        "reported",
        "apologised",
        "not yet known",
        "of one case",
        "came for another",
        "a colleague came",
    ],
)
def test_a_report_is_missing_where_nobody_of_an_agency_came_and_none_was_received(
    invitations: list[dict[str, Any]], cases: list[str]
) -> None:
    assert lacking_report(*invitations) == cases
