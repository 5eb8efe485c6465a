"""Single items shared with an associate: one for some days yet, one withdrawn, and one whose day has passed."""

from datetime import timedelta

from agencies.coordination.shared_items import SharedItemStatus
from gateway.demonstration.caseload.desk import Desk, at
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import personas

DAYS = timedelta(days=1)


def write_shared_items(desk: Desk, life: Life) -> None:
    """All with the one who runs a hostel."""
    withdrawn_by = {"withdrawn_by_id": desk.staff.coordinator.id, "withdrawn_by_name": desk.staff.coordinator.name}
    _write_item(desk, life, SharedItemStatus.SHARED)
    _write_item(desk, life, SharedItemStatus.SHARED, ends_on=desk.today + 30 * DAYS)
    _write_item(desk, life, SharedItemStatus.WITHDRAWN, **withdrawn_by, withdrawn_because="He moved on.", version=2)


def _write_item(desk: Desk, life: Life, status: SharedItemStatus, **told: object) -> None:
    to, unit, day = personas(desk.seed, desk.today)["associate"], desk.staff.coordinator, desk.today - 80 * DAYS
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
    desk.add("coordination.shared_item", case_id=life.id, **(whose | what | by | recorded | told))
