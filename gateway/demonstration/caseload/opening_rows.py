"""Who was let into a case for a while: it was closed to them, or its last day has passed."""

from datetime import timedelta

from agencies.coordination.openings import OpeningStatus
from gateway.demonstration.caseload.desk import Desk, at
from gateway.demonstration.caseload.lives import Life
from policies.vocabulary import Purpose

DAYS = timedelta(days=1)


def write_openings(desk: Desk, life: Life) -> None:
    """A case opened for a visit and closed, and one opened for another until a day that has passed."""
    closed_by = {"closed_by_id": desk.staff.coordinator.id, "closed_by_name": desk.staff.coordinator.name}
    _write_opening(desk, life, OpeningStatus.OPEN)
    _write_opening(desk, life, OpeningStatus.CLOSED, **closed_by, closed_because="The visit was made.", version=2)


def _write_opening(desk: Desk, life: Life, status: OpeningStatus, **closed: object) -> None:
    to, unit, day = desk.staff.police[-1], desk.staff.coordinator, desk.today - 50 * DAYS
    whose = {"principal_id": to.id, "principal_name": to.name, "agency": to.owner, "purpose": Purpose.MANAGE_RISK}
    by = {"opened_by_agency": unit.owner, "opened_by_id": unit.id, "opened_by_name": unit.name}
    recorded = {"recorded_at": at(day), "recorded_by_id": unit.id, "recorded_by_name": unit.name}
    what = {"reason": "A joint visit while his manager is away.", "ends_on": day + 7 * DAYS, "status": status}
    desk.add("coordination.case_opening", case_id=life.id, **whose, **what, **by, **recorded, **closed)
