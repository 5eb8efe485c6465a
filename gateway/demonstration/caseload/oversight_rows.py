"""What a rule over the access record found, for auditors to try out: waiting, being looked into, and closed."""

from datetime import timedelta

from agencies.coordination.detections import DetectionOutcome, DetectionStatus
from agencies.coordination.holds import HoldStatus
from agencies.coordination.retention import ProposalStatus
from gateway.demonstration.caseload.desk import Desk, at
from gateway.demonstration.caseload.lives import Life
from gateway.detection.book import DELIVERED, NAMED

DAYS = timedelta(days=1)
AUDITOR = "Marguerite Osei"


def write_detections(desk: Desk, life: Life) -> None:
    """About the police manager of a case: an emergency access, and some work at night that was needed."""
    who = life.managers.police
    numbers = {each.rule: each for each in DELIVERED}
    for name, days, done in (
        ("emergency-unreviewed", 5, {}),
        ("out-of-hours", 9, _taken_up(desk)),
        ("out-of-hours", 20, _closed(desk)),
    ):
        day, says = desk.today - days * DAYS, NAMED[name].says(numbers[name])
        found = {"principal_id": who.id, "principal_name": who.name, "agency": "police", "found_on": day}
        times = {"first_at": at(day, "22:10"), "last_at": at(day, "22:40"), "recorded_at": at(day, "23:00")}
        told = {"rule": name, "rule_version": numbers[name].version, "says": says, "accesses": 5, "entries": "{}"}
        desk.add("coordination.detection", **{"status": DetectionStatus.NEW, **found, **times, **told, **done})
    _held(desk, who.id)
    _proposed(desk)


def _held(desk: Desk, user: str) -> None:
    """What that manager asked, kept while somebody looks into it: held, to be lifted, and lifted."""
    asked = {"lift_reason": "It is closed.", "lift_asked_at": at(desk.today - 3 * DAYS), "lift_asked_by_name": AUDITOR}
    lifted = {"lifted_at": at(desk.today - 2 * DAYS), "lifted_by_name": "Ines Calloway"}
    for status, whose, done in (
        (HoldStatus.HELD, "The Information Commissioner", {}),
        (HoldStatus.LIFT_ASKED, "The professional standards department", asked),
        (HoldStatus.LIFTED, "The coroner", {**asked, **lifted}),
    ):
        told = {
            "asked_by": whose,
            "reason": "A complaint about who was told of an arrest.",
            "version": len(done) // 2 + 1,
        }
        placed = {"recorded_at": at(desk.today - 6 * DAYS), "recorded_by_name": AUDITOR}
        desk.add("coordination.record_hold", principal_id=user, status=status, **told, **placed, **done)


def _proposed(desk: Desk) -> None:
    """For how long entries are to be kept, as a board of the demonstration decided it: the auditor is to agree."""
    why = {"decided_by": "The board of the demonstration", "source": "Its minutes, item 4"}
    agreed = {"agreed_at": at(desk.today - 2 * DAYS), "agreed_by_name": AUDITOR, "version": 2}
    refused = {"refused_at": at(desk.today - 3 * DAYS), "refused_by_name": AUDITOR, "version": 2}
    for status, rule, months, done in (
        (ProposalStatus.PROPOSED, "entries", 84, {"purpose": None}),
        (ProposalStatus.AGREED, "statistics", 36, {"purpose": "MONITOR_PERFORMANCE", **agreed}),
        (ProposalStatus.REFUSED, "entries", 12, {**refused, "refused_because": "Complaints come later than that."}),
    ):
        told = {"rule": rule, "keep_months": months, "reason": "As long as a complaint may still be brought."}
        proposed = {"recorded_at": at(desk.today - 4 * DAYS), "recorded_by_name": "Ines Calloway"}
        stands = {"status": status, "valid_from": desk.today + 30 * DAYS}
        desk.add("coordination.retention_proposal", **stands, **told, **why, **proposed, **done)


def _taken_up(desk: Desk) -> dict[str, object]:
    taken = {"taken_up_at": at(desk.today - 8 * DAYS), "taken_up_by_name": AUDITOR}
    return {"status": DetectionStatus.TAKEN_UP, **taken, "version": 2}


def _closed(desk: Desk) -> dict[str, object]:
    looked = desk.today - 18 * DAYS
    return {
        "status": DetectionStatus.CLOSED,
        "outcome": DetectionOutcome.JUSTIFIED,
        "reason": "On call that night; the accesses fit the log of the duty desk.",
        "taken_up_at": at(looked),
        "taken_up_by_name": AUDITOR,
        "closed_at": at(looked, "11:00"),
        "closed_by_name": AUDITOR,
        "version": 3,
    }
