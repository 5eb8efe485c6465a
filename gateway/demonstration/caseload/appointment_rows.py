"""Two former colleagues in the directory: roles and clearances at each point of their lives, and none opens anything.

Their identity provider is no more, so that nobody signs in as either.
"""

from datetime import timedelta

from agencies.directory.tables import AppointmentStatus, AreaRelation, AuditReach, PrincipalStatus
from gateway.demonstration.caseload.desk import Desk
from gateway.demonstration.caseload.keeping_rows import OFFICERS
from policies.vocabulary import Agency, Clearance, Role

DAYS = timedelta(days=1)
ISSUER = "https://closed.example"
DECIDED = {
    AppointmentStatus.PROPOSED: {},
    AppointmentStatus.IN_FORCE: {"approved_by_name": OFFICERS[1], "version": 2},  # its last day has passed
    AppointmentStatus.REFUSED: {"closed_by_name": OFFICERS[1], "closed_because": "The post is filled.", "version": 2},
    AppointmentStatus.ENDED: {"closed_by_name": OFFICERS[1], "closed_because": "The post was closed.", "version": 3},
}


def write_former_colleagues(desk: Desk, area: int) -> None:
    """Somebody who left and somebody who is suspended, and what was proposed, granted and taken from the first."""
    left = _principal(desk, "Perpetua Nance", "former:1", PrincipalStatus.ACTIVE)
    _principal(desk, "Ambrose Quill", "former:2", PrincipalStatus.SUSPENDED, suspended_because="Under investigation.")
    first, last = desk.today - 400 * DAYS, desk.today - 40 * DAYS
    lasted = {"valid_from": first, "valid_until": last}
    posted = {"area_id": area, "relation": AreaRelation.WORKS_IN}
    desk.add("directory.principal_area", principal_id=left, **posted, **lasted)
    audited = {"role": Role.AUDITOR, "reach": AuditReach.AREA, "area_id": area}
    why = {"decided_by": OFFICERS[1], "reason": "Audit of access for a year."}
    desk.add("directory.audit_appointment", principal_id=left, **audited, **why, **lasted)
    for status, told in DECIDED.items():
        by = {"status": status, "proposed_by_name": OFFICERS[0], **told}
        held = {"role": Role.COMMUNITY_OFFENDER_MANAGER, "reason": "A secondment for a year.", **lasted}
        desk.add("directory.principal_role", principal_id=left, **held, **by)
        vetted = {"clearance": Clearance.TERRORISM, "reason": "Vetted for terrorism cases.", "valid_until": last}
        desk.add("directory.principal_clearance", principal_id=left, **vetted, **by)


def _principal(desk: Desk, name: str, subject: str, status: PrincipalStatus, **more: str) -> str:
    works = {"agency": Agency.PROBATION, "owner": Agency.PROBATION.value}
    return desk.add("directory.principal", issuer=ISSUER, subject=subject, name=name, status=status, **works, **more)
