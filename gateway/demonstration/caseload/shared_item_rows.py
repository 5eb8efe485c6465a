"""Single items that were shared with an associate: one withdrawn, and one whose last day has passed."""

from datetime import timedelta

from agencies.coordination.shared_items import SharedItemStatus
from gateway.demonstration.caseload.desk import Desk, at
from gateway.demonstration.caseload.lives import Life

DAYS = timedelta(days=1)


def write_shared_items(desk: Desk, life: Life) -> None:
    """Both with somebody of housing, who ran a hostel."""
    withdrawn_by = {"withdrawn_by_id": desk.staff.coordinator.id, "withdrawn_by_name": desk.staff.coordinator.name}
    _write_item(desk, life, SharedItemStatus.SHARED)
    _write_item(desk, life, SharedItemStatus.WITHDRAWN, **withdrawn_by, withdrawn_because="He moved on.", version=2)


def _write_item(desk: Desk, life: Life, status: SharedItemStatus, **withdrawn: object) -> None:
    to, unit, day = desk.staff.representative("housing"), desk.staff.coordinator, desk.today - 80 * DAYS
    whose = {
        "case_reference": life.reference,
        "principal_id": to.id,
        "principal_name": to.name,
        "body": to.owner,
        "basis": "Runs the hostel.",
    }
    by = {"shared_by_agency": unit.owner, "shared_by_id": unit.id, "shared_by_name": unit.name}
    recorded = {"recorded_at": at(day), "recorded_by_id": unit.id, "recorded_by_name": unit.name}
    what = {"subject": "A tenancy", "content": "Not near a school.", "ends_on": day + 7 * DAYS, "status": status}
    desk.add("coordination.shared_item", case_id=life.id, **whose, **what, **by, **recorded, **withdrawn)
